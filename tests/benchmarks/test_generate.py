"""The generated data of the benchmarks is as many companies and moves as asked for, the same each time, and without an error."""

from pathlib import Path

import pytest

from components import cli
from components.records.library import Library
from tests.benchmarks import generate

COMPANIES, MOVES = 5, 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    generate.write(tmp_path / "one", COMPANIES, MOVES)
    return tmp_path / "one"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_as_many_as_asked_for(folder: Path) -> None:
    snapshot = Library(folder).snapshot()
    assert snapshot.problems == ()
    assert len(snapshot.files) == COMPANIES
    assert sum(len(file.moves) for file in snapshot.files.values()) == MOVES


def test_equal_seeds_give_equal_bytes(folder: Path, tmp_path: Path) -> None:
    generate.write(tmp_path / "two", COMPANIES, MOVES)
    generate.write(tmp_path / "other", COMPANIES, MOVES, seed=8)
    assert contents(folder) == contents(tmp_path / "two")
    assert contents(folder) != contents(tmp_path / "other")


def test_check_finds_no_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(folder)]) == 0
    assert "error" not in capsys.readouterr().err
