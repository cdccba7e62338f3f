"""What does not fit the models in a file: its errors in the order of the file, and only so many of them.

Pydantic collects every error before it hands out the first, each with what it was found in: four megabytes of `{}` would take
many gigabytes. So a file that does not fit is tried again entry by entry, until there are enough errors to tell.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from components.records.fields import Slug
from components.records.schema import Company, CompanyFile, Figure, Move, Source

# Looked for in one file, and told of one entry. Ten times what is shown, for some say the same and some stand further down.
MOST_ERRORS = 1000
PAUSE_AFTER = 50  # entries

Validate = Callable[[Any], Any]
_COMPANY: Validate = TypeAdapter(Company).validate_python
_SOURCES: Validate = TypeAdapter(dict[Slug, Source]).validate_python
_ENTRIES: Mapping[str, Validate] = {"moves": TypeAdapter(Move).validate_python, "figures": TypeAdapter(Figure).validate_python}


def nothing() -> None:
    """What is called at each pause where nobody waits."""


def errors_of(data: Mapping[str, Any], pause: Callable[[], None] = nothing) -> tuple[list[ErrorDetails], bool]:
    """The errors of a file's data as pydantic describes them, and whether there may be more. `pause` is called every few entries."""
    found: list[ErrorDetails] = []
    for number, errors in enumerate(_tried(data)):
        if number % PAUSE_AFTER == 0:
            pause()
        found += errors
        if len(found) > MOST_ERRORS:
            return found[:MOST_ERRORS], True
    return found, False


def _tried(data: Mapping[str, Any]) -> Iterator[list[ErrorDetails]]:
    """The errors of what stands around the entries, then those of each entry, section by section as the file has them."""
    kinds: dict[str, type] = {"company": dict, "sources": dict, "moves": list, "figures": list}
    sections = [name for name in data if name in kinds and isinstance(data[name], kinds[name])]
    unknown = islice((key for key in data if key not in kinds), MOST_ERRORS + 1)
    around = {key: data[key] for key in (*kinds, *unknown) if key in data and key not in sections}
    try:
        CompanyFile.model_validate(around)
    except ValidationError as error:
        yield error.errors(include_url=False)
    for name in sections:
        if name == "company":
            yield _errors(_COMPANY, data[name], name)
        elif name == "sources":
            for key, source in data[name].items():
                yield _errors(_SOURCES, {key: source}, name)
        else:
            for index, entry in enumerate(data[name]):
                yield _errors(_ENTRIES[name], entry, name, index)


def _errors(validate: Validate, value: object, *location: str | int) -> list[ErrorDetails]:
    """The errors of one entry. One with more than are looked for has a single error, which says so."""
    try:
        validate(value)
    except ValidationError as error:
        if error.error_count() > MOST_ERRORS:
            message = f"{error.error_count():,} mistakes stand in here, too many to tell one by one: compare it with an entry that is good"
            return [{"type": "said", "loc": location, "msg": message, "input": value, "ctx": {"message": message}}]
        return [{**details, "loc": (*location, *details["loc"])} for details in error.errors(include_url=False)]
    return []
