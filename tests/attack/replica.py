"""nginx as it is shipped, before three addresses of which one is stopped and not dead: every request is answered by the others."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

from tests.attack.tools import PATIENCE, Answer, Row, Run, Skipped, ask, at_once, handshake

# Generous: an answer that takes half a minute to make may meet the stopped one first.
MOST_SECONDS = 45.0
PAGES = ("/", "/timeline", "/api/companies.json", "/static/favicon.png")


def attack(run: Run) -> Iterator[Row]:
    """Rows for requests without an answer, and for how long the slowest took."""
    from tests.browser import harness
    from tests.deploy import front

    if front.nginx() is None:
        raise Skipped(front.MISSING)
    with ExitStack() as ends:
        targets = [ends.enter_context(run.dashboard()) for _ in range(3)]
        folder, port = run.folder("nginx"), harness.free_port()
        path = front.configure(folder, port, [target.address.removeprefix("http://") for target in targets])
        ends.callback(harness.stop, front.start(path, port, folder / "log"))
        address = f"http://127.0.0.1:{port}"
        stopped = targets[0].process.pid
        os.kill(stopped, signal.SIGSTOP)
        # Before the servers end: what is stopped does not hear that it is to end.
        ends.callback(os.kill, stopped, signal.SIGCONT)
        count = run.count(64, 16)
        asked = at_once([lambda i=i: _timed(address, i) for i in range(count)], threads=8)
        opened = at_once([lambda i=i: _timed(address, i, shake=True) for i in range(count // 2)], threads=8)
    yield from _rows(f"{count} requests, one of three replicas stopped", asked, 200, MOST_SECONDS)
    yield from _rows(f"{count // 2} handshakes, one of three replicas stopped", opened, 101, MOST_SECONDS)


def _rows(tried: str, answers: list[tuple[float, Answer]], wanted: int, most: float) -> Iterator[Row]:
    statuses = Counter(answer.status for _, answer in answers)
    said = ", ".join(f"{count} × {status or 'no answer'}" for status, count in statuses.most_common())
    yield Row("replica", tried, f"answers other than {wanted}", len(answers) - statuses[wanted], 0, note=said)
    late = sum(seconds > 1 for seconds, _ in answers)
    yield Row("replica", tried, "slowest", max(seconds for seconds, _ in answers), most, "s", note=f"{late} above a second")


def _timed(address: str, number: int, shake: bool = False) -> tuple[float, Answer]:
    """One request of a viewer of its own: the cookie says which replica is asked first."""
    cookie, began = f"ai_moves_replica={number * 37 % 256:02x}", time.monotonic()
    patience = 3 * PATIENCE
    answer = (
        handshake(address, patience, Cookie=cookie) if shake else ask(address, PAGES[number % len(PAGES)], seconds=patience, Cookie=cookie)
    )
    return time.monotonic() - began, answer
