"""A good file: what is taken, and as what."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from components.records import schema
from components.records.reader import read
from components.records.yaml_text import load
from tests.records.refusals import AMOUNT, GOOD, told

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize(
    ("name", "id", "is_company"),
    [("acme.yaml", "acme", True), ("acme.yml", "acme", True), ("a.b-c_1.yaml", "a.b-c_1", True), ("_market.yaml", "_market", False)],
)
def test_the_name_gives_the_id(name: str, id: str, is_company: bool) -> None:
    result = read(name, b"company: {name: A}\n" if is_company else b"sources: {}\n")
    assert (result.problems, result.id, result.is_company) == ((), id, is_company)


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


def test_market_file_has_no_company() -> None:
    figures = "sources:\n  s1: {publisher: P, title: T, kind: news}\nfigures:\n"
    figures += "  - {metric: market_size, period: 2024, value: 120 billion, currency: USD, sources: [s1]}\n"
    assert told(figures, "_market.yaml") == []
    assert told("company: {name: A}\n", "_market.yaml") == [
        "_market.yaml:1:10: a file whose name starts with `_` is no company: it has `sources` and `figures` only"
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


def test_ids_that_look_like_octal_numbers_stay_as_they_are_written() -> None:
    content = read("acme.yaml", GOOD.replace("id: one", "id: 0123").replace("part_of: one", "part_of: 0123").encode()).content
    assert content is not None
    assert (content.moves[0].id, content.moves[1].part_of) == ("0123", "0123")


def test_norway_values_are_words_where_words_are_meant() -> None:
    content = read("acme.yaml", GOOD.replace("title: Pledges a sum", "title: no").replace("title: T,", "title: on,").encode()).content
    assert content is not None
    assert [move.title for move in content.moves] == ["no", "on"]
    assert told(GOOD.replace("{name: Acme}", "{name: Acme, country: NO}")) == []


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
