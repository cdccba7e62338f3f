"""However much a visitor has the loggers say, the log stays short and has one line for each thing said."""

import io
import json
import logging

import pytest

from components.frame import log
from components.frame.log_flood import MOST_LINES, MOST_SIGNS, SECONDS, Bound, one_line


class Told:
    """A logger as Streamlit's are, and one as ours are, behind the filter; the clock stands still unless it is moved on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stream, self.now = io.StringIO(), 1000.0
        self.flood = Bound(lambda error: f"told of a {type(error).__name__}")
        factory = logging.getLogRecordFactory()

        def record(*arguments: object, **named: object) -> logging.LogRecord:
            made = factory(*arguments, **named)
            made.created = self.now
            return made

        monkeypatch.setattr(logging, "_logRecordFactory", record)
        self.theirs, self.ours = logging.getLogger("streamlit.made.up"), logging.getLogger("components.made.up")
        for logger, lines in ((self.theirs, logging.Formatter("%(message)s")), (self.ours, log.Lines())):
            handler = logging.StreamHandler(self.stream)
            handler.setFormatter(lines)
            monkeypatch.setattr(logger, "handlers", [handler])
            monkeypatch.setattr(logger, "filters", [self.flood])
            monkeypatch.setattr(logger, "propagate", False)
            logger.setLevel(logging.INFO)

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The log of this test."""
    return Told(monkeypatch)


def refuse(told: Told, origin: str) -> None:
    """What Streamlit says of a connection with a foreign origin."""
    told.theirs.warning("Rejecting a connection: origin=%s", origin)


def test_flood_of_one_kind_is_told_in_few_lines_and_counted(told: Told) -> None:
    for number in range(1000):
        refuse(told, f"https://{number}.example")
    assert len(told.lines) == MOST_LINES
    # Another kind is told all the same, and of the first how many more there were once its minute is over.
    told.now += SECONDS / 2
    told.theirs.error("another kind")
    told.now += SECONDS / 2
    told.theirs.error("another kind")
    assert told.lines[MOST_LINES:] == [
        "another kind",
        f"{1000 - MOST_LINES} more of this kind in a minute: Rejecting a connection: origin=https://0.example",
        "another kind",
    ]
    refuse(told, "https://again.example")
    assert told.lines[-1].endswith("https://again.example")


def test_what_few_do_is_told_in_full(told: Told) -> None:
    for _ in range(100):
        refuse(told, "https://a.example")
        told.now += SECONDS / MOST_LINES
    assert len(told.lines) == 100


def test_ours_are_counted_by_what_they_say_of_an_error(told: Told) -> None:
    for number in range(1000):
        told.ours.error("error in a page", extra={"fields": {"number": number % 2}, "kind": str(number % 2)})
    said = [json.loads(line)["number"] for line in told.lines]
    assert said == [0, 1] * MOST_LINES
    told.now += SECONDS
    told.ours.info("data problem is gone")
    more = [json.loads(line) for line in told.lines[2 * MOST_LINES : -1]]
    assert [line["more"] for line in more] == [500 - MOST_LINES] * 2
    assert {line["of"] for line in more} == {"error in a page"}


def test_line_has_no_breaks_colours_or_direction_marks_and_an_end(told: Told) -> None:
    refuse(told, "a\r\nb\x1b[31mc\x9bd\u2028e\u202ef" + "x" * 10_000 + "the end")
    (line,) = told.lines
    assert len(line) <= MOST_SIGNS + 3
    assert line.startswith("Rejecting a connection: origin=a b [31mc d e f")
    assert line.endswith("the end")
    assert all(sign.isprintable() for sign in line)
    told.ours.warning("refused", extra={"fields": {"reason": "a\x9b\u202eb" + "x" * 10_000}})
    assert all(sign.isprintable() for sign in told.lines[-1])
    assert len(told.lines[-1]) < MOST_SIGNS + 200


def test_error_of_others_is_one_line_without_its_message(told: Told) -> None:
    try:
        raise ValueError("what somebody typed")
    except ValueError:
        told.theirs.exception("Error deserializing back message\n")
    assert told.lines == ["Error deserializing back message: told of a ValueError"]


def test_memory_of_kinds_is_bounded(told: Told) -> None:
    for number in range(5000):
        told.ours.info("a kind", extra={"kind": str(number)})
    assert 1000 <= len(told.flood._counted) <= 1001


def test_short_text_stays_as_it_is() -> None:
    assert one_line("Zwei Wörter – 两个词") == "Zwei Wörter – 两个词"
