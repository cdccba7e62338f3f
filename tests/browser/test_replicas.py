"""Two replicas behind nginx, as deploy/ sets them up: one dies or each is restarted in turn, and no viewer loses their view."""

import itertools
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import harness
from tests.deploy import front

VIEWS = [
    "timeline?companies=baidu&currency=USD",
    "compare?companies=alibaba&companies=tencent&view=Delivery",
    "data?q=cloud&evidence=filing",
]
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
# Notes in the page when its connection changed: [["CONNECTED", 1764000000000], ...]
NOTE = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const state = () => app.getAttribute("data-test-connection-state");
    window.connections = [];
    const observer = new MutationObserver(() => window.connections.push([state(), Date.now()]));
    observer.observe(app, {attributeFilter: ["data-test-connection-state"]});
}"""


@dataclass
class Site:
    """nginx and its two replicas."""

    folder: Path
    address: str
    ports: list[int]
    replicas: list[subprocess.Popen[bytes]] = field(default_factory=list)
    probes: Iterator[int] = field(default_factory=itertools.count)

    @property
    def log(self) -> list[dict[str, object]]:
        """What nginx has logged of requests so far."""
        text = (self.folder / "nginx.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def start(self, number: int) -> None:
        """Start a replica, for the first time or again on its port."""
        names = {"AI_MOVES_ALLOWED_HOSTS": "127.0.0.1 moves.example"}
        process, _ = harness.start(None, self.folder / f"replica-{number}.log", self.ports[number], names)
        self.replicas[number : number + 1] = [process]

    def get(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        request = urllib.request.Request(f"{self.address}/{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=harness.START_SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read()

    def replica_of(self, bucket: str) -> str:
        """Which replica nginx asks for a value of the cookie, with those that it tried before: "127.0.0.1:1, 127.0.0.1:2"."""
        path = f"probe-{next(self.probes)}"
        self.get(path, Cookie=f"ai_moves_replica={bucket}")
        lines: list[dict[str, object]] = []

        def logged() -> bool:
            lines[:] = [line for line in self.log if line["path"] == f"/{path}"]
            return bool(lines)

        harness.wait_until(logged)
        return str(lines[0]["replica"])

    def bucket(self, number: int) -> str:
        """A value of the cookie that leads to a replica at once, waited for until nginx knows that the replica is there."""
        wanted, buckets = f"127.0.0.1:{self.ports[number]}", itertools.cycle(f"{value:02x}" for value in range(256))
        found = ""

        def leads_there() -> bool:
            nonlocal found
            found = next(buckets)
            return self.replica_of(found) == wanted

        harness.wait_until(leads_there)
        return found


@pytest.fixture(scope="module")
def started(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Both replicas and nginx; the third replica of the configuration is one that is down all the time."""
    assert browser
    if front.nginx() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(front.MISSING)
        pytest.skip(front.MISSING)
    folder = tmp_path_factory.mktemp("site")
    port, down, *ports = (harness.free_port() for _ in range(4))
    made = Site(folder, f"http://127.0.0.1:{port}", ports)
    proxy = None
    try:
        for number in range(2):
            made.start(number)
        path = front.configure(folder, port, [*(f"127.0.0.1:{one}" for one in ports), f"127.0.0.1:{down}"])
        proxy = front.start(path, port, folder / "nginx.log")
        yield made
    finally:
        for process in [*made.replicas, *([proxy] if proxy else [])]:
            harness.stop(process)


@pytest.fixture
def site(started: Site) -> Site:
    """The same with both replicas up, whatever an earlier test did to them."""
    for number, replica in enumerate(started.replicas):
        if replica.poll() is not None:
            started.start(number)
    return started


@dataclass
class Viewer:
    """An open page, and what it showed at first."""

    page: Page
    address: str
    text: str
    charts: list[str]

    def is_back(self) -> None:
        """Wait until the page is connected, still or again, and shows what it showed, under the address that it had.

        A page that is connected anew runs once more, but not at once: until then it stands still, and while it runs it shows a part.
        """

        def shows_it() -> bool:
            expect(self.page.locator(CONNECTED)).to_be_attached()
            harness.settle(self.page)
            return shown(self.page) == (self.text, self.charts) and self.page.url == self.address

        harness.wait_until(shows_it, or_say=lambda: f"{self.page.url} instead of {self.address}, showing {shown(self.page)[0]}")


def shown(page: Page) -> tuple[str, list[str]]:
    """Text and charts of a page."""
    charts = page.locator(".js-plotly-plot").evaluate_all("charts => charts.map(chart => JSON.stringify(chart.data))")
    return page.locator("[data-testid=stMain]").inner_text(), charts


@pytest.fixture
def viewers(browser: Browser, site: Site) -> Iterator[list[Viewer]]:
    """Three viewers, each with a browser and a view of their own: two on the first replica, one on the second."""
    buckets = [site.bucket(0), site.bucket(1)]
    opened = []
    for view, bucket in zip(VIEWS, (buckets[0], buckets[0], buckets[1]), strict=True):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        context.add_cookies([{"name": "ai_moves_replica", "value": bucket, "url": site.address}])
        page = context.new_page()
        page.goto(f"{site.address}/{view}")
        harness.settle(page)
        page.evaluate(NOTE)
        opened.append(Viewer(page, page.url, *shown(page)))
    yield opened
    for viewer in opened:
        viewer.page.context.close()


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/metrics/", "ai/_stcore/metrics", "_stcore/%6Detrics?families=x", "_stcore/script-health-check"]
)
def test_figures_of_a_replica_stay_inside(site: Site, path: str) -> None:
    assert site.get(path)[0] == 404
    asked = f"/{path.partition('?')[0].replace('%6D', 'm')}"
    harness.wait_until(lambda: any(line["path"] == asked for line in site.log))
    assert {line["replica"] for line in site.log if line["path"] == asked} == {""}
    # Who looks after it asks it directly.
    with urllib.request.urlopen(f"http://127.0.0.1:{site.ports[0]}/_stcore/metrics", timeout=harness.START_SECONDS) as answer:
        assert b"# EOF" in answer.read()


def test_viewers_of_a_replica_that_dies_are_on_the_other_with_the_same_view(
    site: Site, viewers: list[Viewer], capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(site.log)
    killed = time.time()
    site.replicas[0].kill()
    site.replicas[0].wait()
    for viewer in viewers[:2]:
        viewer.page.wait_for_function("() => window.connections.some(([state]) => state !== 'CONNECTED')")
    for viewer in viewers:
        viewer.is_back()
    # The one on the other replica noticed nothing.
    assert viewers[2].page.evaluate("window.connections") == []
    away = [viewer.page.evaluate("window.connections.at(-1)") for viewer in viewers[:2]]
    with capsys.disabled():
        seconds = ", ".join(f"{moment / 1000 - killed:.1f} s" for _, moment in away)
        print(f"\nreplica killed: its viewers are connected to the other after {seconds} (aim: 5 s)")
    ended: list[dict[str, object]] = []

    def both_logged() -> bool:
        ended[:] = [line for line in site.log[before:] if line["path"] == "/_stcore/stream" and line["status"] == 101]
        return len(ended) >= 2

    harness.wait_until(both_logged)
    assert len(ended) == 2
    # The last is the one that answered: nginx asks a replica that is down again from time to time, and then the next one.
    assert {str(line["replica"]).split(", ")[-1] for line in ended} == {f"127.0.0.1:{site.ports[0]}"}
    # They are at work there: a click is answered.
    viewers[0].page.get_by_role("button", name=re.compile("^Companies: Baidu")).click()
    expect(viewers[0].page.locator(".js-plotly-plot .ytick text")).to_have_count(4)
    expect(viewers[0].page).to_have_url(re.compile(r"/timeline\?currency=USD$"))


def test_rolling_restart_loses_no_view(site: Site, viewers: list[Viewer]) -> None:
    for number in range(2):
        site.replicas[number].terminate()
        # Meanwhile the other answers all that comes.
        assert site.replicas[number].wait(harness.START_SECONDS) is not None
        assert site.get("api/companies.json")[0] == 200
        assert b"og:title" in site.get("compare")[2]
        for viewer in viewers:
            viewer.is_back()
        site.start(number)
        # The next one goes once nginx has this one back, as `docker compose up --wait` and a cluster's probes see to it.
        site.bucket(number)
    for viewer in viewers:
        viewer.is_back()


def test_what_nginx_adds(site: Site) -> None:
    assert all(replica.poll() is None for replica in site.replicas)
    status, headers, body = site.get("timeline?q=searched-word", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"], body[:2]) == (200, "gzip", b"\x1f\x8b")
    assert re.fullmatch(r"ai_moves_replica=[0-9a-f]{2}; Path=/; HttpOnly; SameSite=Lax", headers["Set-Cookie"])
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Server"] == "nginx"
    assert "Set-Cookie" not in site.get("timeline", Cookie="ai_moves_replica=a7")[1]
    assert "Set-Cookie" in site.get("timeline", Cookie="ai_moves_replica=nonsense")[1]
    assert "Set-Cookie" not in site.get("api/moves.csv")[1]
    # Links lead to where the viewer is, also behind a proxy that ends TLS.
    preview = site.get("timeline", **{"X-Forwarded-Proto": "https", "Host": "moves.example:8443"})[2]
    assert b'<meta property="og:url" content="https://moves.example:8443/timeline"' in preview
    assert site.get("timeline", **{"Host": "rebound.example", "X-Forwarded-Host": "moves.example"})[0] == 421
    script = re.search(rb'src="\./(static/js/index[^"]+)"', preview)
    assert script
    first, again = (site.get(script[1].decode(), **{"Accept-Encoding": "gzip"}) for _ in range(2))
    assert first[2] == again[2]
    assert first[1]["Content-Encoding"] == "gzip"
    # What is too large is refused before a replica sees it.
    request = urllib.request.Request(f"{site.address}/_stcore/upload_file/x/y", data=b"#" * 3_000_000, method="PUT")
    with pytest.raises(urllib.error.HTTPError, match="413") as refused:
        urllib.request.urlopen(request, timeout=harness.START_SECONDS)
    assert refused.value.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in refused.value.headers["Content-Security-Policy"]
    refused.value.close()
    log = (site.folder / "nginx.log").read_text(encoding="utf-8")
    assert not [word for word in ("searched-word", "?q=", "Mozilla", "client:") if word in log]
