"""The fast part of the attack, and its command. Counts, sizes and statuses only: how long anything took is told by the command.

What fails here was not held. `python -m tests.attack --only NAME` says more.
"""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.attack import __main__ as command
from tests.attack.tools import Row, Run, Skipped, table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory and descriptors are read from /proc, which only Linux has")
SEED = 22
# Files and folders are tried by tests/records, addresses by tests/frame and tests/pages.
FAST = ("widgets", "origins", "uploads", "log")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A quick run, whose attacks share one dashboard."""
    with Run(tmp_path_factory.mktemp("attack"), SEED, quick=True) as started:
        yield started


def not_held(rows: list[Row]) -> list[str]:
    """The rows with a bound that was passed, in words."""
    assert [row for row in rows if row.most is not None and row.unit != "s"]
    return [" | ".join(row.cells()) for row in rows if row.held is False and row.unit != "s"]


@pytest.mark.parametrize("name", FAST)
def test_attack_is_held(run: Run, name: str) -> None:
    try:
        rows = list(importlib.import_module(f"tests.attack.{command.ATTACKS[name]}").attack(run))
    except Skipped as error:
        pytest.skip(str(error))
    assert not_held(rows) == []


def test_hostile_drafts_take_twice_the_calls_for_twice_the_text() -> None:
    drafts = importlib.import_module("tests.attack.drafts")
    assert not_held(list(drafts.counted())) == []


def test_every_attack_has_a_module() -> None:
    assert [name for name, module in command.ATTACKS.items() if importlib.util.find_spec(f"tests.attack.{module}") is None] == []


HELD, LOST, TOLD = (
    Row("files", "9 files", "exceptions", 0, 0),
    Row("files", "9 files", "peak memory", 2_500_000, 1_000_000, "MB", "a|b"),
    Row("files", "9 files", "slowest", 1.5, unit="s"),
)


def test_table_says_what_was_held() -> None:
    assert table([HELD, LOST, TOLD]).splitlines() == [
        "| attack | tried   | worst figure               | bound    | held |",
        "| ------ | ------- | -------------------------- | -------- | ---- |",
        "| files  | 9 files | exceptions: 0              | ≤ 0      | yes  |",
        "| files  | 9 files | peak memory: 2.5 MB (a\\|b) | ≤ 1.0 MB | NO   |",
        "| files  | 9 files | slowest: 1.50 s            | –        | –    |",
    ]


@pytest.mark.parametrize(
    ("rows", "status", "last"),
    [
        ([HELD, TOLD], 0, "0 of 3 not held."),
        ([HELD, LOST], 1, "1 of 3 not held."),
        ([HELD, RuntimeError("no\nserver")], 1, "1 of 3 not held."),
        ([Row("files", "none came back", "peak memory", None, 5, "MB")], 1, "1 of 2 not held."),
    ],
    ids=["held", "lost", "stopped", "nothing known"],
)
def test_command_ends_with_what_was_held(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rows: list[Row | Exception], status: int, last: str
) -> None:
    def attack(run: Run) -> Iterator[Row]:
        assert (run.seed, run.quick, run.count(9, 3)) == (5, True, 3)
        for row in rows:
            if isinstance(row, Exception):
                raise row
            yield row

    def skip(_: Run) -> Iterator[Row]:
        raise Skipped("no nginx found")

    parts = {"tests.attack.files": SimpleNamespace(attack=attack), "tests.attack.replica": SimpleNamespace(attack=skip)}
    monkeypatch.setattr(command.importlib, "import_module", parts.__getitem__)
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    assert command.main(["--quick", "--seed", "5", "--only", "files", "--only", "replica"]) == status
    said = capsys.readouterr().out
    assert "| no nginx found" in said
    assert said.splitlines()[-1].startswith(last)
    assert "A quick run with seed 5" in said


def test_equal_seeds_try_the_same(run: Run) -> None:
    files = importlib.import_module("tests.attack.files")
    first, again, other = (list(files.mutated(Run(run._folder, seed, quick=True).chance("files"), 20)) for seed in (1, 1, 2))
    assert first == again != other
