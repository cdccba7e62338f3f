"""The answer first: one or two sentences made from the data in view. Plain text; every sum carries its qualifier."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.analysis import money, reported, wording
from components.analysis.part import numbered
from components.analysis.tables import rows
from components.language import N_, _, dates, n_
from components.records.vocabulary import Category, Evidence, Nature

Days = npt.NDArray[np.datetime64]


def timeline(moves: pd.DataFrame) -> str:
    """What the timeline shows: how many moves, over what span, whose most, and the busiest month."""
    if moves.empty:
        return ""
    # In arrays: pandas takes longer for each of its steps than to count some hundred words.
    numbers, names = numbered(moves, "company_name")
    each = np.bincount(numbers)
    most = int(each.max())
    top = names[each == most].to_list()
    starts, ends = (moves[name].to_numpy("datetime64[D]") for name in ("date_start", "date_end"))
    lead = _("{moves} from {first} to {last}.")
    if len(names) > 1:
        lead = n_(
            "{moves} from {first} to {last}; {names} has the most ({count}).",
            "{moves} from {first} to {last}; {names} have the most ({count}).",
            len(top),
        )
    first, last = (dates.month(pd.Timestamp(day)) for day in (starts.min(), _last_known(starts, ends)))
    if first == last:
        lead = _("{moves} in {first}.")
        if len(names) > 1:
            lead = n_(
                "{moves} in {first}; {names} has the most ({count}).", "{moves} in {first}; {names} have the most ({count}).", len(top)
            )
    words = lead.format(
        moves=wording.moves(len(moves)),
        first=first,
        last=last,
        names=wording.listed(wording.first(top)),
        count=most,
    )
    # What spans several months is in none of them.
    months = starts.astype("datetime64[M]")
    which, counts = np.unique(months[months == ends.astype("datetime64[M]")], return_counts=True)
    busiest = which[counts == counts.max(initial=0)]
    if len(which) > 1 and len(busiest) == 1 and counts.max() > 2:
        said = _("The busiest month is {month} with {count}.").format(month=dates.month(pd.Timestamp(busiest[0])), count=counts.max())
        words = wording.sentences([words, said])
    return words


def _last_known(starts: Days, ends: Days) -> np.datetime64:
    """The last day that something is known to have happened by: a move of "2026" says nothing of December.

    Of a quarter or a year only its first day counts, unless there is no move of known month beside it.
    """
    known = (ends - starts).astype("int64") < 31
    last: np.datetime64 = (np.where(known, ends, starts) if known.any() else ends).max()
    return last


_OF_SUMS = [
    "company_name",
    "evidence",
    "amount_text",
    "period_text",
    "currency",
    "made_from",
    "shown_currency",
    "shown_high",
    "shown_text",
    "shown_basis",
]


def stated(frame: pd.DataFrame, nature: Nature) -> str:
    """The largest sum of one nature in each of the two most used currencies. Takes the result of `stated.of_nature`.

    A sum that is converted, per year or worked out from a share is followed by what was stated.
    """
    columns = (frame[name].to_list() for name in ("standing", "left_out"))
    places = [place for place, (against, left_out) in enumerate(zip(*columns, strict=True)) if not against and not left_out]
    if not places:
        return ""
    standing = list(rows(frame, _OF_SUMS, places))
    tops: dict[str, Any] = {}
    for row in standing:
        # The first of a currency is its largest.
        tops.setdefault(row.shown_currency, row)
    parts = []
    for currency, top in list(tops.items())[:2]:
        amount, evidence = over(wording.short(top.amount_text), top.period_text), said_by(top.evidence)
        words = as_stated(top.shown_text, amount, evidence) if money.changed(top) else wording.noted(amount, evidence)
        part = _("in {currency} is {owner}: {sum}")
        parts.append(part.format(currency=wording.currency_name(currency), owner=possessive(top.company_name), sum=words))
    converted = any(money.changed(row) for row in standing)
    if standing[0].shown_basis == money.PER_YEAR:
        lead = _("The largest {nature} per year {list}.") if converted else _("The largest {nature} per year stated {list}.")
    else:
        lead = _("The largest {nature} {list}.") if converted else _("The largest {nature} stated {list}.")
    return lead.format(nature=wording.inside(nature), list=wording.clauses(parts))


def over(amount: str, period: str) -> str:
    """A sum with the period that it is spread over, which may be empty: "¥380bn for Feb 2025 to Jan 2028"."""
    return _("{sum} for {period}").format(sum=amount, period=period) if period else amount


def as_stated(shown: str, amount: str, evidence: str) -> str:
    """A sum as it is shown, followed by what was stated and by its evidence in words."""
    return _("{shown} ({sum} as stated; {evidence})").format(shown=shown, sum=amount, evidence=evidence)


_SAID_BY = {
    Evidence.FILING: N_("in a filing"),
    Evidence.COMPANY: N_("said by the company"),
    Evidence.GOVERNMENT: N_("said by a government"),
    Evidence.NEWS: N_("a news report"),
    Evidence.ESTIMATE: N_("an estimate"),
    Evidence.UNNAMED: N_("from unnamed sources"),
}


def said_by(evidence: str) -> str:
    """How good a statement's evidence is, in words for a sentence: "company" -> "said by the company"."""
    return _(_SAID_BY[Evidence(evidence)])


def possessive(name: str) -> str:
    """The owner's form of a name: "Alibaba Group" -> "Alibaba Group's"; in Chinese the name itself."""
    return (_("{name}'") if name.endswith("s") else _("{name}'s")).format(name=name)


def categories(table: pd.DataFrame) -> str:
    """Which category leads, overall and by company. Takes the result of `counts.by_category`."""
    if table.empty:
        return ""
    totals = table.sum(axis=1)
    top, moves = _leading(totals), wording.moves(int(totals.sum()))
    lead = n_(
        "{categories} is the largest category with {count} of {moves}.",
        "{categories} are the largest categories with {count} of {moves} each.",
        len(top),
    )
    names = wording.listed([top[0].label, *(wording.inside(category) for category in top[1:])])
    words = lead.format(categories=names, count=totals.max(), moves=moves)
    if 1 < len(table.columns) <= wording.MOST:
        leads = [
            _("{company}: {categories} ({count})").format(
                company=name, categories=wording.listed([wording.inside(one) for one in _leading(table[name])]), count=table[name].max()
            )
            for name in table.columns
        ]
        words = wording.sentences([words, _("Most by company: {list}.").format(list=wording.clauses(leads))])
    return words


def _leading(counts: pd.Series) -> list[Category]:
    """The categories with the highest count: more than one where they draw."""
    return [Category(str(category)) for category in counts[counts == counts.max()].index]


def growth(steps: pd.DataFrame) -> str:
    """Who has made most moves so far. Takes the result of `counts.cumulative`."""
    if steps.empty:
        return ""
    ends = steps.groupby("company_name")["count"].max().sort_values(ascending=False, kind="stable")
    shown = [counted(str(name), count) for name, count in ends.items()]
    recorded = _("Moves recorded here: {list}.")
    return wording.sentences(
        [
            recorded.format(list=wording.listed(wording.first(shown))),
            _("The count says how much is recorded here, not how much was done."),
        ]
    )


def counted(company: str, count: int) -> str:
    """A company with the number of its moves, in a list: "Acme 3"."""
    return _("{company} {count}").format(company=company, count=count)


def capital_expenditure(frame: pd.DataFrame) -> str:
    """The latest quarter that most companies report. Takes the result of `reported.quarterly`."""
    if frame.empty:
        return ""
    counts = frame.groupby("quarter")["company"].nunique()
    quarter = counts[counts == counts.max()].index.max()
    # By currency, since sums in different ones have no order.
    reports = frame[frame["quarter"] == quarter].sort_values(["currency", "high"], ascending=[True, False], kind="stable")
    year, number = quarter.split("-Q")
    parts = [_("{company} {sum}").format(company=row.company_name, sum=wording.rounded(row.text)) for row in rows(reports)]
    words = n_(
        "In {quarter}, the latest quarter that {count} company reports here: {list}.",
        "In {quarter}, the latest quarter that {count} companies report here: {list}.",
        int(counts.max()),
    )
    return words.format(quarter=dates.quarter(int(year), int(number)), count=f"{counts.max():,}", list=wording.listed(wording.first(parts)))


def gaps(frame: pd.DataFrame, names: list[str]) -> str:
    """What is missing from a quarterly chart: quarters, and companies that report nothing at all."""
    missing = [wording.named(name, wording.listed(quarters)) for name, quarters in reported.missing_quarters(frame).items()]
    there = set(frame["company_name"])
    silent = [name for name in names if name not in there]
    found = []
    if missing:
        found.append(_("Not in the data: {list}.").format(list=wording.clauses(wording.first(missing))))
    if silent:
        found.append(_("No quarterly figure at all: {list}.").format(list=wording.listed(wording.first(silent))))
    return wording.sentences([*found, _("A gap is not a zero.")]) if found else ""
