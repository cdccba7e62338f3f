"""Which moves and figures are in view: one frozen value, made from the filter bar or a URL, applied alike on every page."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from components.analysis import wording
from components.analysis.part import Codes, Places, part
from components.language import _
from components.records.vocabulary import Category, Described, Evidence, Status

# Filters in the order of the filter bar, as named in the URL.
URL_NAMES = {
    "companies": "companies",
    "categories": "categories",
    "statuses": "statuses",
    "evidence": "evidence",
    "start": "from",
    "end": "to",
    "words": "q",
}
WORDS: dict[str, type[Described]] = {"categories": Category, "statuses": Status, "evidence": Evidence}


@dataclass(frozen=True, slots=True)
class Selection:
    """Nothing chosen means all, so that a default never moves when data is added.

    `start` and `end` keep what overlaps them: a move dated 2025-Q1 is in view from 2025-02-10. `words` must all occur in a
    move's text, in any order and case. `currency` (ISO 4217; empty: as stated) and `basis` ("total" or "per_year") say how
    amounts are shown and choose no moves, so they are no filters.
    """

    companies: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    words: str = ""
    currency: str = ""
    basis: str = "total"

    @property
    def active(self) -> tuple[str, ...]:
        """Names of the filters that are set."""
        return tuple(name for name in URL_NAMES if getattr(self, name))

    def without(self, name: str) -> "Selection":
        """The same selection with one filter cleared. Raises KeyError for a name that is no filter."""
        default: Any = {field.name: field.default for field in fields(self) if field.name in URL_NAMES}[name]
        changes: dict[str, Any] = {name: default}
        return replace(self, **changes)

    def describe(self, name: str, names: Mapping[str, str] | None = None) -> str:
        """One filter in words: "companies: alibaba, baidu", "from 2025-01-01". With `names` companies go by their names, not by ids."""
        value = getattr(self, name)
        if name == "start":
            return _("from {day}").format(day=value)
        if name == "end":
            return _("to {day}").format(day=value)
        if name == "words":
            return _("words: {words}").format(words=value)
        known = (names or {}) if name == "companies" else {word.value: wording.inside(word) for word in WORDS[name]}
        listed = _(", ").join(known.get(word, word) for word in value)
        return {
            "companies": _("companies: {list}"),
            "categories": _("categories: {list}"),
            "statuses": _("statuses: {list}"),
            "evidence": _("evidence: {list}"),
        }[name].format(list=listed)


# The columns of moves whose words filters choose, and the filters.
CHOSEN_FROM = {"company": "companies", "category": "categories", "status": "statuses", "evidence": "evidence"}


def select_moves(moves: pd.DataFrame, selection: Selection, codes: Codes | None = None) -> pd.DataFrame:
    """The moves in view, in the order of the frame. `codes` are those of the same rows, for who has them already."""
    codes = codes or Codes(moves)
    places = _places(moves, selection, codes)
    return moves if len(places) == len(moves) else part(moves, places, codes)


def _places(moves: pd.DataFrame, selection: Selection, codes: Codes) -> Places:
    """The places of the moves in view. Each filter looks only at what those before it have left."""
    places = np.arange(len(moves))
    for column, name in CHOSEN_FROM.items():
        if chosen := getattr(selection, name):
            places = codes.there(column, chosen, places)
    places = _overlapping(moves, "date_start", "date_end", selection, places)
    if words := selection.words.casefold().split():
        texts = moves["words"].to_numpy()
        for word in words:
            # In plain strings: pandas looks for missing ones too.
            places = np.array([place for place in places.tolist() if word in texts[place]], dtype=np.intp)
    return places


def bounds(moves: pd.DataFrame) -> tuple[date, date]:
    """The first and the last day that a filter may name: whole years around the data, so that no calendar offers a day far away."""
    if moves.empty:
        return date(2000, 1, 1), date(2099, 12, 31)
    # Figures may start before the first move and periods run on after the last.
    # No day is missing: of arrays, which do not look for that, this is asked in a third of the time.
    first, last = pd.Timestamp(moves["date_start"].to_numpy().min()), pd.Timestamp(moves["date_end"].to_numpy().max())
    return date(first.year - 3, 1, 1), date(last.year + 10, 12, 31)


def select_figures(figures: pd.DataFrame, selection: Selection, codes: Codes | None = None) -> pd.DataFrame:
    """The figures in view: companies, evidence and dates apply to them; the other filters are about moves.

    `codes` are those of the same figures, for who has them already.
    """
    places, codes = np.arange(len(figures)), codes or Codes(figures)
    for column, chosen in (("company", selection.companies), ("evidence", selection.evidence)):
        if chosen:
            places = codes.there(column, chosen, places)
    places = _overlapping(figures, "period_start", "period_end", selection, places)
    return figures if len(places) == len(figures) else part(figures, places, codes)


def _overlapping(frame: pd.DataFrame, first: str, last: str, selection: Selection, places: Places) -> Places:
    """Those of the places whose span, from one column to another, overlaps the days chosen."""
    if selection.start:
        places = places[frame[last].to_numpy()[places] >= np.datetime64(selection.start)]
    if selection.end:
        places = places[frame[first].to_numpy()[places] <= np.datetime64(selection.end)]
    return places


def blockers(moves: pd.DataFrame, selection: Selection, codes: Codes | None = None) -> list[tuple[str, int]]:
    """For an empty result: which filters to clear, as (name, moves there would be then), the most helpful first.

    Empty where no single filter is to blame. `codes` as in `select_moves`.
    """
    codes = codes or Codes(moves)
    counts = [(name, len(_places(moves, selection.without(name), codes))) for name in selection.active]
    return sorted(((name, count) for name, count in counts if count), key=lambda item: -item[1])
