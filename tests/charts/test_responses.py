"""The moves around one move: a mark a move in its place, the anchor on its line, a line where the day is not known."""

import json
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from components.analysis import responses as analysis
from components.analysis.lanes import NARROW
from components.analysis.tables import Tables
from components.charts import responses, theme
from components.records.vocabulary import Category
from tests.analysis import samples
from tests.analysis.samples import frames, move, text

ACME, BOLT = "#D55E00", "#0072B2"
COLOURS = {"acme": ACME, "bolt": BOLT}


def draw(data: Tables, key: str = "acme/only", days: int = 30, colours: dict[str, str] = COLOURS, **options: int) -> go.Figure:
    anchor = analysis.anchor(data.moves, key)
    found = analysis.responses(data.moves, key, days)
    return responses.draw(analysis.arrange(found, anchor, data.names, days, **options), colours)


def around(*others: dict[str, Any], **anchor: Any) -> Tables:
    return frames({"acme": text("Acme Sample", [move(**anchor)]), "bolt": text("Bolt Sample", others)})


def marks(figure: go.Figure) -> tuple[go.Scatter, go.Scatter]:
    """Those of the others and that of the anchor."""
    others, anchor = (trace for trace in figure.data if trace.mode == "markers")
    return others, anchor


def lines(figure: go.Figure) -> list[tuple[str, list[float]]]:
    """The colour of each company's lines with the numbers of their path: first day and height, last day and height, ..."""
    paths = [shape for shape in figure.layout.shapes if shape.type == "path"]
    return [(shape.line.color, [float(number) for number in re.split("[ML,]", shape.path)[1:]]) for shape in paths]


class TestMarks:
    def test_by_hand(self) -> None:
        data = around(move("a", "2025-02-26", evidence="news", category="chips"), move("b", "2025-02-04", evidence="unnamed"))
        others, anchor = marks(draw(data))
        assert (list(others.customdata), list(others.x), list(others.y)) == ([["bolt/b"], ["bolt/a"]], [-20, 2], [0.5, 0.5])
        assert others.marker.symbol == ("square", "diamond")
        assert others.marker.color == ("rgba(0, 114, 178, 0)", "rgba(0, 114, 178, 0.4)")
        assert others.marker.line.color == (BOLT, BOLT)
        assert (list(anchor.customdata), list(anchor.x), anchor.marker.color) == ([["acme/only"]], [0], ("rgba(213, 94, 0, 1)",))

    @pytest.mark.parametrize("category", Category)
    def test_shape_says_the_category(self, category: Category) -> None:
        others, anchor = marks(draw(around(move("a", category=category.value), category=category.value)))
        assert others.marker.symbol == anchor.marker.symbol == (theme.SHAPES[category][0],)

    def test_hover_says_the_lag(self) -> None:
        others, anchor = marks(draw(around(move("a", "2025-02-26"))))
        assert others.text == (
            "<b>A sample move a</b><br>Bolt Sample · 26 Feb 2025<br>Infrastructure · announced<br>Evidence: company<br><b>2 days after</b>",
        )
        assert "after" not in anchor.text[0]

    def test_a_click_dims_nothing(self) -> None:
        for trace in marks(draw(around(move("a")))):
            assert trace.selected.marker.opacity == trace.unselected.marker.opacity == 1

    def test_places_are_those_of_the_layout(self, both: Tables) -> None:
        layout = analysis.arrange(
            analysis.responses(both.moves, "acme/pledge", 100), analysis.anchor(both.moves, "acme/pledge"), both.names, 100, pixels=NARROW
        )
        others, _ = marks(responses.draw(layout, COLOURS))
        assert list(others.x) == list(layout.marks["x"])
        assert list(others.y) == list(layout.marks["y"])
        assert [key for (key,) in others.customdata] == ["bolt/chips", "bolt/loan", "bolt/model"]


class TestSpans:
    def test_a_day_has_none(self) -> None:
        assert lines(draw(around(move("a", "2025-02-26")))) == []

    def test_by_hand(self) -> None:
        """15 and 16 Feb are 9 and 8 days before 24 Feb."""
        assert lines(draw(around(move("a", "2025-02-15/2025-02-16")))) == [("rgba(0, 114, 178, 0.55)", [-9, 0.5, -8, 0.5])]

    def test_runs_to_the_edge_and_no_further(self) -> None:
        """The year is -54 to 310 days; the chart shows 30 and a little more."""
        figure = draw(around(move("a", "2025")))
        (left, right) = figure.layout.xaxis.range
        assert lines(figure)[0][1] == [left, 0.5, right, 0.5]
        assert (left, right) == pytest.approx((-31.8, 31.8))
        assert list(marks(figure)[0].x) == [0]

    def test_anchor_of_unknown_day(self) -> None:
        """From 28 or 1 Feb to 10 Mar are 10 to 37 days."""
        assert lines(draw(around(move("a", "2025-03-10"), date="2025-02"), days=90))[0][1] == [10, 0.5, 37, 0.5]


class TestFrame:
    def test_anchor_stands_above_its_line(self) -> None:
        figure = draw(around(title="Pledges more than 380 billion yuan for cloud and AI hardware"))
        (label, *_) = figure.layout.annotations
        assert label.text == ("<b>Acme Sample, 24 Feb 2025</b><br>Pledges more than 380 billion yuan<br>for cloud and AI hardware")
        (line,) = [shape for shape in figure.layout.shapes if shape.type == "line"]
        assert (line.x0, line.x1, line.line.color) == (0, 0, ACME)
        # Three lines have room at the top.
        assert figure.layout.margin.t >= theme.HEAD + 3 * 16

    def test_lanes(self) -> None:
        data = frames({"acme": text("Acme Sample", [move()]), "bolt": text("Bolt Sample", [move()]), "cog": text("Cog Sample Works", [])})
        figure = draw(data, colours={**COLOURS, "cog": "#009E73"})
        assert list(figure.layout.yaxis.ticktext) == ["<b>Bolt Sample</b>", "<b>Cog Sample<br>Works</b>"]
        assert list(figure.layout.yaxis.tickvals) == [0.5, 2.4]
        assert [(note.text, note.y) for note in figure.layout.annotations[1:]] == [("<i>none recorded</i>", 2.4)]
        first, last = figure.layout.yaxis.range
        assert last < 0 < 2.9 < first

    @pytest.mark.parametrize(
        ("days", "texts"),
        [
            (1, ["−1", "0", "+1"]),
            (7, ["−5", "0", "+5"]),
            (30, ["−30", "−20", "−10", "0", "+10", "+20", "+30"]),
            (90, ["−90", "−60", "−30", "0", "+30", "+60", "+90"]),
            (180, ["−180", "−90", "0", "+90", "+180"]),
            (1000, ["−1,000", "0", "+1,000"]),
        ],
    )
    def test_ticks(self, days: int, texts: list[str]) -> None:
        figure = draw(around(), days=days)
        assert list(figure.layout.xaxis.ticktext) == texts
        assert [f"{tick:+,d}".replace("-", "−").replace("+0", "0") for tick in figure.layout.xaxis.tickvals] == texts

    def test_more_rows_are_higher(self) -> None:
        one, two = (draw(around(*(move(name) for name in names))).layout.height for names in ("a", "ab"))
        assert two - one == responses.ROW


class TestEveryData:
    @pytest.mark.parametrize("name", samples.STRANGE)
    def test_strange_data(self, name: str) -> None:
        data = samples.strange(name)
        for key in list(data.moves["key"])[:3]:
            figure = draw(data, key, 90, theme.company_colours(data.names))
            json.loads(figure.to_json(), parse_constant=lambda word: pytest.fail(word))

    def test_equal_data_gives_an_equal_picture(self) -> None:
        assert draw(samples.both(), "acme/pledge").to_json() == draw(samples.both(), "acme/pledge").to_json()

    def test_text_from_files_is_shown_to_the_letter(self) -> None:
        hostile = "<b>&amp; <a href='x'>"
        data = frames(
            {
                "acme": text(f"A {hostile}", [move(title=f"T {hostile}")]),
                "bolt": text(f"B {hostile}", [move(title=f"U {hostile}")]),
            }
        )
        figure = draw(data)
        others, anchor = marks(figure)
        shown = [others.text[0], anchor.text[0], figure.layout.annotations[0].text, figure.layout.yaxis.ticktext[0]]
        for words in shown:
            assert "<a" not in words
            assert "&lt;b&gt;&amp;amp;" in words
