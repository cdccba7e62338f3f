"""Which figures are known: a word in every cell, a square only where something is known."""

import json

import plotly.graph_objects as go
import pytest

from components.analysis import coverage as analysis
from components.analysis.tables import Tables
from components.charts import coverage
from components.records.vocabulary import Metric
from tests.analysis import samples
from tests.analysis.samples import figure, frames, text

TWO = (Metric.REVENUE, Metric.CAPITAL_EXPENDITURE)


def draw(data: Tables, metrics: tuple[Metric, ...] = analysis.METRICS) -> tuple[go.Figure, go.Bar, go.Scatter, go.Scatter]:
    drawn = coverage.draw(analysis.matrix(data.figures, data.names, metrics))
    squares, words, names = drawn.data
    return drawn, squares, words, names


class TestCells:
    def test_by_hand(self, both: Tables) -> None:
        """Of six quarters Acme has two of both, Bolt one of capital expenditure and none of revenue."""
        drawn, squares, words, names = draw(both, TWO)
        assert list(names.text) == ["<b>Acme<br>Sample</b>", "<b>波特<br>Sample</b>"]
        assert list(zip(words.x, words.text, strict=True)) == [
            (0, "2 of 6<br>quarters"),
            (0, "2 of 6<br>quarters"),
            (1, "<i>none</i>"),
            (1, "1 of 6<br>quarters"),
        ]
        assert list(drawn.layout.yaxis.ticktext) == ["Revenue", "Capital<br>expenditure"]
        # Each row of words stands at its label, below the names.
        assert list(drawn.layout.yaxis.tickvals) == list(dict.fromkeys(words.y))
        assert max(names.y) < min(words.y)
        # 0.06 and 0.34 times 2/6 or 1/6; what is not known has no square.
        assert squares.marker.color == ("rgba(0, 114, 178, 0.173)", "rgba(0, 114, 178, 0.173)", "rgba(0, 114, 178, 0.117)")
        assert list(squares.x) == [0, 0, 1]

    def test_a_square_lies_behind_its_words(self, both: Tables) -> None:
        _, squares, words, _ = draw(both, TWO)
        known = [place for place, word in zip(words.y, words.text, strict=True) if word != "<i>none</i>"]
        assert [base + height / 2 for base, height in zip(squares.base, squares.y, strict=True)] == pytest.approx(known)

    def test_other_periods_are_neither_none_nor_a_number(self) -> None:
        figures = [figure("2024-Q4", metric="revenue"), figure({"start": "2024-07", "end": "2025-06"})]
        _, squares, words, _ = draw(frames({"acme": text("Acme Sample", [], figures)}), TWO)
        assert list(words.text) == ["1 of 4<br>quarters", "<i>other<br>periods</i>"]
        assert squares.marker.color == ("rgba(0, 114, 178, 0.145)", "rgba(0, 114, 178, 0.060)")

    def test_hover_names_what_is_missing(self, both: Tables) -> None:
        _, _, words, _ = draw(both, TWO)
        assert words.customdata[1] == (
            "<b>Acme Sample</b>, Capital expenditure: 2 of 6 quarters<br>Missing: Q1 2024 to Q3 2024 and Q1 2025"
        )
        assert words.customdata[2] == "<b>波特 Sample</b>, Revenue: none<br>Missing: nothing of Q1 2024 to Q2 2025"

    def test_nothing_missing_is_not_mentioned(self) -> None:
        _, _, words, _ = draw(frames({"acme": text("Acme Sample", [], [figure("2024-Q1", metric="revenue")])}), (Metric.REVENUE,))
        assert list(words.customdata) == ["<b>Acme Sample</b>, Revenue: 1 of 1 quarter"]


class TestBlocks:
    def test_companies_stand_in_blocks(self) -> None:
        """Ten companies: four, four and two, each block below the one before with its own labels."""
        drawn, _, words, names = draw(frames(samples.many(10)), TWO)
        assert list(names.x) == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1]
        assert len(set(names.y)) == 3
        assert list(drawn.layout.yaxis.ticktext) == ["Revenue", "Capital<br>expenditure"] * 3
        assert len(set(zip(words.x, words.y, strict=True))) == 20
        bottom, top = drawn.layout.yaxis.range
        assert top == 0 < min(names.y) < max(words.y) < bottom

    def test_more_companies_are_higher(self) -> None:
        heights = [draw(frames(samples.many(number)), TWO)[0].layout.height for number in (1, 4, 5)]
        assert heights[0] == heights[1] < heights[2]

    def test_long_names_have_room(self) -> None:
        short, long = (draw(frames({"acme": text(name, [], [figure()])}), TWO)[0] for name in ("Acme", "Acme Sample Works of Sampleton"))
        assert long.layout.height - short.layout.height == 3 * coverage.LINE


class TestEveryData:
    @pytest.mark.parametrize("name", samples.STRANGE)
    def test_strange_data(self, name: str) -> None:
        drawn = draw(samples.strange(name))[0]
        assert drawn.layout.height > 0
        json.loads(drawn.to_json(), parse_constant=lambda word: pytest.fail(word))

    def test_equal_data_gives_an_equal_picture(self) -> None:
        assert draw(samples.both())[0].to_json() == draw(samples.both())[0].to_json()

    def test_name_is_shown_to_the_letter(self) -> None:
        _, _, words, names = draw(frames(samples.STRANGE["names that mean something elsewhere"]))
        assert names.text[0] == "<b>=1+1<br>&lt;b&gt;&amp;amp;<br>%{x}</b>"
        assert words.customdata[0].startswith("<b>=1+1 &lt;b&gt;&amp;amp; %{x}</b>, Revenue")
        assert words.hovertemplate == "%{customdata}<extra></extra>"
