"""Which reference rate a stated sum is converted at, and how to say so."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.analysis import rates, wording
from components.analysis.rates import Rate
from components.language import _, dates
from components.records.vocabulary import Nature

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Conversion:
    """`factor` is what one unit of the source currency is worth in the target; `words` say which rates it is made of."""

    factor: float
    words: str


def find(row: Any, source: str, target: str) -> Conversion | str:
    """How to convert a sum of a row of the moves frame from one currency to another; where there is no rate, why, in words.

    The rate of the day of the statement; the mean of the rates over the span that a coarser date stands for; and for money
    already spent over a period the mean over that period.
    """
    span, why = _span(row)
    first, last = span
    rate = rates.on_day(source, target, first) if first == last else rates.average(source, target, first, last)
    return _missing(source, target, span) if rate is None else Conversion(rate.value, _words(rate, span, why))


def _span(row: Any) -> tuple[Span, str]:
    """The days whose rates count, both included, and why they are more than one."""
    if row.nature == Nature.SPENDING and pd.notna(row.period_start):
        return (row.period_start.date(), row.period_end.date()), _("the money was spent over {period}").format(period=row.period_text)
    return (row.date_start.date(), row.date_end.date()), _("the date is known as {date} only").format(date=row.date_words)


def _words(rate: Rate, span: Span, why: str) -> str:
    """ "1 CNY = US$0.13793, the ECB reference rate of 24 Feb 2025, crossed through the euro"."""
    worth = _("1 {currency} = {sum}").format(currency=wording.code(rate.source), sum=wording.money(rate.value, rate.target))
    crossed = through_the_euro(rate)
    if rate.days > 1:
        words = _("{worth}, the mean of {count} ECB reference rates from {first} to {last}{crossed} (since {reason})")
        return words.format(
            worth=worth, count=rate.days, first=dates.day(rate.first), last=dates.day(rate.last), crossed=crossed, reason=why
        )
    if rate.last < span[0]:
        words = _("{worth}, the ECB reference rate of {day}, the last before {stated}{crossed}")
        return words.format(worth=worth, day=dates.day(rate.last), stated=dates.day(span[1]), crossed=crossed)
    return _("{worth}, the ECB reference rate of {day}{crossed}").format(worth=worth, day=dates.day(rate.last), crossed=crossed)


def through_the_euro(rate: Rate) -> str:
    """What stands behind a rate that is none of the two currencies' own, empty for any other."""
    return _(", crossed through the euro") if rate.crossed else ""


def _missing(source: str, target: str, span: Span) -> str:
    """Why there is no rate: "no reference rate for TWD", "no rate within a week of 20 Nov 2026 (the last is of 30 Oct 2026)"."""
    known = [(code, rates.span(code)) for code in (source, target)]
    for code, bounds in known:
        if bounds is None:
            return _("no reference rate for {currency}").format(currency=wording.code(code))
    first, last = span
    if first == last:
        words = _("no rate within a week of {day}").format(day=dates.day(last))
    else:
        words = _("no rate for most of {first} to {last}").format(first=dates.day(first), last=dates.day(last))
    begins = max(bounds[0] for _, bounds in known if bounds)
    ends = min(bounds[1] for _, bounds in known if bounds)
    if last > ends:
        return wording.noted(words, _("the last is of {day}").format(day=dates.day(ends)))
    return wording.noted(words, _("the first is of {day}").format(day=dates.day(begins))) if first < begins else words
