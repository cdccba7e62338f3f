"""How the time to check a draft grows with its size, where the draft is made to be costly.

    python -m tests.benchmarks.hostile_draft KILOBYTES

is one process that checks each kind of such a draft, and prints seconds and the kind, one a line.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from components.records.draft import check
from components.records.library import Snapshot
from tests import hostile
from tests.benchmarks import servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, alone, compared

SIZES = (100, 200, 400, 800)  # kilobytes
# Twice the text may take twice the time, and a little more for what a machine does beside it. One that is squared takes four times.
MOST_RATIO = 2.5
MOST = 5.0


def measure(scale: Scale) -> Iterator[Row]:
    """A row for each size beside half of it, over all kinds of hostile drafts, and one for the slowest of all."""
    taken = {size: _best(size, max(1, scale.large_times // 3)) for size in SIZES}
    for half, size in pairwise(SIZES):
        worst, kind = max((taken[size][kind] / taken[half][kind], kind) for kind in taken[size])
        yield compared(
            f"check of a hostile draft: {size} kB beside {half} kB",
            list(taken[size].values()),
            list(taken[half].values()),
            most_ratio=MOST_RATIO,
            note=f"{len(taken[size])} kinds; most growth {worst:.2f} ×: {kind}",
        )
    slowest, size, kind = max((seconds, size, kind) for size in SIZES for kind, seconds in taken[size].items())
    yield alone("the slowest check of a hostile draft", [slowest], most=MOST, note=f"{size} kB of {kind}")


def _best(size: int, times: int) -> dict[str, float]:
    """Kind -> the least seconds of so many processes."""
    command = [sys.executable, "-m", "tests.benchmarks.hostile_draft", str(size)]
    best: dict[str, float] = {}
    for _ in range(times):
        said = subprocess.run(command, cwd=servers.ROOT, check=True, capture_output=True, text=True, timeout=900).stdout
        for line in said.splitlines():
            seconds, kind = line.split("\t")
            best[kind] = min(float(seconds), best.get(kind, float("inf")))
    return best


def _check(size: int) -> None:
    nothing = Snapshot({}, {}, (), (), "")
    check("acme", hostile.HEAD, nothing, date.today())  # before anything counts
    for kind in hostile.DRAFTS:
        text = kind(size)
        began = time.process_time()
        check("acme", text, nothing, date.today())
        print(time.process_time() - began, kind.__name__.replace("_", " "), sep="\t")


if __name__ == "__main__":
    _check(int(sys.argv[1]) * 1000)
