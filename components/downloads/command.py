"""`ai-moves export`: the files of a view without a server."""

import argparse
import errno
import os
import secrets
import shutil
import sys
from contextvars import copy_context
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from components import language
from components.analysis import export
from components.downloads import files, held, query, report
from components.settings import data_folder

HTML = "html"  # the one file that needs more than an extract: it draws charts
FILTERS = {"companies": "company", "from": "from", "to": "to", "currency": "currency", "basis": "basis"}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to those of `ai-moves`."""
    parser = commands.add_parser(
        "export",
        help="write the data of a view to a file",
        description="Write moves, figures and sources to a file, all or those of a view. Without a filter: everything.",
    )
    parser.add_argument("--format", choices=[*files.FORMATS, HTML], required=True, help="kind of file; html is one page with charts")
    parser.add_argument(
        "--what",
        choices=[name for name in files.COLUMNS if name != "companies"],
        default="moves",
        help="for csv: which table; moves by default",
    )
    parser.add_argument("--company", action="append", default=[], metavar="ID", help="only this company; may be repeated")
    parser.add_argument("--from", metavar="DAY", help="only what reaches beyond this day: 2025-01-31")
    parser.add_argument("--to", metavar="DAY", help="only what begins by this day")
    parser.add_argument("--currency", metavar="CUR", help="amounts converted to this currency: USD; as stated by default")
    parser.add_argument("--basis", metavar="BASIS", help="amounts in total (total, the default) or per year (per_year)")
    parser.add_argument("--url", metavar="LINK", help="the view of a shared link and its language, instead of the filters above")
    parser.add_argument("--output", required=True, metavar="FILE", help="the file to write; - for standard output")


def run(arguments: argparse.Namespace) -> int:
    """Write the file. 0 if it is written, 1 if it cannot be, 2 if the arguments do not fit the data."""
    # The language of a link is spoken for this file alone.
    return copy_context().run(_run, arguments)


def _run(arguments: argparse.Namespace) -> int:
    given = _given(arguments)
    if arguments.url is not None and given:
        return _wrong("give either --url or the filters (--company, --from, --to, --currency, --basis), not both")
    if any(not value for _, value in given):
        # In a link an empty value is as good as none; at the shell it is a variable that was never set.
        return _wrong("a filter is empty: give it a value or leave it out")
    pairs = given if arguments.url is None else _of_link(arguments.url)
    if pairs is None:
        return _wrong("--url is no link: copy it from the share panel or the address bar, with its https://")
    said = dict(pairs).get("lang", "")
    if said in language.LANGUAGES:
        language.use(said)
    _tell(f"Reading the company files in {data_folder()} …")
    snapshot = held.snapshot()
    for problem in snapshot.problems:
        print(problem, file=sys.stderr)
    if not snapshot.files:
        return _wrong("there is no company file that can be read", status=1)
    data = held.tables(snapshot)
    selection, mistakes = query.read(pairs, data.names, snapshot.aliases)
    if mistakes:
        for mistake in mistakes:
            name, _, value = mistake.given.partition("=")
            named = f"--{FILTERS[name]} {value}" if arguments.url is None else mistake.given
            _wrong(f"{named}: {mistake.right}")
        return 2
    _tell("Working out the amounts …")
    every_move, today = held.shown(snapshot, selection), date.today()
    taken = export.extract(snapshot, data, every_move, selection, today)
    _tell(f"Writing {len(taken.moves):,} moves, {len(taken.figures):,} figures and {len(taken.sources):,} sources …")
    if arguments.format == HTML:
        content = report.report(snapshot, data, every_move, selection, today, _dashboard(arguments.url))
    else:
        content = files.FORMATS[arguments.format].make(taken, arguments.what, _tell)
    to_screen = arguments.output == "-"
    try:
        _print(content) if to_screen else _write(Path(arguments.output), content)
    except OSError as error:
        named = "standard output" if to_screen else arguments.output
        mend = "make room, or name another file" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "name another file"
        return _wrong(f"{named} cannot be written ({error.strerror}): {mend}", status=1)
    if not to_screen:
        _tell(f"{arguments.output}: {len(content):,} bytes")
    return 0


def _print(content: bytes) -> None:
    """Write to standard output. Raises OSError where what stands behind it takes no more, such as a full disk."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError:
        # Python would try what is left once more when it ends, and fail with a traceback.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        raise


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or leave what was there: a full disk leaves no half of one. Raises OSError."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a pipe or a device: nothing to put in its place
        return
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _given(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """The filters as parameters of a link."""
    single = [(name, getattr(arguments, option)) for name, option in FILTERS.items() if name != "companies"]
    return [*(("companies", company) for company in arguments.company), *((name, value) for name, value in single if value is not None)]


def _of_link(link: str) -> list[tuple[str, str]] | None:
    """The parameters of a link; None where it is none."""
    try:
        # A shell may hand over bytes that are no text.
        parts = urlsplit(link.encode("utf-8", "replace").decode())
    except ValueError:
        return None
    return parse_qsl(parts.query) if parts.scheme in ("http", "https") and parts.netloc else None


def _dashboard(link: str | None) -> str:
    """The address of the dashboard that a link comes from: "https://a.example/compare?q=x" -> "https://a.example/"."""
    if link is None:
        return ""
    parts = urlsplit(link)
    # A page's own name is the last part of the path; what stands before it belongs to the host.
    return f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _wrong(text: str, status: int = 2) -> int:
    print(f"ai-moves export: {text}", file=sys.stderr)
    return status
