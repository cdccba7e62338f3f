"""A timeline of more moves than can be told apart: those of one lane and one stretch of days become one mark that says how many.

Nothing is lost: the counts of all groups and the moves that stand alone add up to the moves given. Lanes are companies, or
categories where there are more companies than anyone can tell apart.
"""

from dataclasses import dataclass

import pandas as pd

from components.analysis import wording
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
    return COMPANY if moves["company"].nunique() <= MOST_LANES else CATEGORY


def lane_names(by: str, moves: pd.DataFrame) -> dict[str, str]:
    """What each lane is called."""
    if by == CATEGORY:
        return {str(lane): Category(lane).label for lane in moves["category"].unique()}
    return dict(zip(moves["company"].to_list(), moves["company_name"].to_list(), strict=True))


def gather(moves: pd.DataFrame, pixels: int) -> Crowd:
    """Groups of moves for a chart of so many pixels. Takes the moves frame.

    A date coarser than a day counts in its middle. The days drawn are those between the first and the last move whose day is
    known, so that one dated to a year does not stretch the axis of a view of one week; it stands at the edge then.
    """
    by = lane_kind(moves)
    known = moves["date_start"] == moves["date_end"]
    days = moves.loc[known, "date_mid"] if known.any() else moves["date_mid"]
    first, last = days.min().normalize(), days.max().normalize()
    mids = moves["date_mid"].clip(first, last)
    stretch = next((name for name in STRETCHES if _count(first, last, name) <= pixels / BIN_PIXELS), STRETCHES[-1])
    periods = mids.dt.to_period(stretch)
    frame = pd.DataFrame({"lane": moves[by], "period": periods, "other": moves["company_name" if by == CATEGORY else "category"]})
    sizes = frame.groupby(["lane", "period"], sort=True, observed=True).size()
    single = frame.set_index(["lane", "period"]).index.isin(sizes[sizes == 1].index)
    many = sizes[sizes > 1].reset_index(name="count")
    # In each group who, or what, is most often there.
    others = frame[~single].groupby(["lane", "period", "other"], observed=True).size().sort_values(ascending=False, kind="stable")
    tops = others.reset_index(name="n").groupby(["lane", "period"], sort=False, observed=True)
    most = {place: list(zip(group["other"].head(3), group["n"].head(3), strict=True)) for place, group in tops}
    kinds = tops.size()
    starts = many["period"].dt.start_time.dt.as_unit("s")
    ends = many["period"].dt.end_time.dt.normalize().dt.as_unit("s")
    groups = pd.DataFrame(
        {
            "lane": many["lane"],
            "start": starts.clip(lower=first),
            "end": ends.clip(upper=last),
            "mid": starts + (ends + pd.Timedelta(days=1) - starts) / 2,
            "count": many["count"],
            "text": pd.Series(
                [_text(by, most[place], int(kinds[place])) for place in zip(many["lane"], many["period"], strict=True)], dtype="str"
            ),
        }
    )
    left, right = min([first, *groups["mid"]]), max([last, *groups["mid"]])
    room = max((last - first) * 0.03, pd.Timedelta(days=1))
    return Crowd(by, groups, moves[single], (left - room, right + pd.Timedelta(days=1) + room))


def _count(first: pd.Timestamp, last: pd.Timestamp, stretch: str) -> int:
    """How many stretches there are from one day to another: (1 Jan 2025, 31 Dec 2025, "M") -> 12."""
    return int(last.to_period(stretch).ordinal - first.to_period(stretch).ordinal + 1)


def _text(by: str, most: list[tuple[str, int]], kinds: int) -> str:
    """ "most: Acme 12, Bolt 9 and Cog 3, of 40 companies", "most: Chips 12 and Model 3"."""
    named = [f"{Category(name).label if by == COMPANY else name} {count:,}" for name, count in most]
    listed = wording.listed(named)
    if by == CATEGORY and kinds > len(most):
        return _("most: {list}, of {companies}").format(list=listed, companies=wording.companies(kinds))
    return _("most: {list}").format(list=listed)
