"""Streamlit's own files are packed once and kept; every other answer passes as it is."""

import gzip
from collections.abc import Awaitable, Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from components.frame import packed
from components.frame.packed import PackedFiles

CODE = "export const number = 1;\n" * 200
STAYS = "public, immutable, max-age=31536000"


@pytest.fixture
def asked() -> list[str]:
    """Every path that came through to what lies behind, in order."""
    return []


@pytest.fixture
def client(asked: list[str], tmp_path) -> TestClient:
    """A client of the middleware around some files, of which those below `static` stay as they are."""
    (tmp_path / "code.js").write_text(CODE, encoding="utf-8")

    def answer(make: Callable[[], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            asked.append(request.url.path)
            return make()

        return endpoint

    def text(body: str = CODE, kind: str = "text/javascript", status: int = 200, **headers: str) -> Callable[[], Response]:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return lambda: PlainTextResponse(body, status, {"cache-control": STAYS, **said}, kind)

    files = {
        "/static/js/code.js": lambda: FileResponse(tmp_path / "code.js", headers={"cache-control": STAYS}),
        "/below/a/path/static/js/code.js": text(),
        "/static/changing.js": text(cache_control="no-cache"),
        "/static/missing.js": text(status=404),
        "/static/short.js": text("short"),
        "/static/font.woff2": text(kind="font/woff2"),
        "/static/packed.js": text(content_encoding="br"),
        "/api": text(kind="application/json"),
    }
    routes = [Route(path, answer(make)) for path, make in files.items()]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(PackedFiles)]), headers={"accept-encoding": "gzip, br"})


@pytest.mark.parametrize("path", ["/static/js/code.js", "/below/a/path/static/js/code.js"])
def test_first_as_it_lies_there_then_packed(client: TestClient, asked: list[str], path: str) -> None:
    first, second, third = (client.get(path) for _ in range(3))
    assert first.text == second.text == third.text == CODE
    assert "content-encoding" not in first.headers
    for answer in (second, third):
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) == len(gzip.compress(CODE.encode())) < len(CODE) / 10
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["cache-control"] == STAYS
        assert answer.headers["content-type"].split(";")[0] == "text/javascript"
        # They name the file as it lies on the disk, of which this is not one byte.
        assert not {"etag", "accept-ranges"} & set(answer.headers)
    assert asked == [path]


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-encoding": "identity"},
        {"range": "bytes=0-9"},
        {"if-none-match": '"x"'},
        {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_who_asks_otherwise_is_answered_by_the_file(client: TestClient, asked: list[str], headers: dict[str, str]) -> None:
    for _ in range(2):
        client.get("/static/js/code.js")
    before = len(asked)
    answer = client.get("/static/js/code.js", headers=headers)
    assert "content-encoding" not in answer.headers
    assert len(asked) == before + 1


def test_head_is_answered_by_the_file(client: TestClient) -> None:
    for _ in range(2):
        client.get("/static/js/code.js")
    answer = client.head("/static/js/code.js")
    assert (int(answer.headers["content-length"]), answer.content) == (len(CODE), b"")


@pytest.mark.parametrize("name", ["changing.js", "missing.js", "short.js", "font.woff2", "packed.js"])
def test_what_may_change_or_cannot_be_packed_passes(client: TestClient, asked: list[str], name: str) -> None:
    said = [
        (answer.status_code, answer.headers.raw)
        for answer in (client.send(client.build_request("GET", f"/static/{name}"), stream=True) for _ in range(2))
    ]
    assert said[0] == said[1]
    assert len(asked) == 2


def test_no_more_is_kept_than_there_is_room_for(client: TestClient, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a file by ever other spellings of its path fills no memory; what was kept before stays."""
    monkeypatch.setattr(packed, "MOST_BYTES", len(gzip.compress(CODE.encode())))
    kept, refused = "/static/js/code.js", "/below/a/path/static/js/code.js"
    for path in (kept, refused):
        client.get(path)
    assert client.get(kept).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(refused).headers
    assert asked == [kept, refused, refused]


def test_what_is_not_below_static_passes(client: TestClient, asked: list[str]) -> None:
    assert [client.get("/api").text for _ in range(2)] == [CODE] * 2
    assert len(asked) == 2
