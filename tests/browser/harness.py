"""A real server and how to wait for a page: for the browser tests and for the script that takes pictures."""

import base64
import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What drives a browser from outside has it look up where in the source each function stands: to look it up late means to read all code
    # once more, half a second of each new page. Nobody who only reads pays that.
    "--js-flags=--no-enable-lazy-source-positions",
]
MISSING = "no Chromium found: install one (Debian and Ubuntu: apt-get install chromium) to run the browser tests"
# Heard in the page itself: what a policy refuses is not always said on the console.
LISTEN = """document.addEventListener("securitypolicyviolation", refused => {
    console.error(`refused by ${refused.violatedDirective}: ${refused.blockedURI} in ${refused.sourceFile}`);
});"""
# Bounds on what takes as long as it takes: only a failure gets near them, also on a machine that is busy with other things.
START_SECONDS = 300
PATIENCE_MS = 120_000
# A server lets go of a page that has not answered its ping for as long. The project's bound is 15 s, for machines that are less busy.
# nginx ends what is silent for 35 s; pages themselves ask every second.
PING_SECONDS = "80"
PORTS = (20_000, 32_000)
# A phone tells the server that it is one; the dashboard spaces its marks by that.
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
}
DESK = {"viewport": {"width": 1440, "height": 900}}


def chromium() -> str | None:
    """Path of the machine's Chromium, or None. The headless shell first: it has no window to draw, a third of the work."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


# Whether a page stands still: the script has run to its last line and is not running again, the page has a heading, nothing waits for its
# code or its fonts to be loaded, no element is left of the run before, and every chart is drawn for the width that it has. All of it at
# once, in three frames of the screen in a row: each alone also holds for a moment in the middle of a change.
CALM = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const main = document.querySelector('[data-testid=stMain]');
    const isDrawn = chart => {
        const drawing = chart.querySelector('.main-svg');
        const width = chart.getBoundingClientRect().width;
        return width === 0 || (drawing !== null && Math.abs(drawing.getBoundingClientRect().width - width) <= 1);
    };
    const isCalm = app?.getAttribute('data-test-script-state') === 'notRunning'
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && main?.querySelector('h1')
        && /data revision|数据版本/.test(main.textContent)
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
        && document.fonts.status === 'loaded'
        && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(isDrawn);
    window.calmFrames = isCalm ? (window.calmFrames ?? 0) + 1 : 0;
    return window.calmFrames >= 3;
}"""


def settle(page: Page) -> None:
    """Wait until a page stands still. After a click first wait for something that the click brings: before, the page stands still too."""
    page.evaluate("window.calmFrames = 0")
    page.wait_for_function(CALM, timeout=PATIENCE_MS)


def close_dialog(page: Page) -> None:
    """Close the open dialog by the keyboard, once the keyboard is in it."""
    dialog = page.get_by_role("dialog")
    page.wait_for_function("document.activeElement?.closest('[role=dialog]')", timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def wait_until(condition: Callable[[], bool], or_say: Callable[[], str] = lambda: "it never came") -> None:
    """Wait for what takes as long as it takes; fail where it never comes."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline, or_say()
        time.sleep(0.01)


def free_port() -> int:
    """A port of this machine that nobody listens on.

    Below those that the system gives to outgoing connections: of these a browser takes so many that one may be gone again at once.
    """
    while True:
        port = random.randrange(*PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def start(
    data: Path | None,
    log: Path,
    port: int | None = None,
    variables: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    script: str = "dashboard.py",
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the dashboard as its README says, on a port of this machine (a free one by default), and wait until it answers.

    `variables` go into its environment; `before` are words of a command that ends by becoming the one after it, such as `env X=1`.
    With another `script` of the project that one runs in Streamlit instead.
    """
    for _ in range(5):
        chosen = port or free_port()
        process, address = _start(data, log, chosen, variables or {}, before, script)
        base = (variables or {}).get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        if _answers(process, f"{address}/{f'{base}/' if base else ''}_stcore/health"):
            return process, address
        said = log.read_text(encoding="utf-8", errors="replace")
        # Somebody else was faster: on to another port.
        if port is not None or "not available" not in said:
            break
    raise RuntimeError(f"the dashboard did not start:\n{said}")


def _start(
    data: Path | None, log: Path, port: int, variables: Mapping[str, str], before: Sequence[str], script: str
) -> tuple[subprocess.Popen[bytes], str]:
    environment = {**os.environ, "STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL": PING_SECONDS, **variables}
    environment.pop("AI_MOVES_DATA", None)
    if data is not None:
        environment["AI_MOVES_DATA"] = str(data)
    command = [*before, sys.executable, "-m", "streamlit", "run", script, "--server.headless=true", "--server.address=127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    return process, f"http://127.0.0.1:{port}"


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until a server answers; False where it ends before, or has not answered for so long that it never will and is ended."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    process.wait()
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that `start` began."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def handshake(address: str, **headers: str) -> int:
    """Status of the answer to a browser's request for the connection that a page works over: 101 where it is let in."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    wanted = {
        "Host": parts.netloc,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "streamlit",
    }
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    for name, value in {**wanted, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        return connection.getresponse().status
    finally:
        connection.close()
