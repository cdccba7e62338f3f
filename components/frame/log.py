"""The log: a line of JSON on standard error for each slow run and each problem.

{"time": "2026-11-25T08:00:00.000+00:00", "level": "warning", "event": "slow run", "page": "timeline", "seconds": 1.4, ...}

Nothing in it is about a viewer: no filter, no searched words, no address. An error is told by its kind and its place in the code; its
message is left out, because it may quote what somebody typed.
"""

import hashlib
import json
import logging
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config

from components import settings
from components.frame import log_flood
from components.records.library import FOLDER
from components.records.problems import Problem

# The parent of every module's own logger.
LOG = logging.getLogger("components")
# Streamlit's own report of an error in a page, with its message; ours stands in its place.
_STREAMLITS, _STREAMLITS_WORDS = logging.getLogger("streamlit.error_util"), "Uncaught app execution"
MOST_PLACES = 20


class Lines(logging.Formatter):
    """A record as one line of JSON. `extra={"fields": {...}}` of a call adds fields."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = getattr(record, "fields", {})
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **{name: log_flood.one_line(value) if isinstance(value, str) else value for name, value in fields.items()},
        }
        if record.exc_info and record.exc_info[1] is not None:
            said |= kind_and_place(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def start() -> None:
    """Send what the dashboard's own code logs to standard error as lines. Once for a process; again does nothing."""
    settings.slow_seconds()  # a value that is no number is told now, and not to the first viewer
    if any(isinstance(handler.formatter, Lines) for handler in LOG.handlers):
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    # Before the bound on all loggers, which puts the error into the words.
    _STREAMLITS.addFilter(lambda record: not (_is_deployed() and record.getMessage() == _STREAMLITS_WORDS))
    log_flood.bound(_told)


def kind_and_place(error: BaseException) -> dict[str, Any]:
    """What may be told of an error: {"error": "KeyError", "places": ["components/pages/data.py:12 draw", ...]}, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    return {"error": type(error).__name__, "places": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]}


def _told(error: BaseException) -> str | None:
    """What the log of Streamlit and uvicorn tells of an error in place of its traceback, which a developer gets."""
    if not _is_deployed():
        return None
    said = kind_and_place(error)
    return f"{said['error']} at {' < '.join(reversed(said['places']))}" if said["places"] else said["error"]


def _place(file: str) -> str:
    """A file of the code without the folders of this machine: from the project's, or from where packages are installed."""
    path = Path(file)
    if path.is_relative_to(settings.PROJECT / "components"):
        return path.relative_to(settings.PROJECT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index("site-packages") + 1 :]) if "site-packages" in parts else path.name


def run(page: str, seconds: float, cpu_seconds: float, revision: str) -> None:
    """Tell of a whole run of a page that took long. `page` is the page's own name; `cpu_seconds` is what of it this thread computed."""
    if seconds >= settings.slow_seconds():
        fields = {"page": page, "seconds": round(seconds, 3), "cpu_seconds": round(cpu_seconds, 3), "revision": revision}
        LOG.warning("slow run", extra={"fields": fields})


_known: frozenset[Problem] = frozenset()
_lock = threading.Lock()


def problems(found: Iterable[Problem]) -> None:
    """Tell of what is wrong in the data folder, each problem once when it comes and once when it goes."""
    global _known
    now = frozenset(found)
    with _lock:
        before, _known = _known, now
    for event, changed, level in (("data problem", now - before, logging.WARNING), ("data problem is gone", before - now, logging.INFO)):
        for problem in sorted(changed):
            fields = {"file": problem.file, "line": problem.line, "column": problem.column, "problem": problem.message}
            if problem.file == FOLDER:
                fields["folder"] = str(settings.data_folder())  # for the operator: viewers do not read the path
            LOG.log(level, event, extra={"fields": fields})


def failed(error: Exception) -> bool:
    """Tell of an error in a page, and the viewer where the operator finds it. Whether Streamlit need not show it any more.

    Where an operator has set `client.showErrorDetails`, as a developer does, Streamlit shows it in full.
    """
    # The same for each viewer who meets the same error: of many who do the log tells of some.
    number = hashlib.blake2b(repr(kind_and_place(error)).encode(), digest_size=4).hexdigest()
    LOG.error("error in a page", exc_info=error, extra={"fields": {"number": number}, "kind": number})
    if not _is_deployed():
        return False
    st.error(
        f"Something went wrong here. The operator finds it in the log under the number `{number}`. "
        "Go to another page, or clear the filters and try again.",
        icon=":material/error:",
    )
    return True


def _is_deployed() -> bool:
    return bool(config.get_option("client.showErrorDetails") == "none")
