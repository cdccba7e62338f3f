"""What a browser says was chosen in a chart or a table. A client of somebody's own making may say anything, so nothing of it is trusted."""

import re
from collections.abc import Sequence
from typing import Any

import streamlit as st

# A company and a move of it by their ids, as `records.fields` takes them.
_MOVE = re.compile(r"[a-z0-9][a-z0-9_.-]*/[a-z0-9][a-z0-9_.-]*")
MOST_LETTERS = 1_000  # of what one mark carries


def mark(key: str) -> list[str] | None:
    """What the first mark chosen in a chart carries (`customdata`), as texts; None where no mark is chosen.

    Streamlit hands `customdata` on as a list or a mapping.
    """
    point = _first(key, "points")
    if point is None:
        return None
    data = point.get("customdata") if isinstance(point, dict) else None
    data = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    return [str(value)[:MOST_LETTERS] for value in data[:6]]


def row(key: str, rows: Sequence[str]) -> str:
    """The one of these, a table's rows in their order, that is chosen in it; "" where none is."""
    place = _first(key, "rows")
    return rows[place] if isinstance(place, int) and 0 <= place < len(rows) else ""


def is_move(text: str) -> bool:
    """Whether a text is written as the key of a move is: "acme/pledge". Whether there is such a move, the card says."""
    return _MOVE.fullmatch(text) is not None


def _first(key: str, what: str) -> Any:
    selection = st.session_state[key]["selection"]
    chosen = selection.get(what) if isinstance(selection, dict) else None
    return chosen[0] if isinstance(chosen, list) and chosen else None
