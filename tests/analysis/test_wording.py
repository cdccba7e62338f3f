"""Amounts, numbers and periods in words, against sentences written by hand."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.analysis import wording
from components.records.schema import Amount, Figure, Period, Quantity
from components.records.vocabulary import Metric, Nature, Status

BASE: dict[str, Any] = {"nature": "pledge", "measure": "capital_expenditure"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-0.0, "0"),
        (0.0008, "0.0008"),
        (0.1 + 0.2, "0.3"),
        (3.5, "3.5"),
        (999, "999"),
        (1000, "1,000"),
        (1234.5, "1,234.5"),
        (50_000, "50,000"),
        (194_320, "194,320"),
        (999_999, "999,999"),
        (1e6, "1m"),
        (1_234_567, "1.23457m"),
        (31.456e9, "31.456bn"),
        (380e9, "380bn"),
        (1.2e12, "1.2tn"),
        (4500e12, "4,500tn"),
        (-5, "-5"),
        (-2.5e9, "-2.5bn"),
        # What rounds up to the next size is written in it.
        (999_999.6, "1m"),
        (999_999_999.9, "1bn"),
        (999_999_999_999.0, "1tn"),
    ],
)
def test_number(value: float, words: str) -> None:
    assert wording.number(value) == words


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        (380e9, "CNY", "¥380bn"),
        (52e9, "USD", "US$52bn"),
        (1.5e6, "EUR", "€1.5m"),
        (78e9, "HKD", "HK$78bn"),
        (1e9, "GBP", "£1bn"),
        (126.8e9, "THB", "THB 126.8bn"),
        # The yen has the yuan's sign, so it goes by its code.
        (1e12, "JPY", "JPY 1tn"),
        (-6.001e9, "CNY", "−¥6.001bn"),
        (-1, "THB", "−THB 1"),
        (0, "CNY", "¥0"),
    ],
)
def test_money(value: float, currency: str, words: str) -> None:
    assert wording.money(value, currency) == words


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["CNY", "USD", "THB"]))
@example(999_999.99999, "CNY")
@example(-999_999_999_999.99, "USD")
@example(5e-324, "CNY")
@example(1.7976931348623157e308, "THB")
def test_money_never_raises(value: float, currency: str) -> None:
    words = wording.money(value, currency)
    assert words.startswith("−") == (value < 0)
    assert words.count(wording.SIGNS.get(currency, currency)) == 1


@settings(deadline=None)
@given(st.floats(min_value=1, max_value=1e15))
def test_number_keeps_the_value_and_needs_no_exponent(value: float) -> None:
    words = wording.number(value)
    digits = words.rstrip("mbtn").replace(",", "")
    size = {"m": 1e6, "bn": 1e9, "tn": 1e12, "": 1}[words.lstrip("0123456789.,")]
    assert "e" not in words
    assert float(digits) * size == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 380e9, "currency": "CNY"}, "¥380bn"),
        ({"value": 380e9, "currency": "CNY", "qualifier": "exactly"}, "¥380bn"),
        ({"value": 380e9, "currency": "CNY", "qualifier": "about"}, "about ¥380bn"),
        ({"value": 380e9, "currency": "CNY", "qualifier": "more_than"}, "more than ¥380bn"),
        ({"value": 380e9, "currency": "CNY", "qualifier": "up_to"}, "up to ¥380bn"),
        ({"low": 80e9, "high": 100e9, "currency": "CNY"}, "¥80bn to ¥100bn"),
        ({"low": 80e9, "high": 100e9, "currency": "CNY", "qualifier": "between"}, "¥80bn to ¥100bn"),
        ({"low": 80e9, "high": 100e9, "currency": "CNY", "qualifier": "about"}, "about ¥80bn to ¥100bn"),
        ({"value": 7e9, "currency": "USD", "as_stated": "some seven"}, "US$7bn (some seven)"),
        ({"share_of_revenue": {"low": 11, "high": 14}, "as_stated": "low teens"}, "11–14% of revenue (low teens)"),
        ({"share_of_revenue": {"low": 12.5, "high": 12.5}}, "12.5% of revenue"),
        ({"as_stated": "well above the year before"}, "well above the year before"),
    ],
)
def test_amount(fields: dict[str, Any], words: str) -> None:
    assert wording.amount(Amount.model_validate(BASE | fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"metric": "revenue", "value": 31.4e9, "currency": "CNY"}, "¥31.4bn"),
        ({"metric": "profit", "value": -1.2e9, "currency": "USD"}, "−US$1.2bn"),
        ({"metric": "revenue", "low": 1e9, "high": 2e9, "currency": "CNY"}, "¥1bn to ¥2bn"),
        ({"metric": "growth", "of": "revenue", "value": 13, "unit": "percent"}, "+13%"),
        ({"metric": "growth", "of": "revenue", "value": -3.5, "unit": "percent"}, "−3.5%"),
        ({"metric": "growth", "of": "revenue", "value": 0, "unit": "percent"}, "0%"),
        ({"metric": "growth", "of": "revenue", "low": -2, "high": 5, "unit": "percent"}, "−2% to +5%"),
        ({"metric": "growth", "of": "revenue", "value": 100, "unit": "percent", "qualifier": "more_than"}, "more than +100%"),
        ({"metric": "share", "of": "revenue", "value": 13, "unit": "percent"}, "13%"),
        ({"metric": "employees", "value": 194_320, "unit": "people"}, "194,320 people"),
        ({"metric": "users", "value": 1e8, "unit": "a month", "qualifier": "about"}, "about 100m a month"),
    ],
)
def test_figure(fields: dict[str, Any], words: str) -> None:
    assert wording.figure(Figure.model_validate({"period": "2025", "sources": ["a"], **fields})) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 50_000, "unit": "servers"}, "50,000 servers"),
        ({"value": 50_000, "unit": "servers", "qualifier": "about"}, "about 50,000 servers"),
        ({"low": 1, "high": 2.5, "unit": "GW"}, "1 to 2.5 GW"),
    ],
)
def test_quantity(fields: dict[str, Any], words: str) -> None:
    assert wording.quantity(Quantity.model_validate(fields)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-02", "2028-01", "Feb 2025 to Jan 2028"),
        ("2025", "2025", "2025"),
        ("2025-Q1", "2025-Q1", "Q1 2025"),
        ("2025-H1", "2026-H2", "H1 2025 to H2 2026"),
        ("2025-02-24", "2025-03-01", "24 Feb 2025 to 1 Mar 2025"),
        # The same days, yet written in another precision: both are shown.
        ("2025-01", "2025-Q1", "Jan 2025 to Q1 2025"),
    ],
)
def test_period(start: str, end: str, words: str) -> None:
    assert wording.period(Period.model_validate({"start": start, "end": end})) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listed(words: list[str], sentence: str) -> None:
    assert wording.listed(words) == sentence


def test_counted() -> None:
    assert [wording.counted(count, "move") for count in (0, 1, 2, 12_345)] == ["0 moves", "1 move", "2 moves", "12,345 moves"]
    assert [wording.counted(count, "company", "companies") for count in (1, 3)] == ["1 company", "3 companies"]


def test_short() -> None:
    assert wording.short("11–14% of revenue (low teens of revenue)") == "11–14% of revenue"
    assert wording.short("¥380bn") == "¥380bn"
    assert wording.short("") == ""


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    names = [f"n{number}" for number in range(9)]
    assert wording.first(names[:7]) == names[:7]
    assert wording.first(names) == [*names[:6], "3 more"]


@pytest.mark.usefixtures("chinese")
class TestChinese:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (0, "0"),
            (0.0008, "0.0008"),
            (999, "999"),
            (9_999, "9,999"),
            (10_000, "1万"),
            (50_000, "5万"),
            (194_320, "19.432万"),
            (31.456e9, "314.56亿"),
            (380e9, "3,800亿"),
            (1.2e12, "1.2万亿"),
            (4500e12, "4,500万亿"),
            (-2.5e9, "-25亿"),
            # What rounds up to the next size is written in it.
            (9_999.999, "1万"),
            (99_999_999.6, "1亿"),
            (999_999_999_999.0, "1万亿"),
        ],
    )
    def test_number(self, value: float, words: str) -> None:
        assert wording.number(value) == words

    @pytest.mark.parametrize(
        ("value", "currency", "words"),
        [
            (380e9, "CNY", "3,800亿元"),
            (52.4e9, "USD", "524亿美元"),
            (1.5e6, "EUR", "150万欧元"),
            (78e9, "HKD", "780亿港元"),
            (126.8e9, "THB", "1,268亿泰铢"),
            (80e9, "TWD", "800亿新台币"),
            (-6.001e9, "CNY", "−60.01亿元"),
            (0.13793, "USD", "0.13793美元"),
        ],
    )
    def test_money(self, value: float, currency: str, words: str) -> None:
        assert wording.money(value, currency) == words

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"value": 380e9, "currency": "CNY"}, "3,800亿元"),
            ({"value": 380e9, "currency": "CNY", "qualifier": "about"}, "约3,800亿元"),
            ({"value": 380e9, "currency": "CNY", "qualifier": "more_than"}, "超过3,800亿元"),
            ({"value": 380e9, "currency": "CNY", "qualifier": "up_to"}, "最多3,800亿元"),
            ({"low": 80e9, "high": 100e9, "currency": "CNY"}, "800亿至1,000亿元"),
            ({"low": 80e9, "high": 100e9, "currency": "USD", "qualifier": "about"}, "约800亿至1,000亿美元"),
            ({"value": 7e9, "currency": "USD", "as_stated": "some seven"}, "70亿美元（some seven）"),
            ({"share_of_revenue": {"low": 11, "high": 14}, "as_stated": "low teens"}, "收入的11–14%（low teens）"),
            ({"as_stated": "well above the year before"}, "well above the year before"),
        ],
    )
    def test_amount(self, fields: dict[str, Any], words: str) -> None:
        assert wording.amount(Amount.model_validate(BASE | fields)) == words

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"metric": "revenue", "low": 1e9, "high": 2e9, "currency": "CNY"}, "10亿至20亿元"),
            ({"metric": "growth", "of": "revenue", "low": -2, "high": 5, "unit": "percent"}, "−2%至+5%"),
            ({"metric": "share", "of": "revenue", "value": 12.2, "unit": "percent"}, "12.2%"),
            ({"metric": "employees", "value": 194_320, "unit": "people"}, "19.432万人"),
            ({"metric": "users", "value": 1e8, "unit": "a month", "qualifier": "about"}, "约1亿 a month"),
        ],
    )
    def test_figure(self, fields: dict[str, Any], words: str) -> None:
        assert wording.figure(Figure.model_validate({"period": "2025", "sources": ["a"], **fields})) == words

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"value": 50_000, "unit": "servers", "qualifier": "about"}, "约5万台服务器"),
            ({"low": 30_000, "high": 50_000, "unit": "servers"}, "3万至5万台服务器"),
            ({"value": 30_000, "unit": "tokens per day"}, "每日3万个token"),
            ({"low": 1, "high": 2.5, "unit": "GW"}, "1至2.5 GW"),
        ],
    )
    def test_quantity(self, fields: dict[str, Any], words: str) -> None:
        assert wording.quantity(Quantity.model_validate(fields)) == words

    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            ("2025-02", "2028-01", "2025年2月至2028年1月"),
            ("2025-02-15", "2026-02-14", "2025年2月15日至2026年2月14日"),
            ("2025", "2025", "2025年"),
            ("2025-Q1", "2025-Q1", "2025年第1季度"),
            ("2025-H1", "2025-H2", "2025年上半年至2025年下半年"),
        ],
    )
    def test_period(self, start: str, end: str, words: str) -> None:
        assert wording.period(Period.model_validate({"start": start, "end": end})) == words

    def test_lists(self) -> None:
        assert [wording.listed(words) for words in ([], ["甲"], ["甲", "乙"], ["甲", "乙", "丙"])] == ["", "甲", "甲和乙", "甲、乙和丙"]
        assert wording.listed(wording.first([f"n{number}" for number in range(9)])) == "n0、n1、n2、n3、n4、n5和另外3项"
        assert wording.clauses(["甲", "乙"]) == "甲；乙"
        assert wording.sentences(["甲。", "", "乙。"]) == "甲。乙。"

    def test_counts(self) -> None:
        assert [wording.moves(1), wording.moves(1200), wording.days(90), wording.months(36), wording.quarters(4), wording.companies(3)] == [
            "1项举措",
            "1,200项举措",
            "90天",
            "36个月",
            "4个季度",
            "3家公司",
        ]

    def test_short(self) -> None:
        assert wording.short("收入的11–14%（low teens of revenue (guided)）") == "收入的11–14%"
        assert wording.short("3,800亿元") == "3,800亿元"

    def test_words_of_the_vocabulary(self) -> None:
        assert [wording.inside(word) for word in (Metric.AI_SPENDING, Nature.PLEDGE, Status.UNDER_WAY)] == ["AI支出", "承诺", "进行中"]


def test_words_of_the_vocabulary_in_a_sentence() -> None:
    words = (Metric.AI_SPENDING, Metric.CAPITAL_EXPENDITURE, Status.UNDER_WAY)
    assert [wording.inside(word) for word in words] == ["AI spending", "capital expenditure", "under way"]


@pytest.mark.parametrize(
    ("text", "short"),
    [("about ¥67.678bn", "about ¥67.7bn"), ("¥18bn", "¥18bn"), ("676.78亿元", "677亿元"), ("HK$1,234.56m", "HK$1,230m"), ("", "")],
)
def test_amounts_in_titles_have_three_digits(text: str, short: str) -> None:
    assert wording.rounded(text) == short
