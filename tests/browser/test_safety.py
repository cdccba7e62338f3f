"""What a deployed dashboard refuses: foreign scripts, hosts, origins and large files; and that it shows a viewer no insides."""

import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser import harness


def test_policy_refuses_nothing_of_a_card(page: Page, app: str, settled, refusals: list[str]) -> None:
    """Pages themselves are looked at by the tests of sharing, the editor below."""
    page.goto(f"{app}/timeline?move=alibaba/three-year-infrastructure-pledge")
    settled(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert refusals == []


def test_policy_lets_uploads_and_panels_work(page: Page, app: str, settled, refusals: list[str]) -> None:
    page.goto(f"{app}/timeline?companies=baidu")
    settled(page)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator(".st-key-share-link code")).to_be_visible()
    page.goto(f"{app}/contribute")
    settled(page)
    page.locator("input[type=file]").set_input_files(harness.ROOT / "company_data" / "baidu.yaml")
    expect(page.get_by_text("baidu.yaml is in the editor.")).to_be_visible()
    settled(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="Download baidu.yaml").click()
    assert Path(file.value.path()).read_bytes() == (harness.ROOT / "company_data" / "baidu.yaml").read_bytes()
    assert refusals == []


def test_policy_does_refuse_a_foreign_script_and_connection(page: Page, app: str, settled, refusals: list[str]) -> None:
    page.goto(f"{app}/method")
    settled(page)
    with page.expect_console_message(lambda message: message.text.startswith("refused by connect-src")):
        tried = page.evaluate(
            """async () => {
                const script = document.createElement("script");
                script.textContent = "window.slippedIn = true";
                document.body.append(script);
                const sent = await fetch("https://other.example/").then(() => "sent", () => "refused");
                return [window.slippedIn ?? "refused", sent];
            }"""
        )
    assert tried == ["refused", "refused"]
    assert [refusal.split(":")[0] for refusal in refusals if refusal.startswith("refused by")] == [
        "refused by script-src-elem",
        "refused by connect-src",
    ]


def test_frames_are_refused_where_the_operator_says_so(page: Page, serve) -> None:
    address = serve(AI_MOVES_FRAME_ANCESTORS="self", AI_MOVES_HSTS_SECONDS="86400")
    answer = page.request.get(f"{address}/timeline")
    assert "; frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"] == "max-age=86400"
    # In a page of another origin: this one has none.
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.set_content(f'<iframe src="{address}/method"></iframe>')


def test_other_origins_and_hosts_get_no_connection(app: str, serve) -> None:
    own = app.removeprefix("http://")
    assert harness.handshake(app, Origin=app) == 101
    assert harness.handshake(app, Origin="https://other.example") == 403
    # Without a list a page may come from any name, as long as its connection goes to the same.
    assert harness.handshake(app, Host="moves.example", Origin="https://moves.example") == 101
    assert harness.handshake(app, Host="moves.example", Origin="https://moves.example.other.example") == 403
    bound = serve(STREAMLIT_SERVER_ALLOWED_HOSTS="moves.example localhost")
    assert harness.handshake(bound, Host="moves.example", Origin="https://moves.example") == 101
    assert harness.handshake(bound, Host="localhost:1", Origin="http://localhost:1") == 101
    assert harness.handshake(bound, Host="rebound.example", Origin="http://rebound.example") == 403
    assert harness.handshake(bound, Host=own) == 403


def test_behind_a_proxy_that_puts_its_own_name_into_host_the_public_address_is_let_in(serve) -> None:
    address = serve(AI_MOVES_PUBLIC_URL="https://moves.example/ai", AI_MOVES_ALLOWED_HOSTS="127.0.0.1, *.intranet.example")
    for origin in ("https://moves.example", "https://team.intranet.example:8443", address):
        assert harness.handshake(address, Origin=origin) == 101, origin
    for origin in ("https://other.example", "http://intranet.example", "null", "https://[", "", "https://moves.example@other.example"):
        assert harness.handshake(address, Origin=origin) == 403, origin


@pytest.mark.parametrize("let", [False, True])
def test_a_page_around_the_dashboard_shows_it_and_steers_it_only_where_the_operator_lets_it(
    page: Page, serve, elsewhere: tuple[Path, str], complaints: list[str], let: bool
) -> None:
    """A page that Streamlit listens to is told so, hears of each choice, and can stop what runs."""
    folder, origin = elsewhere
    app = serve(**({"STREAMLIT_CLIENT_ALLOWED_ORIGINS": origin} if let else {}))
    assert page.request.get(f"{app}/_stcore/host-config").json()["allowedOrigins"] == ([origin] if let else [])
    listen = "<script>window.heard = []; addEventListener('message', said => heard.push(said.data.type));</script>"
    around = f'{listen}<iframe src="{app}/timeline?companies=baidu&embed=true" width="1000" height="700"></iframe>'
    (folder / "index.html").write_text(f"<!doctype html>{around}", encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    page.goto(f"{origin}/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1, name="Timeline")).to_be_visible()
    expect(frame.locator("[data-testid=stPlotlyChart] .main-svg").first).to_be_visible()
    assert ("GUEST_READY" in page.evaluate("heard")) is let
    assert complaints == []


def test_a_picture_has_its_whole_link_where_the_server_does_not_know_its_name(page: Page, app: str) -> None:
    """The browser does."""

    def by_another_name(route: Route) -> None:
        route.fulfill(response=route.fetch(headers={**route.request.headers, "host": "rebound.example"}))

    page.route("**/api/chart.html*", by_another_name)
    page.goto(f"{app}/api/chart.html?chart=evidence")
    page.wait_for_selector("#picture:not([hidden])")
    said = json.loads(page.locator("#content").text_content() or "")
    assert said["link"].startswith("/method?rev=")
    with page.expect_download() as file:
        page.get_by_role("button", name="Save SVG").click()
    svg = Path(file.value.path()).read_text(encoding="utf-8")
    assert f"{app}{said['link']}" in svg
    assert "rebound" not in svg + page.content()


@pytest.fixture
def upload(page: Page, app: str, settled) -> Request:
    """The request with which a viewer's small file went up."""
    page.goto(f"{app}/contribute")
    settled(page)
    with page.expect_request(lambda request: request.method == "PUT") as sent:
        page.locator("input[type=file]").set_input_files(
            {"name": "acme.yaml", "mimeType": "text/yaml", "buffer": b"company: {name: Acme}\n"}
        )
    expect(page.get_by_text("acme.yaml is in the editor.")).to_be_visible()
    return sent.value


def test_upload_over_a_megabyte_or_without_its_token_is_refused(page: Page, upload: Request) -> None:
    headers = {name: value for name, value in upload.all_headers().items() if name.startswith("x-xsrf")}
    assert len(headers) == 1

    def put(size: int, **options: object) -> int:
        file = {"name": "acme.yaml", "mimeType": "text/yaml", "buffer": b"#" * size}
        return page.request.put(upload.url, multipart={"acme.yaml": file}, **options).status  # type: ignore[arg-type]

    assert put(1000, headers=headers) == 204
    assert put(1_100_000, headers=headers) == 413
    assert put(1000) == 403


BROKEN = """
from components.analysis import findings

def timeline(moves):
    typed = "what-somebody-typed"
    raise RuntimeError(f"insides: {typed}")

findings.timeline = timeline
"""


def test_error_in_a_page_shows_no_insides_and_is_in_the_log(page: Page, serve, tmp_path: Path, complaints: list[str]) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN, encoding="utf-8")
    address = serve(PYTHONPATH=os.pathsep.join([str(tmp_path), str(harness.ROOT)]), AI_MOVES_SLOW_SECONDS="0")
    page.goto(f"{address}/timeline?q=Qwen")
    told = page.get_by_text("Something went wrong here")
    expect(told).to_be_visible()
    # What stands around the page is there, and other pages work.
    expect(page.get_by_role("heading", name="Filters")).to_be_visible()
    html = page.content()
    assert not [word for word in ("RuntimeError", "insides", "Traceback", "sitecustomize", str(harness.ROOT)) if word in html]
    page.get_by_role("link", name="Method", exact=True).click()
    expect(page.get_by_role("heading", name="Method", exact=True)).to_be_visible()
    harness.settle(page)
    log = (tmp_path / "server-0.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    error = next(line for line in lines if line["event"] == "error in a page")
    assert (error["level"], error["error"]) == ("error", "RuntimeError")
    assert error["places"][-1] == "sitecustomize.py:6 timeline"
    assert any(place.startswith("components/pages/timeline.py:") for place in error["places"])
    assert not [word for word in ("insides", "what-somebody-typed", "Qwen", "127.0.0.1:") if word in log.replace(address, "")]
    assert {line["page"] for line in lines if line["event"] == "slow run"} >= {"method"}
    assert complaints == []
