"""Everybody gets in: axe-core on every page, the keyboard alone, reduced motion, narrow screens and paper."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import harness
from tests.browser.screenshots import PAGES

DEVICES = {"desk": harness.DESK, "phone": harness.PHONE}
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def findings(page: Page) -> list[str]:
    """Serious and critical findings of axe-core: rule, element and message."""
    result: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES}).response
    # A page on which nothing passes has not been looked at.
    assert len(result["passes"]) > 10
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def unsaid(page: Page) -> list[str]:
    """What is wrong with the words and tables of the charts of a page."""
    charts = page.locator("[data-testid=stPlotlyChart]")
    said = [
        chart.evaluate("chart => chart.closest('[aria-label]')?.ariaLabel ?? chart.querySelector('[aria-label]')?.ariaLabel ?? ''")
        for chart in charts.all()
    ]
    wrong = [f"a chart says {words!r}" for words in said if not re.search(r"\d", words)]
    # One below each chart; a company's small charts share one.
    tables = page.get_by_text("The same numbers as a table", exact=True).count()
    small = page.locator("[class*=st-key-figures-]").count()
    shared = page.get_by_text(re.compile(r"^All \d+ figures as a table$")).count()
    if not said or tables != len(said) - small or shared != bool(small):
        wrong.append(f"{len(said)} charts, {small} of them small, with {tables} tables and {shared} shared")
    return wrong


@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_nothing_serious_nothing_sticks_out_and_every_chart_has_words(browser: Browser, app: str, settled, device: str) -> None:
    """On every page, light and dark (a phone only light).

    There is no exception for what Streamlit itself draws: the theme is such that none is needed.
    """
    context = browser.new_context(**DEVICES[device])
    page = context.new_page()
    found: dict[str, list[str]] = {}
    widths: dict[str, int] = {}
    grounds: dict[str, set[str]] = {scheme: set() for scheme in (("light", "dark") if device == "desk" else ("light",))}
    for name, path in PAGES.items():
        page.emulate_media(color_scheme="light")
        page.goto(f"{app}/{path}")
        for scheme, ground in grounds.items():
            # A page changes its colours where it stands: to open it anew for each would take most of the time.
            page.emulate_media(color_scheme=scheme)
            settled(page)
            ground.add(page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"))
            found[f"{name}, {scheme}"] = findings(page)
        if name not in ("data", "contribute"):
            found[f"{name}, charts"] = unsaid(page)
        widths[name] = page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
        )
    context.close()
    assert [len(ground) for ground in grounds.values()] == [1] * len(grounds), grounds
    assert grounds["light"] != grounds.get("dark")
    assert {name: some for name, some in found.items() if some} == {}
    assert {name: width for name, width in widths.items() if width > DEVICES[device]["viewport"]["width"]} == {}


def test_axe_finds_what_is_wrong(page: Page, app: str, settled) -> None:
    """The check above can fail."""
    page.goto(f"{app}/method")
    settled(page)
    words = page.locator("[data-testid=stMain] [data-testid=stMarkdown] p").first
    words.evaluate("words => { words.style.color = '#eee'; words.insertAdjacentHTML('beforeend', '<img src=\"data:,\">') }")
    assert {finding.split(":")[0] for finding in findings(page)} == {"color-contrast", "image-alt"}
    assert unsaid(page) == []
    page.evaluate("document.querySelectorAll('[aria-label]').forEach(said => said.removeAttribute('aria-label'))")
    assert unsaid(page) == ["a chart says ''"] * page.locator("[data-testid=stPlotlyChart]").count()
    page.get_by_text("The same numbers as a table", exact=True).first.evaluate("words => words.remove()")
    assert "tables" in unsaid(page)[-1]


def focused(page: Page) -> str:
    """What has the focus, by its role and name as a screen reader would say them."""
    return str(
        page.evaluate(
            """() => {
                const at = document.activeElement;
                const ids = at.getAttribute('aria-labelledby')?.split(' ');
                const label = ids?.map(id => document.getElementById(id)?.innerText ?? '').join(' ');
                const own = at.id && document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.innerText;
                const name = at.ariaLabel || label || own || at.innerText || at.title || at.placeholder || '';
                // The page's main part takes the focus too, to be scrolled: its text is no name.
                const words = at.tagName === 'MAIN' ? '' : name.trim().replace(/\\s+/g, ' ');
                return `${at.getAttribute('role') || at.tagName.toLowerCase()}: ${words}`;
            }"""
        )
    )


def walk(page: Page, until: str, most: int = 150) -> list[str]:
    """Press Tab until what has the focus matches `until`, and return all that had it on the way."""
    seen: list[str] = []
    while len(seen) < most:
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if re.search(until, seen[-1]):
            return seen
    raise AssertionError(f"Tab never comes to {until}: {seen}")


class TestKeyboard:
    def test_reaches_every_filter_page_and_card_of_the_overview(self, page: Page, app: str, settled) -> None:
        page.goto(app)
        settled(page)
        seen = "\n".join(walk(page, "^summary: .*The same numbers as a table"))
        for name in (
            "Words",
            "Companies",
            "Categories",
            "Evidence",
            "Statuses",
            "From",
            "To",
            "Clear all filters",
            "Currency",
            "Total",
            "English",
        ):
            assert name in seen, name
        for name in ("Overview", "Timeline", "Compare", "Company", "Data", "Contribute", "Method", "Share"):
            assert f": {name}" in seen or name in seen, name
        # The answers' links, and a card for each figure.
        assert "Stated amounts" in seen
        assert len(re.findall(r"Evidence: company", seen)) >= 2

    def test_chooses_a_filter(self, page: Page, app: str, settled) -> None:
        page.goto(f"{app}/timeline")
        settled(page)
        walk(page, "Companies")
        page.keyboard.type("tenc")
        # The list is narrowed down once what is typed has been taken in: before, Enter would choose another company.
        expect(page.get_by_role("option", name="Tencent")).to_be_visible()
        expect(page.get_by_role("option", name="Alibaba")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"companies=tencent"))

    def test_opens_and_closes_a_card(self, page: Page, app: str, settled) -> None:
        page.goto(app)
        settled(page)
        walk(page, "^button: .*Evidence: company")
        page.keyboard.press("Enter")
        card = page.get_by_role("dialog")
        expect(card).to_contain_text("Sources")
        harness.close_dialog(page)

    def test_opens_the_card_of_any_move_from_the_table(self, page: Page, app: str, settled) -> None:
        """Marks of a chart cannot have the focus; the table of the same moves can, and a chosen row opens its card."""
        page.goto(f"{app}/data?companies=tencent")
        settled(page)
        table = page.locator("[data-testid=stDataFrame]").first
        table.locator("canvas").first.focus()
        page.keyboard.press("ArrowDown")
        expect(table.locator("td[aria-selected=true]")).to_be_attached()
        page.keyboard.press("Shift+Space")
        expect(page.get_by_role("dialog")).to_contain_text("Sources")

    def test_reaches_the_download_of_a_chart(self, page: Page, app: str, settled) -> None:
        page.goto(f"{app}/compare?view=Counts")
        settled(page)
        seen = walk(page, "^a: .*CSV$")
        assert any(re.search("^a: .*PNG$", name) for name in seen)
        got = page.request.get(page.evaluate("() => document.activeElement.href"))
        assert got.ok
        assert "ai-moves-categories" in got.headers["content-disposition"]
        assert "Infrastructure" in got.text()


def test_reduced_motion_is_respected(browser: Browser, app: str, settled) -> None:
    """Nothing moves for longer than the eye follows where the reader has asked for less motion."""
    context = browser.new_context(**harness.DESK, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{app}/timeline?move=alibaba/three-year-infrastructure-pledge")
    settled(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    running = page.evaluate(
        "document.getAnimations().filter(one => one.playState === 'running').map(one => [one.animationName ?? one.transitionProperty])"
    )
    context.close()
    assert running == []


# Notes how the page lies on the sheet while it is printed. Where paper is only emulated the window keeps its width, and a chart is drawn
# anew for it after a while, which no printer waits for.
ON_PAPER = """() => matchMedia("print").addEventListener("change", ({matches}) => {
    if (!matches) return;
    const shown = [...document.querySelectorAll("h1, h2, h3")].filter(one => one.checkVisibility()).map(one => one.innerText);
    const charts = [...document.querySelectorAll(".js-plotly-plot")].map(chart => {
        const [drawing, frame] = [chart.querySelector(".main-svg"), chart].map(one => one.getBoundingClientRect());
        // What is drawn in and its labels.
        const parts = [...chart.querySelectorAll(".nsewdrag, .xtick text, .ytick text")].map(one => one.getBoundingClientRect());
        const cut = parts.filter(part => part.left < frame.left - 1 || part.right > frame.right + 1 || part.bottom > frame.bottom + 1);
        return {width: drawing.width, parts: parts.length, cut: cut.length};
    });
    const useless = [".st-key-share", ".st-key-take-timeline"].filter(one => document.querySelector(one).checkVisibility());
    window.printed = {sheet: document.body.getBoundingClientRect().width, shown, charts, useless};
})"""


class TestPaper:
    @pytest.mark.parametrize("window", [1440, 2560])
    def test_a_printed_page_has_its_chart_and_no_filters(self, page: Page, app: str, settled, window: int) -> None:
        """Whatever the width of the window that it is printed from."""
        page.set_viewport_size({"width": window, "height": 900})
        page.goto(f"{app}/timeline")
        settled(page)
        drawing = page.locator(".js-plotly-plot .main-svg").first
        before = drawing.bounding_box()
        page.evaluate(ON_PAPER)
        sheets = page.pdf(prefer_css_page_size=True)
        # In points, as the file says it in plain text: an A4 sheet that lies.
        sizes = set(re.findall(rb"/MediaBox ?\[([^]]+)\]", sheets))
        assert [[round(float(side)) for side in size.split()] for size in sizes] == [[0, 0, 842, 595]]
        printed = page.wait_for_function("window.printed").json_value()
        # It is 1123 CSS pixels wide, of which the margins take 76.
        assert round(printed["sheet"]) == 1047
        assert "Timeline" in printed["shown"]
        assert "Filters" not in printed["shown"]
        # What only opens or downloads something is of no use on paper.
        assert printed["useless"] == []
        (chart,) = printed["charts"]
        assert 600 < chart["width"] <= 1047
        assert chart["parts"] > 10
        assert chart["cut"] == 0
        # Back on the screen it is what it was.
        expect(page.locator(".main-svg[viewBox]")).to_have_count(0)
        harness.wait_until(lambda: drawing.bounding_box() == before)
