"""How a page comes to its server, on every page and below a path of the operator's; and that its code comes packed."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, expect

from tests.browser import harness


def test_connection_is_opened_at_once_on_every_page(page: Page, app: str, settled) -> None:
    """Streamlit's browser side would ask below the page's own path first, wait after the refusal, ask again, and only then connect."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).path))
    for name in ("", "timeline", "contribute"):
        page.goto(f"{app}/{name}")
        settled(page)
    core = [path for path in asked if "_stcore" in path]
    assert core.count("/_stcore/stream") == 3
    assert [path for path in core if not path.startswith("/_stcore/")] == []


def test_pages_below_a_path_of_the_operator(page: Page, serve, settled, complaints: list[str]) -> None:
    app = serve(STREAMLIT_SERVER_BASE_URL_PATH="ai/moves") + "/ai/moves"
    for name, title in (("timeline", "Timeline"), ("", "What companies say they will put into AI")):
        page.goto(f"{app}/{name}")
        settled(page)
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.get_by_role("link", name="Compare", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name="Compare")).to_be_visible()
    settled(page)
    expect(page).to_have_url(re.compile(re.escape(f"{app}/compare")))
    assert complaints == []


def test_code_comes_packed(browser: Browser, app: str, settled) -> None:
    """Once somebody has had it: to pack it takes a moment that nobody is to wait for."""

    def packed() -> bool:
        context = browser.new_context(**harness.DESK)
        came: list[Response] = []
        page = context.new_page()
        page.on("response", lambda answer: came.append(answer))
        page.goto(f"{app}/timeline")
        settled(page)
        charts = [answer for answer in came if "/static/js/PlotlyChart." in answer.url]
        encodings = {answer.header_value("content-encoding") for answer in charts}
        context.close()
        return encodings == {"gzip"}

    harness.wait_until(packed)
