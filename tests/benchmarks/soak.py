"""A soak: sessions opened and closed by the hundred, twice. What grows in the first round only is the allocator's; what grows in the
second as well is a leak."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator

from tests.benchmarks import servers
from tests.benchmarks.crowd import PATHS
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row
from tests.benchmarks.viewer import Viewer, ViewerError

AT_ONCE = 8
# A leak of one session's state would be more than this for each session.
MOST_PER_SESSION = 20_000
# Streamlit keeps a session for a while after its viewer has gone, in case that the viewer comes back: two minutes, 128 sessions at most.
WARM_UP = 150


def measure(scale: Scale) -> Iterator[Row]:
    """Rows for the memory after each round, and for what the second has added per session."""
    errors: Counter[str] = Counter()
    with servers.dashboard() as dashboard:
        asyncio.run(_round(dashboard.address, min(WARM_UP, scale.sessions), errors))
        memory = [dashboard.memory()]
        began = time.perf_counter()
        for _ in range(2):
            asyncio.run(_round(dashboard.address, scale.sessions, errors))
            memory.append(dashboard.memory())
        seconds = time.perf_counter() - began
    sessions = f"{scale.sessions:,} sessions"
    for name, size in (("first", memory[1]), ("second", memory[2])):
        yield Row(
            f"memory after the {name} {sessions} opened and closed",
            unit="MB",
            measured=size,
            floor=memory[0],
            ratio=size / memory[0],
            taken="once",
            note=f"floor: after {min(WARM_UP, scale.sessions)} sessions",
        )
    yield Row(
        "memory added per session in the second round",
        unit="kB",
        measured=max(0, memory[2] - memory[1]) / scale.sessions,
        floor=max(0, memory[1] - memory[0]) / scale.sessions,
        most=MOST_PER_SESSION,
        taken=sessions,
        note=f"floor: in the first round; {2 * scale.sessions / seconds:.1f} sessions a second, {AT_ONCE} at once",
    )
    words = "; ".join(f"{count} × {words}" for words, count in errors.most_common(3))
    yield Row("errors in the soak", unit="count", measured=errors.total(), most=0, taken=f"2 × {sessions}", note=words)


async def _round(address: str, count: int, errors: Counter[str]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def visit(number: int) -> None:
        async with gate:
            try:
                async with Viewer(address, PATHS[number % len(PATHS)]):
                    pass
            except (ViewerError, OSError) as error:
                errors[str(error)] += 1

    await asyncio.gather(*(visit(number) for number in range(count)))
