"""Quarters that no source states: cash flow less cash flow, and the rest of a longer period."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import reported
from components.analysis.tables import Tables
from components.records.vocabulary import Metric
from tests.analysis.samples import few, figure, figures_of, frames, spent_by_quarter


class TestWorkedOut:
    def cash(self, metric: str, value: float | None, **fields: Any) -> dict[str, Any]:
        """A cash flow; the free one is defined as capital expenditure can be worked out from."""
        covers = {"covers": "Operating cash flow less capital expenditure"} if metric == "free_cash_flow" else {}
        return figure(**{"value": value, "metric": metric, **covers, **fields})

    def test_by_hand(self) -> None:
        figures = figures_of(
            self.cash("operating_cash_flow", 4.279e9, sources=["filing"]),
            self.cash("free_cash_flow", 2.634e9, sources=["paper"]),
        )
        found = reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE)
        assert len(found) == 1
        row = found.iloc[0]
        names = ("metric", "quarter", "qualifier", "text", "covers", "evidence", "note", "publishers", "source_keys", "source_url")
        assert [row[name] for name in names] == [
            "capital_expenditure",
            "2025-Q1",
            "about",
            "about ¥1.645bn",
            "Operating cash flow less capital expenditure",
            "news",
            "Worked out: operating cash flow ¥4.279bn less free cash flow ¥2.634bn.",
            "Sample Exchange, The Sample Paper",
            ("acme/filing", "acme/paper"),
            "https://example.com/filing",
        ]
        assert [row[name] for name in ("value", "low", "high")] == pytest.approx([1.645e9] * 3)
        assert [bool(row[name]) for name in ("denied", "disputed", "doubtful")] == [False] * 3

    def test_doubts_about_either_are_kept(self) -> None:
        one = self.cash("operating_cash_flow", 4e9)
        other = self.cash("free_cash_flow", 3e9, denied_by=["blog"], disputed_by=[{"source": "post", "says": "more"}])
        row = reported.quarterly(figures_of(one, other), Metric.CAPITAL_EXPENDITURE).iloc[0]
        assert (bool(row["denied"]), bool(row["disputed"])) == (True, True)

    def test_negative_cash_flows(self) -> None:
        figures = figures_of(self.cash("operating_cash_flow", -6e9), self.cash("free_cash_flow", -9e9))
        assert spent_by_quarter(figures) == [("2025-Q1", 3e9, "filing")]

    def test_stated_figure_goes_first_however_poor(self) -> None:
        stated = figure(value=1e9, sources=["post"])
        both = [self.cash("operating_cash_flow", 4e9), self.cash("free_cash_flow", 1e9)]
        assert spent_by_quarter(figures_of(stated, *both)) == [("2025-Q1", 1e9, "unnamed")]

    @pytest.mark.parametrize(
        "free",
        [
            {"value": 1e9, "currency": "USD"},
            {"value": 1e9, "segment": "cloud"},
            {"value": 1e9, "period": "2025-Q2"},
            {"value": 1e9, "period": "2025"},
            {"value": 1e9, "doubtful": True},
            # Alibaba's free cash flow deducts more than capital expenditure.
            {"value": 1e9, "covers": "operating cash flow less purchases of property and changes of escrow money"},
            {"value": 1e9, "covers": "not said"},
            # From a bound or a range no number follows.
            {"value": 1e9, "qualifier": "more_than"},
            {"value": 1e9, "qualifier": "up_to"},
            {"value": None, "low": 1e9, "high": 2e9},
        ],
    )
    def test_only_from_two_numbers_of_one_kind(self, free: dict[str, Any]) -> None:
        assert spent_by_quarter(figures_of(self.cash("operating_cash_flow", 4e9), self.cash("free_cash_flow", **free))) == []

    def test_wide_bound_does_not_hide_a_poorer_number(self) -> None:
        operating = self.cash("operating_cash_flow", 4e9)
        bound, number = self.cash("free_cash_flow", 1e9, qualifier="more_than"), self.cash("free_cash_flow", 3e9, sources=["paper"])
        assert spent_by_quarter(figures_of(operating, bound, number)) == [("2025-Q1", 1e9, "news")]

    def test_only_for_capital_expenditure(self) -> None:
        figures = figures_of(self.cash("operating_cash_flow", 4e9), self.cash("free_cash_flow", 1e9))
        assert list(reported.quarterly(figures, Metric.FREE_CASH_FLOW)["high"]) == [1e9]

    def test_nothing(self) -> None:
        figures = frames({}).figures
        found = reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE)
        assert found.empty
        assert found[figures.columns].dtypes.equals(figures.dtypes)


class TestRestOfALongerPeriod:
    """A half less a quarter, a year less three: known by what is stated around it."""

    def test_by_hand(self) -> None:
        """Tencent's first quarter of 2024 from its year 2024: 76.76 − 8.7 − 17.09 − 36.578 = 14.392 billion."""
        found = reported.quarterly(
            figures_of(
                figure("2024", 76.76e9, fiscal_label="FY2024"),
                figure("2024-Q2", 8.7e9, qualifier="about", covers="all of it"),
                figure("2024-Q3", 17.09e9, sources=["paper"]),
                figure("2024-Q4", 36.578e9, disputed_by=[{"source": "post", "says": "more"}]),
            ),
            Metric.CAPITAL_EXPENDITURE,
        )
        assert list(found["quarter"]) == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
        row = found.iloc[0]
        names = ("text", "qualifier", "evidence", "period_words", "span", "fiscal_label", "covers", "note", "source_keys", "publishers")
        assert [row[name] for name in names] == [
            "about ¥14.392bn",
            "about",
            "news",
            "Q1 2024",
            "quarter",
            "",
            "all of it",
            "Worked out: 2024 ¥76.76bn less Q2 2024 about ¥8.7bn, Q3 2024 ¥17.09bn and Q4 2024 ¥36.578bn.",
            ("acme/filing", "acme/paper"),
            "Sample Exchange, The Sample Paper",
        ]
        assert [row[name] for name in ("value", "low", "high")] == pytest.approx([14.392e9] * 3)
        assert (str(row["period_start"])[:10], str(row["period_end"])[:10]) == ("2024-01-01", "2024-03-31")
        assert [bool(row[name]) for name in ("denied", "disputed", "doubtful")] == [False, True, False]

    @pytest.mark.parametrize(
        ("longer", "rest", "expected"),
        [
            ("2025-H1", ["2025-Q1"], "2025-Q2"),
            ("2025-H1", ["2025-Q2"], "2025-Q1"),
            ("2025-H2", ["2025-Q3"], "2025-Q4"),
            ("2025", ["2025-Q1", "2025-Q2", "2025-Q4"], "2025-Q3"),
            ("2025", ["2025-H1", "2025-Q4"], "2025-Q3"),
            # A fiscal year that ends in March.
            ({"start": "2024-04", "end": "2025-03"}, ["2024-Q2", "2024-Q3", "2024-Q4"], "2025-Q1"),
        ],
    )
    @pytest.mark.parametrize("metric", ["capital_expenditure", "revenue"])
    def test_every_rest(self, longer: Any, rest: list[str], expected: str, metric: str) -> None:
        figures = figures_of(
            figure(longer, 10e9, metric=metric), *(figure(period, 1e9 + n, metric=metric) for n, period in enumerate(rest))
        )
        found = reported.quarterly(figures, Metric(metric))
        worth = dict(zip(found["quarter"], found["value"], strict=True))
        assert worth[expected] == 10e9 - len(rest) * 1e9 - sum(range(len(rest)))
        assert list(found[found["worked_out"]]["quarter"]) == [expected]

    @pytest.mark.parametrize(
        "other",
        [
            [figure("2025-Q2", 1e9, doubtful=True)],
            [figure("2025-Q2", 1e9, denied_by=["blog"])],
            [figure("2025-Q2", 1e9, qualifier="more_than")],
            [figure("2025-Q2", 1e9, qualifier="up_to")],
            [figure("2025-Q2", None, low=1e9, high=2e9)],
            [figure("2025-Q2", 1e9, currency="USD")],
            [figure("2025-Q2", 1e9, segment="cloud")],
            [figure("2025-Q2", 1e9, metric="profit")],
            [figure("2025-Q2", 1e9, covers="without finance leases")],
            # The parts are more than the whole: they do not belong together.
            [figure("2025-Q2", 10e9)],
            [figure("2025-Q2", 11e9)],
            [figure({"start": "2025-05", "end": "2025-06"}, 1e9)],
            [],
        ],
    )
    def test_only_from_numbers_of_one_kind(self, other: list[dict[str, Any]]) -> None:
        half = figure("2025-H1", 10e9, covers="with finance leases")
        assert "2025-Q1" not in [quarter for quarter, _, _ in spent_by_quarter(figures_of(half, *other))]

    def test_definitions_are_compared_without_case_and_stop(self) -> None:
        figures = figures_of(figure("2025-H1", 10e9, covers="With leases."), figure("2025-Q2", 4e9, covers="with  leases"))
        assert spent_by_quarter(figures) == [("2025-Q1", 6e9, "filing"), ("2025-Q2", 4e9, "filing")]

    def test_definitions_of_any_two_parts_must_agree(self) -> None:
        """The year says nothing, two of its quarters differ."""
        covers = ("with leases", "without leases", "with leases")
        parts = [figure(f"2025-Q{n}", 1e9, covers=text) for n, text in enumerate(covers, start=2)]
        assert len(spent_by_quarter(figures_of(figure("2025", 10e9), *parts))) == 3

    def test_stated_figure_goes_first_even_as_a_bound(self) -> None:
        stated = figure("2025-Q1", 1e9, qualifier="more_than", sources=["post"])
        assert spent_by_quarter(figures_of(stated, figure("2025-H1", 10e9), figure("2025-Q2", 4e9)))[0] == ("2025-Q1", 1e9, "unnamed")

    def test_best_evidence_stands(self) -> None:
        """From the year by filings alone, from the half by a newspaper; and cash flows of a broker's."""
        figures = [figure("2025", 10e9), *(figure(f"2025-Q{n}", 2e9) for n in (2, 3, 4)), figure("2025-H1", 5e9, sources=["paper"])]
        cash = TestWorkedOut()
        figures += [cash.cash("operating_cash_flow", 9e9, sources=["broker"]), cash.cash("free_cash_flow", 1e9, sources=["broker"])]
        assert spent_by_quarter(figures_of(*figures))[0] == ("2025-Q1", 4e9, "filing")
        assert spent_by_quarter(figures_of(*figures[::-1]))[0] == ("2025-Q1", 4e9, "filing")

    def test_fewest_parts_among_equals(self) -> None:
        """10 − (2 + 2 + 2) by the year, 5 − 2 by the half: two parts carry less rounding than four."""
        figures = [figure("2025", 10e9), *(figure(f"2025-Q{n}", 2e9) for n in (2, 3, 4)), figure("2025-H1", 5e9)]
        assert spent_by_quarter(figures_of(*figures))[0] == ("2025-Q1", 3e9, "filing")

    @few
    @given(st.lists(st.integers(1, 50), min_size=4, max_size=4), st.integers(0, 3))
    def test_adds_up_to_the_year(self, values: list[int], hidden: int) -> None:
        shown = [figure(f"2025-Q{n + 1}", value * 1e9) for n, value in enumerate(values) if n != hidden]
        found = reported.quarterly(figures_of(figure("2025", sum(values) * 1e9), *shown), Metric.CAPITAL_EXPENDITURE)
        assert list(found["value"]) == [value * 1e9 for value in values]


def test_shipped_quarter_that_is_worked_out(shipped_tables: Tables) -> None:
    """Tencent's announcements of 2024: 76.76 − 8.729 − 17.094 − 36.578 = 14.359 billion yuan, which is what they state for Q1."""
    year = shipped_tables.figures[shipped_tables.figures["period_start"].dt.year == 2024]
    without = year[(year["company"] == "tencent") & (year["period_words"] != "Q1 2024") & (year["span"] != "half")]
    first = reported.quarterly(without, Metric.CAPITAL_EXPENDITURE).iloc[0]
    assert (first["quarter"], first["text"], first["evidence"]) == ("2024-Q1", "about ¥14.359bn", "filing")
