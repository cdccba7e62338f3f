"""A server asks nobody on the internet for its own address: not when it starts, and not at a handshake."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from components.frame import own_address
from tests.browser import harness

# In the server's process: whatever asks for a host outside of this machine is written down and gets no answer.
NOTE = """
import os, socket

look_up = socket.getaddrinfo

def noted(host, *rest, **named):
    if host in (None, "", "localhost", "127.0.0.1", "0.0.0.0", "::", "::1"):
        return look_up(host, *rest, **named)
    with open(os.environ["ASKED"], "a") as file:
        print(host, file=file)
    raise OSError("no way out")

socket.getaddrinfo = noted
"""
BY_STREAMLIT = ["streamlit", "run", "dashboard.py", "--server.headless=true", "--server.port={port}"]
BY_UVICORN = ["uvicorn", "dashboard:app", "--host=127.0.0.1", "--port={port}"]


@pytest.mark.parametrize("command", [BY_STREAMLIT, BY_UVICORN], ids=["streamlit run", "uvicorn"])
def test_nothing_is_asked_of_the_internet(folder: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "sitecustomize.py").write_text(NOTE, encoding="utf-8")
    asked, log, port = tmp_path / "asked", tmp_path / "log", harness.free_port()
    variables = {
        "ASKED": str(asked),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(harness.ROOT)]),
        "AI_MOVES_DATA": str(folder),
        "AI_MOVES_ALLOWED_HOSTS": "127.0.0.1 localhost",
        "AI_MOVES_PUBLIC_URL": "https://moves.example",
    }
    words = [sys.executable, "-m", *(word.format(port=port) for word in command)]
    with log.open("wb") as output:
        server = subprocess.Popen(words, cwd=harness.ROOT, env={**os.environ, **variables}, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        harness.wait_until(lambda: server.poll() is not None or _answers(f"{address}/_stcore/health"))
        assert server.poll() is None, log.read_text(encoding="utf-8")
        assert harness.handshake(address, Origin="https://other.example") == 403
        assert harness.handshake(address, Origin="http://127.0.0.1:1") == 101
        assert harness.handshake(address, Origin="https://moves.example") == 101
        assert harness.handshake(address) == 101
    finally:
        harness.stop(server)
    assert not asked.exists(), asked.read_text(encoding="utf-8").split()
    if command is BY_STREAMLIT:
        assert f"AI Moves: http://localhost:{port}\n" in log.read_text(encoding="utf-8")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except OSError:
        return False


@pytest.mark.parametrize(
    ("options", "addresses"),
    [
        ({}, ["localhost", "192.0.2.7"]),
        ({"server.address": "0.0.0.0"}, ["localhost", "192.0.2.7"]),
        ({"server.address": "10.0.0.7"}, ["10.0.0.7"]),
        ({"server.address": "10.0.0.7", "browser.serverAddress": "moves.example"}, ["moves.example"]),
    ],
)
def test_where_it_is_found(monkeypatch: pytest.MonkeyPatch, options: dict[str, str], addresses: list[str]) -> None:
    monkeypatch.setattr(own_address.config, "is_manually_set", options.__contains__)
    monkeypatch.setattr(own_address.config, "get_option", options.__getitem__)
    monkeypatch.setattr(own_address.net_util, "get_internal_ip", lambda: "192.0.2.7")
    assert own_address.addresses() == addresses


def test_only_streamlits_command_is_told_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    own_address.tell()
    assert capsys.readouterr().out == ""
