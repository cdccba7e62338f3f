"""Quarter by quarter, what a company has reported to have spent in the days of a period, in one currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.analysis import conversion, rates, wording
from components.analysis.rates import Rate
from components.language import _, dates, n_
from components.records.vocabulary import Evidence, Qualifier

STEP_COLUMNS: dict[str, str] = {
    "quarter": "calendar quarter as people read it: Q1 2025",
    "start": "first day of it that lies in the period",
    "end": "last day of it that lies in the period",
    "days": "number of these days",
    "known": "whether a figure of the quarter counts; where it is False, nothing is known, and that is no zero",
    "amount": "reported capital expenditure of these days in the currency of the pledge; NaN where nothing is known",
    "bound": "whether that amount is a lower bound",
    "cumulative": "sum of the known amounts so far; NaN before the first known",
    "at_least": "whether `cumulative` is a lower bound: a quarter before is missing, or one of its figures is a bound or a range",
    "evidence": "how good the source of the figure is, empty where nothing is known",
    "text": "the sum so far in words, empty where nothing is known",
    "working": "how the amount was made, or why there is none",
}


_TYPES = {
    **dict.fromkeys(("quarter", "evidence", "text", "working"), "str"),
    **dict.fromkeys(("start", "end"), "datetime64[s]"),
    **dict.fromkeys(("amount", "cumulative"), "float64"),
    **dict.fromkeys(("known", "bound", "at_least"), "bool"),
    "days": "int64",
}


@dataclass(frozen=True, slots=True)
class Spent:
    """What counts of one quarter. `bound` marks a lower bound, `rough` an approximation; `figure` is its row of the figures."""

    amount: float
    working: str
    bound: bool
    rough: bool
    figure: Any


def steps(
    spent: Sequence[Any], start: pd.Timestamp, end: pd.Timestamp, currency: str, today: pd.Timestamp
) -> tuple[pd.DataFrame, list[Any]]:
    """The quarters of a period that are over, as a frame with `STEP_COLUMNS`, and the figures that count in it.

    `spent` has the rows of `reported.quarterly` of one company. Of several currencies that of the pledge goes first.
    """
    found: list[dict[str, Any]] = []
    figures: list[Any] = []
    total = 0.0
    open_below = rough = False  # whether something is missing so far, or is only a bound; whether something is approximate
    for quarter in pd.period_range(start, end, freq="Q"):
        first, last = max(quarter.start_time.normalize(), start), min(quarter.end_time.normalize(), end)
        if last > today:
            break
        part = _of_quarter([row for row in spent if row.period_start == quarter.start_time], first, last, currency)
        known = isinstance(part, Spent)
        if isinstance(part, Spent):
            total += part.amount
            figures.append(part.figure)
            rough = rough or part.rough
        open_below = open_below or not isinstance(part, Spent) or part.bound
        label = dates.quarter(quarter.year, quarter.quarter)
        found.append(
            {
                "quarter": label,
                "start": first,
                "end": last,
                "days": (last - first).days + 1,
                "known": known,
                "amount": part.amount if isinstance(part, Spent) else None,
                "bound": isinstance(part, Spent) and part.bound,
                "cumulative": total if figures else None,
                "at_least": bool(figures) and open_below,
                "evidence": part.figure.evidence if isinstance(part, Spent) else "",
                "text": _qualified(total, currency, open_below, rough) if known else "",
                "working": wording.named(label, part.working)
                if isinstance(part, Spent)
                else _("{quarter}: {reason}; left out on both sides").format(quarter=label, reason=part),
            }
        )
    return pd.DataFrame(found, columns=list(STEP_COLUMNS)).astype(_TYPES), figures


def _of_quarter(figures: list[Any], first: pd.Timestamp, last: pd.Timestamp, currency: str) -> Spent | str:
    """What counts of a quarter from `first` to `last`, or in words why nothing does. `figures` has at most one of each currency.

    24.6 billion in Q1 2025, of which the period holds 59 of 90 days -> 24.6 × 59/90 = 16.1 billion.
    """
    why = _("not in the data")
    for figure in sorted(figures, key=lambda row: (row.currency != currency, Evidence(row.evidence).rank, row.currency)):
        if figure.qualifier == Qualifier.UP_TO:
            why = _("only an upper bound is known, {sum}").format(sum=figure.text)
            continue
        amount = float(figure.low if pd.isna(figure.value) else figure.value)
        days, whole = (last - first).days + 1, (figure.period_end - figure.period_start).days + 1
        words = figure.text
        if days < whole:
            amount *= days / whole
            words = _("{sum} × {some}/{all} days").format(sum=words, some=days, all=whole)
        if figure.currency != currency:
            rate = rates.average(figure.currency, currency, figure.period_start.date(), figure.period_end.date())
            if rate is None:
                why = _("{sum}, for which there is no reference rate to {currency}").format(
                    sum=figure.text, currency=wording.code(currency)
                )
                continue
            amount *= rate.value
            words += f" × {_rate(rate)}"
        changed = days < whole or figure.currency != currency
        words += f" = {rounded(amount, currency)}" if changed else ""
        words = wording.noted(words, figure.note) if figure.worked_out else words
        bound = figure.qualifier == Qualifier.MORE_THAN or bool(pd.isna(figure.value))
        return Spent(amount, words, bound, changed or figure.qualifier == Qualifier.ABOUT, figure)
    return why


def _rate(rate: Rate) -> str:
    """ "0.137904 USD for 1 CNY (mean of 62 ECB reference rates from 2 Jan 2025 to 31 Mar 2025, crossed through the euro)"."""
    words = n_(
        "{value} {target} for 1 {source} (mean of {count} ECB reference rate from {first} to {last}{crossed})",
        "{value} {target} for 1 {source} (mean of {count} ECB reference rates from {first} to {last}{crossed})",
        rate.days,
    )
    days = {"count": rate.days, "first": dates.day(rate.first), "last": dates.day(rate.last)}
    worth = {"value": f"{rate.value:.6g}", "target": wording.code(rate.target), "source": wording.code(rate.source)}
    return words.format(**worth, **days, crossed=conversion.through_the_euro(rate))


def rounded(value: float, currency: str) -> str:
    """A sum that was worked out, in four digits: more would claim a precision that a share of days does not have."""
    return wording.money(digits(value), currency)


def digits(value: float) -> float:
    """A number in four digits: 16134533333.3 -> 16130000000."""
    return float(f"{value:.4g}")


def _qualified(value: float, currency: str, at_least: bool, rough: bool) -> str:
    words = wording.qualified(rounded(value, currency), Qualifier.ABOUT if rough else Qualifier.EXACTLY)
    return _("at least {sum}").format(sum=words) if at_least else words
