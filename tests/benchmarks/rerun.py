"""Server CPU for one rerun, with a selection that nobody has made before and with one that somebody has, against a bare page's."""

import asyncio
import itertools
import random
from collections.abc import Iterator

from tests.benchmarks import servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, alone, compared
from tests.benchmarks.viewer import Viewer

PATHS = {"overview": "", "timeline": "timeline", "compare": "compare", "data": "data"}


def measure(scale: Scale) -> Iterator[Row]:
    """Rows for four pages and for another filter, with the shipped data and with the large folder."""
    with servers.bare() as bare:
        for data, name, most in ((servers.SHIPPED, "shipped data", 0.030), (scale.large, scale.much, 0.150)):
            with servers.dashboard(data) as dashboard:
                for page, path in PATHS.items():
                    yield from asyncio.run(_page(dashboard, bare, path, "categories", f"{page}, {name}", most, scale.reruns))
                # What figures say is worked out anew only where evidence or dates are chosen.
                yield from asyncio.run(_page(dashboard, bare, "", "evidence", f"overview by evidence, {name}", most, scale.reruns))


async def _page(dashboard: servers.Server, bare: servers.Server, path: str, key: str, name: str, most: float, times: int) -> list[Row]:
    # Without the clock of the fragment that looks for new data, which would be counted in.
    async with Viewer(dashboard.address, path, clocks=False) as ours, Viewer(bare.address, clocks=False) as floor:
        selections = _selections(ours.heard.choices[key].options, times + 2)
        new, again, floors = [], [], []
        for number, chosen in enumerate(selections):
            new.append(await _cpu(dashboard, ours, key, chosen))
            again.append(await _cpu(dashboard, ours, key, chosen))
            floors.append(await _cpu(bare, floor, key, None))
            if number == 1:
                new, again, floors = [], [], []
    # Linux counts a process's CPU in steps of 10 ms: a mean over many runs is finer than that, a median of single runs is not.
    means = [sum(values) / len(values) for values in (new, again, floors)]
    row = compared(f"server CPU for one rerun ({name})", means[:1], means[2:], unit="ms", most=most, taken=f"mean of {times}")
    return [row, alone(f"the same selection once more ({name})", means[1:2], unit="ms", taken=f"mean of {times}")]


async def _cpu(server: servers.Server, viewer: Viewer, key: str, chosen: tuple[str, ...] | None) -> float:
    before = server.cpu()
    await (viewer.run() if chosen is None else viewer.choose(key, *chosen))
    return server.cpu() - before


def _selections(options: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    """Selections of two to four of what there is to choose, each another, equal in each run of the benchmark."""
    every = [chosen for size in (2, 3, 4) for chosen in itertools.combinations(options, size)]
    return random.Random(5).sample(every, count)
