"""YAML text to plain values: no surprises, every refusal with its place, bounds on size, depth and aliases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.records.yaml_text import (
    MAX_ALIASES,
    MAX_BYTES,
    MAX_DEPTH,
    UnreadableText,
    compose,
    decode,
    load,
)


def refusals(content: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and message of each problem; none where the text can be read."""
    try:
        load(decode(content if isinstance(content, bytes) else content.encode()))
    except UnreadableText as error:
        return [(problem.line, problem.column, problem.message) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("No", "No"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("012", "012"),
        ("0o14", "0o14"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1:30:00", "1:30:00"),
        ("5e9", "5e9"),
        ("1.5e3", "1.5e3"),
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("3.25", 3.25),
        ("-.5", -0.5),
        ("5.", 5.0),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("2025", 2025),
        ("2025-02-24", "2025-02-24"),
        ("2025-02-30", "2025-02-30"),
        ("2025-02-24T10:00:00Z", "2025-02-24T10:00:00Z"),
        ("'5'", "5"),
        ('"no"', "no"),
        ("=", "="),
        ("<<", "<<"),
        ("a *b* & c! 100% d", "a *b* & c! 100% d"),
        ("阿里巴巴", "阿里巴巴"),
    ],
)
def test_a_plain_word_is_what_it_looks_like(written: str, value: object) -> None:
    read = load(f"key: {written}\n")
    assert read == {"key": value}
    assert type(read["key"]) is type(value)


def test_nan_is_read_as_the_number_it_is() -> None:
    assert repr(load("[.nan, .NaN]")) == "[nan, nan]"


def test_a_number_too_long_for_python_stays_a_text() -> None:
    assert load(f"[{'9' * 400}, {'9' * 401}, {'9' * 100_000}]") == [int("9" * 400), "9" * 401, "9" * 100_000]


def test_keys_are_words_also_where_they_look_like_something_else() -> None:
    text = "2025: a\n1.50: b\n012: c\ntrue: d\nnull: e\nno: f\n2025-02-24: g\n"
    assert load(text) == {"2025": "a", "1.50": "b", "012": "c", "true": "d", "null": "e", "no": "f", "2025-02-24": "g"}


def test_keys_that_differ_only_in_quotes_are_the_same_key() -> None:
    assert refusals("2025: a\n'2025': b\n") == [(2, 1, "the key `2025` stands twice here: keep one of them")]


@pytest.mark.parametrize("key", ["[a]", "{a: b}", "{a: 1, a: 2}"])
def test_a_key_is_never_a_list_or_a_mapping(key: str) -> None:
    assert refusals(f"x:\n  ? {key}\n  : value\n") == [(2, 5, "a key must be a plain word")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ending: str, mark: bytes) -> None:
    text = "a: 1\nb:\n  - x\n  - y\n"
    assert load(decode(mark + text.replace("\n", ending).encode())) == {"a": 1, "b": ["x", "y"]}
    broken = mark + "a: 1\nb:\n  - 'x\n".replace("\n", ending).encode()
    assert refusals(broken) == [
        (3, 5, "this is not YAML (found unexpected end of stream): a quote or a bracket is opened and not closed"),
    ]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085"])
def test_invisible_line_separators_neither_end_a_line_nor_shift_the_places(sign: str) -> None:
    assert load(decode(f"# one{sign}two\na: b{sign}c\n".encode())) == {"a": "b c"}
    assert refusals(f"# one{sign}two\na: 1\na: 2\n") == [(3, 1, "the key `a` stands twice here: keep one of them")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    assert refusals("a: 阿\n".encode(encoding)) == [(1, 1, "the file is in UTF-16: save it as UTF-8")]


@pytest.mark.parametrize(
    ("content", "line", "column", "byte"),
    [
        (b"\xe9", 1, 1, "e9"),
        (b"a: caf\xe9\n", 1, 7, "e9"),
        (b"a: 1\nb: x\xff\n", 2, 5, "ff"),
        ("a: 1\r\n阿里: ".encode() + b"\x80", 2, 5, "80"),
        ("a: 阿".encode()[:-1], 1, 4, "e9"),
        (b"a: \xed\xa0\x80", 1, 4, "ed"),
        ("company: 阿里巴巴\n".encode("gbk"), 1, 10, "b0"),
    ],
)
def test_bytes_that_are_not_utf_8(content: bytes, line: int, column: int, byte: str) -> None:
    assert refusals(content) == [(line, column, f"the byte 0x{byte} here is not UTF-8: save the file as UTF-8")]


def test_size_is_bounded() -> None:
    assert refusals(b"#" * MAX_BYTES) == []
    message = "the file has 5,000,000 bytes; at most 4,000,000 are read: split it into several companies"
    assert refusals(b"#" * 5_000_000) == [(1, 1, message)]


def test_every_duplicate_is_told_with_the_place_of_the_later_one() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: 3\nlist: [{d: 1, d: 2, d: 3}]\n"
    assert sorted(refusals(text)) == [
        (4, 3, "the key `c` stands twice here: keep one of them"),
        (5, 1, "the key `a` stands twice here: keep one of them"),
        (6, 15, "the key `d` stands twice here: keep one of them"),
        (6, 21, "the key `d` stands twice here: keep one of them"),
    ]


def test_one_word_may_be_a_key_in_two_places() -> None:
    assert load("a: {x: 1}\nb: {x: 2}\n") == {"a": {"x": 1}, "b": {"x": 2}}


NO_KEY = (
    "this is not YAML (did not find expected key): check the indentation of this line and the one above, "
    "and put a text that starts with a quote or `*` in quotes as a whole"
)
NO_TOKEN = "this is not YAML (found character that cannot start any token): "
COLUMN = (
    "this is not YAML (mapping values are not allowed in this context): the line above says something already, so no key can stand below "
    "it and further to the right: keys that belong together start in the same column"
)
ODD = (
    "this line is indented with a sign that only looks like a space: delete what stands before the first word and press the space bar "
    "instead"
)
NO_COLON = (
    "this is not YAML (could not find expected ':'): after a key comes a colon and a space, and text that goes on from the line above "
    "stands further to the right"
)
LEFT_OPEN = "this is not YAML (found unexpected end of stream): a quote or a bracket is opened and not closed"
BRACKET = "a bracket is opened and not closed, or a comma is missing"
CONTROL = "this is not YAML (control characters are not allowed): take the invisible control character out"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\n\tb: 1\n", 2, 1, f"{NO_TOKEN}indent with spaces, not tabs"),
        (
            "a:\n  - x\n\t- y\n",
            3,
            1,
            "this is not YAML (found a tab character that violates indentation): indent with spaces, not tabs",
        ),
        ("a: @x\n", 1, 4, f"{NO_TOKEN}put text that starts with `@` in quotes"),
        ("a: `x`\n", 1, 4, f"{NO_TOKEN}put text that starts with a backtick in quotes"),
        ("a: %x\n", 1, 4, f"{NO_TOKEN}put text that starts with `%` in quotes"),
        ("a: b: c\n", 1, 5, "this is not YAML (mapping values are not allowed in this context): put text that contains `: ` in quotes"),
        (
            "a:\n  b: 1\n c: 2\n",
            3,
            2,
            NO_KEY,
        ),
        ("a: 1\nb\nc: 2\n", 2, 1, NO_COLON),
        ("a: 1\nb:2\nc: 3\n", 2, 1, NO_COLON),
        ("a: 1\nb：2\nc: 3\n", 2, 1, f"{NO_COLON}; the wide `：` here is none to YAML: write `: `"),
        # A line too far to the right, or the one above too far to the left.
        ("a:\n  - b: 1\n      c: 2\n", 3, 8, COLUMN),
        ("a:\n  - b: 1\n     c: 2\n", 3, 7, COLUMN),
        ("a: 380 billion\n  b: CNY\n", 2, 4, COLUMN),
        ("a:\n  b: x\n    c: 2\n", 3, 6, COLUMN),
        ("a:\n  b: 1\n\u00a0\u00a0c: 2\n  d: 3\n", 3, 1, ODD),
        (
            "a: - x\n",
            1,
            4,
            "this is not YAML (block sequence entries are not allowed in this context): put text that starts with `- ` "
            "in quotes, and start a list on a line of its own",
        ),
        ("a: ? x\n", 1, 4, "this is not YAML (mapping keys are not allowed in this context): put text that starts with `? ` in quotes"),
        (
            "a: >10 billion\n",
            1,
            6,
            "this is not YAML (did not find expected comment or line break): put text that starts with `>` or `|` in quotes",
        ),
        (
            "a: [,]\n",
            1,
            5,
            "this is not YAML (did not find expected node content): a comma or a bracket stands where a value belongs: take it out",
        ),
        (
            "a: {b: x， c: y\nd: z\n",
            1,
            12,
            f"this is not YAML (did not find expected ',' or '}}'): {BRACKET}; the wide `，` here is none to YAML: write `, `",
        ),
        (
            "a: {b: plant #2, c: y}\nd: z\n",
            1,
            4,
            f"this is not YAML (did not find expected ',' or '}}'): {BRACKET}; what stands behind ` #` is a comment, so "
            f"put a text with it in quotes",
        ),
        (
            "a: “b: c”\n",
            1,
            6,
            "this is not YAML (mapping values are not allowed in this context): put text that contains `: ` in quotes, "
            "straight ones: curly ones are none to YAML",
        ),
        (
            "- a\nb: c\n",
            2,
            1,
            "this is not YAML (did not find expected '-' indicator): each entry of the list starts with `- ` in the same column",
        ),
        ("a: *x\n", 1, 4, "this is not YAML (found undefined alias): put text that starts with `*` in quotes"),
        ("a: 1\nb: *bold text\n", 2, 10, NO_KEY),
        ('a: 1\nb: "Cloud" is the word\n', 2, 12, NO_KEY),
        (
            "a: 1\nb: *bold* text\n",
            2,
            9,
            "this is not YAML (did not find expected alphabetic or numeric character): put text that starts with `*` or `&` in quotes",
        ),
        ("a: 1\nb: 'x\nc: 2\nd: 3\n", 2, 4, LEFT_OPEN),
        ('a: 1\nb: "x\nc: 2\n', 2, 4, LEFT_OPEN),
        ("a: 'x", 1, 6, LEFT_OPEN),
        ("a: 1\nb: [1, 2\nc: 3\nd: 4\n", 2, 4, f"this is not YAML (did not find expected ',' or ']'): {BRACKET}"),
        ("a: {x: 'y' z: 1}\n", 1, 12, f"this is not YAML (did not find expected ',' or '}}'): {BRACKET}"),
        (
            "a: {value:, b: 1}\n",
            1,
            10,
            "this is not YAML (found unexpected ':'): after a key inside { } comes a colon and a space; put text with a colon in quotes",
        ),
        (
            'a: "c:\\q"\n',
            1,
            7,
            "this is not YAML (found unknown escape character): between double quotes `\\` starts an escape: use single quotes, "
            "where it stands for itself",
        ),
        (
            "a: 1\n---\nb: 2\n",
            2,
            1,
            "this is not YAML (but found another document): one file holds one document: take out the second `---`",
        ),
        ("a: x\x07y\n", 1, 5, CONTROL),
        ("a: 1\nb: x\x00\n", 2, 5, CONTROL),
        ("\x00", 1, 1, CONTROL),
        ("a: '\x1b[31m'\n", 1, 5, CONTROL),
    ],
)
def test_what_is_no_yaml(text: str, line: int, column: int, message: str) -> None:
    assert refusals(text) == [(line, column, message)]


def test_a_document_may_be_marked_as_such() -> None:
    assert load("---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_nothing_is_none(text: str) -> None:
    assert load(text) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("!secret x", "could not determine a constructor for the tag '!secret'"),
        (
            "!!python/object/apply:os.system ['id']",
            "could not determine a constructor for the tag 'tag:yaml.org,2002:python/object/apply:os.system'",
        ),
        ("!!timestamp 2025-02-24", "could not determine a constructor for the tag 'tag:yaml.org,2002:timestamp'"),
        ("!!timestamp 2025-13-45", "could not determine a constructor for the tag 'tag:yaml.org,2002:timestamp'"),
        ("!!timestamp x", "could not determine a constructor for the tag 'tag:yaml.org,2002:timestamp'"),
        ("!!binary aGk=", "could not determine a constructor for the tag 'tag:yaml.org,2002:binary'"),
        ("!!set {a, b}", "could not determine a constructor for the tag 'tag:yaml.org,2002:set'"),
        ("!!omap [a: 1]", "could not determine a constructor for the tag 'tag:yaml.org,2002:omap'"),
        ("!!pairs [a: 1]", "could not determine a constructor for the tag 'tag:yaml.org,2002:pairs'"),
        ("!!int x", "could not determine a constructor for the tag 'tag:yaml.org,2002:int' before `x`"),
        ("!!int ''", "could not determine a constructor for the tag 'tag:yaml.org,2002:int' before ``"),
        ("!!float 1:30", "could not determine a constructor for the tag 'tag:yaml.org,2002:float' before `1:30`"),
        ("!!bool no", "could not determine a constructor for the tag 'tag:yaml.org,2002:bool' before `no`"),
        ("!!map x", "expected a mapping node, but found scalar"),
        ("!!map [x]", "expected a mapping node, but found sequence"),
        ("!!seq {a: b}", "expected a sequence node, but found mapping"),
        ("!!str [a]", "expected a scalar node, but found sequence"),
    ],
)
def test_tags_are_not_read(value: str, said: str) -> None:
    assert refusals(f"a: 1\nb: {value}\n") == [
        (2, 4, f"this is not YAML ({said}): tags such as `!name` are not read: take it out, or put the text in quotes")
    ]
    assert len(refusals(f"a: 1\nb: [x, {value}]\n")) == 1


def test_a_tag_before_a_key_is_not_read_either() -> None:
    message = (
        "this is not YAML (could not determine a constructor for the tag '!secret'): tags such as `!name` are not "
        "read: take it out, or put the text in quotes"
    )
    assert refusals("a: 1\n!secret b: 2\n") == [(2, 1, message)]


def test_a_tag_that_changes_nothing_is_harmless() -> None:
    assert load("a: !!str 5\nb: !!int 5\nc: !!float 5.5\nd: !!seq [1]\n") == {"a": "5", "b": 5, "c": 5.5, "d": [1]}


def test_anchors_spare_a_few_words() -> None:
    assert load("a: &note {x: 1}\nb: *note\nc: [*note, *note]\n") == {"a": {"x": 1}, "b": {"x": 1}, "c": [{"x": 1}, {"x": 1}]}


def test_a_merge_key_is_a_plain_word() -> None:
    assert load("a: &base {x: 1}\nb: {<<: *base, y: 2}\n") == {"a": {"x": 1}, "b": {"<<": {"x": 1}, "y": 2}}


def test_the_number_of_aliases_is_bounded() -> None:
    assert len(load("[&a x" + ", *a" * MAX_ALIASES + "]")) == MAX_ALIASES + 1
    place = len("[&a x" + ", *a" * MAX_ALIASES) + 3
    assert refusals("[&a x" + ", *a" * (MAX_ALIASES + 1) + "]") == [
        (1, place, "more than 100 aliases (`*name`): write the values out instead"),
    ]


TOO_MUCH = "the aliases (`*name`) expand to too much: write the values out instead"


def test_aliases_that_double_each_other_up_are_refused() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 29))]
    assert refusals("\n".join(lines)) == [(1, 1, TOO_MUCH)]


@pytest.mark.parametrize("text", ["&a [*a]", "a: &a {b: *a}\n", "a: &a [x, [*a]]\n"])
def test_an_alias_to_what_it_stands_in_is_refused(text: str) -> None:
    assert refusals(text) == [(1, 1, TOO_MUCH)]


DEEP = f"the file is nested too deeply here: at most {MAX_DEPTH} levels are read"


def test_depth_is_bounded() -> None:
    assert refusals("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert refusals("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [(1, MAX_DEPTH + 1, DEEP)]
    assert refusals("a: 1\nb: " + "[" * 900 + "]" * 900) == [(2, 3 + MAX_DEPTH, DEEP)]


def test_fifty_nested_mappings_are_refused_at_the_first_that_is_too_deep() -> None:
    text = "".join(f"{'  ' * level}level{level}:\n" for level in range(50))
    assert refusals(text) == [(31, 61, DEEP)]


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "[" * 5000 + "]" * 5000, "- " * 5000 + "x"])
def test_nesting_that_the_parser_itself_gives_up_on(text: str) -> None:
    ((line, _, message),) = refusals(text)
    assert line == 1
    assert message == "this is not YAML (exceeded maximum nesting depth): the file is nested too deeply: at most 30 levels are read"


def test_nodes_know_their_place() -> None:
    root = compose("a: 1\nb:\n  - x\n")
    assert root is not None
    (_, (key, value)) = root.value
    assert ((key.start_mark.line, key.start_mark.column), (value.start_mark.line, value.start_mark.column)) == ((1, 0), (2, 2))
    assert compose("") is None


SYNTAX = st.text("ab1 \t\r\n:-?,[]{}#&*!|>'\"%@`~.\\<=\u2028\u00e9\u0085\x07", max_size=60)


@given(SYNTAX | st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    content = text.encode("utf-8", "replace")
    lines = content.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column, message in refusals(content):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert message


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for line, column, message in refusals(content):
        assert line >= 1
        assert column >= 1
        assert message
