"""Where each mark of the timeline goes, so that no two cover each other: a lane per company, rows within a lane."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.analysis import crowd, months
from components.analysis.months import Months
from components.analysis.part import numbered

MARK = 13.5  # pixels from one mark to the next
WIDE, NARROW = 700, 270  # pixels of a chart without its labels: on a desk at the least, on a phone


@dataclass(frozen=True, slots=True)
class Lane:
    """One company's band, or one category's: from `top` to `bottom` in rows, counted downwards from 0."""

    company: str
    name: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """`marks` is the moves frame with a column `y`; `bars` are the moves that have a period, with `y` too.

    `view` is the span to show first; `earlier` counts the few marks that lie far before it. `pixels` is
    the width that was reckoned with. `upright` is the same for a phone, where it has room for that.

    Where there are more moves than can be told apart, `groups` are marks for several of them each, with `crowd.GROUP_COLUMNS`
    and `y`; `marks` are then those that stand alone, and there are no bars. `by` says what lanes are: `crowd.COMPANY` or
    `crowd.CATEGORY`. `companies` counts those in view.
    """

    lanes: list[Lane]
    marks: pd.DataFrame
    bars: pd.DataFrame
    rows: float
    view: tuple[pd.Timestamp, pd.Timestamp]
    earlier: int
    pixels: int
    upright: Months | None = None
    groups: pd.DataFrame | None = None
    by: str = crowd.COMPANY
    companies: int = 0


GAP = 0.9  # rows between two lanes
# Made once: to cut all columns of a frame down to no row takes longer than to place a hundred marks.
NO_BARS = pd.DataFrame({**{name: pd.Series(dtype="str") for name in ("key", "company", "category")}, "y": pd.Series(dtype="float64")})


def arrange(moves: pd.DataFrame, *, periods: bool = True, pixels: int = WIDE) -> Layout:
    """Lanes in the order of company ids; in a lane the marks from the top, then (with `periods`) those of amounts as bars.

    The rows are filled greedily from the top: a mark goes to the first row that is free at its date. A move with a
    precision coarser than a day takes the whole span of its date. `pixels` is the width that the chart will have at least.
    """
    if moves.empty:
        nothing = moves.assign(y=pd.Series(dtype=float))
        return Layout([], nothing, nothing, 0, (pd.Timestamp(2024, 1, 1), pd.Timestamp(2026, 12, 31)), 0, pixels)
    if len(moves) > crowd.MOST_MARKS:
        return _crowded(moves, pixels)
    first, last = _first_shown(moves), moves["date_end"].max()
    # More room on the right, for bars that run on into the future.
    room = max((last - first) * 0.03, pd.Timedelta(days=10))
    view = (first - room, last + room * 3)
    width = int(max((view[1] - view[0]) * (MARK / pixels), pd.Timedelta(days=2)).total_seconds())
    by = crowd.lane_kind(moves)
    names = crowd.lane_names(by, moves)
    # In plain seconds and lists: pandas takes longer to cut a frame of fifty columns into lanes than all the rest takes.
    start, mid, end = (_seconds(moves[name]) for name in ("date_start", "date_mid", "date_end"))
    begins, ends = _seconds(moves["period_start"]), _seconds(moves["period_end"])
    keys = moves["key"].to_list()
    # Of a category's many companies the bars would make a wall.
    periods = periods and by == crowd.COMPANY
    stated = zip(moves["period_text"].to_list(), moves["amount_text"].to_list(), strict=True)
    spread = [bool(period and amount) for period, amount in stated] if periods else [False] * len(moves)
    members: dict[str, list[int]] = {}
    for place, lane in enumerate(moves[by].to_list()):
        members.setdefault(lane, []).append(place)
    marks_y, bars_y = [0.0] * len(moves), [float("nan")] * len(moves)
    lanes: list[Lane] = []
    top = 0.0
    for lane, places in sorted(members.items()):
        spans = []
        for place in places:
            # A span ends with its last day.
            until = end[place] + DAY if end[place] > start[place] else end[place]
            spans.append((place, min(start[place], mid[place] - width / 2), max(until, mid[place] + width / 2)))
        rows, height = _stack(spans)
        for place, row in rows.items():
            marks_y[place] = top + row + 0.5
        barred = sorted((place for place in places if spread[place]), key=lambda place: (begins[place], keys[place]))
        bar_rows, bar_height = _stack([(place, begins[place], max(ends[place] + DAY, begins[place] + width)) for place in barred])
        for place, row in bar_rows.items():
            bars_y[place] = top + height + (row + 0.5) * BAR_ROW
        bottom = top + height + bar_height * BAR_ROW + (0.2 if bar_height else 0)
        lanes.append(Lane(lane, names[lane], top, bottom))
        top = bottom + GAP
    barred = [place for place, is_barred in enumerate(spread) if is_barred]
    bars = moves.take(barred).assign(y=[bars_y[place] for place in barred]) if barred else NO_BARS
    before = view[0].timestamp()
    earlier = sum(middle < before for middle in mid)
    upright = months.arrange(moves) if pixels == NARROW else None
    companies = len(set(moves["company"].to_list()))
    return Layout(lanes, moves.assign(y=marks_y), bars, top - GAP, view, earlier, pixels, upright, by=by, companies=companies)


DAY = 86_400  # seconds


def _seconds(days: pd.Series) -> list[int]:
    """Days as seconds since 1970; what is not known is a number far below all others."""
    seconds: list[int] = days.to_numpy("datetime64[s]").astype("int64").tolist()
    return seconds


def _crowded(moves: pd.DataFrame, pixels: int) -> Layout:
    """The layout of more moves than can be told apart: a lane has one line of marks, each for as many as it says."""
    found = crowd.gather(moves, pixels)
    lanes: list[Lane] = []
    top = 0.0
    for lane, name in sorted(crowd.lane_names(found.by, moves).items()):
        lanes.append(Lane(lane, name, top, top + crowd.LANE_ROWS))
        top += crowd.LANE_ROWS + GAP
    middles = {lane.company: lane.middle for lane in lanes}
    groups = found.groups.assign(y=found.groups["lane"].map(middles).astype(float))
    first, last = found.view
    # A move dated to a year, beside others of one week, stands at the edge of that week.
    mids = found.alone["date_mid"]
    mids = mids.where(mids > first, first).where(mids < last, last)
    alone = found.alone.assign(date_mid=mids, y=found.alone[found.by].map(middles).astype(float))
    companies = len(numbered(moves, "company")[1])
    return Layout(lanes, alone, NO_BARS, top - GAP, found.view, 0, pixels, None, groups, found.by, companies)


# Up to this part of the moves may lie outside the first view, if they lie a quarter of the whole span before the rest.
FEW, FAR = 0.03, 0.25


def _first_shown(moves: pd.DataFrame) -> pd.Timestamp:
    """The day from which the first view shows: one move of 2020 must not press those of 2025 into a corner."""
    starts = np.sort(moves["date_start"].to_numpy("datetime64[D]"))
    span = (moves["date_end"].to_numpy("datetime64[D]").max() - starts[0]).astype("int64")
    gaps = np.diff(starts[: int(len(starts) * FEW) + 1]).astype("int64")
    far = (gaps > span * FAR).nonzero()[0]
    return pd.Timestamp(starts[far[-1] + 1 if len(far) else 0])


BAR_ROW = 1.15  # rows that a bar takes


def _stack(spans: list[tuple[int, float, float]]) -> tuple[dict[int, int], int]:
    """Row of each (place, start, end) so that no two in a row overlap, and the number of rows."""
    ends: list[float] = []
    rows: dict[int, int] = {}
    for place, start, end in sorted(spans, key=lambda span: (span[1], span[2])):
        row = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = end
        rows[place] = row
    return rows, len(ends)
