"""A company written in the browser: its writer sees it beside the others, nobody else does, and the file is the text to the letter."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

LANES = ".js-plotly-plot .ytick text"
COVE = """\
company: {name: Cove Compute}
sources:
  blog: {publisher: Cove, title: Blog, kind: company, published: 2025-06-01}
moves:
  # The comment, the order and the   spaces stay. 例子
  - title: Pledges 5 billion yuan
    id: pledge
    date: 2025-06-01
    category: infrastructure
    status: announced
    evidence: company
    amount: {value: 5 billion, currency: CNY, nature: pledge, measure: capital_expenditure}
    sources: [blog]
"""


@pytest.fixture
def folder(write_company) -> Path:
    """A data folder with four invented companies."""
    for company in ("acme", "bolt", "dune"):
        write_company(company)
    return write_company("echo").parent


def write(page: Page, text: str) -> None:
    """Put a text into the editor and have it checked."""
    editor = page.get_by_label("Text of the file (YAML)")
    editor.fill(text)
    editor.press("Control+Enter")


def download(page: Page) -> tuple[str, str]:
    """The file that the page hands out: its name and its text."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Download cove").click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes().decode()


def test_new_company_is_seen_by_its_writer_alone(page: Page, browser: Browser, serve, settled, folder: Path, complaints: list[str]) -> None:
    address = serve(folder)
    other = browser.new_context().new_page()
    other.goto(f"{address}/timeline")
    page.goto(f"{address}/contribute")
    for one in (page, other):
        settled(one)
    expect(other.locator(LANES)).to_have_count(4)
    # Of a draft without a move there is nothing to see.
    expect(page.locator(LANES)).to_have_count(0)
    write(page, COVE.replace("category:", "catgory:"))
    expect(page.get_by_text("Line 9, error:")).to_be_visible()
    expect(page.get_by_text("▶  9 │     catgory: infrastructure")).to_be_visible()
    expect(page.get_by_role("button", name="Download cove-compute.yaml")).to_be_disabled()
    write(page, COVE)
    expect(page.get_by_text("As if cove-compute.yaml were added.")).to_be_visible()
    lanes = page.get_by_test_id("stPlotlyChart").first.locator(".ytick text")
    expect(lanes).to_have_count(5)
    assert download(page) == ("cove-compute.yaml", COVE)
    other.reload()
    settled(other)
    expect(other.locator(LANES)).to_have_count(4)
    assert sorted(path.name for path in folder.iterdir()) == ["acme.yaml", "bolt.yaml", "dune.yaml", "echo.yaml"]
    assert complaints == []
    other.context.close()


def test_upload_is_checked_and_handed_back_to_the_letter(page: Page, serve, settled, folder: Path, tmp_path: Path) -> None:
    page.goto(f"{serve(folder)}/contribute")
    settled(page)
    path = tmp_path / "cove.yaml"
    path.write_text(COVE, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("cove.yaml is in the editor.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Id of the company (the file's name)")).to_have_value("cove")
    expect(page.get_by_label("Text of the file (YAML)")).to_have_value(COVE)
    assert download(page) == ("cove.yaml", COVE)


def test_upload_after_an_upload_and_after_a_reconnect(page: Page, serve, settled, folder: Path, complaints: list[str]) -> None:
    """Each upload is let in by an id of its own, which goes with the connection that it was asked for over."""
    connections: list[WebSocketRoute] = []

    def between(browser: WebSocketRoute) -> None:
        connections.append(browser)
        browser.connect_to_server()

    page.route_web_socket("**/_stcore/stream", between)
    page.goto(f"{serve(folder)}/contribute")
    settled(page)

    def upload(name: str) -> None:
        text = COVE.replace("Cove Compute", name)
        page.locator("input[type=file]").set_input_files({"name": f"{name}.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
        expect(page.get_by_text(f"{name}.yaml is in the editor.")).to_be_visible()
        expect(page.get_by_label("Text of the file (YAML)")).to_have_value(text)
        settled(page)

    for name in ("first", "second"):
        upload(name)
    assert len(connections) == 1
    assert complaints == []
    connections[0].close(code=1011)
    while len(connections) < 2:
        page.wait_for_timeout(50)
    settled(page)
    upload("third")


def test_what_is_typed_outlives_a_change_of_the_data_and_of_the_page(page: Page, serve, settled, folder: Path, write_company) -> None:
    page.goto(f"{serve(folder)}/contribute")
    settled(page)
    editor = page.get_by_label("Text of the file (YAML)")
    # Not handed to the server yet when the data change.
    editor.fill(COVE)
    write_company("fern")
    expect(page.get_by_text("All 5 moves in view")).to_be_visible()
    expect(editor).to_have_value(COVE)
    editor.press("Control+Enter")
    lanes = page.get_by_test_id("stPlotlyChart").first.locator(".ytick text")
    expect(lanes).to_have_count(6)
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url("**/timeline")
    settled(page)
    expect(page.locator(LANES)).to_have_count(5)
    page.get_by_role("link", name="Contribute").click()
    page.wait_for_url("**/contribute")
    settled(page)
    expect(editor).to_have_value(COVE)
    expect(lanes).to_have_count(6)


def test_every_field_has_a_name_and_nothing_is_wider_than_a_phone(phone: Page, app: str, settled) -> None:
    phone.goto(f"{app}/contribute")
    settled(phone)
    write(phone, "company: {nam: " + "x" * 300 + "}\n")
    expect(phone.get_by_text("to mend before the file can be shown")).to_be_visible()
    nameless = phone.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] :is(input, textarea, select, button)')]
            .filter(field => field.checkVisibility() && !field.labels?.length && !field.getAttribute('aria-label')
                && !field.getAttribute('aria-labelledby') && !field.textContent.trim())
            .map(field => field.outerHTML.slice(0, 200))"""
    )
    assert nameless == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
