"""Asks the browser for the code of charts and filters along with the page: Streamlit's own page asks for it only once a script has run.

The names of the files are in the manifest that Streamlit ships beside them; where it has another form, nothing is asked for early.
"""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from streamlit import file_util

# The parts of Streamlit's browser side that every page of ours with a chart shows, by the ends of their sources' names.
PARTS = (
    "elements/PlotlyChart/PlotlyChart.tsx",
    "widgets/Multiselect/Multiselect.tsx",
    "widgets/TextInput/TextInput.tsx",
    "widgets/DateInput/DateInput.tsx",
    "widgets/Selectbox/Selectbox.tsx",
    "widgets/ButtonGroup/ButtonGroup.tsx",
    "widgets/Button/Button.tsx",
)

# What stands on one page alone; until its code is there it is lower than it will be, and what is below it moves.
OF_PAGE = {
    "": ("elements/Metric/Metric.tsx", "elements/PageLink/PageLink.tsx"),
    "contribute": ("widgets/TextArea/TextArea.tsx", "widgets/FileUploader/FileUploader.tsx"),
}


@cache
def tags(page: str = "") -> bytes:
    """`<link rel="modulepreload" ...>` for each file of these parts and what it imports, as they stand in the head of a page."""
    folder = Path(file_util.get_static_dir())
    try:
        html = (folder / "index.html").read_text(encoding="utf-8")
        files = wanted(json.loads((folder / "manifest.json").read_bytes()), (*PARTS, *OF_PAGE.get(page, ())))
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return b""
    new = [name for name in files if name not in html]
    return "".join(f'<link rel="modulepreload" crossorigin href="./{escape(name)}">\n' for name in new).encode()


def wanted(manifest: dict[str, Any], parts: tuple[str, ...] = PARTS) -> list[str]:
    """The files of these parts and of all that they import, each once: ["static/js/PlotlyChart.D9Z0_fxz.js", ...]."""
    found: dict[str, None] = {}
    waiting = [name for part in parts for name in manifest if name.endswith(part)]
    for name in waiting:
        if manifest[name]["file"] not in found:
            found[manifest[name]["file"]] = None
            waiting += manifest[name].get("imports", [])
    return [name for name in found if name.endswith(".js")]
