"""The one-file report in a real browser with the network off: from disk, on a desk, on a phone, on paper."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.analysis import money
from components.analysis.selection import Selection
from components.analysis.tables import tables
from components.downloads import report
from components.records.library import Library, Snapshot
from tests.analysis import samples
from tests.browser import harness

DRAWN = "html[data-drawn=true]"


def write(snapshot: Snapshot, path: Path, selection: Selection | None = None) -> Path:
    chosen = selection or Selection()
    data = tables(snapshot.files, snapshot.shared)
    every = money.compare(money.with_revenue_shares(data.moves, data.figures), chosen.currency, chosen.basis)
    path.write_bytes(report.report(snapshot, data, every, chosen, date(2026, 11, 24)))
    return path


@pytest.fixture(scope="session")
def file(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the shipped data on disk. Needs the browser first, so that a skip makes no report."""
    assert browser
    return write(Library(harness.ROOT / "company_data").snapshot(), tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Every address that the page asks for, in order."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def open_offline(page: Page, file: Path) -> None:
    page.context.set_offline(True)
    page.goto(file.as_uri())
    page.wait_for_selector(DRAWN)


def test_opens_from_disk_with_the_network_off(page: Page, file: Path, asked: list[str], complaints: list[str]) -> None:
    open_offline(page, file)
    charts = page.locator(".chart").count()
    assert charts >= 10
    assert page.locator(".chart:has(.main-svg)").count() == charts
    assert page.locator("#chart-timeline .scatterlayer .points path").count() >= 80
    assert asked == [file.as_uri()]
    assert complaints == []


def test_holds_what_the_frames_hold(page: Page, file: Path) -> None:
    open_offline(page, file)
    snapshot = Library(harness.ROOT / "company_data").snapshot()
    moves = tables(snapshot.files, snapshot.shared).moves
    expect(page.locator(".moves tbody tr")).to_have_count(len(moves))
    expect(page.locator(".facts li").nth(1)).to_have_text(f"{len(moves)} moves")
    pledge = page.locator("[id='move-alibaba/three-year-infrastructure-pledge']")
    expect(pledge).to_contain_text("more than ¥380bn")
    expect(page.locator("#chart-amounts-pledge")).to_contain_text("more than ¥380bn")


def test_unfolds_everything_and_folds_it_again(page: Page, file: Path) -> None:
    open_offline(page, file)
    pledge = page.locator("[id='move-alibaba/three-year-infrastructure-pledge'] dl")
    expect(pledge).to_be_hidden()
    page.get_by_role("button", name="Unfold everything").click()
    expect(pledge).to_be_visible()
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Unfold everything").click()
    expect(page.locator("details[open]")).to_have_count(0)


def test_fits_a_phone(phone: Page, file: Path, complaints: list[str]) -> None:
    open_offline(phone, file)
    phone.get_by_role("button", name="Unfold everything").click()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    # Each row of the table of moves is a block as wide as the page, so that nothing of it lies outside.
    boxes = phone.locator(".moves tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().right)")
    assert max(boxes) <= 390
    assert complaints == []


def test_takes_the_colours_of_the_screen_also_when_they_change(page: Page, file: Path) -> None:
    open_offline(page, file)
    label = page.locator("#chart-timeline .ytick text").first
    expect(label).to_have_css("fill", "rgb(27, 36, 48)")
    page.emulate_media(color_scheme="dark")
    expect(label).to_have_css("fill", "rgb(230, 234, 240)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 21, 28)")


def test_prints_charts_that_fit_a_page_and_then_goes_on(page: Page, file: Path) -> None:
    open_offline(page, file)
    page.emulate_media(color_scheme="dark")
    charts = page.locator(".chart")
    before = charts.evaluate_all("charts => charts.map(chart => chart.querySelector('.main-svg').getBoundingClientRect().width)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sizes = charts.evaluate_all(
        "charts => charts.map(chart => chart.querySelector('.main-svg').getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    # A4 less margins of 16 mm is 672 by 1001 pixels.
    assert all(round(width) == 672 and height < 1001 for width, height in sizes), sizes
    expect(page.locator("#chart-timeline .ytick text").first).to_have_css("fill", "rgb(27, 36, 48)")
    assert page.locator("details.printed:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    after = charts.evaluate_all("charts => charts.map(chart => chart.querySelector('.main-svg').getBoundingClientRect().width)")
    assert after == before
    expect(page.locator("#chart-timeline .ytick text").first).to_have_css("fill", "rgb(230, 234, 240)")


def test_paper_has_every_chart_on_the_page_of_its_heading(page: Page, file: Path) -> None:
    open_offline(page, file)
    page.set_viewport_size({"width": 672, "height": 1001})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    # What is kept together: the headings and leads above a chart, those of its section with the first one, and the chart.
    heights = page.locator(".chart-box:not(.tall)").evaluate_all(
        """boxes => boxes.map(box => {
            const first = box.parentElement.querySelector(".chart-box") === box;
            const top = (first ? box.parentElement : box).getBoundingClientRect().top;
            return box.querySelector(".frame").getBoundingClientRect().bottom - top;
        })"""
    )
    assert len(heights) >= 10
    assert max(heights) <= 1001, heights
    # What is too tall for that has a page of its own, after its notes and sources.
    alone = page.locator(".tall").evaluate_all(
        """boxes => boxes.map(box => {
            const chart = box.querySelector(".frame").getBoundingClientRect();
            return [chart.height, box.querySelector(".source").getBoundingClientRect().bottom <= chart.top];
        })"""
    )
    assert [height <= 1001 and is_below for height, is_below in alone] == [True] * len(alone)
    assert len(alone) <= 2


def test_no_text_of_a_file_runs(page: Page, tmp_path: Path, asked: list[str], complaints: list[str]) -> None:
    hostile = "</script><script>window.hit = 1</script><img src='https://example.com/x' onerror='window.hit = 2'>"
    text = samples.text(f"Acme {hostile}", [samples.move(title=hostile, summary=hostile, amount=samples.stating(5e9))])
    file = write(Snapshot({"acme": samples.parse("acme", text)}, {}, (), (), "0a1b2c3d"), tmp_path / "report.html")
    open_offline(page, file)
    expect(page.locator(".moves summary")).to_have_text(hostile)
    assert page.evaluate("window.hit") is None
    assert asked == [file.as_uri()]
    assert complaints == []
    # Even markup that got in could neither run nor ask for anything.
    page.evaluate("document.body.insertAdjacentHTML('beforeend', `<img src='https://example.com/x' onerror='window.hit = 3'>`)")
    page.wait_for_function("document.images[0].complete")
    assert page.evaluate("window.hit") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
