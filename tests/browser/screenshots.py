"""Take pictures of the pages: `python -m tests.browser.screenshots [FOLDER]`.

Without a folder it renews the pictures of the README and of `tests/browser/screenshots/README.md`; with one it fills the folder with
all pages at 1440 and 390 pixels, light and dark, for a look at what a change did.
"""

import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import harness

HERE = Path(__file__).resolve().parent
PAGES = {
    "overview": "",
    "timeline": "timeline",
    "amounts": "compare",
    "delivery": "compare?view=Delivery",
    "spending": "compare?view=Spending",
    "counts": "compare?view=Counts",
    "company": "company?company=alibaba",
    "data": "data",
    "contribute": "contribute",
    "method": "method",
    "card": "timeline?move=alibaba/three-year-infrastructure-pledge",
}
# What the README shows: file name -> (device, theme, address, pixels of height).
SHOWN: dict[str, tuple[dict[str, Any], str, str, int]] = {
    "overview": (harness.DESK, "light", "", 900),
    "timeline": (harness.DESK, "light", "timeline", 1500),
    "amounts": (harness.DESK, "light", "compare?currency=USD", 1100),
    "delivery": (harness.DESK, "light", "compare?view=Delivery", 1100),
    "dark": (harness.DESK, "dark", "compare?view=Spending", 1100),
    "card": (harness.DESK, "light", PAGES["card"], 900),
    "phone-overview": (harness.PHONE, "light", "", 1200),
    "phone-timeline": (harness.PHONE, "dark", "timeline", 1200),
}
# Of a picture of the README: a third of the bytes, and no eye sees it. Chosen by how far apart they are and not by how often they occur:
# a company's colour may be a small square alone.
COLOURS = 256


def take(page: Page, address: str, path: Path, width: int, *, height: int = 900, whole: bool = False) -> None:
    """Write a picture of one page, of `height` pixels; `whole` makes the window as high as the page."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    harness.settle(page)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height + 20, 8000)})
        harness.settle(page)
    # Two frames: fonts and charts have been painted by then.
    page.evaluate("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))")
    page.screenshot(path=path)


def take_shown(browser: Browser, address: str, target: Path, names: Collection[str] = tuple(SHOWN)) -> list[Path]:
    """Write the README's pictures, or some of them, into a folder and return their paths.

    A page that cannot be rendered raises Playwright's error.
    """
    paths = []
    pages: dict[tuple[int, str], Page] = {}
    for name in names:
        device, theme, place, height = SHOWN[name]
        width = device["viewport"]["width"]
        # One page for each kind: a new one would have to load all of Streamlit's code again.
        if (width, theme) not in pages:
            pages[width, theme] = browser.new_context(**device, color_scheme=theme).new_page()
        path = target / f"{name}.png"
        take(pages[width, theme], f"{address}/{place}", path, width, height=height)
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
        paths.append(path)
    for page in pages.values():
        page.context.close()
    return paths


def take_all(browser: Browser, address: str, target: Path) -> None:
    """Write pictures of every page at both widths and in both themes into a folder."""
    for theme in ("light", "dark"):
        for device in (harness.DESK, harness.PHONE):
            page = browser.new_context(**device, color_scheme=theme).new_page()
            width = device["viewport"]["width"]
            for name, path in PAGES.items():
                take(page, f"{address}/{path}", target / f"{name}-{width}-{theme}.png", width, whole=True)


def main(folder: Path | None) -> None:
    target = folder or HERE / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        process, address = harness.start(None, Path(scratch) / "log")
        browser = playwright.chromium.launch(executable_path=harness.chromium(), args=harness.FLAGS)
        try:
            if folder is None:
                take_shown(browser, address, target)
            else:
                take_all(browser, address, target)
        finally:
            browser.close()
            harness.stop(process)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
