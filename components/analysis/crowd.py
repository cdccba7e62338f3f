"""A timeline of more moves than can be told apart: those of one lane and one stretch of days become one mark that says how many.

Nothing is lost: the counts of all groups and the moves that stand alone add up to the moves given. Lanes are companies, or
categories where there are more companies than anyone can tell apart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.analysis import wording
from components.analysis.part import numbered
from components.language import _
from components.records.vocabulary import Category

MOST_MARKS = 600  # moves that are drawn one by one
MOST_LANES = 30  # companies that have a lane each
BIN_PIXELS = 17  # of the width for each stretch of days at the least
LANE_ROWS = 2.2  # rows that a lane of groups takes
# Stretches of days by which groups are made, from fine to coarse: pandas' name of the period.
STRETCHES = ("D", "W", "M", "Q", "Y")
COMPANY, CATEGORY = "company", "category"

GROUP_COLUMNS: dict[str, str] = {
    "lane": "id of the company, or the category",
    "start": "first day",
    "end": "last day",
    "mid": "middle of the whole stretch: where the mark is drawn",
    "count": "moves in it, two or more",
    "text": "what is in it, in words",
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """`groups` has `GROUP_COLUMNS`; `alone` are the moves that share their stretch with no other, as rows of the frame given.

    `by` says what lanes are: company or category. `view` is the first and the day behind the last that are drawn.
    """

    by: str
    groups: pd.DataFrame
    alone: pd.DataFrame
    view: tuple[pd.Timestamp, pd.Timestamp]


def lane_kind(moves: pd.DataFrame) -> str:
    """What lanes are: companies, or categories where there are too many companies."""
    return COMPANY if len(numbered(moves, "company")[1]) <= MOST_LANES else CATEGORY


def lane_names(by: str, moves: pd.DataFrame) -> dict[str, str]:
    """What each lane is called."""
    if by == CATEGORY:
        return {str(lane): Category(lane).label for lane in numbered(moves, "category")[1]}
    return dict(zip(moves["company"].to_list(), moves["company_name"].to_list(), strict=True))


def gather(moves: pd.DataFrame, pixels: int) -> Crowd:
    """Groups of moves for a chart of so many pixels. Takes the moves frame.

    A date coarser than a day counts in its middle. The days drawn are those between the first and the last move whose day is
    known, so that one dated to a year does not stretch the axis of a view of one week; it stands at the edge then.
    """
    by = lane_kind(moves)
    known = moves["date_start"] == moves["date_end"]
    days = moves["date_mid"][known] if known.any() else moves["date_mid"]
    first, last = days.min().normalize(), days.max().normalize()
    mids = moves["date_mid"].clip(first, last)
    stretch = next((name for name in STRETCHES if _count(first, last, name) <= pixels / BIN_PIXELS), STRETCHES[-1])
    # In whole numbers: pandas takes ten times as long to group three columns of words.
    ordinals = pd.PeriodIndex(mids, freq=stretch).asi8
    lane_of, lanes = numbered(moves, by)
    other_of, others = numbered(moves, "company_name" if by == CATEGORY else "category")
    place = lane_of * (ordinals.max() - ordinals.min() + 1) + ordinals - ordinals.min()
    _places, firsts, group_of, sizes = np.unique(place, return_index=True, return_inverse=True, return_counts=True)
    is_many = sizes > 1
    # In each group who, or what, is most often there: those of one number by their names.
    pairs, numbers = np.unique(group_of[is_many[group_of]] * len(others) + other_of[is_many[group_of]], return_counts=True)
    order = np.lexsort((-numbers, pairs // len(others)))
    _groups, firsts_of, kinds = np.unique(pairs[order] // len(others), return_index=True, return_counts=True)
    texts = []
    for begin, count in zip(firsts_of.tolist(), kinds.tolist(), strict=True):
        top = order[begin : begin + min(count, NAMED)]
        named = zip(others.take(pairs[top] % len(others)).to_list(), numbers[top].tolist(), strict=True)
        texts.append(_text(by, list(named), count))
    periods = pd.PeriodIndex(mids.take(firsts[is_many]), freq=stretch)
    starts = pd.Series(periods.start_time.as_unit("s"))
    ends = pd.Series(periods.end_time.normalize().as_unit("s"))
    groups = pd.DataFrame(
        {
            "lane": pd.Series(lanes.take(lane_of[firsts[is_many]]), dtype="str"),
            "start": starts.clip(lower=first),
            "end": ends.clip(upper=last),
            "mid": starts + (ends + pd.Timedelta(days=1) - starts) / 2,
            "count": sizes[is_many],
            "text": pd.Series(texts, dtype="str"),
        }
    )
    left, right = min([first, *groups["mid"]]), max([last, *groups["mid"]])
    room = max((last - first) * 0.03, pd.Timedelta(days=1))
    return Crowd(by, groups, moves.take((~is_many[group_of]).nonzero()[0]), (left - room, right + pd.Timedelta(days=1) + room))


def _count(first: pd.Timestamp, last: pd.Timestamp, stretch: str) -> int:
    """How many stretches there are from one day to another: (1 Jan 2025, 31 Dec 2025, "M") -> 12."""
    return int(last.to_period(stretch).ordinal - first.to_period(stretch).ordinal + 1)


NAMED = 3  # of a group


def _text(by: str, counts: list[tuple[str, int]], kinds: int) -> str:
    """ "most: Acme 12, Bolt 9 and Cog 3, of 40 companies", "most: Chips 12 and Model 3"."""
    named = [f"{Category(name).label if by == COMPANY else name} {count:,}" for name, count in counts]
    listed = wording.listed(named)
    if by == CATEGORY and kinds > len(counts):
        return _("most: {list}, of {companies}").format(list=listed, companies=wording.companies(kinds))
    return _("most: {list}").format(list=listed)
