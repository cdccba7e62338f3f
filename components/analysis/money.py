"""Stated sums made comparable: one currency, one basis, and the working step by step.

A sum of another currency is converted at the reference rate of the European Central Bank of the statement's day, or at the
mean of the rates over the span where that day is not known or the money was spent over a period (see `conversion`). A sum per
year is the sum divided by the length of the period that it was stated for. What cannot be converted or divided is left out
with its reason; nothing is guessed.
"""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.analysis import conversion, reported, wording
from components.analysis.tables import rows
from components.language import _, n_
from components.records.schema import Amount
from components.records.vocabulary import Metric, Qualifier

TOTAL, PER_YEAR = "total", "per_year"
DAYS_A_YEAR = 365.25
# Significant digits in words: all that were stated; fewer where a sum was divided; few where it was converted or follows from a
# share, since a rate of one day pretends no precision.
STATED, DIVIDED, CONVERTED = 6, 4, 3
# Why a sum is left out: what `left_out_kind` says.
NO_RATE, NO_PERIOD, SHORT_PERIOD = "no_rate", "no_period", "short_period"

# What `compare` adds to a frame of moves.
SHOWN_COLUMNS: dict[str, str] = {
    "shown_low": "lower end in the currency and on the basis chosen; NaN where left out, or without a sum",
    "shown_high": "upper end",
    "shown_currency": "currency of the two, also where the sum is left out; empty without a sum",
    "shown_text": "the sum in words with its qualifier, `a year` behind it on the basis per_year; empty where left out",
    "shown_digits": "significant digits that `shown_text` has at most",
    "shown_basis": "total or per_year",
    "left_out": "why the sum is not shown, in words; empty where it is, and without a sum",
    "left_out_kind": "the same as one of no_rate, no_period and short_period",
    "working": "tuple of the steps from the stated sum to the shown one, in words; empty without a sum",
}
MADE_COLUMNS: dict[str, str] = {
    "made_from": "what a sum was worked out from that was stated as a share of revenue; else empty",
    "made_sources": "tuple of `company/source-key` of that revenue",
}


def years(row: Any) -> float:
    """Length of the period of a row of the moves frame in years; NaN without a period.

    In months where only months are known (Feb 2025 to Jan 2028: 36 / 12 = 3), else in days / 365.25.
    """
    if row.period_months:
        return float(row.period_months / 12)
    return float(row.period_days / DAYS_A_YEAR) if row.period_days else float("nan")


def compare(moves: pd.DataFrame, currency: str = "", basis: str = TOTAL) -> pd.DataFrame:
    """The frame with `SHOWN_COLUMNS`: each sum in `currency` (ISO 4217; empty: as stated), in total or per year.

    Takes the moves frame, also as `with_revenue_shares` leaves it.
    """
    frame = moves if "made_from" in moves else moves.assign(made_from="", made_sources=_tuples([()] * len(moves), moves))
    # Only what has a sum is worked on, and only with the columns that it takes: the frame may have 100,000 moves.
    places = [place for place, stated in enumerate(frame["currency"].to_list()) if stated]
    shown: list[Shown] = [_NOTHING] * len(frame)
    for place, row in zip(places, rows(frame, NEEDED, places), strict=True):
        shown[place] = shown_as(row, currency, basis)
    columns = {
        "shown_low": pd.Series([one.low for one in shown], frame.index, dtype="float64"),
        "shown_high": pd.Series([one.high for one in shown], frame.index, dtype="float64"),
        "shown_currency": pd.Series([one.currency for one in shown], frame.index, dtype="str"),
        "shown_text": pd.Series([one.text for one in shown], frame.index, dtype="str"),
        "shown_digits": pd.Series([one.digits for one in shown], frame.index, dtype="int64"),
        "shown_basis": pd.Series(basis, frame.index, dtype="str"),
        "left_out": pd.Series([one.left_out for one in shown], frame.index, dtype="str"),
        "left_out_kind": pd.Series([one.kind for one in shown], frame.index, dtype="str"),
        "working": _tuples([one.working for one in shown], frame),
    }
    return frame.assign(**columns)


def worths(moves: pd.DataFrame, currency: str) -> dict[str, float]:
    """What each sum is worth in a currency, by the key of its move: its upper end, in total; without those that have no rate.

    Takes the moves frame, also as `compare` leaves it.
    """
    frame = compare(moves[moves["currency"] != ""], currency)
    return {key: high for key, high in zip(frame["key"].to_list(), frame["shown_high"].to_list(), strict=True) if high == high}


def changed(row: Any) -> bool:
    """Whether the sum that a row of `compare` shows is another than the stated one: converted, per year, or from a share."""
    return bool(row.made_from or row.shown_currency != row.currency or row.shown_basis == PER_YEAR)


def all_changed(frame: pd.DataFrame) -> list[bool]:
    """The same as `changed` for each row of a result of `compare`."""
    columns = (frame[name].to_list() for name in ("made_from", "shown_currency", "currency", "shown_basis"))
    return [bool(made or shown != stated or basis == PER_YEAR) for made, shown, stated, basis in zip(*columns, strict=True)]


def any_changed(frame: pd.DataFrame) -> bool:
    """Whether any sum in a result of `compare` is shown otherwise than stated."""
    return any(all_changed(frame))


def text(low: float, high: float, currency: str, qualifier: str, digits: int = STATED) -> str:
    """A sum in words, rounded to so many significant digits: (52.41e9, 52.41e9, "USD", "more_than", 3) -> "more than US$52.4bn"."""
    first, last = (float(f"{value:.{digits}g}") for value in (low, high))
    meant = Qualifier(qualifier)
    if first == last:
        # A range that rounding has closed is no exact number.
        meant = Qualifier.ABOUT if meant is Qualifier.BETWEEN else meant
        return wording.amount(Amount.model_construct(value=last, low=None, high=None, currency=currency, qualifier=meant))
    return wording.amount(Amount.model_construct(value=None, low=first, high=last, currency=currency, qualifier=meant))


@dataclass(frozen=True, slots=True)
class Shown:
    """A sum as it is shown: `SHOWN_COLUMNS` of one move, `kind` being the one called `left_out_kind`."""

    low: float
    high: float
    currency: str
    text: str
    digits: int
    left_out: str
    kind: str
    working: tuple[str, ...]


_NAN = float("nan")
_NOTHING = Shown(_NAN, _NAN, "", "", STATED, "", "", ())
# What a sum is shown by: the columns that `shown_as` takes of a move.
NEEDED = [
    "amount_text",
    "nature",
    "qualifier",
    "low",
    "high",
    "currency",
    "usd",
    "usd_publisher",
    "made_from",
    "date_start",
    "date_end",
    "date_words",
    "period_start",
    "period_end",
    "period_text",
    "period_months",
    "period_days",
]


def _tuples(values: list[tuple[str, ...]], frame: pd.DataFrame) -> pd.Series:
    return pd.Series(values, frame.index, dtype="object")


def shown_as(row: Any, target: str, basis: str) -> Shown:
    """One sum in the target currency (empty: its own) and on a basis. Takes a row of a moves frame that `compare` has made."""
    stated = wording.short(row.amount_text)
    steps = (_("Stated: {sum}").format(sum=row.amount_text),)
    now = Shown(row.low, row.high, row.currency, stated, STATED, "", "", steps)
    if row.made_from:
        made = text(row.low, row.high, row.currency, row.qualifier, CONVERTED)
        now = replace(now, text=made, digits=CONVERTED, working=(*steps, wording.named(row.made_from, made)))
    if target and target != row.currency:
        now = _converted(row, now, target)
    if basis == PER_YEAR and not now.left_out:
        now = _per_year(row, now)
    if now.left_out:
        working = (*now.working, _("Left out: {reason}").format(reason=now.left_out))
        return replace(now, low=_NAN, high=_NAN, currency=target or row.currency, text="", working=working)
    return now


def _per_year(row: Any, now: Shown) -> Shown:
    length = years(row)
    if not length > 0:
        return replace(now, left_out=_("no period stated"), kind=NO_PERIOD)
    if length * DAYS_A_YEAR < 365:
        # A month's campaign made twelve times as large would say what nobody has said.
        return replace(now, left_out=_("a period shorter than a year"), kind=SHORT_PERIOD)
    low, high = now.low / length, now.high / length
    # A period of exactly one year leaves the sum, and its precision, as it is.
    digits = now.digits if length == 1 else min(now.digits, DIVIDED)
    words = a_year(text(low, high, now.currency, row.qualifier, digits))
    counted = f"{wording.months(row.period_months)} / 12" if row.period_months else f"{wording.days(row.period_days)} / {DAYS_A_YEAR}"
    period = n_("Period: {period}, {sum} = {count} year", "Period: {period}, {sum} = {count} years", 1 if length == 1 else 2)
    steps = (
        *now.working,
        period.format(period=row.period_text, sum=counted, count=f"{length:.4g}"),
        _("Per year: {sum}").format(sum=words),
    )
    return replace(now, low=low, high=high, text=words, digits=digits, working=steps)


def a_year(words: str) -> str:
    """A sum per year in words: "more than US$17.5bn a year"."""
    return _("{sum} a year").format(sum=words)


def _converted(row: Any, now: Shown, target: str) -> Shown:
    rate = conversion.find(row, row.currency, target)
    steps = now.working
    if isinstance(rate, str) and pd.notna(row.usd) and row.low == row.high:
        # What a source says the sum is in dollars: one sum, so of a range it says nothing.
        in_dollars = _("In dollars, by {publisher}: {sum} ({reason})")
        dollars = text(row.usd, row.usd, "USD", row.qualifier)
        steps = (*steps, in_dollars.format(publisher=row.usd_publisher, sum=dollars, reason=rate))
        now = replace(now, low=row.usd, high=row.usd)
        if target == "USD":
            return replace(now, currency=target, text=dollars, working=steps)
        rate = conversion.find(row, "USD", target)
    if isinstance(rate, str):
        return replace(now, left_out=rate, kind=NO_RATE, working=steps)
    low, high = now.low * rate.factor, now.high * rate.factor
    words = text(low, high, target, row.qualifier, CONVERTED)
    steps = (*steps, rate.words, _("In {currency}: {sum}").format(currency=wording.code(target), sum=words))
    return replace(now, low=low, high=high, currency=target, text=words, digits=CONVERTED, working=steps)


def with_revenue_shares(moves: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The moves with `MADE_COLUMNS`, and with a sum for each share of revenue whose revenue is known.

    low, high = share_low, share_high / 100 x the group's revenue of the move's period: one figure of exactly that period, or
    its quarters added up where all are there in one definition. Of several figures the best evidence counts; what is doubtful,
    called wrong, a bound or a range does not. 11-14 % of 751.766bn -> 82.7bn to 105bn. A single share makes an `about`: it
    was rounded.
    `amount_text` stays as stated. Everything else is left as it is.
    """
    shares = moves[moves["share_low"].notna() & (moves["currency"] == "") & moves["period_start"].notna()]
    known: dict[str, list[Any]] = {}
    for figure in rows(_revenues(figures[figures["company"].isin(set(shares["company"]))])):
        known.setdefault(figure.company, []).append(figure)
    made = {name: list(moves[name]) for name in ("value", "low", "high", "currency", "qualifier")}
    words = [""] * len(moves)
    sources: list[tuple[str, ...]] = [()] * len(moves)
    for place, row in zip(moves.index.get_indexer(shares.index), rows(shares[_OF_SHARES]), strict=True):
        revenue = _of_period(known.get(row.company, []), row.period_start, row.period_end)
        if revenue is None:
            continue
        low, high = row.share_low / 100 * revenue.value, row.share_high / 100 * revenue.value
        about = low == high or revenue.approximate
        made["value"][place] = low if low == high else float("nan")
        made["low"][place], made["high"][place] = low, high
        made["currency"][place] = revenue.currency
        made["qualifier"][place] = (Qualifier.ABOUT if about else Qualifier.BETWEEN).value
        made_of = _("{share} of the revenue of {period}, {sum}")
        words[place] = made_of.format(share=wording.percent(row.share_low, row.share_high), period=row.period_text, sum=revenue.text)
        sources[place] = revenue.sources
    columns = {name: pd.Series(values, moves.index, dtype=moves[name].dtype) for name, values in made.items()}
    return moves.assign(**columns, made_from=pd.Series(words, moves.index, dtype="str"), made_sources=_tuples(sources, moves))


def _revenues(figures: pd.DataFrame) -> pd.DataFrame:
    """Revenue of whole groups, one row a company, period and currency, the best evidence first."""
    frame = reported.usable(figures)
    numbers = frame["qualifier"].isin([Qualifier.EXACTLY.value, Qualifier.ABOUT.value]) & frame["value"].notna()
    frame = frame[
        (frame["metric"] == Metric.REVENUE.value)
        & (frame["segment"] == "group")
        & (frame["currency"] != "")
        & (frame["span"] != "point")
        & ~frame["denied"]
        & numbers
    ]
    return reported.best(frame, ["company", "period_start", "period_end", "currency"])


@dataclass(frozen=True, slots=True)
class _Revenue:
    value: float
    currency: str
    approximate: bool
    text: str
    sources: tuple[str, ...]


_OF_SHARES = ["company", "share_low", "share_high", "period_start", "period_end", "period_text"]


def _of_period(revenues: list[Any], start: pd.Timestamp, end: pd.Timestamp) -> _Revenue | None:
    """Revenue of one company (rows of `_revenues`) from one day to another, both included; None where it is not known."""
    for row in revenues:
        if row.period_start == start and row.period_end == end:
            return _added([row])
    quarters = [row for row in revenues if row.span == "quarter" and row.period_start >= start and row.period_end <= end]
    for currency in sorted({row.currency for row in quarters}):
        inside = [row for row in quarters if row.currency == currency]
        # Quarters do not overlap, so as many days as the period has are the whole of it.
        days = sum((row.period_end - row.period_start).days + 1 for row in inside)
        if days == (end - start).days + 1 and len({row.covers for row in inside}) == 1:
            return _added(inside)
    return None


def _added(revenues: list[Any]) -> _Revenue:
    """One revenue, or several added up."""
    value, currency = float(sum(row.value for row in revenues)), str(revenues[0].currency)
    approximate = any(row.qualifier == Qualifier.ABOUT.value for row in revenues)
    words = wording.qualified(wording.money(value, currency), Qualifier.ABOUT if approximate else Qualifier.EXACTLY)
    if len(revenues) > 1:
        words = _("{sum} ({quarters} added up)").format(sum=words, quarters=wording.quarters(len(revenues)))
    return _Revenue(value, currency, approximate, words, tuple(dict.fromkeys(key for row in revenues for key in row.source_keys)))
