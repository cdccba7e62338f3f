"""A view as an Excel workbook: sheets About, Moves, Figures and Sources. No formula is ever written."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pandas as pd
import xlsxwriter

from components.analysis import export, wording
from components.analysis.export import Extract
from components.language import direction
from components.records import web_address

# Column of the frame -> heading and width in letters.
MOVES = {
    "date_words": ("Date", 14),
    "company_name": ("Company", 18),
    "title": ("Title", 60),
    "amount_text": ("Amount as stated", 26),
    "nature": ("Nature", 12),
    "measure": ("Measure", 20),
    "qualifier": ("Qualifier", 11),
    "low": ("Low", 20),
    "high": ("High", 20),
    "currency": ("Currency", 9),
    "shown_text": ("Amount as shown", 26),
    "shown_low": ("Shown low", 20),
    "shown_high": ("Shown high", 20),
    "shown_currency": ("Shown currency", 15),
    "left_out": ("Left out because", 26),
    "working": ("Working", 50),
    "share_low": ("Share of revenue, low, %", 12),
    "share_high": ("Share of revenue, high, %", 12),
    "covers": ("Covers", 40),
    "period_text": ("Period", 22),
    "period_start": ("Period start", 12),
    "period_end": ("Period end", 12),
    "due": ("Due", 12),
    "category": ("Category", 15),
    "status": ("Status", 12),
    "evidence": ("Evidence", 12),
    "stated_by": ("Stated by", 30),
    "denied": ("Called wrong by the company", 12),
    "denied_by": ("Called wrong in", 40),
    "disputed": ("Disputed", 10),
    "disputed_by": ("Said otherwise", 50),
    "summary": ("Summary", 60),
    "publishers": ("Publishers", 26),
    "source_url": ("First source", 40),
    "source_keys": ("Source keys", 40),
    "part_of": ("Part of", 30),
    "supersedes": ("Supersedes", 30),
    "superseded_by": ("Superseded by", 30),
    "fulfils": ("Fulfils", 30),
    "shared_with": ("Shared with", 16),
    "date_start": ("First day", 12),
    "date_end": ("Last day", 12),
    "key": ("Key", 40),
}
FIGURES = {
    "company_name": ("Company", 18),
    "metric": ("Metric", 22),
    "segment": ("Segment", 16),
    "of": ("Of", 20),
    "period_words": ("Period", 18),
    "text": ("Figure", 20),
    "value": ("Value", 20),
    "low": ("Low", 20),
    "high": ("High", 20),
    "currency": ("Currency", 9),
    "unit": ("Unit", 12),
    "qualifier": ("Qualifier", 11),
    "covers": ("Covers", 40),
    "fiscal_label": ("Fiscal label", 14),
    "evidence": ("Evidence", 12),
    "denied": ("Called wrong by the company", 12),
    "disputed": ("Disputed", 10),
    "doubtful": ("Doubtful", 10),
    "note": ("Note", 50),
    "publishers": ("Publishers", 26),
    "source_url": ("First source", 40),
    "source_keys": ("Source keys", 40),
    "period_start": ("First day", 12),
    "period_end": ("Last day", 12),
}
SOURCES = {
    "key": ("Key", 40),
    "company_name": ("Company", 18),
    "publisher": ("Publisher", 26),
    "title": ("Title", 60),
    "published": ("Published", 14),
    "kind": ("Kind", 10),
    "url": ("Address", 60),
    "archived_url": ("Archived copy", 40),
    "accessed": ("Read on", 14),
    "via": ("Known through", 40),
    "note": ("Note", 50),
    "published_start": ("First day of the date", 12),
}
RULES = (
    "Only what a source says. Dates are as precise as the source, no more. A cell without a value is not known; it is no zero.",
    "Sums are in single units of their currency: 380 billion is 380,000,000,000. A lower bound (more_than) or an upper one (up_to) is no "
    "exact sum.",
    "Shown amounts are converted at the reference rate of the European Central Bank of the day of the statement, and per year divided by "
    "the stated period. Each has its working beside it, or the reason why it is left out.",
    "Sums of unlike nature or measure are never added. What is superseded, part of another move or called wrong by the company is kept "
    "here and must not be added either.",
)
# Limits of the format: what is longer is cut and says so, what is more is written as plain text.
MOST_LETTERS, MOST_LINKS, MOST_LINK_LETTERS = 32_767, 65_000, 2_000
ROWS_TOLD = 10_000
FIRST_DAY = pd.Timestamp(1900, 3, 1)  # before it Excel counts a day that never was
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def workbook(taken: Extract, tell: Callable[[str], None] = lambda _: None) -> bytes:
    """The bytes of an .xlsx file; `tell` hears how far it is. Equal extracts give equal bytes."""
    target = io.BytesIO()
    # Texts are written by `write_string` alone; the options are for whoever adds a `write`.
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, {"in_memory": True, **safe})
    made = datetime(taken.day.year, taken.day.month, taken.day.day, tzinfo=UTC) if taken.day else UNDATED
    book.set_properties({"title": "AI Moves", "comments": f"Data revision {taken.revision}", "created": made})
    sheets = [("Moves", taken.moves, MOVES), ("Figures", taken.figures, FIGURES), ("Sources", taken.sources, SOURCES)]
    writer = _Writer(book, tell)
    writer.about(taken)
    for name, frame, columns in sheets:
        writer.table(name, frame, columns)
    book.close()
    return target.getvalue()


class _Writer:
    """The sheets of one workbook."""

    def __init__(self, book: Any, tell: Callable[[str], None]) -> None:
        self._book, self._tell, self._links = book, tell, 0
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._label = book.add_format({"bold": True, "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EDF3"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._whole = book.add_format({"num_format": "#,##0"})
        self._plain = book.add_format({"num_format": "General"})
        self._link = book.get_default_url_format()

    def about(self, taken: Extract) -> None:
        """What this is, which view of which data, the rules, the licence, and each column's meaning."""
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, "AI Moves: what companies say they will put into AI", self._title)
        counted = ((taken.moves, "move"), (taken.figures, "figure"), (taken.sources, "source"))
        lines = [
            ("Selection", "; ".join(export.in_words(taken.selection))),
            ("Contents", wording.listed([wording.counted(len(frame), noun) for frame, noun in counted])),
            ("Data revision", taken.revision),
            *([("Taken on", taken.day.isoformat())] if taken.day else []),
            *(("Rules" if number == 0 else "", rule) for number, rule in enumerate(RULES)),
            ("Licence", export.LICENCE),
        ]
        meanings = ((MOVES, export.MOVES, "Moves"), (FIGURES, export.FIGURES, "Figures"), (SOURCES, export.SOURCES, "Sources"))
        for columns, known, name in meanings:
            lines += [("", ""), (f"Columns of {name}", "Meaning")]
            lines += [(heading, known[column].replace("NaN", "empty").replace("None", "empty")) for column, (heading, _) in columns.items()]
        for row, (label, text) in enumerate(lines, start=2):
            sheet.write_string(row, 0, label, self._label)
            sheet.write_string(row, 1, text, self._text)

    def table(self, name: str, frame: pd.DataFrame, columns: dict[str, tuple[str, int]]) -> None:
        """One frame as a sheet with a frozen heading and filters."""
        sheet = self._book.add_worksheet(name)
        self._links = 0
        for place, (heading, width) in enumerate(columns.values()):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, self._head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
        for row, values in enumerate(frame[list(columns)].itertuples(index=False, name=None), start=1):
            if row % ROWS_TOLD == 0:
                self._tell(f"{name}: {row:,} of {len(frame):,} written")
            for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                self._cell(sheet, row, place, column, value)

    def _cell(self, sheet: Any, row: int, place: int, column: str, value: Any) -> None:
        if isinstance(value, tuple):
            value = ("; " if column in export.SENTENCES else " ").join(value)
        if value is None or value is pd.NaT or value != value:
            return
        if isinstance(value, bool):
            sheet.write_string(row, place, "yes" if value else "no")
        elif isinstance(value, pd.Timestamp):
            if value < FIRST_DAY:
                sheet.write_string(row, place, f"{value:%Y-%m-%d}")
            else:
                sheet.write_datetime(row, place, value.to_pydatetime(), self._date)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value, self._whole if value == round(value) else self._plain)
        elif value:
            self._words(sheet, row, place, column, str(value))

    def _words(self, sheet: Any, row: int, place: int, column: str, text: str) -> None:
        # XlsxWriter escapes some signs of an address, which makes it longer; Excel takes no more than so many.
        is_link = column.endswith("url") and bool(web_address.encode(text)) and len(quote(text)) <= MOST_LINK_LETTERS
        text = direction.drop_marks(text)
        if is_link and self._links < MOST_LINKS:
            self._links += 1
            sheet.write_url(row, place, text, self._link, text)
        else:
            sheet.write_string(row, place, text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…")
