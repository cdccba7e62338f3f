"""Who is answered under which name, who may read, and what caches may keep."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from components.downloads import held, preview
from components.frame import headers, host_check, hosts, link_preview
from components.frame.link_preview import LinkPreview
from components.frame.routes import routes

# Everything that has an address in it, or that a cache may keep.
PATHS = [
    "/",
    "/timeline?companies=bolt",
    "/nowhere",
    "/feed.xml",
    "/preview.png",
    "/api",
    "/api/moves.json",
    "/api/moves.csv",
    "/api/view.html",
    "/api/chart.html?chart=evidence",
    "/api/chart.json?chart=evidence",
    "/api/plotly.js",
    "/api/moves.json?x=1",
    "/api/unknown",
    "/static/file.js",
    "/ai",
]
OTHERS = [
    "rebound.example",
    "rebound.example:8501",
    "dashboard.example.rebound.example",
    "dashboard.example@rebound.example",
    'rebound.example"><script>',
]


@pytest.fixture
def start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TestClient]]:
    """A function that starts all our addresses, and some that answer as Streamlit's do, and returns a client of them."""
    assert folder.is_dir()
    # On a busy machine too the words are worked out in time.
    monkeypatch.setattr(link_preview, "OTHER_SECONDS", 60)
    link_preview._advise.cache_clear()

    async def page(_: Request) -> Response:
        return HTMLResponse(f"<html><head>{preview.MARK}</head></html>", headers={"Cache-Control": "no-cache"})

    async def file(_: Request) -> Response:
        return PlainTextResponse("x", headers={"Cache-Control": "public, immutable, max-age=31536000, s-maxage=60"})

    async def plain(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.headers.get("origin", "none"))
        await socket.close()

    beside = [
        Route("/_stcore/health", plain),
        Route("/_stcore/metrics", plain),
        Route("/_stcore/script-health-check", plain),
        Route("/static/file.js", file),
        Mount("/ai", routes=[Route("/_stcore/health", plain), Route("/_stcore/metrics", plain), Route("/{page:path}", page)]),
        WebSocketRoute("/socket", echo),
        *(Route(f"/{name}", page) for name in ("", "timeline", "nowhere")),
    ]

    def start(host: str = "dashboard.example") -> TestClient:
        around = [headers.middleware(), host_check.middleware(), Middleware(LinkPreview)]
        app = Starlette(routes=[*routes(), *beside], middleware=around)
        return TestClient(app, base_url="https://dashboard.example", headers={"Host": host}, follow_redirects=False)

    before = config.get_option(hosts.OPTION)
    yield start
    config.set_option(hosts.OPTION, before, config.ConfigOption.DEFAULT_DEFINITION)


class TestList:
    @pytest.mark.parametrize("path", PATHS)
    def test_other_names_are_refused_everywhere(self, start: Callable[..., TestClient], path: str) -> None:
        asked = start()
        for host, method in [*product(OTHERS, ["GET"]), *product(OTHERS[:1], ("HEAD", "POST", "PUT", "OPTIONS"))]:
            answer = asked.request(method, path, headers={"Host": host, "X-Forwarded-Host": "dashboard.example"})
            assert (answer.status_code, answer.headers["cache-control"]) == (421, "no-store")
            assert answer.text in ("", "The dashboard does not answer to this host name.")
            assert "rebound" not in str(answer.headers)
            assert answer.headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize("path", PATHS)
    def test_its_own_are_answered(self, start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, path: str) -> None:
        monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "*.example.org")
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://dashboard.example")
        asked = start()
        for host in ("dashboard.example:8443", "moves.example.org"):
            answer = asked.get(path, headers={"Host": host})
            assert answer.status_code != 421
            assert "private" not in answer.headers.get("cache-control", "")

    def test_a_name_that_is_sent_twice_is_none(self, start: Callable[..., TestClient]) -> None:
        twice = [("Host", "dashboard.example"), ("Host", "rebound.example")]
        client = start()
        client.headers.pop("host")
        assert client.get("/api", headers=twice).status_code == 421  # type: ignore[arg-type]

    def test_who_looks_after_a_server_asks_for_its_health_by_number(
        self, start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = start("10.0.0.7:8501")
        assert (asked.get("/_stcore/health").text, asked.get("/ai/_stcore/health").status_code) == ("ok", 421)
        given = config.get_option
        monkeypatch.setattr(config, "get_option", lambda name: "/ai/" if name == "server.baseUrlPath" else given(name))
        asked = start("10.0.0.7:8501")
        assert (asked.get("/_stcore/health").status_code, asked.get("/ai/_stcore/health").text) == (421, "ok")

    @pytest.mark.parametrize("path", ["/api/moves.json", "/api/chart.json?chart=evidence", "/feed.xml", "/preview.png", "/api/unknown"])
    def test_open_data_is_for_the_pages_named(self, start: Callable[..., TestClient], path: str) -> None:
        config.set_option("server.corsAllowedOrigins", ["https://news.example"])
        try:
            asked = start()
            answers = {
                origin: asked.get(path, headers={"Origin": origin}).headers
                for origin in ("https://dashboard.example", "https://news.example", "https://rebound.example", "null", "https://[")
            }
            without = asked.get(path).headers
        finally:
            config.set_option("server.corsAllowedOrigins", [], config.ConfigOption.DEFAULT_DEFINITION)
        allowed = {origin: said.get("access-control-allow-origin") for origin, said in answers.items()}
        assert allowed == {
            "https://dashboard.example": "https://dashboard.example",
            "https://news.example": "https://news.example",
            "https://rebound.example": None,
            "null": None,
            "https://[": None,
        }
        assert "access-control-allow-origin" not in without
        assert all("Origin" in said["vary"] for said in (without, *answers.values()))

    def test_also_where_nothing_has_changed(self, start: Callable[..., TestClient]) -> None:
        asked = start()
        tag = asked.get("/feed.xml").headers["etag"]
        answer = asked.get("/feed.xml", headers={"If-None-Match": tag, "Origin": "https://rebound.example"})
        assert (answer.status_code, answer.headers.get("access-control-allow-origin"), answer.headers["vary"]) == (304, None, "Origin")


class TestNoList:
    @pytest.fixture(autouse=True)
    def _none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AI_MOVES_ALLOWED_HOSTS")

    @pytest.mark.parametrize("path", PATHS)
    def test_an_unknown_name_is_in_no_answer_and_no_cache_keeps_it(self, start: Callable[..., TestClient], path: str) -> None:
        asked = start()
        for host in OTHERS:
            answer = asked.get(path, headers={"Host": host, "X-Forwarded-Host": "rebound.example", "Forwarded": "host=rebound.example"})
            assert answer.status_code in (200, 307, 400, 404)
            assert "rebound" not in answer.text + str(answer.headers)
            held_by = answer.headers["cache-control"].split(", ")
            assert {"private", "no-store"} & set(held_by)
            assert [word for word in held_by if word.startswith(("public", "s-maxage"))] == []

    def test_a_file_of_streamlits_stays_good_for_who_has_it(self, start: Callable[..., TestClient]) -> None:
        known, unknown = (start(host).get("/static/file.js").headers["cache-control"] for host in ("localhost", "rebound.example"))
        assert known == "public, immutable, max-age=31536000, s-maxage=60"
        assert unknown == "private, immutable, max-age=31536000"

    def test_the_other_spelling_of_an_address_is_led_to_without_the_name(self, start: Callable[..., TestClient]) -> None:
        assert start("localhost:1").get("/ai?x=1").headers["location"] == "https://localhost:1/ai/?x=1"
        assert start("rebound.example").get("/ai?x=1").headers["location"] == "/ai/?x=1"

    @pytest.mark.parametrize("path", ["/api/moves.json", "/feed.xml", "/preview.png", "/api/plotly.js"])
    def test_any_page_may_read_open_data(self, start: Callable[..., TestClient], path: str) -> None:
        assert start("rebound.example").get(path).headers["access-control-allow-origin"] == "*"

    def test_links_lead_where_the_reader_is(self, start: Callable[..., TestClient]) -> None:
        asked = start("192.0.2.7:8501")
        assert asked.get("/api/unknown").json()["documentation"] == "/api"
        assert asked.get("/api/chart.json?chart=evidence").json()["link"].startswith("/method?rev=")
        chart = asked.get("/api/chart.html?chart=evidence").text
        assert 'src="/api/plotly.js?v=' in chart
        assert '<a class="button" href="/api/chart.csv?chart=evidence">' in chart
        assert 'href="/timeline?move=bolt%2Fmodel"' in asked.get("/feed.xml").text
        assert '<a href="/api/moves.csv">' in asked.get("/api").text
        assert "read_csv(host + &quot;/api/moves.csv?" in asked.get("/api").text
        page = asked.get("/timeline").text
        assert 'type="application/atom+xml" title="AI Moves" href="/feed.xml" />' in page
        assert '<meta name="twitter:card" content="summary" />' in page
        assert [word for word in ("og:url", "og:image", "canonical") if word in page] == []

    def test_ids_of_the_feed_are_the_same_under_each_name(self, start: Callable[..., TestClient]) -> None:
        def ids(host: str) -> list[str]:
            return [line.split("</id>")[0] for line in start(host).get("/feed.xml").text.split("<id>")[1:]]

        assert ids("localhost") == ids("rebound.example")
        assert len(ids("localhost")) > 2

    def test_the_public_address_is_in_all_links(self, start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example/ai")
        for host in ("rebound.example", "localhost"):
            asked = start(host)
            assert '<meta property="og:url" content="https://moves.example/ai/timeline" />' in asked.get("/timeline").text
            assert asked.get("/api/unknown").json()["documentation"] == "https://moves.example/ai/api"
            assert b"https://moves.example/ai/timeline?move=" in asked.get("/feed.xml").content
            assert "https://moves.example/ai/?" in asked.get("/api/view.html").text

    def test_the_log_says_once_what_to_set(
        self, start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        start("localhost").get("/timeline")
        assert [record.message for record in caplog.records] == []
        for host in ("rebound.example", "192.0.2.7", "rebound.example"):
            start(host).get("/timeline")
        assert [(record.levelname, record.message) for record in caplog.records] == [("WARNING", "unknown host")]
        assert "AI_MOVES_PUBLIC_URL" in str(vars(caplog.records[0]))
        assert "rebound" not in str(vars(caplog.records[0]))
        caplog.clear()
        link_preview._advise.cache_clear()
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example")
        start("rebound.example").get("/timeline")
        assert caplog.records == []


class TestConnections:
    def test_who_is_let_in_comes_to_streamlit_from_where_the_connection_leads(
        self, start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example")
        asked = start("dashboard.example:8443")
        for origin in ("https://dashboard.example:8443", "https://moves.example", "https://dashboard.example"):
            with asked.websocket_connect("/socket", headers={"Origin": origin}) as socket:
                assert socket.receive_text() == "https://dashboard.example:8443"
        with asked.websocket_connect("/socket") as socket:
            assert socket.receive_text() == "none"

    @pytest.mark.parametrize(
        ("host", "origin"),
        [
            ("dashboard.example", "https://rebound.example"),
            ("dashboard.example", "null"),
            ("dashboard.example", "https://["),
            ("rebound.example", "https://rebound.example"),
            ("rebound.example", "https://dashboard.example"),
        ],
    )
    def test_others_are_refused(self, start: Callable[..., TestClient], host: str, origin: str) -> None:
        with (
            pytest.raises(WebSocketDisconnect) as refused,
            start(host).websocket_connect("/socket", headers={"Host": host, "Origin": origin}),
        ):
            pass
        assert refused.value.code == 1008


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_what_is_for_who_looks_after_the_server_does_not_leave_through_a_proxy(
    start: Callable[..., TestClient], path: str, header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = start()
    assert asked.get(path).text == "ok"
    assert asked.get(path, headers={header: ""}).status_code == 404
    assert asked.get("/_stcore/health", headers={header: "192.0.2.7"}).text == "ok"
    given = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: "ai" if name == "server.baseUrlPath" else given(name))
    assert start().get("/ai/_stcore/metrics", headers={header: "192.0.2.7"}).status_code == 404


def test_a_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "https://a.example")
    with pytest.raises(ValueError, match="AI_MOVES_ALLOWED_HOSTS names "):
        host_check.middleware()


def test_an_unknown_name_makes_no_report_of_its_own(start: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """A report takes a second or two and is kept: whoever makes up names must not have one made for each."""
    monkeypatch.delenv("AI_MOVES_ALLOWED_HOSTS")
    first, other = (start(f"{name}.rebound.example").get("/api/view.html") for name in ("a", "b"))
    assert first.headers["etag"] == other.headers["etag"]
    assert held.snapshot().revision in first.text
