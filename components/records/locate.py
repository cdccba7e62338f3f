"""From a pydantic error to a line of the file and a sentence that says what would be right.

Runs only for a file that has a problem, so that good files cost nothing extra.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from components.records.problems import Problem, did_you_mean, nearest
from components.records.schema import CompanyFile
from components.records.yaml_text import compose

Location = Sequence[int | str]


class Places:
    """Where things stand in a text that `yaml_text.load` could read."""

    def __init__(self, text: str) -> None:
        self._root = compose(text)
        # Mapping node -> key -> (value node, mark of the key): a file of a thousand sources may have a problem in each.
        self._keys: dict[yaml.MappingNode, dict[str, tuple[yaml.Node, Any]]] = {}

    def of(self, location: Location, *, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of what `location` names, or of the nearest thing above it that is there.

        ("moves", 0, "date") -> where the value of `date` stands; with key=True, where the word `date` stands.
        """
        node = self._root
        mark = node.start_mark if node is not None else None
        for step in location:
            below, here = self._step(node, step)
            if below is None:
                break
            node = below
            mark = here if key and here is not None else below.start_mark
        return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)

    def _step(self, node: yaml.Node | None, step: int | str) -> tuple[yaml.Node | None, Any]:
        """The node one step down, and the mark of its key if it has one. Of a key that stands twice the first counts."""
        if isinstance(node, yaml.MappingNode):
            if node not in self._keys:
                pairs = reversed(node.value)
                self._keys[node] = {key.value: (value, key.start_mark) for key, value in pairs if isinstance(key, yaml.ScalarNode)}
            return self._keys[node].get(str(step), (None, None))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            return node.value[step], None
        return None, None


def problems_of(error: ValidationError, file: str, places: Places) -> list[Problem]:
    """Every problem that pydantic found, each with its place and its mend."""
    errors = error.errors(include_url=False)
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
        found.append(Problem(file, line, column, _sentence(location, kind, context, item)))
    return found


def _sentence(location: Location, kind: str, context: dict[str, Any], item: Any) -> str:
    name = next((str(step) for step in reversed(location) if isinstance(step, str)), "the file")
    given = item.get("input")
    shown = f"`{str(given)[:40]}`"
    match kind:
        case "extra_forbidden":
            if " " in str(location[-1]):
                return f"unknown key {_shown_key(location[-1])}: inside {{ }} a comma starts a new key, so put text with commas in quotes"
            return f"unknown key {_shown_key(location[-1])}: {did_you_mean(str(location[-1]), _known_keys(location[:-1]))}"
        case "missing":
            return f"`{name}` is missing: add it ({_describe(location)})"
        case "enum":
            words = _words(location) or [str(context.get("expected"))]
            return f"{shown} is no {name}: {did_you_mean(str(given), words)}"
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
            return f"`{name}` must be a text: {kind_of(given)} stands here"
        case "string_too_short" | "too_short":
            return f"`{name}` is empty: write something there{_or_leave_out(location)}"
        case "string_too_long":
            return f"`{name}` is too long: at most {context.get('max_length')} characters"
        case "list_type":
            return f"`{name}` must be a list: start each entry on its own line with `- `, or write [one, two]"
        case "model_type" | "dict_type" | "model_attributes_type":
            where = f"`{name}`" if location and isinstance(location[-1], str) else f"this entry of `{name}`"
            keys = ", ".join(_known_keys(location)[:4])
            return f"{where} must be a mapping with keys such as {keys or 'a name and a colon'}: {kind_of(given)} stands here"
        case "bool_type" | "bool_parsing":
            return f"`{name}` is true or false, not {shown}"
        case "greater_than_equal" | "less_than_equal":
            return f"`{name}` is out of range: {item['msg'].lower().removeprefix('input should be ')} is right"
        case _:
            return f"`{name}`: {item['msg']}"


def _shown_key(key: int | str) -> str:
    """A key as it is quoted in a message, cut to a length that reads."""
    return f"`{str(key)[:40]}`"


def _or_leave_out(location: Location) -> str:
    """The other way to mend an empty field, where the field is not needed."""
    model = _model_at(location[:-1])
    field = model.model_fields.get(str(location[-1])) if model is not None and location else None
    return ", or take the key out" if field is not None and not field.is_required() else ""


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
