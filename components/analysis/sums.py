"""Totals of comparable sums, in which no plan is counted twice, and the largest of them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.analysis import money, stated, wording
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Nature, Qualifier

BY = ["company", "company_name", "nature", "measure", "shown_currency"]
COLUMNS: dict[str, str] = {
    "company": "id of the company",
    "company_name": "its name",
    "nature": "of all sums in it: natures are never added",
    "measure": "of all sums in it: unlike measures are never added",
    "currency": "of all sums in it",
    "low": "the lower ends added up, an upper bound counting as 0; NaN where nothing counts",
    "high": "the upper ends added up",
    "text": "the total in words with its qualifier; empty where nothing counts",
    "counted": "tuple of the keys of the moves in it",
    "left": "tuple of (key, reason in words) of the moves that belong to it and are not counted",
}


def sums(frame: pd.DataFrame) -> pd.DataFrame:
    """Totals of the sums in a result of `money.compare`: a row for each company, nature, measure and currency. `COLUMNS`.

    Not counted: what cannot be shown, what the company called wrong or gave up, what is superseded, joint plans (no company's
    part of them is known), third parties' estimates (two of them tell of the same money), and what is part of a plan that is
    counted in the same total. Only what is in the frame counts, so a part whose whole is filtered away counts itself. No total
    depends on another company's moves.
    """
    groups: dict[tuple[str, ...], list[Any]] = {}
    for row in rows(frame, _NEEDED, stated.summed(frame)):
        groups.setdefault(tuple(getattr(row, name) for name in BY), []).append(row)
    found = []
    for (company, name, nature, measure, currency), group in sorted(groups.items()):
        counted, left = _apart(group)
        text, low, high = _total(counted, currency)
        found.append((company, name, nature, measure, currency, low, high, text, tuple(sorted(row.key for row in counted)), tuple(left)))
    columns = pd.DataFrame(found, columns=list(COLUMNS))
    return columns.astype(
        {**dict.fromkeys(("company", "company_name", "nature", "measure", "currency", "text"), "str"), "low": "float64", "high": "float64"}
    )


def adds_up(frame: pd.DataFrame, nature: Nature) -> bool:
    """Whether any total of this nature that `sums` makes of the same frame counts a sum."""
    return any(not _against(row) for row in rows(frame, _DECIDING, stated.summed(frame, nature)))


_DECIDING = ["nature", "left_out", *stated.AGAINST]
# What a total takes of a move: a frame of all its columns takes longer to read than to add up.
_NEEDED = [
    *BY,
    "key",
    "date_end",
    "status",
    "denied",
    "superseded_by",
    "part_of",
    "shared_with",
    "plan",
    "wholes",
    "qualifier",
    "left_out",
    "shown_low",
    "shown_high",
    "shown_digits",
    "shown_basis",
]


def _apart(group: list[Any]) -> tuple[list[Any], list[tuple[str, str]]]:
    """The rows that count, and the keys of those that do not with the reason."""
    left: list[tuple[str, str]] = []
    newest: dict[str, Any] = {}
    for row in sorted(group, key=lambda row: (row.date_end, row.key)):
        if reason := _against(row):
            left.append((row.key, reason))
            continue
        # Two statements may supersede the same one: the later counts.
        if row.plan in newest:
            left.append((newest[row.plan].key, _("superseded")))
        newest[row.plan] = row
    counted: dict[str, Any] = {}
    # From the outside in: what a plan is inside has fewer plans around it than the plan itself.
    for plan, row in sorted(newest.items(), key=lambda item: (len(item[1].wholes), item[0])):
        if any(whole in counted for whole in row.wholes):
            left.append((row.key, _("part of another that is counted")))
        else:
            counted[plan] = row
    return list(counted.values()), sorted(left)


def _against(row: Any) -> str:
    """Why a sum is counted in no total, in words; empty where it may be."""
    reason: str = row.left_out or stated.standing(row, alone=True)
    return reason or (_("a third party's estimate") if row.nature == Nature.ESTIMATE else "")


def _total(counted: list[Any], currency: str) -> tuple[str, float, float]:
    """A total in words, its low and its high end.

    A lower bound anywhere makes "more than", of the lower ends; an upper bound among other sums a range, since nothing
    is certain below it: up to 5 and 10 -> "10 to 15". An estimate anywhere makes "about".
    """
    if not counted:
        return "", float("nan"), float("nan")
    meant = {Qualifier(row.qualifier) for row in counted}
    low = sum(0.0 if row.qualifier == Qualifier.UP_TO else row.shown_low for row in counted)
    high = sum(row.shown_high for row in counted)
    digits = min(row.shown_digits for row in counted)
    if Qualifier.MORE_THAN in meant:
        about = money.text(low, low, currency, Qualifier.ABOUT if Qualifier.ABOUT in meant else Qualifier.EXACTLY, digits)
        text = wording.qualified(about, Qualifier.MORE_THAN)
    elif meant == {Qualifier.UP_TO}:
        text = money.text(high, high, currency, Qualifier.UP_TO, digits)
    elif Qualifier.ABOUT in meant:
        text = money.text(low, high, currency, Qualifier.ABOUT, digits)
    else:
        text = money.text(low, high, currency, Qualifier.EXACTLY if low == high else Qualifier.BETWEEN, digits)
    return money.a_year(text) if counted[0].shown_basis == money.PER_YEAR else text, low, high


def largest(moves: pd.DataFrame, nature: Nature = Nature.PLEDGE, currency: str = "") -> pd.DataFrame:
    """The largest sum of one nature that stands, of all companies: a row in total and a row per year, as far as there is one.

    Takes the moves frame (also compared: it is compared anew). Columns as those of `stated.of_nature`; `shown_basis` tells the
    two apart and `working` says how each was made. Without a currency: in the one that most companies state sums in.
    """
    found = []
    for basis in (money.TOTAL, money.PER_YEAR):
        frame = stated.of_nature(money.compare(stated.sums(moves[moves["nature"] == nature.value]), currency, basis), nature)
        frame = frame[(frame["standing"] == "") & (frame["left_out"] == "")]
        # The first currency is that of most companies, its first sum the largest.
        found.append(frame.head(1))
    return pd.concat(found)


def largest_shown(moves: pd.DataFrame, ranked: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The same for who has the sums of all moves in one currency already: basis -> row. `ranked` is the result of `ranking`, of as many
    moves as `moves` or more, with the same index."""
    found = {}
    for basis, frame in ranked.items():
        inside = (moves.index.get_indexer(frame.index) >= 0).nonzero()[0]
        if len(inside):
            (found[basis],) = rows(frame, _TOLD, inside[:1])
    return found


# What is told of the largest.
_TOLD = [
    "key",
    "company_name",
    "evidence",
    "amount_text",
    "period_text",
    "currency",
    "made_from",
    "shown_currency",
    "shown_text",
    "shown_basis",
]


Ranking = dict[str, pd.DataFrame]  # basis -> the columns `_RANKED` of moves, by the index of the frame that they are of


def ranking(moves: pd.DataFrame, currency: str, nature: Nature = Nature.PLEDGE) -> Ranking:
    """The sums of one nature that stand and can be shown in a currency, the largest first, in total and per year.

    Takes the moves frame. No company's hang on another's moves.
    """
    places = stated.summed(moves, nature)
    standing = moves.take(
        [place for place, row in zip(places, rows(moves, stated.AGAINST, places), strict=True) if not stated.standing(row)]
    )
    found = {basis: money.compare(standing, currency, basis) for basis in (money.TOTAL, money.PER_YEAR)}
    return {basis: _ranked(frame[frame["left_out"] == ""][_RANKED]) for basis, frame in found.items()}


def joined(some: Ranking, others: Ranking, moves: pd.DataFrame) -> Ranking:
    """The ranking of all `moves` of two of some of them each, by the index of `moves`."""
    places = pd.Index(moves["key"])
    found = {}
    for basis, frame in some.items():
        both = _ranked(pd.concat([frame, others[basis]]))
        found[basis] = both.set_axis(moves.index.take(places.get_indexer(pd.Index(both["key"]))))
    return found


_RANKED = [*_TOLD, "company", "shown_high"]


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["shown_high", "key"], ascending=[False, True], kind="stable")
