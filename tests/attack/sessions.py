"""A thousand sessions, where 1,024 descriptors are all there are, and where the machine's own limit holds: who is let in is served,
who is not gets a 503, and nobody a 500."""

import asyncio
import resource
from collections import Counter
from collections.abc import Iterator

from websockets.exceptions import InvalidStatus, WebSocketException

from tests import event_loop
from tests.attack.slow_readers import SPARE, left
from tests.attack.tools import MB, Row, Run, Target, ask, at_once
from tests.attack.visitor import Visitor
from tests.benchmarks.viewer import ViewerError

AT_ONCE, SECONDS, MOST_PER_SESSION = 8, 30.0, 5 * MB
LIMITS = {"ulimit -n 1024": ("sh", "-c", 'ulimit -n 1024; exec "$0" "$@"'), "the machine's limit": ()}


def attack(run: Run) -> Iterator[Row]:
    """Rows for answers by status, memory of a session, and descriptors afterwards."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # For our own end of the connections.
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        for words, before in LIMITS.items():
            with run.dashboard(before=before) as target:
                yield from event_loop.run(_crowd(target, words, run.count(1_000, 300)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def _crowd(target: Target, words: str, count: int) -> list[Row]:
    _, first = await _open(target, 5)
    await _close(first)
    descriptors, memory = target.descriptors(), target.memory()
    statuses, visitors = await _open(target, count)
    grown, used = target.memory() - memory, target.descriptors()
    paths = ["/", "/timeline", "/api/companies.json", "/_stcore/health"] * 5
    calls = [lambda path=path: ask(target.address, path, seconds=SECONDS).status for path in paths]
    pages = Counter(map(str, await asyncio.to_thread(at_once, calls, AT_ONCE)))
    await _close(visitors)
    lost = await asyncio.to_thread(left, target, descriptors)
    tried, meanwhile = f"{count:,} sessions, {words}", f"{len(paths)} requests meanwhile, {words}"
    bad, ill = statuses.total() - statuses["101"] - statuses["503"], len(paths) - pages["200"] - pages["503"]
    back = f"{descriptors} before, {used} meanwhile"
    return [
        Row("sessions", tried, "neither served nor refused with 503", bad, 0, note=_said(statuses)),
        Row("sessions", meanwhile, "neither 200 nor 503", ill, 0, note=_said(pages)),
        Row("sessions", tried, "memory of a session", grown / max(1, statuses["101"]), MOST_PER_SESSION, "kB"),
        Row("sessions", tried, "descriptors that did not come back", lost, SPARE, note=back),
    ]


def _said(statuses: Counter[str]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in statuses.most_common(4))


async def _open(target: Target, count: int) -> tuple[Counter[str], list[Visitor]]:
    """Open sessions, a few at a time: how many had which answer, and those that are open."""
    statuses: Counter[str] = Counter()
    visitors: list[Visitor] = []
    gate = asyncio.Semaphore(AT_ONCE)

    async def visit(number: int) -> None:
        visitor = Visitor(target.address, ("", "method", "company")[number % 3], seconds=SECONDS)
        async with gate:
            try:
                await visitor.__aenter__()
            except InvalidStatus as refused:
                statuses[str(refused.response.status_code)] += 1
            except (ViewerError, WebSocketException, OSError) as error:
                statuses[str(error)[:40] or type(error).__name__] += 1
            else:
                statuses["101"] += 1
                visitors.append(visitor)

    await asyncio.gather(*(visit(number) for number in range(count)))
    return statuses, visitors


async def _close(visitors: list[Visitor]) -> None:
    """Close them all at once: a server that is out of descriptors may let each of them wait."""
    await asyncio.gather(*(visitor.close() for visitor in visitors))
