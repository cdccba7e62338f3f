"""Stated amounts side by side, each nature by itself and each currency by itself: nothing here is added."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Measure, Nature, Status

RANKED_IN = "USD"  # sums of several currencies have an order only in one


def sums(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves that state a sum of money put into AI. A target for revenue is no such sum."""
    places = summed(moves)
    return moves if len(places) == len(moves) else moves.take(places)


def summed(moves: pd.DataFrame, *natures: Nature) -> list[int]:
    """The places of the rows that state a sum of money put into AI, of these natures or, without one, of all."""
    # In lists: pandas takes longer for each of its steps than this loop over some hundred rows, and no less over many.
    revenue, wanted = Measure.REVENUE.value, {nature.value for nature in natures or Nature}
    columns = (moves[name].to_list() for name in ("nature", "currency", "measure"))
    return [
        place
        for place, (nature, currency, measure) in enumerate(zip(*columns, strict=True))
        if currency and nature in wanted and measure != revenue
    ]


def of_nature(moves: pd.DataFrame, nature: Nature, currency: str = "", basis: str = money.TOTAL) -> pd.DataFrame:
    """Sums of one nature, by currency shown (the one of most companies first) and size; what is left out comes last of its own.

    Takes the moves frame or the result of `money.compare`; where it is not compared yet, `currency` and `basis` say how.
    Adds a column `standing` in words: why a sum must not be added to the others ("superseded", "part of another",
    "called wrong by the company"), empty where nothing stands against it.
    """
    frame = _compared(moves.take(summed(moves, nature)), currency, basis)
    if frame.empty:
        return frame.assign(standing=pd.Series(dtype="str"))
    # In lists: pandas takes longer to sort and cut frames of fifty columns than all the rest takes.
    companies, currencies, keys = (frame[name].to_list() for name in ("company", "shown_currency", "key"))
    # What cannot be shown has no size and comes last.
    sizes = [-high if high == high else float("inf") for high in frame["shown_high"].to_list()]
    used = Counter(currencies)
    using = Counter(currency for currency, _company in set(zip(currencies, companies, strict=True)))
    # A currency that more companies use says more about how they compare.
    places = sorted(
        range(len(frame)),
        key=lambda place: (-using[currencies[place]], -used[currencies[place]], currencies[place], sizes[place], keys[place]),
    )
    reasons = [standing(row) for row in rows(frame, AGAINST)]
    return frame.take(places).assign(standing=pd.Series([reasons[place] for place in places], frame.index[places], dtype="str"))


# What may stand against a sum.
AGAINST = ["denied", "status", "superseded_by", "part_of", "shared_with"]
MOST_DRAWN = 60  # bars of a chart; more are a scroll without end


def drawn(frame: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """What a chart has room for of a result of `of_nature`, and a sentence on what it leaves out; all and "" where there are few.

    The largest of each currency, as many of one as of another as far as there are so many.
    """
    shown = frame[frame["left_out"] == ""] if len(frame) > MOST_DRAWN else frame
    if len(shown) <= MOST_DRAWN:
        return frame, ""
    used: Counter[str] = Counter()
    nth = []  # of its currency
    for currency in shown["shown_currency"].to_list():
        nth.append(used[currency])
        used[currency] += 1
    most = next(most for most in range(MOST_DRAWN, 0, -1) if most == 1 or sum(min(count, most) for count in used.values()) <= MOST_DRAWN)
    some = shown.take([place for place, number in enumerate(nth) if number < most][:MOST_DRAWN])
    words = _("Drawn are {some} of {count} sums, the largest of each currency; the table and the CSV have all.")
    return some, words.format(some=len(some), count=f"{len(shown):,}")


def standing(row: Any, *, alone: bool = False) -> str:
    """What stands against adding a sum to others, in words; `alone` leaves out that it is part of another."""
    reasons = []
    if row.denied or row.status == Status.DENIED:
        reasons.append(_("called wrong by the company"))
    if row.status == Status.CANCELLED:
        reasons.append(_("given up"))
    if row.superseded_by:
        reasons.append(_("superseded"))
    if row.part_of and not alone:
        reasons.append(_("part of another"))
    if row.shared_with:
        reasons.append(_("joint plan with {list}").format(list=wording.listed(list(row.shared_with))))
    return _(", ").join(reasons)


def worths(moves: pd.DataFrame) -> dict[str, float]:
    """What each pledge and guidance of the moves frame is worth in `RANKED_IN`, by key; without those that have no rate."""
    return money.worths(sums(moves[moves["nature"].isin([Nature.PLEDGE.value, Nature.GUIDANCE.value])]), RANKED_IN)


def natures(moves: pd.DataFrame) -> list[Nature]:
    """Natures that have a sum in view, in the order of the vocabulary."""
    stated = moves["nature"].to_list()
    there = {stated[place] for place in summed(moves)}
    return [nature for nature in Nature if nature.value in there]


def largest(moves: pd.DataFrame, nature: Nature) -> pd.DataFrame:
    """The largest sum of one nature that stands, of each company in each currency shown. Columns as those of `of_nature`.

    Left out: what anything stands against (see `standing`) and what cannot be shown. A company's sums in several currencies are
    in the order of their worth in dollars, each at its own rate, so that the first is the largest of all; what has no rate comes
    last, the currency that the company states most sums in before others.
    """
    frame = _compared(moves.take(summed(moves, nature)), "", money.TOTAL)
    top = frame.iloc[[place for place, _row in _largest(rows(frame))]]
    return top.assign(standing=pd.Series("", top.index, dtype="str"))


def largest_rows(moves: pd.DataFrame, natures: Sequence[Nature]) -> dict[Nature, list[Any]]:
    """The same of several natures, as rows. Takes the result of `money.compare`."""
    found: dict[str, list[Any]] = {}
    for row in rows(moves, _TOLD, summed(moves, *natures)):
        found.setdefault(row.nature, []).append(row)
    return {nature: [row for _place, row in _largest(found.get(nature.value, []))] for nature in natures}


# What is told of the largest, and what finds it.
_TOLD = [
    *dict.fromkeys((*AGAINST, *money.NEEDED)),
    "key",
    "company",
    "company_name",
    "measure",
    "evidence",
    "left_out",
    "shown_currency",
    "shown_high",
    "shown_text",
    "shown_basis",
]


def _largest(stating: Iterable[Any]) -> list[tuple[int, Any]]:
    """Places and rows of the largest of each company and currency, in order."""
    # Row by row: there are few sums, and pandas takes longer to group and sort frames of fifty columns.
    standing_ones = [(place, row) for place, row in enumerate(stating) if not row.left_out and not standing(row)]
    used = Counter((row.company, row.shown_currency) for _place, row in standing_ones)
    tops: dict[tuple[str, str], tuple[int, Any]] = {}
    for place, row in sorted(standing_ones, key=lambda item: (-item[1].shown_high, item[1].key)):
        tops.setdefault((row.company, row.shown_currency), (place, row))
    several = Counter(company for company, _currency in tops)

    def order(item: tuple[int, Any]) -> tuple[str, bool, float, int, str]:
        row = item[1]
        # Its worth puts a sum before the others of its company, so alone it needs none.
        worth = money.shown_as(row, RANKED_IN, row.shown_basis).high if several[row.company] > 1 else 0.0
        return row.company, worth != worth, -worth if worth == worth else 0.0, -used[row.company, row.shown_currency], row.shown_currency

    return sorted(tops.values(), key=order)


def left_out(frame: pd.DataFrame) -> list[str]:
    """Sentences on the sums that a result of `money.compare` or `of_nature` leaves out, one a kind of reason.

    "Not converted: Acme Sample TWD 5bn, 24 Feb 2025 (no reference rate for TWD)."
    """
    is_out = frame["left_out"] != ""
    if not is_out.any():
        return []
    out = frame.loc[is_out, ["company_name", "amount_text", "date_words", "left_out", "left_out_kind"]]
    sentences = []
    for reason, words in (
        (money.NO_PERIOD, _("No period stated, so no figure per year: {moves} ({list}).")),
        (money.SHORT_PERIOD, _("Stated for less than a year, so no figure per year: {moves} ({list}).")),
    ):
        named = [_named(row) for row in rows(out[out["left_out_kind"] == reason])]
        if named:
            sentences.append(words.format(moves=wording.moves(len(named)), list=wording.clauses(wording.first(named))))
    named = [wording.noted(_named(row), row.left_out) for row in rows(out[out["left_out_kind"] == money.NO_RATE])]
    if named:
        sentences.append(_("Not converted: {list}.").format(list=wording.clauses(wording.first(named))))
    return sentences


def _named(row: Any) -> str:
    return _("{company} {sum}, {date}").format(company=row.company_name, sum=wording.short(row.amount_text), date=row.date_words)


def _compared(frame: pd.DataFrame, currency: str, basis: str) -> pd.DataFrame:
    return frame if "shown_low" in frame else money.compare(frame, currency, basis)
