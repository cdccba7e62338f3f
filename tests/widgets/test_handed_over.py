import asyncio
import threading
import time

import pytest

from components.widgets import handed_over
from tests import event_loop


def test_waits_until_the_server_has_taken_up_what_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed_over, "SECONDS", 60.0)  # however busy the machine is
    running, end, taken_up = threading.Event(), asyncio.Event(), []
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        async with handed_over.lifespan(None):
            loops.append(asyncio.get_running_loop())
            running.set()
            await end.wait()

    def take_up(number: int) -> None:
        time.sleep(0.01)  # as a server that has more to do
        taken_up.append(number)

    server = threading.Thread(target=asyncio.run, args=(serve(),))
    server.start()
    running.wait()
    for number in range(5):
        loops[0].call_soon_threadsafe(take_up, number)
    handed_over.wait()
    seen = list(taken_up)
    loops[0].call_soon_threadsafe(end.set)
    server.join()
    assert seen == [0, 1, 2, 3, 4]


def test_waits_for_nothing_where_no_server_runs() -> None:
    async def serve() -> None:
        async with handed_over.lifespan(None):
            pass

    event_loop.run(serve())
    handed_over.wait()  # a loop that is closed would raise
