"""Reference rates: golden days as the ECB published them, gaps, ends, and what has no rate."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import rates
from tests.analysis.samples import few

# What one euro was worth, as the European Central Bank published it; Good Friday to Easter Monday 2025 have no rate.
PUBLISHED = {
    "2025-02-21": {"USD": 1.0465, "CNY": 7.5933, "HKD": 8.1327},
    "2025-02-24": {"USD": 1.0466, "CNY": 7.5879, "HKD": 8.1356},
    "2025-02-25": {"USD": 1.0497, "CNY": 7.6219, "HKD": 8.1609},
    "2025-02-26": {"USD": 1.0487, "CNY": 7.6125, "HKD": 8.1516},
    "2025-02-27": {"USD": 1.0477, "CNY": 7.6127, "HKD": 8.1446},
    "2025-02-28": {"USD": 1.0411, "CNY": 7.5782, "HKD": 8.0980},
    "2025-04-17": {"USD": 1.1360, "CNY": 8.2900, "HKD": 8.8195},
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def found(source: str, target: str, on: date) -> rates.Rate:
    rate = rates.on_day(source, target, on)
    assert rate is not None
    return rate


class TestOnDay:
    @pytest.mark.parametrize("published", PUBLISHED)
    def test_golden_days(self, published: str) -> None:
        for code, value in PUBLISHED[published].items():
            rate = found("EUR", code, day(published))
            assert rate == rates.Rate("EUR", code, value, day(published), day(published), 1)
            assert not rate.crossed
            assert found(code, "EUR", day(published)).value == pytest.approx(1 / value)

    def test_crossed_through_the_euro(self) -> None:
        rate = found("CNY", "USD", day("2025-02-24"))
        assert rate.value == pytest.approx(1.0466 / 7.5879)
        assert rate.crossed
        assert found("HKD", "CNY", day("2025-02-24")).value == pytest.approx(7.5879 / 8.1356)

    @pytest.mark.parametrize(
        ("asked", "of"),
        [
            ("2025-02-22", "2025-02-21"),
            ("2025-02-23", "2025-02-21"),
            ("2025-04-18", "2025-04-17"),
            ("2025-04-21", "2025-04-17"),
        ],
    )
    def test_no_rate_that_day_falls_back_to_the_last_before(self, asked: str, of: str) -> None:
        """Never to a later one: on Sunday nobody knew Monday's."""
        rate = found("EUR", "USD", day(asked))
        assert (rate.value, rate.first, rate.last) == (PUBLISHED[of]["USD"], day(of), day(of))

    def test_a_week_after_the_last_rate_nothing_is_guessed(self) -> None:
        last = rates.last_day()
        assert found("CNY", "USD", last + timedelta(days=7)).last == last
        assert rates.on_day("CNY", "USD", last + timedelta(days=8)) is None

    def test_before_the_first_rate(self) -> None:
        assert found("EUR", "CNY", day("2005-04-01")).value > 0
        assert rates.on_day("EUR", "CNY", day("2005-03-31")) is None

    def test_currency_that_is_no_longer_quoted(self) -> None:
        assert found("RUB", "EUR", day("2022-03-08")).last == day("2022-03-01")
        assert rates.on_day("RUB", "EUR", day("2022-03-09")) is None

    @pytest.mark.parametrize("code", ["TWD", "AED", "SAR", "VND", "XXX", ""])
    def test_unknown_currency(self, code: str) -> None:
        assert rates.on_day(code, "USD", day("2025-02-24")) is None
        assert rates.on_day("USD", code, day("2025-02-24")) is None
        assert rates.span(code) is None


class TestAverage:
    def test_week_by_hand(self) -> None:
        """The five days from Monday on; the weekend on both sides has none."""
        rate = rates.average("EUR", "USD", day("2025-02-22"), day("2025-03-02"))
        assert rate is not None
        assert rate.value == pytest.approx((1.0466 + 1.0497 + 1.0487 + 1.0477 + 1.0411) / 5)
        assert (rate.first, rate.last, rate.days) == (day("2025-02-24"), day("2025-02-28"), 5)

    def test_cross_is_the_mean_of_the_days_and_no_quotient_of_means(self) -> None:
        days = [PUBLISHED[f"2025-02-{number}"] for number in (24, 25, 26, 27, 28)]
        rate = rates.average("CNY", "USD", day("2025-02-24"), day("2025-02-28"))
        assert rate is not None
        assert rate.value == pytest.approx(sum(one["USD"] / one["CNY"] for one in days) / 5, rel=1e-12)

    def test_span_without_a_rate_has_that_of_the_day_before(self) -> None:
        rate = rates.average("EUR", "USD", day("2025-02-22"), day("2025-02-23"))
        assert rate is not None
        assert (rate.value, rate.last, rate.days) == (1.0465, day("2025-02-21"), 1)

    def test_half_of_the_span_is_enough(self) -> None:
        last = rates.last_day()
        begun = rates.average("EUR", "USD", last - timedelta(days=100), last + timedelta(days=60))
        assert begun is not None
        assert begun.last == last
        assert rates.average("EUR", "USD", last - timedelta(days=60), last + timedelta(days=100)) is None
        assert rates.average("EUR", "USD", last + timedelta(days=30), last + timedelta(days=60)) is None

    def test_what_lies_before_the_first_rate_is_not_covered(self) -> None:
        assert rates.average("EUR", "CNY", day("2004-01-01"), day("2005-12-31")) is None
        assert rates.average("EUR", "CNY", day("1900-01-01"), day("2199-12-31")) is None

    def test_unknown_currency(self) -> None:
        assert rates.average("TWD", "USD", day("2025-01-01"), day("2025-12-31")) is None


def test_currencies_have_a_rate_of_the_last_day() -> None:
    codes = rates.currencies()
    assert codes == sorted(codes)
    assert {"CNY", "EUR", "HKD", "USD"} <= set(codes)
    # The rouble's rates ended in 2022; the others never had one.
    assert not {"RUB", "TWD", "AED"} & set(codes)
    assert all(found(code, "USD", rates.last_day()).last == rates.last_day() for code in codes)


def test_span() -> None:
    assert rates.span("CNY") == (day("2005-04-01"), rates.last_day())
    assert rates.span("RUB") == (day("2005-04-01"), day("2022-03-01"))
    assert rates.span("EUR") == (day("1999-01-04"), rates.last_day())


CODES = st.sampled_from(["CNY", "EUR", "GBP", "HKD", "JPY", "THB", "USD"])


@few
@given(CODES, CODES, CODES, st.dates(date(2005, 4, 4), date(2025, 12, 31)))
def test_there_and_back_and_by_way_of_a_third(one: str, other: str, third: str, on: date) -> None:
    straight = found(one, other, on).value
    assert straight * found(other, one, on).value == pytest.approx(1)
    assert found(one, third, on).value * found(third, other, on).value == pytest.approx(straight)
    assert 0 <= (on - found(one, other, on).last).days <= rates.MOST_DAYS_BACK
