"""Dates and numbers as people write them."""

import math
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.records.dates import PartialDate
from components.records.numbers import SCALES, parse_number


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "words"),
    [
        ("2025-02-24", date(2025, 2, 24), date(2025, 2, 24), "day", "24 Feb 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", "Feb 2024"),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "quarter", "Q1 2025"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "half", "H2 2025"),
        (2025, date(2025, 1, 1), date(2025, 12, 31), "year", "2025"),
        ("2025-02-15/2025-02-16", date(2025, 2, 15), date(2025, 2, 16), "interval", "15–16 Feb 2025"),
        ("2025-02-28/2025-03-02", date(2025, 2, 28), date(2025, 3, 2), "interval", "28 Feb – 2 Mar 2025"),
        ("2025-12-30/2026-01-02", date(2025, 12, 30), date(2026, 1, 2), "interval", "30 Dec 2025 – 2 Jan 2026"),
        ("2025-12/2026-03", date(2025, 12, 1), date(2026, 3, 31), "interval", "Dec 2025 – Mar 2026"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "day", "29 Feb 2024"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month", "Feb 2023"),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28), "month", "Feb 2100"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "quarter", "Q2 2025"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "quarter", "Q4 2025"),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "half", "H1 2025"),
        ("1900", date(1900, 1, 1), date(1900, 12, 31), "year", "1900"),
        ("2199-12-31", date(2199, 12, 31), date(2199, 12, 31), "day", "31 Dec 2199"),
        ("2024/2025-Q1", date(2024, 1, 1), date(2025, 3, 31), "interval", "2024 – Q1 2025"),
        ("2025-02-24/2025-02", date(2025, 2, 24), date(2025, 2, 28), "interval", "24 Feb 2025 – Feb 2025"),
    ],
)
def test_date(text: object, start: date, end: date, precision: str, words: str) -> None:
    read = PartialDate.parse(text)
    assert (read.start, read.end, read.precision, read.text, read.words) == (start, end, precision, str(text), words)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-02-30", "`2025-02-30` does not exist: Feb 2025 has 28 days"),
        ("2025-13", "`2025-13` has no such month: months go from 01 to 12"),
        ("24.02.2025", "`24.02.2025` is not a date: did you mean `2025-02-24`?"),
        ("1066", "the year 1066 is out of range: use one from 1900 to 2199"),
        ("2025-03/2025-02", "the interval `2025-03/2025-02` ends before it starts: put the earlier date first"),
        (True, "True is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        (None, "None is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("2023-02-29", "`2023-02-29` does not exist: Feb 2023 has 28 days"),
        ("2100-02-29", "`2100-02-29` does not exist: Feb 2100 has 28 days"),
        ("2025-04-31", "`2025-04-31` does not exist: Apr 2025 has 30 days"),
        ("2025-02-00", "`2025-02-00` does not exist: Feb 2025 has 28 days"),
        ("2025-00", "`2025-00` has no such month: months go from 01 to 12"),
        ("2200", "the year 2200 is out of range: use one from 1900 to 2199"),
        (1899, "the year 1899 is out of range: use one from 1900 to 2199"),
        ("2025-Q5", "`2025-Q5` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("2025-q1", "`2025-q1` is not a date: did you mean `2025-Q1`?"),
        ("2025-2-4", "`2025-2-4` is not a date: did you mean `2025-02-04`?"),
        ("2025-02-24T10:00", "`2025-02-24T10:00` is not a date: did you mean `2025-02-24`?"),
        ("2025/", "`` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("2025/2026/2027", "`2026/2027` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("2025/2026-02-30", "`2026-02-30` does not exist: Feb 2026 has 28 days"),
        ("9" * 60, f"`{'9' * 40}…` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("", "`` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        (2025.5, "2025.5 is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ([2025], "[2025] is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
        ("٢٠٢٥", "`٢٠٢٥` is not a date: write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"),
    ],
)
def test_no_date(text: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PartialDate.parse(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_and_lies_in_its_month_quarter_half_and_year(day: date) -> None:
    assert PartialDate.parse(day.isoformat()).start == day
    forms = [f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}-H{1 + (day.month > 6)}", str(day.year)]
    spans = [PartialDate.parse(form) for form in forms]
    assert all(span.start <= day <= span.end for span in spans)
    assert [span.days for span in spans] == sorted(span.days for span in spans)


def forms(day: date) -> list[str]:
    """Every way to write a date that `day` lies in, the narrowest first."""
    return [day.isoformat(), f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}-H{1 + (day.month > 6)}", str(day.year)]


@st.composite
def written(draw: st.DrawFn) -> str:
    """A date as someone would write it, in any precision."""
    return draw(st.sampled_from(forms(draw(st.dates(date(1900, 1, 1), date(2199, 12, 31))))))


@given(written())
def test_a_date_survives_its_own_text(text: str) -> None:
    read = PartialDate.parse(text)
    assert PartialDate.parse(str(read)) == read == PartialDate.parse(read)
    assert PartialDate.parse(f"  {text} ") == read


@given(written(), written())
def test_an_interval_goes_from_the_first_day_of_one_to_the_last_of_the_other(first: str, last: str) -> None:
    start, end = PartialDate.parse(first).start, PartialDate.parse(last).end
    if end < start:
        with pytest.raises(ValueError, match=f"^the interval `{first}/{last}` ends before it starts: put the earlier date first$"):
            PartialDate.parse(f"{first}/{last}")
    else:
        read = PartialDate.parse(f"{first}/{last}")
        assert (read.start, read.end, read.precision, read.days) == (start, end, "interval", (end - start).days + 1)
        assert PartialDate.parse(str(read)) == read


# Texts near to dates and numbers, where plain random text would hardly ever come.
NEAR = st.text("0123456789-/QH. +_,eEkmb亿万\u00a0\u0663", max_size=24) | st.text(max_size=30)


@given(NEAR | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers()))
def test_any_value_is_a_date_or_a_clear_refusal(value: object) -> None:
    said = ""
    try:
        read = PartialDate.parse(value)
    except ValueError as refusal:
        said = str(refusal)
    else:
        assert date(1900, 1, 1) <= read.start <= read.end <= date(2199, 12, 31)
    assert said == "" or re.search(r"is not a date|does not exist|no such month|out of range|ends before it starts", said)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("380 billion", 3.8e11),
        ("3800亿", 3.8e11),
        ("30bn", 3e10),
        ("1.2 trillion", 1.2e12),
        ("5万", 5e4),
        ("2.6173 trillion", 2.6173e12),
        ("50,000", 5e4),
        ("1_000_000", 1e6),
        ("5e9", 5e9),
        ("-8.901 billion", -8.901e9),
        ("0.0008", 0.0008),
        (42, 42.0),
        (13.5, 13.5),
        ("30 BN", 3e10),
        ("2.5M", 2.5e6),
        ("7 thousand", 7e3),
        ("3千", 3e3),
        ("3 百万", 3e6),
        ("1.5千万", 1.5e7),
        ("1.2万亿", 1.2e12),
        ("1.2萬億", 1.2e12),
        ("+1,234,567.5", 1234567.5),
        ("  5  million  ", 5e6),
        ("380\u00a0billion", 3.8e11),
        ("380\u202fbillion", 3.8e11),
        ("3800\u3000亿", 3.8e11),
        ("1e-3 million", 1e3),
        ("0.1 billion", 1e8),
        (0, 0.0),
    ],
)
def test_number(text: object, number: float) -> None:
    assert parse_number(text) == number


MEND = "write a number, or one with k, million, billion, trillion, 万, 亿 or 万亿, such as `380 billion`"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("380 bilion", "`380 bilion` is not a number: did you mean `380 billion`?"),
        ("5 million million", f"`5 million million` is not a number: {MEND}"),
        ("1.234,5", "`1.234,5` is not a number: decimals stand behind a point: `1,234.5`"),
        ("10,00", "`10,00` is not a number: decimals stand behind a point: `10.00`"),
        ("5-6", "`5-6` is not a number: a range has two ends: `low: 5` and `high: 6`"),
        ("٣", f"`٣` is not a number: {MEND}"),
        ("x" * 60, f"`{'x' * 40}…` is not a number: {MEND}"),
        ({"a": 1}, f"`{{'a': 1}}` is not a number: {MEND}"),
        (False, f"`False` is not a number: {MEND}"),
        (float("nan"), f"`nan` is not a finite number: {MEND}"),
        ("9e999 trillion", f"`9e999 trillion` is not a finite number: {MEND}"),
        ("9" * 5000, f"`{'9' * 40}…` is not a finite number: {MEND}"),
    ],
)
def test_refusal_of_a_number_says_what_would_be_right(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_number(value)


@pytest.mark.parametrize("text", ["380 bilion", "¥380bn", "1,23", "12:30", "", "3 million dollars", ".5", "0x10", True, None, [1]])
def test_no_number(text: object) -> None:
    with pytest.raises(ValueError, match="is not a number: "):
        parse_number(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), "9e999", 10**400])
def test_no_finite_number(value: object) -> None:
    with pytest.raises(ValueError, match="is not a finite number"):
        parse_number(value)


@given(st.integers(0, 10**6), st.sampled_from(sorted(SCALES)))
def test_a_word_multiplies(count: int, word: str) -> None:
    assert parse_number(f"{count} {word}") == float(count * SCALES[word])


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(sorted(SCALES)), st.sampled_from(["", " ", "  ", "\u00a0"]))
def test_a_decimal_with_a_word_is_exact(count: Decimal, word: str, space: str) -> None:
    assert parse_number(f"{count:f}{space}{word}") == float(count * SCALES[word])


@given(st.integers(0, 10**15))
def test_thousands_may_be_parted(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(f"{number:_}") == parse_number(number) == float(number)


@given(NEAR | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers()))
def test_any_value_is_a_number_or_a_clear_refusal(value: object) -> None:
    said = ""
    try:
        number = parse_number(value)
    except ValueError as refusal:
        said = str(refusal)
    else:
        assert math.isfinite(number)
    assert said == "" or re.search(r"is not a (finite )?number: \S", said)
