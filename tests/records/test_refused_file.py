"""A file with problems: each is told, once, in words that mend it, at its place."""

import pytest

from tests.records.refusals import GOOD, REFUSALS, told


@pytest.mark.parametrize(("old", "new", "message"), REFUSALS)
def test_refusal(old: str, new: str, message: str) -> None:
    assert GOOD.count(old) >= 1
    assert told(GOOD.replace(old, new, 1)) == [message]


def test_every_problem_is_told_not_only_the_first() -> None:
    text = GOOD.replace("category: infra", "catgory: infra").replace("date: 2025-02-24", "date: soon").replace("kind: news", "kind: rumour")
    assert [message.split(": ", 1)[0] for message in told(text)] == ["acme.yaml:3:46", "acme.yaml:6:11", "acme.yaml:8:5"]


def test_what_a_record_is_and_what_it_refers_to_are_told_together() -> None:
    text = GOOD.replace("category: infra", "catgory: infra").replace("    sources: [s1]\n", "    sources: [s2]\n", 1)
    text = text.replace("part_of: one", "part_of: on").replace("{name: Acme}", "{name: Acme, country: XX}")
    assert told(text) == [
        "acme.yaml:1:32: there is no country `XX`: use the ISO 3166-1 code of two letters, such as CN or US",
        "acme.yaml:8:5: unknown key `catgory`: did you mean `category`?",
        "acme.yaml:13:15: there is no source `s2`: known here: s1",
        "acme.yaml:14:100: there is no move `on` in this file: did you mean `one`?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        # a source or a move that is refused itself is there all the same
        ("title: A, kind: news", "titel: A, kind: news", ["3:30: unknown key `titel`"]),
        ("id: one", "id: one\n    colour: red", ["6:5: unknown key `colour`"]),
        ("    title: Pledges a sum\n", "", ["5:5: `title` is missing"]),
        # what leads to an id that cannot be read is not held against it
        ("id: one", "ide: one", ["5:5: unknown key `ide`"]),
        ("id: one", "id: One Move", ["5:9: `One Move` is not a plain name"]),
        # a reference that cannot be read is told once, not twice
        ("part_of: one", "part_of: O N E", ["14:100: `O N E` is not a plain name"]),
        ("    sources: [s1]\n", "    sources: [[s2]]\n", ["13:15: `sources` must be a text: a list stands here"]),
        # where no source can be read, their absence is told once
        ("sources:\n  s1: {", "souces:\n  s1: {", ["2:1: unknown key `souces`"]),
        ("  s1: {publisher: The Paper, title: A, kind: news}\n", "  - s1\n", ["3:3: each source starts with a key of its own and a colon"]),
        # whole entries of another kind
        ("figures:\n", "figures:\n  - sources\n", ["16:5: this entry of `figures` must be a mapping"]),
        ("title: A, kind: news}", "title: A, kind: news}\n  s2: 5", ["4:7: `s2` must be a mapping"]),
    ],
)
def test_one_slip_is_told_once(old: str, new: str, messages: list[str]) -> None:
    assert GOOD.count(old) >= 1
    found = told(GOOD.replace(old, new, 1))
    assert len(found) == len(messages)
    for line, start in zip(found, messages, strict=True):
        assert line.startswith(f"acme.yaml:{start}")


def test_a_circle_and_a_double_id_are_told_beside_what_a_record_lacks() -> None:
    text = GOOD.replace("part_of: one", "part_of: two").replace("category: infra", "catgory: infra")
    assert told(text)[1:] == ["acme.yaml:14:100: `part_of` leads in a circle back to `two`: take one of the links out"]
    text = GOOD.replace("id: two", "id: one").replace("part_of: one", "colour: red")
    assert told(text) == [
        "acme.yaml:14:10: the id `one` is taken by a move above: give this one its own",
        "acme.yaml:14:91: unknown key `colour`: known here: id, date, title, summary, due, fulfils, category, status, evidence, "
        "denied_by, disputed_by, stated_by, note, amount, period, quantities and 5 more",
    ]


def test_a_key_that_stands_twice_hides_no_other_problem() -> None:
    text = GOOD.replace("{name: Acme}", "{name: Acme, name: B, country: XX}").replace("category: infra", "catgory: infra")
    assert told(text) == [
        "acme.yaml:1:23: the key `name` stands twice here: keep one of them",
        "acme.yaml:1:41: there is no country `XX`: use the ISO 3166-1 code of two letters, such as CN or US",
        "acme.yaml:8:5: unknown key `catgory`: did you mean `category`?",
    ]


def test_what_only_the_second_of_two_sections_holds_is_not_called_missing() -> None:
    text = GOOD + "sources:\n  s2: {publisher: B, title: B, kind: news}\n"
    assert told(text.replace("[s1]}\nfigures", "[s2]}\nfigures")) == [
        "acme.yaml:17:1: the key `sources` stands twice here: keep one of them"
    ]


def test_the_name_of_the_file_hides_no_other_problem() -> None:
    assert told("company: {nam: A}\n", "New Company.yaml") == [
        "New Company.yaml:1:1: the file's name is the company's id: use lower-case letters, digits and `-`, such as `new-company.yaml`",
        "New Company.yaml:1:11: unknown key `nam`: did you mean `name`?",
    ]


def test_a_missing_company_is_told_beside_other_problems() -> None:
    assert told(GOOD.replace("company: {name: Acme}\n", "").replace("category: infra", "catgory: infra")) == [
        "acme.yaml:1:1: `company` is missing: add `company:` with the company's `name` below it",
        "acme.yaml:7:5: unknown key `catgory`: did you mean `category`?",
    ]


def test_every_reference_that_does_not_hold_is_told() -> None:
    text = GOOD.replace("[s1]", "[sx]").replace("part_of: one", "part_of: nowhere")
    assert told(text) == [
        "acme.yaml:13:15: there is no source `sx`: known here: s1",
        "acme.yaml:14:100: there is no move `nowhere` in this file: known here: one, two",
        "acme.yaml:14:119: there is no source `sx`: known here: s1",
        "acme.yaml:16:89: there is no source `sx`: known here: s1",
    ]


def test_every_move_of_a_circle_is_named_and_none_that_only_leads_into_it() -> None:
    text = "company: {name: A}\nsources:\n  s: {publisher: P, title: T, kind: news}\nmoves:\n"
    for name, target in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")):
        text += f"  - {{id: {name}, supersedes: {target}, date: 2025, title: T, category: model, status: announced, "
        text += "evidence: news, sources: [s]}\n"
    assert told(text) == [
        f"acme.yaml:{line}:25: `supersedes` leads in a circle back to `{name}`: take one of the links out"
        for line, name in ((6, "b"), (7, "c"), (8, "d"))
    ]


def test_links_of_different_kinds_are_no_circle() -> None:
    text = GOOD.replace("    sources: [s1]\n", "    fulfils: two\n    sources: [s1]\n")
    assert told(text) == []


def test_sources_known_through_each_other_are_a_circle() -> None:
    extra = "via: s2}\n  s2: {publisher: B, title: B, kind: news, via: s3}\n  s3: {publisher: C, title: C, kind: news, via: s2}"
    assert told(GOOD.replace("kind: news}", f"kind: news, {extra}")) == [
        "acme.yaml:4:49: a source cannot be known through itself: name another one",
        "acme.yaml:5:49: a source cannot be known through itself: name another one",
    ]


def test_two_duplicates_are_both_told() -> None:
    text = GOOD.replace("{name: Acme}", "{name: Acme, name: B}").replace("    title: Pledges a sum\n", "    title: A\n    title: B\n")
    assert told(text) == [
        "acme.yaml:1:23: the key `name` stands twice here: keep one of them",
        "acme.yaml:8:5: the key `title` stands twice here: keep one of them",
    ]


def test_a_message_is_one_line_whatever_it_quotes() -> None:
    assert told(GOOD.replace("category: infrastructure", 'category: "a\\nb\\e[31m"')) == [
        "acme.yaml:8:15: `a b [31m` is no category: known here: infrastructure, chips, model, product, open_source, research, "
        "organisation, partnership, pricing, finance"
    ]
    assert told(GOOD.replace("{name: Acme}", "{name: Acme, " + "k" * 900 + ": x}")) == [
        f"acme.yaml:1:23: unknown key `{'k' * 40}…`: known here: name, local_name, country, headquarters, listings, fiscal_year_end, "
        "aliases, website"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "acme.yaml:1:1: the file is empty: start it with `company:` and the company's name"),
        (b"# only a comment\n", "acme.yaml:1:1: the file is empty: start it with `company:` and the company's name"),
        (b"- a\n", "acme.yaml:1:1: a list stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
        (b"hello", "acme.yaml:1:1: a text stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
        (b"5\n", "acme.yaml:1:1: a number stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
        (b"true\n", "acme.yaml:1:1: true or false stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
        (b"[]\n", "acme.yaml:1:1: a list stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
        (b"{}\n", "acme.yaml:1:1: `company` is missing: add `company:` with the company's `name` below it"),
        (b"null\n", "acme.yaml:1:1: the file is empty: start it with `company:` and the company's name"),
        (
            b"company: {name: *x}\n",
            "acme.yaml:1:17: this is not YAML (found undefined alias): put text that starts with `*` in quotes",
        ),
        (b"company:\n  name: *x\n", "acme.yaml:2:9: this is not YAML (found undefined alias): put text that starts with `*` in quotes"),
        (
            b"company: {name: !!int x}\n",
            "acme.yaml:1:17: this is not YAML (could not determine a constructor for the tag "
            "'tag:yaml.org,2002:int' before `x`): tags such as `!name` are not read: take it out, or put the text in quotes",
        ),
        (
            b"company:\n  name: 'A\nmoves: []\n",
            "acme.yaml:2:9: this is not YAML (found unexpected end of stream): a quote or a bracket is opened and not closed",
        ),
        (b"company: {name: " + b"9" * 5000 + b"}\n", "acme.yaml:1:17: `name` is too long: at most 300 characters"),
        (b"company: " + b"[" * 900 + b"]" * 900 + b"\n", "acme.yaml:1:39: the file is nested too deeply here: at most 30 levels are read"),
        (b"sources: {}\n", "acme.yaml:1:1: `company` is missing: add `company:` with the company's `name` below it"),
        ("company: {name: A}\n".encode("utf-16"), "acme.yaml:1:1: the file is in UTF-16: save it as UTF-8"),
        (b"company:\n  name: caf\xe9\n", "acme.yaml:2:12: the byte 0xe9 here is not UTF-8: save the file as UTF-8"),
        (
            b"x" * 4_000_001,
            "acme.yaml:1:1: the file has 4,000,001 bytes; at most 4,000,000 are read: split it into several companies",
        ),
        (
            b"company: &a [x]\nmoves: [" + b"*a," * 101 + b"]\n",
            "acme.yaml:2:309: more than 100 aliases (`*name`): write the values out instead",
        ),
        (
            b"company:\n\tname: A\n",
            "acme.yaml:2:1: this is not YAML (found character that cannot start any token): indent with spaces, not tabs",
        ),
        (
            b"company: {name: A}\n---\nmoves: []\n",
            "acme.yaml:2:1: this is not YAML (but found another document): one file holds one document: take out the second `---`",
        ),
        (
            b"company: {name: !secret A}\n",
            "acme.yaml:1:17: this is not YAML (could not determine a constructor for the tag '!secret'): "
            "tags such as `!name` are not read: take it out, or put the text in quotes",
        ),
    ],
)
def test_no_company_file(content: bytes, message: str) -> None:
    assert told(content) == [message]


def test_aliases_that_double_each_other_up_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 10)]
    assert told("\n".join(lines)) == ["acme.yaml:1:1: the aliases (`*name`) expand to too much: write the values out instead"]


def test_deep_nesting_is_refused_with_a_place() -> None:
    (message,) = told("[" * 5000)
    assert message.startswith("acme.yaml:1:")
    assert "nest" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "_market.yaml:1:1: the file is empty: start it with `sources:` and `figures:`"),
        ("- a\n", "_market.yaml:1:1: a list stands at the top: start it with `sources:` and `figures:`"),
        (GOOD, "_market.yaml:1:10: a file whose name starts with `_` is no company: it has `sources` and `figures` only"),
        (
            GOOD.replace("company: {name: Acme}\n", ""),
            "_market.yaml:4:3: a file whose name starts with `_` is no company: it has `sources` and `figures` only",
        ),
    ],
)
def test_what_a_market_file_is_not(text: str, message: str) -> None:
    assert told(text, "_market.yaml") == [message]


@pytest.mark.parametrize(
    "name", ["New Company.yaml", "Acme.yaml", "-a.yaml", "é.yaml", "_Market.yaml", "__x.yaml", "_.yaml", "a+b.yml", ".yaml"]
)
def test_name_that_is_no_id(name: str) -> None:
    assert told("sources: {}\n" if name.startswith("_") else "company: {name: A}\n", name) == [
        f"{name}:1:1: the file's name is the company's id: use lower-case letters, digits and `-`, such as `new-company.yaml`"
    ]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("company: {name: A, website: 'javascript:alert(1)'}", "1:29: `javascript:alert(1)` is not a web address"),
        ("company: {name: A, website: ' JavaScript:alert(1)'}", "1:29: `JavaScript:alert(1)` is not a web address"),
        ("company: {name: A, website: 'data:text/html,x'}", "1:29: `data:text/html,x` is not a web address"),
        ("company: {name: A, website: 'https:javascript'}", "1:29: `https:javascript` is not a web address"),
    ],
)
def test_a_link_that_is_no_web_address(field: str, message: str) -> None:
    (line,) = told(field)
    assert line == f"acme.yaml:{message}: it starts with http:// or https:// and has no spaces"


def test_ten_megabytes_are_refused_without_being_read() -> None:
    assert told(b"company: {name: A}\n" + b"# padding\n" * 1_000_000) == [
        "acme.yaml:1:1: the file has 10,000,019 bytes; at most 4,000,000 are read: split it into several companies"
    ]


@pytest.mark.parametrize(
    ("entries", "last"),
    [
        (100, "acme.yaml:102:8: a source without `url` needs a `title`, so that a reader can find it"),
        (101, "acme.yaml:103:9: and 1 more problem: mend these first"),
        (900, "acme.yaml:103:9: and 800 more problems: mend these first"),
        (2000, "acme.yaml:103:9: and at least 900 more problems: mend these first"),
    ],
)
def test_a_problem_in_each_of_many_entries(entries: int, last: str) -> None:
    sources = "".join(f"  s{number}: {{publisher: P, kind: news}}\n" for number in range(entries))
    lines = told(f"company: {{name: A}}\nsources:\n{sources}")
    assert len(lines) == min(entries, 101)
    assert lines[-1] == last


def test_a_long_chain_of_references_is_followed_to_its_end() -> None:
    kind = "date: 2025, title: T, category: model, status: announced, evidence: news, sources: [s]"
    moves = [f"  - {{id: m{number}, supersedes: m{number + 1}, {kind}}}\n" for number in range(2000)]
    text = "company: {name: A}\nsources:\n  s: {publisher: P, title: T, kind: news}\nmoves:\n" + "".join(moves)
    assert told(f"{text}  - {{id: m2000, {kind}}}\n") == []
    lines = told(f"{text}  - {{id: m2000, supersedes: m0, {kind}}}\n")
    assert (len(lines), lines[-1].split(": ", 1)[1]) == (101, "and at least 900 more problems: mend these first")
