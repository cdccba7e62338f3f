"""Empty, partial, broken and extreme data look designed: nothing sticks out, nothing is cut off, and the page says what is wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks import generate
from tests.browser import extremes, harness

DEVICES = {"desk": harness.DESK, "phone": harness.PHONE}
# Texts of charts that run over the edge of their drawing, by at least a pixel.
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const edge = chart.getBoundingClientRect();
    return [...chart.querySelectorAll('.xtick text, .ytick text, .annotation-text')]
        .filter(text => text.textContent.trim())
        .filter(text => { const box = text.getBoundingClientRect(); return box.left < edge.left - 1 || box.right > edge.right + 1; })
        .map(text => text.textContent);
})"""

# Labels of one chart that lie over each other, by more than a hair in both directions; what lies outside of the drawing does not count.
COVERED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
    const texts = [...chart.querySelectorAll('.xtick text, .ytick text, .annotation-text')].filter(text => text.textContent.trim());
    const boxes = texts.map(text => text.getBoundingClientRect());
    const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    return boxes.flatMap((box, index) => boxes.slice(0, index)
        .flatMap((other, before) => over(box, other) ? [`${texts[before].textContent} | ${texts[index].textContent}`] : []));
})"""
# All that is written in each chart, without spaces: a name may stand in two lines.
WRITTEN = """() => Object.fromEntries([...document.querySelectorAll('[class*=st-key-chart-]')].map(chart => [
    [...chart.classList].find(name => name.startsWith('st-key-chart-')).slice(13),
    [...chart.querySelectorAll('text')].map(text => text.textContent).join('\\n').replace(/[ \\u00a0]/g, '')]))"""


@pytest.fixture(scope="module")
def thirty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Address of a server that shows thirty invented companies, and their names."""
    assert browser
    folder = tmp_path_factory.mktemp("thirty")
    generate.write(folder / "data", companies=30, moves=420, seed=7)
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "data").glob("*.yaml"))]
    names = [text.split("name: ", 1)[1].split("\n", 1)[0] for text in texts]
    process, address = harness.start(folder / "data", folder / "log")
    yield address, names
    harness.stop(process)


@pytest.mark.parametrize("device", DEVICES)
def test_thirty_companies_are_told_apart_by_their_names(browser: Browser, thirty: tuple[str, list[str]], settled, device: str) -> None:
    address, names = thirty
    assert len(set(names)) == 30
    context = browser.new_context(**DEVICES[device])
    page = context.new_page()
    # What each chart names by itself: all of them, but stated amounts, where most companies state none of a nature.
    drawn = {
        "timeline": ["timeline"],
        "compare?view=Spending": ["capital-expenditure", "intensity-years", "intensity-quarters"],
        "compare?view=Counts": ["categories", "cumulative"],
        "method": ["evidence", "coverage"],
        "compare": [],
    }
    for path, charts in drawn.items():
        if device == "phone" and path not in ("timeline", "compare?view=Counts"):
            continue
        page.goto(f"{address}/{path}")
        settled(page)
        assert page.evaluate(CUT) == [], path
        assert page.evaluate(COVERED) == [], path
        written = page.evaluate(WRITTEN)
        for chart in charts:
            missing = [name for name in names if name.replace(" ", "") not in written[chart]]
            assert missing == [], (path, chart)
    context.close()


@pytest.fixture(scope="module")
def extreme(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that shows `extremes`, one file of it broken."""
    assert browser
    folder = tmp_path_factory.mktemp("extreme")
    extremes.write(folder / "data", broken=True)
    process, address = harness.start(folder / "data", folder / "log")
    yield address
    harness.stop(process)


@pytest.mark.parametrize("device", DEVICES)
def test_extreme_data_sticks_out_nowhere_and_no_label_is_cut(browser: Browser, extreme: str, settled, device: str) -> None:
    context = browser.new_context(**DEVICES[device])
    page = context.new_page()
    for path in ("", "timeline", "compare", "compare?view=Counts", "company?company=many", "company?company=long", "method"):
        page.goto(f"{extreme}/{path}")
        settled(page)
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)")
        assert width <= DEVICES[device]["viewport"]["width"], path
        assert page.evaluate(CUT) == [], path
        # What Streamlit ends with an ellipsis does not fit either.
        ellipses = "[...document.querySelectorAll('[data-testid=stMetricValue] *')].filter(one => one.scrollWidth > one.clientWidth + 1)"
        assert page.evaluate(f"{ellipses}.map(one => one.textContent)") == [], path
    context.close()


def test_a_broken_file_is_said_and_the_others_are_shown(page: Page, extreme: str, settled) -> None:
    page.goto(extreme)
    settled(page)
    expect(page.get_by_text("1 data file with problems; everything else is shown.")).to_be_visible()
    for name in ("แอคมี คลาวด์", "阿里巴巴云计算有限公司", "The Transcontinental Company for Computing Machinery", "شركة الحوسبة"):
        # The name on its card, whole.
        expect(page.get_by_text(name, exact=True).first).to_be_visible()


def test_a_label_that_is_cut_would_be_found(page: Page, extreme: str, settled) -> None:
    page.goto(f"{extreme}/timeline")
    settled(page)
    page.evaluate("document.querySelector('.ytick text').setAttribute('x', -500)")
    page.evaluate("document.querySelectorAll('.ytick text tspan').forEach(line => line.setAttribute('x', -500))")
    assert len(page.evaluate(CUT)) >= 1


@pytest.fixture(scope="module")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that has nothing to show."""
    assert browser
    folder = tmp_path_factory.mktemp("empty")
    (folder / "data").mkdir()
    process, address = harness.start(folder / "data", folder / "log")
    yield address
    harness.stop(process)


@pytest.mark.parametrize("device", DEVICES)
def test_nothing_at_all(browser: Browser, empty: str, settled, device: str) -> None:
    context = browser.new_context(**DEVICES[device])
    page = context.new_page()
    for path in ("", "timeline", "compare", "company", "data", "method"):
        page.goto(f"{empty}/{path}")
        settled(page)
        expect(page.locator("[data-testid=stMain] h1")).to_have_count(1)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= DEVICES[device]["viewport"]["width"]
    context.close()
