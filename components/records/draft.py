"""A company file that is still being written: what is wrong with it and on which lines, and where things stand in a file.

Nothing here writes. A person's text is checked and handed on as it is, so that its comments and its order stay.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from components.records import yaml_text
from components.records.fields import SLUG
from components.records.library import ENDINGS, Snapshot
from components.records.lint import lint
from components.records.locate import Places
from components.records.problems import Problem, one_line, quoted
from components.records.reader import read
from components.records.schema import CompanyFile
from components.records.starter import id_from
from components.records.trial import nothing
from components.records.yaml_mends import LINE_ENDS

MAX_BYTES = 1_000_000  # what may be uploaded; `maxUploadSize` in .streamlit/config.toml says the same in megabytes
UNNAMED = "new-company"  # stands for the id in messages until there is one
# What a file may hold to be checked while it is written. The largest shipped one has some 3,400 values and 65 moves.
MOST_VALUES, MOST_ENTRIES = 50_000, 5_000
LONGEST_ID = 200  # letters: a file system takes names of 255 bytes
AROUND = 2  # lines shown before and after one that has a problem
SHOWN_SIGNS = 120  # of one line


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, the id it is for, what was read of it (None where `problems` has an error), and every error and warning."""

    company: str
    text: str
    content: CompanyFile | None
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.company}.yaml"

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)


def check(company: str, text: str, held: Snapshot, today: date, pause: Callable[[], None] = nothing) -> Draft:
    """Check a text as the file of the company with that id, beside the other files of a folder. Never raises on bad input.

    `pause` is called between the steps and every few entries. It may raise, to end the check of a text whose writer has left.

    An empty `company` is made from the company's name in the text. A file of the same id is what the text would replace, so the
    text is not compared with it.
    """
    content = encoded(text)
    if len(content) > MAX_BYTES:
        return Draft(UNNAMED, text, None, (Problem(f"{UNNAMED}.yaml", 0, 0, too_large(len(content))),))
    pause()
    too_much = False
    try:
        value = _value(content)
    except yaml_text.TooMuch as error:
        value, too_much = error.value, True
    pause()
    company = company.strip().removesuffix(".yaml").removesuffix(".yml") or _suggested(value)
    problems = [Problem(f"{UNNAMED}.yaml", 0, 0, message) for message in [_wrong_id(company, held.aliases)] if message]
    company = UNNAMED if problems else company
    name = f"{company}.yaml"
    if too_much or _too_many(value):
        message = "the file holds too much to be checked while it is written: split it, or use `ai-moves check`"
        return Draft(company, text, None, (*problems, Problem(name, 0, 0, message)))
    result = read(name, content, pause)
    problems += result.problems
    if result.content is not None:
        problems += _warnings(name, result.content, yaml_text.decode(content), held.files, today, pause)
    failed = any(problem.level == "error" for problem in problems)
    return Draft(company, text, None if failed else result.content, tuple(problems))


def encoded(text: str) -> bytes:
    """A text as the bytes of a file. Half a character, which no file can hold, becomes bytes that the reader refuses with their place."""
    return text.encode("utf-8", "surrogatepass")


def too_large(size: int) -> str:
    """What an editor is told of a text of so many bytes."""
    return f"the text has {size:,} bytes; at most {MAX_BYTES:,} are taken here: leave out what is not needed, or use `ai-moves check`"


def _value(content: bytes) -> Any:
    """What a text says, as far as it can be read: what is wrong is told by the reader. Raises TooMuch."""
    try:
        return yaml_text.load(yaml_text.decode(content), 2 * MOST_VALUES)  # each may have a key
    except yaml_text.TooMuch:
        raise
    except yaml_text.UnreadableText as error:
        if len(error.problems) > MOST_ENTRIES:
            raise yaml_text.TooMuch(*error.problems, value=error.value) from None
        return error.value


def _too_many(value: Any) -> bool:
    """Whether a value holds more than is checked here, in all or in one list or mapping."""
    waiting, seen = [value], 0
    while waiting:
        item = waiting.pop()
        inside = list(item.values()) if isinstance(item, dict) else item if isinstance(item, list) else []
        seen += len(inside)
        if len(inside) > MOST_ENTRIES or seen > MOST_VALUES:
            return True
        waiting += inside
    return False


def _suggested(value: Any) -> str:
    """The id that the company's name suggests; empty where none can be made of it."""
    profile = value.get("company") if isinstance(value, dict) else None
    name = profile.get("name") if isinstance(profile, dict) else None
    return (id_from(name) or "") if isinstance(name, str) else UNNAMED


def _wrong_id(company: str, aliases: Mapping[str, str]) -> str:
    if not company:
        return "no id can be made of the company's name: write one into the field, such as `new-company`"
    if not re.fullmatch(SLUG, company):
        return f"{quoted(company, 60)} is no id: use lower-case letters, digits and `-`, such as `new-company`"
    if len(company) > LONGEST_ID:
        return f"{quoted(company, 60)} is too long for an id: use at most {LONGEST_ID} letters, digits and `-`"
    if company in aliases:
        return f"{quoted(company, 60)} is an earlier id of {quoted(aliases[company], 60)}, and links with it lead there: choose another one"
    return ""


def _warnings(
    name: str, file: CompanyFile, text: str, others: Mapping[str, CompanyFile], today: date, pause: Callable[[], None]
) -> list[Problem]:
    """The warnings about one file, the moves that other files have already among them."""
    days = {(move.date.start, move.date.end) for move in file.moves}
    beside: dict[str, CompanyFile] = {}
    for company, other in others.items():
        # Only moves of the same dates can be the same: the folder may have 100,000.
        alike = [move for move in other.moves if (move.date.start, move.date.end) in days]
        if alike and f"{company}.yaml" != name:
            beside[f"{company}.yaml"] = other.model_copy(update={"moves": alike})
    return lint({name: (file, text)}, today, beside, pause)


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML, and so every message, counts them."""
    return LINE_ENDS.split(text.removeprefix("\ufeff"))


def marked(lines: list[str], problem: Problem) -> str:
    """The line of a problem between its neighbours, numbered, with a mark before it; empty where it belongs to no line.

      12 │     title: Opens a data centre
    ▶ 13 │     catgory: infrastructure
      14 │     status: completed
    """
    if not 1 <= problem.line <= len(lines):
        return ""
    first, last = max(1, problem.line - AROUND), min(len(lines), problem.line + AROUND)
    width = len(str(last))
    shown = []
    for number in range(first, last + 1):
        here = number == problem.line
        column = problem.column if here else 1
        shown.append(f"{'▶' if here else ' '} {number:>{width}} │ {_cut(lines[number - 1], column)}".rstrip())
    return "\n".join(shown)


def _cut(line: str, column: int) -> str:
    """A line as far as it fits, around a column (from 1) where it is long; tabs and signs that nobody sees are made plain."""
    start = 0 if column <= SHOWN_SIGNS else column - SHOWN_SIGNS // 2
    end = start + SHOWN_SIGNS
    part = one_line(line[start:end].replace("\t", "⇥   "))
    return f"{'…' if start else ''}{part}{'…' if end < len(line) else ''}"


def file_of(folder: Path, company: str) -> Path | None:
    """The file of a company in a folder, as the library finds it; None where there is none, and for what is no id.

    An id has no separator and does not begin with a dot, so that no other folder's file is ever found: "../other" is none.
    """
    if len(company) > LONGEST_ID or not re.fullmatch(SLUG, company):
        return None
    paths = [folder / f"{company}{ending}" for ending in ENDINGS]
    return next((path for path in paths if path.is_file()), None)


def move_lines(name: str, content: bytes) -> dict[str, int]:
    """Move id -> the line (from 1) that it starts on in a file; empty where the file cannot be read."""
    file = read(name, content).content
    if file is None:
        return {}
    places = Places(yaml_text.decode(content))
    return {move.id: places.of(("moves", index))[0] for index, move in enumerate(file.moves)}
