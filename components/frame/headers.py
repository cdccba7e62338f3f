"""What every answer tells a browser to refuse: scripts, frames and connections that are not ours.

Found by trying in Chromium, page by page, with Streamlit 1.67: its browser side needs styles in elements, a font in an address, pictures
from memory (a chart's download is one) and WebAssembly, with which it counts large numbers. It needs neither `eval` nor another host.
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import settings
from components.frame import connect, on_paper

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# What the dashboard never asks of a browser; named so that nothing that slips into a page could either.
_REFUSED_FEATURES = ("camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb")


def policy(page: str, ancestors: str) -> str:
    """The Content-Security-Policy of an answer, for the page in `page` with its scripts. `ancestors` are who may show it in a frame."""
    hashes = [hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page)]
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *(f"'sha256-{base64.b64encode(made).decode()}'" for made in hashes)])
    directives = {
        "default-src": "'none'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def middleware() -> Middleware:
    """The middleware with what the operator has set. Raises ValueError where that is wrong: at the start, not at the first request."""
    return Middleware(SafetyHeaders, settings.frame_ancestors(), settings.hsts_seconds())


class SafetyHeaders:
    """ASGI middleware. Adds to each answer what it does not say itself: an address with a stricter policy keeps it."""

    def __init__(self, app: ASGIApp, ancestors: str, hsts_seconds: int) -> None:
        self._app = app
        self._ancestors = ancestors
        page = Path(streamlit.__file__).parent / "static" / "index.html"
        self._said = {
            "Content-Security-Policy": policy(page.read_text(encoding="utf-8") + connect.tag() + on_paper.TAG, self._ancestors),
            "X-Content-Type-Options": "nosniff",
            # Filters stand in the address: where a source's link leads nobody learns them, nor where the dashboard is.
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED_FEATURES),
        }
        if hsts_seconds:
            self._said["Strict-Transport-Security"] = f"max-age={hsts_seconds}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._said.items():
                    headers.setdefault(name, value)
                own = headers["Content-Security-Policy"]
                if "frame-ancestors" not in own:
                    headers["Content-Security-Policy"] = f"{own}; frame-ancestors {self._ancestors}"
            await send(message)

        await self._app(scope, receive, add)
