"""Reported figures: by quarter beside each other, and one company's series over time."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.analysis import reported
from components.analysis.tables import Tables
from components.charts import figure_series, quarterly, theme
from components.records.vocabulary import Evidence, Metric
from tests.analysis.samples import figure, frames, text

COLOURS = {"acme": "#D55E00", "bolt": "#0072B2"}


class TestQuarterly:
    def draw(self, data: Tables) -> go.Figure:
        return quarterly.draw(reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE), COLOURS)

    def acme(self, *figures: dict[str, Any]) -> go.Figure:
        return self.draw(frames({"acme": text("Acme Sample", [], figures)}))

    def test_by_hand(self, both: Tables) -> None:
        drawn = self.draw(both)
        assert [(bar.name, list(bar.x), list(bar.y), bar.yaxis) for bar in drawn.data] == [
            ("Acme Sample", ["Q4<br>2024", "Q2<br>2025"], [31.8e9, 38.6e9], "y"),
            ("波特 Sample", ["Q1<br>2025"], [2e9], "y2"),
        ]
        # A gap keeps its place on the axis and has no bar.
        assert list(drawn.layout.xaxis.categoryarray) == ["Q4<br>2024", "Q1<br>2025", "Q2<br>2025"]
        assert drawn.layout.yaxis.range == (0, pytest.approx(38.6e9 * 1.05))
        assert list(drawn.layout.yaxis.ticktext) == ["0", "¥10bn", "¥20bn", "¥30bn"]
        assert list(drawn.layout.yaxis2.ticktext) == ["0", "US$1bn", "US$2bn"]
        assert drawn.data[0].text[1] == ("<b>Acme Sample</b>, Q2 2025 (FY2026 Q1)<br>¥38.6bn · news<br>Source: The Sample Paper")

    @pytest.mark.parametrize("evidence", Evidence)
    def test_fill_says_the_evidence(self, evidence: Evidence) -> None:
        (bar,) = self.acme(figure(evidence=evidence.value)).data
        assert bar.marker.color == (theme.tint("#D55E00", 0.87 * theme.FILLS[evidence]),)
        assert bar.marker.line.color == "#D55E00"

    @pytest.mark.parametrize(
        ("values", "low", "high"), [((0, 0), 0, 1), ((2e9, 0), 0, 2.1e9), ((-2e9, -1e9), -2.1e9, 0), ((2e9, -1e9), -1.05e9, 2.1e9)]
    )
    def test_zero_is_always_in_view(self, values: tuple[float, float], low: float, high: float) -> None:
        drawn = self.acme(figure("2025-Q1", values[0]), figure("2025-Q2", values[1]))
        assert drawn.layout.yaxis.range == (pytest.approx(low), pytest.approx(high))
        assert "0" in drawn.layout.yaxis.ticktext
        assert drawn.data[0].base is None

    def test_each_panel_is_labelled_and_there_is_no_legend(self) -> None:
        both = [figure(), figure(currency="USD")]
        drawn = self.draw(frames({"acme": text("Acme Sample", [], both), "bolt": text("Bolt Sample", [], [figure("2025-Q2")])}))
        assert drawn.layout.showlegend is False
        assert [label.text for label in drawn.layout.annotations] == [
            '<span style="color:#D55E00">━</span> <b>Acme Sample</b>, CNY',
            '<span style="color:#0072B2">━</span> <b>Bolt Sample</b>, CNY',
            '<span style="color:#D55E00">━</span> <b>Acme Sample</b>, USD',
        ]

    def test_one_currency_has_one_scale_and_all_panels_the_same_quarters(self) -> None:
        files = {"acme": text("Acme Sample", [], [figure("2025-Q1", 8e9)]), "bolt": text("Bolt Sample", [], [figure("2025-Q3", 2e9)])}
        drawn = self.draw(frames(files))
        assert drawn.layout.yaxis.range == drawn.layout.yaxis2.range == (0, pytest.approx(8.4e9))
        assert list(drawn.layout.xaxis.categoryarray) == ["Q1<br>2025", "Q2<br>2025", "Q3<br>2025"]
        assert (drawn.layout.xaxis.range, drawn.layout.xaxis.anchor) == ((-0.5, 2.5), "y2")
        # One below the other, with room for the name above each.
        (low, high), (lower, upper) = drawn.layout.yaxis.domain, drawn.layout.yaxis2.domain
        assert 1 > high > low > upper > lower > 0
        assert (low - upper) * (drawn.layout.height - theme.HEAD - 8) == pytest.approx(quarterly.NAME)

    def test_nothing(self) -> None:
        assert len(self.draw(frames({})).data) == 0


class TestSeries:
    def draw(self, *figures: dict[str, Any]) -> go.Figure:
        (series,) = reported.series(frames({"acme": text("Acme Sample", [], figures)}).figures)
        return figure_series.draw(series, "#D55E00")

    def days(self, drawn: go.Figure) -> list[tuple[str, float]]:
        """Middle and width in days of each bar."""
        (bar,) = drawn.data
        return [(str(middle)[:10], width / 86_400_000 / 0.78) for middle, width in zip(bar.x, bar.width, strict=True)]

    def test_quarters_on_a_time_axis(self) -> None:
        drawn = self.draw(figure("2024-Q4", 31.8e9), figure("2025-Q2", 38.6e9))
        assert self.days(drawn) == [("2024-11-16", pytest.approx(92)), ("2025-05-16", pytest.approx(91))]
        assert list(drawn.data[0].y) == [31.8e9, 38.6e9]
        assert drawn.layout.yaxis.range == (0, pytest.approx(38.6e9 * 1.08))

    def test_points_are_as_wide_as_the_nearest_are_apart(self) -> None:
        days = ("2024-01-01", "2024-04-10", "2025-01-01")
        drawn = self.draw(*(figure(None, 5, as_of=day, unit="people", metric="employees") for day in days))
        assert [width for _, width in self.days(drawn)] == pytest.approx([100] * 3)

    def test_one_point_is_as_wide_as_a_quarter(self) -> None:
        data = frames({"acme": text("Acme Sample", [], [figure(None, as_of="2025-01-01")])})
        assert [width for _, width in self.days(figure_series.draw(data.figures, "#D55E00"))] == pytest.approx([90])

    def test_gains_and_losses(self) -> None:
        drawn = self.draw(figure("2025-Q1", 100e9, metric="profit"), figure("2025-Q2", -30e9, metric="profit"))
        assert list(drawn.layout.yaxis.ticktext) == ["−¥25bn", "0", "¥25bn", "¥50bn", "¥75bn", "¥100bn"]
        assert drawn.layout.yaxis.range == (pytest.approx(-32.4e9), pytest.approx(108e9))

    def test_percent(self) -> None:
        drawn = self.draw(*(figure(q, v, metric="growth", of="revenue", unit="percent") for q, v in (("2025-Q1", 4), ("2025-Q2", -3))))
        assert list(drawn.layout.yaxis.ticktext) == ["−3%", "−2%", "−1%", "0%", "1%", "2%", "3%", "4%"]
        assert drawn.data[0].text == (
            "<b>Q1 2025</b>: +4%<br>Evidence: filing<br>Source: Sample Exchange",
            "<b>Q2 2025</b>: −3%<br>Evidence: filing<br>Source: Sample Exchange",
        )

    def test_all_zero(self) -> None:
        drawn = self.draw(figure("2025-Q1", 0, metric="revenue"), figure("2025-Q2", 0, metric="revenue"))
        assert drawn.layout.yaxis.range == (0, 1)
        assert list(drawn.layout.yaxis.ticktext) == ["0"]

    @pytest.mark.parametrize("evidence", Evidence)
    def test_fill_says_the_evidence(self, evidence: Evidence) -> None:
        (bar,) = self.draw(figure("2025-Q1"), figure("2025-Q2", evidence=evidence.value)).data
        assert bar.marker.color == (theme.tint("#D55E00", 0.87), theme.tint("#D55E00", 0.87 * theme.FILLS[evidence]))

    def test_shipped_data(self, shipped_tables: Tables) -> None:
        found = reported.series(shipped_tables.figures)
        assert found
        for series in found:
            (bar,) = figure_series.draw(series, "#D55E00").data
            assert list(bar.y) == list(series["high"])
            ends = pd.to_datetime(pd.Series(list(bar.x))).diff().dropna()
            assert (ends > pd.Timedelta(0)).all()
