"""What is taken away of a view: its moves, figures, sources and companies, each column with its meaning; and frames as CSV."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from pydantic import BaseModel

from components.analysis import money, wording
from components.analysis.selection import Selection, select_figures, select_moves
from components.analysis.tables import FIGURE_COLUMNS, MOVE_COLUMNS, SOURCE_COLUMNS, Tables
from components.language import N_, _
from components.records.library import Snapshot
from components.records.schema import Company, Figure, Move, Source

LICENCE = N_("The facts are paraphrased and belong to nobody; their sources are named beside each. The code is under the MIT licence.")
# What only the drawing and the searching of the dashboard need.
_INNER = ("date_mid", "words", "shown_digits", "left_out_kind")


def _meanings(columns: Mapping[str, str], model: type[BaseModel]) -> dict[str, str]:
    """Columns with their meanings; a column without one is a field of the file format, so that field's counts."""
    return {
        name: meaning or (model.model_fields[name].description or "").rstrip(".") for name, meaning in columns.items() if name not in _INNER
    }


# What `extract` adds to a frame of moves.
AGAINST_COLUMNS: dict[str, str] = {
    "denied_by": "tuple of `company/source-key` of the sources in which the company calls it wrong",
    "disputed_by": "tuple of `company/source-key: what it says instead`",
}
# Column -> meaning of everything that leaves the dashboard, in the order of the files.
MOVES = _meanings({**MOVE_COLUMNS, **AGAINST_COLUMNS, **money.MADE_COLUMNS, **money.SHOWN_COLUMNS}, Move)
FIGURES = _meanings({**FIGURE_COLUMNS, "high": "upper end, equal to value where there is no range"}, Figure)
SOURCES = _meanings(SOURCE_COLUMNS, Source)
COMPANIES = _meanings(
    {
        "company": "id of the company",
        "name": "its name, with the id where two companies share one",
        **dict.fromkeys(("local_name", "country", "headquarters", "listings", "fiscal_year_end", "aliases", "website"), ""),
        "moves": "number of its moves in view",
        "figures": "number of its figures in view",
    },
    Company,
)

# Columns of moves whose tuples hold sentences instead of keys.
SENTENCES = ("disputed_by", "working")
_OWN = "`currency`"
# Column -> unit, of every column that is a number.
UNITS: dict[str, dict[str, str]] = {
    "moves": {
        **dict.fromkeys(("value", "low", "high"), f"one unit of {_OWN}"),
        "usd": "US dollars",
        **dict.fromkeys(("share_low", "share_high"), "percent of revenue"),
        "period_months": "months",
        "period_days": "days",
        **dict.fromkeys(("shown_low", "shown_high"), "one unit of `shown_currency`; a year where `shown_basis` is per_year"),
    },
    "figures": dict.fromkeys(("value", "low", "high"), f"one unit of {_OWN}, or `unit` where it is no money"),
    "sources": {},
    "companies": {"moves": "moves", "figures": "figures"},
}


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything of one view. `moves` as `money.compare` makes them, with `AGAINST_COLUMNS`.

    `sources` are those that the moves and figures cite; `companies` has the columns `COMPANIES`. `day` is the day on which it was
    taken, None where the content must not depend on one. Frames may have more columns than `MOVES` and the like name: only those
    are written.
    """

    moves: pd.DataFrame
    figures: pd.DataFrame
    sources: pd.DataFrame
    companies: pd.DataFrame
    selection: Selection
    revision: str
    day: date | None = None


def extract(snapshot: Snapshot, data: Tables, every_move: pd.DataFrame, selection: Selection, day: date | None = None) -> Extract:
    """What a selection leaves of the data. `every_move` are all moves as `money.compare` makes them in its currency and basis."""
    moves, figures = _with_against(select_moves(every_move, selection), snapshot), select_figures(data.figures, selection)
    lists = (moves["source_keys"], moves["made_sources"], moves["denied_by"], figures["source_keys"])
    cited = {key for keys_of_rows in lists for keys in keys_of_rows for key in keys}
    cited |= {text.split(": ", 1)[0] for texts in moves["disputed_by"] for text in texts}
    cited |= set(moves["usd_source"])
    # A source that was not read itself is known through another, which is cited with it.
    cited |= set(data.sources.loc[data.sources["key"].isin(cited), "via"])
    sources = data.sources[data.sources["key"].isin(cited)]
    return Extract(moves, figures, sources, _companies(snapshot, data, selection, moves, figures), selection, snapshot.revision, day)


def _with_against(moves: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """The moves with what stands against them in the files."""
    stated = {
        f"{company}/{move.id}": (company, move)
        for company, file in snapshot.files.items()
        for move in file.moves
        if move.denied_by or move.disputed_by
    }
    denied: list[tuple[str, ...]] = []
    disputed: list[tuple[str, ...]] = []
    for key in moves["key"]:
        company, move = stated.get(key, ("", None))
        denied.append(tuple(f"{company}/{source}" for source in move.denied_by) if move else ())
        disputed.append(tuple(f"{company}/{item.source}: {item.says}" for item in move.disputed_by) if move else ())
    columns = {"denied_by": denied, "disputed_by": disputed}
    return moves.assign(**{name: pd.Series(values, moves.index, dtype="object") for name, values in columns.items()})


def _companies(snapshot: Snapshot, data: Tables, selection: Selection, moves: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    chosen = [company for company in data.names if not selection.companies or company in selection.companies]
    counts = {"moves": moves["company"].value_counts(), "figures": figures["company"].value_counts()}
    rows = []
    for company in chosen:
        profile = snapshot.company(company)
        rows.append(
            {
                "company": company,
                "name": data.names[company],
                "local_name": profile.local_name or "",
                "country": profile.country or "",
                "headquarters": profile.headquarters or "",
                "listings": tuple(profile.listings),
                "fiscal_year_end": profile.fiscal_year_end or "",
                "aliases": tuple(profile.aliases),
                "website": profile.website,
                **{name: int(count.get(company, 0)) for name, count in counts.items()},
            }
        )
    return pd.DataFrame(rows, columns=list(COMPANIES))


def in_words(selection: Selection) -> list[str]:
    """What a selection leaves and how it shows amounts: ["companies: alibaba", "from 2025-01-01", "amounts in USD, per year"]."""
    filters = [selection.describe(name) for name in selection.active] or [_("all moves")]
    if selection.basis == money.PER_YEAR:
        amounts = _("amounts in {currency}, per year") if selection.currency else _("amounts in the currency stated, per year")
    else:
        amounts = _("amounts in {currency}") if selection.currency else _("amounts in the currency stated")
    return [*filters, amounts.format(currency=wording.code(selection.currency) if selection.currency else "")]


# The wide forms count too: spreadsheets in Chinese and Japanese read them as the narrow ones.
# Some take away what nobody sees before they look.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\0]*[=+\-@＝＋－＠]")


def csv(frame: pd.DataFrame, columns: Iterable[str] | None = None) -> bytes:
    """The frame, or these columns of it, as UTF-8 CSV with a byte order mark, so that spreadsheets read Chinese names.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, in a heading too: a heading may be a
    company's name. Numbers stay numbers.
    """
    safe = frame.copy() if columns is None else frame[list(columns)].copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].map(_harmless)
    safe.columns = [_harmless(column) for column in safe.columns]
    # With this line end a carriage return inside a text is quoted, so that it cannot start a line, and a formula, of its own.
    return safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n").encode("utf-8-sig")


def _harmless(value: object) -> object:
    if isinstance(value, tuple | list):
        value = " ".join(str(item) for item in value)
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
