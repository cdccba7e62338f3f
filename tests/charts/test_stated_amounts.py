"""Stated amounts: bars from zero, bounds and ranges drawn as such, a panel for each currency they are shown in."""

import re
from typing import Any

import plotly.graph_objects as go
import pycountry
import pytest

from components.analysis import money, stated, wording
from components.analysis.tables import Tables
from components.charts import stated_amounts, theme
from components.records.vocabulary import Evidence, Nature
from tests.analysis import samples
from tests.analysis.samples import frames, move, stating, text

COLOURS = {"acme": "#D55E00", "bolt": "#0072B2"}


def draw(data: Tables, nature: Nature = Nature.PLEDGE, currency: str = "", basis: str = "total") -> go.Figure:
    return stated_amounts.draw(stated.of_nature(data.moves, nature, currency, basis), COLOURS)


def acme(*amounts: dict[str, Any], currency: str = "", basis: str = "total", **fields: Any) -> go.Figure:
    moves = [move(f"m{number}", amount=amount, **fields) for number, amount in enumerate(amounts)]
    return draw(frames({"acme": text("Acme Sample", moves)}), currency=currency, basis=basis)


def bars(figure: go.Figure) -> list[go.Bar]:
    return [trace for trace in figure.data if trace.type == "bar"]


def bounds(figure: go.Figure) -> list[tuple[float, str]]:
    return [
        (place, symbol)
        for trace in figure.data
        if trace.type == "scatter"
        for place, symbol in zip(trace.x, trace.marker.symbol, strict=True)
    ]


RANGE = {"low": 2e9, "high": 5e9, "currency": "CNY", "nature": "pledge", "measure": "capital_expenditure"}


def test_every_bar_has_its_key(both: Tables) -> None:
    for trace in bars(draw(both)):
        assert [key for (key,) in trace.customdata] == ["acme/rumour", "acme/pledge", "acme/new-pledge", "acme/first-pledge"]
        assert trace.selected.marker.opacity == trace.unselected.marker.opacity == 1


@pytest.mark.parametrize(
    ("amount", "pale", "solid", "sign"),
    [
        (stating(5e9), 5e9, 5e9, []),
        (stating(5e9, qualifier="about"), 5e9, 5e9, []),
        (stating(5e9, qualifier="more_than"), 5e9, 5e9, [(5e9, "triangle-right")]),
        # Nothing is certain below an upper bound, so nothing of it is solid.
        (stating(5e9, qualifier="up_to"), 5e9, 0, [(5e9, "line-ns")]),
        (RANGE, 5e9, 2e9, []),
    ],
)
def test_qualifiers(amount: dict[str, Any], pale: float, solid: float, sign: list[tuple[float, str]]) -> None:
    figure = acme(amount)
    assert [list(trace.x) for trace in bars(figure)] == [[pale], [solid]]
    assert bounds(figure) == sign


def test_bars_start_at_zero() -> None:
    figure = acme(stating(5e9), RANGE, stating(9e9))
    assert figure.layout.xaxis.range == (0, pytest.approx(9e9 * 1.06))
    assert all(trace.base is None and trace.orientation == "h" for trace in bars(figure))
    assert figure.layout.barmode == "overlay"


@pytest.mark.parametrize(("evidence", "strength"), [(word, theme.FILLS[word]) for word in Evidence])
def test_fill_says_the_evidence(evidence: Evidence, strength: float) -> None:
    pale, solid = bars(acme(stating(5e9), evidence=evidence.value))
    assert pale.marker.color == (theme.tint("#D55E00", 0.25 * strength),)
    assert solid.marker.color == (theme.tint("#D55E00", 0.87 * strength),)
    # What is hollow is seen by its outline.
    assert pale.marker.line.color == ("#D55E00",)
    assert pale.marker.line.width > 0


class TestLabels:
    def labels(self, figure: go.Figure) -> list[str]:
        return [note.text for note in figure.layout.annotations]

    def test_by_hand(self, both: Tables) -> None:
        assert self.labels(draw(both)) == [
            "<b>Stated in CNY</b>",
            "<b>Acme Sample</b> ¥900bn<br>2025 · chips · <i>called wrong by the company</i>",
            "<b>Acme Sample</b> more than ¥380bn<br>24 Feb 2025",
            "<b>Acme Sample</b> ¥120bn to ¥150bn<br>Q3 2025",
            "<b>Acme Sample</b> ¥100bn<br>Jun 2024 · <i>superseded</i>",
        ]
        assert self.labels(draw(both, Nature.SPENDING))[1:] == [
            "<b>Acme Sample</b> up to ¥10bn<br>5 Mar 2025 · data centres · <i>part of another</i>"
        ]

    def test_what_is_shown_otherwise_says_what_was_stated(self, both: Tables) -> None:
        """380bn / 7.5879 x 1.0466 = 52.4bn; the others are of months and quarters, at the mean of those."""
        assert self.labels(draw(both, currency="USD"))[:3:2] == [
            "<b>In USD</b>",
            "<b>Acme Sample</b> more than US$52.4bn<br>more than ¥380bn as stated · 24 Feb 2025",
        ]
        assert self.labels(draw(both, currency="USD", basis="per_year")) == [
            "<b>In USD, per year</b>",
            "<b>Acme Sample</b> more than US$17.5bn a year<br>more than ¥380bn as stated<br>for Feb 2025 to Jan 2028 · 24 Feb 2025",
        ]

    def test_period_of_one_year_does_not_repeat_the_sum(self, both: Tables) -> None:
        assert self.labels(draw(both, Nature.ORDER, basis="per_year")) == [
            "<b>Stated in USD, per year</b>",
            "<b>波特 Sample</b> US$2bn a year<br>stated for Q1 2025 to Q4 2025 · 15–16 Feb 2025<br>chips",
        ]

    def test_share_of_revenue_says_so(self) -> None:
        amount = {"share_of_revenue": {"low": 11, "high": 14}, "nature": "guidance", "measure": "capital_expenditure"}
        moves = [move(amount=amount, period={"start": "2025", "end": "2025"})]
        data = frames({"acme": text("Acme Sample", moves, [samples.figure("2025", 1e12, metric="revenue")])})
        made = money.with_revenue_shares(data.moves, data.figures)
        figure = stated_amounts.draw(stated.of_nature(made, Nature.GUIDANCE), COLOURS)
        assert self.labels(figure) == ["<b>In CNY</b>", "<b>Acme Sample</b> ¥110bn to ¥140bn<br>11–14% of revenue as stated · 24 Feb 2025"]
        assert [list(trace.x) for trace in bars(figure)] == [[140e9], [110e9]]

    def test_no_line_is_longer_than_a_phone_has_room_for(self, shipped_tables: Tables) -> None:
        made = money.with_revenue_shares(shipped_tables.moves, shipped_tables.figures)
        colours = theme.company_colours(shipped_tables.names)
        for currency, basis in (("", "total"), ("USD", "per_year")):
            for nature in Nature:
                figure = stated_amounts.draw(stated.of_nature(made, nature, currency, basis), colours)
                lines = [re.sub("<[^>]*>", "", line) for label in self.labels(figure) for line in label.split("<br>")]
                assert max(map(len, lines), default=0) <= stated_amounts.LETTERS

    def test_speakers_words_stay_in_the_hover(self) -> None:
        figure = acme(stating(5e9, as_stated="five thousand million"))
        assert self.labels(figure)[1] == "<b>Acme Sample</b> ¥5bn<br>24 Feb 2025"
        assert "five thousand million" in bars(figure)[0].text[0]

    def test_none_lies_on_a_bar(self, both: Tables) -> None:
        """Each label ends above its own bar and begins below the one before: it is read against the page alone."""
        figure = draw(both, currency="HKD", basis="total")
        free = 0.0
        for note, middle in zip(figure.layout.annotations[1:], bars(figure)[0].y, strict=True):
            height = stated_amounts.LINE * len(note.text.split("<br>"))
            assert note.yanchor == "bottom"
            assert free <= note.y - height
            assert note.y <= middle - stated_amounts.BAR / 2
            free = middle + stated_amounts.BAR / 2
        assert figure.layout.yaxis.range[0] >= free


def test_hover_shows_the_working() -> None:
    hover = bars(acme(stating(380e9, qualifier="more_than"), currency="USD"))[0].text[0].replace("<br>", " ")
    assert "1 CNY = US$0.13793, the ECB reference rate of 24 Feb 2025, crossed through the euro In USD: more than US$52.4bn" in hover
    assert "ECB" not in bars(acme(stating(380e9)))[0].text[0]


def test_what_is_left_out_is_not_drawn() -> None:
    """No rate for TWD, no period for the second: a gap and no bar of length 0."""
    assert [list(trace.x) for trace in bars(acme(stating(5e9, "TWD"), stating(6e9, "USD"), currency="USD"))] == [[6e9], [6e9]]
    assert bars(acme(stating(5e9), basis="per_year")) == []


class TestPanels:
    def figure(self) -> go.Figure:
        return acme(stating(5e9, "USD"), stating(6e9, "USD"), stating(380e9), stating(1e9, "THB"))

    def test_no_currencies_share_a_scale(self) -> None:
        figure = self.figure()
        assert [axis.range[1] for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)] == pytest.approx(
            [6e9 * 1.06, 380e9 * 1.06, 1e9 * 1.06]
        )
        assert [axis.ticktext[0] for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)] == ["0"] * 3
        assert [axis.ticktext[-1] for axis in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)] == [
            "US$6bn",
            "¥300bn",
            "THB 1bn",
        ]

    def test_headings(self) -> None:
        headings = [note.text for note in self.figure().layout.annotations if "Stated in" in note.text]
        assert headings == ["<b>Stated in USD</b>", "<b>Stated in CNY</b>", "<b>Stated in THB</b>"]

    def test_bars_are_as_high_in_every_panel(self) -> None:
        """Rows of a panel times its part of the picture: the same number of pixels for a bar."""
        figure = self.figure()
        axes = (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3)
        heights = [axis.domain[1] - axis.domain[0] for axis in axes]
        assert heights[0] > heights[1] == pytest.approx(heights[2])
        # Pixels of a row: two lines of a label, the bar and the gap behind it.
        row = 2 * stated_amounts.LINE + stated_amounts.BAR + stated_amounts.GAP
        assert (heights[0] - heights[1]) / heights[1] == pytest.approx(row / (row + stated_amounts.HEAD))

    def test_one_panel_for_what_is_converted(self) -> None:
        figure = acme(stating(5e9, "USD"), stating(380e9), stating(1e9, "THB"), currency="EUR")
        assert [note.text for note in figure.layout.annotations if "<b>In" in note.text] == ["<b>In EUR</b>"]
        assert "xaxis2" not in figure.to_plotly_json()["layout"]

    def test_very_many_currencies_of_one_sum_are_marks_without_bars(self) -> None:
        codes = [currency.alpha_3 for currency in pycountry.currencies][:40]
        figure = acme(*(stating(1e9, code) for code in codes))
        assert [note.text for note in figure.layout.annotations if "Stated in" in note.text] == ["<b>Stated in other currencies</b>"]
        assert bars(figure) == []
        (marks,) = figure.data
        assert len(marks.customdata) == len(codes)
        assert set(marks.marker.symbol if isinstance(marks.marker.symbol, tuple) else [marks.marker.symbol]) == {"square"}
        # Each label stands beside its mark: the names of all currencies are there.
        words = " ".join(note.text for note in figure.layout.annotations)
        assert [code for code in codes if f"{wording.money(1e9, code)}" not in words] == []

    def test_three_currencies_keep_their_scales(self) -> None:
        figure = acme(*(stating(1e9, code) for code in ("CNY", "USD", "EUR")))
        assert len([note for note in figure.layout.annotations if "Stated in" in note.text]) == 3
        assert len(bars(figure)) == 6


def test_nothing() -> None:
    figure = draw(frames({}))
    assert bars(figure) == []
    assert figure.layout.height > 0


@pytest.mark.parametrize("nature", Nature)
def test_shipped_data(nature: Nature, shipped_tables: Tables) -> None:
    amounts = stated.of_nature(shipped_tables.moves, nature)
    figure = stated_amounts.draw(amounts, theme.company_colours(shipped_tables.names))
    keys = [key for trace in bars(figure)[::2] for (key,) in trace.customdata]
    # Sums of currencies that have few stand as marks below the bars.
    keys += [key for trace in figure.data if trace.type == "scatter" and trace.customdata is not None for (key,) in trace.customdata]
    assert keys == list(amounts["key"])
