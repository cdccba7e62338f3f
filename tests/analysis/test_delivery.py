"""Pledge and delivery: days that count, gaps that are no zero, the straight line, the sentence, and the shipped pledge by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import delivery, money, rates, stated
from components.analysis.delivery import Delivery
from components.analysis.tables import Tables
from tests.analysis.samples import data, few, figure, frames, move, stating, text

TODAY = date(2026, 3, 15)
WORDS = {"as_stated": "less than said before", "measure": "capital_expenditure"}
YEAR = {"start": "2025", "end": "2025"}


def found(amount: dict[str, Any], period: dict[str, str], *figures: dict[str, Any], today: date = TODAY, **fields: Any) -> Delivery:
    """What becomes of one statement of Acme's."""
    tables = frames({"acme": text("Acme Sample", [move("plan", amount=amount, period=period, **fields)], figures)})
    (only,) = delivery.delivery(money.with_revenue_shares(tables.moves, tables.figures), tables.figures, today)
    return only


def spent(first: float, *others: float) -> list[dict[str, Any]]:
    """Capital expenditure of the first quarters of 2025 in billions."""
    return [figure(f"2025-Q{number}", value * 1e9) for number, value in enumerate((first, *others), start=1)]


class TestByHand:
    """A pledge of more than 36.5 billion for the 365 days from 15 February 2025: 0.1 billion a day.

    Q1 2025 counts 45 of its 90 days: half of 10 billion. Q3 is missing. Q1 2026 ends after the day of the look.
    """

    def pledge(self) -> Delivery:
        quarters = [figure("2025-Q1", 10e9), figure("2025-Q2", 8e9, sources=["paper"]), figure("2025-Q4", 9e9, qualifier="about")]
        amount = stating(36.5e9, qualifier="more_than", covers="servers")
        return found(amount, {"start": "2025-02-15", "end": "2026-02-14"}, *quarters, today=date(2026, 1, 31))

    def test_steps(self) -> None:
        steps = self.pledge().steps
        shown = steps[["quarter", "days", "known", "amount", "cumulative", "at_least", "evidence", "text", "working"]]
        assert [tuple(row) for row in shown.astype(object).where(shown.notna(), None).itertuples(index=False)] == [
            ("Q1 2025", 45, True, 5e9, 5e9, False, "filing", "about ¥5bn", "Q1 2025: ¥10bn × 45/90 days = ¥5bn"),
            ("Q2 2025", 91, True, 8e9, 13e9, False, "news", "about ¥13bn", "Q2 2025: ¥8bn"),
            ("Q3 2025", 92, False, None, 13e9, True, "", "", "Q3 2025: not in the data; left out on both sides"),
            ("Q4 2025", 92, True, 9e9, 22e9, True, "filing", "at least about ¥22bn", "Q4 2025: about ¥9bn"),
        ]
        assert [str(steps[name].iloc[0])[:10] for name in ("start", "end")] == ["2025-02-15", "2025-03-31"]

    def test_sums(self) -> None:
        pledge = self.pledge()
        assert (pledge.delivered, pledge.delivered_text) == (22e9, "at least about ¥22bn")
        assert (pledge.known_days, pledge.all_days) == (45 + 91 + 92, 365)
        assert (pledge.pace_low, pledge.pace_high) == (pytest.approx(22.8e9), pytest.approx(22.8e9))
        assert (pledge.known, pledge.missing) == (("Q1 2025", "Q2 2025", "Q4 2025"), ("Q3 2025",))
        assert (str(pledge.through)[:10], pledge.verdict) == ("2025-12-31", "")
        assert pledge.source_keys == ("acme/blog", "acme/filing", "acme/paper")

    def test_words(self) -> None:
        pledge = self.pledge()
        assert pledge.finding == (
            "By Q4 2025 Acme Sample has reported capital expenditure of at least about ¥22bn since 15 Feb 2025, 60.3% of its pledge of "
            "more than ¥36.5bn for 15 Feb 2025 to 14 Feb 2026: about ¥800m behind the straight line to its lower bound, ¥22.8bn for the "
            "same 228 days. 3 quarters known; Q3 2025 is missing."
        )
        assert (
            pledge.caveat
            == "The pledge is for “servers”. Reported capital expenditure is that of the whole group, for AI and for all else."
        )
        assert (pledge.working[0], *pledge.working[-2:]) == (
            "Stated: more than ¥36.5bn for 15 Feb 2025 to 14 Feb 2026, which is 365 days",
            "Sum of 3 known quarters: at least about ¥22bn",
            "Straight line over the same days: ¥36.5bn × 228/365 days = ¥22.8bn",
        )
        assert len(pledge.working) == 7

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self) -> None:
        pledge = self.pledge()
        assert pledge.finding == (
            "自2025年2月15日起，截至2025年第4季度，Acme Sample已披露资本支出至少约220亿元，相当于其2025年2月15日至2026年2月14日"
            "超过365亿元的承诺的60.3%：比按下限计算的直线进度落后约8亿元（同样228天应为228亿元）。已知3个季度；缺2025年第3季度。"
        )
        assert pledge.caveat == "该承诺针对“servers”。披露的资本支出属于整个集团，既用于AI，也用于其他一切。"
        assert pledge.working == (
            "原始表述：2025年2月15日至2026年2月14日超过365亿元，共365天",
            "2025年第1季度：100亿元 × 45/90天 = 50亿元",
            "2025年第2季度：80亿元",
            "2025年第3季度：数据中没有；两边都不计入",
            "2025年第4季度：约90亿元",
            "3个已知季度合计：至少约220亿元",
            "同样天数的直线进度：365亿元 × 228/365天 = 228亿元",
        )


class TestQuarters:
    def test_last_quarter_counts_by_its_days_too(self) -> None:
        """January is 31 of the 90 days of a quarter of 9 billion."""
        plan = found(stating(9e9), {"start": "2025-01", "end": "2025-01"}, *spent(9))
        assert plan.delivered == pytest.approx(3.1e9)

    @pytest.mark.parametrize(("today", "known"), [(date(2025, 6, 29), 1), (date(2025, 6, 30), 2), (date(2024, 12, 31), 0)])
    def test_only_quarters_that_are_over(self, today: date, known: int) -> None:
        assert len(found(stating(9e9), YEAR, *spent(1, 1, 1, 1), today=today).steps) == known

    @pytest.mark.parametrize(
        "other",
        [
            {"doubtful": True},
            {"denied_by": ["blog"]},
            {"qualifier": "up_to"},
            {"segment": "cloud"},
            {"metric": "revenue"},
            {"currency": "TWD"},
            {"period": "2025"},
        ],
    )
    def test_what_does_not_count_is_missing(self, other: dict[str, Any]) -> None:
        plan = found(stating(9e9), YEAR, figure("2025-Q1", 1e9), figure(**{"period": "2025-Q2", "value": 5e9, **other}))
        assert (plan.delivered, plan.missing) == (1e9, ("Q2 2025", "Q3 2025", "Q4 2025"))

    def test_why_it_does_not_count(self) -> None:
        quarters = [figure("2025-Q1", 5e9, qualifier="up_to"), figure("2025-Q2", 5e9, currency="TWD")]
        lines = found(stating(9e9), YEAR, *quarters, today=date(2025, 6, 30)).steps["working"]
        assert list(lines) == [
            "Q1 2025: only an upper bound is known, up to ¥5bn; left out on both sides",
            "Q2 2025: TWD 5bn, for which there is no reference rate to CNY; left out on both sides",
        ]

    @pytest.mark.parametrize("quarter", [figure("2025-Q1", 2e9, qualifier="more_than"), figure("2025-Q1", None, low=2e9, high=3e9)])
    def test_a_bound_or_a_range_counts_its_low_end(self, quarter: dict[str, Any]) -> None:
        plan = found(stating(40e9), YEAR, quarter, *spent(0, 1)[1:], today=date(2025, 6, 30))
        assert (plan.delivered, plan.delivered_text) == (3e9, "at least ¥3bn")
        assert list(plan.steps["at_least"]) == [True, True]
        assert "at most ¥16.84bn behind the straight line" in plan.finding

    def test_worked_out_quarter_counts_and_says_so(self) -> None:
        plan = found(stating(9e9), YEAR, figure("2025-H1", 5e9), figure("2025-Q1", 2e9), today=date(2025, 6, 30))
        assert plan.delivered_text == "about ¥5bn"
        assert plan.working[2] == "Q2 2025: about ¥3bn (Worked out: H1 2025 ¥5bn less Q1 2025 ¥2bn.)"

    def test_gap_at_the_start_makes_a_lower_bound(self) -> None:
        plan = found(stating(9e9), YEAR, *spent(0, 3)[1:], today=date(2025, 6, 30))
        assert [bool(pd.isna(total)) for total in plan.steps["cumulative"]] == [True, False]
        assert list(plan.steps["at_least"]) == [False, True]

    def test_other_currency_is_converted_at_the_mean_of_its_quarter(self) -> None:
        rate = rates.average("USD", "CNY", date(2025, 1, 1), date(2025, 3, 31))
        assert rate is not None
        plan = found(stating(90e9), YEAR, figure("2025-Q1", 2e9, currency="USD"), today=date(2025, 3, 31))
        assert plan.delivered == pytest.approx(2e9 * rate.value)
        assert plan.delivered_text.startswith("about ¥14.5")
        assert plan.working[1].startswith(f"Q1 2025: US$2bn × {rate.value:.6g} CNY for 1 USD (mean of {rate.days} ECB reference rates from")
        assert ", crossed through the euro) = ¥14.5" in plan.working[1]

    def test_own_currency_goes_first(self) -> None:
        both = [figure("2025-Q1", 2e9, currency="USD"), figure("2025-Q1", 14e9, sources=["post"])]
        assert found(stating(90e9), YEAR, *both, today=date(2025, 3, 31)).delivered == 14e9


class TestVerdict:
    """How a year that is over has ended; four quarters make 10 billion."""

    @pytest.mark.parametrize(
        ("amount", "verdict", "words"),
        [
            (stating(12e9, qualifier="more_than"), "below", "about ¥2bn below its pledge of more than ¥12bn for 2025."),
            (stating(8e9, qualifier="more_than"), "met", "about ¥2bn more than the lower bound of its pledge of more than ¥8bn"),
            (stating(12e9, qualifier="up_to"), "met", "about ¥2bn less than the upper bound of its pledge of up to ¥12bn"),
            (stating(8e9, qualifier="up_to"), "above", "about ¥2bn above its pledge of up to ¥8bn for 2025."),
            (stating(10e9), "met", "its pledge of ¥10bn for 2025 is met."),
            (stating(9e9, qualifier="about"), "above", "about ¥1bn above its pledge of about ¥9bn for 2025."),
            ({**stating(0), "value": None, "low": 9e9, "high": 11e9}, "met", "its pledge of ¥9bn to ¥11bn for 2025 is met."),
            ({**stating(0), "value": None, "low": 5e9, "high": 7e9}, "above", "about ¥3bn above its pledge of ¥5bn to ¥7bn for 2025."),
            ({**stating(0), "value": None, "low": 11e9, "high": 12e9}, "below", "about ¥1bn below its pledge of ¥11bn to ¥12bn for 2025."),
        ],
    )
    def test_all_quarters_known(self, amount: dict[str, Any], verdict: str, words: str) -> None:
        plan = found({name: value for name, value in amount.items() if value is not None}, YEAR, *spent(1, 2, 3, 4))
        assert plan.verdict == verdict
        assert plan.finding.startswith("Acme Sample has reported capital expenditure of ¥10bn for 2025: ")
        assert words in plan.finding

    @pytest.mark.parametrize(
        ("value", "qualifier", "verdict"),
        [(5e9, "more_than", "met"), (5e9, "exactly", "above"), (20e9, "exactly", ""), (20e9, "up_to", "")],
    )
    def test_a_gap_can_only_show_that_it_was_enough(self, value: float, qualifier: str, verdict: str) -> None:
        plan = found(stating(value, qualifier=qualifier), YEAR, *spent(1, 2, 3))
        assert plan.verdict == verdict
        assert ("how it ended is not known" in plan.finding) == (not verdict)
        assert plan.finding.endswith(" 3 quarters known; Q4 2025 is missing.")

    def test_share_of_revenue(self) -> None:
        """11 to 14 % of 100 billion."""
        share = {"share_of_revenue": {"low": 11, "high": 14}, "nature": "guidance", "measure": "capital_expenditure"}
        plan = found(share, YEAR, *spent(3, 3, 3, 3), figure("2025", 100e9, metric="revenue", sources=["paper"]))
        assert (plan.stated, plan.verdict) == ("¥11bn to ¥14bn (11–14% of revenue)", "met")
        assert plan.working[1] == "11–14% of the revenue of 2025, ¥100bn: ¥11bn to ¥14bn"
        assert "acme/paper" in plan.source_keys

    def test_how_far_below_is_not_the_difference_of_rounded_sums(self) -> None:
        """11 % of 751.766 billion are 82.694; less 79.198 that is 3.496. Rounded first, 82.69 - 79.20 would make 3.49."""
        share = {"share_of_revenue": {"low": 11, "high": 14}, "nature": "guidance", "measure": "capital_expenditure"}
        plan = found(share, YEAR, *spent(27.476, 19.107, 12.983, 19.632), figure("2025", 751.766e9, metric="revenue", sources=["paper"]))
        assert "¥79.2bn for 2025: about ¥3.5bn below its guidance of ¥82.7bn to ¥105bn (11–14% of revenue)" in plan.finding

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self) -> None:
        plan = found(stating(8e9), YEAR, *spent(2, 2, 3, 3), status="reported", evidence="unnamed")
        assert plan.finding == "Acme Sample披露的2025年资本支出为100亿元：比其2025年80亿元的承诺（据匿名消息人士）高出约20亿元。"


class TestBesidePace:
    """Half a year is 181 of 365 days: of 36.5 billion 18.1, of 73 billion 36.2."""

    @pytest.mark.parametrize(
        ("spent_so_far", "words"),
        [
            (10, "13.7–27.4% of its guidance of ¥36.5bn to ¥73bn for 2025"),
            (10, "about ¥8.1bn behind the straight line to its lower end, ¥18.1bn for the same 181 days"),
            (20, "between the straight lines to its lower and its upper end, ¥18.1bn and ¥36.2bn for the same 181 days"),
            (40, "about ¥3.8bn ahead of the straight line to its upper end, ¥36.2bn for the same 181 days"),
        ],
    )
    def test_range(self, spent_so_far: float, words: str) -> None:
        amount = {"low": 36.5e9, "high": 73e9, "currency": "CNY", "nature": "guidance", "measure": "capital_expenditure"}
        finding = found(amount, YEAR, *spent(spent_so_far / 2, spent_so_far / 2), today=date(2025, 7, 1)).finding
        assert words in finding

    def test_on_the_line(self) -> None:
        finding = found(stating(36.5e9), YEAR, *spent(9, 9.1), today=date(2025, 7, 1)).finding
        assert "49.6% of its pledge of ¥36.5bn for 2025: on the straight line, ¥18.1bn for the same 181 days." in finding

    def test_upper_bound(self) -> None:
        finding = found(stating(36.5e9, qualifier="up_to"), YEAR, *spent(9, 9), today=date(2025, 7, 1)).finding
        assert "about ¥100m behind the straight line to its upper bound" in finding


class TestNothingToMeasure:
    def test_never_a_zero(self) -> None:
        plan = found(stating(9e9), YEAR)
        assert (plan.delivered, plan.pace_low, plan.through, plan.verdict, plan.delivered_text) == (None, None, None, "", "")
        assert plan.finding == (
            "Acme Sample: nothing reported to measure its pledge of ¥9bn for 2025 against. No quarterly capital expenditure is known here; "
            "that is no zero."
        )
        assert "%" not in plan.finding

    def test_figures_of_other_years_alone(self) -> None:
        assert "No quarterly capital expenditure of its period is known here" in found(stating(9e9), YEAR, figure("2024-Q4")).finding

    def test_not_begun(self) -> None:
        plan = found(stating(9e9), {"start": "2027", "end": "2027"}, *spent(1))
        assert plan.finding == "Acme Sample: the period of its pledge of ¥9bn for 2027 has not begun."
        assert plan.steps.empty

    def test_no_quarter_over(self) -> None:
        plan = found(stating(9e9), {"start": "2026", "end": "2026"}, *spent(1))
        assert plan.finding == "Acme Sample: no quarter of its pledge of ¥9bn for 2026 is over yet."


def test_report_is_told_from_a_statement() -> None:
    plan = found(stating(9e9, nature="guidance"), YEAR, *spent(1), status="reported", evidence="unnamed")
    assert "11.1% of the guidance of ¥9bn for 2025 (a report from unnamed sources):" in plan.finding


def test_definitions_are_told() -> None:
    quarters = [figure("2025-Q1", covers="purchases"), figure("2025-Q2", covers="purchases and leases")]
    caveat = found(stating(9e9), YEAR, *quarters).caveat
    assert caveat == (
        "What the pledge covers was not said. Reported capital expenditure is that of the whole group, for AI and for all else. "
        "The sources call it “purchases” and “purchases and leases”."
    )


class TestWhichAreCompared:
    MOVES = (
        move("old", amount=stating(1e9), period=YEAR),
        move("new", amount=stating(2e9, nature="guidance"), period=YEAR, supersedes="old"),
        move("part", amount=stating(1e8), period={"start": "2024", "end": "2025"}, part_of="new"),
        move("denied", amount=stating(1e9), period=YEAR, status="denied", denied_by=["blog"]),
        move("called-wrong", amount=stating(1e9), period=YEAR, denied_by=["blog"]),
        move("cancelled", amount=stating(1e9), period=YEAR, status="cancelled"),
        move("chips", amount=stating(1e9, measure="chips"), period=YEAR),
        move("no-period", amount=stating(1e9)),
        move("no-sum", amount={"as_stated": "a lot", "nature": "pledge", "measure": "capital_expenditure"}, period=YEAR),
        move(
            "share", amount={"share_of_revenue": {"low": 1, "high": 2}, "nature": "guidance", "measure": "capital_expenditure"}, period=YEAR
        ),
        move("order", amount=stating(1e9, nature="order"), period=YEAR),
        move("plain"),
    )

    def test_pledges_first_and_a_part_says_so(self) -> None:
        tables = frames({"acme": text("Acme Sample", self.MOVES)})
        compared = delivery.delivery(tables.moves, tables.figures, TODAY)
        assert [plan.key for plan in compared] == ["acme/part", "acme/new"]
        assert compared[0].caveat.endswith("The pledge is itself part of another, “A sample move new”.")

    def test_reasons(self) -> None:
        left = delivery.left_out(frames({"acme": text("Acme Sample", self.MOVES)}).moves)
        assert dict(zip(left["key"], left["reason"], strict=True)) == {
            "acme/old": "replaced by a newer statement",
            "acme/denied": "called wrong by the company",
            "acme/called-wrong": "called wrong by the company",
            "acme/cancelled": "given up",
            "acme/chips": "counts chips, which reported capital expenditure does not measure",
            "acme/no-period": "no period was stated",
            "acme/no-sum": "no sum was stated",
            "acme/share": "a share of a revenue that is not known for its period",
        }

    def test_what_a_statement_without_a_sum_has_replaced_is_the_last_sum_there_was(self) -> None:
        old = move("old", amount=stating(40e9, nature="guidance"), period=YEAR)
        new = move("new", title="Says it will be less", supersedes="old", amount={**WORDS, "nature": "guidance"}, period=YEAR)
        tables = frames({"acme": text("Acme Sample", [old, new], spent(9, 8, 7, 6))})
        (only,) = delivery.delivery(tables.moves, tables.figures, TODAY)
        assert (only.key, only.verdict) == ("acme/old", "below")
        assert only.caveat.endswith("A newer statement without a sum has replaced it: “Says it will be less”.")
        assert list(delivery.left_out(tables.moves)["reason"]) == ["no sum was stated"]

    def test_other_companies_figures_do_not_count(self) -> None:
        tables = frames({"acme": text("Acme", [move(amount=stating(9e9), period=YEAR)]), "bolt": text("Bolt", [], spent(5))})
        (plan,) = delivery.delivery(tables.moves, tables.figures, TODAY)
        assert plan.delivered is None


@few
@given(data(), st.lists(st.tuples(st.integers(2020, 2027), st.integers(1, 4), st.integers(0, 99)), unique_by=lambda part: part[:2]))
def test_properties(tables: Tables, quarters: list[tuple[int, int, int]]) -> None:
    """Whatever is known: no more days than are over, sums that never fall, and nothing from a gap."""
    figures = frames({"acme": text("Acme Sample", [], [figure(f"{year}-Q{n}", value * 1e9) for year, n, value in quarters])}).figures
    for plan in delivery.delivery(tables.moves, figures, TODAY):
        assert 0 <= plan.known_days <= plan.all_days
        assert len(plan.known) + len(plan.missing) == len(plan.steps)
        totals = plan.steps["cumulative"].dropna()
        assert totals.is_monotonic_increasing
        assert plan.steps[~plan.steps["known"]]["amount"].isna().all()
        assert (plan.delivered is None) == (not plan.known)
        assert plan.company_name in plan.finding


def test_strange_data(strange: Tables) -> None:
    compared = delivery.delivery(strange.moves, strange.figures, TODAY)
    left = delivery.left_out(strange.moves)
    assert not {plan.key for plan in compared} & set(left["key"])


def test_frames_are_left_as_they_were(both: Tables) -> None:
    before = both.moves.copy(deep=True), both.figures.copy(deep=True)
    delivery.delivery(both.moves, both.figures, TODAY)
    delivery.left_out(both.moves)
    pd.testing.assert_frame_equal(both.moves, before[0])
    pd.testing.assert_frame_equal(both.figures, before[1])


class TestShipped:
    def test_alibaba_by_hand(self, shipped_tables: Tables) -> None:
        """More than 380 billion yuan for three years from February 2025 (Xinhua, 24 Feb 2025), by the end of September 2025.

        Its announcements state 24.612 billion for Q1 2025, of which 59 of 90 days count, 38.676 for Q2 and 31.501 for Q3:
        16.1345 + 38.676 + 31.501 = 86.3115. The straight line makes 380 x (59 + 91 + 92) / 1,095 = 83.9817.
        """
        plans = delivery.delivery(shipped_tables.moves, shipped_tables.figures, date(2025, 9, 30))
        (pledge,) = [plan for plan in plans if plan.key == "alibaba/three-year-infrastructure-pledge"]
        assert pledge.delivered == pytest.approx(86.3115e9, abs=1e5)
        assert pledge.pace_low == pytest.approx(83.9817e9, abs=1e5)
        assert (pledge.known_days, pledge.all_days, pledge.missing) == (242, 1095, ())
        assert pledge.finding == (
            "By Q3 2025 Alibaba Group has reported capital expenditure of about ¥86.31bn since Feb 2025, 22.7% of its pledge of more than "
            "¥380bn for Feb 2025 to Jan 2028: about ¥2.33bn ahead of the straight line to its lower bound, ¥83.98bn for the same 242 days."
        )
        assert "Q1 2025: ¥24.612bn × 59/90 days = ¥16.13bn" in pledge.working

    def test_a_missing_quarter_leaves_both_sides(self, shipped_tables: Tables) -> None:
        """Without Q2 2025: 16.1345 + 31.501 = 47.6355 beside 380 x (59 + 92) / 1,095 = 52.4018."""
        figures = shipped_tables.figures[shipped_tables.figures["period_words"] == "Q1 2025"]
        figures = pd.concat([figures, shipped_tables.figures[shipped_tables.figures["period_words"] == "Q3 2025"]])
        plans = delivery.delivery(shipped_tables.moves, figures, date(2025, 9, 30))
        (pledge,) = [plan for plan in plans if plan.key == "alibaba/three-year-infrastructure-pledge"]
        assert (pledge.delivered, pledge.pace_low) == (pytest.approx(47.6355e9, abs=1e5), pytest.approx(52.4018e9, abs=1e5))
        assert pledge.delivered_text == "at least about ¥47.64bn"
        assert pledge.missing == ("Q2 2025",)

    def test_every_pledge_and_guidance_is_compared_or_left_out(self, shipped_tables: Tables) -> None:
        moves = money.with_revenue_shares(shipped_tables.moves, shipped_tables.figures)
        compared = [plan.key for plan in delivery.delivery(moves, shipped_tables.figures, TODAY)]
        left = list(delivery.left_out(moves)["key"])
        assert sorted(compared + left) == sorted(moves[moves["nature"].isin(["pledge", "guidance"])]["key"])
        assert compared


class TestLargest:
    """Of pledges in several currencies that of the greatest worth, if anything was reported against it."""

    def data(self) -> Tables:
        def plan(name: str, value: float, currency: str) -> dict[str, Any]:
            return move(name, amount=stating(value, currency=currency), period=YEAR)

        spending = [figure("2025-Q1", 1e9)]
        return frames(
            {
                "acme": text("Acme Sample", [plan("yuan", 70e9, "CNY"), plan("dollars", 20e9, "USD")], spending),
                "bolt": text("Bolt Sample", [plan("silent", 500e9, "USD")]),
            }
        )

    def test_by_worth(self) -> None:
        data = self.data()
        every = money.compare(data.moves)
        largest = delivery.largest(every, delivery.spent(data.figures), TODAY, delivery.by_worth(every, stated.worths(data.moves)))
        assert largest is not None
        assert largest.key == "acme/dollars"
        same = next(one for one in delivery.delivery(data.moves, data.figures, TODAY) if one.key == largest.key)
        assert (largest.finding, largest.delivered, largest.caveat) == (same.finding, same.delivered, same.caveat)

    def test_ranked_once_for_all_views(self) -> None:
        data = self.data()
        reports, worths, every = delivery.spent(data.figures), stated.worths(data.moves), money.compare(data.moves)
        ranked = delivery.by_worth(every, worths)
        assert every["key"].loc[ranked].to_list() == ["bolt/silent", "acme/dollars", "acme/yuan"]
        some = every[every["key"] != "acme/dollars"]
        for places in (ranked, delivery.by_worth(some, worths)):
            largest = delivery.largest(some, reports, TODAY, places)
            assert largest is not None
            assert largest.key == "acme/yuan"

    def test_nothing_reported(self) -> None:
        data = self.data()
        silent = money.compare(data.moves[data.moves["company"] == "bolt"])
        ranked = delivery.by_worth(silent, stated.worths(data.moves))
        assert len(ranked) == 1
        assert delivery.largest(silent, delivery.spent(data.figures), TODAY, ranked) is None

    def test_what_was_measured_is_kept(self) -> None:
        data, kept = self.data(), dict[Any, Delivery]()
        keep: delivery.Keep = lambda what, make: kept.setdefault(what, make()) if what not in kept else kept[what]  # noqa: E731
        first, again = (delivery.delivery(data.moves, data.figures, TODAY, keep=keep) for _ in range(2))
        assert [id(one) for one in first] == [id(one) for one in again]
        assert len(kept) == 3

    def test_only_so_many(self) -> None:
        data = self.data()
        worths = stated.worths(data.moves)
        assert delivery.few(data.moves, worths, 3) == (data.moves, 0)
        some, more = delivery.few(data.moves, worths, 2)
        assert (set(some["key"]), more) == ({"bolt/silent", "acme/dollars"}, 1)
