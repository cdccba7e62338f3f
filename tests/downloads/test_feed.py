"""The feed: valid Atom, newest first, dated by the moves and never by the clock."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.selection import Selection, select_moves
from components.analysis.tables import Tables
from components.downloads import feed
from tests.analysis import samples

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "https://dashboard.example/"


@pytest.fixture
def both() -> Tables:
    return samples.both()


def parsed(data: Tables, selection: Selection | None = None, base: str = BASE) -> ET.Element:
    selection = selection or Selection()
    return ET.fromstring(feed.atom(select_moves(data.moves, selection), selection, base))


def texts(found: ET.Element, path: str) -> list[str | None]:
    return [element.text for element in found.findall(path, ATOM)]


def test_newest_first_by_date_and_then_by_id(both: Tables) -> None:
    found = parsed(both)
    assert texts(found, "a:entry/a:id") == [
        f"tag:ai-moves,2026:{key}"
        for key in (
            "acme/new-pledge",  # 2025-Q3
            "acme/share",  # 2 May 2025
            "acme/target",  # 1 May 2025
            "bolt/model",  # May 2025
            "acme/hall",  # 5 Mar 2025
            "acme/pledge",  # 24 Feb 2025
            "bolt/loan",  # 24 Feb 2025
            "bolt/chips",  # 15 to 16 Feb 2025
            "acme/rumour",  # 2025
            "acme/first-pledge",  # Jun 2024
        )
    ]
    assert texts(found, "a:updated") == ["2025-07-01T00:00:00Z"]
    assert texts(found, "a:entry/a:updated")[:2] == ["2025-07-01T00:00:00Z", "2025-05-02T00:00:00Z"]


def test_entry_in_full(both: Tables) -> None:
    entry = next(entry for entry in parsed(both).findall("a:entry", ATOM) if entry.findtext("a:id", "", ATOM).endswith("acme/pledge"))
    assert entry.findtext("a:title", "", ATOM) == "Acme Sample: Pledges more than 380 billion yuan"
    assert entry.findtext("a:summary", "", ATOM) == (
        "24 Feb 2025. Amount: more than ¥380bn for Feb 2025 to Jan 2028. A *sample* summary. "
        "Evidence: in a filing (Sample Blog, Sample Exchange, The Sample Paper)."
    )
    assert {link.get("rel"): link.get("href") for link in entry.findall("a:link", ATOM)} == {
        "alternate": "https://dashboard.example/timeline?move=acme%2Fpledge",
        "related": "https://example.com/filing",
    }
    assert [category.get("term") for category in entry.findall("a:category", ATOM)] == ["infrastructure"]


def test_denied_amount_says_so(both: Tables) -> None:
    summaries = texts(parsed(both, Selection(statuses=("denied",))), "a:entry/a:summary")
    assert summaries == ["2025. Amount: ¥900bn. The company called it wrong. Evidence: from unnamed sources (Sample Forum)."]


def test_feed_of_a_selection_has_its_own_id_and_address(both: Tables) -> None:
    found = parsed(both, Selection(companies=("bolt",), words="opens model"))
    assert texts(found, "a:id") == ["tag:ai-moves,2026:moves?companies=bolt&q=opens+model"]
    assert texts(found, "a:subtitle") == ["1 newest move: companies: bolt; words: opens model"]
    assert {link.get("rel"): link.get("href") for link in found.findall("a:link", ATOM)} == {
        "self": "https://dashboard.example/feed.xml?companies=bolt&q=opens+model",
        "alternate": "https://dashboard.example/timeline?companies=bolt&q=opens+model",
    }


def test_nothing_is_dated_by_no_clock(both: Tables) -> None:
    found = parsed(both, Selection(words="no such word"))
    assert texts(found, "a:updated") == ["1970-01-01T00:00:00Z"]
    assert found.findall("a:entry", ATOM) == []


def test_no_more_than_fifty() -> None:
    data = samples.frames({"acme": samples.text("Acme Sample", [samples.move(f"m{number}") for number in range(60)])})
    assert len(parsed(data).findall("a:entry", ATOM)) == 50


@pytest.mark.parametrize("name", samples.STRANGE)
def test_strange_data(name: str) -> None:
    data = samples.strange(name)
    assert len(parsed(data).findall("a:entry", ATOM)) == min(len(data.moves), 50)


@given(title=st.text(max_size=60), base=st.text(max_size=30))
@samples.few
def test_any_text_makes_valid_xml(title: str, base: str) -> None:
    data = samples.frames({"acme": samples.text("Acme Sample", [samples.move("a")])})
    # The reader lets no control character in; the feed does not rely on it.
    moves = data.moves.assign(title=title, summary=title, source_url=f"https://example.com/{title}", publishers=title)
    found = ET.fromstring(feed.atom(moves, Selection(), f"https://{base}/"))
    assert len(found.findall("a:entry", ATOM)) == 1


def test_equal_moves_make_equal_bytes(both: Tables) -> None:
    assert feed.atom(both.moves, Selection(), BASE) == feed.atom(both.moves.sample(frac=1, random_state=1), Selection(), BASE)


HOSTILE = [
    "a < b & c > \"d\" 'e'",
    "]]>",
    "<!--",
    "\x00\x08\x0b\x1f\ufffe\uffff\ud800",
    "&#0;&lt;",
    "\u202eturned\u2066",
    "</title><script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_and_address_is_good_xml(text: str, both: Tables) -> None:
    """ElementTree's parser is expat, which is strict."""
    moves = both.moves.assign(title=text, company_name=text, summary=text, publishers=text, source_url=f"https://a.example/{text}")
    found = ET.fromstring(feed.atom(moves, Selection(words=text.replace("\ud800", "")), f"https://dashboard.example/{text}/"))
    shown = "".join(sign for sign in text if sign not in "\x00\x08\x0b\x1f\ufffe\uffff\ud800\u202e\u2066")
    assert set(texts(found, "a:entry/a:title")) == {f"{shown}: {shown}"}
    addresses = [link.get("href", "") for link in found.findall(".//a:link", ATOM)]
    assert len(addresses) > len(both.moves)
    # Nothing that an address (RFC 3986) may not hold.
    assert [address for address in addresses if not address.isascii() or set(address) & set('<>"\\^`{|} ')] == []


def test_address_of_a_source_stays_as_it_is(both: Tables) -> None:
    whole = "https://a.example/x%20(y)?a=1&b=%E4%BA%BF#c"
    found = parsed(Tables(both.moves.assign(source_url=whole), both.figures, both.sources, both.names))
    assert {link.get("href") for link in found.findall("a:entry/a:link[@rel='related']", ATOM)} == {whole}
