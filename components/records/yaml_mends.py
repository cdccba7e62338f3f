"""What is wrong with a text that is no YAML: where, and what would mend it. The parser's own words say neither to most people."""

import re

import yaml

from components.records.mends import CURLY
from components.records.problems import MOST_QUOTED, cut

MAX_DEPTH = 30
LINE_ENDS = re.compile(r"\r\n|\r|\n")
# What git writes into a file that two people have changed in the same place: "<<<<<<< HEAD"
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", flags=re.MULTILINE)
# Spaces that YAML does not indent with, as they come along with text from the web or from a Chinese keyboard.
_ODD_SPACE = re.compile(r"[ \t]*[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]")
# Nothing is tried twice (`++`): in a line of a megabyte of dashes there are too many ways to do so.
_KEY_AND_TEXT = re.compile(r"\s*+(?:- ++)*+[^\s:#][^:#]*+:\s")

TABS = "indent with spaces, not tabs"
COLUMN = (
    "the line above says something already, so no key can stand below it and further to the right: keys that belong together start in the "
    "same column"
)
# What the parser says -> the mend, the first that fits.
_HINTS = (
    ("found a tab character", TABS),
    ("expected alphabetic or numeric character", "put text that starts with `*` or `&` in quotes"),
    ("mapping values are not allowed", "put text that contains `: ` in quotes"),
    ("block sequence entries are not allowed", "put text that starts with `- ` in quotes, and start a list on a line of its own"),
    ("mapping keys are not allowed", "put text that starts with `? ` in quotes"),
    ("did not find expected comment or line break", "put text that starts with `>` or `|` in quotes"),
    ("did not find expected node content", "a comma or a bracket stands where a value belongs: take it out"),
    (
        "did not find expected key",
        "check the indentation of this line and the one above, and put a text that starts with a quote or `*` in quotes as a whole",
    ),
    (
        "could not find expected ':'",
        "after a key comes a colon and a space, and text that goes on from the line above stands further to the right",
    ),
    ("did not find expected '-' indicator", "each entry of the list starts with `- ` in the same column"),
    ("found undefined alias", "put text that starts with `*` in quotes"),
    ("found unexpected end of stream", "a quote or a bracket is opened and not closed"),
    ("but found another document", "one file holds one document: take out the second `---`"),
    ("control characters are not allowed", "take the invisible control character out"),
    ("could not determine a constructor", "tags such as `!name` are not read: take it out, or put the text in quotes"),
    ("node, but found", "tags such as `!name` are not read: take it out, or put the text in quotes"),
    ("did not find expected ',' or", "a bracket is opened and not closed, or a comma is missing"),
    ("found unexpected ':'", "after a key inside { } comes a colon and a space; put text with a colon in quotes"),
    ("exceeded maximum nesting depth", f"the file is nested too deeply: at most {MAX_DEPTH} levels are read"),
    ("escape c", "between double quotes `\\` starts an escape: use single quotes, where it stands for itself"),
)


def problem(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """Line and column (from 1) of what the parser gave up at, or of what made it do so, and a message with the mend."""
    conflict = _CONFLICT.search(text)
    if conflict:
        line = text.count("\n", 0, conflict.start()) + 1
        return line, 1, "two versions of the same lines stand here, as git leaves them: keep what is right and take out the marks"
    lines = LINE_ENDS.split(text)
    said, line, column = _place(error, text, len(lines))
    for number in (line, line - 1):
        odd = _ODD_SPACE.match(lines[number - 1]) if number else None
        if odd:
            mend = "delete what stands before the first word and press the space bar instead"
            return number, odd.end(), f"this line is indented with a sign that only looks like a space: {mend}"
    return line, column, f"this is not YAML ({cut(said, MOST_QUOTED)}): {_mend(said, lines[line - 1], column)}"


def _place(error: yaml.YAMLError, text: str, last: int) -> tuple[str, int, int]:
    """What the parser says, and the line and column where the mistake most likely is."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "cannot be read"
        opened = error.context_mark
        # A quote or a bracket that stays open, a word without a colon: the parser gives up only lines below.
        begins_above = "end of stream" in said or "expected ',' or" in said or "expected ':'" in said
        if begins_above and mark is not None and opened is not None and opened.line < mark.line:
            mark = opened
        # The parser stands behind the end where something is left open: point at the last line there is.
        return (said, min(mark.line + 1, last), mark.column + 1) if mark is not None else (said, 1, 1)
    if isinstance(error, yaml.reader.ReaderError):
        before = LINE_ENDS.split(text[: error.position] if isinstance(error.position, int) else "")
        return str(error.reason), len(before), len(before[-1]) + 1
    return str(error), 1, 1


def _mend(said: str, line: str, column: int) -> str:
    """What would be right, by what the parser says and the line that it stands on."""
    sign = line[column - 1 : column]
    if "cannot start any token" in said:
        return TABS if sign == "\t" else f"put text that starts with {'a backtick' if sign == '`' else f'`{sign}`'} in quotes"
    if "mapping values are not allowed" in said and not _KEY_AND_TEXT.match(line[: column - 1]):
        return COLUMN
    hint = next((mend for words, mend in _HINTS if words in said), "see the YAML rules of indentation and quoting")
    wide = next((wide for wide in "：，" if wide in line), "")
    if wide and ("':'" in said or "','" in said):
        plain = {"：": ":", "，": ","}[wide]
        return f"{hint}; the wide `{wide}` here is none to YAML: write `{plain} `"
    if "','" in said and re.search(r"\s#", line):
        return f"{hint}; what stands behind ` #` is a comment, so put a text with it in quotes"
    if "quotes" in hint and any(quote in line for quote in CURLY):
        return f"{hint}, straight ones: curly ones are none to YAML"
    return hint
