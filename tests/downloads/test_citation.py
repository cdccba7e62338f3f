"""A citation says what was seen, where, in which state of the data, and when."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from components.analysis.links import Place
from components.analysis.selection import Selection
from components.downloads import citation

NAMES = {"acme": "Acme & Sons", "bolt": "Bolt AI"}
TITLES = {"acme/pledge": "Pledges 380 billion yuan", "bolt/model": "Opens its model"}
DAY = date(2026, 11, 4)


def test_title_of_the_bare_overview() -> None:
    assert citation.title("Overview", Selection(), Place(), NAMES, TITLES) == (
        "AI Moves: Overview (all moves; amounts in the currency stated)"
    )


def test_title_says_place_and_selection() -> None:
    selection = Selection(companies=("acme",), start=date(2025, 1, 1), words="open {source}", currency="USD", basis="per_year")
    compare = Place("compare", (("view", "Amounts"), ("nature", "pledge")), "bolt/model")
    assert citation.title("Compare", selection, compare, NAMES, TITLES) == (
        "AI Moves: Compare (Amounts; Pledge; with the card of “Opens its model”; companies: acme; from 2025-01-01; "
        "words: open {source}; amounts in USD, per year)"
    )
    timeline = Place("timeline", (("anchor", "acme/pledge"), ("window", "30")))
    assert citation.title("Timeline", Selection(), timeline, NAMES, TITLES) == (
        "AI Moves: Timeline (around “Pledges 380 billion yuan”; 30 days before and after; all moves; amounts in the currency stated)"
    )
    company = Place("company", (("company", "acme"),))
    assert citation.title("Company", Selection(), company, NAMES, TITLES) == (
        "AI Moves: Company (Acme & Sons; all moves; amounts in the currency stated)"
    )
    data = Place("data", (("sort", "-date"),))
    assert citation.title("Data", Selection(), data, NAMES, TITLES) == (
        "AI Moves: Data (newest first; all moves; amounts in the currency stated)"
    )


def test_plain_text() -> None:
    assert citation.text("AI Moves: Data (all moves)", "https://a.example/data?rev=17e78437", "17e78437", DAY) == (
        "AI Moves: Data (all moves). Data revision 17e78437. https://a.example/data?rev=17e78437 (accessed 4 November 2026)."
    )


def test_address_ends_no_field_of_bibtex() -> None:
    entry = citation.bibtex("Data", "https://a.example/}\\{x?q=%7D", "17e78437", DAY)
    assert "  url = {https://a.example/%7D%5C%7Bx?q=%7D}," in entry.split("\n")


def test_bibtex() -> None:
    assert citation.bibtex("AI Moves: Acme & Sons", "https://a.example/?q=50%25&rev=17e78437", "17e78437", DAY) == (
        "@misc{ai-moves-17e78437,\n"
        "  key = {AI Moves},\n"
        "  title = {{AI Moves: Acme \\& Sons}},\n"
        "  year = {2026},\n"
        "  note = {Data revision 17e78437, accessed 4 November 2026},\n"
        "  url = {https://a.example/?q=50%25&rev=17e78437},\n"
        "  urldate = {2026-11-04}\n"
        "}"
    )


@given(st.text(max_size=40))
def test_no_words_break_out_of_the_entry(words: str) -> None:
    title = citation.title("Data", Selection(words=words), Place(), NAMES, TITLES)
    assert title.isprintable()
    depth = 0
    entry = citation.bibtex(title, "https://a.example/", "17e78437", DAY)
    for at, sign in enumerate(entry):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth > 0 or at in (0, 1, 2, 3, 4, len(entry) - 1), entry
    assert depth == 0
    assert len(entry.splitlines()) == 8
