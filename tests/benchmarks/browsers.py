"""Chromium as a stopwatch: moments are taken inside the page, at the frame that shows what is waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import harness

# Enough for a page that fails its target many times over.
PATIENCE_MS = 90_000
# The same for Streamlit, Dash and Vizro: all draw with Plotly. A chart counts once its marks are there, not with its empty frame.
WATCH = """
(() => {
  const drawn = () => document.querySelector('.js-plotly-plot .main-svg .trace, .js-plotly-plot .gl-canvas, .js-plotly-plot .hm image');
  // What the charts show, without their text: how many marks each trace has, and where its first and last one are.
  const sight = () => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => (plot.calcdata || []).map(marks => {
    const size = value => Array.isArray(value) ? value.length : value;
    const ends = [marks[0], marks.at(-1)].map(mark => [mark?.x, mark?.y, mark?.z].map(size));
    return [marks.length, ...ends].join();
  })).join(';');
  const watch = window.stopwatch = {first: null, shift: 0, moved: [], sight, clicked: null, redrawn: null, sent: null, arm() {
    const before = sight();
    watch.clicked = watch.redrawn = watch.sent = null;
    const look = () => {
      const now = sight();
      if (watch.clicked !== null && now && now !== before && drawn()) watch.redrawn = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }};
  const look = () => { if (drawn()) watch.first = performance.now(); else requestAnimationFrame(look); };
  requestAnimationFrame(look);
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      watch.shift += entry.value;
      watch.moved.push(...entry.sources.map(source => source.node?.dataset?.testid || source.node?.className || source.node?.nodeName));
    }
  }).observe({type: 'layout-shift', buffered: true});
  addEventListener('pointerdown', event => { watch.clicked ??= event.timeStamp; }, true);
  addEventListener('keydown', event => { watch.clicked ??= event.timeStamp; }, true);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...sent) {
    if (watch.clicked !== null) watch.sent ??= performance.now();
    return send.apply(this, sent);
  };
})();
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Raises RuntimeError where there is none."""
    path = harness.chromium()
    if path is None:
        raise RuntimeError(harness.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=harness.FLAGS)
        try:
            yield browser
        finally:
            browser.close()


# A server elsewhere: what a browser waits for each answer, in milliseconds, and what comes in a second, in bytes (20 Mbit).
FAR = {"offline": False, "latency": 80, "downloadThroughput": 2_500_000, "uploadThroughput": 2_500_000}


@contextmanager
def fresh(browser: Browser, far: bool = False) -> Iterator[Page]:
    """A page in a context of its own: nothing is cached, nobody has been there. `far` as if the server were not on this machine."""
    context: BrowserContext = browser.new_context(**harness.DESK, locale="en-GB", color_scheme="light")
    context.set_default_timeout(PATIENCE_MS)
    context.set_default_navigation_timeout(PATIENCE_MS)
    context.add_init_script(WATCH)
    page = context.new_page()
    if far:
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", FAR)
    try:
        yield page
    finally:
        context.close()


def first_chart(browser: Browser, url: str, far: bool = False) -> tuple[float, float, list[str]]:
    """Open an address in a fresh page, `far` as in `fresh`.

    Returns seconds from the start of the navigation to the frame that shows the first chart, the layout shift until the page has come
    to rest (a share of the view, as the web counts it), and what moved.
    """
    with fresh(browser, far) as page:
        page.goto(url, wait_until="commit")
        chart(page)
        rest(page)
        first, shift, moved = page.evaluate("() => [stopwatch.first, stopwatch.shift, stopwatch.moved]")
        return first / 1000, shift, moved


def chart(page: Page) -> None:
    """Wait for the first chart. Here as below a function and no expression: the dashboard's safety headers forbid `eval`."""
    page.wait_for_function("() => stopwatch.first !== null")


def settle(page: Page) -> None:
    """Wait until a page of the dashboard has finished, as the browser tests do."""
    harness.settle(page)


def rest(page: Page) -> None:
    """Wait until a page has come to rest: no run is under way and nothing has been added to it for a second."""
    page.wait_for_function("() => !document.querySelector('[data-testid=stApp]:not([data-test-script-state=notRunning])')")
    page.evaluate("""() => new Promise(resolve => {
      let timer = setTimeout(resolve, 1000);
      new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(resolve, 1000); })
        .observe(document.querySelector('[data-testid=stMain]') || document.body, {childList: true, subtree: true});
      setTimeout(resolve, 20000);
    })""")


def redrawn(page: Page) -> tuple[float, float]:
    """After `stopwatch.arm()` and an action: seconds from the action to the frame that shows another chart, and from the browser's
    message to the server (Streamlit's only; for others the same as the first) to that frame."""
    page.wait_for_function("() => stopwatch.redrawn !== null")
    clicked, sent, shown = page.evaluate("() => [stopwatch.clicked, stopwatch.sent ?? stopwatch.clicked, stopwatch.redrawn]")
    return (shown - clicked) / 1000, (shown - sent) / 1000


def slide(page: Page, to: float) -> tuple[float, float]:
    """Click a bare page's slider at a share of its width (0 to 1) and wait for the chart: as `redrawn`."""
    rest(page)
    track = page.get_by_test_id("stSliderThumbValue").locator("xpath=../..").bounding_box()
    assert track is not None
    page.evaluate("() => stopwatch.arm()")
    page.mouse.click(track["x"] + track["width"] * to, track["y"] + track["height"] / 2)
    return redrawn(page)


def choose_category(page: Page, name: str) -> tuple[float, float]:
    """Choose one more category in the dashboard's filter bar and wait for the chart: as `redrawn`."""
    rest(page)
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Categories").click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    option.scroll_into_view_if_needed()
    page.evaluate("() => stopwatch.arm()")
    option.click()
    return redrawn(page)


def tick(page: Page, name: str, click: Callable[[Page, str], None]) -> float:
    """Do what `click` does and wait for the chart: seconds between the two. For pages that are not Streamlit's."""
    rest(page)
    page.evaluate("() => stopwatch.arm()")
    click(page, name)
    return redrawn(page)[0]
