"""Filter click to redrawn chart, against a bare Streamlit page's slider.

A choice in a list takes Streamlit's browser side longer than a slider; by how much says a bare page with such a list.
"""

from collections.abc import Iterator

from tests.benchmarks import browsers, servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, compared

# Each click chooses one more; after the last a fresh page begins anew.
CATEGORIES = ("Chips", "Model", "Product", "Open source", "Research", "Partnership", "Pricing", "Finance")


def measure(scale: Scale) -> Iterator[Row]:
    """Two rows each for a bare page with a list, the shipped data and the large folder."""
    with browsers.chromium() as browser, servers.bare() as bare:
        with servers.bare_choice() as choice:
            yield from _pairs(browser, bare.address, choice.address, "bare page with a list", scale.times, None)
        for data, name, times, most in (
            (servers.SHIPPED, "shipped data", scale.times, 1.5),
            (scale.large, scale.much, scale.large_times, 2.0),
        ):
            with servers.dashboard(data) as dashboard:
                yield from _pairs(browser, bare.address, f"{dashboard.address}/timeline", name, times, most)


def _pairs(browser: browsers.Browser, bare: str, address: str, name: str, times: int, most_ratio: float | None) -> Iterator[Row]:
    clicks: list[tuple[float, float]] = []
    slides: list[tuple[float, float]] = []
    while len(clicks) < times:
        with browsers.fresh(browser) as ours, browsers.fresh(browser) as floor:
            for page, url in ((ours, address), (floor, bare)):
                page.goto(url, wait_until="commit")
                browsers.chart(page)
            # The first click and the first slide of a page load what none after them has to.
            for number, category in enumerate(CATEGORIES):
                ours.bring_to_front()
                click = browsers.choose_category(ours, category)
                floor.bring_to_front()
                slide = browsers.slide(floor, (number + 3) / (len(CATEGORIES) + 4))
                if number and len(clicks) < times:
                    clicks.append(click)
                    slides.append(slide)
                if len(clicks) == times:
                    break
    # Every click chooses what nobody has chosen before on this server, or has only in the first round.
    yield compared(
        f"filter click to redrawn chart ({name})",
        [click for click, _ in clicks],
        [slide for slide, _ in slides],
        unit="ms",
        most_ratio=most_ratio,
    )
    yield compared(
        f"the same from the browser's message to the server ({name})", [sent for _, sent in clicks], [sent for _, sent in slides], unit="ms"
    )
