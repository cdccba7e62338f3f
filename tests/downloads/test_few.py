"""Charts of more companies than anyone tells apart: those with the most moves are drawn, and it is said."""

from dataclasses import replace

import pytest

from components.downloads import charts, count_charts, few
from components.downloads.chart import Chart, Seen
from tests.downloads.test_held import seen


@pytest.fixture
def view(folder: object, monkeypatch: pytest.MonkeyPatch) -> Seen:  # noqa: ARG001
    """Of two companies, one of which has more moves, there is room for one."""
    monkeypatch.setattr(few, "MOST", 1)
    return seen()


WORDS = "Drawn are the 1 of 2 companies with the most moves in view; the table and the CSV have all."


def busiest(view: Seen) -> str:
    return str(view.moves["company"].value_counts().idxmax())


def test_those_with_the_most_moves(view: Seen) -> None:
    some, notes = few.companies(view, view.moves)
    assert set(some["company"]) == {busiest(view)}
    assert notes == (WORDS,)


def test_where_there_is_room_nothing_is_left_out(view: Seen) -> None:
    alone = view.moves[view.moves["company"] == "bolt"]
    assert few.companies(replace(view, moves=alone), alone) == (alone, ())


@pytest.mark.parametrize("make", [count_charts.categories, count_charts.so_far, count_charts.evidence, count_charts.known])
def test_tables_have_all(view: Seen, make: object) -> None:
    chart = make(view)  # type: ignore[operator]
    assert isinstance(chart, Chart)
    assert WORDS in chart.notes
    text = chart.table.to_csv() + " ".join(map(str, chart.table.columns))
    assert all(name in text for name in view.names.values())


def test_promises_are_cut(view: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    from components.analysis import promises as kept

    found = kept.promises(view.every_move, kept.due_dates(view.snapshot.files), view.today)
    drawn = found[found["outcome"] != kept.Outcome.OPEN]
    monkeypatch.setattr(charts, "MOST_PROMISES", len(drawn) - 1)
    chart = charts.promises(view, found)
    assert chart is not None
    assert chart.notes[0].startswith(f"Drawn are the first {len(drawn) - 1} of {len(drawn)} promises")
    assert len(chart.table) == len(found)
