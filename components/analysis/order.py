"""The order of a table of moves: by date, unless an address or a reader says otherwise."""

from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.language import N_, _, n_
from components.records.vocabulary import Category, Evidence, Status

# What `sort` may say in an address, in English words; a minus turns an order round. Without it: by date, the oldest first.
SORTS = {
    "-date": N_("newest first"),
    "company": N_("company, A to Z"),
    "-company": N_("company, Z to A"),
    "title": N_("title, A to Z"),
    "-title": N_("title, Z to A"),
    "-amount": N_("largest amount first"),
    "amount": N_("smallest amount first"),
    "category": N_("category, in the order of the filter"),
    "status": N_("status, in the order of the filter"),
    "evidence": N_("best evidence first"),
    "-evidence": N_("weakest evidence first"),
}
_RANKS = {
    "category": {word.value: rank for rank, word in enumerate(Category)},
    "status": {word.value: rank for rank, word in enumerate(Status)},
    "evidence": {word.value: rank for rank, word in enumerate(Evidence)},
}


def arrange(moves: pd.DataFrame, by: str) -> tuple[pd.DataFrame, str]:
    """The moves in an order of `SORTS` ("" leaves them as they are), and what is to be said of it; equals stay in the order of dates.

    Takes the result of `money.compare`. Amounts are put in order by the upper end of the sum shown, only where all are in one
    currency; what has no sum to show comes last, whichever way round.
    """
    column, falling = by.removeprefix("-"), by.startswith("-")
    if not column or moves.empty:
        return moves, ""
    if column == "amount":
        return _by_amount(moves, falling)
    if column == "date":
        return moves.take(range(len(moves))[::-1]), ""
    return _sorted(moves, _keys(moves, column), falling), ""


def _sorted(moves: pd.DataFrame, by: "pd.Series[Any]", falling: bool) -> pd.DataFrame:
    """The moves in the order of a column of the same rows; what has no value there comes last."""
    return moves.take(moves.index.get_indexer(by.sort_values(ascending=not falling, kind="stable", na_position="last").index))


def _keys(moves: pd.DataFrame, column: str) -> "pd.Series[Any]":
    """What one column is put in order by."""
    if column in _RANKS:
        return moves[column].map(_RANKS[column])
    return moves["company_name" if column == "company" else column].str.casefold()


def _by_amount(moves: pd.DataFrame, falling: bool) -> tuple[pd.DataFrame, str]:
    there = (moves["shown_currency"] != "") & (moves["left_out"] == "")
    currencies = sorted(moves.loc[there, "shown_currency"].unique())
    if len(currencies) > 1:
        listed = wording.listed(wording.first([wording.code(currency) for currency in currencies]))
        said = _("Amounts in {currencies} have no order: choose a currency in the filters. Until then the order is by date.")
        return moves, said.format(currencies=listed)
    if not currencies:
        return moves, _("No move in view has a sum to show, so the order is by date.")
    sums = moves["shown_high"].where(there)
    arranged = _sorted(moves, sums, falling)
    without = int((~there).sum())
    said = _("In the order of the sums shown, of a range its upper end. Unlike natures stand side by side: see that column.")
    if (moves["shown_basis"] == money.PER_YEAR).any():
        said = _("In the order of the sums shown per year, of a range its upper end. Unlike natures stand side by side: see that column.")
    if not without:
        return arranged, said
    rest = n_("{count} move without a sum to show comes last.", "{count} moves without a sum to show come last.", without)
    return arranged, wording.sentences([said, rest.format(count=f"{without:,}")])
