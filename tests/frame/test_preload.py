"""What the browser is asked to load along with the page."""

from pathlib import Path

import pytest
from streamlit import file_util

from components.frame import preload


def test_a_part_with_all_that_it_imports_each_once() -> None:
    manifest = {
        "../lib/src/components/elements/PlotlyChart/PlotlyChart.tsx": {"file": "static/js/Plotly.1.js", "imports": ["_a.js", "_b.js"]},
        "../lib/src/components/widgets/Button/Button.tsx": {"file": "static/js/Button.1.js", "imports": ["_b.js"]},
        "_a.js": {"file": "static/js/a.1.js", "imports": ["_b.js"]},
        "_b.js": {"file": "static/js/b.1.js", "imports": ["_a.js", "_style.css"]},
        "_style.css": {"file": "static/css/style.css"},
        "_other.js": {"file": "static/js/other.1.js"},
    }
    assert sorted(preload.wanted(manifest)) == ["static/js/Button.1.js", "static/js/Plotly.1.js", "static/js/a.1.js", "static/js/b.1.js"]


@pytest.mark.parametrize("page", [*preload.OF_PAGE, "method"])
def test_the_installed_streamlit_has_every_part_and_file(page: str) -> None:
    tags, parts = preload.tags(page).decode(), (*preload.PARTS, *preload.OF_PAGE.get(page, ()))
    for part in parts:
        assert f"/{Path(part).stem}." in tags
    names = [line.split('href="./')[1].split('"')[0] for line in tags.splitlines()]
    assert len(names) == len(set(names)) >= len(parts)
    for name in names:
        assert (Path(file_util.get_static_dir()) / name).is_file()
