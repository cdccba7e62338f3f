"""Dates as people know them: a day, a month, a quarter, a half, a year, or an interval of two of these.

"2025-02-24"             -> 2025-02-24 .. 2025-02-24, precision day
"2025-Q1"                -> 2025-01-01 .. 2025-03-31, precision quarter
"2025-02-15/2025-02-16"  -> 2025-02-15 .. 2025-02-16, precision interval
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from components.language import dates
from components.records import mends
from components.records.problems import quoted, short

Precision = Literal["day", "month", "quarter", "half", "year", "interval"]

_FORMS = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])))?", re.ASCII)
# For the JSON Schema, which cannot know how long a month is.
_ONE = r"(19|20|21)[0-9]{2}(-((0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|Q[1-4]|H[12]))?"
EXPECTED = "write 2025-02-24, 2025-02, 2025-Q1, 2025-H1 or 2025"
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A span of days that a date stands for, with the precision it was written in.

    `start` and `end` are inclusive; `text` is what the file says, so that nothing is claimed beyond it.
    """

    start: date
    end: date
    precision: Precision
    text: str

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """Read a date as written in a file. Raises ValueError with a message that says what would be right."""
        if isinstance(value, PartialDate):
            return value
        # A bare year is an integer in YAML.
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"{short(value)} is not a date: {EXPECTED}")
        text = str(value).strip()
        return _parsed(text) if len(text) <= LONGEST else _parse(text)

    @property
    def days(self) -> int:
        """Number of days in the span, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def words(self) -> str:
        """The date for people, in the precision it was written in: "24 Feb 2025", "Feb 2025", "Q1 2025"."""
        if self.precision == "interval":
            first, last = (PartialDate.parse(part) for part in self.text.split("/"))
            both_days = first.precision == last.precision == "day"
            return dates.days(first.start, last.start) if both_days else f"{first.words} – {last.words}"
        if self.precision == "day":
            return dates.day(self.start)
        if self.precision == "month":
            return dates.month(self.start)
        if self.precision == "quarter":
            return dates.quarter(self.start.year, (self.start.month + 2) // 3)
        if self.precision == "half":
            return dates.half(self.start.year, 1 if self.start.month == 1 else 2)
        return dates.year(self.start.year)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(value: object) -> "PartialDate":
            try:
                return cls.parse(value)
            except ValueError as error:
                raise PydanticCustomError("partial_date", "{message}", {"message": str(error)}) from None

        return core_schema.no_info_plain_validator_function(read, serialization=core_schema.plain_serializer_function_ser_schema(str))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "pattern": rf"^\s*{_ONE}(\s*/\s*{_ONE})?\s*$"},
                {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            ],
            "description": "A day, month, quarter, half or year, or an interval of two: 2025-02-24, 2025-02, 2025-Q1, "
            "2025-H1, 2025, 2025-02-15/2025-02-16.",
            "examples": ["2025-02-24", "2025-02", "2025-Q1", "2025"],
        }


LONGEST = 24  # letters of a date that is kept for the next time it is written: most days occur in many files


def _parse(text: str) -> PartialDate:
    first, slash, last = (part.strip() for part in text.partition("/"))
    if not slash:
        return PartialDate(*_one(first), text=text)
    if mends.date(text):  # 2025/02/24
        raise ValueError(f"{quoted(text)} is not a date: {_mend(text)}")
    start, end = PartialDate(*_one(first), text=first), PartialDate(*_one(last), text=last)
    if end.end < start.start:
        raise ValueError(f"the interval {quoted(text, 60)} ends before it starts: put the earlier date first")
    return PartialDate(start.start, end.end, "interval", text)


def _mend(text: str) -> str:
    """What would be right instead of a text that is no date."""
    meant = mends.date(text)
    if re.match("fy|fiscal", text, re.IGNORECASE):
        return "a company's own year is no calendar time, so write that, such as 2024-04/2025-03; its name goes into `fiscal_label`"
    if not _FORMS.fullmatch(meant):
        return EXPECTED
    try:
        _one(meant)
    except ValueError as error:
        return str(error)
    return f"did you mean `{meant}`?"


_parsed = lru_cache(maxsize=32_768)(_parse)


def _one(text: str) -> tuple[date, date, Precision]:
    match = _FORMS.fullmatch(text)
    if not match:
        raise ValueError(f"{quoted(text)} is not a date: {_mend(text)}")
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is out of range: use one from {FIRST_YEAR} to {LAST_YEAR}")
    if match["quarter"]:
        last = int(match["quarter"]) * 3
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), "quarter"
    if match["half"]:
        last = int(match["half"]) * 6
        return date(year, last - 5, 1), date(year, last, monthrange(year, last)[1]), "half"
    if not match["month"]:
        return date(year, 1, 1), date(year, 12, 31), "year"
    month = int(match["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}` has no such month: months go from 01 to 12")
    length = monthrange(year, month)[1]
    if not match["day"]:
        return date(year, month, 1), date(year, month, length), "month"
    day = int(match["day"])
    if not 1 <= day <= length:
        raise ValueError(f"`{text}` does not exist: {dates.MONTHS[month - 1]} {year} has {length} days")
    return date(year, month, day), date(year, month, day), "day"
