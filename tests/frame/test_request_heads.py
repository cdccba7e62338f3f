"""A connection whose request does not come is not kept for ever."""

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from components.frame import request_heads

GUARD_SECONDS = 60
# Sent at once and then no more; what a server answers is read until it closes the connection.
UNFINISHED = {
    "nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: x\r\n",
    "half a second head": b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n",
}


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Port of a server that answers "well", and waits three seconds for heads."""
    monkeypatch.setattr(request_heads, "MOST_SECONDS", 3.0)
    request_heads.bound()
    request_heads.bound()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            while scope["method"] == "POST" and (await receive()).get("more_body"):
                pass
            await PlainTextResponse("well")(scope, receive, send)

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http="httptools", ws="none", log_level="critical", timeout_keep_alive=GUARD_SECONDS, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(GUARD_SECONDS)
    listening.close()


@pytest.mark.parametrize("sent", UNFINISHED.values(), ids=UNFINISHED)
def test_head_that_does_not_come_ends_its_connection(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS) as client:
        client.sendall(sent)
        said = b""
        while piece := client.recv(10_000):
            said += piece
    assert said.count(b"well") == sent.count(b"\r\n\r\n")


def test_body_may_be_larger_than_a_head(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS) as client:
        for _ in range(2):
            client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000)
            said = b""
            while not said.endswith(b"well"):
                said += client.recv(10_000)


def test_head_may_not_be_larger(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=GUARD_SECONDS) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX-Header: " + b"x" * 2 * request_heads.MOST_BYTES)
        assert client.recv(10_000).startswith(b"HTTP/1.1 400 ")
