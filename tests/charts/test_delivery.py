"""What was reported against a pledge: the line so far, its gaps, the straight line, the sum stated."""

import json
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from components.analysis import delivery as analysis
from components.analysis.delivery import Delivery
from components.analysis.tables import Tables
from components.charts import delivery, theme
from components.records.vocabulary import Evidence
from tests.analysis.samples import STRANGE, figure, frames, move, stating, strange, text

COLOURS = {"acme": "#D55E00"}
TODAY = date(2026, 3, 15)


def plan(amount: dict[str, Any], *figures: dict[str, Any], name: str = "Acme Sample", today: date = TODAY) -> Delivery:
    moves = [move("plan", amount=amount, period={"start": "2025", "end": "2025"})]
    tables = frames({"acme": text(name, moves, figures)})
    (found,) = analysis.delivery(tables.moves, tables.figures, today)
    return found


def drawn(*args: Any, **fields: Any) -> go.Figure:
    return delivery.draw(plan(*args, **fields), COLOURS)


def points(trace: go.Scatter) -> list[tuple[str, float | None]]:
    return [(str(day)[:10], None if total is None or total != total else total) for day, total in zip(trace.x, trace.y, strict=True)]


class TestByHand:
    """More than 8 billion for 2025; 2 in the first quarter, 3 in the third by a newspaper, nothing known of the second."""

    def figure(self) -> go.Figure:
        quarters = [figure("2025-Q1", 2e9), figure("2025-Q3", 3e9, sources=["paper"])]
        return drawn(stating(8e9, qualifier="more_than"), *quarters, today=date(2025, 10, 15))

    def test_lines(self) -> None:
        pace, known, unknown, dots = self.figure().data
        assert points(pace) == [("2025-01-01", 0), ("2026-01-01", 8e9)]
        assert points(known) == [
            ("2025-01-01", 0),
            ("2025-04-01", 2e9),
            ("2025-04-01", None),
            ("2025-07-01", 2e9),
            ("2025-10-01", 5e9),
            ("2025-10-01", None),
        ]
        assert points(unknown) == [("2025-04-01", 2e9), ("2025-07-01", 2e9), ("2025-07-01", None)]
        assert (pace.line.dash, known.line.dash, unknown.line.dash) == ("dash", "solid", "dot")
        assert points(dots) == [("2025-04-01", 2e9), ("2025-10-01", 5e9)]

    def test_marks(self) -> None:
        dots = self.figure().data[3]
        assert [list(data) for data in dots.customdata] == [["acme/plan"], ["acme/plan"]]
        # From the gap on each sum is a lower bound: an arrow up.
        assert list(dots.marker.symbol) == ["circle", "triangle-up"]
        assert list(dots.marker.color) == [theme.tint("#D55E00", 1), theme.tint("#D55E00", theme.FILLS[Evidence.NEWS])]
        assert dots.text[1] == "<b>Acme Sample</b>, by the end of Q3 2025: at least ¥5bn<br>Q3 2025: ¥3bn<br>Evidence: news"

    def test_sum_stated_and_gap(self) -> None:
        shapes = self.figure().layout.shapes
        assert [(shape.type, shape.y0, shape.y1) for shape in shapes] == [("line", 8e9, 8e9), ("rect", 0, 1)]
        assert [str(end)[:10] for end in (shapes[1].x0, shapes[1].x1)] == ["2025-04-01", "2025-07-01"]

    def test_labels(self) -> None:
        assert [note.text for note in self.figure().layout.annotations] == [
            "<b>Pledge: more than ¥8bn ▲</b><br>dashed: a straight line to it",
            "<b>At least ¥5bn</b><br>by Q3 2025",
            "Q2 2025 not known",
        ]

    def test_axes(self) -> None:
        layout = self.figure().layout
        assert layout.yaxis.range[0] == 0
        assert layout.yaxis.range[1] > 8e9
        assert list(layout.yaxis.ticktext) == ["0", "¥2bn", "¥4bn", "¥6bn", "¥8bn"]
        first, last = (str(end)[:10] for end in layout.xaxis.range)
        assert first == "2025-01-01"
        assert last > "2026-01-01"


def test_range_is_a_band_with_a_line_to_each_end() -> None:
    amount = {"low": 4e9, "high": 8e9, "currency": "CNY", "nature": "guidance", "measure": "capital_expenditure"}
    found = drawn(amount, figure("2025-Q1", 1e9))
    assert [points(trace)[1] for trace in found.data[:2]] == [("2026-01-01", 4e9), ("2026-01-01", 8e9)]
    bands = [(shape.y0, shape.y1) for shape in found.layout.shapes if shape.type == "rect" and shape.yref != "paper"]
    assert bands == [(4e9, 8e9)]
    assert found.layout.annotations[0].text.startswith("<b>Guidance: ¥4bn to ¥8bn</b>")


@pytest.mark.parametrize(("qualifier", "arrow"), [("more_than", " ▲"), ("up_to", " ▼"), ("about", ""), ("exactly", "")])
def test_arrow_says_on_which_side_of_a_bound(qualifier: str, arrow: str) -> None:
    label = drawn(stating(8e9, qualifier=qualifier), figure("2025-Q1", 1e9)).layout.annotations[0].text
    assert label.split("</b>")[0].endswith(f"¥8bn{arrow}")


def test_more_than_was_stated_stays_in_view() -> None:
    assert drawn(stating(2e9), figure("2025-Q1", 9e9)).layout.yaxis.range[1] > 9e9


def test_missing_quarters_in_a_row_have_one_band() -> None:
    found = drawn(stating(8e9), figure("2025-Q4", 1e9))
    assert [note.text for note in found.layout.annotations][-1] == "Q1 2025 to Q3 2025<br>not known"
    assert len([shape for shape in found.layout.shapes if shape.yref == "paper"]) == 1


@pytest.mark.parametrize(
    ("today", "words"),
    [(TODAY, "No quarterly figure is<br>known: that is no zero"), (date(2025, 2, 1), "No quarter is over yet")],
)
def test_nothing_is_drawn_of_nothing(today: date, words: str) -> None:
    found = drawn(stating(8e9), today=today)
    assert len(found.data) == 1  # the straight line alone
    assert found.layout.annotations[1].text == words


def test_text_from_files_is_shown_to_the_letter() -> None:
    found = drawn(stating(8e9), figure("2025-Q1", 1e9), name="N <b>&amp; %{x}")
    assert found.data[-1].text[0].startswith("<b>N &lt;b&gt;&amp;amp; %{x}</b>, by")
    assert found.data[-1].hovertemplate == "%{text}<extra></extra>"


def test_equal_data_gives_an_equal_picture() -> None:
    first, second = (drawn(stating(8e9), figure("2025-Q1", 1e9), figure("2025-Q3", 1e9)).to_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", STRANGE)
def test_strange_data(name: str) -> None:
    tables = strange(name)
    for found in analysis.delivery(tables.moves, tables.figures, TODAY):
        json.loads(delivery.draw(found, theme.company_colours(tables.names)).to_json(), parse_constant=lambda word: pytest.fail(word))


def test_shipped_data(shipped_tables: Tables) -> None:
    plans = analysis.delivery(shipped_tables.moves, shipped_tables.figures, TODAY)
    assert plans
    for found in plans:
        picture = delivery.draw(found, theme.company_colours(shipped_tables.names))
        json.loads(picture.to_json(), parse_constant=lambda word: pytest.fail(word))
        assert picture.layout.yaxis.range[0] == 0
        keys = {key for trace in picture.data if trace.customdata is not None for (key,) in trace.customdata}
        assert keys == ({found.key} if found.known else set())
