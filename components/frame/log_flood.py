"""The log cannot be flooded: of each kind so many lines a minute, each one line, none longer than a few hundred signs.

Whoever tries a page's connection with a foreign origin, or sends what is no request, has Streamlit and uvicorn write a line each time,
with what they sent in it, line breaks and colours of a terminal included. All loggers of the process, ours too, go through here.
"""

import logging
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_LINES, SECONDS = 20, 60.0
MOST_SIGNS = 500
# Kinds are places in the code, and numbers of errors: there are not many. Should there be, the rest counts as one.
MOST_KINDS = 1000
_REST = ("the rest", 0, 0, "")
_Kind = tuple[str, int, int, str]


@dataclass(slots=True)
class _Counted:
    """Lines of one kind since `began`, of which the first was `record`."""

    began: float
    record: logging.LogRecord
    lines: int = 0


class Bound(logging.Filter):
    """A filter for loggers. `told` makes words of an exception, whose message may quote what somebody typed; None leaves it as it is.

    A kind is a place in the code and a level; `extra={"kind": "..."}` of a call tells kinds of one place apart.
    """

    def __init__(self, told: Callable[[BaseException], str | None]) -> None:
        super().__init__()
        self._told = told
        self._counted: dict[_Kind, _Counted] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "more"):
            return True
        kind = (record.pathname, record.lineno, record.levelno, str(getattr(record, "kind", "")))
        with self._lock:
            # The oldest stands first: a flood of many kinds costs no more for each line than one of few.
            over = []
            while self._counted and self._is_over(counted := next(iter(self._counted.values())), record):
                over.append(counted)
                del self._counted[next(iter(self._counted))]
            if kind not in self._counted and len(self._counted) >= MOST_KINDS:
                kind = _REST
            counted = self._counted.setdefault(kind, _Counted(record.created, record))
            counted.lines += 1
            is_told = counted.lines <= MOST_LINES
        for ended in over:
            if ended.lines > MOST_LINES:
                self._tell_of_more(ended)
        if is_told:
            self._clean(record)
        return is_told

    @staticmethod
    def _is_over(counted: _Counted, record: logging.LogRecord) -> bool:
        # A clock that is set back ends a minute too.
        return not 0 <= record.created - counted.began < SECONDS

    @staticmethod
    def _tell_of_more(counted: _Counted) -> None:
        first, more = counted.record, counted.lines - MOST_LINES
        fields = {"more": more, "of": first.getMessage()}
        logging.getLogger(first.name).log(
            first.levelno, "%s more of this kind in a minute: %s", f"{more:,}", fields["of"], extra={"more": True, "fields": fields}
        )

    def _clean(self, record: logging.LogRecord) -> None:
        """Make one line of a record. Ours keep their exceptions: their own formatter tells of them what may be told."""
        is_ours = record.name.partition(".")[0] == "components"
        words = record.getMessage()
        if not is_ours and record.exc_info and record.exc_info[1] is not None and (told := self._told(record.exc_info[1])):
            words = f"{words.strip()}: {told}"
            record.exc_info = record.exc_text = None
        record.msg, record.args = one_line(words), ()
        record.stack_info = None


def one_line(text: str) -> str:
    """A text without line breaks, colours and direction marks, its middle left out where it is long.

    >>> one_line("origin=a\\r\\nb\\x1b[31m")
    'origin=a b [31m'
    """
    if len(text) > MOST_SIGNS:
        # Of a traceback the end says most.
        text = f"{text[: MOST_SIGNS // 2]} … {text[-MOST_SIGNS // 2 :]}"
    return " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text).split())


def bound(told: Callable[[BaseException], str | None]) -> None:
    """Put the filter on every logger there is and will be. Once for a process; again does nothing."""
    if issubclass(logging.getLoggerClass(), _Bounded):
        return
    flood = Bound(told)

    class Bounded(_Bounded):
        def __init__(self, name: str, level: int = logging.NOTSET) -> None:
            super().__init__(name, level)
            self.addFilter(flood)

    logging.setLoggerClass(Bounded)
    known: list[Any] = [logging.getLogger(), *logging.Logger.manager.loggerDict.values()]
    for logger in known:
        if isinstance(logger, logging.Logger):
            logger.addFilter(flood)


class _Bounded(logging.Logger):
    """By this the loggers are known that are made after `bound`."""
