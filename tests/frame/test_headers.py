"""What every answer tells a browser to refuse."""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from components.frame import headers
from components.frame.routes import routes

STRICT = "default-src 'none'; style-src 'unsafe-inline'"


@pytest.fixture
def start(folder: Path) -> Callable[[], TestClient]:
    """A function that starts our routes and middleware, beside some answers of other kinds, and returns a client of them."""
    assert folder.is_dir()

    async def page(_: Request) -> Response:
        return HTMLResponse("<title>Streamlit</title>")

    async def strict(_: Request) -> Response:
        return PlainTextResponse("x", headers={"Content-Security-Policy": STRICT, "Referrer-Policy": "no-referrer"})

    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("here")
        await socket.close()

    beside = [Route("/", page), Route("/strict", strict), WebSocketRoute("/socket", echo)]
    return lambda: TestClient(Starlette(routes=[*routes(), *beside], middleware=[headers.middleware()]))


@pytest.fixture
def client(start: Callable[[], TestClient]) -> TestClient:
    """A client where the operator has set nothing."""
    return start()


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AI_MOVES_FRAME_ANCESTORS", "AI_MOVES_HSTS_SECONDS"):
        monkeypatch.delenv(name, raising=False)


def test_policy_of_a_page() -> None:
    digest = base64.b64encode(hashlib.sha256(b"\n  ready = false\n").digest()).decode()
    page = '<script>\n  ready = false\n</script><script type="module" src="./x.js"></script>'
    assert headers.policy(page, "*") == (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    )


def test_page_of_the_installed_streamlit_has_one_script_of_its_own() -> None:
    """One more would have to be looked at: the policy lets each of them run."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    assert [script.strip() for script in re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)] == ["window.prerenderReady = false"]


@pytest.mark.parametrize("path", ["/", "/api/moves.json", "/feed.xml", "/preview.png", "/nowhere"])
def test_every_answer_says_it(client: TestClient, path: str) -> None:
    said = client.get(path).headers
    assert said["content-security-policy"].startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert said.get_list("x-content-type-options") == ["nosniff"]
    assert said["referrer-policy"] == "same-origin"
    assert "camera=()" in said["permissions-policy"]
    assert "strict-transport-security" not in said


def test_stricter_policy_of_an_address_stays_and_says_who_may_frame_it(client: TestClient) -> None:
    said = client.get("/strict").headers
    assert said.get_list("content-security-policy") == [f"{STRICT}; frame-ancestors *"]
    assert said["referrer-policy"] == "no-referrer"
    assert client.get("/api").headers.get_list("content-security-policy") == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    ]


@pytest.mark.parametrize("path", ["/", "/api", "/strict"])
def test_operator_says_who_may_frame_and_for_how_long_only_https(
    start: Callable[[], TestClient], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("AI_MOVES_FRAME_ANCESTORS", "self https://news.example")
    monkeypatch.setenv("AI_MOVES_HSTS_SECONDS", "31536000")
    said = start().get(path).headers
    assert said["content-security-policy"].endswith("; frame-ancestors 'self' https://news.example")
    assert said["strict-transport-security"] == "max-age=31536000"


def test_connection_of_a_page_passes(client: TestClient) -> None:
    with client.websocket_connect("/socket") as socket:
        assert socket.receive_text() == "here"


def test_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MOVES_FRAME_ANCESTORS", "*; script-src *")
    with pytest.raises(ValueError, match="AI_MOVES_FRAME_ANCESTORS is "):
        headers.middleware()
