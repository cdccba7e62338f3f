"""Numbers as people write them: `380 billion`, `3800亿`, `1.2 trillion`, `50,000`, `30bn`.

A number is kept as a float: 15 significant digits are more than any statement has, and pandas and Plotly want floats.
"""

import math
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from components.records import mends
from components.records.problems import quoted

SCALES: dict[str, int] = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trillion": 10**12,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "万亿": 10**12,
    "萬億": 10**12,
}
EXPECTED = "write a number, or one with k, million, billion, trillion, 万, 亿 or 万亿, such as `380 billion`"
_NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:[,_]\d{3})+|\d+)(\.\d+)?(?:[eE]([-+]?\d{1,3}))?\s*([^\d\s.,+\-_]*)", re.ASCII)


def parse_number(value: object) -> float:
    """Read a number as written in a file. Raises ValueError with a message that says what would be right.

    "380 billion" -> 3.8e11, "3800亿" -> 3.8e11, "50,000" -> 50000.0, 42 -> 42.0
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{quoted(value)} is not a number: {EXPECTED}")
    if isinstance(value, str):
        # `split` knows the spaces that text from the web brings along: a non-breaking one looks like any other.
        match = _NUMBER.fullmatch(" ".join(value.split()))
        scale = SCALES.get(match[5].lower()) if match and match[5] else 1
        if not match or scale is None:
            raise ValueError(f"{quoted(value)} is not a number: {mends.number(value, SCALES) or EXPECTED}")
        sign, digits, fraction, exponent = match[1], re.sub("[,_]", "", match[2]), match[3] or "", match[4] or "0"
        try:
            number = float(Decimal(f"{sign}{digits}{fraction}e{exponent}") * scale)
        except (InvalidOperation, OverflowError):
            number = math.inf
    else:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{quoted(value)} is not a finite number: {EXPECTED}")
    return number


def in_words(number: float) -> str:
    """A number for a message, to four digits: 31_400_000_000.0 -> "31.4 billion", 50_000.0 -> "50,000"."""
    for word in ("trillion", "billion", "million"):
        if abs(number) >= SCALES[word]:
            return f"{number / SCALES[word]:.4g} {word}"
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"


def _validate(value: object) -> float:
    try:
        return parse_number(value)
    except ValueError as error:
        raise PydanticCustomError("number_words", "{message}", {"message": str(error)}) from None


def _validate_positive(value: object) -> float:
    number = _validate(value)
    if number <= 0:
        message = f"{quoted(value)} is not more than zero: an amount is a positive sum (say what it is in `nature`)"
        raise PydanticCustomError("number_words", "{message}", {"message": message})
    return number


def _json(sign: str, **bounds: int) -> dict[str, Any]:
    """The JSON Schema of a number with that sign before it and, where it is plain, within those bounds."""
    digits = r"([0-9]{1,3}([,_][0-9]{3})+|[0-9]+)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
    scales = "[kK]|[mM][nN]?|[bB][nN]?|[tT][nN]?|[tT]housand|[mM]illion|[bB]illion|[tT]rillion|千|万|萬|百万|千万|亿|億|万亿|萬億"
    return {
        "anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": rf"^\s*{sign}{digits}\s*({scales})?\s*$"}],
        "description": "A number, or one with k, million, billion, trillion, 万, 亿 or 万亿.",
        "examples": ["380 billion", 50000, "3800亿"],
    }


Number = Annotated[float, BeforeValidator(_validate), WithJsonSchema(_json("[-+]?"))]
PositiveNumber = Annotated[float, BeforeValidator(_validate_positive), WithJsonSchema(_json(r"\+?", exclusiveMinimum=0))]
Percent = Annotated[float, BeforeValidator(_validate), Field(ge=0, le=1000), WithJsonSchema(_json(r"\+?", minimum=0, maximum=1000))]
