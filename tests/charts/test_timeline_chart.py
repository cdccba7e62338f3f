"""The timeline: one mark a move, a line for a date that is not a day, a bar for a period."""

import json
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.analysis.lanes import NARROW, WIDE, arrange
from components.analysis.tables import Tables, rows
from components.charts import hovers, theme, timeline
from components.records.vocabulary import Category, Evidence
from tests.analysis.samples import frames, move, stating, text

ACME, BOLT = "#D55E00", "#0072B2"
COLOURS = {"acme": ACME, "bolt": BOLT}


def draw(data: Tables, **options: Any) -> go.Figure:
    return timeline.draw(arrange(data.moves), COLOURS, **options)


def marks(figure: go.Figure) -> go.Scatter:
    return next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")


def lines(figure: go.Figure) -> list[go.layout.Shape]:
    return [shape for shape in figure.layout.shapes if shape.type == "path"]


def bars(figure: go.Figure) -> list[go.Bar]:
    return [trace for trace in figure.data if trace.type == "bar"]


def one(**fields: Any) -> Tables:
    return frames({"acme": text("Acme Sample", [move(**fields)])})


class TestMarks:
    def test_every_move_has_its_key_and_place(self, both: Tables) -> None:
        drawn = marks(draw(both))
        layout = arrange(both.moves)
        assert [key for (key,) in drawn.customdata] == list(both.moves["key"])
        assert list(drawn.y) == list(layout.marks["y"])
        assert [pd.Timestamp(day) for day in drawn.x] == list(both.moves["date_mid"])

    @pytest.mark.parametrize("category", Category)
    def test_shape_says_the_category(self, category: Category) -> None:
        drawn = marks(draw(one(category=category.value)))
        assert drawn.marker.symbol == (theme.SHAPES[category][0],)

    @pytest.mark.parametrize(
        ("evidence", "fill"),
        [("filing", "1"), ("company", "1"), ("government", "1"), ("news", "0.4"), ("estimate", "0"), ("unnamed", "0")],
    )
    def test_fill_says_the_evidence(self, evidence: str, fill: str) -> None:
        drawn = marks(draw(one(evidence=evidence)))
        assert drawn.marker.color == (f"rgba(213, 94, 0, {fill})",)
        # Hollow marks are seen by their outline.
        assert drawn.marker.line.color == (ACME,)

    def test_a_click_dims_nothing(self, both: Tables) -> None:
        for trace in [marks(draw(both)), *bars(draw(both))]:
            assert trace.selected.marker.opacity == trace.unselected.marker.opacity == 1

    def test_small_marks_are_smaller(self, both: Tables) -> None:
        assert marks(draw(both, small=True)).marker.size < marks(draw(both)).marker.size


class TestSpans:
    @pytest.mark.parametrize(
        ("date", "first", "after"),
        [
            ("2025-02", "2025-02-01", "2025-03-01"),
            ("2025-Q1", "2025-01-01", "2025-04-01"),
            ("2025-H2", "2025-07-01", "2026-01-01"),
            ("2025", "2025-01-01", "2026-01-01"),
            ("2025-02-15/2025-02-16", "2025-02-15", "2025-02-17"),
        ],
    )
    def test_line_over_the_whole_span(self, date: str, first: str, after: str) -> None:
        figure = draw(one(date=date))
        (line,) = lines(figure)
        height = marks(figure).y[0]
        assert line.path == f"M{first},{height}L{after},{height}"
        assert (line.xref, line.yref) == ("x", "y")

    def test_no_line_for_a_day(self) -> None:
        assert lines(draw(one(date="2025-02-24"))) == []

    def test_one_shape_a_company(self, both: Tables) -> None:
        figure = draw(both)
        assert [line.line.color for line in lines(figure)] == [theme.tint(ACME, 0.55), theme.tint(BOLT, 0.55)]
        coarse = sum(start < end for start, end in zip(both.moves["date_start"], both.moves["date_end"], strict=True))
        assert sum(line.path.count("M") for line in lines(figure)) == coarse > 2


class TestBars:
    def test_period_from_its_first_to_its_last_day(self) -> None:
        figure = draw(one(amount=stating(380e9, qualifier="more_than"), period={"start": "2025-02", "end": "2028-01"}))
        (bar,) = bars(figure)
        assert [list(key) for key in bar.customdata] == [["acme/only"]]
        assert pd.Timestamp(bar.base[0]) == pd.Timestamp("2025-02-01")
        assert pd.Timestamp(bar.base[0]) + pd.Timedelta(milliseconds=bar.x[0]) == pd.Timestamp("2028-02-01")
        assert bar.y[0] > marks(figure).y[0]

    def test_keys_of_all_bars(self, both: Tables) -> None:
        (bar,) = bars(draw(both))
        assert {key for (key,) in bar.customdata} == {"acme/pledge", "acme/hall", "acme/share", "bolt/chips"}

    def test_sum_stands_in_a_bar_that_is_wide_enough(self) -> None:
        long, short = ({"start": "2024", "end": "2026"}, {"start": "2025-02-24", "end": "2025-02-25"})
        amount = stating(5e9, as_stated="five thousand million")
        others = [move("early", "2024-01-01"), move("late", "2026-12-31")]
        for period, label in ((long, ("¥5bn",)), (short, ())):
            moves = [*others, move("wide", amount=amount, period=period)]
            figure = draw(frames({"acme": text("Acme Sample", moves)}))
            (labels,) = (trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text")
            assert tuple(labels.text) == label

    def test_small_has_none(self, both: Tables) -> None:
        assert bars(draw(both, small=True)) == []

    def test_none_without_periods(self, both: Tables) -> None:
        assert bars(timeline.draw(arrange(both.moves, periods=False), COLOURS)) == []


class TestFrame:
    def test_lane_names(self, both: Tables) -> None:
        figure = draw(both)
        assert list(figure.layout.yaxis.ticktext) == ["<b>Acme Sample</b>", "<b>波特 Sample</b>"]
        assert list(figure.layout.yaxis.tickvals) == [lane.middle for lane in arrange(both.moves).lanes]
        # Rows are counted downwards.
        assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]

    def test_first_view(self, both: Tables) -> None:
        view = arrange(both.moves).view
        assert list(draw(both).layout.xaxis.range) == [str(day.date()) for day in view]

    def test_earlier_moves_are_announced(self) -> None:
        moves = [move("old", "2018-05-01"), *(move(f"m{n}", f"2025-{1 + n % 12:02}-{1 + n % 28:02}") for n in range(60))]
        data = frames({"acme": text("Acme Sample", moves)})
        notes = [
            [note.text for note in timeline.draw(arrange(data.moves, pixels=pixels), COLOURS, small=small).layout.annotations]
            for pixels, small in ((WIDE, False), (WIDE, True), (NARROW, False))
        ]
        # Only where the chart can be dragged.
        # On a phone all moves are in view.
        assert notes == [["◀ 1 earlier: drag the chart"], ["◀ 1 earlier"], []]
        assert len(marks(draw(data)).x) == 61

    @pytest.mark.parametrize(("last", "step"), [("2025-06-01", "M1"), ("2026-06-01", "M3"), ("2029-01-01", "M6"), ("2035-01-01", "M12")])
    def test_ticks_are_as_far_apart_as_the_span_is_long(self, last: str, step: str) -> None:
        data = frames({"acme": text("Acme Sample", [move("a", "2025-01-01"), move("b", last)])})
        assert draw(data).layout.xaxis.dtick == step

    def test_height_grows_with_the_rows(self) -> None:
        few, more = (frames({"acme": text("Acme Sample", [move(f"m{number}") for number in range(count)])}).moves for count in (1, 20))
        heights = [timeline.draw(arrange(moves), COLOURS).layout.height for moves in (few, more)]
        assert heights[1] - heights[0] == 19 * timeline.ROW


class TestHover:
    def hover(self, data: Tables, key: str) -> str:
        return next(hovers.hover(row) for row in rows(data.moves) if row.key == key)

    def test_by_hand(self, both: Tables) -> None:
        assert self.hover(both, "acme/pledge") == (
            "<b>Pledges more than 380 billion yuan</b><br>Acme Sample · 24 Feb 2025<br>"
            "more than ¥380bn · pledge of capital expenditure,<br>Feb 2025 to Jan 2028<br>"
            "Infrastructure · announced<br>Evidence: filing"
        )
        assert self.hover(both, "bolt/model") == (
            "<b>Opens its model</b><br>波特 Sample · May 2025<br>Model · completed<br>Evidence: company"
        )

    def test_denial_is_said_once(self, both: Tables) -> None:
        assert self.hover(both, "acme/rumour").endswith("Chips · denied<br>Evidence: unnamed")
        reported = one(status="reported", denied_by=["blog"])
        assert "reported · called wrong by the company<br>" in self.hover(reported, "acme/only")

    def test_on_marks_and_bars_alike(self, both: Tables) -> None:
        figure = draw(both)
        (bar,) = bars(figure)
        by_key = dict(zip((key for (key,) in marks(figure).customdata), marks(figure).text, strict=True))
        assert [by_key[key] for (key,) in bar.customdata] == list(bar.text)


def test_evidence_never_looks_alike_on_one_chart() -> None:
    """A filing, a news report and a rumour of one company and category differ in fill."""
    moves = [move(f"m{number}", evidence=evidence.value) for number, evidence in enumerate(Evidence)]
    drawn = marks(draw(frames({"acme": text("Acme Sample", moves)})))
    assert len(set(drawn.marker.color)) == 3


def test_nothing() -> None:
    figure = draw(frames({}))
    assert [len(trace.x) for trace in figure.data] == [0]
    json.loads(figure.to_json())
