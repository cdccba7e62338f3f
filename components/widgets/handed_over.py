"""What a fragment has drawn is handed to the server before the fragment's run ends.

A run draws in a thread of its own and posts what it draws to the server's event loop. Where a browser asks for another fragment just as
the run has ended, Streamlit (1.67) starts a new runner, and turns away whatever of the earlier one has not been taken up yet. Each page
asks every second or so (`live`), and a click whose panel was drawn in that moment would open nothing.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SECONDS = 1.0  # a server that takes longer to look up has more to lose than one panel
_loops: list[asyncio.AbstractEventLoop] = []


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """For `st.App`: know the event loop for as long as the server runs in it."""
    loop = asyncio.get_running_loop()
    _loops.append(loop)
    try:
        yield
    finally:
        _loops.remove(loop)


def wait() -> None:
    """Wait until the server has taken up all that this run has drawn so far; at once where no server of ours runs.

    The loop takes up in order what threads post to it. Not from the loop's own thread: it would wait for itself.
    """
    if _loops:
        taken_up = threading.Event()
        _loops[-1].call_soon_threadsafe(taken_up.set)
        taken_up.wait(SECONDS)
