"""Search on the server, and the memory of its process.

    python -m tests.benchmarks.search FOLDER

is the process that searches, and prints seconds, one search a line, with how many moves it found.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, alone
from tests.benchmarks.viewer import Viewer

SEARCHES = (
    "cloud",
    "chips",
    "data centre power",
    "a",
    "Tech Ledger",
    "inference chips Osaka",
    "nothing has these words",
    "yuki sato",
    "weights 30",
)
MOST = 0.100


def measure(scale: Scale) -> Iterator[Row]:
    """A row for the search, and two for the memory."""
    command = [sys.executable, "-m", "tests.benchmarks.search", str(scale.large)]
    environment = {**os.environ, "AI_MOVES_DATA": str(scale.large)}
    said = subprocess.run(command, cwd=servers.ROOT, env=environment, check=True, capture_output=True, text=True, timeout=900).stdout
    taken = [float(line.split("\t")[0]) for line in said.splitlines()]
    slowest = max(zip(taken, SEARCHES, strict=True))
    note = f"{len(taken)} searches, each once; slowest {slowest[0] * 1000:.0f} ms: “{slowest[1]}”"
    yield alone(f"search, server time ({scale.much})", taken, unit="ms", most=MOST, note=note)
    with servers.bare() as bare:
        asyncio.run(_look(bare, ("",)))
        floor = bare.memory()
    for data, name in ((servers.SHIPPED, "shipped data"), (scale.large, scale.much)):
        with servers.dashboard(data) as dashboard:
            asyncio.run(_look(dashboard, ("", "timeline", "compare", "data")))
            memory = dashboard.memory()
        yield Row(
            f"memory of the process after four pages ({name})",
            unit="MB",
            measured=memory,
            floor=floor,
            ratio=memory / floor,
            taken="once",
        )


async def _look(server: servers.Server, paths: tuple[str, ...]) -> None:
    for path in paths:
        async with Viewer(server.address, path, clocks=False):
            pass


def _search(folder: Path) -> None:
    from components.analysis.selection import Selection, select_moves
    from components.downloads import held

    snapshot = held.library(folder).snapshot()
    moves = held.shown(snapshot, Selection())
    select_moves(moves, Selection(words="before anything counts"))
    for words in SEARCHES:
        began = time.perf_counter()
        found = select_moves(moves, Selection(words=words))
        print(time.perf_counter() - began, len(found), sep="\t")


if __name__ == "__main__":
    _search(Path(sys.argv[1]))
