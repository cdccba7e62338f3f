"""Start: reading a folder against `yaml.CSafeLoader` alone on the same bytes, each in a process of its own.

    python -m tests.benchmarks.reading ours|floor FOLDER

is one such process and prints its seconds.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from components.records.library import ENDINGS, Library
from tests.benchmarks import servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, compared

MOST_RATIO = 1.2


def measure(scale: Scale) -> Iterator[Row]:
    """One row. "Reading" ends with checked records of every file; the floor with bare dictionaries and no check at all."""
    times = max(2, scale.large_times // 2)
    pairs = [(_once("ours", scale.large), _once("floor", scale.large)) for _ in range(times)]
    size = sum(path.stat().st_size for path in _files(scale.large))
    yield compared(
        f"start: reading {scale.much}, checks and all",
        [mine for mine, _ in pairs],
        [floor for _, floor in pairs],
        most_ratio=MOST_RATIO,
        note=f"{size / 1e6:.0f} MB of YAML",
    )


def _once(what: str, folder: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.reading", what, str(folder)]
    return float(subprocess.run(command, cwd=servers.ROOT, check=True, capture_output=True, text=True, timeout=600).stdout)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)


def _ours(folder: Path) -> float:
    began = time.perf_counter()
    snapshot = Library(folder).snapshot()
    took = time.perf_counter() - began
    if snapshot.problems:
        raise SystemExit(f"the folder has problems, so this measures something else: {snapshot.problems[0]}")
    return took


def _floor(folder: Path) -> float:
    began = time.perf_counter()
    kept = [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in _files(folder)]
    took = time.perf_counter() - began
    assert kept
    return took


if __name__ == "__main__":
    print({"ours": _ours, "floor": _floor}[sys.argv[1]](Path(sys.argv[2])))
