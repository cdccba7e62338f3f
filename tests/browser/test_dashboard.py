"""What only a browser shows: charts drawn, filters in the address, links that restore a view, clicks on marks."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import harness

MARKS = ".js-plotly-plot .scatterlayer .trace .points path"
FIELD = "[data-testid=stMultiSelect]:has(label:has-text('{}')) input"


def open_at(page: Page, address: str, settled) -> None:
    page.goto(address)
    settled(page)


def lanes(page: Page) -> list[str]:
    """Names of the lanes of the timeline, from the labels of its axis."""
    # A name in two lines is two spans with nothing between them.
    parts = "label => [...label.childNodes].map(part => part.textContent.trim()).join(' ').trim()"
    return [label.evaluate(parts) for label in page.locator(".js-plotly-plot .ytick text").all()]


def test_first_load_shows_four_lanes(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline", settled)
    expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(4)
    assert [lane.split()[0] for lane in lanes(page)] == ["Alibaba", "Baidu", "ByteDance", "Tencent"]
    assert page.locator(MARKS).count() >= 80


def test_filter_click_changes_chart_and_address(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline", settled)
    expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(4)
    before = page.locator(MARKS).count()
    page.locator(FIELD.format("Companies")).click()
    page.get_by_role("option", name="Tencent").click()
    expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/timeline\?companies=tencent$"))
    settled(page)
    assert lanes(page)[0].startswith("Tencent")
    assert 0 < page.locator(MARKS).count() < before


def test_reload_keeps_the_view(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/data?evidence=filing&q=revenue", settled)
    seen = page.locator("[data-testid=stMain] h2").all_inner_texts()
    page.reload()
    settled(page)
    assert page.locator("[data-testid=stMain] h2").all_inner_texts() == seen
    expect(page).to_have_url(re.compile(r"\?evidence=filing&q=revenue$"))


def test_filters_stay_when_the_page_changes(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline?companies=alibaba", settled)
    for name in ("Compare", "Company", "Data", "Overview", "Timeline"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(rf"/{'' if name == 'Overview' else name.lower()}\?(.*&)?companies=alibaba"))
        expect(page.get_by_role("button", name="Companies: Alibaba Group")).to_be_visible()


def test_back_button_goes_through_the_views(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/data?companies=baidu", settled)
    page.locator(FIELD.format("Evidence")).click()
    page.get_by_role("option", name="Filing").click()
    expect(page).to_have_url(re.compile(r"/data\?companies=baidu&evidence=filing$"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Evidence: Filing")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/data\?companies=baidu$"))
    expect(page.get_by_role("button", name="Evidence: Filing")).to_have_count(0)
    expect(page.get_by_role("button", name="Companies: Baidu")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("button", name="Evidence: Filing")).to_be_visible()


def test_answer_leads_to_its_view_with_the_filters(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/?companies=alibaba&companies=tencent", settled)
    page.get_by_role("link", name="Spending and intensity").click()
    expect(page).to_have_url(re.compile(r"/compare\?companies=alibaba&companies=tencent&view=Spending$"))
    expect(page.get_by_role("tab", name="Spending")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("button", name="Companies: Alibaba Group, Tencent")).to_be_visible()


def test_page_changed_at_once_keeps_the_filters_in_the_address(page: Page, app: str) -> None:
    page.goto(f"{app}/timeline?companies=alibaba")
    page.wait_for_selector("[data-testid=stMain] h1")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page).to_have_url(re.compile(r"/compare\?companies=alibaba$"))


def test_click_on_a_mark_opens_its_card(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline", settled)
    # Twice the same mark: Plotly takes the second click as letting go, the reader means to open it again.
    for _ in range(2):
        page.locator(MARKS).nth(5).click(force=True)
        card = page.get_by_role("dialog")
        expect(card).to_be_visible()
        expect(page).to_have_url(re.compile(r"/timeline\?move=[a-z]+%2F[a-z0-9-]+"))
        settled(page)
        expect(card.get_by_text("Sources", exact=True)).to_be_visible()
        assert card.locator("a[href^=http], li").count() >= 1
        harness.close_dialog(page)
        expect(page).to_have_url(re.compile(r"/timeline$"))
        settled(page)


def test_click_on_a_period_opens_its_card(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline?q=three-year-infrastructure-pledge", settled)
    page.locator(".js-plotly-plot .barlayer .point path").first.click(force=True)
    expect(page.get_by_role("dialog")).to_contain_text("380")
    expect(page).to_have_url(re.compile("move=alibaba%2Fthree-year-infrastructure-pledge"))


def test_link_to_a_move_opens_its_card_on_any_page(page: Page, app: str, settled) -> None:
    for address in ("", "data"):
        open_at(page, f"{app}/{address}?move=alibaba/three-year-infrastructure-pledge", settled)
        expect(page.get_by_role("dialog")).to_contain_text("more than ¥380bn")


def test_empty_result_offers_a_way_out(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/timeline?companies=baidu&q=alibaba-has-no-such-word", settled)
    expect(page.get_by_text("No move fits all of these filters.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Clear words")).click()
    expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/timeline\?companies=baidu$"))


def test_first_request_of_a_new_server_may_be_any_page(page: Page, serve, settled) -> None:
    # Streamlit would run a file of a folder `pages` beside its script by itself, without the frame.
    open_at(page, f"{serve()}/compare?companies=tencent", settled)
    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    expect(page.get_by_role("button", name="Companies: Tencent")).to_be_visible()


def test_filters_fold_away_on_a_phone(phone: Page, app: str, settled) -> None:
    open_at(phone, app, settled)
    expect(phone.get_by_role("heading", name="Filters")).not_to_be_in_viewport()


def test_data_downloads_what_is_in_view(page: Page, app: str, settled) -> None:
    open_at(page, f"{app}/data?companies=bytedance&categories=pricing", settled)
    count = int(page.locator("[data-testid=stMain] h2").first.inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Download moves as CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("key,company,company_name,id,date_start")
    assert len([line for line in lines[1:] if line.startswith("bytedance/")]) == count


def test_chart_text_stands_out_from_the_page(page: Page, app: str, settled) -> None:
    for scheme in ("light", "dark"):
        # Opened anew: a chart that is there takes its new colours later than the page around it.
        page.emulate_media(color_scheme=scheme)
        open_at(page, f"{app}/timeline", settled)
        expect(page.locator(".js-plotly-plot .ytick text")).to_have_count(4)
        texts = page.locator(".js-plotly-plot .ytick text, .js-plotly-plot .xtick text, .js-plotly-plot .textpoint text")
        inks = set(texts.evaluate_all("texts => texts.map(text => getComputedStyle(text).fill)"))
        ground = page.locator("[data-testid=stApp]").evaluate("app => getComputedStyle(app).backgroundColor")
        assert inks
        # 7 to 1: what WCAG 2.2 asks of text at level AAA.
        assert all(contrast(ink, ground) >= 7 for ink in inks), (scheme, inks, ground)


def contrast(one: str, other: str) -> float:
    """Contrast of two CSS colours, from 1 to 21, by the formula of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_missing_folder(page: Page, serve, settled, tmp_path: Path) -> None:
    open_at(page, serve(tmp_path / "nowhere"), settled)
    expect(page.get_by_text("There is no company to show yet.")).to_be_visible()
    expect(page.get_by_text("the data folder: it cannot be read (there is no such folder)")).to_be_visible()
