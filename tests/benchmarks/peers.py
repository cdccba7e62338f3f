"""The same timeline in Dash and in Vizro: first chart and filter click, in turns with the dashboard's."""

import importlib.util
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.benchmarks import browsers, servers
from tests.benchmarks.filter_click import CATEGORIES
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, compared

MISSING = "skipped: not installed (`pip install -e .[benchmarks]`)"

NOTES = {"dash": "", "vizro": "Vizro's click takes one category away, so it draws more marks; the dashboard's adds one"}


def measure(scale: Scale) -> Iterator[Row]:
    """Two rows per peer, with the shipped data: the floor is the peer's. One row that says so where a peer is not installed."""
    with browsers.chromium() as browser, servers.dashboard() as dashboard:
        for peer in ("dash", "vizro"):
            if importlib.util.find_spec(peer) is None:
                yield Row(f"the same timeline in {peer.title()}", note=MISSING)
                continue
            port = servers.free_port()
            command = [sys.executable, "-m", f"tests.benchmarks.peer_{peer}", str(port)]
            with servers.serve(command, port, "/") as server:
                yield from _compare(browser, f"{dashboard.address}/timeline", server.address, peer, scale.times)


def _compare(browser: Browser, ours: str, theirs: str, peer: str, times: int) -> Iterator[Row]:
    browsers.first_chart(browser, ours), browsers.first_chart(browser, theirs)
    pairs = [(browsers.first_chart(browser, ours)[0], browsers.first_chart(browser, theirs)[0]) for _ in range(times)]
    yield compared(f"first chart, against {peer.title()}'s", [mine for mine, _ in pairs], [floor for _, floor in pairs])
    tick = {"dash": _more, "vizro": _fewer}[peer]
    clicks: list[tuple[float, float]] = []
    while len(clicks) < times:
        with browsers.fresh(browser) as page, browsers.fresh(browser) as other:
            for fresh, url in ((page, ours), (other, theirs)):
                fresh.goto(url, wait_until="commit")
                browsers.chart(fresh)
            for number, category in enumerate(CATEGORIES):
                page.bring_to_front()
                mine = browsers.choose_category(page, category)[0]
                other.bring_to_front()
                floor = browsers.tick(other, category, tick)
                # As in `filter_click`: the first click of a page loads what none after it has to.
                if number and len(clicks) < times:
                    clicks.append((mine, floor))
    yield compared(
        f"filter click to redrawn chart, against {peer.title()}'s",
        [mine for mine, _ in clicks],
        [floor for _, floor in clicks],
        unit="ms",
        note=NOTES[peer],
    )


def _more(page: Page, category: str) -> None:
    page.get_by_label(category, exact=True).check()


def _fewer(page: Page, category: str) -> None:
    # All are ticked at first.
    page.get_by_label(category, exact=True).uncheck()
