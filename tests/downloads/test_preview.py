"""What a chat shows of a shared link."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.downloads import held, preview
from components.downloads.preview import Words

BASE = "https://dashboard.example/"


class Head(HTMLParser):
    """Collects the title, the meta tags by name and the links by rel."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title, self.meta, self.links, self.others = "", {}, {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.meta[given.get("property") or given["name"]] = given["content"]
        elif tag == "link":
            self.links[given["rel"]] = given["href"]
        elif tag != "title":
            self.others.append(tag)

    def handle_data(self, data: str) -> None:
        self.title += data.strip()


Say = Callable[..., Words]


@pytest.fixture
def words(folder: Path) -> Say:
    """A function that says what is said of a page of the data folder: `words("timeline", ("q", "cloud"))`."""
    assert folder.is_dir()

    def of(page: str, *given: tuple[str, str]) -> Words:
        return preview.words(page, given, held.snapshot())

    return of


def test_overview(words: Say) -> None:
    said = words("")
    assert (said.title, said.query, said.revision) == ("What companies say they will put into AI", (), held.snapshot().revision)
    # The page begins with the same sentence; its end is the business of `analysis.answers`.
    assert said.description.startswith("Acme Sample's is the largest pledge here: more than ¥380bn for Feb 2025 to Jan 2028 (in a filing)")


def test_one_move(words: Say) -> None:
    said = words("timeline", ("move", "bolt/loan"), ("embed", "true"), ("rev", "0a1b2c3d"))
    assert said.title == "波特 Sample: Raises money"
    assert said.description == "24 Feb 2025. Amount: about US$5bn. Evidence: an estimate (Sample Broker)."
    assert said.query == (("move", "bolt/loan"),)


def test_page_and_companies_chosen(words: Say) -> None:
    assert words("timeline", ("companies", "bolt"), ("companies", "acme")).title == "Timeline: 波特 Sample and Acme Sample"
    said = words("company", ("company", "bolt"))
    assert (said.title, said.description) == ("波特 Sample", "3 moves from Feb 2025 to May 2025.")


@pytest.mark.parametrize(
    ("query", "starts"),
    [
        ((("nature", "order"),), "The largest order stated in US dollars is 波特 Sample's: US$2bn for Q1 2025 to Q4 2025 "),
        ((("view", "Counts"),), "Infrastructure is the largest category with 4 of 10 moves."),
        ((("view", "Spending"),), "In Q2 2025, the latest quarter that 1 company reports here: Acme Sample ¥38.6bn."),
        ((("companies", "bolt"),), "The largest order stated in US dollars is"),
    ],
)
def test_compare_says_what_is_compared(words: Say, query: tuple[tuple[str, str], ...], starts: str) -> None:
    assert words("compare", *query).description.startswith(starts)


def test_nothing_in_view_and_pages_without_a_finding(words: Say) -> None:
    assert words("data", ("q", "no such word")).description == "No move fits all of the filters of this view."
    assert words("method").description == preview.GENERAL


def test_what_is_not_there_is_left_out(words: Say) -> None:
    said = words("company", ("company", "cog"), ("move", "acme/none"), ("currency", "XXX"), ("from", "<b>"))
    assert (said.title, said.query) == ("Companies", ())


def test_tags() -> None:
    head = Head(preview.tags(Words("Acme: pledges", "A finding.", (("move", "acme/a"), ("q", "a b")), "0a1b2c3d"), "timeline", BASE))
    assert head.title == "Acme: pledges · AI Moves"
    assert head.meta == {
        "description": "A finding.",
        "og:type": "website",
        "og:site_name": "AI Moves",
        "og:title": "Acme: pledges",
        "og:description": "A finding.",
        "og:url": "https://dashboard.example/timeline?move=acme%2Fa&q=a+b",
        "og:image": "https://dashboard.example/preview.png?rev=0a1b2c3d",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The largest pledge of each company as bars",
        "twitter:card": "summary_large_image",
    }
    assert head.links == {
        "canonical": "https://dashboard.example/timeline?move=acme%2Fa&q=a+b",
        "alternate": "https://dashboard.example/feed.xml",
    }


def test_where_only_the_path_is_known_nothing_is_said_that_needs_the_whole_address() -> None:
    head = Head(preview.tags(Words("Acme: pledges", "A finding.", (("move", "acme/a"),), "0a1b2c3d"), "timeline", "/ai/"))
    assert [name for name in head.meta if name.startswith(("og:url", "og:image"))] == []
    assert head.meta["og:description"] == "A finding."
    assert head.meta["twitter:card"] == "summary"
    assert head.links == {"alternate": "/ai/feed.xml"}


def test_general_words_name_no_revision() -> None:
    head = Head(preview.tags(preview.general(""), "", BASE))
    assert head.title == "What companies say they will put into AI"
    assert head.meta["og:image"] == "https://dashboard.example/preview.png"


@given(title=st.text(), description=st.text(), value=st.text(st.characters(exclude_categories=["Cs"])), host=st.text())
def test_any_text_stays_text(title: str, description: str, value: str, host: str) -> None:
    tags = preview.tags(Words(title, description, (("q", value),)), "", f"https://{host}/")
    head = Head(tags)
    assert head.others == []
    assert (len(head.meta), len(head.links)) == (12, 2)
    assert not any(sign in tags for sign in ("\x00", "\x1b", "\x7f"))


def test_long_description_is_cut_between_words(words: Say, folder: Path) -> None:
    text = (folder / "acme.yaml").read_text(encoding="utf-8").replace("A *sample* summary.", "word " * 200)
    (folder / "acme.yaml").write_text(text, encoding="utf-8")
    description = words("", ("move", "acme/pledge")).description
    assert len(description) <= 302
    assert description.endswith("word …")
