"""nginx with the configuration of deploy/ before three small servers, of which one hangs or has no room."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy import front

# Longer than every time-out of the configuration after another, and shorter than the 90 s that it once waited for one answer.
GUARD_SECONDS = 80
# A stand-in for a replica: says which one it is, lets a page's connection in, and has no room under one address.
REPLICA = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Replica(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.headers.get("Upgrade"):
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            self.close_connection = True
            return
        body = sys.argv[2].encode()
        self.send_response(503 if self.path == f"/full-{sys.argv[2]}" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Replica).serve_forever()
"""


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def wait_for(port: int) -> None:
    """Wait until somebody listens on a port."""
    deadline = time.monotonic() + GUARD_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens on {port}")


@dataclass
class Site:
    """nginx and the servers behind it."""

    port: int
    log: Path
    addresses: list[str]
    replicas: list[subprocess.Popen[bytes]]

    def get(self, path: str, bucket: int, **headers: str) -> tuple[int, str]:
        """Status and text of an answer to the viewer with a value of the cookie."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GUARD_SECONDS)
        try:
            connection.request("GET", path, headers={"Cookie": f"ai_moves_replica={bucket:02x}", **headers})
            answer = connection.getresponse()
            return answer.status, "" if answer.status == 101 else answer.read().decode()
        finally:
            connection.close()

    def asked(self, paths: list[str]) -> dict[str, list[str]]:
        """Which replicas nginx asked for each path, in order, once it has logged them all."""
        deadline = time.monotonic() + GUARD_SECONDS
        while time.monotonic() < deadline:
            lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
            found = {line["path"]: line["replica"].replace(" : ", ", ").split(", ") for line in lines if line["path"] in paths}
            if len(found) == len(set(paths)):
                return found
            time.sleep(0.05)
        raise AssertionError(f"nginx logged {sorted(found)} of {sorted(paths)}")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """nginx before three servers, all of which answer."""
    if front.nginx() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(front.MISSING)
        pytest.skip(front.MISSING)
    port, *ports = free_ports(4)
    replicas = [subprocess.Popen([sys.executable, "-c", REPLICA, str(one), str(number)]) for number, one in enumerate(ports)]
    proxy = None
    try:
        addresses = [f"127.0.0.1:{one}" for one in ports]
        for one in ports:
            wait_for(one)
        log = tmp_path / "nginx.log"
        proxy = front.start(front.configure(tmp_path, port, addresses), port, log)
        yield Site(port, log, addresses, replicas)
    finally:
        for process in [*replicas, *([proxy] if proxy else [])]:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing stops a process there and lets it go on")
def test_everybody_is_answered_while_a_replica_hangs(site: Site) -> None:
    homes = {bucket: int(site.get(f"/home-{bucket}", bucket)[1]) for bucket in range(48)}
    assert set(homes.values()) == {0, 1, 2}
    stopped = site.replicas[0]
    stopped.send_signal(signal.SIGSTOP)
    paths = {bucket: f"/{('timeline', '_stcore')[bucket % 2]}/{bucket}" for bucket in homes}
    with ThreadPoolExecutor(8) as viewers:
        answers = list(viewers.map(lambda bucket: site.get(paths[bucket], bucket), homes))
    assert {(status, text) for status, text in answers} == {(200, "1"), (200, "2")}
    asked = site.asked(list(paths.values()))
    assert max(map(len, asked.values())) == 2
    # Those who are at home elsewhere met nothing of it.
    assert all(len(asked[paths[bucket]]) == 1 for bucket, home in homes.items() if home != 0)
    # From here on it is tried now and then, and left alone otherwise: also by the connections of open pages.
    bucket = next(bucket for bucket, home in homes.items() if home == 0)
    later = [f"/later-{number}" for number in range(30)]
    assert {site.get(path, bucket)[0] for path in later} == {200}
    assert sum(site.addresses[0] in one for one in site.asked(later).values()) < len(later) / 3
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    }
    assert site.get("/_stcore/stream", bucket, **upgrade)[0] == 101
    stopped.send_signal(signal.SIGCONT)


def test_replica_without_room_sends_a_viewer_on_and_keeps_those_who_are_in(site: Site) -> None:
    homes = {bucket: int(site.get(f"/home-{bucket}", bucket)[1]) for bucket in range(48)}
    bucket = next(bucket for bucket, home in homes.items() if home == 0)
    for _ in range(3):
        status, text = site.get("/full-0", bucket)
        assert status == 200
        assert text in ("1", "2")
    # A 503 is no failure: whoever is at home there still is.
    assert site.get("/another-page", bucket) == (200, "0")
