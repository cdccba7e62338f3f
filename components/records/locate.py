"""From a pydantic error to a line of the file and a sentence that says what would be right.

Runs only for a file that has a problem, so that good files cost nothing extra.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Any, get_args

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from components.records import mends
from components.records.problems import LONGEST_WORD, Problem, did_you_mean, nearest, quoted, short
from components.records.schema import CompanyFile
from components.records.yaml_mends import LINE_ENDS
from components.records.yaml_text import PlainLoader

Location = Sequence[int | str]


# A node is the place where it starts and what stands inside: key -> (the key's place, node), or nodes, or nothing in a scalar.
# A place is one number, and a scalar is nothing but its place: a file may have two million of them, and libyaml's own nodes
# would take half a kilobyte each.
Node = int | tuple[int, dict[str, tuple[int, Any]]] | tuple[int, list[Any]]
_LINE = 1 << 32  # a place is line * _LINE + column, both from 0


class Places:
    """Where things stand in a text that `yaml_text.load` could read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = _tree(text)
        self._lines: list[str] | None = None
        self._commented: dict[int, bool] = {}

    def of(self, location: Location, *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of what `location` names, or of the nearest thing above it that is there.

        ("moves", 0, "date") -> where the value of `date` stands; with key=True, where the word `date` stands.
        """
        node = self._root
        place = _place(node) if node is not None else 0
        for step in location:
            inside = node[1] if isinstance(node, tuple) else None
            if isinstance(inside, dict) and str(step) in inside:
                at, node = inside[str(step)]
                place = at if key else _place(node)
            elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
                node = inside[step]
                place = _place(node)
            else:
                break
        line, column = divmod(place, _LINE)
        return line + 1, column + 1

    def ends_in_comment(self, line: int) -> bool:
        """Whether a value's place on a line (from 1) is taken by a comment: `title: #1 of its kind`."""
        if self._lines is None:
            self._lines = LINE_ENDS.split(self._text)
        if line not in self._commented:  # a line of a megabyte may have many problems
            self._commented[line] = 1 <= line <= len(self._lines) and re.search(r":\s+#", self._lines[line - 1]) is not None
        return self._commented[line]


def _place(node: Node) -> int:
    return node if isinstance(node, int) else node[0]


def _tree(text: str) -> Node | None:
    """The nodes of a text; None where there is none.

    Of a key that stands twice the first counts, and an alias stands where its anchor does.
    """
    anchors: dict[str, tuple[Node, str | None]] = {}
    loader = PlainLoader(text)

    def node(event: Any) -> tuple[Node, str | None]:
        """The node that an event begins, and its word where it is a scalar."""
        if isinstance(event, yaml.AliasEvent):
            return anchors[event.anchor or ""]
        place = event.start_mark.line * _LINE + event.start_mark.column
        found: tuple[Node, str | None]
        if isinstance(event, yaml.ScalarEvent):
            found = place, event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            nodes: list[Node] = []
            while not isinstance(following := loader.get_event(), yaml.SequenceEndEvent):
                nodes.append(node(following)[0])
            found = (place, nodes), None
        else:
            inside: dict[str, tuple[int, Node]] = {}
            while not isinstance(following := loader.get_event(), yaml.MappingEndEvent):
                at, word = node(following)
                value, _ = node(loader.get_event())
                if word is not None:
                    inside.setdefault(word, (_place(at), value))
            found = (place, inside), None
        if event.anchor is not None:
            anchors[event.anchor] = found
        return found

    try:
        loader.get_event()  # the stream's start
        if isinstance(loader.get_event(), yaml.StreamEndEvent):
            return None
        return node(loader.get_event())[0]
    finally:
        loader.dispose()


# Kinds of error of a value that is no free text.
_OF_VALUES = ("enum", "said", "number_words", "partial_date")


def problems_of(errors: Sequence[ErrorDetails], file: str, places: Places) -> list[Problem]:
    """Every problem that pydantic found, each with its place and its mend."""
    # `catgory` is both an unknown key and a missing `category`: one message says it.
    misspelt = {
        (item["loc"][:-1], nearest(str(item["loc"][-1]), _known_keys(item["loc"][:-1])))
        for item in errors
        if item["type"] == "extra_forbidden"
    }
    found = []
    for item in errors:
        if item["type"] == "missing" and (item["loc"][:-1], item["loc"][-1]) in misspelt:
            continue
        location, kind, context = item["loc"], item["type"], item.get("ctx", {})
        location = tuple(step for step in location if step != "[key]")
        line, column = places.of(location, key=kind == "extra_forbidden" or "[key]" in item["loc"])
        message = _sentence(location, kind, context, item)
        if item.get("input") is None and kind != "missing" and places.ends_in_comment(line):
            message = f"{quoted(location[-1])} is empty, for what stands behind `#` is a comment: put a text with `#` in quotes"
        elif kind in _OF_VALUES and mends.curly(item.get("input")):
            message = f"{quoted(item['input'])} stands in curly quotes, which YAML takes for part of it: use straight ones or none"
        found.append(Problem(file, line, column, message))
    return found


def _sentence(location: Location, kind: str, context: dict[str, Any], item: Any) -> str:
    name = short(next((step for step in reversed(location) if isinstance(step, str)), "the file"))
    given = item.get("input")
    shown = quoted(given)
    match kind:
        case "extra_forbidden":
            if location == ("yaml-language-server",):
                return "this line is a comment that your editor reads: put `# ` in front of it again"
            if " " in str(location[-1]):
                return f"unknown key {quoted(location[-1])}: inside {{ }} a comma starts a new key, so put text with commas in quotes"
            known = _known_keys(location[:-1])
            where = None if nearest(str(location[-1]), known) else _belongs(location)
            return f"unknown key {quoted(location[-1])}: {where or did_you_mean(str(location[-1]), known)}"
        case "missing":
            return f"`{name}` is missing: add it ({_describe(location)})"
        case "enum":
            words = _words(location) or [str(context.get("expected"))]
            return f"{shown} is no {name}: {did_you_mean(short(given, LONGEST_WORD), words)}"
        case "said" | "number_words":
            return str(context["message"])
        case "partial_date":
            if given is None:
                return f"`{name}` is empty: write a date there, such as 2025-02-24 or 2025-02"
            return f"`{name}`: {context['message']}"
        case "string_type":
            if given is None:
                return f"`{name}` is empty: write a text after the colon{_or_leave_out(location)}"
            if isinstance(given, bool):
                return f"`{name}` must be a text, but YAML reads {shown} as yes or no: put it in quotes"
            if isinstance(given, dict):
                return f"`{name}` must be a text: a mapping stands here, so put a text that contains `: ` in quotes"
            return f"`{name}` must be a text: {kind_of(given)} stands here"
        case "string_too_short" | "too_short":
            return f"`{name}` is empty: write something there{_or_leave_out(location)}"
        case "string_too_long":
            return f"`{name}` is too long: at most {context.get('max_length')} characters"
        case "too_long":
            return f"`{name}` has {len(given):,} entries: at most {context['max_length']:,} are read"
        case "list_type":
            return f"`{name}` must be a list: start each entry on its own line with `- `, or write [one, two]"
        case "model_type" | "dict_type" | "model_attributes_type":
            where = f"`{name}`" if location and isinstance(location[-1], str) else f"this entry of `{name}`"
            if tuple(location) == ("sources",):
                return f"each source starts with a key of its own and a colon, such as `xinhua-2025-02-24:`: {kind_of(given)} stands here"
            keys = ", ".join(_known_keys(location)[:4])
            such = _example(location) or f"with keys such as {keys or 'a name and a colon'}"
            return f"{where} must be a mapping {such}: {kind_of(given)} stands here"
        case "bool_type" | "bool_parsing":
            return f"`{name}` is true or false, not {shown}"
        case "greater_than_equal" | "less_than_equal":
            return f"`{name}` is out of range: {item['msg'].lower().removeprefix('input should be ')} is right"
        case _:
            return f"`{name}`: {item['msg']}"


def _or_leave_out(location: Location) -> str:
    """The other way to mend an empty field, where the field is not needed."""
    model = _model_at(location[:-1])
    field = model.model_fields.get(str(location[-1])) if model is not None and location else None
    return ", or take the key out" if field is not None and not field.is_required() else ""


def _belongs(location: Location) -> str | None:
    """Where a key belongs that stands one level too high or too low: ("moves", 0, "amount", "period") -> beside `amount`."""
    key, at = str(location[-1]), location[:-1]
    for inside in _INSIDE:
        if inside in _known_keys(at) and key in _known_keys([*at, inside]):
            return f"it belongs below `{inside}`, further to the right than that"
    if len(at) > 1 and isinstance(at[-1], str) and key in _known_keys(at[:-1]):
        return f"it belongs beside `{at[-1]}`, in the same column, not below it"
    return None


_INSIDE = ("company", "amount", "period")  # fields that hold one mapping each


def _example(location: Location) -> str:
    """A mapping as it is written, from the examples of the field: "such as {start: 2025-02, end: 2028-01}"; empty where there is none."""
    names = [step for step in location if isinstance(step, str)]
    model = _model_at(location[: location.index(names[-1])]) if names else None
    field = model.model_fields.get(names[-1]) if model is not None else None
    example = next(iter(field.examples or []), None) if field is not None else None
    example = example[0] if isinstance(example, list) and example else example
    if not isinstance(example, dict) or any(isinstance(value, dict | list) for value in example.values()):
        return ""
    return f"such as {{{', '.join(f'{key}: {value}' for key, value in example.items())}}}"


def kind_of(value: object) -> str:
    """What a value is called in a message: [1] -> "a list"."""
    kinds: dict[type, str] = {dict: "a mapping", list: "a list", str: "a text", type(None): "nothing", bool: "true or false"}
    return kinds.get(type(value), "a number")


def _model_at(location: Location) -> type[BaseModel] | None:
    model: type[BaseModel] | None = CompanyFile
    in_mapping = False
    for step in location:
        if isinstance(step, int) or model is None:
            continue
        if in_mapping:
            in_mapping = False
            continue
        field = model.model_fields.get(step)
        in_mapping = field is not None and str(field.annotation).startswith("dict[")
        model = _model_in(field.annotation) if field is not None else None
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation: list[Move] -> Move, Period | None -> Period, dict[str, Source] -> Source."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)


def _known_keys(location: Location) -> list[str]:
    model = _model_at(location)
    return list(model.model_fields) if model is not None else []


def _words(location: Location) -> list[str]:
    """The words that an enumerated field takes."""
    model = _model_at(location[:-1])
    field = model.model_fields.get(str(location[-1])) if model is not None and location else None
    candidates = [field.annotation, *get_args(field.annotation)] if field is not None else []
    for candidate in candidates:
        if isinstance(candidate, type) and issubclass(candidate, Enum):
            return [member.value for member in candidate]
    return []


def _describe(location: Location) -> str:
    model = _model_at(location[:-1])
    field = model.model_fields.get(str(location[-1])) if model is not None else None
    words = _words(location)
    text = (field.description or "").rstrip(".") if field is not None else ""
    return text + (": " + ", ".join(words) if words else "")
