"""Invented companies ("Acme", "Bolt") for the tests of analysis and charts, made by the real reader from YAML."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from components.analysis import reported
from components.analysis.tables import Tables, tables
from components.records.reader import read
from components.records.schema import CompanyFile
from components.records.vocabulary import Category, Evidence, Metric

# For properties of whole frames: few examples, and no failure because a machine is slow.
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SOURCES = """\
sources:
  filing: {publisher: Sample Exchange, title: A sample filing, kind: filing, published: 2025-02-20, url: "https://example.com/filing"}
  blog: {publisher: Sample Blog, title: A sample post, kind: company}
  paper: {publisher: The Sample Paper, title: A sample article, kind: news, url: "https://example.com/paper"}
  broker: {publisher: Sample Broker, title: A sample note, kind: report}
  post: {publisher: Sample Forum, title: A sample rumour, kind: social}
"""

# Two companies by hand, with something of everything that a chart or a sentence depends on.
ACME = f"""\
company: {{name: Acme Sample, country: US}}
{SOURCES}
moves:
  - id: pledge
    date: 2025-02-24
    title: Pledges more than 380 billion yuan
    summary: A *sample* summary.
    category: infrastructure
    status: announced
    evidence: filing
    stated_by: {{name: A. Person, role: CEO}}
    note: Only a sample.
    tags: [cloud]
    due: 2025-Q2
    amount: {{value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure, covers: servers}}
    period: {{start: 2025-02, end: 2028-01}}
    disputed_by: [{{source: broker, says: it is less}}]
    sources: [blog, filing, paper]
  - id: first-pledge
    date: 2024-06
    title: Pledges 100 billion yuan
    category: infrastructure
    status: announced
    evidence: company
    amount: {{value: 100 billion, currency: CNY, nature: pledge, measure: capital_expenditure}}
    sources: [blog]
  - id: new-pledge
    date: 2025-Q3
    title: Raises the first pledge to between 120 and 150 billion yuan
    category: infrastructure
    status: announced
    evidence: news
    amount: {{low: 120 billion, high: 150 billion, currency: CNY, nature: pledge, measure: capital_expenditure}}
    supersedes: first-pledge
    sources: [paper]
  - id: hall
    date: 2025-03-05
    title: Builds one hall of the pledge
    category: infrastructure
    status: under_way
    evidence: company
    amount: {{value: 10 billion, currency: CNY, qualifier: up_to, nature: spending, measure: data_centres}}
    period: {{start: 2025, end: 2025}}
    part_of: pledge
    fulfils: pledge
    sources: [blog]
  - id: rumour
    date: 2025
    title: Said to plan 900 billion yuan
    category: chips
    status: denied
    evidence: unnamed
    denied_by: [filing]
    amount: {{value: 900 billion, currency: CNY, nature: pledge, measure: chips}}
    sources: [post]
  - id: target
    date: 2025-05-01
    title: Means to sell AI for 40 billion dollars
    category: product
    status: announced
    evidence: company
    amount: {{value: 40 billion, currency: USD, nature: pledge, measure: revenue}}
    sources: [blog]
  - id: share
    date: 2025-05-02
    title: Will spend a low share of revenue
    category: finance
    status: announced
    evidence: company
    amount:
      {{share_of_revenue: {{low: 11, high: 14}}, as_stated: low teens of revenue, nature: guidance, measure: capital_expenditure}}
    period: {{start: 2025, end: 2025}}
    sources: [blog]
figures:
  - {{metric: revenue, period: 2024-Q4, value: 280 billion, currency: CNY, sources: [filing]}}
  - {{metric: revenue, period: 2025-Q1, value: 0, currency: CNY, sources: [filing]}}
  - {{metric: capital_expenditure, period: 2024-Q4, value: 31.8 billion, currency: CNY, covers: purchases, sources: [filing]}}
  - {{metric: capital_expenditure, period: 2025-Q2, value: 38.6 billion, currency: CNY, fiscal_label: FY2026 Q1, sources: [paper]}}
  - {{metric: growth, of: revenue, period: 2025-Q1, value: -3.5, unit: percent, note: A sample., sources: [post]}}
"""
BOLT = f"""\
company: {{name: 波特 Sample}}
{SOURCES}
moves:
  - {{id: model, date: 2025-05, title: Opens its model, category: model, status: completed, evidence: company, sources: [blog]}}
  - id: loan
    date: 2025-02-24
    title: Raises money
    category: finance
    status: completed
    evidence: estimate
    amount: {{value: 5 billion, currency: USD, qualifier: about, nature: financing, measure: total}}
    sources: [broker]
  - id: chips
    date: 2025-02-15/2025-02-16
    title: Orders chips
    category: chips
    status: reported
    evidence: government
    amount: {{value: 2 billion, currency: USD, nature: order, measure: chips}}
    period: {{start: 2025-Q1, end: 2025-Q4}}
    sources: [paper]
figures:
  - {{metric: capital_expenditure, period: 2025-Q1, value: 2 billion, currency: USD, sources: [filing]}}
"""
MARKET = """\
sources:
  paper: {publisher: The Sample Paper, title: A sample article, kind: news}
figures:
  - {metric: market_size, period: 2024, value: 120 billion, currency: USD, sources: [paper]}
"""


def parse(company: str, text: str) -> CompanyFile:
    """One file as the reader has it; a sample with a problem is a mistake in the test."""
    result = read(f"{company}.yaml", text.encode())
    assert result.content is not None, "\n".join(str(problem) for problem in result.problems)
    return result.content


def frames(texts: Mapping[str, str]) -> Tables:
    """Frames of files as id -> text; an id that starts with `_` is no company."""
    files = {company: parse(company, text) for company, text in texts.items()}
    return tables(
        {company: file for company, file in files.items() if not company.startswith("_")},
        {company: file for company, file in files.items() if company.startswith("_")},
    )


@cache
def strange(name: str) -> Tables:
    """Frames of one of `STRANGE`, made once: tests leave frames as they are."""
    return frames(STRANGE[name])


def both() -> Tables:
    """Acme and Bolt."""
    return frames({"acme": ACME, "bolt": BOLT})


def text(name: str, moves: Iterable[dict[str, Any]] = (), figures: Iterable[dict[str, Any]] = ()) -> str:
    """A company file from the fields of its moves and figures; what is not given is filled in."""
    lines = [f"company: {{name: {json.dumps(name)}}}", SOURCES, "moves:" + ("" if moves else " []")]
    lines += [f"  - {json.dumps(move)}" for move in moves]
    lines += ["figures:" + ("" if figures else " []"), *(f"  - {json.dumps(figure)}" for figure in figures)]
    return "\n".join(lines)


def move(move_id: str = "only", date: str = "2025-02-24", **fields: Any) -> dict[str, Any]:
    """A move of the file format: `move("a", "2025-Q1", category="chips")`."""
    plain = {"title": f"A sample move {move_id}", "category": "infrastructure", "status": "announced", "evidence": "company"}
    return {"id": move_id, "date": date, **plain, "sources": ["blog"], **fields}


def stating(value: float, currency: str = "CNY", nature: str = "pledge", **fields: Any) -> dict[str, Any]:
    """An amount of the file format: `stating(380e9, qualifier="more_than")`."""
    return {"value": value, "currency": currency, "nature": nature, "measure": "capital_expenditure", **fields}


def figure(period: str | dict[str, str] | None = "2025-Q1", value: float | None = 1e9, **fields: Any) -> dict[str, Any]:
    """A figure of the file format: `figure("2025-Q1", 2e9, metric="revenue")`; None leaves a field out."""
    plain = {"metric": "capital_expenditure", "sources": ["filing"], "period": period, "value": value}
    given = {**plain, **({} if "unit" in fields else {"currency": "CNY"}), **fields}
    return {name: value for name, value in given.items() if value is not None}


def figures_of(*figures: dict[str, Any], name: str = "Acme Sample") -> pd.DataFrame:
    """The figures frame of one company with these figures."""
    return frames({"acme": text(name, [], figures)}).figures


def spent_by_quarter(figures: pd.DataFrame) -> list[tuple[str, float, str]]:
    """Capital expenditure of a figures frame: quarter, upper end and evidence."""
    found = reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE)
    return [(row.quarter, row.high, row.evidence) for row in found.itertuples(index=False)]


def many(count: int) -> dict[str, str]:
    """So many companies with two moves and two figures each, as id -> text."""
    return {
        f"company-{number:03}": text(
            f"Sample {number}",
            [move("a", "2025-Q1", amount=stating(1e9 * (number + 1))), move("b", f"20{10 + number % 15}-03-02", category="chips")],
            [figure("2025-Q1", 1e9 + number), figure("2025-Q2", 2e9)],
        )
        for number in range(count)
    }


# Files that are strange and yet valid: every function and every chart has to live with them.
STRANGE: dict[str, dict[str, str]] = {
    "nothing at all": {},
    "one company with nothing": {"acme": text("Acme Sample")},
    "one move": {"acme": text("Acme Sample", [move()])},
    "no amounts": {"acme": text("Acme Sample", [move("a"), move("b", "2025-Q1")]), "bolt": text("Bolt Sample", [move()])},
    "zero and less": {
        "acme": text(
            "Acme Sample",
            [],
            [
                figure("2025-Q1", 0),
                figure("2025-Q2", 0),
                figure("2025-Q1", 0, metric="revenue"),
                figure("2025-Q2", 0, metric="revenue"),
                figure("2025-Q1", -2e9, metric="profit"),
                figure("2025-Q2", -1e9, metric="profit"),
            ],
        )
    },
    "only less than zero": {"acme": text("Acme Sample", [], [figure("2025-Q1", -2e9), figure("2025-Q2", -1e9)])},
    "figures only": {"acme": text("Acme Sample", [], [figure(), figure("2025-Q2", 3e9)]), "_market": MARKET},
    "two of one name": {
        "acme": text("Acme Sample", [move()], [figure("2025-Q1")]),
        "acme-two": text("Acme Sample", [move("a"), move("b")], [figure("2025-Q2")]),
    },
    "names that mean something elsewhere": {
        "acme": text("=1+1 <b>&amp; %{x}", [move(title="$1 <a href='x'>& %{y}", amount=stating(1))], [figure(unit="<i>")]),
        "bolt": text("company_name", [move()]),
    },
    "far apart": {"acme": text("Acme Sample", [move("a", "1900"), move("b", "2199"), move("c", "2025-02-24")])},
    "two hundred": many(200),
}


@st.composite
def days(draw: st.DrawFn, first: int = 2018, last: int = 2027) -> str:
    """A date of any precision as a file writes it."""
    year, month, day = draw(st.integers(first, last)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    forms = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}-Q{(month + 2) // 3}", f"{year}-H{(month + 5) // 6}", f"{year}")
    return draw(st.sampled_from(forms))


@st.composite
def move_lists(draw: st.DrawFn, most: int = 25) -> list[dict[str, Any]]:
    """Moves with random dates and, for some, an amount with a period."""
    moves = []
    for number in range(draw(st.integers(1, most))):
        fields: dict[str, Any] = {
            "category": draw(st.sampled_from([category.value for category in Category])),
            "evidence": draw(st.sampled_from([evidence.value for evidence in Evidence])),
        }
        if draw(st.booleans()):
            start = draw(st.integers(2020, 2026))
            fields["amount"] = stating(draw(st.sampled_from([1e6, 5e9, 380e9])), draw(st.sampled_from(["CNY", "USD"])))
            fields["period"] = {"start": f"{start}-0{draw(st.integers(1, 9))}", "end": str(start + draw(st.integers(0, 3)))}
        moves.append(move(f"m{number}", draw(days()), **fields))
    return moves


@st.composite
def data(draw: st.DrawFn, companies: int = 3) -> Tables:
    """Frames of one to three invented companies with random moves."""
    names = ["acme", "bolt", "cog"][: draw(st.integers(1, companies))]
    return frames({name: text(f"{name.title()} Sample", draw(move_lists())) for name in names})
