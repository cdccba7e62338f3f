"""The pictures of the README can be taken, and its page shows all of them."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser import screenshots

FOLDER = Path(screenshots.__file__).with_suffix("")


# One of each width, the last: of a kind all pictures are taken alike, and that pages open without a fault other tests see.
ONE_OF_EACH = {device["viewport"]["width"]: name for name, (device, _, _, _) in screenshots.SHOWN.items()}


def test_pictures_of_each_width_can_be_taken(browser: Browser, app: str, tmp_path: Path) -> None:
    assert len(ONE_OF_EACH) == 2
    paths = screenshots.take_shown(browser, app, tmp_path, ONE_OF_EACH.values())
    assert [path.stem for path in paths] == list(ONE_OF_EACH.values())
    for path in paths:
        device, _, _, height = screenshots.SHOWN[path.stem]
        with Image.open(path) as picture:
            assert picture.size == (device["viewport"]["width"], height)
            # A page that is blank, or is still loading, has next to no colours.
            assert len(picture.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 40, path.stem


def test_page_of_pictures_shows_what_is_there() -> None:
    shown = re.findall(r"!\[[^\]]{20,}\]\(([a-z-]+)\.png\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert shown == list(screenshots.SHOWN)
    assert {path.stem for path in FOLDER.glob("*.png")} == set(shown)
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) < 1_500_000
