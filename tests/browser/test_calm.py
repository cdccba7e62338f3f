"""Pages hold still: nothing that a reader has begun to look at moves away, while a page loads and while a filter exchanges its chart.

What is checked is geometry and no time: how far what was painted has moved until the page has come to rest.
"""

import pytest
from playwright.sync_api import Page

# The web's own bound of a page that is calm (Cumulative Layout Shift, "good").
MOST = 0.1
PAGES = {"page": ("", "compare", "data"), "phone": ("", "timeline", "company?company=alibaba", "method")}
MOVED = """(() => {
    window.moved = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            const name = source => source.node?.dataset?.testid || source.node?.className || source.node?.nodeName;
            if (!entry.hadRecentInput) window.moved.push([entry.value, ...entry.sources.map(name)]);
        }
    }).observe({type: 'layout-shift', buffered: true});
})()"""
# Two frames after the last change: whatever moved has been told by then.
TOLD = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"
# Where the title and the chart stand, and how high the chart is, at each frame.
WATCH = """() => {
    window.seen = [];
    const look = () => {
        const title = document.querySelector('h1'), chart = document.querySelector('[class*=st-key-chart-timeline]');
        window.seen.push([title, chart].map(one => one && one.getBoundingClientRect()).map(box => box && [box.top, box.height]));
        window.watching = requestAnimationFrame(look);
    };
    look();
}"""


@pytest.mark.parametrize(("device", "path"), [(device, path) for device, paths in PAGES.items() for path in paths])
def test_nothing_moves_away_while_a_page_loads(request: pytest.FixtureRequest, app: str, settled, device: str, path: str) -> None:
    page: Page = request.getfixturevalue(device)
    page.add_init_script(MOVED)
    page.goto(f"{app}/{path}")
    settled(page)
    page.evaluate(TOLD)
    moved = page.evaluate("moved")
    assert sum(value for value, *_ in moved) < MOST, moved


def test_a_chart_keeps_its_place_while_a_filter_exchanges_it(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/timeline")
    settled(page)
    page.get_by_role("combobox", name="Categories").click()
    option = page.get_by_role("option", name="Chips", exact=True)
    option.wait_for()
    page.evaluate(WATCH)
    option.click()
    # The line above the page says what is in view once the new run is there.
    page.locator(".st-key-clear-categories").wait_for()
    settled(page)
    page.evaluate(TOLD)
    page.evaluate("cancelAnimationFrame(watching)")
    seen = page.evaluate("seen")
    assert all(title and chart for title, chart in seen), "the title or the chart was gone for a frame"
    titles, charts = [title for title, _ in seen], [chart for _, chart in seen]
    assert {round(top) for top, _ in titles} == {round(titles[0][0])}
    assert {round(top) for top, _ in charts} == {round(charts[0][0])}
    # The old chart stands until the new one does: never an empty place, nor one of another height in between.
    assert min(height for _, height in charts) >= min(charts[0][1], charts[-1][1]) - 1
    assert charts[0][1] != charts[-1][1]
