"""The data as this process holds it, for pages and for what lies next to them: read once, read again only where a file has changed.

Everything here is shared between requests and threads: never change it.
"""

import gc
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from components import language
from components.analysis import delivery, exchange, money, responses, stated, sums
from components.analysis.citations import Citations
from components.analysis.part import Codes, together
from components.analysis.selection import Selection, select_figures, select_moves
from components.analysis.tables import Tables
from components.analysis.tables import tables as make_tables
from components.downloads.chart import Seen
from components.downloads.memo import Memo
from components.records.library import Library, Snapshot, without_collecting
from components.settings import data_folder

Made = TypeVar("Made")


# However many requests come in, the folder is looked through at most this often on their behalf.
LOOK_SECONDS = 0.5
# To look through so many files takes longer than a page: then pages share what a look found too.
MANY_FILES = 200
MB = 2**20
_libraries, _looks, _tables, _codes, _amounts = Memo(4), Memo(1), Memo(3), Memo(3), Memo(12, 600 * MB)
_selected, _of_views = Memo(200, 300 * MB), Memo(400, 200 * MB)
_of_figures, _of_data = Memo(64), Memo(1000)


def library(folder: Path) -> Library:
    """The one reader of a folder in this process."""
    return _libraries.get(folder, lambda: Library(folder, patient=True))


def snapshot() -> Snapshot:
    """The data folder as it is now, or was half a second ago.

    Just after a change this waits until that is whole, a second at most.
    """
    folder = data_folder()
    return _looks.get((folder, _moment()), lambda: _whole(library(folder)))


def newest() -> Snapshot:
    """The data folder as it is now, one of `MANY_FILES` as it was half a second ago at most. From here on `snapshot` is no older.

    Waits as `snapshot` does.
    """
    folder = data_folder()
    if library(folder).files >= MANY_FILES:
        return snapshot()
    found = _whole(library(folder))
    _looks.put((folder, _moment()), found)
    return found


def _whole(reader: Library) -> Snapshot:
    """What a folder holds once it is quiet, or what was last read of it where it is not so soon.

    Who finds a change waits for it. Else a feed that is asked for once an hour would be an hour
    old, and an open page would show an edit one look later than it could.
    """
    found = reader.snapshot()
    while seconds := reader.wait:
        time.sleep(seconds)
        found = reader.snapshot()
    return found


def _moment() -> int:
    return int(time.monotonic() / LOOK_SECONDS)


MANY = 10_000  # moves
# The newest data that frames were made of, by folder and language: after an edit most of their rows are still good.
_last: dict[tuple[Path, str], tuple[Snapshot, Tables]] = {}
_last_of_all = Memo(12)


def tables(held: Snapshot) -> Tables:
    """The frames of a snapshot, in the language spoken."""
    spoken = data_folder(), language.current()

    def make() -> Tables:
        before = _last.get(spoken)
        made = exchange.tables_after(before[1], before[0].files, before[0].shared, held.files, held.shared) if before else None
        if made is None:
            with without_collecting():
                made = make_tables(held.files, held.shared)
            if len(made.moves) > MANY or not _last:
                gc.freeze()  # objects that stay, up to millions: Python need not look through them for garbage again and again
                # Of the little that is left a quarter is soon new, and then Python looks through all of it: less often is enough.
                gc.set_threshold(10_000, 20, 20)
        _last[spoken] = held, made
        # What was made of earlier data would keep them in memory.
        for memo in (_of_data, _of_figures, _selected, _of_views, _codes):
            memo.clear()
        # Of the data just before a page may still be under way: what that has asked for once it will ask for again.
        still = {held.revision, before[0].revision if before else ""}
        _amounts.keep(lambda key: key[1] in still)
        return made

    return _tables.get((*spoken, held.revision), make)


def is_read() -> bool:
    """Whether the folder has been read before, in the language spoken: then it takes no time that anyone would see."""
    return (data_folder(), language.current()) in _last


def amounts(held: Snapshot, currency: str, basis: str) -> pd.DataFrame:
    """All moves of a snapshot with their amounts in one currency and on one basis, as `money.compare` makes them."""
    data = tables(held)

    def compared(moves: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
        with without_collecting():
            return money.compare(money.with_revenue_shares(moves, figures), currency, basis)

    def make() -> pd.DataFrame:
        if currency or basis != money.TOTAL:
            return compared(data.moves, data.figures)
        # As stated is what nearly everybody looks at. A sum hangs on its move and on the figures of its company, no other's.
        return _after_edit(
            held,
            "amounts",
            lambda: compared(data.moves, data.figures),
            lambda before, ids: exchange.moves_after(before, compared(_of(data.moves, ids), _of(data.figures, ids)), ids),
        )

    return _amounts.get((data_folder(), held.revision, language.current(), currency, basis), lambda: together(make()))


def _after_edit(held: Snapshot, name: str, whole: Callable[[], Made], part: Callable[[Made, set[str]], Made]) -> Made:
    """What `whole` makes of all data, called `name`, in which what is a company's hangs on its own file alone.

    After an edit `part` makes it of the result before and of the ids of the files that have changed.
    """
    what = data_folder(), language.current(), name
    before: tuple[Snapshot, Made] | None = _last_of_all.get(what, lambda: None)
    ids = exchange.made_anew(before[0].files, before[0].shared, held.files, held.shared) if before else None
    made = whole() if before is None or ids is None else part(before[1], ids)
    _last_of_all.put(what, (held, made))
    return made


def _of(frame: pd.DataFrame, ids: set[str], *, others: bool = False) -> pd.DataFrame:
    """The rows of some companies, or of all others."""
    return frame[frame["company"].isin(ids) != others]


def shown(held: Snapshot, selection: Selection) -> pd.DataFrame:
    """All moves of a snapshot with their amounts as a selection shows them."""
    return amounts(held, selection.currency, selection.basis)


def codes(held: Snapshot) -> Codes:
    """What `select_moves` looks for in all moves of a snapshot, in whatever currency they are shown."""
    return _codes_of(held)[0]


def _codes_of(held: Snapshot) -> tuple[Codes, Codes]:
    """Of all moves and of all figures."""

    def make() -> tuple[Codes, Codes]:
        data = tables(held)
        return Codes(data.moves), Codes(data.figures)

    return _codes.get((data_folder(), held.revision, language.current()), make)


def selected(held: Snapshot, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The moves, with their amounts as a selection shows them, and the figures that it leaves in view."""

    def make() -> tuple[pd.DataFrame, pd.DataFrame]:
        of_moves, of_figures = _codes_of(held)
        return select_moves(shown(held, selection), selection, of_moves), select_figures(tables(held).figures, selection, of_figures)

    return _selected.get((data_folder(), held.revision, language.current(), selection), make)


def of_view(seen: Seen, name: str, make: Callable[[], Made], *chosen: Hashable) -> Made:
    """What is made of a view, and the same for all who look at it on that day. `name` and `chosen` say what it is."""
    return _of_views.get((data_folder(), seen.snapshot.revision, language.current(), seen.selection, seen.today, name, *chosen), make)


def spent(seen: Seen) -> delivery.Spent:
    """What companies have reported to have spent, as `delivery.spent` makes it of all figures."""
    figures = seen.data.figures

    def part(before: delivery.Spent, ids: set[str]) -> delivery.Spent:
        return {**{company: rows for company, rows in before.items() if company not in ids}, **delivery.spent(_of(figures, ids))}

    return of_data(seen, "spent", lambda: _after_edit(seen.snapshot, "spent", lambda: delivery.spent(figures), part))


def measured(seen: Seen) -> delivery.Keep:
    """What keeps a measured pledge or guidance: most views measure the same ones."""
    return lambda what, make: of_data(seen, "delivery", make, seen.today, *what)


def worths(seen: Seen) -> dict[str, float]:
    """What each pledge and guidance is worth, as `stated.worths` makes it of all moves."""

    def part(before: dict[str, float], ids: set[str]) -> dict[str, float]:
        kept = {key: worth for key, worth in before.items() if key.partition("/")[0] not in ids}
        return kept | stated.worths(_of(seen.every_move, ids))

    return of_data(seen, "worths", lambda: _after_edit(seen.snapshot, "worths", lambda: stated.worths(seen.every_move), part))


def pledges(seen: Seen) -> list[int]:
    """All pledges that may be compared, as `delivery.by_worth` ranks them."""
    chosen = seen.selection
    return of_data(seen, "pledges", lambda: delivery.by_worth(seen.every_move, worths(seen)), chosen.currency, chosen.basis)


def starts(seen: Seen) -> responses.Order:
    """The order in which moves are offered to start from."""
    return of_data(seen, "starts", lambda: responses.Order(seen.every_move, worths(seen)))


def ranking(seen: Seen) -> sums.Ranking:
    """All pledges by their worth, as `sums.ranking` makes it, in the currency chosen or else in the one that all are ranked in."""
    currency = seen.selection.currency or stated.RANKED_IN

    def part(before: sums.Ranking, ids: set[str]) -> sums.Ranking:
        kept = {basis: _of(frame, ids, others=True) for basis, frame in before.items()}
        return sums.joined(kept, sums.ranking(_of(seen.every_move, ids), currency), seen.every_move)

    def make() -> sums.Ranking:
        return _after_edit(seen.snapshot, f"ranking {currency}", lambda: sums.ranking(seen.every_move, currency), part)

    return of_data(seen, "ranking", make, currency)


def citations(seen: Seen) -> Citations:
    """Which sources moves cite."""
    return of_data(seen, "citations", lambda: Citations(seen.every_move, seen.data.sources))


def publishers(seen: Seen) -> dict[str, str]:
    """Who published each source, by its key."""
    sources = seen.data.sources
    return of_data(seen, "publishers", lambda: dict(zip(sources["key"].to_list(), sources["publisher"].to_list(), strict=True)))


def of_figures(seen: Seen, name: str, make: Callable[[pd.DataFrame], pd.DataFrame], order: Sequence[str]) -> pd.DataFrame:
    """What `make`, called `name`, makes of the figures in view, where the rows of one company hang on its own figures alone.

    Made once for the figures of all companies that evidence and dates leave, and cut to the companies chosen: of the filters only
    these two make it anew, where they leave other figures, and an edit only for the companies that it changes. `make` returns a frame
    with a column `company` that is sorted by `order`.
    """
    chosen, figures = seen.selection, seen.data.figures
    every = Selection(evidence=chosen.evidence, start=chosen.start, end=chosen.end)

    def of(those: pd.DataFrame) -> pd.DataFrame:
        with without_collecting():
            return make(those)

    def part(before: pd.DataFrame, ids: set[str]) -> pd.DataFrame:
        both = pd.concat([_of(before, ids, others=True), make(_of(figures, ids))])
        return both.sort_values(list(order), kind="stable", ignore_index=True)

    def made_of_all() -> pd.DataFrame:
        if not every.active:
            return _after_edit(seen.snapshot, name, lambda: of(figures), part)
        those = select_figures(figures, every) if chosen.companies else seen.figures
        return _pinned(_of_figures, seen, (name, _which(those)), lambda: of(those))

    made = _pinned(_of_figures, seen, (name, every), made_of_all)
    return made[made["company"].isin(chosen.companies)].reset_index(drop=True) if chosen.companies else made


def of_figures_in_view(seen: Seen, name: str, make: Callable[[], Made]) -> Made:
    """What hangs on the figures in view alone and is small, called `name`: most filters leave the same figures."""
    return of_data(seen, name, make, _which(seen.figures))


def table_of_figures(seen: Seen, name: str, make: Callable[[], Made]) -> Made:
    """The same for what is large: fewer are kept, by their bytes."""
    return of_view(replace(seen, selection=Selection()), name, make, _which(seen.figures))


def _which(figures: pd.DataFrame) -> bytes:
    """Which of all figures these are, by their places: as `select_figures` cuts them, they keep those for an index."""
    return blake2b(figures.index.to_numpy().tobytes(), digest_size=16).digest()


def of_data(seen: Seen, name: str, make: Callable[[], Made], *chosen: Hashable) -> Made:
    """What is made of all data, and is small; `name` and `chosen` say what it is."""
    return _pinned(_of_data, seen, (name, *chosen), make)


def _pinned(memo: Memo, seen: Seen, what: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
    """By the data themselves and not by their revision: a report is also written of data that is held nowhere."""
    data = seen.data
    pinned = memo.get((id(data), language.current(), *what), lambda: _Pinned(data, make()))
    made: Made = pinned.result
    return made


class _Pinned:
    """A result with what it was made of: while that is held, nothing else has its id."""

    def __init__(self, source: object, result: Any) -> None:
        self.source, self.result = source, result
