"""Amounts in one currency and on one basis: golden cases, each reason to leave one out, and what conversion never does."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import money, rates
from components.analysis.selection import Selection, select_moves
from components.analysis.tables import Tables, rows, tables
from components.records.library import Library
from tests.analysis import samples
from tests.analysis.samples import figure, frames, move, stating, text

# What one euro was worth on 24 Feb 2025, as the European Central Bank published it.
USD, CNY, HKD = 1.0466, 7.5879, 8.1356


def one(amount: dict[str, Any], currency: str = "", basis: str = "total", **fields: Any) -> Any:
    """The row of one move that states this amount, compared."""
    data = frames({"acme": text("Acme Sample", [move(amount=amount, **fields)])})
    (row,) = rows(money.compare(data.moves, currency, basis))
    return row


THREE_YEARS = {"start": "2025-02", "end": "2028-01"}
ABROAD = stating(80e9, "TWD", usd={"value": 2.5e9, "source": "paper"})


class TestPledgeOfAlibaba:
    """More than 380 billion yuan over three years, Xinhua on 24 Feb 2025; EUR/USD 1.0466 and EUR/CNY 7.5879 that day."""

    def row(self, data: Tables, currency: str, basis: str) -> Any:
        frame = money.compare(data.moves, currency, basis)
        (row,) = rows(frame[frame["key"] == "alibaba/three-year-infrastructure-pledge"])
        return row

    def test_in_dollars(self, shipped_tables: Tables) -> None:
        row = self.row(shipped_tables, "USD", "total")
        assert row.shown_low == row.shown_high == pytest.approx(380e9 / 7.5879 * 1.0466)
        assert row.shown_low == pytest.approx(52.4134e9, rel=1e-6)
        assert (row.shown_text, row.shown_currency, row.left_out) == ("more than US$52.4bn", "USD", "")
        assert row.working == (
            "Stated: more than ¥380bn",
            "1 CNY = US$0.13793, the ECB reference rate of 24 Feb 2025, crossed through the euro",
            "In USD: more than US$52.4bn",
        )

    def test_in_dollars_per_year(self, shipped_tables: Tables) -> None:
        """February 2025 to January 2028 are 36 months."""
        row = self.row(shipped_tables, "USD", "per_year")
        assert row.shown_low == row.shown_high == pytest.approx(380e9 / 7.5879 * 1.0466 / 3)
        assert row.shown_text == "more than US$17.5bn a year"
        assert row.working[2:] == (
            "In USD: more than US$52.4bn",
            "Period: Feb 2025 to Jan 2028, 36 months / 12 = 3 years",
            "Per year: more than US$17.5bn a year",
        )

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self, shipped: Path) -> None:
        snapshot = Library(shipped).snapshot()
        row = self.row(tables(snapshot.files, snapshot.shared), "USD", "per_year")
        assert (row.company_name, row.shown_text) == ("阿里巴巴集团", "每年超过175亿美元")
        assert row.working == (
            "原始表述：超过3,800亿元",
            "1人民币 = 0.13793美元，为2025年2月24日的欧洲央行参考汇率，经欧元套算",
            "折合美元：超过524亿美元",
            "期限：2025年2月至2028年1月，36个月 / 12 = 3年",
            "按年计：每年超过175亿美元",
        )

    def test_as_stated_per_year(self, shipped_tables: Tables) -> None:
        row = self.row(shipped_tables, "", "per_year")
        assert row.shown_low == pytest.approx(380e9 / 3)
        assert (row.shown_text, row.shown_currency) == ("more than ¥126.7bn a year", "CNY")

    def test_as_stated(self, shipped_tables: Tables) -> None:
        row = self.row(shipped_tables, "", "total")
        assert (row.shown_low, row.shown_text, row.working) == (380e9, "more than ¥380bn", ("Stated: more than ¥380bn",))
        assert not money.changed(row)


class TestGuidanceOfTencent:
    def test_share_of_the_revenue_of_2025(self, shipped_tables: Tables) -> None:
        """Low teens of 751.766 billion yuan: 11 % are 82.69426 billion, 14 % are 105.24724 billion."""
        made = money.with_revenue_shares(shipped_tables.moves, shipped_tables.figures)
        frame = money.compare(made)
        (row,) = rows(frame[frame["key"] == "tencent/capex-guidance-2025"])
        assert (row.shown_low, row.shown_high) == pytest.approx((82.69426e9, 105.24724e9))
        assert (row.shown_text, row.qualifier) == ("¥82.7bn to ¥105bn", "between")
        assert row.made_from == "11–14% of the revenue of 2025, ¥751.766bn"
        assert row.working[1] == "11–14% of the revenue of 2025, ¥751.766bn: ¥82.7bn to ¥105bn"
        assert row.amount_text.startswith("11–14% of revenue")
        assert money.changed(row)


class TestYears:
    @pytest.mark.parametrize(
        ("months", "days", "years"),
        [(36, 1095, 3), (12, 366, 1), (1, 28, 1 / 12), (0, 1461, 4), (0, 365, 365 / 365.25), (0, 1, 1 / 365.25)],
    )
    def test_by_hand(self, months: int, days: int, years: float) -> None:
        assert money.years(SimpleNamespace(period_months=months, period_days=days)) == pytest.approx(years)

    def test_no_period(self) -> None:
        assert pd.isna(money.years(SimpleNamespace(period_months=0, period_days=0)))


class TestCurrency:
    @pytest.mark.parametrize(
        ("amount", "low", "high", "words"),
        [
            (stating(76e9), 76e9 / CNY * USD, 76e9 / CNY * USD, "US$10.5bn"),
            (stating(76e9, qualifier="about"), 76e9 / CNY * USD, 76e9 / CNY * USD, "about US$10.5bn"),
            (stating(76e9, qualifier="up_to"), 76e9 / CNY * USD, 76e9 / CNY * USD, "up to US$10.5bn"),
            (stating(76e9, qualifier="more_than"), 76e9 / CNY * USD, 76e9 / CNY * USD, "more than US$10.5bn"),
            (stating(5e9, "HKD"), 5e9 / HKD * USD, 5e9 / HKD * USD, "US$643m"),
            (stating(1e9, "EUR"), USD * 1e9, USD * 1e9, "US$1.05bn"),
            (stating(1.2345e9, "USD"), 1.2345e9, 1.2345e9, "US$1.2345bn"),
        ],
    )
    def test_by_hand(self, amount: dict[str, Any], low: float, high: float, words: str) -> None:
        row = one(amount, "USD")
        assert (row.shown_low, row.shown_high) == pytest.approx((low, high))
        assert (row.shown_text, row.shown_currency) == (words, "USD")

    def test_range_stays_one(self) -> None:
        amount = {"low": 80e9, "high": 100e9, "currency": "CNY", "nature": "guidance", "measure": "capital_expenditure"}
        row = one(amount, "EUR")
        assert (row.shown_low, row.shown_high) == pytest.approx((80e9 / CNY, 100e9 / CNY))
        assert row.shown_text == "€10.5bn to €13.2bn"

    def test_range_that_rounding_closes_is_about(self) -> None:
        amount = {"low": 80e9, "high": 80.001e9, "currency": "CNY", "nature": "guidance", "measure": "capital_expenditure"}
        assert one(amount, "EUR").shown_text == "about €10.5bn"

    def test_day_without_a_rate_has_that_of_its_friday(self) -> None:
        row = one(stating(1e9, "EUR"), "USD", date="2025-02-23")
        assert row.shown_low == pytest.approx(1.0465e9)
        assert row.working[1] == "1 EUR = US$1.0465, the ECB reference rate of 21 Feb 2025, the last before 23 Feb 2025"

    def test_coarse_date_takes_the_mean_of_its_span(self) -> None:
        row = one(stating(1e9, "EUR"), "USD", date="2025-02-24/2025-02-28")
        assert row.shown_low == pytest.approx((1.0466 + 1.0497 + 1.0487 + 1.0477 + 1.0411) / 5 * 1e9)
        assert row.working[1] == (
            "1 EUR = US$1.04676, the mean of 5 ECB reference rates from 24 Feb 2025 to 28 Feb 2025 "
            "(since the date is known as 24–28 Feb 2025 only)"
        )

    def test_spending_takes_the_mean_of_its_period(self) -> None:
        week = {"start": "2025-02-24", "end": "2025-02-28"}
        row = one(stating(1e9, "EUR", "spending"), "USD", date="2025-08-29", period=week)
        assert row.shown_low == pytest.approx((1.0466 + 1.0497 + 1.0487 + 1.0477 + 1.0411) / 5 * 1e9)
        assert row.working[1].endswith("(since the money was spent over 24 Feb 2025 to 28 Feb 2025)")
        # A plan for that week was stated at the rate of its own day.
        plan = one(stating(1e9, "EUR"), "USD", date="2025-02-21", period=week)
        assert plan.shown_low == pytest.approx(1.0465e9)


class TestLeftOut:
    def reason(self, row: Any) -> str:
        """Why a sum is left out; nothing of it is shown then, but for the currency it would be in."""
        assert pd.isna(row.shown_low)
        assert pd.isna(row.shown_high)
        assert row.shown_text == ""
        assert row.working[-1] == f"Left out: {row.left_out}"
        return str(row.left_out)

    def test_no_rate(self) -> None:
        row = one(stating(5e9, "TWD"), "USD")
        assert self.reason(row) == "no reference rate for TWD"
        assert row.shown_currency == "USD"
        assert self.reason(one(stating(5e9), "TWD")) == "no reference rate for TWD"

    def test_after_the_last_rate(self) -> None:
        last = rates.last_day()
        far, near = last + timedelta(days=21), last + timedelta(days=7)
        words = {day: f"{day.day} {day:%b} {day.year}" for day in (last, far)}
        assert self.reason(one(stating(5e9), "USD", date=str(far))) == (
            f"no rate within a week of {words[far]} (the last is of {words[last]})"
        )
        assert one(stating(5e9), "USD", date=str(near)).left_out == ""
        # What is in the currency already needs no rate.
        assert one(stating(5e9), "CNY", date=str(far)).shown_low == 5e9

    def test_span_beyond_the_rates(self) -> None:
        last = rates.last_day()
        words = f"{last.day} {last:%b} {last.year}"
        year = last.year + 2
        assert self.reason(one(stating(5e9), "USD", date=str(year))) == (
            f"no rate for most of 1 Jan {year} to 31 Dec {year} (the last is of {words})"
        )

    def test_before_the_first_rate(self) -> None:
        assert (
            self.reason(one(stating(5e9), "USD", date="2003-03-01")) == "no rate within a week of 1 Mar 2003 (the first is of 1 Apr 2005)"
        )

    def test_no_period(self) -> None:
        assert self.reason(one(stating(5e9), basis="per_year")) == "no period stated"
        assert self.reason(one(stating(5e9), "USD", "per_year")) == "no period stated"
        assert one(stating(5e9), "USD", "total").left_out == ""

    def test_nothing_is_left_out_of_what_states_no_sum(self, both: Tables) -> None:
        frame = money.compare(both.moves, "USD", "per_year").set_index("key")
        for key in ("bolt/model", "acme/share"):
            row = frame.loc[key]
            assert (row["left_out"], row["shown_text"], row["shown_currency"], row["working"]) == ("", "", "", ())
            assert pd.isna(row["shown_low"])


class TestDollarValue:
    def test_serves_a_currency_without_a_rate(self) -> None:
        row = one(ABROAD, "USD")
        assert (row.shown_low, row.shown_text) == (2.5e9, "US$2.5bn")
        assert row.working == (
            "Stated: TWD 80bn",
            "In dollars, by The Sample Paper: US$2.5bn (no reference rate for TWD)",
        )
        assert money.changed(row)

    def test_then_from_dollars_on(self) -> None:
        row = one(ABROAD, "CNY", "per_year", period=THREE_YEARS)
        assert row.shown_low == pytest.approx(2.5e9 / USD * CNY / 3)
        assert row.working == (
            "Stated: TWD 80bn",
            "In dollars, by The Sample Paper: US$2.5bn (no reference rate for TWD)",
            "1 USD = ¥7.25005, the ECB reference rate of 24 Feb 2025, crossed through the euro",
            "In CNY: ¥18.1bn",
            "Period: Feb 2025 to Jan 2028, 36 months / 12 = 3 years",
            "Per year: ¥6.04bn a year",
        )

    def test_is_not_used_where_there_is_a_rate(self) -> None:
        amount = stating(80e9, usd={"value": 2.5e9, "source": "paper"})
        assert one(amount, "USD").shown_low == pytest.approx(80e9 / CNY * USD)

    def test_is_not_used_as_stated(self) -> None:
        row = one(ABROAD)
        assert (row.shown_low, row.shown_currency) == (80e9, "TWD")

    def test_of_a_range_it_says_nothing(self) -> None:
        ranged = {"low": 80e9, "high": 90e9, "currency": "TWD", "usd": ABROAD["usd"], "nature": "pledge", "measure": "chips"}
        assert one(ranged, "USD").left_out == "no reference rate for TWD"

    def test_no_rate_from_dollars_on(self) -> None:
        assert one(ABROAD, "AED").left_out == "no reference rate for AED"


class TestPerYear:
    # A quarter's spending or a month's campaign made four or twelve times as large would say what nobody has said.
    @pytest.mark.parametrize("period", [{"start": "2025-Q2", "end": "2025-Q2"}, {"start": "2025-02-24", "end": "2026-02-22"}])
    def test_less_than_a_year_makes_no_figure_per_year(self, period: dict[str, str]) -> None:
        row = one(stating(12e9), basis="per_year", period=period)
        assert (row.shown_text, row.left_out) == ("", "a period shorter than a year")
        assert row.working == ("Stated: ¥12bn", "Left out: a period shorter than a year")

    @pytest.mark.parametrize(
        ("period", "words", "step"),
        [
            (THREE_YEARS, "¥4bn a year", "Period: Feb 2025 to Jan 2028, 36 months / 12 = 3 years"),
            ({"start": "2025", "end": "2025"}, "¥12bn a year", "Period: 2025, 12 months / 12 = 1 year"),
            ({"start": "2025-04", "end": "2026-09"}, "¥8bn a year", "Period: Apr 2025 to Sep 2026, 18 months / 12 = 1.5 years"),
            (
                {"start": "2025-02-24", "end": "2026-02-23"},
                "¥12.01bn a year",
                "Period: 24 Feb 2025 to 23 Feb 2026, 365 days / 365.25 = 0.9993 years",
            ),
            (
                {"start": "2025-02-24", "end": "2029-02-23"},
                "¥3bn a year",
                "Period: 24 Feb 2025 to 23 Feb 2029, 1,461 days / 365.25 = 4 years",
            ),
            ({"start": "2025", "end": "2031"}, "¥1.714bn a year", "Period: 2025 to 2031, 84 months / 12 = 7 years"),
        ],
    )
    def test_by_hand(self, period: dict[str, str], words: str, step: str) -> None:
        row = one(stating(12e9), basis="per_year", period=period)
        assert row.shown_text == words
        assert row.working == ("Stated: ¥12bn", step, f"Per year: {words}")

    def test_one_year_keeps_every_digit(self) -> None:
        row = one(stating(12.34567e9, qualifier="about"), basis="per_year", period={"start": "2025", "end": "2025"})
        assert row.shown_text == "about ¥12.3457bn a year"


SHARE = {"share_of_revenue": {"low": 10, "high": 12}, "as_stated": "a tenth", "nature": "guidance", "measure": "capital_expenditure"}
YEAR = {"start": "2025", "end": "2025"}
NOTHING = {"low": None, "high": None, "currency": "", "qualifier": "", "made_from": "", "made_sources": ()}


class TestRevenueShares:
    def made(self, *figures: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """What a share of the revenue of 2025 becomes with these figures."""
        given = {"amount": SHARE, "period": YEAR, **fields}
        data = frames({"acme": text("Acme Sample", [move(**given)], figures)})
        frame = money.with_revenue_shares(data.moves, data.figures)
        names = ["low", "high", "currency", "qualifier", "made_from", "made_sources"]
        return {name: None if name in ("low", "high") and pd.isna(value) else value for name, value in frame.iloc[0][names].items()}

    def revenue(self, period: Any = "2025", value: float | None = 500e9, **fields: Any) -> dict[str, Any]:
        return figure(period, value, metric="revenue", **fields)

    def test_annual_figure(self) -> None:
        assert self.made(self.revenue(sources=["filing", "paper"])) == {
            "low": pytest.approx(50e9),
            "high": pytest.approx(60e9),
            "currency": "CNY",
            "qualifier": "between",
            "made_from": "10–12% of the revenue of 2025, ¥500bn",
            "made_sources": ("acme/filing", "acme/paper"),
        }

    def test_four_quarters(self) -> None:
        quarters = [self.revenue(f"2025-Q{number}", number * 50e9, sources=["filing"]) for number in (1, 2, 3, 4)]
        made = self.made(*quarters)
        assert (made["low"], made["high"]) == pytest.approx((50e9, 60e9))
        assert made["made_from"] == "10–12% of the revenue of 2025, ¥500bn (4 quarters added up)"
        assert made["made_sources"] == ("acme/filing",)
        assert self.made(*quarters[1:]) == NOTHING
        assert self.made(*quarters[1:], self.revenue("2024-Q4")) == NOTHING
        assert self.made(*quarters[1:], self.revenue("2025-Q1", currency="USD")) == NOTHING
        assert self.made(*quarters[1:], self.revenue("2025-Q1", covers="Another definition.")) == NOTHING

    def test_annual_figure_goes_before_quarters(self) -> None:
        quarters = [self.revenue(f"2025-Q{number}", 1e9) for number in (1, 2, 3, 4)]
        assert self.made(*quarters, self.revenue(sources=["post"]))["high"] == pytest.approx(60e9)

    def test_best_evidence_first(self) -> None:
        assert self.made(self.revenue(value=1e9, sources=["post"]), self.revenue(), self.revenue(value=2e9))["high"] == pytest.approx(60e9)

    def test_single_share_is_about(self) -> None:
        made = self.made(self.revenue(), amount={**SHARE, "share_of_revenue": {"low": 10, "high": 10}})
        assert (made["low"], made["high"], made["qualifier"]) == (50e9, 50e9, "about")
        assert made["made_from"] == "10% of the revenue of 2025, ¥500bn"

    def test_approximate_revenue_makes_an_approximate_sum(self) -> None:
        made = self.made(self.revenue(qualifier="about"))
        assert (made["qualifier"], made["made_from"]) == ("about", "10–12% of the revenue of 2025, about ¥500bn")

    @pytest.mark.parametrize(
        "fields",
        [
            {"doubtful": True},
            {"denied_by": ["blog"]},
            {"segment": "cloud"},
            {"period": "2024"},
            {"period": "2025-H1"},
            {"period": {"start": "2025-04", "end": "2026-03"}},
            {"metric": "profit"},
            {"qualifier": "more_than"},
            {"value": None, "low": 1e9, "high": 2e9},
            {"unit": "percent"},
        ],
    )
    def test_only_with_the_revenue_of_exactly_that_period(self, fields: dict[str, Any]) -> None:
        assert self.made(figure(**{"period": "2025", "value": 5e9, "metric": "revenue", **fields})) == NOTHING

    def test_no_period_no_sum(self) -> None:
        data = frames({"acme": text("Acme Sample", [move(amount=SHARE)], [self.revenue()])})
        assert list(money.with_revenue_shares(data.moves, data.figures)["made_from"]) == [""]

    def test_revenue_of_another_company_does_not_count(self) -> None:
        acme = text("Acme Sample", [move(amount=SHARE, period=YEAR)])
        data = frames({"acme": acme, "bolt": text("Bolt Sample", [], [self.revenue()])})
        assert list(money.with_revenue_shares(data.moves, data.figures)["made_from"]) == [""]

    def test_everything_else_is_left_as_it_is(self, both: Tables) -> None:
        made = money.with_revenue_shares(both.moves, both.figures)
        pd.testing.assert_frame_equal(made.drop(columns=list(money.MADE_COLUMNS)), both.moves)


def test_columns_and_types_do_not_depend_on_the_data(both: Tables) -> None:
    full = money.compare(money.with_revenue_shares(both.moves, both.figures), "USD", "per_year")
    assert list(full.columns) == [*both.moves.columns, *money.MADE_COLUMNS, *money.SHOWN_COLUMNS]
    for name in ("nothing at all", "no amounts"):
        data = samples.strange(name)
        for frame in (money.compare(data.moves), money.compare(money.with_revenue_shares(data.moves, data.figures), "USD", "per_year")):
            assert frame.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()


def test_frames_are_left_as_they_were(both: Tables) -> None:
    before = both.moves.copy(deep=True), both.figures.copy(deep=True)
    money.compare(money.with_revenue_shares(both.moves, both.figures), "USD", "per_year")
    pd.testing.assert_frame_equal(both.moves, before[0])
    pd.testing.assert_frame_equal(both.figures, before[1])


@pytest.mark.parametrize("basis", ["total", "per_year"])
@pytest.mark.parametrize("currency", ["", "USD", "TWD"])
def test_strange_data(strange: Tables, currency: str, basis: str) -> None:
    frame = money.compare(money.with_revenue_shares(strange.moves, strange.figures), currency, basis)
    assert list(frame["key"]) == list(strange.moves["key"])
    for row in rows(frame):
        assert (row.shown_text != "") == (row.currency != "" and row.left_out == "") == pd.notna(row.shown_low)


@pytest.mark.parametrize("basis", ["total", "per_year"])
@pytest.mark.parametrize("currency", ["", "CNY", "USD", "EUR", "HKD"])
def test_shipped_data(shipped_tables: Tables, currency: str, basis: str) -> None:
    frame = money.compare(money.with_revenue_shares(shipped_tables.moves, shipped_tables.figures), currency, basis)
    stated = frame[frame["currency"] != ""]
    assert len(stated) > 50
    for row in rows(stated):
        if row.left_out:
            assert basis == "per_year"
            assert row.left_out == ("a period shorter than a year" if row.period_days else "no period stated")
            assert row.period_days < 365
        else:
            assert 0 < row.shown_low <= row.shown_high
            assert row.shown_currency == (currency or row.currency)
            assert row.shown_text.endswith(" a year") == (basis == "per_year")


CODES = st.sampled_from(["CNY", "EUR", "GBP", "HKD", "USD"])
SUMS = st.floats(1e3, 1e13)


@samples.few
@given(SUMS, CODES, CODES, samples.days(2018, 2025))
def test_there_and_back_is_the_same(value: float, own: str, other: str, date: str) -> None:
    there = one(stating(value, own), other, date=date).shown_low
    back = one(stating(there, other), own, date=date).shown_low
    # The mean of quotients is not the quotient of means: over a span the way back differs by how much the rate moved.
    assert back == pytest.approx(value, rel=1e-9 if len(date) == 10 or own == other else 0.02)


@samples.few
@given(samples.data(), st.sampled_from(["", "USD", "HKD"]))
def test_per_year_times_years_is_the_total(data: Tables, currency: str) -> None:
    total, per_year = (money.compare(data.moves, currency, basis) for basis in ("total", "per_year"))
    for whole, part in zip(rows(total), rows(per_year), strict=True):
        if part.shown_text:
            assert part.shown_low * money.years(part) == pytest.approx(whole.shown_low)
            assert part.shown_high * money.years(part) == pytest.approx(whole.shown_high)


@samples.few
@given(samples.data(), st.sampled_from(["", "USD", "EUR"]), st.sampled_from(["total", "per_year"]))
def test_filtering_never_changes_another_companys_numbers(data: Tables, currency: str, basis: str) -> None:
    every = money.compare(money.with_revenue_shares(data.moves, data.figures), currency, basis)
    for company in data.names:
        chosen = select_moves(data.moves, Selection(companies=(company,)))
        alone = money.compare(money.with_revenue_shares(chosen, data.figures), currency, basis)
        pd.testing.assert_frame_equal(alone, every[every["company"] == company])
