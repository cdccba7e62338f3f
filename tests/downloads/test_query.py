"""Parameters of a request for data: each mistake is named, with what would be right."""

import pytest

from components.analysis.selection import Selection
from components.downloads import query
from components.downloads.query import Mistake

NAMES = {"acme": "Acme Sample", "bolt": "Bolt Sample"}


def read(*pairs: tuple[str, str]) -> tuple[Selection, list[Mistake]]:
    return query.read(pairs, NAMES, {"old": "acme"})


def test_good_parameters() -> None:
    selection, mistakes = read(
        ("companies", "old"), ("companies", "bolt"), ("q", " open  source "), ("currency", "USD"), ("basis", "per_year")
    )
    assert selection == Selection(companies=("acme", "bolt"), words="open source", currency="USD", basis="per_year")
    assert mistakes == []


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("companies", "cog", "one of acme, bolt"),
        ("evidence", "rumour", "one of filing, company, government, news, estimate, unnamed"),
        ("from", "2025-02-30", "a day such as 2025-01-31"),
        ("to", "tomorrow", "a day such as 2025-01-31"),
        ("basis", "weekly", "one of total, per_year"),
    ],
)
def test_mistake_says_what_would_be_right(name: str, value: str, right: str) -> None:
    assert read((name, value)) == (Selection(), [Mistake(f"{name}={value}", right)])


def test_long_words_and_unknown_currency() -> None:
    _, mistakes = read(("q", "x" * 201), ("currency", "XXX"))
    assert mistakes[0] == Mistake(f"q={'x' * 40}…", "at most 200 letters")
    assert mistakes[1].right.startswith("one of AUD, BRL, ")


def test_unknown_name_is_a_mistake() -> None:
    there = "no such parameter; there are companies, categories, statuses, evidence, from, to, q, currency, basis"
    assert read(("company_ids", "acme"), ("a\x00<b>", "")) == (Selection(), [Mistake("company_ids", there), Mistake("a <b>", there)])


@pytest.mark.parametrize(
    "name",
    ["move", "company", "view", "nature", "anchor", "window", "embed", "embed_options", "rev", "utm_source", "utm_x", "fbclid", "ref"],
)
def test_what_belongs_to_pages_and_campaigns_is_passed_over(name: str) -> None:
    assert read((name, "anything")) == (Selection(), [])


def test_empty_value_is_as_good_as_none() -> None:
    assert read(("companies", ""), ("from", ""), ("basis", "")) == (Selection(), [])


def test_no_more_mistakes_than_a_message_holds() -> None:
    _, mistakes = read(*((f"name{number}", "x") for number in range(15)), *(("companies", f"cog{number}") for number in range(15)))
    assert len(mistakes) == 20


def test_long_lists_are_cut_in_messages() -> None:
    _, mistakes = query.read([("companies", "x")], [f"c{number}" for number in range(50)], {})
    assert mistakes[0].right.endswith("c39 … (10 more)")
    _, mistakes = query.read([("companies", "x")], [], {})
    assert mistakes[0].right == "nothing: there is none in the data"
