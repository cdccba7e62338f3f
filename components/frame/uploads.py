"""Uploads are taken for a field that is on a page now: one file of a session at a time, and no longer than the session is there.

Streamlit (1.67) keeps whatever anybody who knows a session's id, as everybody knows their own, sends under any name: four sessions
filled 2 GB with one file of a megabyte after the other. It gives out an id for each file, over the page's connection; here the newest
of them is noted, and nothing else is read.
"""

import asyncio
from dataclasses import dataclass, field

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from components.widgets import upload_field

PLACE = "/_stcore/upload_file/"
# A megabyte takes a minute at 130 kbit/s.
MOST_SECONDS, MOST_AT_ONCE = 60.0, 16
RETRY_SECONDS = 10


@dataclass(slots=True)
class _Files:
    """Of a session with an open connection: the id that it was given last, and whether the file is coming."""

    given: str = ""
    is_coming: bool = False


@dataclass(slots=True)
class Uploads:
    """ASGI middleware."""

    app: ASGIApp
    _sessions: dict[str, _Files] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        elif scope["type"] == "http" and PLACE in scope["path"] and scope["method"] in ("PUT", "DELETE"):
            session, _, file = scope["path"].partition(PLACE)[2].partition("/")
            await (self._put if scope["method"] == "PUT" else self._delete)(session, file, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the ids that the server gives out over a connection, for as long as it is open."""
        own: dict[str, _Files] = {}

        async def note(message: Message) -> None:
            if message["type"] == "websocket.send" and (given := _given(message.get("bytes") or b"")):
                session, file = given
                if session not in own:
                    own[session] = self._sessions[session] = _Files()
                own[session].given = file
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            for session, files in own.items():
                # After a reconnect the entry may be that of the newer connection.
                if self._sessions.get(session) is files:
                    del self._sessions[session]

    async def _put(self, session: str, file: str, scope: Scope, receive: Receive, send: Send) -> None:
        files = self._sessions.get(session)
        if files is None or files.given != file or not upload_field.is_shown(session):
            await _refuse(403, "No field for a file on the page asks for this one.", scope, receive, send)
        elif files.is_coming:
            await _refuse(409, "Another file is being uploaded.", scope, receive, send)
        elif sum(other.is_coming for other in self._sessions.values()) >= MOST_AT_ONCE:
            await _refuse(429, "Many files are being uploaded. Try again in a moment.", scope, receive, send)
        else:
            files.is_coming = True
            try:
                await self._take(session, file, files, scope, receive, send)
            finally:
                files.is_coming = False

    async def _take(self, session: str, file: str, files: _Files, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a file in. Where its session has gone meanwhile, or its field, nothing of it stays."""
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                if message["status"] < 300:
                    if self._sessions.get(session) is not files or not upload_field.is_shown(session):
                        upload_field.files().remove_file(session, file)
                        raise _Gone
                    _keep_only(session, file)
            await send(message)

        try:
            async with asyncio.timeout(MOST_SECONDS):
                await self.app(scope, receive, answer)
        except TimeoutError:
            if not started:
                await _refuse(408, "The file did not come in time.", scope, receive, send)
        except _Gone:
            await _refuse(409, "The page has gone that asked for the file.", scope, receive, send)

    async def _delete(self, session: str, file: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Only of what the page itself has uploaded last. Of the rest nothing is held, which is all that a page wants by it."""
        files = self._sessions.get(session)
        if files is not None and files.given == file:
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("", 204)(scope, receive, send)


class _Gone(Exception):
    """The session of an upload is not there any more."""


async def _refuse(status: int, words: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer before the body is there: what still comes of it the server throws away."""
    headers = {"Cache-Control": "no-store"}
    if status == 429:
        headers["Retry-After"] = str(RETRY_SECONDS)
    await PlainTextResponse(words, status, headers)(scope, receive, send)


def _given(frame: bytes) -> tuple[str, str] | None:
    """Session and file of the id that a message of the server gives out, of several the last; None for any other message."""
    if PLACE.encode() not in frame:
        return None
    message = ForwardMsg()
    message.ParseFromString(frame)
    if message.WhichOneof("type") != "file_urls_response" or not message.file_urls_response.file_urls:
        return None
    session, _, file = message.file_urls_response.file_urls[-1].upload_url.partition(PLACE)[2].partition("/")
    return session, file


def _keep_only(session: str, file: str) -> None:
    """Let go of every file of a session but one, also of what was uploaded before a reconnect."""
    files = upload_field.files()
    kept = files.get_files(session, [file])
    files.remove_session_files(session)
    for one in kept:
        files.add_file(session, one)
