"""Reported figures: one row a quarter, series that may be drawn, gaps that are named."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import reported
from components.analysis.tables import Tables
from components.records.vocabulary import Metric
from tests.analysis.samples import figure, figures_of, frames, spent_by_quarter, text


class TestQuarterly:
    def test_by_hand(self, both: Tables) -> None:
        found = reported.quarterly(both.figures, Metric.CAPITAL_EXPENDITURE)
        assert [tuple(row) for row in found[["company", "quarter", "currency", "value"]].itertuples(index=False)] == [
            ("acme", "2024-Q4", "CNY", 31.8e9),
            ("acme", "2025-Q2", "CNY", 38.6e9),
            ("bolt", "2025-Q1", "USD", 2e9),
        ]

    def test_best_evidence_stands(self) -> None:
        """Three sources tell of one quarter: the filing counts, wherever in the file it is."""
        three = [figure(value=1e9, sources=["post"]), figure(value=2e9, sources=["filing"]), figure(value=3e9, sources=["paper"])]
        assert spent_by_quarter(figures_of(*three)) == [("2025-Q1", 2e9, "filing")]
        assert spent_by_quarter(figures_of(*three[::-1])) == [("2025-Q1", 2e9, "filing")]

    def test_first_in_the_file_stands_among_equals(self) -> None:
        assert spent_by_quarter(figures_of(figure(value=1e9), figure(value=2e9))) == [("2025-Q1", 1e9, "filing")]

    def test_doubtful_is_left_out(self) -> None:
        doubtful, news = figure(value=9e9, doubtful=True), figure(value=1e9, sources=["paper"])
        assert spent_by_quarter(figures_of(doubtful, news)) == [("2025-Q1", 1e9, "news")]
        assert spent_by_quarter(figures_of(doubtful)) == []

    def test_currencies_stay_apart(self) -> None:
        found = reported.quarterly(figures_of(figure(value=1e9, currency="USD"), figure(value=7e9)), Metric.CAPITAL_EXPENDITURE)
        assert list(found["text"]) == ["¥7bn", "US$1bn"]

    @pytest.mark.parametrize(
        "other",
        [
            figure("2025"),
            figure("2025-H1"),
            figure({"start": "2025-02", "end": "2025-04"}),
            figure(None, as_of="2025-03-31"),
            figure(segment="cloud"),
            figure(metric="revenue"),
            figure(unit="percent"),
        ],
    )
    def test_what_is_no_quarter_of_the_group_in_money_is_left_out(self, other: dict[str, Any]) -> None:
        assert spent_by_quarter(figures_of(other)) == []

    def test_segment(self) -> None:
        found = reported.quarterly(figures_of(figure(segment="cloud"), figure("2025-Q2")), Metric.CAPITAL_EXPENDITURE, "cloud")
        assert list(found["quarter"]) == ["2025-Q1"]

    def test_nothing(self) -> None:
        found = reported.quarterly(frames({}).figures, Metric.CAPITAL_EXPENDITURE)
        assert found.empty
        assert "quarter" in found.columns
        assert reported.missing_quarters(found) == {}


class TestAnnual:
    def years(self, *figures: dict[str, Any]) -> list[tuple[str, str, str, str]]:
        found = reported.annual(figures_of(*figures), Metric.CAPITAL_EXPENDITURE)
        return [(row.year, row.text, row.evidence, row.note) for row in found.itertuples(index=False)]

    def test_stated(self) -> None:
        assert self.years(figure("2024", 8e9, sources=["paper"]), figure("2023", 7e9), figure("2024-Q1")) == [
            ("2023", "¥7bn", "filing", ""),
            ("2024", "¥8bn", "news", ""),
        ]

    def test_four_quarters(self) -> None:
        quarters = [figure(f"2025-Q{n}", n * 1e9, fiscal_label=f"FY{n}", sources=["paper" if n == 2 else "filing"]) for n in range(1, 5)]
        found = reported.annual(figures_of(*quarters), Metric.CAPITAL_EXPENDITURE).iloc[0]
        names = ("year", "span", "period_words", "fiscal_label", "value", "qualifier", "text", "evidence", "source_keys", "note")
        assert [found[name] for name in names] == [
            "2025",
            "year",
            "2025",
            "",
            10e9,
            "exactly",
            "¥10bn",
            "news",
            ("acme/filing", "acme/paper"),
            "Worked out: Q1 2025 ¥1bn, Q2 2025 ¥2bn, Q3 2025 ¥3bn and Q4 2025 ¥4bn added up.",
        ]
        assert (str(found["period_start"])[:10], str(found["period_end"])[:10]) == ("2025-01-01", "2025-12-31")

    def test_a_quarter_that_is_worked_out_makes_it_about(self) -> None:
        quarters = [figure("2025-H1", 5e9), *(figure(f"2025-Q{n}", n * 1e9) for n in range(2, 5))]
        assert [(year, text) for year, text, _, _ in self.years(*quarters)] == [("2025", "about ¥12bn")]

    @pytest.mark.parametrize(
        "last",
        [
            {"doubtful": True},
            {"denied_by": ["blog"]},
            {"qualifier": "more_than"},
            {"currency": "USD"},
            {"segment": "cloud"},
            {"period": "2026-Q4"},
            {"covers": "without leases"},
        ],
    )
    def test_three_quarters_are_no_year(self, last: dict[str, Any]) -> None:
        quarters = [figure(f"2025-Q{n}", covers="with leases") for n in range(1, 4)]
        assert self.years(*quarters, figure(**{"period": "2025-Q4", **last})) == []

    def test_stated_year_goes_first(self) -> None:
        quarters = [figure(f"2025-Q{n}") for n in range(1, 5)]
        assert self.years(*quarters, figure("2025", 5e9, sources=["post"])) == [("2025", "¥5bn", "unnamed", "")]

    def test_fiscal_year_is_no_calendar_year(self) -> None:
        assert self.years(figure({"start": "2024-04", "end": "2025-03"})) == []

    def test_nothing(self) -> None:
        found = reported.annual(frames({}).figures, Metric.REVENUE)
        assert found.empty
        assert "year" in found.columns


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        (["2025-Q1", "2025-Q2", "2025-Q3"], 0),
        (["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"], 0),
        (["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"], 4),
        (["2025-Q1", "2025-H1"], 2),
        (["2025", "2024-Q1"], 2),
    ],
)
def test_figures_that_no_year_follows_from_are_left_out(known: list[str], kept: int) -> None:
    figures = figures_of(*(figure(period) for period in known))
    spent = [Metric.CAPITAL_EXPENDITURE]
    assert len(reported.may_make_years(reported.sound(figures, spent), spent)) == kept


def test_so_are_those_of_years_that_are_whole_for_one_metric_alone() -> None:
    both = [Metric.CAPITAL_EXPENDITURE, Metric.REVENUE]
    quarters = [f"{year}-Q{n}" for year in (2024, 2025) for n in range(1, 5)]
    figures = figures_of(*map(figure, quarters), *(figure(quarter, metric="revenue") for quarter in quarters[:7]))
    found = reported.may_make_years(reported.sound(figures, both), both)
    assert found["period_start"].dt.year.to_list() == [2024] * 8


PERIODS = [f"{year}-{part}" for year in (2024, 2025) for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")] + ["2024", "2025"]
METRICS = ["capital_expenditure", "operating_cash_flow", "free_cash_flow"]
FLOW = {"covers": "Operating cash flow less capital expenditure"}


@given(st.lists(st.tuples(st.sampled_from(PERIODS), st.sampled_from(METRICS), st.sampled_from(["acme", "bolt"])), max_size=25))
def test_no_year_is_lost_with_them(drawn: list[tuple[str, str, str]]) -> None:
    known = {
        name: [
            figure(period, (9 if metric.startswith("op") else 1) * 1e9, metric=metric, **(FLOW if metric.startswith("free") else {}))
            for period, metric, company in dict.fromkeys(drawn)
            if company == name
        ]
        for name in ("acme", "bolt")
    }
    spent = [Metric.CAPITAL_EXPENDITURE]
    sound = reported.sound(frames({name: text(name.title(), [], figures) for name, figures in known.items()}).figures, spent)
    found = reported.annual(reported.may_make_years(sound, spent), Metric.CAPITAL_EXPENDITURE)
    pd.testing.assert_frame_equal(found, reported.annual(sound, Metric.CAPITAL_EXPENDITURE))


def test_missing_quarters() -> None:
    data = frames(
        {
            "acme": text("Acme Sample", [], [figure("2024-Q3"), figure("2025-Q2")]),
            "bolt": text("Bolt Sample", [], [figure("2024-Q4"), figure("2025-Q1")]),
            "cog": text("Cog Sample", [], [figure(f"{year}-Q{q}") for year, q in ((2024, 3), (2024, 4), (2025, 1), (2025, 2))]),
        }
    )
    assert reported.missing_quarters(reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE)) == {
        "Acme Sample": ["Q4 2024", "Q1 2025"],
        "Bolt Sample": ["Q3 2024", "Q2 2025"],
    }


class TestSeries:
    def named(self, *figures: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
        return [
            (group["metric"].iloc[0], group["segment"].iloc[0], list(group["period_words"]))
            for group in reported.series(figures_of(*figures))
        ]

    def test_at_least_two_points(self) -> None:
        assert self.named(figure("2025-Q1"), figure("2025", metric="revenue"), figure("2024", metric="revenue")) == [
            ("revenue", "group", ["2024", "2025"])
        ]

    @pytest.mark.parametrize(
        "other",
        [
            figure("2025-Q2", metric="profit"),
            figure("2025-Q2", segment="cloud"),
            figure("2025-Q2", currency="USD"),
            figure("2025-Q2", unit="percent"),
            figure("2025-H1"),
            figure(None, as_of="2025-06-30"),
            figure("2025-Q2", doubtful=True),
            # The same quarter told twice is one point.
            figure("2025-Q1", 2e9, sources=["paper"]),
        ],
    )
    def test_unlike_figures_make_no_series(self, other: dict[str, Any]) -> None:
        assert self.named(figure("2025-Q1"), other) == []

    def test_of_keeps_shares_apart(self) -> None:
        def share(period: str, of: str) -> dict[str, Any]:
            return figure(period, 5, metric="share", of=of, unit="percent")

        assert len(self.named(share("2024", "sales"), share("2025", "sales"), share("2024", "users"))) == 1
        assert self.named(share("2024", "sales"), share("2025", "users")) == []

    def test_other_spans_are_not_drawn(self) -> None:
        fiscal = [figure({"start": f"{year}-04", "end": f"{year + 1}-03"}) for year in (2023, 2024)]
        assert self.named(*fiscal) == []

    def test_order(self) -> None:
        """The group before its parts, metrics as in the vocabulary, the longest first; in a series by date."""
        figures = [figure(q, metric=metric, segment=segment) for q in ("2025-Q2", "2025-Q1") for metric, segment in self.MIXED]
        figures += [figure(None, as_of=day, metric="revenue") for day in ("2025-03-31", "2024-12-31", "2025-01-31")]
        assert self.named(*figures) == [
            ("revenue", "group", ["31 Dec 2024", "31 Jan 2025", "31 Mar 2025"]),
            ("revenue", "group", ["Q1 2025", "Q2 2025"]),
            ("capital_expenditure", "group", ["Q1 2025", "Q2 2025"]),
            ("revenue", "cloud", ["Q1 2025", "Q2 2025"]),
        ]

    MIXED = (("revenue", "cloud"), ("capital_expenditure", "group"), ("revenue", "group"))

    def test_best_evidence_stands(self) -> None:
        figures = [figure("2025-Q1", 1e9, sources=["post"]), figure("2025-Q1", 2e9), figure("2025-Q2", 3e9, sources=["paper"])]
        only = reported.series(figures_of(*figures))
        assert [list(group["high"]) for group in only] == [[2e9, 3e9]]

    def test_nothing(self) -> None:
        assert reported.series(frames({}).figures) == []


def test_frame_is_left_as_it_was(both: Tables) -> None:
    before = both.figures.copy(deep=True)
    reported.quarterly(both.figures, Metric.CAPITAL_EXPENDITURE)
    reported.annual(both.figures, Metric.REVENUE)
    reported.series(both.figures)
    pd.testing.assert_frame_equal(both.figures, before)


@pytest.mark.parametrize("metric", [Metric.CAPITAL_EXPENDITURE, Metric.REVENUE, Metric.PROFIT])
def test_strange_data(strange: Tables, metric: Metric) -> None:
    found = reported.quarterly(strange.figures, metric)
    assert not found.duplicated(["company", "quarter", "currency"]).any()
    assert set(reported.missing_quarters(found)) <= set(found["company_name"])
    assert not reported.annual(strange.figures, metric).duplicated(["company", "year", "currency"]).any()
    assert all(len(group) >= 2 for group in reported.series(strange.figures))


def test_shipped_data(shipped_tables: Tables) -> None:
    figures = shipped_tables.figures
    found = reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE)
    assert not found.empty
    assert not found.duplicated(["company", "quarter", "currency"]).any()
    assert not found["doubtful"].any()
    assert (found["high"] > 0).all()
    stated = set(zip(figures["company"], figures["metric"], figures["text"], strict=True))
    for row in found.itertuples(index=False):
        assert row.note.startswith("Worked out: ") or (row.company, row.metric, row.text) in stated
    for group in reported.series(figures):
        assert group["period_start"].is_monotonic_increasing
        assert all(group[name].nunique() == 1 for name in reported.SERIES)


def test_shipped_year_that_is_worked_out(shipped_tables: Tables) -> None:
    """Alibaba's year of 2024 from its four filings: 221.874 + 243.236 + 236.503 + 280.154 = 981.767 billion yuan."""
    quarters = shipped_tables.figures[(shipped_tables.figures["company"] == "alibaba") & (shipped_tables.figures["span"] == "quarter")]
    found = reported.annual(quarters, Metric.REVENUE)
    assert list(found[found["year"] == "2024"]["value"]) == pytest.approx([981.767e9])
