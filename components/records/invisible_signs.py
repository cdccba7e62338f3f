"""Signs that nobody sees and that change what people read, such as marks of direction.

Text from the web brings them along, and they can be meant to mislead: U+202E shows what follows
backwards. Warnings for whoever edits a file.
"""

import re
import unicodedata
from collections.abc import Iterator

import yaml

from components.records.problems import Problem
from components.records.yaml_mends import LINE_ENDS

MOST = 20  # of one file; what is beyond is counted
# U+200C and U+200D join or part letters of Arabic, Persian and Indic scripts and the parts of an
# emoji. After a Latin letter, a Chinese or a Korean one they do nothing but hide. A black flag
# followed by tags is the flag of Scotland, say.
_INVISIBLE = re.compile(
    "\U0001f3f4[\U000e0020-\U000e007f]+"
    "|([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
    "|(?<![^\x00-\x7f\u3000-\u9fff\uac00-\ud7af\uff00-\uffef])[\u200c\u200d])"
)
# What a text in double quotes may write such a sign as.
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abevN])")
_Found = tuple[int, int, str]


def find(name: str, text: str) -> list[Problem]:
    """The warnings about a file of that name and text, which the reader has taken."""
    found = [*_plain(text), *(_escaped(text) if _ESCAPE.search(text) else [])]
    problems = [
        Problem(
            name,
            line,
            column,
            f"an invisible sign stands here, U+{ord(sign):04X} {unicodedata.name(sign, 'CONTROL CHARACTER')}: take it out",
            "warning",
        )
        for line, column, sign in found[:MOST]
    ]
    if len(found) > MOST:
        line, column, _ = found[MOST]
        problems.append(Problem(name, line, column, f"and {len(found) - MOST:,} more invisible signs: take them out", "warning"))
    return problems


def _plain(text: str) -> Iterator[_Found]:
    """Signs that stand in the text, as (line, column, sign)."""
    if not _INVISIBLE.search(text):
        return
    for number, line in enumerate(LINE_ENDS.split(text), start=1):
        for match in _INVISIBLE.finditer(line):
            if match[1]:
                yield number, match.start() + 1, match[1]


def _escaped(text: str) -> Iterator[_Found]:
    """Signs that are written as `\\u202e`, at the start of the text that they are in."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.style == '"' and event.start_mark is not None and event.end_mark is not None:
            written = text[event.start_mark.index : event.end_mark.index]
            for match in _INVISIBLE.finditer(event.value):
                if match[1] and match[1] not in written:
                    yield event.start_mark.line + 1, event.start_mark.column + 1, match[1]
