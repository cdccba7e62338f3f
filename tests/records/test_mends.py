"""What an editor most likely meant, of what is not taken as it stands."""

import pytest

from components.records import mends
from components.records.dates import PartialDate
from components.records.numbers import SCALES, parse_number

CURRENCY, QUALIFIER = "the currency goes into `currency`", "how it is meant goes into `qualifier` (about, more_than, up_to)"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("10,5 billion", "decimals stand behind a point: `10.5 billion`"),
        ("1.234,5", "decimals stand behind a point: `1,234.5`"),
        ("31.400.000.000", "a point is for decimals, so part thousands by commas or not at all: `31,400,000,000`"),
        ("31%", "write `31` without the percent sign"),
        ("12.5 %", "write `12.5` without the percent sign"),
        ("10-12 billion", "a range has two ends: `low: 10 billion` and `high: 12 billion`"),
        ("10 billion to 12 billion", "a range has two ends: `low: 10 billion` and `high: 12 billion`"),
        ("300亿至400亿", "a range has two ends: `low: 300 亿` and `high: 400 亿`"),
        ("~10 billion", f"write `10 billion`; {QUALIFIER}"),
        ("more than 10bn", f"write `10bn`; {QUALIFIER}"),
        ("10 billion+", f"write `10 billion`; {QUALIFIER}"),
        ("CNY 10 billion", f"write `10 billion`; {CURRENCY}"),
        ("US$10bn", f"write `10bn`; {CURRENCY}"),
        ("10 billion yuan", f"write `10 billion`; {CURRENCY}"),
        ("3800亿元", f"write `3800亿`; {CURRENCY}"),
        ("10 billions", "did you mean `10 billion`?"),
        ("380 bilion", "did you mean `380 billion`?"),
        ("10 Milliarden", "did you mean `10 billion`?"),
        ("100 yi", "did you mean `100亿`?"),
        *((nothing, "") for nothing in ("", "no", "12:30", "1.2.3", "5 million million", "10 apples", "٣", "x" * 5000, "1" * 5000 + ",")),
    ],
)
def test_numbers(written: str, told: str) -> None:
    assert mends.number(written, SCALES) == told
    with pytest.raises(ValueError, match=r"is not a (finite )?number"):
        parse_number(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24.02.2025", "2025-02-24"),
        ("4.2.2025", "2025-02-04"),
        ("2025/02/24", "2025-02-24"),
        ("2025/2", "2025-02"),
        ("2025-2-4", "2025-02-04"),
        ("02/24/2025", "2025-02-24"),
        ("24/02/2025", "2025-02-24"),
        ("02/2025", "2025-02"),
        ("2025年2月24日", "2025-02-24"),
        ("2025年2月", "2025-02"),
        ("24 Feb 2025", "2025-02-24"),
        ("24th February 2025", "2025-02-24"),
        ("February 24, 2025", "2025-02-24"),
        ("Sept. 2025", "2025-09"),
        ("Q1 2025", "2025-Q1"),
        ("2025 h2", "2025-H2"),
        ("2025-02-24T10:00:00Z", "2025-02-24"),
    ],
)
def test_dates(written: str, meant: str) -> None:
    assert mends.date(written) == meant
    with pytest.raises(ValueError, match=f"`{written}` is not a date: did you mean `{meant}`"):
        PartialDate.parse(written)


# Which is the month is a matter of country; and what is no date in any form.
@pytest.mark.parametrize("written", ["03/04/2025", "13/14/2025", "24.02.25", "soon", "", "2025-Q5", "x" * 5000])
def test_no_date_is_guessed(written: str) -> None:
    assert mends.date(written) == ""
    with pytest.raises(ValueError, match="is not a date: write 2025-02-24"):
        PartialDate.parse(written)


def test_a_day_that_does_not_exist_is_not_offered() -> None:
    with pytest.raises(ValueError, match=r"`31\.02\.2025` is not a date: `2025-02-31` does not exist: Feb 2025 has 28 days"):
        PartialDate.parse("31.02.2025")


@pytest.mark.parametrize(
    ("written", "code"), [("RMB", "CNY"), ("yuan", "CNY"), ("¥", "CNY"), ("$", "USD"), ("US$", "USD"), ("HK$", "HKD"), ("gold", "")]
)
def test_currencies(written: str, code: str) -> None:
    assert mends.currency(written) == code


@pytest.mark.parametrize(("written", "code"), [("China", "CN"), ("cn", "CN"), ("USA", "US"), ("UK", "GB"), ("XX", ""), ("", "")])
def test_countries(written: str, code: str) -> None:
    assert mends.country(written) == code
