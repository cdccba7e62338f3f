"""One file's bytes to a checked company, or to the list of what is wrong with it. Never raises on bad input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from components.records import references, yaml_text
from components.records.fields import SLUG
from components.records.locate import Places, kind_of, problems_of
from components.records.problems import Problem, nearest
from components.records.schema import CompanyFile


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


def read(name: str, content: bytes) -> ReadFile:
    """Read one company file.

    `name` is the file's name, used in messages ("alibaba.yaml") and for the company's id. Every problem found is
    returned, in the order of the file; none is raised.
    """

    def failed(*problems: Problem) -> ReadFile:
        return ReadFile(name, None, tuple(sorted(set(problems))))

    twice: tuple[yaml_text.TextProblem, ...] = ()
    try:
        text = yaml_text.decode(content)
    except yaml_text.UnreadableText as error:
        return failed(*(Problem(name, found.line, found.column, found.message) for found in error.problems))
    try:
        data = yaml_text.load(text)
    except yaml_text.UnreadableText as error:
        data, twice = error.value, error.problems
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
    refused: ValidationError | None = None
    try:
        file = CompanyFile.model_validate(data)
    except ValidationError as error:
        refused = error
    # Where a key stands twice, what the second one holds is not seen: a reference may well lead there.
    if not twice:
        findings += references.check(file if file is not None else references.salvage(data))
    if problems or findings or refused is not None:
        places = Places(text)
        problems += problems_of(refused, name, places) if refused is not None else []
        problems += [Problem(name, *places.of(location), message) for location, message in findings]
        return failed(*problems)
    return ReadFile(name, file, ())


def _sections(data: dict[str, Any], is_company: bool) -> Iterator[references.Finding]:
    """Yield (location, message) where a company file has no company, or a file of shared facts has one."""
    if is_company and data.get("company") is None:
        # `compny` is told as an unknown key, with the right one.
        if "company" not in [nearest(key, CompanyFile.model_fields) for key in data if key not in CompanyFile.model_fields]:
            yield (), "`company` is missing: add `company:` with the company's `name` below it"
    elif not is_company and (data.get("company") is not None or data.get("moves")):
        where = "moves" if data.get("company") is None else "company"
        yield (where,), "a file whose name starts with `_` is no company: it has `sources` and `figures` only"
