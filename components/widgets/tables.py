"""How the tables of `analysis.readable` are shown: numbers, days and links as such, and rows that open a card."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.analysis import money, readable
from components.language import _, direction
from components.widgets import clicks, move_card

Config = dict[str, Any]
_NUMBER = st.column_config.NumberColumn(format="localized")
# What a link in a table shows of its address: the host that it leads to.
HOST = r"^https?://(?:www\.)?([^/?#]+)"
_DATE = st.column_config.DateColumn(format="YYYY-MM-DD")


def _link() -> Any:
    return st.column_config.LinkColumn(_("Source"), display_text=HOST, width="medium", help=_("The first source; the card has them all"))


def of_moves() -> Config:
    """Columns of moves, by their headings in the language spoken."""
    return {
        _("Source"): _link(),
        _("Title"): st.column_config.TextColumn(width=420),
        _("Date"): st.column_config.TextColumn(width=110, help=_("As precise as it is known; sort by the first day")),
        # As wide as what they hold: Streamlit measures the first rows alone, and many of them are empty.
        **dict.fromkeys((_("Amount"), _("Shown")), st.column_config.TextColumn(width=130)),
        **dict.fromkeys((_("Nature"), _("Measure")), st.column_config.TextColumn(width=110)),
        **dict.fromkeys((_("Low"), _("High"), _("Shown low"), _("Shown high")), _NUMBER),
        _("First day"): _DATE,
    }


def of_figures() -> Config:
    """Columns of figures and of shares."""
    return {_("Source"): _link(), _("First day"): _DATE, _("Number"): _NUMBER, _("Percent"): _NUMBER}


def of_sources() -> Config:
    """Columns of sources."""
    return {
        _("Address"): st.column_config.LinkColumn(display_text=HOST, width="medium"),
        _("Title"): st.column_config.TextColumn(width="large"),
    }


def of_steps() -> Config:
    """Columns of moves so far."""
    return {_("Date"): _DATE}


MOST_ROWS = 600  # rows of a table that a browser is sent: three tables of a page come to 500 kB


def first_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that a table shows; where that is not all, a line above it says so."""
    say_cut(len(frame))
    return cut(frame)


def say_cut(rows: int) -> None:
    """Say above a table of so many rows which of them it shows, where that is not all."""
    if rows > MOST_ROWS:
        words = _("The first {some} of {count} rows; the CSV has them all.")
        st.caption(words.format(some=f"{MOST_ROWS:,}", count=f"{rows:,}"))


def cut(frame: pd.DataFrame) -> pd.DataFrame:
    """The first rows of a frame, as many as a browser is sent."""
    return frame if len(frame) <= MOST_ROWS else frame.take(range(MOST_ROWS))


def packed(frame: pd.DataFrame) -> pa.Table:
    """A table of `analysis.readable` as it is sent: what is shown in many views need not be made for each of them."""
    return pa.Table.from_pandas(shown(frame), preserve_index=False)


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """A table of `analysis.readable` in which no text turns around. A heading may be a company's name."""
    texts = {
        str(name): column.map(_upright)
        for name, column in frame.items()
        if not pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_datetime64_any_dtype(column)
    }
    return frame.assign(**texts).rename(columns=_upright)


def _upright(value: Any) -> Any:
    return direction.drop_marks(value) if isinstance(value, str) else value


def draw_moves(moves: pd.DataFrame, key: str, keep: Callable[[Callable[[], pa.Table]], pa.Table]) -> None:
    """A table of moves in the order given, with the sums shown where they are others than those stated; a chosen row opens its card.

    `keep` is given what makes the table, and returns what that makes or made when it was last asked for the same.
    """
    st.caption(_("Choose a row to open its card."))
    say_cut(len(moves))
    frame = cut(moves)
    # Streamlit holds what is called for a choice as long as the page is open: the keys alone, not all moves.
    keys = frame["key"].to_list()

    def chosen() -> None:
        move = clicks.row(key, keys)
        if move:
            move_card.open_card(move)

    st.dataframe(
        keep(lambda: _of_moves(frame)),
        hide_index=True,
        column_config=of_moves(),
        key=key,
        on_select=chosen,
        selection_mode="single-row",
        height=min(460, 38 + 35 * len(frame)),
        alt=_("Moves with date, company, title, amount, category, status, evidence and source"),
    )


def _of_moves(frame: pd.DataFrame) -> pa.Table:
    table = readable.moves(frame)
    if money.any_changed(frame):
        table.insert(list(table.columns).index(_("Amount")) + 1, _("Shown"), frame["shown_text"])
    return packed(table)
