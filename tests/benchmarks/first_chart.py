"""First chart in a fresh browser, and how much the page jumps meanwhile, against a bare Streamlit page.

Both on this machine, where the browser's own work is all there is, and as far away as servers are: there each answer and each byte
is waited for.
"""

from collections import Counter
from collections.abc import Iterator
from statistics import median

from tests.benchmarks import browsers, servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, compared

MOST_RATIO = 1.15
# The web's own bound of a page that is calm (Cumulative Layout Shift, "good").
MOST_SHIFT = 0.1


def measure(scale: Scale) -> Iterator[Row]:
    """Rows for the overview and the timeline with the shipped data, and for the timeline with the large folder."""
    with browsers.chromium() as browser, servers.bare() as bare:
        with servers.dashboard() as dashboard:
            for path, name in (("", "overview"), ("/timeline", "timeline")):
                yield from _pairs(browser, dashboard.address + path, bare.address, name, scale.times, MOST_RATIO)
                far = f"{name}, 80 ms and 20 Mbit/s away"
                yield from _pairs(browser, dashboard.address + path, bare.address, far, scale.large_times, MOST_RATIO, far=True)
        with servers.dashboard(scale.large) as dashboard:
            yield from _pairs(browser, f"{dashboard.address}/timeline", bare.address, f"timeline, {scale.much}", scale.large_times, None)


def _pairs(
    browser: browsers.Browser, ours: str, bare: str, name: str, times: int, most_ratio: float | None, far: bool = False
) -> Iterator[Row]:
    # The servers have been asked once before anything counts: what is fresh is the browser.
    browsers.first_chart(browser, ours), browsers.first_chart(browser, bare)
    pairs = [(browsers.first_chart(browser, ours, far), browsers.first_chart(browser, bare, far)) for _ in range(times)]
    yield compared(
        f"first chart in a fresh browser ({name})", [mine[0] for mine, _ in pairs], [floor[0] for _, floor in pairs], most_ratio=most_ratio
    )
    moved = Counter(part for mine, _ in pairs for part in set(mine[2]))
    shifts = [mine[1] for mine, _ in pairs]
    yield Row(
        f"layout shift until the page rests ({name})",
        unit="shift",
        measured=median(shifts),
        floor=median(floor[1] for _, floor in pairs),
        most=MOST_SHIFT,
        taken=f"{times} pairs",
        note=("moved: " + ", ".join(part for part, _ in moved.most_common(4))) if median(shifts) > MOST_SHIFT else "",
    )
