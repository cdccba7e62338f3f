"""Uploads are taken for a field on the page, one at a time, and go with their session."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.frame import uploads
from components.frame.uploads import PLACE, Uploads
from components.widgets import upload_field
from tests import event_loop


@dataclass
class Page:
    """An open connection: ids are given out over it until it is closed."""

    middleware: Uploads
    session: str
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def talk(self, send: Send) -> None:
        """What Streamlit does with the connection."""
        while True:
            file = await self.asked.get()
            if not file:
                return
            message = ForwardMsg()
            place = f"{PLACE}{self.session}/{file}"
            message.file_urls_response.file_urls.add(file_id=file, upload_url=place, delete_url=place)
            await send({"type": "websocket.send", "bytes": message.SerializeToString()})
            self.asked.task_done()

    async def ask(self, file: str) -> None:
        """Be given an id."""
        await self.asked.put(file)
        await self.asked.join()


@dataclass
class Server:
    """The middleware around what holds files as Streamlit does: whatever comes is kept."""

    files: MemoryUploadedFileManager
    middleware: Uploads = field(init=False)
    pages: dict[str, Page] = field(default_factory=dict)
    open: list[asyncio.Task[None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.middleware = Uploads(self.answer)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.pages[scope["session"]].talk(send)
            return
        session, _, file = scope["path"].partition(PLACE)[2].partition("/")
        if scope["method"] == "DELETE":
            self.files.remove_file(session, file)
        else:
            body = b""
            more = True
            while more:
                message = await receive()
                body, more = body + message["body"], message["more_body"]
            self.files.add_file(session, UploadedFileRec(file, "acme.yaml", "text/yaml", body))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def open_page(self, session: str) -> Page:
        page = self.pages[session] = Page(self.middleware, session)
        nothing: Any = None

        async def drop(_message: Message) -> None:
            pass

        self.open.append(asyncio.create_task(self.middleware({"type": "websocket", "session": session}, nothing, drop)))
        return page

    async def close_page(self, session: str) -> None:
        await self.pages[session].asked.put("")
        await asyncio.gather(*self.open)

    async def send(self, session: str, file: str, method: str = "PUT", body: Receive | None = None) -> int:
        """Status of the answer to an upload of ten bytes, or of what `body` gives."""
        statuses: list[int] = []

        async def whole() -> Message:
            return {"type": "http.request", "body": b"#" * 10, "more_body": False}

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        await self.middleware({"type": "http", "method": method, "path": f"{PLACE}{session}/{file}", "headers": []}, body or whole, note)
        (status,) = statuses
        return status

    def held(self, session: str) -> list[str]:
        return list(self.files.file_storage.get(session, {}))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The sessions whose pages have a field for a file."""
    sessions: set[str] = set()
    monkeypatch.setattr(upload_field, "is_shown", lambda session: session in sessions)
    return sessions


@pytest.fixture
def run(shown: set[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Server], Awaitable[None]]], None]:
    """A function that runs a test with a server whose files are empty at first; the session "one" shows a field."""
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(upload_field, "files", lambda: files)
    shown.add("one")

    def start(test: Callable[[Server], Awaitable[None]]) -> None:
        event_loop.run(test(Server(files)))

    return start


class Slow:
    """A body of which the second half comes when it is let go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> Message:
        if not self.begun.is_set():
            self.begun.set()
            return {"type": "http.request", "body": b"#", "more_body": True}
        await self.go_on.wait()
        return {"type": "http.request", "body": b"#", "more_body": False}


def test_only_the_newest_id_of_a_page_with_a_field_is_taken(run, shown: set[str]) -> None:
    async def test(server: Server) -> None:
        page, other = server.open_page("one"), server.open_page("two")
        assert await server.send("one", "invented") == 403
        await page.ask("first")
        await other.ask("others")
        assert await server.send("one", "invented") == 403
        assert await server.send("one", "others") == 403
        assert await server.send("two", "others") == 403, "its page has no field"
        assert await server.send("three", "first") == 403
        assert await server.send("one", "first") == 204
        await page.ask("second")
        assert await server.send("one", "first") == 403
        shown.clear()
        assert await server.send("one", "second") == 403
        assert {session: server.held(session) for session in ("one", "two", "three")} == {"one": ["first"], "two": [], "three": []}

    run(test)


def test_one_file_is_held_however_many_come(run) -> None:
    async def test(server: Server) -> None:
        page = server.open_page("one")
        for file in ("first", "second", "third"):
            await page.ask(file)
            assert [await server.send("one", file) for _ in range(2)] == [204, 204]
            assert server.held("one") == [file]
        await server.close_page("one")
        # After a reconnect the page asks anew, and what came before goes.
        assert await server.send("one", "third") == 403
        page = server.open_page("one")
        await page.ask("fourth")
        assert await server.send("one", "fourth") == 204
        assert server.held("one") == ["fourth"]

    run(test)


def test_file_of_a_page_that_has_gone_meanwhile_is_not_held(run) -> None:
    async def test(server: Server) -> None:
        page, body = server.open_page("one"), Slow()
        await page.ask("first")
        coming = asyncio.create_task(server.send("one", "first", body=body))
        await body.begun.wait()
        await server.close_page("one")
        body.go_on.set()
        assert await coming == 409
        assert server.held("one") == []

    run(test)


def test_one_upload_of_a_page_is_under_way(run) -> None:
    async def test(server: Server) -> None:
        page, body = server.open_page("one"), Slow()
        await page.ask("first")
        coming = asyncio.create_task(server.send("one", "first", body=body))
        await body.begun.wait()
        assert await server.send("one", "first") == 409
        body.go_on.set()
        assert await coming == 204
        assert await server.send("one", "first") == 204

    run(test)


def test_few_uploads_are_under_way_at_once_and_none_for_ever(run, shown: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(uploads, "MOST_SECONDS", 0.2)

    async def test(server: Server) -> None:
        bodies = {session: Slow() for session in ("one", "two", "three")}
        for session in bodies:
            shown.add(session)
            await server.open_page(session).ask("file")
        coming = [asyncio.create_task(server.send(session, "file", body=bodies[session])) for session in ("one", "two")]
        for session in ("one", "two"):
            await bodies[session].begun.wait()
        assert await server.send("three", "file") == 429
        assert [await one for one in coming] == [408, 408]
        assert server.held("one") == server.held("two") == []
        assert await server.send("three", "file") == 204

    run(test)


def test_page_takes_back_its_own_file_alone(run, shown: set[str]) -> None:
    async def test(server: Server) -> None:
        shown.add("two")
        for session in ("one", "two"):
            await server.open_page(session).ask(f"of-{session}")
            assert await server.send(session, f"of-{session}") == 204
        server.files.add_file("stored", UploadedFileRec("kept", "acme.yaml", "text/yaml", b"#"))
        assert await server.send("stored", "kept", "DELETE") == 204
        assert await server.send("one", "of-two", "DELETE") == 204
        assert (server.held("one"), server.held("two"), server.held("stored")) == (["of-one"], ["of-two"], ["kept"])
        assert await server.send("one", "of-one", "DELETE") == 204
        assert server.held("one") == []

    run(test)
