"""The log: lines of JSON about slow runs and problems, and nothing about viewers."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from streamlit import config

from components.frame import log, log_flood
from components.records.library import Library
from components.records.problems import Problem
from components.records.schema import Company


class Said:
    """What the log has said so far."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line as its fields, without its time, which is checked."""
        read = [json.loads(line) for line in self.stream.getvalue().splitlines()]
        assert all(line.pop("time").endswith("+00:00") for line in read)
        return read


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """The log of this test."""
    monkeypatch.delenv("AI_MOVES_SLOW_SECONDS", raising=False)
    monkeypatch.setattr(log, "_known", frozenset())
    heard = Said()
    handler = logging.StreamHandler(heard.stream)
    handler.setFormatter(log.Lines())
    log.LOG.addHandler(handler)
    before = log.LOG.level, log.LOG.propagate
    log.LOG.setLevel(logging.INFO)
    yield heard
    log.LOG.removeHandler(handler)
    log.LOG.setLevel(before[0])
    log.LOG.propagate = before[1]


def test_only_slow_runs_are_told(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    log.run("timeline", 0.99, 0.5, "0a1b2c3d")
    assert said.lines == []
    log.run("timeline", 1.23456, 0.5, "0a1b2c3d")
    slow = {"level": "warning", "event": "slow run", "page": "timeline", "seconds": 1.235, "cpu_seconds": 0.5, "revision": "0a1b2c3d"}
    assert said.lines == [slow]
    monkeypatch.setenv("AI_MOVES_SLOW_SECONDS", "0")
    log.run("", 0.01, 0.01, "0a1b2c3d")
    assert [line["page"] for line in said.lines] == ["timeline", ""]


def test_problem_of_the_folder_names_its_path_to_the_operator_alone(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(tmp_path / "none"))
    (problem,) = Library(tmp_path / "none").snapshot().problems
    assert str(tmp_path) not in str(problem), "viewers read this"
    log.problems([problem, Problem("a.yaml", 1, 1, "wrong")])
    assert [(line["file"], line.get("folder")) for line in said.lines] == [
        ("a.yaml", None),
        ("the data folder", str(tmp_path / "none")),
    ]


def test_problem_of_the_data_is_told_when_it_comes_and_when_it_goes(said: Said) -> None:
    one, other = Problem("acme.yaml", 3, 5, "unknown key"), Problem("bolt.yaml", 0, 0, "the file cannot be read")
    for found in ((), (one,), (one,), (one, other), (one, other), (other,)):
        log.problems(found)
    acme = {"file": "acme.yaml", "line": 3, "column": 5, "problem": "unknown key"}
    bolt = {"file": "bolt.yaml", "line": 0, "column": 0, "problem": "the file cannot be read"}
    assert said.lines == [
        {"level": "warning", "event": "data problem", **acme},
        {"level": "warning", "event": "data problem", **bolt},
        {"level": "info", "event": "data problem is gone", **acme},
    ]


def test_error_is_told_by_kind_and_place_without_what_was_typed(said: Said) -> None:
    def look_up(words: str) -> int:
        return {"cloud": 1}[words]

    with pytest.raises(KeyError) as raised:
        look_up("words that somebody typed")
    logging.getLogger("components.frame.link_preview").error("no link preview of /%s", "timeline", exc_info=raised.value)
    (line,) = said.lines
    assert (line["level"], line["event"], line["error"]) == ("error", "no link preview of /timeline", "KeyError")
    assert [place.rpartition(" ")[2] for place in line["places"]][-1] == "look_up"
    assert "somebody" not in said.stream.getvalue()


def test_places_are_told_without_the_folders_of_the_machine() -> None:
    with pytest.raises(ValidationError) as raised:
        Company.model_validate({})
    places = log.kind_and_place(raised.value)["places"]
    assert places[0].startswith("test_log.py:")
    assert places[-1].startswith("pydantic/main.py:")


def test_error_in_a_page_has_a_number_that_the_viewer_is_told(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(log.st, "error", lambda text, **_: shown.append(text))
    before = config.get_option("client.showErrorDetails")
    try:
        config.set_option("client.showErrorDetails", "none")
        assert log.failed(ValueError("inside"))
        config.set_option("client.showErrorDetails", "full")
        assert not log.failed(ValueError("inside"))
    finally:
        config.set_option("client.showErrorDetails", before)
    first, second = said.lines
    assert (first["event"], first["error"], second["error"]) == ("error in a page", "ValueError", "ValueError")
    assert len(shown) == 1
    assert f"under the number `{first['number']}`." in shown[0]
    assert "inside" not in shown[0] + said.stream.getvalue()


@pytest.fixture
def restored() -> Iterator[None]:
    """Every logger has its filters back after the test, and those made later have none of the test's."""
    kind, known = logging.getLoggerClass(), [logging.getLogger(), *logging.Logger.manager.loggerDict.values()]
    filters = {logger: list(logger.filters) for logger in known if isinstance(logger, logging.Logger)}
    yield
    logging.setLoggerClass(kind)
    for logger, before in filters.items():
        logger.filters[:] = before


@pytest.mark.usefixtures("restored")
def test_log_starts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.LOG, "handlers", [])
    monkeypatch.setattr(log._STREAMLITS, "filters", [])
    before = log.LOG.level, log.LOG.propagate
    try:
        log.start()
        log.start()
        assert len(log.LOG.handlers) == 1
        streamlits, flood = log._STREAMLITS.filters
        assert isinstance(flood, log_flood.Bound)
        assert callable(streamlits)
        # Each logger goes through the same one: also what is made later.
        assert logging.getLogger("uvicorn.error").filters == logging.getLogger("a.library.that.comes.later").filters == [flood]
        monkeypatch.setenv("AI_MOVES_SLOW_SECONDS", "soon")
        with pytest.raises(ValueError, match="AI_MOVES_SLOW_SECONDS"):
            log.start()
    finally:
        log.LOG.setLevel(before[0])
        log.LOG.propagate = before[1]
