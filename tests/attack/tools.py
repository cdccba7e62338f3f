"""What the attacks share: rows of figures, a run with its seed, and the dashboard that is attacked.

Linux only: memory and descriptors are read from /proc, and limits are those of `resource`.
"""

import base64
import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.table import MISSING, aligned, shown

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "company_data"
HEADINGS = ("attack", "tried", "worst figure", "bound", "held")
MB = 1_000_000
PATIENCE = 60.0
# A company file that lies beside the data folder. Its name must never leave the server.
CANARY = "Canary-5d1f7a"
GOOD = """\
company: {{name: {name}}}
sources:
  report: {{publisher: The Paper, title: A report, kind: news}}
moves:
  - {{id: first, date: 2025-02-24, title: Opens a data centre, category: infrastructure, status: completed, evidence: news,
     sources: [report]}}
"""
# Put before the dashboard's own code: whatever it asks of another machine is written down and refused, and while the file `hang`
# is there it takes a second, as where a firewall drops what goes out. To connect a datagram socket sends nothing.
WATCH = """\
import os, socket, sys, time
HERE = os.path.dirname(os.path.abspath(__file__))
OWN = ("", "0.0.0.0", "::", "::1", "localhost")

def watch(event, given):
    if event == "socket.getaddrinfo":
        host = given[0]
    elif event == "socket.connect" and given[0].type == socket.SOCK_STREAM and given[0].family != socket.AF_UNIX:
        host = given[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host or ""
    if host not in OWN and not host.startswith("127."):
        with open(os.path.join(HERE, "asked"), "a") as file:
            file.write(host + "\\n")
        if os.path.exists(os.path.join(HERE, "hang")):
            time.sleep(1)
        raise OSError("nothing outside this machine is asked")

sys.addaudithook(watch)
"""


class Skipped(Exception):
    """An attack that this machine has no tool for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of an attack: `worst` is the worst of all that was `tried`, `most` what it may be; without `most` it is only told.

    `unit` is one of those of the benchmarks' table. `note` says where the worst was seen.
    """

    attack: str
    tried: str
    figure: str
    worst: float | None = None
    most: float | None = None
    unit: str = "count"
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the dashboard held; None where the figure has no bound."""
        return None if self.most is None else self.worst is not None and self.worst <= self.most

    def cells(self) -> tuple[str, ...]:
        """The row in the words of the table."""
        bound = MISSING if self.most is None else f"≤ {shown(self.most, self.unit)}"
        worst = f"{self.figure}: {shown(self.worst, self.unit)}" + (f" ({self.note})" if self.note else "")
        return self.attack, self.tried, worst, bound, {True: "yes", False: "NO", None: MISSING}[self.held]


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    return aligned([HEADINGS, *(row.cells() for row in rows)])


def listed(found: Sequence[str]) -> str:
    """The first of what was found, for a note: ["a", "b", "c"] -> "a; 2 more"."""
    return "".join(found[:1]) + (f"; {len(found) - 1} more" if len(found) > 1 else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the server. Status 0 means that none came: `body` then says why."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(address: str, path: str, method: str = "GET", body: Any = None, seconds: float = PATIENCE, **headers: str) -> Answer:
    """Send one request, its path and headers as they are given (`X_Name` is sent as `X-Name`), and wait for its answer.

    A body without a `Content_Length`, such as an iterator, is sent in chunks.
    """
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        # After a 101 the connection belongs to another protocol, and has no end.
        got = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, got, b"" if answer.status == 101 else answer.read())
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, {}, repr(error).encode())
    finally:
        connection.close()


def handshake(address: str, seconds: float = PATIENCE, **headers: str) -> Answer:
    """Ask for the connection that a page works over: 101 where it is let in."""
    wanted = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec_WebSocket_Protocol": "streamlit",
    }
    return ask(address, "/_stcore/stream", seconds=seconds, **wanted, **headers)


def at_once(calls: Iterable[Callable[[], Any]], threads: int = 20) -> list[Any]:
    """Make calls in several threads; their results in the order of the calls."""
    with ThreadPoolExecutor(threads) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


@dataclass(slots=True)
class Target:
    """A dashboard that is attacked."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        return ask(self.address, path, **headers)

    def memory(self) -> int:
        """Bytes of memory that it holds now."""
        return self._status("VmRSS")

    def peak(self) -> int:
        """The most that it held since `forget_peak`."""
        return self._status("VmHWM")

    def forget_peak(self) -> None:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def descriptors(self) -> int:
        """How many files and connections it has open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


class Run:
    """One run of attacks: its seed, how much is tried, a folder to work in, and the dashboard that several attacks share."""

    def __init__(self, folder: Path, seed: int, quick: bool) -> None:
        self._folder, self.seed, self.quick = folder, seed, quick
        self._ends = contextlib.ExitStack()
        self._number = 0

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def count(self, full: int, quick: int) -> int:
        """How many to try."""
        return quick if self.quick else full

    def chance(self, attack: str) -> random.Random:
        """Chance of an attack's own: the same for an equal seed, whatever ran before."""
        return random.Random(f"{self.seed} {attack}")

    def folder(self, name: str) -> Path:
        """A new folder."""
        self._number += 1
        path = self._folder / f"{self._number}-{name}"
        path.mkdir()
        return path

    @contextlib.contextmanager
    def dashboard(self, data: Path | None = None, before: tuple[str, ...] = (), **variables: str) -> Iterator[Target]:
        """A dashboard of its own, as its README starts it, on the shipped data unless another folder is named."""
        from tests.browser import harness  # brings a browser's driver along, which children have no use for

        log = self.folder("server") / "log"
        process, address = harness.start(data, log, variables=variables, before=before)
        try:
            yield Target(address, process, log)
        finally:
            harness.stop(process)

    @cached_property
    def outside(self) -> Path:
        """A folder with `data/` and, beside it, a company file that no visitor may see: `canary.yaml`."""
        path = self.folder("outside")
        (path / "canary.yaml").write_text(GOOD.format(name=CANARY))
        (path / "data").mkdir()
        for file in SHIPPED.glob("*.yaml"):
            (path / "data" / file.name).write_bytes(file.read_bytes())
        return path

    @cached_property
    def watch(self) -> Path:
        """A folder whose `asked` has a line for each address outside this machine that the shared dashboard wanted something of."""
        path = self.folder("watch")
        (path / "sitecustomize.py").write_text(WATCH)
        (path / "asked").touch()
        return path

    @cached_property
    def target(self) -> Target:
        """The dashboard that several attacks share; it ends with the run."""
        paths = os.pathsep.join([str(self.watch), str(ROOT)])
        return self._ends.enter_context(self.dashboard(self.outside / "data", PYTHONPATH=paths))


def child(attack: str, *words: str, memory: int = 2_000 * MB, seconds: int = 60) -> tuple[list[dict[str, Any]], str]:
    """What `inside(*words)` of an attack's module yields in a process of its own, and how that ended: "" where it came to its end.

    The process may have so many bytes of address space, and so many seconds for each step.
    """
    command = [sys.executable, "-m", "tests.attack.child", attack, str(memory), str(seconds), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=3600)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode == 0:
        return told, ""
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
    return told, f"no end in {seconds} s" if done.returncode == -14 else last[0][:80]
