"""Puts what a chat shows of a link into the page that Streamlit serves before any script has run, which says nothing of itself; and
which code the browser is to load along with it, where its server is, where what comes will stand, and what charts need to be printed.

Also leads the addresses of `routes` below the base path that an operator may have set (`server.baseUrlPath`), where Streamlit
puts its own.
"""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from functools import cache
from typing import Any, ParamSpec, TypeVar
from urllib.parse import parse_qsl

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from components.downloads import card, held, preview
from components.frame import connect, first_frame, hosts, on_paper, preload
from components.frame.routes import PATHS

P = ParamSpec("P")
T = TypeVar("T")
LOG = logging.getLogger(__name__)
# Browsers say in `Sec-Fetch-Mode` what they want (https only, and this machine); a reader must not wait for what only machines
# read. What takes longer than this is worked out all the same, and said the next time.
BROWSER_SECONDS, OTHER_SECONDS = 0.05, 2.0
AT_ONCE = 4
# Headers of an answer that are about the file as it was before the tags went in.
_OF_THE_FILE = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
# Headers of a request that would have the page answered in part, packed, or not at all.
_NOT_ASKED = (b"accept-encoding", b"range", b"if-range", b"if-none-match", b"if-modified-since")


class LinkPreview:
    """ASGI middleware. Every answer but the HTML of our own pages passes as it is, piece by piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._base = (config.get_option("server.baseUrlPath") or "").strip("/")
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._limiter: CapacityLimiter | None = None
        threading.Thread(target=_warm_up, name="link-preview", daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        if self._base:
            root = f"{root}/{self._base}"
        path = scope["path"]
        below = path[len(root) :] if path == root or path.startswith(f"{root}/") else None
        if below is not None and self._base and (below in PATHS or below.startswith("/api/")):
            await self._app({**scope, "root_path": root}, receive, send)
        elif below is not None and below.removeprefix("/") in preview.PAGES:
            await self._page(scope, root, below.removeprefix("/"), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, root: str, page: str, receive: Receive, send: Send) -> None:
        """Answer with the page and its tags; with what Streamlit answers where that is no HTML page."""
        headers = [(name, value) for name, value in scope["headers"] if name not in _NOT_ASKED]
        # Asked for with its body even by HEAD, to know the length; extensions could send a file past us.
        asked = {**scope, "method": "GET", "headers": headers, "extensions": {}}
        start: Message = {}
        pieces: list[bytes] = []

        async def hold(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                if not _is_page(start):
                    await send(start)
            elif _is_page(start):
                pieces.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._send(scope, root, page, start, b"".join(pieces), send)
            else:
                await send({**message, "body": b""} if scope["method"] == "HEAD" else message)

        await self._app(asked, receive, hold)

    async def _send(self, scope: Scope, root: str, page: str, start: Message, body: bytes, send: Send) -> None:
        mark = preview.MARK.encode()
        if mark in body:
            is_browser = any(name == b"sec-fetch-mode" for name, _ in scope["headers"])
            said = await self._words(page, scope["query_string"], BROWSER_SECONDS if is_browser else OTHER_SECONDS)
            base = hosts.base_url(Request({**scope, "root_path": root, "app_root_path": root}))
            if not hosts.is_whole(base):
                _advise()
            tags = _speaking(scope["query_string"], preview.tags, said, page, base)
            body = body.replace(mark, tags.encode("utf-8", "replace"), 1)
            head = preload.tags(page) + first_frame.style(scope["query_string"]) + (connect.tag() + on_paper.TAG).encode()
            body = body.replace(b"</head>", head + b"</head>", 1)
        kept = [(name, value) for name, value in start["headers"] if name not in _OF_THE_FILE]
        await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _words(self, page: str, query: bytes, seconds: float) -> preview.Words:
        """What is said of the page; what can be said of it without the data where that takes too long or many ask at once."""
        if not self._free.acquire(blocking=False):
            return _speaking(query, preview.general, page)
        if self._limiter is None:
            self._limiter = CapacityLimiter(AT_ONCE * 100)  # the semaphore holds them back, not a queue

        # Whoever has it gives the place back: the thread that works it out, or who has left before a thread had come to it.
        turn = threading.Lock()

        def make() -> preview.Words:
            if not turn.acquire(blocking=False):
                return _speaking(query, preview.general, page)
            try:
                return _speaking(query, lambda: preview.words(page, _pairs(query), held.snapshot()))
            except Exception:
                # Whatever is wrong with the data is the page's to say: it must come all the same.
                LOG.exception("no link preview of /%s", page)
                return _speaking(query, preview.general, page)
            finally:
                self._free.release()

        try:
            with anyio.move_on_after(seconds):
                return await to_thread.run_sync(make, abandon_on_cancel=True, limiter=self._limiter)
        finally:
            if turn.acquire(blocking=False):
                self._free.release()
        return _speaking(query, preview.general, page)


def _pairs(query: bytes) -> list[tuple[str, str]]:
    return parse_qsl(query.decode("latin-1"))


def _speaking(query: bytes, make: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a function gives in the language of a link. Nothing else in this request speaks it: Streamlit serves the page."""
    context = copy_context()
    context.run(preview.speak, _pairs(query))
    return context.run(make, *arguments, **named)


def _is_page(start: Message) -> bool:
    headers: dict[bytes, Any] = dict(start["headers"])
    return bool(start["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html"))


@cache
def _advise() -> None:
    """Say in the log, once for a process, what keeps addresses out of previews."""
    advice = "set AI_MOVES_PUBLIC_URL: without it link previews have no address and no picture"
    LOG.warning("unknown host", extra={"fields": {"advice": advice}})


def _warm_up() -> None:
    """Read the data and draw the picture before the first chat asks."""
    card.current(held.snapshot())
