"""Sockets that never finish: half a request, half a body, an answer that nobody reads, a session that says nothing."""

import base64
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

from tests import event_loop
from tests.attack.tools import MB, PATIENCE, Row, Run, Target
from tests.attack.visitor import Visitor
from tests.benchmarks.viewer import ViewerError

LOOKS, MOST_SECONDS, MOST_GROWTH, KEPT_SECONDS = 10, 10.0, 100 * MB, 125.0
# Descriptors that come and go by themselves, those of the session that looked last among them.
SPARE = 8


def attack(run: Run) -> Iterator[Row]:
    """Rows for health meanwhile, memory, and descriptors afterwards."""
    target, count = run.target, run.count(400, 100)
    target.get("/api/plotly.js")
    event_loop.run(_look(target))
    target.forget_peak()
    before, memory, waits, ill = target.descriptors(), target.memory(), [], 0
    with ExitStack() as open_:
        for number in range(count):
            open_.enter_context(_begun(target, number))
        tried = f"{count} sockets that never finish"
        for _ in range(LOOKS):
            began = time.monotonic()
            ill += target.get("/_stcore/health").status != 200 or target.get("/timeline").status != 200
            waits.append(time.monotonic() - began)
        pages = event_loop.run(_look(target))
        most = target.descriptors()
    growth = target.peak() - memory
    yield Row("slow-readers", tried, "looks at health and a page that were not answered", ill, 0)
    yield Row("slow-readers", tried, "sessions meanwhile that broke", len(pages), 0, note="".join(pages[:1]))
    yield Row("slow-readers", tried, "slowest look", max(waits), MOST_SECONDS, "s")
    yield Row("slow-readers", tried, "growth of memory", growth, MOST_GROWTH, "MB")
    kept = left(target, before)
    yield Row("slow-readers", tried, "descriptors that did not come back", kept, SPARE, note=f"{before} before, {most} meanwhile")


def _begun(target: Target, number: int) -> socket.socket:
    """A connection on which something has begun that will not end."""
    parts = urlsplit(target.address)
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.settimeout(PATIENCE)
    made.connect((parts.hostname or "", parts.port or 80))
    host = f"Host: {parts.netloc}\r\n"
    key = base64.b64encode(os.urandom(16)).decode()
    upgrade = f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
    beginnings = (
        f"GET /timeline HTTP/1.1\r\n{host}X-Slow: ",
        f"PUT /_stcore/upload_file/x/y HTTP/1.1\r\n{host}Content-Length: 1000000\r\n\r\n#",
        f"GET /api/plotly.js HTTP/1.1\r\n{host}\r\n",
        f"GET /_stcore/stream HTTP/1.1\r\n{host}{upgrade}Sec-WebSocket-Protocol: streamlit\r\n\r\n",
        "",
    )
    made.sendall(beginnings[number % len(beginnings)].encode())
    return made


async def _look(target: Target) -> list[str]:
    """Open a page as a viewer does; what went wrong."""
    try:
        async with Visitor(target.address, "timeline"):
            return []
    except (ViewerError, OSError) as error:
        return [str(error)]


def left(target: Target, before: int) -> int:
    """How many more descriptors than before there are, once those that come back are back.

    Streamlit keeps what a session has for two minutes after it has heard that its viewer is gone, and lets go of it when the next one goes.
    """

    def are_back() -> bool:
        return target.descriptors() <= before + SPARE

    deadline = time.monotonic() + KEPT_SECONDS
    while time.monotonic() < deadline and not are_back():
        time.sleep(0.5)
    for _ in range(LOOKS):
        if not are_back():
            event_loop.run(_look(target))
            time.sleep(5)
    return max(0, target.descriptors() - before)
