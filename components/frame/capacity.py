"""How many viewers one process takes, and what the next one is told.

A viewer costs four file descriptors: the connection, and three of the event loop that Streamlit gives each session. Streamlit
keeps the three for two minutes after a viewer has gone. At 1,024 descriptors, the usual limit, that was enough for 252 viewers;
everybody after them, and whatever the server wanted to open, met an error.
"""

import os
import sys
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit import config

from components import language, settings
from components.language import _

if sys.platform != "win32":  # which has no such limit
    import resource

# More than any machine serves viewers for. Where nothing bounds a process, the hard limit can be a thousand million.
MOST_DESCRIPTORS = 65_536
RETRY_SECONDS = 60
# What pages that are open already go on asking for: code, health, uploads, downloads, pictures.
_OF_OPEN_PAGES = ("/_stcore/", "/static/", "/media/", "/component/")


def raise_descriptor_limit() -> None:
    """Let this process open as many files and connections as it may: the soft limit becomes the hard one."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # A system may allow less than it says (macOS): then things stay as they are.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def most_descriptors() -> int | None:
    """With how many open descriptors newcomers are refused: 896 of 1,024. None where no limit is known.

    The rest is for those who are in: what their pages load, and the files that the server reads for them.
    """
    if sys.platform == "win32":
        return None
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if soft == resource.RLIM_INFINITY else soft - max(64, soft // 8)


def open_descriptors() -> int:
    """How many descriptors this process has open now; 0 where the system does not say."""
    try:
        return len(os.listdir("/dev/fd"))
    except OSError:
        return 0


class Capacity:
    """ASGI middleware. Newcomers get a 503 while the process has no room for them; who is in notices nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._most_viewers = settings.most_viewers()
        self._viewers = 0
        base = (config.get_option("server.baseUrlPath") or "").strip("/")
        self._base = f"/{base}" if base else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        elif scope["type"] == "http" and not self._is_of_open_page(scope["path"]) and self._is_full():
            await _refusal(scope)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full():
            # Without this extension a server can only close what it has not opened: with a 403.
            can_say = "websocket.http.response" in scope.get("extensions", {})
            await (_refusal(scope) if can_say else WebSocketClose(1013))(scope, receive, send)
            return
        self._viewers += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._viewers -= 1

    def _is_full(self) -> bool:
        if self._viewers >= self._most_viewers:
            return True
        most = most_descriptors()
        return most is not None and open_descriptors() >= most

    def _is_of_open_page(self, path: str) -> bool:
        return path.removeprefix(self._base).startswith(_OF_OPEN_PAGES)


def _refusal(scope: Scope) -> PlainTextResponse:
    language.use(language.nearest(Headers(scope=scope).get("accept-language")))
    words = _("Too many viewers at the moment. Try again in a minute.")
    return PlainTextResponse(words, 503, {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"})
