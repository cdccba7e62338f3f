"""The benchmarks' command: its parts are there, and one that fails is said and takes no other down."""

import importlib.util
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row


def test_every_part_has_a_module() -> None:
    assert [part for part, module in command.PARTS.items() if importlib.util.find_spec(f"tests.benchmarks.{module}") is None] == []


def test_a_part_that_fails_is_said_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def good(size: Scale) -> Iterator[Row]:
        yield Row("moves in the large folder", "count", measured=sum(path.read_text().count("  - id: ") for path in size.large.iterdir()))

    def bad(_: Scale) -> Iterator[Row]:
        yield Row("what went well before", "count", measured=1)
        raise RuntimeError("no browser\nat all")

    parts = {"tests.benchmarks.sent": SimpleNamespace(measure=bad), "tests.benchmarks.search": SimpleNamespace(measure=good)}
    monkeypatch.setattr(command.importlib, "import_module", parts.__getitem__)
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(command.signal, "signal", lambda *_: None)
    assert command.main(["--quick", "--only", "sent", "--only", "search"]) == 1
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:5]]
    assert [(cells[0].strip(), cells[2].strip(), cells[-1].strip()) for cells in rows] == [
        ("what went well before", "1", "–"),
        ("sent", "–", "not measured: RuntimeError: no browser"),
        ("moves in the large folder", "2,000", "–"),
    ]


def test_command_says_which_packages_it_needs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda _: None)
    assert command.main(["--quick"]) == 2
    assert capsys.readouterr().err == "benchmarks need packages of their own: pip install -e '.[test,benchmarks]'\n"


def test_command_line_refuses_an_unknown_part(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["--only", "everything"])
    assert ended.value.code == 2
    assert "invalid choice: 'everything'" in capsys.readouterr().err
