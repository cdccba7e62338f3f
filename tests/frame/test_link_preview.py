"""The middleware: tags go into the pages' HTML, and everything else passes as it is."""

import gzip
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from streamlit import config

from components.downloads import preview
from components.frame import connect, link_preview, on_paper
from components.frame.link_preview import LinkPreview
from components.frame.routes import routes

SHELL = '<html lang="en">\n  <head>\n    <title>Streamlit</title>\n  </head>\n  <body>' + "filler " * 200 + "</body>\n</html>\n"
Answer = Callable[[Request], Awaitable[Response]]


def client(answer: Answer, base: str = "") -> TestClient:
    """A client of our routes and middleware around something that answers as Streamlit's pages do, also packed."""
    beside = [Mount(base, routes=[Route("/{page:path}", answer)])] if base else [Route("/{page:path}", answer)]
    app = Starlette(routes=[*routes(), *beside], middleware=[Middleware(LinkPreview), Middleware(GZipMiddleware, minimum_size=500)])
    return TestClient(app, base_url="https://dashboard.example", follow_redirects=False)


async def shell(_: Request) -> Response:
    return HTMLResponse(SHELL, headers={"ETag": '"file"', "Last-Modified": "Tue, 24 Nov 2026 00:00:00 GMT", "Cache-Control": "no-cache"})


@pytest.fixture(autouse=True)
def _data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine too the words are worked out in time, where a test does not ask for less."""
    assert folder.is_dir()
    monkeypatch.setattr(link_preview, "BROWSER_SECONDS", 60)
    monkeypatch.setattr(link_preview, "OTHER_SECONDS", 60)


@pytest.mark.parametrize("page", list(preview.PAGES))
def test_every_page_says_what_it_is(page: str) -> None:
    answer = client(shell).get(f"/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<title>") == 1
    assert "<title>Streamlit</title>" not in answer.text
    assert f'<meta property="og:url" content="https://dashboard.example/{page}" />' in answer.text
    assert answer.text.endswith("</body>\n</html>\n")


def test_length_and_version_are_those_of_what_is_sent() -> None:
    answer = client(shell).get("/timeline", headers={"Accept-Encoding": "gzip"})
    assert int(answer.headers["content-length"]) == len(answer.content) > len(SHELL)
    assert answer.headers["cache-control"] == "no-cache"
    assert not {"etag", "last-modified", "content-encoding", "accept-ranges"} & set(answer.headers)


def test_finding_of_the_view_asked_for() -> None:
    text = client(shell).get("/timeline?companies=bolt&move=acme/pledge").text
    assert '<meta property="og:title" content="Acme Sample: Pledges more than 380 billion yuan" />' in text
    assert "https://dashboard.example/timeline?companies=bolt&amp;move=acme%2Fpledge" in text


def test_language_is_that_of_the_link() -> None:
    asked = client(shell)
    chinese = asked.get("/timeline?move=bolt/loan&lang=zh").text
    assert '<meta property="og:description" content="2025年2月24日。金额：约50亿美元。证据：估算（Sample Broker）。" />' in chinese
    assert "https://dashboard.example/preview.png?lang=zh&amp;rev=" in chinese
    # The page comes in any case, so a language that is not there is none. One request's is not the next one's.
    for other in ("", "&lang=tlh"):
        text = asked.get(f"/timeline?move=bolt/loan{other}").text
        assert "24 Feb 2025. Amount: about US$5bn. Evidence: an estimate (Sample Broker)." in text
        assert "lang=zh" not in text
        assert "lang=tlh" not in text


def test_head_is_get_without_its_body() -> None:
    asked = client(shell)
    head, whole = asked.head("/compare?nature=order"), asked.get("/compare?nature=order")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


def test_file_is_read_whole_whatever_part_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(SHELL, encoding="utf-8")

    async def file(_: Request) -> Response:
        return FileResponse(path)

    whole = client(file).get("/")
    for headers in ({"Range": "bytes=0-9"}, {"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
        answer = client(file).get("/", headers=headers)
        assert (answer.status_code, answer.content) == (200, whole.content)
    assert "og:title" in whole.text


def test_hostile_parameters_make_no_markup() -> None:
    query = "companies=%3Cscript%3E&q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&move=%00&%22%3E=%3Cb%3E&from=%ff&nature=%3Cb%3E"
    answer = client(shell).get(f"/compare?{query}", headers={"host": 'a"><script>'})
    assert answer.status_code == 200
    ours = connect.tag() + on_paper.TAG
    assert answer.text.count(ours) == 1
    assert "<script" not in answer.text.replace(ours, "")
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HTMLResponse("<title>Streamlit</title> not found", 404),
        lambda: RedirectResponse("/elsewhere"),
        lambda: PlainTextResponse("<title>Streamlit</title>"),
        lambda: HTMLResponse("<title>Another</title>"),
    ],
    ids=["not found", "redirect", "plain text", "another title"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_no_page_of_streamlits_passes_as_it_is(answer: Callable[[], Response], method: str) -> None:
    async def given(_: Request) -> Response:
        return answer()

    found = client(given).request(method, "/timeline")
    assert found.status_code == answer().status_code
    assert found.content == (b"" if method == "HEAD" else answer().body)
    assert found.headers.get("location") == answer().headers.get("location")


def test_other_addresses_are_streamed_and_packed_as_before() -> None:
    async def pieces(_: Request) -> Response:
        async def parts():
            for _ in range(3):
                yield b"<title>Streamlit</title>" * 50

        return StreamingResponse(parts(), media_type="text/html")

    with client(pieces).stream("GET", "/static/page.html", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == b"<title>Streamlit</title>" * 150
    assert client(pieces).get("/").text.count("og:title") == 1


def test_post_passes() -> None:
    assert client(shell).post("/").status_code == 405


def test_finding_that_takes_too_long_is_said_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_preview, "BROWSER_SECONDS", 0)
    asked = client(shell)
    answer = asked.get("/timeline?companies=acme", headers={"Sec-Fetch-Mode": "navigate"})
    assert f'<meta name="description" content="{preview.GENERAL}" />' in answer.text
    assert "Timeline: Acme Sample" in asked.get("/timeline?companies=acme").text


def test_finding_that_nobody_waited_for_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where no thread had come to it yet: who asks later still hears the finding."""
    asked = client(shell)
    with monkeypatch.context() as hasty:
        hasty.setattr(link_preview, "OTHER_SECONDS", 0)
        for _ in range(link_preview.AT_ONCE + 1):
            assert preview.GENERAL in asked.get("/timeline?companies=acme").text
    assert "Timeline: Acme Sample" in asked.get("/timeline?companies=acme").text


def test_too_many_at_once_are_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_preview, "AT_ONCE", 0)
    assert "<title>Timeline · AI Moves</title>" in client(shell).get("/timeline?companies=acme").text


def test_page_comes_whatever_is_wrong_with_its_preview(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(preview, "words", lambda *_: 1 // 0)
    asked = client(shell)
    # More often than there are places for at once: each is given back.
    for _ in range(link_preview.AT_ONCE + 1):
        assert "<title>Timeline · AI Moves</title>" in asked.get("/timeline").text
    assert [record.message for record in caplog.records] == ["no link preview of /timeline"] * (link_preview.AT_ONCE + 1)


def test_below_a_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """`server.baseUrlPath` puts Streamlit's own addresses below a path; ours follow, and say so in their links."""
    given = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: "ai/moves/" if name == "server.baseUrlPath" else given(name))
    asked = client(shell, "/ai/moves")
    assert len(asked.get("/ai/moves/api/moves.json?companies=bolt").json()["moves"]) == 3
    assert asked.get("/ai/moves/api/moves.json?x=1").json()["documentation"] == "https://dashboard.example/ai/moves/api"
    assert b"https://dashboard.example/ai/moves/timeline?move=acme%2Fpledge" in asked.get("/ai/moves/feed.xml").content
    text = asked.get("/ai/moves/timeline").text
    assert '<meta property="og:url" content="https://dashboard.example/ai/moves/timeline" />' in text
    assert "og:title" not in asked.get("/ai/moves/unknown").text
    assert "og:title" not in asked.get("/ai/movestimeline").text
