"""A light viewer: a real session with a Streamlit server over its websocket, which filters and reads but draws nothing.

It does what a browser does as far as the server can tell: sends the whole state of its widgets with each run, names the messages
that it still holds so that they are not sent again, keeps the address as the server rewrites it, and lets fragments run by the clock.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

# Runs after which a browser forgets a message that no run has shown again (`global.maxCachedMessageAge`).
KEPT_RUNS = 2
RUN_SECONDS = 60.0
WHOLE_RUN = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


class ViewerError(Exception):
    """What a viewer would have seen as an error: a run that failed, an exception on the page, a connection that closed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A multiselect on the page: the id that its state goes by, and what it offers."""

    id: str
    options: tuple[str, ...]


@dataclass(slots=True)
class Heard:
    """What a viewer knows from the messages of its server so far. `take` is given each frame; nothing here waits."""

    page: str = ""
    query: str = ""
    revision: str = ""
    bytes: int = 0
    messages: int = 0
    runs: int = 0
    whole_runs: int = 0
    choices: dict[str, Choice] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    clocks: dict[str, float] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)
    _held: dict[str, int] = field(default_factory=dict)

    def take(self, frame: bytes) -> ForwardMsg:
        """Note what one frame says, and return it. Raises google.protobuf.message.DecodeError for what is no message."""
        message = ForwardMsg()
        message.ParseFromString(frame)
        self.bytes += len(frame)
        self.messages += 1
        if message.metadata.cacheable or message.ref_hash:
            self._held[message.ref_hash or message.hash] = self.whole_runs
        kind = message.WhichOneof("type")
        if kind == "new_session":
            # Of a script with several pages this is the frame around them; which of them it is, the next message says.
            self.page = self.page or message.new_session.page_script_hash
            if fragments := list(message.metadata.run.fragment_ids):
                self.looks += fragments
            else:
                # As in a browser: a page that is drawn anew says anew what runs by the clock.
                self.clocks = {}
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.clocks[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self.clocks.pop(fragment, None)
        elif kind == "delta":
            self._element(message)
        elif kind == "script_finished":
            self._finished(message.script_finished)
        return message

    def _element(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "multiselect":
            # `$$ID-0123abcd-companies`: the key that the page gave it stands last.
            key = element.multiselect.id.split("-", 2)[-1]
            self.choices[key] = Choice(element.multiselect.id, tuple(element.multiselect.options))
        elif kind == "exception":
            self.errors.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "markdown" and "data revision" in element.markdown.body:
            self.revision = element.markdown.body.split("data revision", 1)[1].split("·")[0].strip()

    def _finished(self, status: "ForwardMsg.ScriptFinishedStatus") -> None:
        self.runs += 1
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.errors.append("the script does not compile")
        if status in WHOLE_RUN:
            self.whole_runs += 1
            self._held = {mark: run for mark, run in self._held.items() if self.whole_runs - run <= KEPT_RUNS}

    @property
    def held(self) -> list[str]:
        """Hashes of the messages that need not be sent again."""
        return list(self._held)


def request(heard: Heard, chosen: dict[str, tuple[str, ...]], path: str = "", fragment: str = "") -> bytes:
    """The frame that asks for a run: of the whole page, or by the clock of one fragment. `chosen` is by the key of a multiselect.

    Raises KeyError for a key that the page has no multiselect for.
    """
    state = ClientState(query_string=heard.query, page_script_hash=heard.page, cached_message_hashes=heard.held)
    if not heard.page:
        state.page_name = path
    for key, values in chosen.items():
        widget = state.widget_states.widgets.add(id=heard.choices[key].id)
        widget.string_array_value.data.extend(values)
    if fragment:
        state.fragment_id, state.is_auto_rerun = fragment, True
    return BackMsg(rerun_script=state).SerializeToString()


class Viewer:
    """One session. `async with Viewer(address, "timeline") as viewer:` has opened the page and waited for its first run."""

    def __init__(self, address: str, path: str = "", query: str = "", clocks: bool = True, run_seconds: float = RUN_SECONDS) -> None:
        """`address` as `http://127.0.0.1:8501`; without `clocks` fragments do not run by themselves."""
        self.heard = Heard(query=query)
        self.chosen: dict[str, tuple[str, ...]] = {}
        self._url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self._path, self._clocks, self._run_seconds = path, clocks, run_seconds
        self._ticking: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._socket: ClientConnection
        self._reader: asyncio.Task[None]

    async def __aenter__(self) -> "Viewer":
        self._socket = await connect(
            self._url, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, proxy=None, open_timeout=30
        )
        self._reader = asyncio.create_task(self._read())
        try:
            await self.run()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def choose(self, key: str, *values: str) -> float:
        """Choose in a multiselect and wait for the page. Returns seconds from the click to the end of the run. Raises ViewerError."""
        self.chosen[key] = values
        return await self.run()

    async def run(self) -> float:
        """Run the page with what is chosen; returns seconds until the run has ended. Raises ViewerError."""
        before, began = self.heard.whole_runs, time.perf_counter()
        try:
            await self._socket.send(request(self.heard, self.chosen, self._path))
        except ConnectionClosed as error:
            raise ViewerError(f"the connection is closed: {error}") from error
        await self.until(lambda: self.heard.whole_runs > before)
        return time.perf_counter() - began

    async def look(self, fragment: str) -> None:
        """Ask for a run of one fragment, as a browser's clock does; does not wait for it."""
        await self._socket.send(request(self.heard, self.chosen, fragment=fragment))

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of what was heard. Raises ViewerError for an error heard meanwhile, or after `run_seconds`."""
        try:
            async with asyncio.timeout(self._run_seconds):
                while not true():
                    if self.gone:
                        raise ViewerError("the server closed the connection")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError as error:
            raise ViewerError(f"no answer in {self._run_seconds:g} s") from error
        if self.heard.errors:
            raise ViewerError(self.heard.errors.pop())

    @property
    def gone(self) -> bool:
        """Whether the connection has ended, so that no run can follow."""
        return self._reader.done()

    async def close(self) -> None:
        """End the session."""
        tasks = [self._reader, *self._ticking.values()]
        for task in tasks:
            task.cancel()
        with contextlib.suppress(ConnectionClosed):
            await self._socket.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self) -> None:
        try:
            async for frame in self._socket:
                self.heard.take(frame if isinstance(frame, bytes) else frame.encode())
                if self._clocks:
                    self._set_clocks()
                self._news.set()
        finally:
            self._news.set()

    def _set_clocks(self) -> None:
        for fragment in self._ticking.keys() - self.heard.clocks.keys():
            self._ticking.pop(fragment).cancel()
        for fragment in self.heard.clocks.keys() - self._ticking.keys():
            self._ticking[fragment] = asyncio.create_task(self._tick(fragment, self.heard.clocks[fragment]))

    async def _tick(self, fragment: str, seconds: float) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(seconds)
                await self.look(fragment)


@contextlib.asynccontextmanager
async def viewers(address: str, paths: list[str], at_once: int = 5, clocks: bool = True) -> AsyncIterator[list[Viewer]]:
    """As many viewers as there are paths, opened a few at a time, and all closed in the end. Raises ViewerError where one does not open."""
    gate = asyncio.Semaphore(at_once)

    async def opened(viewer: Viewer) -> Viewer:
        async with gate:
            return await stack.enter_async_context(viewer)

    async with contextlib.AsyncExitStack() as stack:
        yield list(await asyncio.gather(*(opened(Viewer(address, path, clocks=clocks)) for path in paths)))
