"""A hostile visitor: the benchmarks' light viewer, which also knows the widgets of its page, fills them with anything, and listens
for what it must never hear."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.benchmarks.viewer import Heard, Viewer, ViewerError

# What a deployed dashboard shows in place of an exception.
WENT_WRONG = "Something went wrong here"


@dataclass(slots=True)
class Listener(Heard):
    """What a visitor knows: besides what a viewer does, each widget (id -> kind), its session's id, addresses to upload to, and which
    of the words of `secrets` the server said."""

    secrets: tuple[str, ...] = ()
    session: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)

    def take(self, frame: bytes) -> ForwardMsg:
        message = Heard.take(self, frame)
        self.leaks += [secret for secret in self.secrets if secret.encode() in frame]
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        elif kind == "file_urls_response":
            self.uploads += [urls.upload_url for urls in message.file_urls_response.file_urls]
        elif kind == "delta":
            self._widget(message.delta)
        return message

    def _widget(self, delta: Any) -> None:
        """Note a widget of any kind: in Streamlit's messages it has an id that starts with `$$ID`."""
        said = delta.WhichOneof("type")
        if said not in ("new_element", "add_block"):
            return
        element = getattr(delta, said)
        kind = element.WhichOneof("type")
        inner = getattr(element, kind) if kind else None
        if inner is not None and str(getattr(inner, "id", "")).startswith("$$ID"):
            self.widgets[inner.id] = kind
        if kind == "alert" and WENT_WRONG in inner.body:
            self.errors.append(inner.body)


class Visitor(Viewer):
    """One session. `async with Visitor(address, "contribute", secrets=("word",)) as visitor:` has opened the page."""

    heard: Listener

    def __init__(self, address: str, path: str = "", secrets: Iterable[str] = (), seconds: float = 60) -> None:
        super().__init__(address, path, clocks=False, run_seconds=seconds)
        self.heard = Listener(secrets=tuple(secrets))

    async def meet(self) -> None:
        """Connect, and ask for nothing yet."""
        self._socket = await connect(self._url, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, proxy=None)
        self._reader = asyncio.create_task(self._read())

    async def send(self, message: BackMsg | bytes | str) -> None:
        """Send a message, or what is none."""
        await self._socket.send(message.SerializeToString() if isinstance(message, BackMsg) else message)

    async def end(self) -> None:
        """Wait until the server has closed the connection. Raises ViewerError where it does not."""
        await self.until(lambda: self.gone)

    async def fill(self, states: Iterable[WidgetState]) -> str:
        """Run the page with what stands in its widgets; the error that it shows then, or ""."""
        heard = self.heard
        state = ClientState(query_string=heard.query, page_script_hash=heard.page, cached_message_hashes=heard.held)
        state.widget_states.widgets.extend(states)
        before = heard.whole_runs
        try:
            await self.send(BackMsg(rerun_script=state))
            await self.until(lambda: heard.whole_runs > before)
        except ViewerError as error:
            return str(error)
        return ""
