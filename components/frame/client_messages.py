"""What an open page may say to its server over the websocket, how much of it, and how fast.

Streamlit (1.67) takes more from anybody than a page of ours ever sends: to clear the caches of all viewers, to list the files that git
does not know, to name a million files for an upload (which kept the server busy for 12 s), to be run a thousand times a second.
"""

import asyncio
import logging
import time

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

LOG = logging.getLogger(__name__)
KINDS = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request")
# Of the operations on the server: a file made once it is asked for, and more rows of a table.
OPERATIONS = ("deferred_file", "dataframe_chunk")
LISTS = ("string_array_value", "double_array_value", "int_array_value")
# The contribute page has 40 widgets, and a browser remembers some 200 messages of a page; an address is cut by proxies at 8 kB.
MOST_FILES, MOST_WIDGETS, MOST_HASHES, MOST_SIGNS = 10, 1000, 10_000, 32_768
# Values of lists in all widgets. Whoever chooses each of the 2,000 companies that a folder may hold
# sends half as many. Streamlit looks through all options for each value.
MOST_VALUES = 4_000
# A page that is open sends one or two messages a second; a slider that is dragged some ten. Who sends more is read later, not refused.
AT_ONCE, PER_SECOND = 100, 20.0


class ClientMessages:
    """ASGI middleware. Drops each message that no page of ours sends, and reads the others no faster than pages send them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        pace = _Pace()

        async def hear() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                await pace.keep()
                frame = message.get("bytes")
                # Streamlit itself ends a connection that sends text or too much.
                if frame is None or len(frame) > get_max_widget_state_size_bytes() or not (reason := refusal(frame)):
                    return message
                LOG.warning("message of a page refused", extra={"fields": {"reason": reason}})

        await self._app(scope, hear, send)


def refusal(frame: bytes) -> str:
    """Why a message is dropped: "clear_cache", "1000000 file names". Empty for one that is let through."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return ""  # Streamlit ends the connection
    kind = message.WhichOneof("type") or "no kind"
    if kind == "rerun_script":
        return _too_much(message.rerun_script)
    if kind == "file_urls_request" and len(message.file_urls_request.file_names) > MOST_FILES:
        return f"{len(message.file_urls_request.file_names)} file names"
    if kind == "backend_operation_request":
        operation = message.backend_operation_request.WhichOneof("payload") or "no operation"
        return "" if operation in OPERATIONS or _is_developers() else operation
    return "" if kind in KINDS or _is_developers() else kind


def _too_much(state: ClientState) -> str:
    for count, most, named in (
        (len(state.widget_states.widgets), MOST_WIDGETS, "widgets"),
        (sum(map(_count_values, state.widget_states.widgets)), MOST_VALUES, "values in widgets"),
        (len(state.cached_message_hashes), MOST_HASHES, "hashes"),
        (len(state.query_string), MOST_SIGNS, "signs in the query"),
        (state.context_info.ByteSize(), MOST_SIGNS, "bytes of context"),
    ):
        if count > most:
            return f"{count} {named}"
    return ""


def _count_values(widget: WidgetState) -> int:
    """How many values a widget's list holds; 0 for a widget that holds no list."""
    kind = widget.WhichOneof("value")
    return len(getattr(widget, kind).data) if kind in LISTS else 0


def _is_developers() -> bool:
    """Whether the operator has set `client.toolbarMode` to what a developer works with, where pages offer more."""
    return config.get_option("client.toolbarMode") in ("auto", "developer")


class _Pace:
    """Lets so many messages through at once and so many a second; whoever sends more waits."""

    def __init__(self) -> None:
        self._free, self._at = float(AT_ONCE), time.monotonic()

    async def keep(self) -> None:
        now = time.monotonic()
        self._free, self._at = min(AT_ONCE, self._free + (now - self._at) * PER_SECOND), now
        self._free -= 1
        if self._free < 0:
            await asyncio.sleep(-self._free / PER_SECOND)
