"""One file: what is taken, what is refused, and with which words at which place."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from components.records import schema
from components.records.reader import read
from components.records.yaml_text import load
from tests.records.refusals import AMOUNT, GOOD, REFUSALS

ROOT = Path(__file__).resolve().parents[2]


def told(text: str | bytes, name: str = "acme.yaml") -> list[str]:
    """The messages about one file."""
    result = read(name, text.encode() if isinstance(text, str) else text)
    assert (result.content is None) == bool(result.problems)
    return [str(problem) for problem in result.problems]


def test_good_file() -> None:
    content = read("acme.yaml", GOOD.encode()).content
    assert content is not None
    move = content.moves[0]
    assert move.amount is not None
    assert (move.amount.value, move.amount.currency, str(move.date)) == (3.8e11, "CNY", "2025-02-24")
    assert content.moves[1].part_of == "one"
    assert (content.figures[0].value, content.figures[0].segment) == (2.80154e11, "group")


def test_whole_example(whole: str) -> None:
    result = read("alibaba.yaml", whole.encode())
    assert (result.name, result.id, result.is_company, result.problems) == ("alibaba.yaml", "alibaba", True, ())
    assert result.content is not None
    assert result.content.model_dump(mode="json", exclude_defaults=True) == {
        "company": {
            "name": "Alibaba Group",
            "local_name": "阿里巴巴集团",
            "country": "CN",
            "headquarters": "Hangzhou",
            "listings": ["NYSE: BABA", "HKEX: 9988"],
            "fiscal_year_end": "03-31",
            "aliases": ["old-id"],
            "website": "https://www.alibabagroup.com",
        },
        "sources": {
            "xinhua-2025-02-24": {
                "publisher": "Xinhua",
                "title": "Alibaba to invest",
                "published": "2025-02-24",
                "url": "https://english.news.cn/a?b=c",
                "archived_url": "https://web.archive.org/web/2025/x",
                "accessed": "2026-11-24",
                "kind": "news",
            },
            "results-2025-02-20": {
                "publisher": "Alibaba",
                "title": "Results of the December quarter",
                "kind": "filing",
                "via": "xinhua-2025-02-24",
                "note": "Read in Xinhua's words only.",
            },
        },
        "moves": [
            {
                "id": "earlier-plan",
                "date": "2025-Q1",
                "title": "Said to plan a large sum",
                "category": "infrastructure",
                "status": "denied",
                "evidence": "unnamed",
                "denied_by": ["results-2025-02-20"],
                "disputed_by": [{"source": "xinhua-2025-02-24", "says": "the sum is larger"}],
                "note": "No plan of that name is known.",
                "amount": {
                    "share_of_revenue": {"low": 11.0, "high": 14.0},
                    "as_stated": "low teens of revenue",
                    "nature": "guidance",
                    "measure": "capital_expenditure",
                },
                "sources": ["xinhua-2025-02-24"],
            },
            {
                "id": "three-year-infrastructure-pledge",
                "date": "2025-02-24",
                "title": "Pledges more than 380 billion yuan for cloud and AI hardware over three years",
                "summary": "More than in the ten years before.",
                "due": "2028-01",
                "fulfils": "earlier-plan",
                "category": "infrastructure",
                "status": "announced",
                "evidence": "company",
                "stated_by": {"name": "Wu Yongming", "role": "Group CEO"},
                "amount": {
                    "value": 380_000_000_000.0,
                    "currency": "CNY",
                    "qualifier": "more_than",
                    "nature": "pledge",
                    "measure": "capital_expenditure",
                    "covers": "cloud and AI hardware infrastructure",
                    "usd": {"value": 52_000_000_000.0, "source": "xinhua-2025-02-24"},
                },
                "period": {"start": "2025-02", "end": "2028-01"},
                "quantities": [{"value": 50000.0, "unit": "servers"}, {"low": 1.0, "high": 2.0, "unit": "regions"}],
                "shared_with": ["softbank"],
                "part_of": "earlier-plan",
                "supersedes": "earlier-plan",
                "sources": ["xinhua-2025-02-24", "results-2025-02-20"],
                "tags": ["cloud"],
            },
        ],
        "figures": [
            {
                "metric": "capital_expenditure",
                "period": {"start": "2024-Q4", "end": "2024-Q4"},
                "fiscal_label": "FY2025 Q3",
                "covers": "purchases of property and equipment, finance leases left out",
                "value": 31_400_000_000.0,
                "qualifier": "about",
                "currency": "CNY",
                "note": "Rounded.",
                "evidence": "filing",
                "denied_by": ["xinhua-2025-02-24"],
                "disputed_by": [{"source": "xinhua-2025-02-24", "says": "31.8 billion"}],
                "doubtful": True,
                "sources": ["results-2025-02-20"],
            },
            {
                "metric": "share",
                "of": "group revenue",
                "as_of": "2024-12-31",
                "low": 11.0,
                "high": 14.0,
                "unit": "percent",
                "sources": ["results-2025-02-20"],
            },
        ],
    }


def test_whole_example_uses_every_field(whole: str) -> None:
    """So that a new field is added to the example, and thereby to the tests that read it."""
    content = read("alibaba.yaml", whole.encode()).content
    assert content is not None
    used: dict[str, set[str]] = {}

    def visit(record: BaseModel) -> None:
        used.setdefault(type(record).__name__, set()).update(record.model_fields_set)
        for value in (getattr(record, name) for name in type(record).model_fields):
            for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
                if isinstance(item, BaseModel):
                    visit(item)

    visit(content)
    # The qualifier of a quantity is tested by its refusals; everything else stands in the example.
    models = [schema.CompanyFile, schema.Company, schema.Source, schema.Move, schema.Amount, schema.Quantity, schema.Figure]
    unused = {model.__name__: set(model.model_fields) - used[model.__name__] for model in models}
    assert {name: fields for name, fields in unused.items() if fields} == {"Amount": {"low", "high"}, "Quantity": {"qualifier"}}


def test_what_is_not_written_has_its_default() -> None:
    content = read("acme.yaml", GOOD.encode()).content
    assert content is not None
    move, figure = content.moves[1], content.figures[0]
    assert (move.amount, move.period, move.denied_by, move.tags, move.summary) == (None, None, [], [], None)
    assert (figure.doubtful, figure.meant, figure.evidence) == (False, "exactly", None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("value: 5", "exactly"),
        ("value: 5, qualifier: up_to", "up_to"),
        ("low: 3, high: 5", "between"),
        ("low: 3, high: 5, qualifier: between", "between"),
        ("low: 3, high: 5, qualifier: about", "about"),
        ("low: 5, high: 5", "between"),
    ],
)
def test_how_a_number_is_meant(written: str, meant: str) -> None:
    content = read(
        "acme.yaml", GOOD.replace("value: 380 billion, currency: CNY, qualifier: more_than", f"{written}, currency: CNY").encode()
    ).content
    assert content is not None
    assert content.moves[0].amount is not None
    assert content.moves[0].amount.meant == meant


@pytest.mark.parametrize(
    "amount",
    [
        "{as_stated: a great deal, nature: pledge, measure: total}",
        "{share_of_revenue: {low: 11, high: 11}, nature: guidance, measure: capital_expenditure}",
        "{value: 3800亿, currency: CNY, nature: pledge, measure: total, as_stated: 三年3800亿}",
        "{low: 1 billion, high: 2 billion, currency: USD, nature: estimate, measure: chips}",
        "{value: 0.01, currency: JPY, nature: pledge, measure: other}",
    ],
)
def test_amounts_that_are_taken(amount: str) -> None:
    assert told(GOOD.replace(AMOUNT, amount)) == []


@pytest.mark.parametrize(
    "period",
    [
        "{start: 2025-06, end: 2025}",
        "{start: 2025, end: 2025}",
        "{start: 2025-02-24, end: 2025-02-24}",
        "{start: 2025-Q1/2025-Q2, end: 2027}",
    ],
)
def test_periods_that_are_taken(period: str) -> None:
    assert told(GOOD.replace("{start: 2025-02, end: 2028-01}", period)) == []


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
        f"acme.yaml:1:23: unknown key `{'k' * 40}`: known here: name, local_name, country, headquarters, listings, fiscal_year_end, "
        "aliases, website"
    ]


@pytest.mark.parametrize(
    ("name", "id", "is_company"),
    [("acme.yaml", "acme", True), ("acme.yml", "acme", True), ("a.b-c_1.yaml", "a.b-c_1", True), ("_market.yaml", "_market", False)],
)
def test_the_name_gives_the_id(name: str, id: str, is_company: bool) -> None:
    result = read(name, b"company: {name: A}\n" if is_company else b"sources: {}\n")
    assert (result.problems, result.id, result.is_company) == ((), id, is_company)


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


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("no", "no"), ("on", "on"), ("0123", "0123"), ("12:30", "12:30"), ("2025-02-30", "2025-02-30"), ("007", "007"), ("1e3", "1e3")],
)
def test_yaml_has_no_surprises(written: str, read_as: str) -> None:
    result = read("acme.yaml", f"company: {{name: {written}}}\n".encode())
    assert result.content is not None
    assert result.content.company is not None
    assert result.content.company.name == read_as


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(ending: str, mark: str) -> None:
    assert told((mark + GOOD.replace("\n", ending)).encode()) == []


def test_aliases_that_double_each_other_up_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 10)]
    assert told("\n".join(lines)) == ["acme.yaml:1:1: the aliases (`*name`) expand to too much: write the values out instead"]


def test_deep_nesting_is_refused_with_a_place() -> None:
    (message,) = told("[" * 5000)
    assert message.startswith("acme.yaml:1:")
    assert "nest" in message


def test_market_file_has_no_company() -> None:
    figures = "sources:\n  s1: {publisher: P, title: T, kind: news}\nfigures:\n"
    figures += "  - {metric: market_size, period: 2024, value: 120 billion, currency: USD, sources: [s1]}\n"
    assert told(figures, "_market.yaml") == []
    assert told("company: {name: A}\n", "_market.yaml") == [
        "_market.yaml:1:10: a file whose name starts with `_` is no company: it has `sources` and `figures` only"
    ]


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


MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[link](javascript:alert(1))",
    "$\\\\LaTeX$ :smile: **bold**",
    "=HYPERLINK(1)",
    "🚀👩‍👩‍👧 阿里",
    "\u202egnp.exe\u202c \u200f שלום",
]

# Every field that holds free text: what stands there is kept sign for sign, and shown as text by whoever shows it.
TEXT_FIELDS = [
    "company.headquarters", "company.listings", "company.local_name", "company.name",
    "figures.covers", "figures.disputed_by.says", "figures.fiscal_label", "figures.note", "figures.of", "figures.unit",
    "moves.amount.as_stated", "moves.amount.covers", "moves.disputed_by.says", "moves.note", "moves.quantities.unit",
    "moves.stated_by.name", "moves.stated_by.role", "moves.summary", "moves.title",
    "sources.*.note", "sources.*.publisher", "sources.*.title",
]  # fmt: skip


def leaves(value: Any, so_far: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each value stands that is neither a list nor a mapping."""
    if not isinstance(value, dict | list):
        yield so_far
        return
    for step, below in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(below, (*so_far, step))


@pytest.mark.parametrize("markup", MARKUP, ids=ascii)
def test_markup_is_kept_as_plain_text_or_refused_with_its_place(markup: str, whole: str) -> None:
    kept = set()
    places = list(leaves(load(whole)))
    for place in places:
        data = load(whole)
        above = data
        for step in place[:-1]:
            above = above[step]
        above[place[-1]] = markup
        text = json.dumps(data, ensure_ascii=False, indent=0)
        result = read("acme.yaml", text.encode())
        field = ".".join("*" if place[0] == "sources" and at == 1 else str(step) for at, step in enumerate(place) if isinstance(step, str))
        if result.content is None:
            assert field not in TEXT_FIELDS
            first = result.problems[0]
            assert 1 <= first.line <= text.count("\n") + 1
            assert all(str(problem).isprintable() for problem in result.problems)
        else:
            kept.add(field)
            at: Any = result.content
            for step in place:
                at = at[step] if isinstance(at, list | dict) else getattr(at, str(step))
            assert at == markup
    assert sorted(kept) == TEXT_FIELDS


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


def test_ids_that_look_like_octal_numbers_stay_as_they_are_written() -> None:
    content = read("acme.yaml", GOOD.replace("id: one", "id: 0123").replace("part_of: one", "part_of: 0123").encode()).content
    assert content is not None
    assert (content.moves[0].id, content.moves[1].part_of) == ("0123", "0123")


def test_norway_values_are_words_where_words_are_meant() -> None:
    content = read("acme.yaml", GOOD.replace("title: Pledges a sum", "title: no").replace("title: T,", "title: on,").encode()).content
    assert content is not None
    assert [move.title for move in content.moves] == ["no", "on"]
    assert told(GOOD.replace("{name: Acme}", "{name: Acme, country: NO}")) == []


def test_a_file_with_a_problem_in_each_of_many_entries_is_told_of_all() -> None:
    sources = "".join(f"  s{number}: {{publisher: P, kind: news}}\n" for number in range(2000))
    lines = told(f"company: {{name: A}}\nsources:\n{sources}")
    assert len(lines) == 2000
    assert lines[1999].startswith("acme.yaml:2002:10: a source without `url` needs a `title`")


def test_a_long_chain_of_references_is_followed_to_its_end() -> None:
    kind = "date: 2025, title: T, category: model, status: announced, evidence: news, sources: [s]"
    moves = [f"  - {{id: m{number}, supersedes: m{number + 1}, {kind}}}\n" for number in range(2000)]
    text = "company: {name: A}\nsources:\n  s: {publisher: P, title: T, kind: news}\nmoves:\n" + "".join(moves)
    assert told(f"{text}  - {{id: m2000, {kind}}}\n") == []
    assert len(told(f"{text}  - {{id: m2000, supersedes: m0, {kind}}}\n")) == 2001


SHIPPED = sorted((ROOT / "company_data").glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_file_is_good(path: Path) -> None:
    result = read(path.name, path.read_bytes())
    assert result.problems == ()
    assert result.content is not None
    entries = [*result.content.moves, *result.content.figures]
    cited = {key for entry in entries for key in (*entry.sources, *entry.denied_by, *(item.source for item in entry.disputed_by))}
    cited |= {source.via for source in result.content.sources.values() if source.via}
    assert set(result.content.sources) - cited == set(), "sources that nothing cites"


def test_four_companies_with_at_least_twenty_moves_each() -> None:
    counts = {path.stem: len(read(path.name, path.read_bytes()).content.moves) for path in SHIPPED}  # type: ignore[union-attr]
    assert {"alibaba", "baidu", "bytedance", "tencent", "_market"} <= set(counts)
    assert {company for company, count in counts.items() if not company.startswith("_") and count < 20} == set()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_mutation_of_a_good_file_is_read_or_refused_with_a_line_that_exists(data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["drop", "double", "cut", "insert", "indent"]))
        if how == "drop":
            lines[at] = ""
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif how == "insert":
            place = data.draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:place] + data.draw(st.text(max_size=4)) + lines[at][place:]
        else:
            lines[at] = " " * data.draw(st.integers(1, 4)) + lines[at]
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    result = read("acme.yaml", content)
    assert (result.content is None) == bool(result.problems)
    for problem in result.problems:
        assert 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 2
        assert problem.message
