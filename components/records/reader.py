"""One file's bytes to a checked company, or to the list of what is wrong with it. Never raises on bad input."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from components.records import references, yaml_text
from components.records.fields import SLUG
from components.records.locate import Places, kind_of, problems_of
from components.records.problems import Problem, bounded, nearest
from components.records.schema import CompanyFile
from components.records.trial import MOST_ERRORS, errors_of, nothing


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of reading one file: `content` is None where `problems` has an error."""

    name: str
    content: CompanyFile | None
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The company's id: the stem of the file."""
        return PurePath(self.name).stem

    @property
    def is_company(self) -> bool:
        """A name that starts with `_` is no company, but facts that belong to none, such as the market's size."""
        return not self.name.startswith("_")


def read(name: str, content: bytes, pause: Callable[[], None] = nothing) -> ReadFile:
    """Read one company file.

    `name` is the file's name, used in messages ("alibaba.yaml") and for the company's id. The problems found are
    returned, in the order of the file and no more of them than anybody mends in one go; none is raised.

    `pause` is called between the steps and every few entries. What it raises ends the reading: a page whose viewer has
    left stops there.
    """

    def failed(*problems: Problem, stopped: bool = False) -> ReadFile:
        return ReadFile(name, None, bounded(problems, stopped=stopped))

    twice: tuple[yaml_text.TextProblem, ...] = ()
    try:
        text = yaml_text.decode(content)
    except yaml_text.UnreadableText as error:
        return failed(*(Problem(name, found.line, found.column, found.message) for found in error.problems))
    try:
        data = yaml_text.load(text)
    except yaml_text.UnreadableText as error:
        data, twice = error.value, error.problems
    pause()
    problems = [Problem(name, found.line, found.column, found.message) for found in twice]
    if problems and data is None:
        return failed(*problems)
    is_company = not name.startswith("_")
    if data is None:
        start = "`company:` and the company's name" if is_company else "`sources:` and `figures:`"
        return failed(Problem(name, 1, 1, f"the file is empty: start it with {start}"))
    if not isinstance(data, dict):
        start = "a company file starts with `company:`, `sources:`, `moves:`" if is_company else "start it with `sources:` and `figures:`"
        return failed(*problems, Problem(name, 1, 1, f"{kind_of(data)} stands at the top: {start}"))
    if not re.fullmatch(SLUG, PurePath(name).stem.removeprefix("_")):
        message = "the file's name is the company's id: use lower-case letters, digits and `-`, such as `new-company.yaml`"
        problems.append(Problem(name, 1, 1, message))
    file: CompanyFile | None = None
    findings = list(_sections(data, is_company))
    refused: list[ErrorDetails] = []
    stopped = False
    try:
        file = CompanyFile.model_validate(data)
    except ValidationError:
        refused, stopped = errors_of(data, pause)
    pause()
    # Where a key stands twice, what the second one holds is not seen: a reference may well lead there. And where so much is
    # wrong that nobody looked at the rest, it makes no sense to ask what leads where.
    if not twice and not stopped:
        most = len(findings) + MOST_ERRORS
        for finding in references.check(file if file is not None else references.salvage(data)):
            pause()
            if stopped := len(findings) == most:
                break
            findings.append(finding)
    if problems or findings or refused:
        pause()
        places = Places(text)
        pause()
        problems += problems_of(refused, name, places)
        problems += [Problem(name, *places.of(location), message) for location, message in findings]
        return failed(*problems, stopped=stopped)
    return ReadFile(name, file, ())


def _sections(data: dict[str, Any], is_company: bool) -> Iterator[references.Finding]:
    """Yield (location, message) where a company file has no company, or a file of shared facts has one."""
    if is_company and data.get("company") is None:
        # `compny` is told as an unknown key, with the right one.
        unknown = islice((key for key in data if key not in CompanyFile.model_fields), MOST_ERRORS)
        if not any(nearest(key, CompanyFile.model_fields) == "company" for key in unknown):
            yield (), "`company` is missing: add `company:` with the company's `name` below it"
    elif not is_company and (data.get("company") is not None or data.get("moves")):
        where = "moves" if data.get("company") is None else "company"
        yield (where,), "a file whose name starts with `_` is no company: it has `sources` and `figures` only"
