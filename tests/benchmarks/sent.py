"""Bytes of data that one view of each page sends to a browser: websocket frames, and what it fetches besides the program itself."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.benchmarks import browsers, servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, shown

PAGES = ("", "timeline", "compare", "company", "data", "contribute", "method")
MOST = 500_000
# Streamlit's own program and its probes are no data.
PROGRAM = ("/static/", "/_stcore/", "/vendor/", "/favicon")


def measure(scale: Scale) -> Iterator[Row]:
    """A row per page, with the large folder; the floor is the same page with the shipped data."""
    with browsers.chromium() as browser, servers.dashboard(scale.large) as large, servers.dashboard() as shipped:
        for path in PAGES:
            sizes, requests = _view(browser, f"{large.address}/{path}")
            few, _ = _view(browser, f"{shipped.address}/{path}")
            note = f"of it fetched: {shown(sizes - requests, 'kB')}" if sizes > requests else ""
            yield Row(
                f"sent for one view of /{path} ({scale.much})",
                unit="kB",
                measured=sizes,
                floor=few,
                ratio=sizes / few,
                most=MOST,
                taken="once",
                note=note,
            )


def _view(browser: Browser, url: str) -> tuple[int, int]:
    """All bytes of data of a view, and those of them that came by the websocket."""
    frames: list[int] = []
    fetched: dict[str, int] = {}
    data: set[str] = set()

    def frame(event: dict[str, Any]) -> None:
        response = event["response"]
        payload = response["payloadData"]
        frames.append(len(base64.b64decode(payload)) if response["opcode"] == 2 else len(payload.encode()))

    def response(event: dict[str, Any]) -> None:
        path = urlsplit(event["response"]["url"]).path
        # A page's first request is for a document that is the same for all.
        if event["type"] != "Document" and not any(part in path for part in PROGRAM):
            data.add(event["requestId"])

    def loaded(event: dict[str, Any]) -> None:
        fetched[event["requestId"]] = int(event["encodedDataLength"])

    with browsers.fresh(browser) as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.webSocketFrameReceived", frame)
        network.on("Network.responseReceived", response)
        network.on("Network.loadingFinished", loaded)
        page.goto(url, wait_until="commit")
        browsers.settle(page)
        browsers.rest(page)
    by_socket = sum(frames)
    return by_socket + sum(size for number, size in fetched.items() if number in data), by_socket
