"""The usual company file, read fast: straight from libyaml's events to plain values, with no tree of nodes between them.

Most of the time of a start with many files went into that tree. What is not usual (a tag, an anchor, a key that stands twice,
a mistake) is left to `yaml_text`, which knows how to say what is wrong and where.
"""

from collections.abc import Callable
from typing import Any

import yaml
from yaml import DocumentEndEvent, DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from yaml.cyaml import CParser  # type: ignore[attr-defined]


class Unusual(Exception):
    """The text needs a closer look."""


def load(text: str, plain: Callable[[str], Any], most_deep: int) -> Any:
    """The value of one YAML document with no more than so many lists and mappings inside each other.

    `plain` gives the value of a scalar without quotes. Raises Unusual for everything that takes more than that.
    """
    parser = CParser(text)
    try:
        following: Callable[[], Any] = parser.get_event
        following()  # the stream's start
        if type(following()) is not DocumentStartEvent:
            return None  # an empty stream
        value = _value(following(), following, plain, most_deep)
        # A second document is a mistake to be told.
        if type(following()) is not DocumentEndEvent or type(following()) is not yaml.StreamEndEvent:
            raise Unusual
        return value
    except yaml.YAMLError:
        raise Unusual from None
    finally:
        parser.dispose()


def _value(event: Any, following: Callable[[], Any], plain: Callable[[str], Any], deeper: int) -> Any:
    kind = type(event)
    if kind is ScalarEvent:
        return _scalar(event, plain)
    if kind not in (MappingStartEvent, SequenceStartEvent) or event.anchor is not None or event.tag is not None or not deeper:
        raise Unusual
    if kind is SequenceStartEvent:
        values: list[Any] = []
        while type(event := following()) is not SequenceEndEvent:
            values.append(_value(event, following, plain, deeper - 1))
        return values
    mapping: dict[str, Any] = {}
    while type(event := following()) is not MappingEndEvent:
        # A key is a word, also where it looks like a number.
        if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None or event.value in mapping:
            raise Unusual
        value = following()
        mapping[event.value] = _scalar(value, plain) if type(value) is ScalarEvent else _value(value, following, plain, deeper - 1)
    return mapping


def _scalar(event: Any, plain: Callable[[str], Any]) -> Any:
    if event.anchor is not None or event.tag is not None:
        raise Unusual
    return plain(event.value) if event.implicit[0] else event.value
