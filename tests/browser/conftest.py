"""A real Chromium for each test. Without one these tests are skipped, unless REQUIRE_BROWSER=1 makes that a failure.

A test that fails leaves a picture of its page in `test-results/` and what the browser complained of in its report.
"""

import functools
import os
import re
import subprocess
import threading
from collections.abc import Callable, Generator, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from tests.browser import harness

RESULTS = harness.ROOT / "test-results"
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on each test whether its body failed, for its fixtures to know when they end."""
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the machine, one for all tests."""
    path = harness.chromium()
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(harness.MISSING)
        pytest.skip(harness.MISSING)
    # No test depends on speed: what is expected may come late on a busy machine. Playwright's own bounds are 5 s and 30 s.
    expect.set_options(timeout=harness.PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=harness.FLAGS, timeout=harness.PATIENCE_MS)
        plain = started.new_context

        def patient(**options: Any) -> BrowserContext:
            context = plain(**options)
            context.set_default_timeout(harness.PATIENCE_MS)
            return context

        # Also for the contexts that tests make themselves.
        started.new_context = patient  # type: ignore[method-assign]
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """Errors on the browser's console and uncaught exceptions in the test's own page, in order, as they come in."""
    return []


@pytest.fixture
def refusals(page: Page, complaints: list[str]) -> list[str]:
    """The test's complaints, with everything that the page's policy refuses among them."""
    page.add_init_script(harness.LISTEN)
    return complaints


def snapshot(page: Page, name: str) -> Path:
    """Write a picture of a page into `test-results/` and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', name).strip('-')}.png"
    page.screenshot(path=path)
    return path


def _page(browser: Browser, device: dict[str, Any], node: pytest.Item, complaints: list[str]) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(**device, locale="en-GB", color_scheme="light")
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        place = message.location["url"]
        if message.type == "error":
            complaints.append(f"{message.text} ({place})" if place else message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    if node.stash.get(FAILED, False):
        # The picture must not hide why the test failed: a page that is gone gives none.
        try:
            print(f"picture: {snapshot(page, node.name).relative_to(harness.ROOT)}")
        except Error as error:
            print(f"no picture: {error.message}")
        print(f"address: {page.url}", *(f"browser: {complaint}" for complaint in complaints), sep="\n")
    context.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest, complaints: list[str]) -> Iterator[Page]:
    """A page of a desktop's width, in a context of its own: no state is shared between tests."""
    yield from _page(browser, harness.DESK, request.node, complaints)


@pytest.fixture
def phone(browser: Browser, request: pytest.FixtureRequest, complaints: list[str]) -> Iterator[Page]:
    """A page on a phone."""
    yield from _page(browser, harness.PHONE, request.node, complaints)


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    """A function that waits until a page has finished."""
    return harness.settle


@pytest.fixture(scope="session")
def app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that shows the shipped data. Needs the browser first, so that a skip starts no server."""
    assert browser
    process, address = harness.start(None, tmp_path_factory.mktemp("server") / "log")
    yield address
    harness.stop(process)


@pytest.fixture
def serve(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    """A function that starts a server of its own on a data folder (the shipped one by default) and returns its address.

    Further arguments are variables of its environment; what it says is in `server-0.log`, `server-1.log` ... of the test's folder.
    """
    assert browser
    started: list[subprocess.Popen[bytes]] = []

    def start(data: Path | None = None, **variables: str) -> str:
        process, address = harness.start(data, tmp_path / f"server-{len(started)}.log", variables=variables)
        started.append(process)
        return address

    yield start
    for number, process in enumerate(started):
        if request.node.stash.get(FAILED, False):
            log = (tmp_path / f"server-{number}.log").read_text(encoding="utf-8", errors="replace")
            print(f"server {number} (exit status so far: {process.poll()}) said:\n{log[-4000:]}")
        harness.stop(process)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that another server of this machine serves, and its address."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
