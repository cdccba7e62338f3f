"""Capital expenditure as a share of revenue: only of one company, currency and period, and of numbers that stand."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import intensity
from components.analysis.tables import Tables
from tests.analysis.samples import few, figure, figures_of, frames, text


def revenue(period: Any = "2025-Q1", value: float | None = 10e9, **fields: Any) -> dict[str, Any]:
    return figure(period, value, **{"metric": "revenue", **fields})


def shares(figures: pd.DataFrame) -> list[tuple[str, str]]:
    found = pd.concat([intensity.by_quarter(figures), intensity.by_year(figures)])
    return list(zip(found["label"], found["text"], strict=True))


def test_by_hand() -> None:
    """1.234 of 10 billion."""
    spent = figure("2025-Q1", 1.234e9, covers="purchases", sources=["paper"], fiscal_label="FY2026 Q4")
    found = intensity.by_quarter(figures_of(spent, revenue(qualifier="about")))
    row = found.iloc[0]
    assert len(found) == 1
    assert list(found.columns) == list(intensity.INTENSITY_COLUMNS)
    names = ("company", "company_name", "period", "label", "currency", "capex", "revenue", "text", "evidence", "source_keys", "publishers")
    assert [row[name] for name in names] == [
        "acme",
        "Acme Sample",
        "2025-Q1",
        "Q1 2025",
        "CNY",
        1.234e9,
        10e9,
        "about 12.3%",
        "news",
        ("acme/paper", "acme/filing"),
        "The Sample Paper, Sample Exchange",
    ]
    assert row["share"] == pytest.approx(12.34)
    assert not row["worked_out"]
    assert row["working"] == (
        "Capital expenditure of Q1 2025: ¥1.234bn, “purchases”",
        "Revenue of Q1 2025: about ¥10bn",
        "¥1.234bn ÷ about ¥10bn = about 12.3%",
    )


@pytest.mark.parametrize(
    ("spent", "earned"),
    [
        ({"doubtful": True}, {}),
        ({"denied_by": ["blog"]}, {}),
        ({"qualifier": "more_than"}, {}),
        ({"qualifier": "up_to"}, {}),
        ({"value": None, "low": 1e9, "high": 2e9}, {}),
        ({"currency": "USD"}, {}),
        ({"segment": "cloud"}, {}),
        ({"period": "2025-Q2"}, {}),
        ({"period": "2025"}, {}),
        ({}, {"doubtful": True}),
        ({}, {"denied_by": ["blog"]}),
        ({}, {"qualifier": "more_than"}),
        ({}, {"value": 0}),
        ({}, {"value": -1e9}),
        ({}, {"segment": "cloud"}),
        ({}, {"metric": "profit"}),
    ],
)
def test_only_two_numbers_of_one_kind(spent: dict[str, Any], earned: dict[str, Any]) -> None:
    assert shares(figures_of(figure(**spent), revenue(**earned))) == []


def test_denied_figure_does_not_hide_a_sound_one() -> None:
    denied, news = figure(value=9e9, denied_by=["blog"]), figure(value=1e9, sources=["paper"])
    assert shares(figures_of(denied, news, revenue())) == [("Q1 2025", "10.0%")]


def test_nothing_spent_is_known_to_be_nothing() -> None:
    assert shares(figures_of(figure(value=0), revenue())) == [("Q1 2025", "0.0%")]


@pytest.mark.parametrize(
    ("share", "words"), [(11.6258, "11.6%"), (1, "1.0%"), (0.456, "0.46%"), (0.001, "0.00%"), (0, "0.0%"), (-2.5, "−2.5%"), (250, "250.0%")]
)
def test_percent(share: float, words: str) -> None:
    assert intensity.percent(share) == words


def test_one_row_a_period_where_two_currencies_are_known() -> None:
    yuan = [figure(value=1e9, sources=["paper"]), revenue()]
    dollars = [figure(value=2e9, currency="USD"), revenue(currency="USD")]
    assert shares(figures_of(*yuan, *dollars)) == [("Q1 2025", "20.0%")]


def test_years() -> None:
    """2024 as stated; 2025 from four quarters each, and of 2023 three quarters alone."""
    quarters = [figure(f"{year}-Q{n}", n * 1e9) for year, last in ((2023, 3), (2025, 4)) for n in range(1, last + 1)]
    found = intensity.by_year(figures_of(*quarters, revenue("2025", 100e9), revenue("2023", 9e9), figure("2024", 3e9), revenue("2024")))
    assert list(zip(found["period"], found["text"], found["worked_out"], strict=True)) == [
        ("2024", "30.0%", False),
        ("2025", "10.0%", True),
    ]
    assert found["working"].iloc[1][0] == (
        "Capital expenditure of 2025: ¥10bn (Worked out: Q1 2025 ¥1bn, Q2 2025 ¥2bn, Q3 2025 ¥3bn and Q4 2025 ¥4bn added up.)"
    )


def test_worked_out_quarter_is_marked() -> None:
    found = intensity.by_quarter(figures_of(figure("2025-H1", 3e9), figure("2025-Q1", 1e9), revenue(), revenue("2025-Q2", 8e9)))
    assert list(zip(found["text"], found["worked_out"], strict=True)) == [("10.0%", False), ("about 25.0%", True)]


class TestFinding:
    def test_latest_period_that_most_report(self) -> None:
        """Acme alone knows Q2; Q1 is known of both."""
        acme_file = text("Acme Sample", [], [figure(), revenue(), figure("2025-Q2", 9e9), revenue("2025-Q2")])
        bolt_file = text("Bolt Sample", [], [figure(value=2e9), revenue()])
        figures = frames({"acme": acme_file, "bolt": bolt_file}).figures
        assert intensity.finding(intensity.by_quarter(figures)) == (
            "In Q1 2025, the latest quarter for which 2 companies are known here, Bolt Sample put the largest share of its revenue into "
            "capital expenditure: 20.0%, before Acme Sample 10.0%."
        )
        # In brief it is as little more than what is known.
        assert intensity.largest(intensity.by_quarter(figures)) == (
            "20.0%",
            "Bolt Sample's capital expenditure in Q1 2025, the largest of the 2 that are known, before Acme Sample 10.0%.",
        )

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self) -> None:
        acme_file = text("Acme Sample", [], [figure(value=1e9), revenue(), figure("2025-Q2", 9e9), revenue("2025-Q2", qualifier="about")])
        bolt_file = text("Bolt Sample", [], [figure(value=2e9, covers="purchases"), revenue()])
        found = intensity.by_quarter(frames({"acme": acme_file, "bolt": bolt_file}).figures)
        assert intensity.finding(found) == (
            "2025年第1季度是有2家公司数据的最近一个季度，其中Bolt Sample的资本支出占收入的比例最高（20.0%），其后是Acme Sample（10.0%）。"
        )
        assert list(found["text"]) == ["10.0%", "约90.0%", "20.0%"]
        assert found["working"].iloc[2] == (
            "2025年第1季度资本支出：20亿元，“purchases”",
            "2025年第1季度收入：100亿元",
            "20亿元 ÷ 100亿元 = 20.0%",
        )

    def test_one_company(self) -> None:
        assert intensity.finding(intensity.by_year(figures_of(figure("2025"), revenue("2025")))) == (
            "In 2025, the latest year for which 1 company is known here, Acme Sample put this share of its revenue into capital "
            "expenditure: 10.0%."
        )

    def test_nothing(self) -> None:
        assert intensity.finding(intensity.by_quarter(figures_of())) == ""

    def test_long_lists_are_cut(self) -> None:
        files = {f"c{n:02}": text(f"Sample {n}", [], [figure(value=n * 1e8), revenue()]) for n in range(1, 21)}
        assert intensity.finding(intensity.by_quarter(frames(files).figures)).endswith("Sample 14 14.0% and 13 more.")


@few
@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["CNY", "USD"]), st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_properties(known: list[tuple[int, str, int, int]]) -> None:
    parts = [figure(f"2025-Q{n}", spent * 1e9, currency=currency) for n, currency, spent, _ in known]
    parts += [revenue(f"2025-Q{n}", earned * 1e9, currency=currency) for n, currency, _, earned in known]
    found = intensity.by_quarter(figures_of(*parts))
    assert not found.duplicated(["company", "period"]).any()
    assert (found["revenue"] > 0).all()
    for row in found.itertuples(index=False):
        assert row.share == pytest.approx(row.capex / row.revenue * 100)
    # Another company's figures change nothing.
    other = frames({"acme": text("Acme Sample", [], parts), "bolt": text("Bolt", [], [figure(value=5e9), revenue()])}).figures
    pd.testing.assert_frame_equal(intensity.by_quarter(other).query("company == 'acme'"), found)


def test_strange_data(strange: Tables) -> None:
    for found in (intensity.by_quarter(strange.figures), intensity.by_year(strange.figures)):
        assert (found["revenue"] > 0).all()
        assert bool(intensity.finding(found)) == (not found.empty)


def test_frame_is_left_as_it_was(both: Tables) -> None:
    before = both.figures.copy(deep=True)
    intensity.by_quarter(both.figures)
    intensity.by_year(both.figures)
    pd.testing.assert_frame_equal(both.figures, before)


@pytest.mark.parametrize(
    ("company", "period", "capex", "earned", "share"),
    [
        # Announcement of the quarter to 30 September 2025: 31.501 / 247.795.
        ("alibaba", "2025-Q3", 31.501e9, 247.795e9, 12.7125),
        # Annual results of 2024: 76.76 / 660.257, both in billions of yuan.
        ("tencent", "2024", 76.76e9, 660.257e9, 11.6258),
        # Cash flow statement and results of 2024: 8.134 / 133.125.
        ("baidu", "2024", 8.134e9, 133.125e9, 6.1100),
    ],
)
def test_shipped_by_hand(shipped_tables: Tables, company: str, period: str, capex: float, earned: float, share: float) -> None:
    series = intensity.by_quarter if "Q" in period else intensity.by_year
    found = series(shipped_tables.figures)
    row = found[(found["company"] == company) & (found["period"] == period)].iloc[0]
    assert row["capex"] == pytest.approx(capex, rel=1e-4)
    assert row["revenue"] == pytest.approx(earned, rel=1e-4)
    assert row["share"] == pytest.approx(share, rel=1e-3)
