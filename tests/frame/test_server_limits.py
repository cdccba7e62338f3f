"""What the whole server gives hand-made clients, and what it has left for those who are in: a process of its own, few descriptors."""

import asyncio
import contextlib
import http.client
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from tests import event_loop
from tests.benchmarks.viewer import Heard, Viewer
from tests.browser import harness

if sys.platform != "linux":
    pytest.skip("descriptors of another process are bounded on Linux only", allow_module_level=True)
import resource

FEW = 256


@dataclass
class Server:
    """The dashboard as its README starts it."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def get(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        request = urllib.request.Request(f"{self.address}/{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=harness.START_SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()

    def memory(self) -> int:
        """Bytes that the process holds now."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize()

    def socket(self) -> socket.socket:
        host, _, port = self.address.removeprefix("http://").partition(":")
        return socket.create_connection((host, int(port)), timeout=harness.START_SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Started with few descriptors where more are allowed."""
    log = tmp_path_factory.mktemp("server") / "log"
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FEW, hard), hard))
    try:
        process, address = harness.start(None, log)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    yield Server(process, address, log)
    harness.stop(process)


def test_descriptor_limit_is_raised_to_what_is_allowed(server: Server) -> None:
    soft, hard = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    assert soft == min(hard, 65_536) > FEW


def test_head_without_end_is_not_read_for_ever(server: Server) -> None:
    before = server.memory()
    chunked = b"POST /api HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-Trailer: "
    header, signs = b"X-Header: " + b"x" * 8000 + b"\r\n", b"x" * 8000
    for beginning, piece in ((b"GET / HTTP/1.1\r\n", header), (b"GET /", signs), (chunked, signs)):
        with server.socket() as client, contextlib.suppress(ConnectionError):
            client.sendall(beginning)
            for _ in range(10_000):
                client.sendall(piece)
            pytest.fail("80 MB of one head were taken")
    assert server.memory() - before < 30_000_000
    assert server.get("_stcore/health")[0] == 200


@dataclass(slots=True)
class Places(Heard):
    """What a viewer hears, with the places that the server gave it to upload to, as `_stcore/upload_file/{session}/{file}`."""

    given: list[str] = field(default_factory=list)

    def take(self, frame: bytes) -> ForwardMsg:
        message = Heard.take(self, frame)
        self.given.extend(one.upload_url.lstrip("/") for one in message.file_urls_response.file_urls)
        return message

    @staticmethod
    def viewer(address: str, page: str) -> "tuple[Viewer, Places]":
        viewer = Viewer(address, page, clocks=False, run_seconds=harness.START_SECONDS)
        viewer.heard = places = Places()
        return viewer, places


async def ask_for_place(viewer: Viewer, places: Places) -> str:
    """Ask where to upload a file."""
    message, before = BackMsg(), len(places.given)
    message.file_urls_request.file_names.append("acme.yaml")
    await viewer._socket.send(message.SerializeToString())
    await viewer.until(lambda: len(places.given) > before)
    return places.given[-1]


def upload(server: Server, place: str, size: int = 1000) -> int:
    """Status of the answer to a file of so many bytes, sent as a browser does."""
    token = server.get("_stcore/health")[1]["Set-Cookie"].split(";")[0].partition("=")[2]
    body = (
        b'--x\r\nContent-Disposition: form-data; name="acme.yaml"; filename="acme.yaml"\r\nContent-Type: text/yaml\r\n\r\n'
        + b"#" * size
        + b"\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"}
    # As a browser's, the connection stays: a server that closes it while a file comes cuts its own answer short.
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=harness.START_SECONDS)
    with contextlib.closing(connection):
        connection.request("PUT", f"/{place}", body, headers)
        return connection.getresponse().status


def test_upload_is_taken_for_the_field_that_a_page_shows(server: Server) -> None:
    async def visit() -> list[int]:
        contribute, places = Places.viewer(server.address, "contribute")
        timeline, others = Places.viewer(server.address, "timeline")
        async with contribute, timeline:
            place, elsewhere = await ask_for_place(contribute, places), await ask_for_place(timeline, others)
            invented = place.rpartition("/")[0] + "/invented"
            return await asyncio.to_thread(
                lambda: [
                    upload(server, one, size) for one, size in ((place, 1000), (invented, 1000), (elsewhere, 1000), (place, 1_100_000))
                ]
            )

    assert event_loop.run(visit()) == [204, 403, 403, 413]


def test_a_million_file_names_keep_nobody_waiting(server: Server) -> None:
    async def visit() -> None:
        viewer, places = Places.viewer(server.address, "contribute")
        async with viewer:
            message = BackMsg()
            message.file_urls_request.file_names.extend(["a"] * 1_000_000)
            await viewer._socket.send(message.SerializeToString())
            await ask_for_place(viewer, places)
            # One for the one that was asked for by itself, and none before.
            assert len(places.given) == 1

    event_loop.run(visit())


def test_message_larger_than_any_page_sends_ends_its_connection(server: Server) -> None:
    async def visit() -> None:
        viewer, _ = Places.viewer(server.address, "method")
        async with viewer:
            with contextlib.suppress(ConnectionClosed):
                await viewer._socket.send(b"x" * 20_000_000)
            with pytest.raises(ConnectionClosed, match="1009"):
                await viewer._reader

    before = server.memory()
    event_loop.run(visit())
    assert server.memory() - before < 40_000_000


def test_newcomers_are_refused_with_a_word_while_those_who_are_in_go_on(server: Server) -> None:
    """With few descriptors allowed, as many come as there is room for; after that nothing fails but their coming."""

    async def visit() -> int:
        viewers, place = [], f"{server.address.replace('http', 'ws')}/_stcore/stream"
        async with contextlib.AsyncExitStack() as stack:
            first, _ = Places.viewer(server.address, "timeline")
            await stack.enter_async_context(first)
            answer = None
            while answer is None and len(viewers) < FEW:
                try:
                    idle = await connect(place, subprotocols=[Subprotocol("streamlit")], proxy=None)
                except InvalidStatus as refused:
                    answer = refused.response
                else:
                    stack.push_async_callback(idle.close)
                    viewers.append(idle)
            assert answer is not None, "more were let in than there are descriptors"
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
            for path in ("", "timeline", "api/companies.json"):
                status, headers, body = await asyncio.to_thread(server.get, path)
                assert (status, headers["Retry-After"], headers["X-Content-Type-Options"]) == (503, "60", "nosniff")
                assert body == b"Too many viewers at the moment. Try again in a minute."
            status, _, body = await asyncio.to_thread(lambda: server.get("timeline", **{"Accept-Language": "zh-CN"}))
            assert (status, body.decode()[:2]) == (503, "目前")
            for path in ("_stcore/health", "_stcore/host-config", "static/manifest.json"):
                assert (await asyncio.to_thread(server.get, path))[0] == 200, path
            for _ in range(3):
                await first.run()
        return len(viewers)

    before = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (FEW, before[1]))
    try:
        came = event_loop.run(visit())
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, before)
    # Each takes four, and a quarter is kept for those who are in.
    assert FEW / 8 < came < FEW / 4
    assert "Too many open files" not in server.log.read_text(encoding="utf-8")
    assert server.get("timeline")[0] == 200
