"""The kinds of text that a field of a company file may hold, each with its check and its message."""

import re
from typing import Annotated

import pycountry
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from components.records import mends, web_address
from components.records.dates import PartialDate
from components.records.problems import quoted

SLUG = r"^[a-z0-9][a-z0-9_.-]*$"


def wrong(message: str) -> PydanticCustomError:
    """An error whose text goes to the editor as it stands."""
    return PydanticCustomError("said", "{message}", {"message": message})


def _text(value: object) -> object:
    # `listings: 9988` or `unit: 5` is what a person writes for a text; YAML makes it a number.
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_SLUG = re.compile(SLUG)
# For the JSON Schema, as far as a pattern can tell: no user name, none of the signs that an address may not hold.
_UNSEEN = r"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_URL = rf"""^https?://[^\s@/?#\\<>"`{_UNSEEN}]+([/?#][^\s\\<>"`{_UNSEEN}]*)?$"""
# Most addresses are plain enough to need no closer look.
_PLAIN_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9._~%/=&?#+-]*)?")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise wrong(
            f"{quoted(value, 60)} is not a plain name: use lower-case letters, digits, `-`, `_` and `.`, such as `cloud-pledge-2025`"
        )
    return value


def _url(value: str) -> str:
    if _PLAIN_URL.fullmatch(value):
        return value
    problem = web_address.problem_of(value)
    if problem:
        raise wrong(f"`{value[:60]}` {problem}")
    return web_address.with_ascii_host(value)


def _currency(value: str) -> str:
    near = pycountry.currencies.get(alpha_3=value.strip())  # finds any case; only the code as it is written in ISO 4217 is taken
    if near is not None and near.alpha_3 in ("XTS", "XXX"):  # ISO's codes for testing and for no currency
        near = None
    if near is None or near.alpha_3 != value:
        meant = near.alpha_3 if near else mends.currency(value)
        hint = f"did you mean `{meant}`?" if meant else "use the ISO 4217 code, such as CNY, USD, EUR or HKD"
        raise wrong(f"there is no currency {quoted(value, 20)}: {hint}")
    return value


def _country(value: str) -> str:
    found = pycountry.countries.get(alpha_2=value)
    if found is None or found.alpha_2 != value:
        meant = mends.country(value)
        hint = f"did you mean `{meant}`?" if meant else "use the ISO 3166-1 code of two letters, such as CN or US"
        raise wrong(f"there is no country {quoted(value, 20)}: {hint}")
    return value


def _year_end(value: str) -> str:
    try:
        PartialDate.parse(f"2000-{value}")
    except ValueError:
        value = ""
    if not re.fullmatch(r"\d\d-\d\d", value):
        raise wrong("a fiscal year ends on a month and day, such as 03-31 or 12-31")
    return value


# The constraints come before `_text`, so that they are the string's own: it is stripped first and measured then.
# For the JSON Schema, which strips nothing and makes no text of a number.
_NOT_BLANK = Field(json_schema_extra={"type": ["string", "number"], "pattern": r"\S"})
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), BeforeValidator(_text), _NOT_BLANK]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), BeforeValidator(_text), _NOT_BLANK]
Slug = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(_slug),
    Field(json_schema_extra={"type": ["string", "number"], "minimum": 0, "pattern": SLUG}),
]
Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_url),
    Field(json_schema_extra={"pattern": _URL}),
]
Currency = Annotated[str, AfterValidator(_currency), Field(json_schema_extra={"pattern": "^[A-Z]{3}$"})]
Country = Annotated[str, AfterValidator(_country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})]
YearEnd = Annotated[str, AfterValidator(_year_end), Field(json_schema_extra={"pattern": "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"})]
