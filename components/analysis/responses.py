"""Response: what other companies did in the days around one move, the anchor. Being near in time is not being caused.

A lag is the number of days from the anchor to another move: 3 is three days after it, -3 three days before. Where one of the two
dates is coarser than a day the lag is a range, from the last day of the one to the first of the other and the reverse: from an
anchor of 24 Feb 2025 to a move of Mar 2025 it is 5 (1 Mar) to 35 (31 Mar) days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from components.analysis import findings, lanes, stated, wording
from components.analysis.lanes import Lane
from components.analysis.tables import rows
from components.language import _, n_
from components.records.vocabulary import Evidence, Nature, Status

# What the column `side` says.
BEFORE, SAME_DAY, AFTER, OPEN = "before", "same day", "after", "open"
# What `responses` adds to a frame of moves.
LAG_COLUMNS: dict[str, str] = {
    "lag_low": "days from the anchor at the least, below 0 before it",
    "lag_high": "days at the most; equal to lag_low where both days are known",
    "lag_mid": "middle of the two",
    "lag_text": "the lag in words",
    "side": "before, same day or after; open where the dates do not tell on which side it is, or whether it is near enough",
}
# From a move dated to a quarter or a year, nothing can be said to be before or after by days.
LONGEST = 31
OPTIONS = 200  # moves that a list to choose from holds
LANES = 12  # companies up to which those without a move have a lane too


def anchor(moves: pd.DataFrame, key: str) -> Any:
    """The row of the moves frame with a key. Raises KeyError where there is none."""
    for row in rows(moves[moves["key"] == key]):
        return row
    raise KeyError(key)


class Order:
    """In which order a reader may want to start from moves, best first. Made once of all moves; for a view only places are looked up.

    Pledges and guidance with a sum come first, the largest first by their worth in US dollars at the time; then the newest moves.
    A sum that the company called wrong or gave up, or that has no rate, does not bring a move to the front. Left out is what is
    dated to more than a month.
    """

    def __init__(self, moves: pd.DataFrame, worths: Mapping[str, float] | None = None) -> None:
        """`worths` is the result of `stated.worths` of the same moves, where that is known already."""
        worth = stated.worths(moves) if worths is None else worths
        dated = ((moves["date_end"] - moves["date_start"]).dt.days < LONGEST).to_numpy()
        stands = dated & moves["nature"].isin([Nature.PLEDGE.value, Nature.GUIDANCE.value]).to_numpy() & ~moves["denied"].to_numpy(bool)
        stands &= ~moves["status"].isin([Status.DENIED.value, Status.CANCELLED.value]).to_numpy()
        able = stands.nonzero()[0]
        large = [(-worth[key], key, place) for key, place in zip(moves["key"].take(able).to_list(), able, strict=True) if key in worth]
        # The frame is in the order of dates and keys: a stable sort by date alone keeps the keys of one day in theirs.
        newest = (-moves["date_mid"].to_numpy().astype("int64")).argsort(kind="stable")
        self._rows = moves.index
        self._large = np.array([place for _worth, _key, place in sorted(large)], dtype=np.intp)
        self._newest = newest[dated[newest]]

    def first(self, moves: pd.DataFrame, most: int) -> list[int]:
        """The places, in a frame of some of these moves, of the first `most`."""
        there = self._rows.get_indexer(moves.index)
        place = np.full(len(self._rows), -1)
        place[there] = np.arange(len(there))
        large = place[self._large]
        large = large[large >= 0][:most]
        newest = place[self._newest]
        newest = newest[newest >= 0][: most + len(large)]
        return list(dict.fromkeys([*large.tolist(), *newest.tolist()]))[:most]


def anchors(moves: pd.DataFrame, most: int = OPTIONS, order: Order | None = None) -> dict[str, str]:
    """Moves that a reader may want to start from, best first, as key -> label.

    `order` is made of all moves, of which `moves` are some: where there is none it is made of these.
    """
    places = (order or Order(moves)).first(moves, most)
    return {row.key: label(row) for row in rows(moves, _LABELLED, places)}


_LABELLED = ["key", "company_name", "title", "date_words"]


def label(move: Any) -> str:
    """A move as an entry of a list: "Acme: Opens its model (24 Feb 2025)"."""
    return wording.noted(wording.named(move.company_name, move.title), move.date_words)


def responses(moves: pd.DataFrame, key: str, days: int) -> pd.DataFrame:
    """The other companies' moves of at most `days` days before or after the one with `key`, by lag. Adds `LAG_COLUMNS`.

    In is every move whose date may lie within these days. Raises KeyError where no move has the key.
    """
    chosen = anchor(moves, key)
    others = moves[moves["company"] != chosen.company]
    low = (others["date_start"] - chosen.date_end).dt.days
    high = (others["date_end"] - chosen.date_start).dt.days
    found = others.assign(lag_low=low, lag_high=high, lag_mid=(low + high) / 2)[(low <= days) & (high >= -days)]
    lags = list(zip(found["lag_low"], found["lag_high"], strict=True))
    found = found.assign(
        lag_text=pd.Series([lag_text(*lag) for lag in lags], found.index, dtype="str"),
        side=pd.Series([_side(*lag, days) for lag in lags], found.index, dtype="str"),
    )
    by_lag: pd.DataFrame = found.sort_values(["lag_mid", "lag_low", "key"], kind="stable")
    return by_lag


def lag_text(low: int, high: int) -> str:
    """A lag in words: (3, 3) -> "3 days after", (-40, -12) -> "12–40 days before, day not known"."""
    if low == high:
        return _one_lag(low)
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        words = _("{near}–{far} days after, day not known") if low > 0 else _("{near}–{far} days before, day not known")
        return words.format(near=near, far=far)
    return _("{first} to {last}, day not known").format(first=_one_lag(low), last=_one_lag(high))


def _one_lag(lag: int) -> str:
    words = _("{days} after") if lag > 0 else _("{days} before") if lag else _("same day")
    return words.format(days=wording.days(abs(lag)))


def _side(low: int, high: int, days: int) -> str:
    if low == high == 0:
        return SAME_DAY
    if low > 0 and high <= days:
        return AFTER
    return BEFORE if high < 0 and low >= -days else OPEN


def finding(found: pd.DataFrame, chosen: Any, names: Mapping[str, str], days: int) -> str:
    """What is recorded after, before and on the day of the anchor. Takes the result of `responses` and its anchor.

    `names` (id -> name) are the companies in view: those without a move in these days are named. Only moves that lie within the
    days and on one side whatever their day are counted there; the others are counted apart.
    """
    counts = found["side"].value_counts()
    span = wording.days(days)
    before = (
        _("In the {days} before it: {moves}; on the same day: {count}.") if SAME_DAY in counts else _("In the {days} before it: {moves}.")
    )
    told = [
        _("In the {days} after {anchor}, {moves}.").format(days=span, anchor=_what(chosen), moves=_after(found)),
        before.format(days=span, moves=wording.moves(int(counts.get(BEFORE, 0))), count=counts.get(SAME_DAY, 0)),
    ]
    if OPEN in counts:
        coarse = n_("Another {count} is dated too coarsely to tell.", "Another {count} are dated too coarsely to tell.", counts[OPEN])
        told.append(coarse.format(count=f"{counts[OPEN]:,}"))
    there = {chosen.company, *found["company"]}
    silent = [name for company, name in names.items() if company not in there]
    if silent:
        told.append(_("Nothing recorded in these days: {list}.").format(list=wording.listed(wording.first(silent))))
    return wording.sentences([*told, _("What follows in time is not said to be a response.")])


def _what(chosen: Any) -> str:
    """The anchor in words: "Acme pledged more than ¥380bn (24 Feb 2025)"; what others say of a company stands in quotation marks."""
    own = chosen.evidence in (Evidence.FILING, Evidence.COMPANY) and chosen.status != Status.REPORTED
    if own and chosen.nature == Nature.PLEDGE and chosen.currency and not chosen.denied:
        pledged = _("{company} pledged {sum} ({date})")
        return pledged.format(company=chosen.company_name, sum=wording.short(chosen.amount_text), date=chosen.date_words)
    return _("“{title}” ({company}, {date})").format(title=chosen.title, company=chosen.company_name, date=chosen.date_words)


def _after(found: pd.DataFrame) -> str:
    """ "3 moves by 2 other companies are recorded: Bolt 2 and Cog 1; the first, 2 days later, is Bolt's “Opens its model”"."""
    after = found[found["side"] == AFTER]
    if after.empty:
        return _("no move by another company is recorded")
    by = after.groupby("company_name").size().reset_index(name="count").sort_values(["count", "company_name"], ascending=[False, True])
    each = [findings.counted(row.company_name, row.count) for row in rows(by)]
    others = n_("{count} other company", "{count} other companies", len(by)).format(count=f"{len(by):,}")
    words = n_("{moves} by {companies} is recorded: {list}", "{moves} by {companies} are recorded: {list}", len(after))
    sentence = words.format(moves=wording.moves(len(after)), companies=others, list=wording.listed(wording.first(each)))
    exact = after[after["lag_low"] == after["lag_high"]]
    if exact.empty:
        return sentence
    first = next(iter(rows(exact)))
    # One whose day is not known may have come earlier.
    coarse = found[(found["lag_low"] < found["lag_high"]) & (found["lag_high"] > 0)]
    words = _("{recorded}; the first, {days} later, is {owner} “{title}”")
    if (coarse["lag_low"] < first.lag_low).any():
        words = _("{recorded}; the first of known day, {days} later, is {owner} “{title}”")
    owner = findings.possessive(first.company_name)
    return words.format(recorded=sentence, days=wording.days(first.lag_low), owner=owner, title=first.title)


@dataclass(frozen=True, slots=True)
class Layout:
    """`marks` is the result of `responses` with `x` in days and `y` in rows from 0 downwards; `anchor` the row they are measured from."""

    anchor: Any
    days: int
    lanes: list[Lane]
    marks: pd.DataFrame
    rows: float


def arrange(found: pd.DataFrame, chosen: Any, names: Mapping[str, str], days: int, *, pixels: int = lanes.WIDE) -> Layout:
    """Where each move goes on a chart of `pixels` width, so that no two cover each other: a lane per company in the order of ids.

    A company of `names` without a move has an empty lane, where there are no more than `LANES`. A move of which the day is not
    known takes its whole range, and its mark stands in the middle of the part within the days.
    """
    silent = {company: name for company, name in names.items() if company != chosen.company} if len(names) <= LANES else {}
    shown = {**silent, **dict(zip(found["company"], found["company_name"], strict=True))}
    left, right = found["lag_low"].clip(lower=-days), found["lag_high"].clip(upper=days)
    marks = found.assign(x=(left + right) / 2)
    half = lanes.MARK * days / pixels  # half of a mark's width, in days: the chart is 2 * days wide
    starts, ends = left.where(left < marks["x"] - half, marks["x"] - half), right.where(right > marks["x"] + half, marks["x"] + half)
    bands: list[Lane] = []
    places: dict[object, float] = {}
    top = 0.0
    for company in sorted(shown):
        own = found.index[found["company"] == company]
        levels = _stack(list(zip(starts[own], ends[own], strict=True)))
        places |= {index: top + level + 0.5 for index, level in zip(own, levels, strict=True)}
        bottom = top + max(levels, default=0) + 1
        bands.append(Lane(company, shown[company], top, bottom))
        top = bottom + lanes.GAP
    return Layout(chosen, days, bands, marks.assign(y=pd.Series(places, found.index, dtype="float64")), bands[-1].bottom if bands else 0.0)


def _stack(spans: list[tuple[float, float]]) -> list[int]:
    """The level of each (start, end), from 0, so that no two on one level overlap: the first that is free, by start."""
    taken: list[float] = []  # where the last span of each level ends
    levels = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda place: spans[place]):
        start, end = spans[place]
        level = next((number for number, until in enumerate(taken) if until <= start), len(taken))
        taken[level : level + 1] = [end]
        levels[place] = level
    return levels
