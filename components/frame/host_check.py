"""Judges every request by the name that it was sent to, and every connection of a page by the page that opens it.

Before Streamlit does: its own check of an origin is for connections alone, and asks the network for addresses of this machine.
"""

from urllib.parse import urlsplit

from starlette.datastructures import URL, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from components.frame import hosts

# Asked by its address: who looks after a server knows no name of it.
HEALTH = "/_stcore/health"
# For who looks after the server, not for viewers: the figures of this process, and a whole run of the page for each request.
INSIDE = ("/_stcore/metrics", "/_stcore/script-health-check")
# What every proxy adds to a request that it hands on, under one name or the other.
_OF_PROXIES = ("x-forwarded-for", "forwarded")


def middleware() -> Middleware:
    """The middleware, with one list for it and Streamlit. Raises ValueError where a setting is wrong: at the start."""
    hosts.hand_over()
    return Middleware(HostCheck)


class HostCheck:
    """ASGI middleware. Goes around all that answers or keeps answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._base = (config.get_option("server.baseUrlPath") or "").strip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        known, host, origin = hosts.current(), hosts.host_of(request), request.headers.get("origin")
        if not known.answers(host) or not known.lets_in(origin, host):
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: a server answers with 403
            return
        if origin is not None and not known.is_open:
            # Streamlit lets in who comes from where the connection leads, and asks nothing more.
            headers = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            same = f"{urlsplit(origin).scheme}://{host}".encode("latin-1")
            scope = {**scope, "headers": [*headers, (b"origin", same)]}
        await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        known, host, path = hosts.current(), hosts.host_of(request), self._path(scope)
        if path != HEALTH and not known.answers(host):
            await _refused(421, "The dashboard does not answer to this host name.")(scope, receive, send)
            return
        if path in INSIDE and any(name in request.headers for name in _OF_PROXIES):
            await _refused(404, "Not Found")(scope, receive, send)
            return
        is_known = known.knows(host)

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if known.is_list and not known.is_open:
                    _read_by_partners(headers, known, request.headers.get("origin"))
                if not is_known:
                    _for_the_asker_alone(headers, scope)
            await send(message)

        await self._app(scope, receive, bound)

    def _path(self, scope: Scope) -> str:
        """The path below the one that an operator may have set (`server.baseUrlPath`); empty for what is not below it."""
        root = "/".join(part for part in (scope.get("root_path", ""), self._base) if part)
        root = f"/{root.strip('/')}" if root else ""
        path: str = scope["path"]
        return path[len(root) :] if path.startswith(f"{root}/") else ""


def _refused(status: int, sentence: str) -> PlainTextResponse:
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})


def _read_by_partners(headers: MutableHeaders, known: hosts.Hosts, origin: str | None) -> None:
    """Where there is a list, what any page may read is for the pages that the operator has named."""
    if headers.get("access-control-allow-origin") != "*":
        return
    del headers["access-control-allow-origin"]
    headers.add_vary_header("Origin")
    if origin is not None and known.may_read(origin):
        headers["access-control-allow-origin"] = origin


def _for_the_asker_alone(headers: MutableHeaders, scope: Scope) -> None:
    """An answer to a name that is not known: no cache between here and the asker keeps it, and the name is not repeated."""
    given = [part.strip() for part in headers.get("cache-control", "").split(",")]
    kept = [part for part in given if part and part.lower() != "public" and not part.lower().startswith("s-maxage")]
    if not {"private", "no-store"} & {part.lower() for part in kept}:
        kept.insert(0, "private")
    headers["cache-control"] = ", ".join(kept)
    # Starlette leads to the other spelling of an address, with a slash or without, by a whole address with the name asked.
    to = urlsplit(headers.get("location", ""))
    if to.netloc and to.netloc == URL(scope=scope).netloc:
        headers["location"] = f"/{to.path.lstrip('/')}{f'?{to.query}' if to.query else ''}"
