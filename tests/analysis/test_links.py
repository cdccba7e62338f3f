"""A selection goes into an address and comes back the same; what an address says wrongly is named and ignored."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import links, order
from components.analysis.selection import Selection
from components.records.vocabulary import Category, Evidence, Status

COMPANIES = ("acme", "bolt", "cove")
CURRENCIES = ("CNY", "EUR", "USD")


def read(*pairs: tuple[str, str]) -> tuple[Selection, list[str]]:
    return links.read(pairs, COMPANIES, {"acme-old": "acme"}, CURRENCIES)


def some(options: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(options), unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    companies=some(COMPANIES),
    categories=some(tuple(word.value for word in Category)),
    statuses=some(tuple(word.value for word in Status)),
    evidence=some(tuple(word.value for word in Evidence)),
    start=st.none() | st.dates(),
    end=st.none() | st.dates(),
    words=st.text(max_size=150).map(lambda text: " ".join(text.split())),
    currency=st.sampled_from(("", *CURRENCIES)),
    basis=st.sampled_from(links.BASES),
)


@given(SELECTIONS)
def test_any_selection_survives_its_address(selection: Selection) -> None:
    address = links.address("https://dashboard.example/compare", links.pairs(selection))
    given_back = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    assert links.read(given_back, COMPANIES, {}, CURRENCIES) == (selection, [])


def test_defaults_are_left_out() -> None:
    assert links.pairs(Selection()) == []
    assert links.address("https://dashboard.example/", []) == "https://dashboard.example/"


def test_order_is_that_of_the_filter_bar() -> None:
    selection = Selection(("bolt", "acme"), words="open source", start=date(2025, 1, 1), currency="USD", basis="per_year")
    assert links.address("/compare", links.pairs(selection)) == (
        "/compare?companies=bolt&companies=acme&from=2025-01-01&q=open+source&currency=USD&basis=per_year"
    )


def test_earlier_id_leads_to_todays_and_is_taken_once() -> None:
    assert read(("companies", "acme-old"), ("companies", "acme")) == (Selection(companies=("acme",)), [])


@pytest.mark.parametrize(
    ("pair", "note"),
    [
        (("companies", "nobody"), "companies=nobody"),
        (("categories", "Model"), "categories=Model"),
        (("from", "2025-02-30"), "from=2025-02-30"),
        (("from", "20250224"), "from=20250224"),
        (("to", "2025-W09-1"), "to=2025-W09-1"),
        (("currency", "usd"), "currency=usd"),
        (("basis", "weekly"), "basis=weekly"),
        (("q", "x" * 201), f"q={'x' * 40}…"),
        (("companies", "<script>\nalert(1)</script>"), "companies=<script> alert(1)</script>"),
    ],
)
def test_what_is_wrong_is_ignored_with_a_note(pair: tuple[str, str], note: str) -> None:
    assert read(pair) == (Selection(), [note])


def test_of_a_repeated_single_value_the_last_counts() -> None:
    assert read(("basis", "per_year"), ("basis", "total"), ("q", "a"), ("q", "b")) == (Selection(words="b"), [])


def test_other_parameters_are_not_looked_at() -> None:
    assert read(("move", "acme/pledge"), ("utm_source", "mail"), ("companies", "")) == (Selection(), [])


NAMES = [*links.LISTS, "from", "to", "q", "currency", "basis", "x"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=300)), max_size=30))
def test_any_parameters_give_a_selection_of_what_there_is(pairs: list[tuple[str, str]]) -> None:
    selection, ignored = read(*pairs)
    assert set(selection.companies) <= set(COMPANIES)
    assert selection.currency in ("", *CURRENCIES)
    assert selection.basis in links.BASES
    assert all(note.isprintable() and len(note) < 60 for note in ignored)


KEYS = ("acme/pledge", "acme/rumour", "bolt/model")
# A value that each parameter of a page may have.
CHOICES = {
    "company": COMPANIES,
    "view": links.VIEWS,
    "nature": ("pledge", "lease"),
    "anchor": KEYS,
    "window": links.WINDOWS,
    "sort": tuple(order.SORTS),
}


def place(page: str, *pairs: tuple[str, str]) -> tuple[links.Place, list[str]]:
    return links.place(page, pairs, COMPANIES, KEYS, {"acme-old": "acme"})


@st.composite
def places(draw: st.DrawFn) -> links.Place:
    page = draw(st.sampled_from(["", "method", *links.OF_PAGE]))
    chosen = [(name, draw(st.sampled_from(CHOICES[name]))) for name in links.OF_PAGE.get(page, ()) if draw(st.booleans())]
    return links.Place(page, tuple(chosen), draw(st.sampled_from(["", *KEYS])))


@given(SELECTIONS, places())
def test_any_view_survives_its_address(selection: Selection, there: links.Place) -> None:
    address = links.address(f"https://dashboard.example/{there.page}", links.pairs(selection) + there.pairs)
    given_back = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    assert links.read(given_back, COMPANIES, {}, CURRENCIES) == (selection, [])
    assert links.place(there.page, given_back, COMPANIES, KEYS, {}) == (there, [])


def test_parameters_of_another_page_are_passed_over() -> None:
    assert place("timeline", ("view", "Delivery"), ("anchor", "acme-old/pledge"), ("window", "30")) == (
        links.Place("timeline", (("anchor", "acme/pledge"), ("window", "30"))),
        [],
    )


@pytest.mark.parametrize(
    ("pairs", "note"),
    [
        ((("company", "nobody"),), "company=nobody"),
        ((("view", "amounts"),), "view=amounts"),
        ((("window", "91"),), "window=91"),
        ((("sort", "-amount; drop"),), "sort=-amount; drop"),
        ((("move", "acme/none"),), "move=acme/none"),
        ((("anchor", "pledge"),), "anchor=pledge"),
        ((("colour", "red\n<b>"),), "colour=red <b>"),
        ((("x" * 50, ""),), f"{'x' * 40}…="),
    ],
)
def test_what_leads_nowhere_is_noted(pairs: tuple[tuple[str, str], ...], note: str) -> None:
    assert place("company", *pairs) == (links.Place("company"), [note])


def test_earlier_of_a_repeated_value_is_noted_and_the_last_counts() -> None:
    assert place("company", ("company", "acme"), ("company", "bolt"), ("companies", "acme"), ("companies", "bolt")) == (
        links.Place("company", (("company", "bolt"),)),
        ["company=acme"],
    )


def test_campaigns_embedding_and_the_revision_are_no_business_of_a_note() -> None:
    assert place("", ("utm_source", "mail"), ("fbclid", "1"), ("embed", "true"), ("embed_options", "dark_theme"), ("rev", "x")) == (
        links.Place(),
        [],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("d7fc5200", "d7fc5200"), ("D7FC5200", ""), ("d7fc520", ""), ("d7fc52000", ""), ("d7fc5200\n", ""), ("$(reboot)", ""), ("", "")],
)
def test_revision_is_eight_hex_digits(text: str, expected: str) -> None:
    assert links.revision(text) == expected


def test_every_parameter_is_explained() -> None:
    written = dict(links.pairs(Selection(("a",), ("b",), ("c",), ("d",), date(2025, 1, 1), date(2025, 1, 2), "e", "USD", "per_year")))
    assert set(links.PARAMETERS) == {*written, *CHOICES, "move", "lang", "rev", "embed", "embed_options"}
    assert {name for names in links.OF_PAGE.values() for name in names} == set(CHOICES)
