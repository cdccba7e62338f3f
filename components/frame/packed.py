"""Streamlit's browser code goes over the wire packed: it is 7 MB for a first view, which Streamlit sends as it lies on the disk.

It leaves packing to a proxy, because to pack a file anew for each viewer takes the time of all of them. Here each is packed once, after
the first viewer has had it, and kept: its name has its hash, so that it never changes.
"""

import gzip
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "/static/"
TYPES = ("text/javascript", "application/javascript", "text/css", "application/json", "application/wasm", "image/svg+xml")
LEAST_BYTES = 1000
# All of Streamlit's files take a third of this. One file answers to endless spellings of its path, and each would be kept.
MOST_BYTES = 20_000_000
# Of an answer that is about the file as it lies on the disk.
_OF_THE_FILE = ("content-length", "etag", "accept-ranges")
# Who asks so wants a part, or only to know whether what they have is still good.
_PARTLY = ("range", "if-range", "if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True)
class _Packed:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class PackedFiles:
    """ASGI middleware. Every other answer passes as it is, piece by piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed: dict[str, _Packed] = {}
        self._one_at_a_time: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _may_be_packed(scope):
            await self._app(scope, receive, send)
        elif (known := self._packed.get(scope["path"])) is not None:
            await send({"type": "http.response.start", "status": 200, "headers": known.headers})
            await send({"type": "http.response.body", "body": known.body})
        else:
            await self._first(scope, receive, send)

    async def _first(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file as it lies on the disk, and pack it for those who ask next."""
        start: Message = {}
        pieces: list[bytes] = []

        async def note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif _stays(start):
                pieces.append(message.get("body", b""))
            await send(message)

        # A server that can send a file by its name would send it past us.
        await self._app({**scope, "extensions": {}}, receive, note)
        body = b"".join(pieces)
        if len(body) < LEAST_BYTES or len(body) != int(Headers(raw=start["headers"]).get("content-length", -1)):
            return
        if self._one_at_a_time is None:
            self._one_at_a_time = CapacityLimiter(1)
        packed = await to_thread.run_sync(gzip.compress, body, limiter=self._one_at_a_time)
        if sum(len(known.body) for known in self._packed.values()) + len(packed) > MOST_BYTES:
            return
        headers = MutableHeaders(
            raw=[(name, value) for name, value in start["headers"] if name.decode("latin-1").lower() not in _OF_THE_FILE]
        )
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(packed))
        headers.add_vary_header("Accept-Encoding")
        self._packed[scope["path"]] = _Packed(headers.raw, packed)


def _may_be_packed(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or FOLDER not in scope["path"]:
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and not any(name in headers for name in _PARTLY)


def _stays(start: Message) -> bool:
    """Whether an answer is a file that has its hash in its name, and text."""
    headers = Headers(raw=start["headers"])
    is_text = headers.get("content-type", "").split(";")[0] in TYPES
    return start["status"] == 200 and is_text and "immutable" in headers.get("cache-control", "") and "content-encoding" not in headers
