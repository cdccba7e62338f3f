"""Where each mark of the timeline goes on a phone: a row a month, the newest on top, and a column for each company."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from components.language import dates

SLOTS = 15.0  # marks beside each other that a phone has room for, a finger's width apart
BETWEEN = 0.75  # slots between two companies
MOST_COMPANIES = 6  # more names have no room beside each other
MOST_ROWS = 400.0  # more would be a scroll without end
BREAK = 0.45  # rows left free where months without a move are left out


@dataclass(frozen=True, slots=True)
class Column:
    """One company's column, from `left` to `right` in slots."""

    company: str
    name: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Months:
    """`marks` is the moves frame with columns `x` (slots from the left) and `y` (rows from the top).

    `labels` are the names of the rows with the places of their first lines; `width` is in slots, `height` in rows.
    """

    columns: list[Column]
    marks: pd.DataFrame
    labels: list[tuple[float, str]]
    width: float
    height: float


def arrange(moves: pd.DataFrame) -> Months | None:
    """Rows and columns of moves; None where nothing is in view, or more than a phone has room for.

    A move whose month is known stands in the row of its month. One that is known to a quarter or a year only has a row of its
    own below the last month of that span. A month without a move has no row: a small gap stands for it.
    """
    companies = sorted(moves["company"].unique())
    if not companies or len(companies) > MOST_COMPANIES:
        return None
    across = int((SLOTS + BETWEEN) / len(companies) - BETWEEN)
    names = dict(zip(moves["company"], moves["company_name"], strict=True))
    columns = [
        Column(company, names[company], left := number * (across + BETWEEN), left + across) for number, company in enumerate(companies)
    ]
    start, end = moves["date_start"].dt.to_period("M"), moves["date_end"].dt.to_period("M")
    # A row is a span of months, by numbers that sort: the newest end first and, of those, the shortest.
    ends, starts = _number(end), _number(start)
    order = pd.DataFrame({"end": -ends, "start": -starts, "company": moves["company"]}, index=moves.index)
    place = order.assign(date=moves["date_start"], key=moves["key"]).sort_values(["end", "start", "company", "date", "key"], kind="stable")
    nth = place.groupby(["end", "start", "company"], sort=False).cumcount()
    lines = (nth // across + 1).groupby([place["end"], place["start"]]).max()  # of each row, in its order from the top
    tops: dict[tuple[int, int], float] = {}
    labels: list[tuple[float, str]] = []
    top, above = 0.0, -int(place["end"].iloc[0])
    for spot, height in zip(lines.index.to_list(), lines, strict=True):
        last, first = -spot[0], -spot[1]
        top += BREAK if above - 1 > last else 0
        tops[spot] = top
        labels.append((top + 0.5, _words(first, last)))
        top += float(height)
        above = last
    if top > MOST_ROWS:
        return None
    lefts = {column.company: column.left for column in columns}
    x = place["company"].map(lefts) + nth % across + 0.5
    y = pd.Series([tops[last, first] for last, first in zip(place["end"], place["start"], strict=True)], place.index) + nth // across + 0.5
    return Months(columns, moves.assign(x=x, y=y), labels, columns[-1].right, top)


def _number(months: pd.Series) -> pd.Series:
    """Months as whole numbers in their order: 2025-02 -> 24301."""
    return pd.Series(np.asarray(months.dt.year * 12 + months.dt.month - 1), months.index)


def _words(first: int, last: int) -> str:
    """The name of a row: (24301, 24301) -> "Feb 2025", (24300, 24302) -> "Q1 2025", (24300, 24311) -> "2025"."""
    (year, month), (last_year, last_month) = divmod(first, 12), divmod(last, 12)
    if first == last:
        return dates.month(date(year, month + 1, 1))
    if year == last_year and (month, last_month) == (0, 11):
        return dates.year(year)
    if year == last_year and month % 3 == 0 and last_month == month + 2:
        return dates.quarter(year, month // 3 + 1)
    if year == last_year and month % 6 == 0 and last_month == month + 5:
        return dates.half(year, month // 6 + 1)
    # Short enough for one line: of a span of more than a year the years alone.
    return dates.months(year, month + 1, last_year, last_month + 1) if last - first < 12 else dates.years(year, last_year)
