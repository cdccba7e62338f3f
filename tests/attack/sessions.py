"""A thousand sessions, where 1,024 descriptors are all there are, and where the machine's own limit holds: who is let in is served,
who is not gets a 503, and nobody a 500."""

import asyncio
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack

from websockets.exceptions import InvalidStatus, WebSocketException

from tests.attack.slow_readers import SPARE, left
from tests.attack.tools import MB, Row, Run, Target, at_once
from tests.attack.visitor import Visitor
from tests.benchmarks.viewer import ViewerError

AT_ONCE, MOST_PER_SESSION = 8, 5 * MB
LIMITS = {"ulimit -n 1024": ("sh", "-c", 'ulimit -n 1024; exec "$0" "$@"'), "the machine's limit": ()}


def attack(run: Run) -> Iterator[Row]:
    """Rows for answers by status, memory of a session, and descriptors afterwards."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # For our own end of the connections.
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        for words, before in LIMITS.items():
            with run.dashboard(before=before) as target:
                yield from asyncio.run(_crowd(target, words, run.count(1_000, 300)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def _crowd(target: Target, words: str, count: int) -> list[Row]:
    async with AsyncExitStack() as stack:
        await _open(target, 5, stack)
    descriptors, memory = target.descriptors(), target.memory()
    async with AsyncExitStack() as stack:
        statuses = await _open(target, count, stack)
        let_in = statuses["101"]
        grown, used = target.memory() - memory, target.descriptors()
        paths = ["/", "/timeline", "/api/companies.json", "/_stcore/health"] * 5
        answers = await asyncio.to_thread(at_once, [lambda path=path: target.get(path).status for path in paths], 4)
    pages = Counter(map(str, answers))
    lost = await asyncio.to_thread(left, target, descriptors)
    tried = f"{count:,} sessions, {words}"
    bad = statuses.total() - let_in - statuses["503"]
    return [
        Row("sessions", tried, "neither served nor refused with 503", bad, 0, note=_said(statuses)),
        Row(
            "sessions",
            f"{len(paths)} requests meanwhile, {words}",
            "neither 200 nor 503",
            len(paths) - pages["200"] - pages["503"],
            0,
            note=_said(pages),
        ),
        Row("sessions", tried, "memory of a session", grown / max(1, let_in), MOST_PER_SESSION, "MB"),
        Row("sessions", tried, "descriptors that did not come back", lost, SPARE, note=f"{descriptors} before, {used} meanwhile"),
    ]


def _said(statuses: Counter[str]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in statuses.most_common(4))


async def _open(target: Target, count: int, stack: AsyncExitStack) -> Counter[str]:
    """Open sessions, a few at a time, and leave them open in the stack; how many had which answer."""
    statuses: Counter[str] = Counter()
    gate = asyncio.Semaphore(AT_ONCE)

    async def visit(number: int) -> None:
        async with gate:
            try:
                await stack.enter_async_context(Visitor(target.address, ("", "method", "company")[number % 3]))
                statuses["101"] += 1
            except InvalidStatus as refused:
                statuses[str(refused.response.status_code)] += 1
            except (ViewerError, WebSocketException, OSError) as error:
                statuses[f"{type(error).__name__}: {str(error)[:40]}"] += 1

    await asyncio.gather(*(visit(number) for number in range(count)))
    return statuses
