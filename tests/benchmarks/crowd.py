"""A crowd: viewers with real websocket sessions who open pages and filter at random, all at one process on this machine."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, percentile
from tests.benchmarks.viewer import Viewer, ViewerError, viewers

PATHS = ("", "timeline", "compare", "company", "data")
KEYS = ("companies", "categories", "evidence", "statuses")
# Seconds that a viewer looks at what a click has brought before the next click.
THINKS = (2.0, 6.0)
IDLE_SECONDS = 5.0


@dataclass(slots=True)
class Seen:
    """What a crowd has lived through: seconds of each interaction, errors by their words, bytes of memory per idle viewer."""

    latencies: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    idle: float = 0
    cpu: float = 0
    seconds: float = 0


def measure(scale: Scale) -> Iterator[Row]:
    """Rows for the shipped data and the large folder: latency, errors, memory per idle viewer."""
    for data, name in ((servers.SHIPPED, "shipped data"), (scale.large, scale.much)):
        seen = asyncio.run(_crowd(data, scale.viewers, scale.seconds))
        of = f"{scale.viewers} viewers, {name}"
        if not seen.latencies:
            yield Row(f"interaction ({of})", note=f"none ended: {dict(seen.errors)}")
            continue
        shares = {share: percentile(seen.latencies, share) for share in (0.5, 0.95, 0.99)}
        yield Row(
            f"95 % of interactions within ({of})",
            measured=shares[0.95],
            most=1.0,
            taken=f"{len(seen.latencies)} in {seen.seconds:.0f} s",
            note=f"half within {shares[0.5]:.2f} s, 99 % within {shares[0.99]:.2f} s, slowest {max(seen.latencies):.2f} s; "
            f"{seen.cpu / seen.seconds:.0%} of one core",
        )
        yield Row(
            f"errors ({of})",
            unit="count",
            measured=seen.errors.total(),
            most=0,
            taken=f"{seen.seconds:.0f} s",
            note="; ".join(f"{count} × {words}" for words, count in seen.errors.most_common(3)),
        )
        yield Row(f"memory per idle viewer ({of})", unit="MB", measured=seen.idle, most=5_000_000, taken="once")


async def _crowd(data: Path, count: int, seconds: float) -> Seen:
    seen = Seen()
    paths = [PATHS[number % len(PATHS)] for number in range(count)]
    with servers.dashboard(data) as dashboard:
        # Whatever is made once for all has been made before the first of the crowd comes.
        async with viewers(dashboard.address, list(PATHS), at_once=1, clocks=False):
            pass
        before = dashboard.memory()
        try:
            async with viewers(dashboard.address, paths) as crowd:
                await asyncio.sleep(IDLE_SECONDS)
                seen.idle = (dashboard.memory() - before) / count
                used, began = dashboard.cpu(), time.perf_counter()
                await asyncio.gather(*(_filter(viewer, seed, seconds, seen) for seed, viewer in enumerate(crowd)))
                seen.seconds = time.perf_counter() - began
                seen.cpu = dashboard.cpu() - used
        except ViewerError as error:
            seen.errors[f"a page did not open: {error}"] += 1
    return seen


async def _filter(viewer: Viewer, seed: int, seconds: float, seen: Seen) -> None:
    chance = random.Random(seed)
    ends = time.perf_counter() + seconds
    # All at once would be a stampede; people come one by one.
    await asyncio.sleep(chance.uniform(0, THINKS[1]))
    while time.perf_counter() < ends:
        key = chance.choice([key for key in KEYS if key in viewer.heard.choices])
        options = viewer.heard.choices[key].options
        chosen = chance.sample(options, min(len(options), chance.choice((0, 1, 1, 2, 3))))
        try:
            seen.latencies.append(await viewer.choose(key, *chosen))
        except ViewerError as error:
            seen.errors[str(error)] += 1
            if viewer.gone:
                return
        await asyncio.sleep(chance.uniform(*THINKS))
