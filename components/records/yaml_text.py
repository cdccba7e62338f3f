"""YAML text to plain Python values: libyaml's safe loader, without the surprises that YAML 1.1 has for people.

`2025-02-30` stays a text (our own date reader refuses it with a place), `no` is not false, `012` is not 10, `12:30` is not
750, and a key that stands twice is refused instead of won in silence by the last. Size and aliases are bounded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import yaml

from components.records import quick_yaml, yaml_mends
from components.records.problems import quoted
from components.records.yaml_mends import MAX_DEPTH

MAX_BYTES = 4_000_000
MAX_ALIASES = 100
# Words, lists and mappings of a text that is read node by node: each takes half a kilobyte. A file of four megabytes that
# says something has half as many, and one that can be read the quick way may have more.
MAX_NODES = 500_000
MOST_TWICE = 10_000  # keys that stand twice and are noted
_ALIAS = re.compile(r"(?:^|[\s\[{,:])\*[\w-]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Something wrong in a text; `line` and `column` count from 1."""

    line: int
    column: int
    message: str


class UnreadableText(Exception):
    """The bytes are no YAML that we take; `problems` say where and what would be right.

    `value` is what the text says nevertheless, where it can be read but for keys that stand twice: the first of each counts.
    """

    def __init__(self, *problems: TextProblem, value: Any = None) -> None:
        super().__init__(problems[0].message)
        self.problems = problems
        self.value = value


class TooMuch(UnreadableText):
    """The text has more nodes than are read with care."""


class PlainLoader(yaml.CSafeLoader):
    """The libyaml safe loader with only the plain types of YAML 1.2: null, true/false, decimal numbers, text."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.duplicates: list[TextProblem] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        if not isinstance(node, yaml.MappingNode):  # `!!map word`
            raise yaml.constructor.ConstructorError(None, None, f"expected a mapping node, but found {node.id}", node.start_mark)
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                raise UnreadableText(TextProblem(mark.line + 1, mark.column + 1, "a key must be a plain word"))
            self.construct_object(key_node)  # refuses a tag that is not read
            key = key_node.value  # a key is a word, also where it looks like a number: `2025:` is "2025"
            if key in mapping:
                if len(self.duplicates) < MOST_TWICE:
                    message = f"the key {quoted(key)} stands twice here: keep one of them"
                    self.duplicates.append(TextProblem(mark.line + 1, mark.column + 1, message))
            else:
                mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_INT = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$")
_MAX_DIGITS = 400  # more than any float holds: what is longer stays a text, and whoever wanted a number refuses it with its place


def _int(text: str) -> int | str:
    return int(text) if len(text) <= _MAX_DIGITS else text


def _float(text: str) -> float:
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _scalar(pattern: re.Pattern[str], convert: Callable[[str], Any]) -> Callable[[PlainLoader, yaml.ScalarNode], Any]:
    """A constructor that refuses, with its place, what only a tag calls a number or a truth value: `!!int x`."""

    def construct(loader: PlainLoader, node: yaml.ScalarNode) -> Any:
        text = str(loader.construct_scalar(node))
        if not pattern.match(text):
            problem = f"could not determine a constructor for the tag {node.tag!r} before {quoted(text)}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return convert(text)

    return construct


# What only a tag can bring in (dates, sets, bytes ...) is not read: the safe loader's own constructors go.
PlainLoader.yaml_constructors = {
    tag: constructor
    for tag, constructor in yaml.CSafeLoader.yaml_constructors.items()
    if tag is None or str(tag).rpartition(":")[2] in ("null", "str", "seq", "map")
}
PlainLoader.add_constructor("tag:yaml.org,2002:bool", _scalar(_BOOL, lambda text: text.lower() == "true"))
PlainLoader.add_constructor("tag:yaml.org,2002:int", _scalar(_INT, _int))
PlainLoader.add_constructor("tag:yaml.org,2002:float", _scalar(_FLOAT, _float))
PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", "N", ""])
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tTfF"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-+0123456789"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789."))


def decode(content: bytes) -> str:
    """Bytes of a file as text. Raises UnreadableText for what is too large or not UTF-8.

    The invisible line separators that come along with text from the web are spaces: YAML 1.1 would end a line at each,
    and no editor would agree on which line a message means.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableText(
            TextProblem(1, 1, f"the file has {len(content):,} bytes; at most {MAX_BYTES:,} are read: split it into several companies")
        )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(content) > 1 and content[:2].count(0) == 1):
        raise UnreadableText(TextProblem(1, 1, "the file is in UTF-16: save it as UTF-8"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise UnreadableText(
            TextProblem(line, column, f"the byte 0x{content[error.start]:02x} here is not UTF-8: save the file as UTF-8")
        ) from None
    return text.replace("\u2028", " ").replace("\u2029", " ").replace("\u0085", " ")


# First signs of what may be more than a text: null, true and false, and numbers.
_MAYBE = frozenset("~nNtTfF+-.0123456789")


def _plain(text: str) -> Any:
    """The value of a scalar without quotes, as `PlainLoader` resolves it: "12" -> 12, "true" -> True, "012" -> "012", "" -> None."""
    if text and text[0] not in _MAYBE:
        return text
    return _resolved(text) if len(text) <= _SHORT else _resolve(text)


def _resolve(text: str) -> Any:
    if _NULL.match(text):
        return None
    if _BOOL.match(text):
        return text.lower() == "true"
    if _INT.match(text):
        return _int(text)
    return _float(text) if _FLOAT.match(text) else text


_SHORT = 32  # letters of what is kept for the next time: dates and numbers recur
_resolved = lru_cache(maxsize=65_536)(_resolve)


def load(text: str, most_nodes: int = MAX_NODES) -> Any:
    """The plain value of one YAML document. Raises UnreadableText with every place that is wrong.

    A text that has to be read node by node may have so many nodes; one with more raises TooMuch.
    """
    try:
        return quick_yaml.load(text, _plain, MAX_DEPTH)
    except quick_yaml.Unusual:
        return _load_with_care(text, most_nodes)


def _load_with_care(text: str, most_nodes: int = MAX_NODES) -> Any:
    """The same for any text, node by node: knows tags and aliases, and the place of each mistake."""
    _bound_nodes(text, most_nodes)
    if _ALIAS.search(text):
        _bound_aliases(text)
    loader = PlainLoader(text)
    try:
        value = loader.get_single_data()
    except yaml.YAMLError as error:
        raise UnreadableText(TextProblem(*yaml_mends.problem(error, text))) from None
    finally:
        loader.dispose()
    if _levels(value) > MAX_DEPTH:
        raise UnreadableText(_too_deep(text))
    if loader.duplicates:
        raise UnreadableText(*loader.duplicates, value=value)
    return value


def _levels(value: Any) -> int:
    """How many lists and mappings stand inside each other, counted no further than is allowed: {a: [1]} -> 2."""
    level, count = [value], 0
    while count <= MAX_DEPTH:
        inside = [item for item in level if isinstance(item, dict | list)]
        if not inside:
            break
        level = list(chain.from_iterable(item.values() if isinstance(item, dict) else item for item in inside))
        count += 1
    return count


def _too_deep(text: str) -> TextProblem:
    """The first place where a list or mapping stands deeper than is allowed."""
    level = [node] if (node := compose(text)) is not None else []
    for _ in range(MAX_DEPTH):
        below = chain.from_iterable(
            [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value for node in level
        )
        level = [node for node in below if isinstance(node, yaml.MappingNode | yaml.SequenceNode)]
    mark = level[0].start_mark
    return TextProblem(mark.line + 1, mark.column + 1, f"the file is nested too deeply here: at most {MAX_DEPTH} levels are read")


def compose(text: str) -> yaml.Node | None:
    """The node tree of a text that `load` could read: nodes know their line and column."""
    loader = PlainLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _bound_nodes(text: str, most: int) -> None:
    """Refuse a text whose nodes would fill the memory: four megabytes of `~,` have two million."""
    if len(text) <= most:  # no node without a letter
        return
    nodes = 0
    try:
        for event in yaml.parse(text, Loader=PlainLoader):
            nodes += isinstance(event, yaml.NodeEvent)
            mark = event.start_mark
            if nodes > most and mark is not None:
                message = f"the file has more than {most:,} words, lists and mappings: split it into several companies"
                raise TooMuch(TextProblem(mark.line + 1, mark.column + 1, message))
    except yaml.YAMLError:
        pass  # told, with its mend, by whoever reads the text next


def _bound_aliases(text: str) -> None:
    """Refuse a text whose aliases expand to more than it is worth ("billion laughs"). Runs only where aliases may be."""
    aliases = 0
    try:
        for event in yaml.parse(text, Loader=PlainLoader):
            if isinstance(event, yaml.AliasEvent):
                aliases += 1
                mark = event.start_mark
                if aliases > MAX_ALIASES and mark is not None:
                    message = f"more than {MAX_ALIASES} aliases (`*name`): write the values out instead"
                    raise UnreadableText(TextProblem(mark.line + 1, mark.column + 1, message))
        # A few aliases can still double each other up: 2^100 leaves. The tree is walked with a bound on what it expands to.
        node = compose(text)
    except yaml.YAMLError as error:
        raise UnreadableText(TextProblem(*yaml_mends.problem(error, text))) from None
    budget = 200_000
    waiting = [node] if node is not None else []
    while waiting:
        item = waiting.pop()
        budget -= 1
        if budget < 0:
            raise UnreadableText(TextProblem(1, 1, "the aliases (`*name`) expand to too much: write the values out instead"))
        if isinstance(item, yaml.MappingNode):
            waiting.extend(part for pair in item.value for part in pair)
        elif isinstance(item, yaml.SequenceNode):
            waiting.extend(item.value)
