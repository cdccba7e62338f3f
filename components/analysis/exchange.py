"""Frames after an edit: the rows of the files that changed are made anew, all others are taken over as they are.

Gives what `tables.tables` gives of the whole, in a small part of the time.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.analysis.tables import Tables, names_of, tables
from components.records.schema import CompanyFile

Places = npt.NDArray[np.intp]
Files = Mapping[str, CompanyFile]
MOST = 0.2  # of the files: where more have changed, all is made anew


def changed(before: Files, now: Files) -> set[str]:
    """Ids of the files that are new, gone or not the same object any more: the library keeps what has not changed."""
    return {name for name in {*before, *now} if before.get(name) is not now.get(name)}


def made_anew(before: Files, before_shared: Files, now: Files, now_shared: Files) -> set[str] | None:
    """Ids of the files whose rows have to be made anew after an edit; None where that are all.

    Where two companies come to share a name, or cease to, other companies' rows change too; of many changes the exchange does not pay.
    """
    ids = changed(before, now) | changed(before_shared, now_shared)
    earlier, names = names_of(before), names_of(now)
    kept = [name for name in earlier if name in names and name not in ids]
    if len(ids) > max(1, len(now) * MOST) or any(earlier[name] != names[name] for name in kept):
        return None
    return ids


def tables_after(held: Tables, before: Files, before_shared: Files, now: Files, now_shared: Files) -> Tables | None:
    """The frames of `now`, made of those `held` of `before`; None where all is to be made anew."""
    ids = made_anew(before, before_shared, now, now_shared)
    if ids is None:
        return None
    names = names_of(now)
    parts = tables({name: now[name] for name in now if name in ids}, {name: now_shared[name] for name in now_shared if name in ids}, names)
    place = {name: number for number, name in enumerate({**now, **now_shared})}
    figures = parts.figures.sort_values(["company", "metric", "segment", "period_start"], kind="stable")
    by_name = {name: number for number, name in enumerate(sorted({**before, **before_shared, **now, **now_shared}))}
    return Tables(
        moves_after(held.moves, parts.moves, ids),
        _exchanged(held.figures, figures, ids, by_name),
        _exchanged(held.sources, parts.sources, ids, place),
        names,
    )


def moves_after(held: pd.DataFrame, part: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
    """Moves of other companies than `ids`, and those of `part`, in the order of both: by `date_mid`, then by `key`."""
    kept = _others(held, ids)
    days, keys = held["date_mid"].to_numpy()[kept], held["key"].array
    places = []
    for day, key in zip(part["date_mid"].to_numpy(), part["key"], strict=True):
        first, last = int(days.searchsorted(day, "left")), int(days.searchsorted(day, "right"))
        places.append(first + bisect_left(kept[first:last], key, key=keys.__getitem__))
    return _inserted(held, part, kept, places)


def _exchanged(held: pd.DataFrame, part: pd.DataFrame, ids: set[str], order: Mapping[str, int]) -> pd.DataFrame:
    """Rows of other companies than `ids`, and those of `part`, both in the order of companies as they are."""
    kept = _others(held, ids)
    numbers = held["company"].map(order).to_numpy()[kept]
    return _inserted(held, part, kept, numbers.searchsorted([order[name] for name in part["company"].to_list()]))


def _others(held: pd.DataFrame, ids: set[str]) -> Places:
    return (~held["company"].isin(ids)).to_numpy().nonzero()[0]


def _inserted(held: pd.DataFrame, part: pd.DataFrame, kept: Places, places: Sequence[int] | Places) -> pd.DataFrame:
    """The rows of `held` at the places `kept`, and before some of these those of `part`."""
    order = np.insert(kept, np.array(places, dtype=np.intp), np.arange(len(held), len(held) + len(part)))
    return pd.concat([held, part], ignore_index=True).take(order).reset_index(drop=True)
