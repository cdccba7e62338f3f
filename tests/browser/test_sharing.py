"""What somebody sends is what the other sees: links, snippets and files, in a real browser."""

import html
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from tests.browser import harness
from tests.browser.harness import LISTEN

VIEWS = [
    "?companies=alibaba&companies=baidu&currency=USD",
    "timeline?anchor=alibaba%2Fthree-year-infrastructure-pledge&window=30",
    "compare?companies=alibaba&companies=tencent&view=Spending",
    "company?evidence=filing&company=tencent",
    "data?currency=CNY&sort=-amount",
]


def open_panel(page: Page) -> None:
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator(".st-key-share-link code")).to_be_visible()


def parameters(address: str) -> list[tuple[str, str]]:
    """The parameters of an address in a fixed order, without the data's revision."""
    return sorted(pair for pair in parse_qsl(urlsplit(address).query, keep_blank_values=True) if pair[0] != "rev")


def seen(page: Page) -> tuple[str, list[str]]:
    """What a page shows: its text, and its charts as data."""
    charts = page.locator(".js-plotly-plot").evaluate_all("charts => charts.map(chart => JSON.stringify(chart.data))")
    return page.locator("[data-testid=stMain]").inner_text(), charts


@pytest.fixture(scope="module")
def two_browsers(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Pages of two that share nothing, kept between tests: a page that has shown the dashboard once shows it in half the time."""
    contexts = [browser.new_context(**harness.DESK, locale="en-GB", color_scheme="light") for _ in range(2)]
    contexts[0].grant_permissions(["clipboard-read", "clipboard-write"])
    first, second = (context.new_page() for context in contexts)
    first.add_init_script(LISTEN)
    yield first, second
    for context in contexts:
        context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_copied_link_shows_the_same_in_a_new_browser(two_browsers: tuple[Page, Page], app: str, settled, view: str) -> None:
    page, other = two_browsers
    refusals: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            refusals.append(message.text)

    def hear_error(error: Error) -> None:
        refusals.append(str(error))

    page.on("console", hear)
    page.on("pageerror", hear_error)
    page.goto(f"{app}/{view}")
    settled(page)
    shown = seen(page)
    open_panel(page)
    # The clipboard is the browser's: another test may have left something in it.
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(".st-key-share-link").get_by_role("button", name="Copy to clipboard").click()
    link = page.wait_for_function("() => navigator.clipboard.readText()").json_value()
    assert link.split("?")[0].rstrip("/") == page.url.split("?")[0].rstrip("/")
    assert parameters(link) == parameters(page.url) == parameters(f"{app}/{view}")
    assert re.search(r"[?&]rev=[0-9a-f]{8}$", link)
    other.goto(link)
    settled(other)
    assert seen(other) == shown
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", hear_error)
    # The next test's other browser is new too.
    other.context.clear_cookies()
    other.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    assert refusals == []


def test_link_follows_what_is_clicked(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/compare?companies=alibaba")
    settled(page)
    page.get_by_role("tab", name="Spending").click()
    expect(page).to_have_url(re.compile("view=Spending"))
    settled(page)
    open_panel(page)
    expect(page.locator(".st-key-share-link code")).to_have_text(re.compile(r"/compare\?companies=alibaba&view=Spending&rev=[0-9a-f]{8}$"))
    harness.close_dialog(page)
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    settled(page)
    open_panel(page)
    expect(page.locator(".st-key-share-link code")).to_have_text(re.compile(r"/data\?companies=alibaba&rev=[0-9a-f]{8}$"))


def test_panel_by_keyboard(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/method")
    settled(page)
    page.get_by_role("button", name="Share", exact=True).focus()
    page.keyboard.press("Enter")
    copy = page.locator(".st-key-share-link").get_by_role("button", name="Copy to clipboard")
    expect(copy).to_be_visible()
    page.wait_for_function("document.activeElement.closest('[role=dialog]')")
    for _ in range(4):
        page.keyboard.press("Tab")
        if copy.evaluate("button => button === document.activeElement"):
            break
    expect(copy).to_be_focused()


def test_panel_on_a_phone(phone: Page, app: str, settled) -> None:
    phone.goto(f"{app}/compare?companies=alibaba")
    settled(phone)
    phone.get_by_role("button", name="Share", exact=True).tap()
    panel = phone.locator("[class*=st-key-share-]")
    expect(panel.get_by_role("button", name="Copy to clipboard").first).to_be_visible()
    for name in ("CSV of moves", "Excel"):
        expect(panel.get_by_role("link", name=name).first).to_be_visible()
    # It slides in from the side.
    panel.first.evaluate("one => Promise.all(one.closest('[role=dialog]').getAnimations({subtree: true}).map(some => some.finished))")
    settled(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [button.bounding_box() for button in phone.locator(".st-key-share-files a").all()]
    assert len(boxes) >= 6
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)


def test_move_opens_its_card_from_a_shared_view(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/data?companies=alibaba&move=alibaba%2Fthree-year-infrastructure-pledge")
    settled(page)
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("more than ¥380bn")
    harness.close_dialog(page)
    expect(page).to_have_url(re.compile(r"/data\?companies=alibaba$"))
    settled(page)
    open_panel(page)
    expect(page.locator(".st-key-share-link code")).to_have_text(re.compile(r"/data\?companies=alibaba&rev=[0-9a-f]{8}$"))


def test_snippet_shows_the_view_in_a_page_of_somebody_else(page: Page, app: str, settled, elsewhere, complaints: list[str]) -> None:
    page.goto(f"{app}/timeline?companies=baidu")
    settled(page)
    open_panel(page)
    page.get_by_text("Put this view into another page").click()
    code = page.locator(".st-key-share-embed code")
    expect(code).to_be_visible()
    snippet = code.inner_text()
    folder, address = elsewhere
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=en><title>Elsewhere</title><h1>Elsewhere</h1>{snippet}", encoding="utf-8"
    )
    (folder / "favicon.ico").write_bytes(b"")
    page.goto(f"{address}/index.html")
    frame = page.frame_locator("iframe[title='AI Moves: Timeline']")
    expect(frame.get_by_role("heading", name="Timeline", exact=True)).to_be_visible()
    expect(frame.locator(".js-plotly-plot .ytick text")).to_have_count(1)
    expect(frame.locator(".js-plotly-plot .ytick text")).to_contain_text("Baidu")
    # Without what belongs to the dashboard as a whole.
    expect(frame.get_by_role("link", name="Compare", exact=True)).to_have_count(0)
    expect(frame.get_by_role("button", name="Share", exact=True)).to_have_count(0)
    expect(frame.get_by_role("heading", name="Filters")).not_to_be_in_viewport()
    expect(frame.get_by_role("link", name="Open in AI Moves")).to_have_attribute("href", f"{app}/timeline?companies=baidu")
    assert page.locator("iframe").get_attribute("src") == html.unescape(f"{app}/timeline?companies=baidu&amp;embed=true")
    assert complaints == []


def test_files_hold_what_is_on_the_screen(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/data?companies=bytedance&companies=baidu&from=2025-06-01&currency=USD")
    settled(page)
    counts = [int(heading.split()[0].replace(",", "")) for heading in page.locator("[data-testid=stMain] h2").all_inner_texts()]
    assert all(counts)
    open_panel(page)
    files = {}
    for label in ("CSV of moves", "CSV of figures", "CSV of sources", "JSON", "Excel", "HTML report"):
        address = page.locator(".st-key-share-files").get_by_role("link", name=label, exact=True).get_attribute("href")
        assert address
        answer = page.request.get(address)
        assert answer.ok
        assert re.fullmatch(
            r'attachment; filename="ai-moves-(moves-|figures-|sources-)?[0-9a-f]{8}\.(csv|json|xlsx|html)"',
            answer.headers["content-disposition"],
        )
        files[label] = answer.body()
    data = json.loads(files["JSON"])
    assert [len(data[what]) for what in ("moves", "figures")] == counts[:2]
    assert {move["company"] for move in data["moves"]} == {"bytedance", "baidu"}
    keys = [move["key"] for move in data["moves"]]
    lines = files["CSV of moves"].decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:] if line.startswith(("bytedance/", "baidu/"))] == keys
    workbook = openpyxl.load_workbook(io.BytesIO(files["Excel"]))
    assert [workbook[sheet].max_row - 1 for sheet in ("Moves", "Figures", "Sources")] == [*counts[:2], len(data["sources"])]
    text = html.unescape(files["HTML report"].decode())
    assert [move["title"] for move in data["moves"] if move["title"] not in text] == []
    assert f'href="{app}/' in text


def test_older_revision_is_told_until_dismissed(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/data?companies=alibaba&rev=0123abcd")
    settled(page)
    note = page.get_by_text("The data has changed since this link was made")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()
    expect(note).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/data\?companies=alibaba$"))
    page.reload()
    settled(page)
    expect(note).to_have_count(0)


HOSTILE = [
    *(("companies", value) for value in ("<img src=x onerror=alert(1)>", "nobody", "' OR 1=1 --", "x" * 1500)),
    ("categories", "\x00"),
    ("statuses", "{{7*7}}"),
    ("evidence", "../../etc/passwd"),
    ("from", "0001-01-01"),
    ("from", "2025-02-30"),
    ("to", "-1"),
    ("q", "(" * 900),
    ("currency", "usd"),
    ("basis", "per_century"),
    ("company", "javascript:alert(1)"),
    ("view", "🧨"),
    ("nature", "\u202enone"),
    ("anchor", "alibaba/../../x"),
    ("window", "1e999"),
    ("move", "<b>/\x00"),
    ("rev", "deadbeefdeadbeef"),
    ("embed_options", "nonsense"),
    ("sort", "-amount; drop table"),
    ("_view", "1"),
    ("_linked", "1"),
    ("__proto__", "1"),
    ("constructor", "1"),
    ("clear-companies", "true"),
    ("Companies", "baidu"),
    ("a b&c", "=1+1"),
    ("", "nameless"),
]


@pytest.mark.parametrize("name", ["", "company"])
def test_thirty_hostile_parameters_show_the_page(page: Page, app: str, settled, complaints: list[str], name: str) -> None:
    assert len(HOSTILE) == 30
    page.goto(f"{app}/{name}?{urlencode(HOSTILE)}")
    settled(page)
    expect(page.get_by_text(re.compile(r"^All \d+ moves in view$"))).to_be_visible()
    expect(page.get_by_text("The link names what is not in the data, which is ignored")).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert complaints == []
