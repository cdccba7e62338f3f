"""Stated amounts side by side, each nature by itself and each currency by itself: nothing here is added."""

from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Measure, Nature, Status

RANKED_IN = "USD"  # sums of several currencies have an order only in one


def sums(moves: pd.DataFrame) -> pd.DataFrame:
    """The moves that state a sum of money put into AI. A target for revenue is no such sum."""
    return moves[(moves["currency"] != "") & (moves["measure"] != Measure.REVENUE.value)]


def of_nature(moves: pd.DataFrame, nature: Nature, currency: str = "", basis: str = money.TOTAL) -> pd.DataFrame:
    """Sums of one nature, by currency shown (the one of most companies first) and size; what is left out comes last of its own.

    Takes the moves frame or the result of `money.compare`; where it is not compared yet, `currency` and `basis` say how.
    Adds a column `standing` in words: why a sum must not be added to the others ("superseded", "part of another",
    "called wrong by the company"), empty where nothing stands against it.
    """
    frame = _compared(sums(moves[moves["nature"] == nature.value]), currency, basis)
    if frame.empty:
        return frame.assign(standing=pd.Series(dtype="str"))
    # A currency that more companies use says more about how they compare.
    by = frame.groupby("shown_currency")
    order = frame.assign(_companies=by["company"].transform("nunique"), _sums=by["key"].transform("size")).sort_values(
        ["_companies", "_sums", "shown_currency", "shown_high", "key"], ascending=[False, False, True, False, True], kind="stable"
    )
    return order.drop(columns=["_companies", "_sums"]).assign(standing=[standing(row) for row in rows(order)])


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


def natures(moves: pd.DataFrame) -> list[Nature]:
    """Natures that have a sum in view, in the order of the vocabulary."""
    there = set(sums(moves)["nature"])
    return [nature for nature in Nature if nature.value in there]


def largest(moves: pd.DataFrame, nature: Nature) -> pd.DataFrame:
    """The largest sum of one nature that stands, of each company in each currency shown. Columns as those of `of_nature`.

    Left out: what anything stands against (see `standing`) and what cannot be shown. A company's sums in several currencies are
    in the order of their worth in dollars, each at its own rate, so that the first is the largest of all; what has no rate comes
    last, the currency that the company states most sums in before others.
    """
    frame = of_nature(moves, nature)
    frame = frame[(frame["standing"] == "") & (frame["left_out"] == "")]
    if frame.empty:
        return frame
    used = frame.groupby(["company", "shown_currency"])["key"].transform("size")
    largest_first = frame.assign(_used=used).sort_values(["shown_high", "key"], ascending=[False, True], kind="stable")
    top = largest_first.groupby(["company", "shown_currency"], sort=False).head(1)
    if top["company"].is_unique:
        return top.drop(columns="_used").sort_values("company", kind="stable")
    worth = money.compare(top, RANKED_IN, top["shown_basis"].iloc[0])["shown_high"]
    return (
        top.assign(_worth=worth)
        .sort_values(["company", "_worth", "_used", "shown_currency"], ascending=[True, False, False, True], kind="stable")
        .drop(columns=["_used", "_worth"])
    )


def left_out(frame: pd.DataFrame) -> list[str]:
    """Sentences on the sums that a result of `money.compare` or `of_nature` leaves out, one a kind of reason.

    "Not converted: Acme Sample TWD 5bn, 24 Feb 2025 (no reference rate for TWD)."
    """
    out = frame[frame["left_out"] != ""]
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
