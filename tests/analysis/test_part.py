"""A part of a frame is in all respects the frame that pandas takes at once."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.analysis import part as parts
from components.analysis.part import Codes, Part, numbered
from components.analysis.tables import Tables, rows

PLACES = np.array([0, 2, 3, 7])


@pytest.fixture
def part(both: Tables) -> Part:
    """Four of the moves of the samples."""
    return Part(both.moves, PLACES)


@pytest.fixture
def whole(both: Tables) -> pd.DataFrame:
    """The same, taken at once."""
    return both.moves.take(PLACES)


OPERATIONS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "copy": lambda frame: frame.copy(),
    "some columns": lambda frame: frame[["key", "low", "date_end"]],
    "rows by truth": lambda frame: frame[frame["company"] == "acme"],
    "rows by truth in an array": lambda frame: frame[(frame["company"] == "acme").to_numpy()],
    "rows by truth in a list": lambda frame: frame[[True, False, True, False]],
    "rows at places": lambda frame: frame.take([3, 1]),
    "rows from behind": lambda frame: frame.take([-1]),
    "no rows": lambda frame: frame.take([]),
    "rows of rows": lambda frame: frame.take([3, 1, 0]).take([2, 0]),
    "columns at places": lambda frame: frame.take([1, 0], axis=1),
    "iloc": lambda frame: frame.iloc[1:3],
    "loc": lambda frame: frame.loc[frame["low"] > 0, ["key", "low"]],
    "assign": lambda frame: frame.assign(low=0.0, more="x"),
    "drop": lambda frame: frame.drop(columns="words"),
    "sort_values": lambda frame: frame.sort_values(["company", "date_start"], kind="stable"),
    "groupby": lambda frame: frame.groupby("company").size().reset_index(),
    "concat": lambda frame: pd.concat([frame, frame]),
    "reset_index": lambda frame: frame.reset_index(drop=True),
    "merge": lambda frame: frame.merge(frame[["key", "title"]], on="key"),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_gives_what_it_gives_of_the_whole(part: Part, whole: pd.DataFrame, name: str) -> None:
    pd.testing.assert_frame_equal(pd.DataFrame(OPERATIONS[name](part)), OPERATIONS[name](whole))


def test_columns_index_and_size(part: Part, whole: pd.DataFrame) -> None:
    for column in whole:
        pd.testing.assert_series_equal(part[column], whole[column])
    pd.testing.assert_index_equal(part.index, whole.index)
    pd.testing.assert_index_equal(part.columns, whole.columns)
    assert (len(part), part.shape, part.size, part.empty) == (len(whole), whole.shape, whole.size, False)
    assert part.to_csv() == whole.to_csv()
    assert "key" in part
    assert "nothing" not in part
    with pytest.raises(KeyError, match="nothing"):
        part["nothing"]
    assert Part(whole, PLACES[:0]).empty


@pytest.mark.parametrize("places", [None, [2, 0], np.array([1]), []])
def test_rows(part: Part, whole: pd.DataFrame, places: Any) -> None:
    names = ["key", "low", "period_start", "denied", "source_keys"]
    # Of what is not known NaN is not equal to itself.
    assert list(map(repr, rows(part, names, places))) == list(map(repr, rows(whole, names, places)))


@pytest.mark.parametrize("column", ["company", "category", "title", "nature"])
def test_numbered(both: Tables, column: str) -> None:
    whole = both.moves.take(PLACES)
    cut = Part(both.moves, PLACES, Codes(both.moves))
    for frame in (whole, Part(both.moves, PLACES), cut, cut.take([3, 1]), cut[cut["company"] == "acme"], cut.take([])):
        numbers, words = numbered(frame, column)
        assert words.take(numbers).to_list() == frame[column].to_list()
        assert words.to_list() == sorted(set(frame[column]))


def test_codes_of_words_that_are_not_there(both: Tables) -> None:
    places = np.arange(len(both.moves))
    codes = Codes(both.moves)
    assert codes.there("company", ["nobody"], places).tolist() == []
    assert codes.there("company", ["nobody", "acme"], places).tolist() == (both.moves["company"] == "acme").to_numpy().nonzero()[0].tolist()
    assert Codes(both.moves.head(0)).there("company", ["acme"], places[:0]).tolist() == []


def test_nothing_changes_it_or_its_source(part: Part, both: Tables) -> None:
    before = both.moves.copy()
    with pytest.raises(TypeError, match="take a copy"):
        part["title"] = "changed"
    column = part["title"]
    column.iloc[0] = "changed"
    column.name = "another"
    copied = part.copy()
    copied["title"] = "changed"
    assert part["title"].name == "title"
    assert "changed" not in {*part["title"], *part.copy()["title"], *part.take([0])["title"]}
    pd.testing.assert_frame_equal(both.moves, before)


def test_what_is_asked_for_alone_is_taken(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("the whole frame is taken")

    monkeypatch.setattr(pd.DataFrame, "take", refuse)
    acme = part[part["company"] == "acme"]
    assert len(acme) + len(part[part["company"] != "acme"]) == len(part)
    assert [row.key for row in rows(part, ["key"], [1])] == [part["key"].iloc[1]]
    with pytest.raises(AssertionError, match="whole"):
        part.copy()


def test_few_rows_are_taken_at_once(both: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    for few, made in ((4, pd.DataFrame), (3, Part)):
        monkeypatch.setattr(parts, "FEW", few)
        assert type(parts.part(both.moves, PLACES)) is made
        assert type(Part(both.moves, PLACES).take([0, 1, 2, 3])) is made
