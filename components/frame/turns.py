"""Who is served when many ask at once. Anybody may ask for a report, which takes seconds to make, and for any number of different ones.

Starlette runs functions that are not async in threads that it also opens the files of a page with: forty requests for reports would
keep all of them busy, and no page would open until the last report is made. So what lies next to the pages has threads of its own,
and of what is expensive only a few wait for their turn.
"""

import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

Answer = Callable[[Request], Response]
THREADS = 32
RETRY_SECONDS = 10


class TooMany(Exception):
    """So many wait already that the next one had better come again."""


class Turns:
    """A place where so many are served at once and so many more may wait. Safe to share between threads."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._served, self._inside = threading.Semaphore(at_once), threading.Semaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and have it. Raises TooMany at once where too many wait already."""
        if not self._inside.acquire(blocking=False):
            raise TooMany
        try:
            with self._served:
                yield
        finally:
            self._inside.release()


# Reports and workbooks take seconds of this process's one interpreter: one at a time. Tables and charts take a tenth of that, but at
# 100,000 moves hundreds of megabytes each. Together fewer than there are threads, so that what is small always finds one.
FILES, PARTS = Turns(1, 8), Turns(2, 12)


def apart(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """The same answer, made in a thread that no page waits for."""

    async def endpoint(request: Request) -> Response:
        return await to_thread.run_sync(answer, request, limiter=_threads())

    return endpoint


@cache
def _threads() -> CapacityLimiter:
    return CapacityLimiter(THREADS)
