"""A view as files. Equal views give equal bytes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import orjson
import pandas as pd

from components.analysis import export, links
from components.analysis.export import Extract
from components.downloads import excel

# Goes up by one when a name or a meaning in the JSON changes; new names alone leave it.
SCHEMA_VERSION = 1
MOST_LETTERS = 120  # of the part of a file's name that comes from the data
COLUMNS = {"moves": export.MOVES, "figures": export.FIGURES, "sources": export.SOURCES, "companies": export.COMPANIES}
Tell = Callable[[str], None]


def frame_of(taken: Extract, what: str) -> pd.DataFrame:
    """One frame of an extract by its name in `COLUMNS`, with the columns that are written."""
    frame: pd.DataFrame = getattr(taken, what)
    return frame[list(COLUMNS[what])]


def csv(taken: Extract, what: str) -> bytes:
    """One frame as CSV. Keys in a cell are separated by spaces, sentences by semicolons."""
    frame = frame_of(taken, what)
    frame = frame.assign(**{name: frame[name].map("; ".join) for name in export.SENTENCES if name in frame})
    return export.csv(frame)


def json(taken: Extract, parts: Iterable[str] = tuple(COLUMNS)) -> bytes:
    """Parts of an extract as one JSON object.

    {"schema_version": 1, "revision": "0a1b2c3d", "taken": "2026-11-24", "selection": {"words": [...], "parameters": [["companies",
    "alibaba"]], "currency": "USD" or null, "basis": "total"}, "units": {"moves": {...}, ...}, "moves": [...], "figures": [...] ...}.
    Each row has the columns of `COLUMNS`. A day is an ISO date, beside it stands the date as precise as it was stated; what is
    missing is null or an empty text, never zero. `taken` is left out where the extract has no day.
    """
    names = list(parts)
    selection = taken.selection
    head = {
        "schema_version": SCHEMA_VERSION,
        "revision": taken.revision,
        **({"taken": taken.day.isoformat()} if taken.day else {}),
        "selection": {
            "words": export.in_words(selection),
            "parameters": links.pairs(selection),
            "currency": selection.currency or None,
            "basis": selection.basis,
        },
        "units": {name: export.UNITS[name] for name in names},
    }
    return orjson.dumps({**head, **{name: rows(frame_of(taken, name)) for name in names}}, option=orjson.OPT_APPEND_NEWLINE)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for orjson, which writes NaN as null; days are ISO dates."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d")
        columns[name] = column.tolist()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what its name ends in, what a browser is told that it is, and how it is made of an extract.

    `make` takes the extract, the name of the frame to write (only CSV holds one alone) and a function that is told how far it is.
    """

    ending: str
    media_type: str
    make: Callable[[Extract, str, Tell], bytes]


# By the name that the command line and the share panel use.
FORMATS: dict[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", lambda taken, what, _: csv(taken, what)),
    "json": Format("json", "application/json", lambda taken, _, __: json(taken)),
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda taken, _, tell: excel.workbook(taken, tell)
    ),
}


def stem(text: str) -> str:
    """A text as part of a file's name that every disk and every header takes: "figures-acme-share-云" -> "figures-acme-share-_"."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text)[:MOST_LETTERS]


def name(revision: str, format_name: str, what: str = "moves") -> str:
    """A name for the file: "ai-moves-0a1b2c3d.xlsx"; a CSV says what is in it: "ai-moves-figures-0a1b2c3d.csv"."""
    return f"ai-moves-{f'{what}-' if format_name == 'csv' else ''}{revision}.{FORMATS[format_name].ending}"
