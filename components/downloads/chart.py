"""A chart as a page, a picture and a file have it alike, and the view that it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pandas as pd
import plotly.graph_objects as go

from components.analysis.links import Pairs
from components.analysis.selection import Selection
from components.analysis.tables import Tables
from components.records.library import Snapshot

WIDE, SMALL = 1000, 680  # CSS pixels of a picture: of charts that fill a page, and of those that stand beside others


@dataclass(frozen=True, slots=True)
class Seen:
    """What a selection leaves of the data on a day.

    `every_move` has all moves, with amounts in the currency and on the basis chosen; `moves` and `figures` are those in view.
    `colours` is by company id.
    """

    snapshot: Snapshot
    data: Tables
    selection: Selection
    every_move: pd.DataFrame
    moves: pd.DataFrame
    figures: pd.DataFrame
    colours: dict[str, str]
    today: date

    @property
    def names(self) -> dict[str, str]:
        """The companies that are not filtered out, by id, with their names."""
        chosen = self.selection.companies
        return {company: name for company, name in self.data.names.items() if not chosen or company in chosen}


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart.

    `name` is unique on a page and the stem of file names. `title` says what is drawn, `finding` what is to be seen in it (may be
    empty); its first sentence is the title on a page, unless there is a `heading`. `frame` has the numbers, `for_people`
    makes the table of it that people read. `keys` are those of the sources, beside those
    of `moves`, if there are any. `legend` says what shapes and fills mean, `notes` what
    the drawing leaves out; a picture has both below it. `chosen` are the parameters that name this chart beside the selection, `page` and
    `place` lead to the page that shows it. `width` and `least` are the pixels that a picture gives to the drawing: in width, and at
    least in height.
    """

    name: str
    title: str
    figure: go.Figure
    finding: str
    frame: pd.DataFrame
    for_people: Callable[[pd.DataFrame], pd.DataFrame]
    keys: tuple[str, ...] = ()
    moves: pd.DataFrame | None = None
    legend: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    page: str = ""
    place: tuple[tuple[str, str], ...] = ()
    width: int = WIDE
    least: int = 0

    @property
    def table(self) -> pd.DataFrame:
        """The same numbers for people. Made anew each time."""
        return self.for_people(self.frame)

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of all its sources, each once. Put together anew each time: moves may cite thousands."""
        return self.keys if self.moves is None else unique((*self.keys, *keys(self.moves)))

    @property
    def alt(self) -> str:
        """What the chart shows, for who cannot see it."""
        return self.finding or self.title

    @property
    def parameters(self) -> Pairs:
        """What names the chart in an address: [("chart", "stated-amounts"), ("nature", "pledge")]."""
        return list(self.chosen)


def keys(frame: pd.DataFrame) -> tuple[str, ...]:
    """All sources of a frame with a column `source_keys`, in the order of its rows, each once."""
    return unique(chain.from_iterable(frame["source_keys"].to_list()))


def unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
