"""Servers to measure, on free ports of this machine: started and ended by their process id, with their CPU time and memory."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SHIPPED = ROOT / "company_data"
START_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it answers and its process."""

    address: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU that it and its children have used so far."""
        return sum(times.user + times.system for times in (process.cpu_times() for process in self._all()))

    def memory(self) -> int:
        """Bytes of memory that it and its children hold now (resident)."""
        return sum(process.memory_info().rss for process in self._all())

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


@contextmanager
def dashboard(data: Path = SHIPPED) -> Iterator[Server]:
    """The dashboard as its README starts it, on a data folder."""
    with streamlit(ROOT / "dashboard.py", AI_MOVES_DATA=str(data)) as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """The floor: a bare Streamlit page with one slider and one Plotly chart, under the same configuration."""
    with streamlit(HERE / "bare_page.py") as server:
        yield server


@contextmanager
def bare_choice() -> Iterator[Server]:
    """The same page with a multiselect in place of its slider."""
    with streamlit(HERE / "bare_choice.py") as server:
        yield server


@contextmanager
def streamlit(script: Path, **environment: str) -> Iterator[Server]:
    """A Streamlit script, from the project's folder, so that the project's configuration holds."""
    port = free_port()
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    with serve([sys.executable, "-m", "streamlit", "run", str(script), *options], port, "/_stcore/health", **environment) as server:
        yield server


@contextmanager
def serve(command: list[str], port: int, health: str, **environment: str) -> Iterator[Server]:
    """Start a command, wait until it answers at `health`, and end it afterwards. Raises RuntimeError with its output if it never does."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address + health)
        # From here on nobody reads what it says; with the pipe full it would stop.
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        try:
            yield Server(address, psutil.Process(process.pid))
        finally:
            _end(process)
            drain.wait(10)
    finally:
        _end(process)


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(process: subprocess.Popen[str], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    process.kill()
    said, _ = process.communicate()
    raise RuntimeError(f"{process.args} did not start:\n{said}")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
