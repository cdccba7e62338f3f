"""Intensity: lines by quarter that stop at a gap, bars by year that start at zero."""

import itertools
import json
from typing import Any

import plotly.graph_objects as go
import pytest

from components.analysis import intensity as analysis
from components.analysis.tables import Tables
from components.charts import intensity, theme
from components.records.vocabulary import Evidence
from tests.analysis.samples import STRANGE, figure, frames, strange, text

COLOURS = {"acme": "#D55E00", "bolt": "#0072B2"}


def both(period: str, share: float, **fields: Any) -> list[dict[str, Any]]:
    """Capital expenditure of so many percent of a revenue of 10 billion."""
    return [figure(period, share * 1e8, **fields), figure(period, 10e9, metric="revenue")]


def tables(acme: list[dict[str, Any]], bolt: list[dict[str, Any]] | None = None, name: str = "Acme Sample") -> Tables:
    files = {"acme": text(name, [], acme)}
    return frames(files | {"bolt": text("Bolt Sample", [], bolt)} if bolt else files)


class TestQuarters:
    def draw(self, *args: Any, **fields: Any) -> go.Figure:
        return intensity.draw(analysis.by_quarter(tables(*args, **fields).figures), COLOURS)

    def test_by_hand(self) -> None:
        acme = [*both("2025-Q1", 10), *both("2025-Q2", 12.5, sources=["paper"]), *both("2025-Q4", 20)]
        found = self.draw(acme, both("2025-Q1", 5))
        first, second = found.data
        # Nothing is drawn across the third quarter.
        assert [str(day)[:10] for day in first.x] == ["2025-01-01", "2025-04-01", "2025-04-01", "2025-10-01"]
        assert list(first.y) == [10, 12.5, None, 20]
        assert first.connectgaps is False
        assert (first.line.color, second.line.color, list(second.y)) == ("#D55E00", "#0072B2", [5])
        assert first.marker.color[:2] == (theme.tint("#D55E00", 1), theme.tint("#D55E00", theme.FILLS[Evidence.NEWS]))
        assert first.text[1] == (
            "<b>Acme Sample</b>, Q2 2025: 12.5% of revenue<br>Capital expenditure of Q2 2025: ¥1.25bn<br>Revenue of Q2 2025: ¥10bn<br>"
            "¥1.25bn ÷ ¥10bn = 12.5%<br>Evidence: news<br>Source: The Sample Paper, Sample Exchange"
        )

    def test_labels_at_the_ends(self) -> None:
        """A line that ends before the newest quarter says where."""
        labels = self.draw(both("2025-Q2", 10), both("2025-Q1", 5)).layout.annotations
        assert [(label.text, label.x, label.xref) for label in labels] == [
            ('<span style="color:#0072B2">━</span> <b>Bolt Sample</b><br>5.0%<br>in Q1 2025', 1, "paper"),
            ('<span style="color:#D55E00">━</span> <b>Acme Sample</b><br>10.0%', 1, "paper"),
        ]

    @pytest.mark.parametrize("count", [2, 40])
    def test_labels_of_lines_that_meet_are_pushed_apart(self, count: int) -> None:
        files = {f"c{n:02}": text(f"Sample {n:02}", [], both("2025-Q1", 10)) for n in range(count)}
        found = intensity.draw(analysis.by_quarter(frames(files).figures), dict.fromkeys(files, "#D55E00"))
        bottom, top = found.layout.yaxis.range
        inside = found.layout.height - theme.HEAD - 60
        places = [((label.ay if label.showarrow else label.y) - bottom) / (top - bottom) * inside for label in found.layout.annotations]
        assert len(places) == count
        assert all(high - low >= 2 * intensity.LINE - 1e-6 for low, high in itertools.pairwise(places))
        assert places[0] >= intensity.LINE - 1e-6
        assert places[-1] <= inside - intensity.LINE + 1e-6

    def test_axes(self) -> None:
        layout = self.draw(both("2025-Q1", 10)).layout
        assert layout.yaxis.range[0] == 0
        assert list(layout.yaxis.ticktext) == ["0", "2.5%", "5%", "7.5%", "10%"]
        assert list(layout.xaxis.ticktext) == ["Q1<br>2025"]

    def test_at_most_six_ticks(self) -> None:
        quarters = [part for year in (2020, 2025) for part in both(f"{year}-Q1", 10)]
        assert list(self.draw(quarters).layout.xaxis.ticktext) == [
            "Q1<br>2020",
            "Q1<br>2021",
            "Q1<br>2022",
            "Q1<br>2023",
            "Q1<br>2024",
            "Q1<br>2025",
        ]


class TestYears:
    def draw(self, *args: Any, **fields: Any) -> go.Figure:
        return intensity.draw_years(analysis.by_year(tables(*args, **fields).figures), COLOURS)

    def test_by_hand(self) -> None:
        found = self.draw([*both("2024", 10), *both("2025", 20, sources=["post"])], both("2025", 5))
        (bar,) = found.data
        assert (list(bar.x), bar.orientation, bar.base) == ([10, 20, 5], "h", None)
        assert list(found.layout.yaxis.ticktext) == ["2024", "2025", "2025"]
        assert list(found.layout.yaxis.tickvals) == list(bar.y) == sorted(bar.y)
        assert found.layout.xaxis.range[0] == 0
        assert bar.marker.color[1] == theme.tint("#D55E00", 0)
        assert bar.marker.line.color == ("#D55E00", "#D55E00", "#0072B2")
        assert [label.text for label in found.layout.annotations] == ["<b>Acme Sample</b>", "<b>Bolt Sample</b>", "10.0%", "20.0%", "5.0%"]


DRAWN = [(analysis.by_quarter, intensity.draw, "2025-Q1"), (analysis.by_year, intensity.draw_years, "2025")]


@pytest.mark.parametrize(("series", "draw", "period"), DRAWN)
class TestBoth:
    def test_below_zero_stays_in_view(self, series: Any, draw: Any, period: str) -> None:
        found = draw(series(tables(both(period, -5)).figures), COLOURS)
        axis = found.layout.yaxis if period.endswith("Q1") else found.layout.xaxis
        assert axis.range[0] == pytest.approx(-5.5)

    def test_text_from_files_is_shown_to_the_letter(self, series: Any, draw: Any, period: str) -> None:
        found = draw(series(tables(both(period, 5, covers="C <b>&amp;"), name="N <b>&amp;").figures), COLOURS)
        assert found.layout.annotations[0].text.removeprefix(theme.key("#D55E00")).lstrip().startswith("<b>N &lt;b&gt;&amp;amp;</b>")
        assert "“C &lt;b&gt;&amp;amp;”" in found.data[0].text[0]

    def test_equal_data_gives_an_equal_picture(self, series: Any, draw: Any, period: str) -> None:
        first, second = (draw(series(tables(both(period, 5)).figures), COLOURS).to_json() for _ in range(2))
        assert first == second

    @pytest.mark.parametrize("name", STRANGE)
    def test_strange_data(self, series: Any, draw: Any, period: str, name: str) -> None:  # noqa: ARG002
        data = strange(name)
        found = draw(series(data.figures), theme.company_colours(data.names))
        json.loads(found.to_json(), parse_constant=lambda word: pytest.fail(word))
        assert found.layout.height > 0

    def test_shipped_data(self, series: Any, draw: Any, period: str, shipped_tables: Tables) -> None:  # noqa: ARG002
        frame = series(shipped_tables.figures)
        found = draw(frame, theme.company_colours(shipped_tables.names))
        shares = [share for trace in found.data for share in (trace.x if trace.type == "bar" else trace.y) if share is not None]
        assert sorted(shares) == pytest.approx(sorted(frame["share"]))
