"""The `ai-moves` command: what an editor needs at the shell. `ai-moves COMMAND --help` explains each."""

import argparse
import errno
import io
import json
import os
import re
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path

from components.downloads import command
from components.records import yaml_text
from components.records.data_file import UnreadableFile, read_bytes
from components.records.fields import SLUG
from components.records.library import ENDINGS, Library
from components.records.lint import lint
from components.records.problems import Problem, one_line
from components.records.reader import read
from components.records.schema import CompanyFile, schema_for_editors
from components.records.starter import id_from, starter
from components.settings import data_folder

FORMATS = ("text", "json", "github")


def schema_text() -> str:
    """The text of `company_data/company.schema.json`."""
    return json.dumps(schema_for_editors(), indent=2, ensure_ascii=False) + "\n"


def shown(path: Path) -> str:
    """A path as messages name it: from the folder that the shell stands in, where it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)


def problems_in(paths: list[Path], today: date) -> tuple[int, list[Problem]]:
    """How many files there are in the files and folders named, and every error and warning, file by file."""
    problems: list[Problem] = []
    files: list[Path] = []
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else []
        except OSError as error:
            problems.append(Problem(shown(path), 0, 0, f"the folder cannot be read ({error.strerror}): check its permissions"))
            continue
        wanted = [item for item in inside if item.suffix in ENDINGS and not item.name.startswith(".")]
        files += wanted if path.is_dir() else [path]
    files = list(dict.fromkeys(files))
    good: dict[str, tuple[CompanyFile, str]] = {}
    ids: dict[Path, Path] = {}
    for path in files:
        try:
            content = read_bytes(path)
        except UnreadableFile as error:
            problems.append(Problem(shown(path), 0, 0, str(error)))
            continue
        result = read(path.name, content)
        problems += [Problem(shown(path), item.line, item.column, item.message, item.level) for item in result.problems]
        if result.content is not None:
            good[shown(path)] = (result.content, yaml_text.decode(content))
        if ids.setdefault(path.with_suffix(""), path) != path:
            message = f"there are two files for `{path.stem}`: keep one ending, .yaml or .yml"
            problems.append(Problem(shown(path), 0, 0, message))
    if not files and not problems:
        problems.append(Problem(shown(paths[0]), 0, 0, "there is no YAML file here: name another folder"))
    order = {shown(path): at for at, path in reversed(list(enumerate(files)))}
    return len(files), sorted(problems + lint(good, today), key=lambda problem: (order.get(problem.file, 0), problem))


def for_github(problem: Problem) -> str:
    """A problem as a workflow command, which GitHub shows beside the line of a change.

    The escapes are those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
    """

    def escaped(text: str, signs: str) -> str:
        return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)

    place = {"file": problem.file} | ({"line": str(problem.line), "col": str(problem.column)} if problem.line else {})
    properties = ",".join(f"{name}={escaped(value, '%:,' + chr(13) + chr(10))}" for name, value in place.items())
    return f"::{problem.level} {properties}::{escaped(one_line(problem.message), '%')}"


def summary(files: int, problems: list[Problem]) -> str:
    """One line about a check: "3 files checked: 2 errors, 1 warning"."""

    def counted(number: int, word: str) -> str:
        return f"{number} {word}{'' if number == 1 else 's'}"

    levels = Counter(problem.level for problem in problems)
    found = ", ".join(counted(levels[level], level) for level in ("error", "warning") if levels[level])
    return f"{counted(files, 'file')} checked: {found or 'all good'}"


def check(paths: list[Path], form: str) -> int:
    """Print every error and warning of company files, each with its place and its mend, in one of the FORMATS. 1 if there is an error."""
    files, problems = problems_in(paths or [data_folder()], date.today())
    if form == "json":
        print(json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            print(for_github(problem) if form == "github" else problem.report)
        print(summary(files, problems))
    return 1 if any(problem.level == "error" for problem in problems) else 0


def new(name: str, company: str | None, folder: Path) -> int:
    """Write a starter file for the company `name` into `folder` and say what to do next. 1 if nothing was written."""
    name = " ".join(name.split())
    company = company.removesuffix(".yaml").removesuffix(".yml") if company is not None else id_from(name)
    if not name:
        return refused("the name is empty: say the company's name in English")
    if any("\ud800" <= sign <= "\udfff" for sign in name):  # what Python makes of bytes of the shell that are no text
        return refused("the name is no text in UTF-8: set the shell to UTF-8, or say the name in Latin letters")
    if company is None:
        return refused(f"no id can be made of the name `{name}`: say one with --id, such as `--id new-company`")
    if not re.fullmatch(SLUG, company):
        return refused(f"`{company}` is no id: use lower-case letters, digits and `-`, such as `new-company`")
    path = folder / f"{company}.yaml"
    text = starter(name)
    problems = read(path.name, text.encode()).problems
    if problems:
        return refused(problems[0].message)
    library = Library(folder).snapshot()
    owner = library.aliases.get(company)
    if owner is not None:
        return refused(f"`{company}` is an earlier id of `{owner}`, and links with it lead there: say another one with --id")
    there = [path.with_suffix(ending) for ending in ENDINGS if path.with_suffix(ending).exists()]
    try:
        if there:
            raise FileExistsError
        _write_new(path, text)
    except FileExistsError:
        return refused(f"{shown(there[0] if there else path)} is there already: add to it, or say another id with --id")
    except OSError as error:
        mend = "make room" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "make the folder"
        return refused(f"{shown(path)} cannot be written ({error.strerror}): {mend}, or name another one with --folder")
    print(f"{shown(path)} is written.")
    if not (folder / "company.schema.json").exists():
        print(f"So that your editor completes and checks it: ai-moves schema > {shown(folder / 'company.schema.json')}")
    print(f"Next: open it, switch on the examples you need and write what your sources say. Then: ai-moves check {shown(path)}")
    return 0


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises FileExistsError where it is there, OSError where it cannot be written. A full disk would
    leave an empty file, which the dashboard reads and a second try finds in its way.
    """
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def refused(message: str) -> int:
    """Say why nothing was done."""
    print(f"ai-moves: {one_line(message)}", file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    whole = argparse.ArgumentParser(prog="ai-moves", description="Work with AI Moves company files.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    checking = commands.add_parser(
        "check",
        help="check company files and say what to mend",
        description="Print every error and warning of company files, each with its place and its mend. "
        "The exit status is 1 if there is an error; warnings alone leave it at 0.",
    )
    checking.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders; the data folder by default")
    checking.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text: file:line:column: level: message, and a summary (the default); json: a list of objects; "
        "github: annotations of a workflow run",
    )

    adding = commands.add_parser(
        "new",
        help="write a starter file for a new company",
        description="Write a commented starter file for a new company into the data folder. A file that is there is never overwritten.",
    )
    adding.add_argument("name", metavar="NAME", help='the company\'s name in English, such as "Huawei"')
    adding.add_argument("--id", help="the id that links use, and the file's name; made from NAME by default")
    adding.add_argument("--folder", type=Path, help="where to write it; the data folder by default")

    command.add(commands)

    commands.add_parser(
        "schema",
        help="print the JSON Schema of a company file",
        description="Print the JSON Schema of a company file: the text of company_data/company.schema.json.",
    )
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Run the command line. `arguments` are those of the process by default; the result is the exit status."""
    chosen = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The schema is a UTF-8 file, and messages quote Chinese: a console's or pipe's own code page may have neither.
            # A file's name may be bytes that are no text: they are shown as `\udcff`, as in JSON.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = _run(chosen)
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:
            raise
        # What stands behind standard output takes no more: a full disk, or a reader such as `head` that has gone. Python would try what
        # is left once more when it ends, and fail with a traceback.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return 1 if isinstance(error, BrokenPipeError) else refused(f"the output cannot be written ({error.strerror})")
    return status


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "schema":
        sys.stdout.write(schema_text())
        return 0
    if chosen.command == "new":
        return new(chosen.name, chosen.id, chosen.folder or data_folder())
    if chosen.command == "export":
        return command.run(chosen)
    return check(chosen.paths, chosen.format)


if __name__ == "__main__":
    sys.exit(main())
