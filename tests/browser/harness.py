"""A real server and how to wait for a page: for the browser tests and for the script that takes pictures."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "no Chromium found: install one (Debian and Ubuntu: apt-get install chromium) to run the browser tests"
START_SECONDS = 120
# A phone tells the server that it is one; the dashboard spaces its marks by that.
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
}
DESK = {"viewport": {"width": 1440, "height": 900}}


def chromium() -> str | None:
    """Path of the machine's Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def settle(page: Page) -> None:
    """Wait until a page has finished: the script has run and every chart is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stMain] h1")
    # The script's last line is there, nothing waits for its code to be loaded, and every chart is drawn.
    page.get_by_text(re.compile("data revision|数据版本")).first.wait_for(state="attached")
    page.wait_for_function(
        """() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
            && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))"""
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(
    data: Path | None, log: Path, port: int | None = None, variables: Mapping[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the dashboard as its README says, on a port of this machine (a free one by default), and wait until it answers.

    `variables` go into its environment.
    """
    port = port or free_port()
    environment = {**os.environ, **(variables or {})}
    environment.pop("AI_MOVES_DATA", None)
    if data is not None:
        environment["AI_MOVES_DATA"] = str(data)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true", "--server.address=127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, f"--server.port={port}"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return process, address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    process.wait()
    raise RuntimeError(f"the dashboard did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that `start` began."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
