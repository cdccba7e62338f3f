"""Uploads that no file field asked for, too large, without a length, slow, and many: none is taken, and memory does not grow."""

import asyncio
import socket
import uuid
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests import event_loop
from tests.attack.tools import MB, PATIENCE, Answer, Row, Run, Target, ask
from tests.attack.visitor import Visitor

SESSIONS = 4
MOST_GROWTH = 60 * MB
NAMES = 5  # files that one message asks addresses for
HEAD = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.yaml"\r\nContent-Type: text/yaml\r\n\r\n'
TAIL = b"\r\n--b--\r\n"


def attack(run: Run) -> Iterator[Row]:
    """Rows for uploads that were taken, for the one that a viewer's browser would send, and for memory."""
    return iter(event_loop.run(_attack(run.target, run.count(100, 20))))


async def _attack(target: Target, each: int) -> list[Row]:
    target.forget_peak()
    memory = target.memory()
    visitors = [Visitor(target.address, page) for page in ("", "timeline", "contribute", "contribute")][:SESSIONS]
    for visitor in visitors:
        await visitor.__aenter__()
    try:
        statuses = await asyncio.to_thread(_put_uninvited, target, [visitor.heard.session for visitor in visitors], each)
        asked = await _put_invited(target, visitors[-1], 1)
        many = await _put_invited(target, visitors[-2], 2 * each)
        growth = target.peak() - memory
    finally:
        for visitor in visitors:
            await visitor.close()
    taken = sum(count for status, count in statuses.items() if status < 400)
    tried = f"{statuses.total():,} uploads that nobody asked for"
    said = ", ".join(f"{count} × {status or 'no answer'}" for status, count in sorted(statuses.items()))
    mebibytes = f"{(statuses.total() + many.total()):,} uploads of about 1 MB from {SESSIONS} sessions"
    return [
        Row("uploads", tried, "taken", taken, 0, note=said),
        Row("uploads", "1 upload that a file field asked for", "refused", int(asked != Counter({204: 1})), 0, note=str(dict(asked))),
        # Which of them are taken is the dashboard's business; that they do not pile up is told by the memory.
        Row("uploads", f"{many.total()} uploads for one file field", "taken", many[204]),
        Row("uploads", mebibytes, "growth of memory", growth, MOST_GROWTH, "MB"),
    ]


def _put_uninvited(target: Target, sessions: list[str], each: int) -> Counter[int]:
    token = _token(target)
    found: Counter[int] = Counter()
    body = HEAD + b"#" * 1_000_000 + TAIL
    for session in sessions:
        for _ in range(each):
            found[_put(target, f"/_stcore/upload_file/{session}/{uuid.uuid4()}", token, body).status] += 1
        path = f"/_stcore/upload_file/{session}/{uuid.uuid4()}"
        found[_put(target, path, token, HEAD + b"#" * 3_000_000 + TAIL).status] += 1
        # Without a length, in chunks.
        found[_put(target, path, token, iter([HEAD, *[b"#" * 100_000] * 9, TAIL])).status] += 1
        found[_put(target, path, token, iter([HEAD, *[b"#" * 100_000] * 40, TAIL])).status] += 1
        found[_drip(target, path, token)] += 1
    for path in (
        f"/_stcore/upload_file/{uuid.uuid4()}/{uuid.uuid4()}",
        "/_stcore/upload_file/../x",
        f"/_stcore/upload_file/{sessions[0]}/../y",
    ):
        found[_put(target, path, token, body).status] += 1
    return found


async def _put_invited(target: Target, visitor: Visitor, count: int) -> Counter[int]:
    """Ask for addresses to upload to, as a browser does for a file field, and upload a file to each."""
    while len(visitor.heard.uploads) < count:
        known = len(visitor.heard.uploads)
        message = BackMsg()
        message.file_urls_request.request_id = "r"
        message.file_urls_request.session_id = visitor.heard.session
        names = [f"{number}.yaml" for number in range(min(NAMES, count - known))]
        message.file_urls_request.file_names.extend(names)
        await visitor.send(message)
        await visitor.until(lambda known=known: len(visitor.heard.uploads) > known)
    token, body = _token(target), HEAD + b"#" * (1000 if count == 1 else 1_000_000) + TAIL

    def put() -> Counter[int]:
        return Counter(_put(target, path, token, body).status for path in visitor.heard.uploads[:count])

    return await asyncio.to_thread(put)


def _token(target: Target) -> str:
    """The token that Streamlit gives to everybody who comes by."""
    cookies = target.get("/_stcore/health").headers.get("set-cookie", "")
    return cookies.partition("_streamlit_xsrf=")[2].partition(";")[0]


def _headers(token: str) -> dict[str, str]:
    return {"Content_Type": "multipart/form-data; boundary=b", "X_Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"}


def _put(target: Target, path: str, token: str, body: object) -> Answer:
    return ask(target.address, path, "PUT", body, **_headers(token))


def _drip(target: Target, path: str, token: str) -> int:
    """Send the beginning of an upload and then nothing; the status of the answer, 0 where none comes within two seconds."""
    parts = urlsplit(target.address)
    lines = [f"PUT {path} HTTP/1.1", f"Host: {parts.netloc}", "Content-Length: 1000000"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in _headers(token).items()]
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=PATIENCE) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + HEAD)
        connection.settimeout(2)
        try:
            said = connection.recv(1000).split(b" ", 2)
        except TimeoutError:
            return 400  # not taken: it waits for what never comes
        return int(said[1]) if len(said) > 1 else 0
