"""Texts out of files, as a browser shows them: to the letter, with no link, no picture and no sign made of two."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import harness
from tests.browser.texts import HOSTILE, PLACES, SUMMARIES

# What Markdown and Streamlit make of a text that they take for more than text.
MADE = (
    "a, img, svg, [role=img], .katex, em, strong, del, code, ol, ul, li, table, hr, blockquote, h1, h2, h3, input, span[style], span[class]"
)
# Of each container: its text as it is read and as it is copied, and the elements in its Markdown.
LOOK = """([key, made]) => {
    const box = document.querySelector(`.st-key-${key}`);
    const inner = [...box.querySelectorAll('[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]')];
    return [box.innerText, box.textContent, inner.flatMap(part => [...part.querySelectorAll(made)]).map(one => one.tagName.toLowerCase())];
}"""
# The elements that places have of their own: a link and a list are asked for, and small and bold letters.
OWN = {"subheader": ["h3", "span"], "link": ["a"], "list": ["ul", "li"], "small": ["span"], "bold": ["strong"], "inside": ["span"]}


@pytest.fixture(scope="module")
def texts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of `tests/browser/texts.py`, drawn once for all tests here."""
    log = tmp_path_factory.mktemp("texts") / "log"
    process, address = harness.start(None, log, script="tests/browser/texts.py")
    context = browser.new_context(**harness.DESK)
    page = context.new_page()
    page.goto(address)
    harness.settle(page)
    yield page
    context.close()
    harness.stop(process)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("place", PLACES)
def test_shown_to_the_letter(place: str, texts: Page) -> None:
    differing = []
    for number, text in enumerate(HOSTILE):
        shown, copied, elements = texts.evaluate(LOOK, [f"{place}-{number}", MADE])
        wanted = PLACES[place].format(text) if "{x}" not in text else PLACES[place].replace("{}", text)
        is_bare = place in ("info", "code", "multiselect") or elements == OWN.get(place, [])
        # Who copies it gets it as it was, without a sign that nobody sees.
        if one_line(shown) != wanted or one_line(text) not in one_line(copied) or not is_bare:
            differing.append((text, shown, elements))
    assert differing == []


def test_link_leads_where_it_says(texts: Page) -> None:
    hrefs = texts.evaluate("() => [...document.querySelectorAll('[class*=st-key-link-] a')].map(link => link.href)")
    assert hrefs == ["https://good.example/x"] * len(HOSTILE)


def test_table_shows_text_as_text(texts: Page) -> None:
    cells = texts.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stDataFrame] canvas table :is(th, td)')].map(cell => cell.textContent)"
    )
    assert set(cells) == set(HOSTILE[:6])


@pytest.mark.parametrize("number", range(len(SUMMARIES)))
def test_summary_has_emphasis_code_and_lists_alone(number: int, texts: Page) -> None:
    text, wanted, may = SUMMARIES[number]
    shown, _copied, elements = texts.evaluate(LOOK, [f"summary-{number}", MADE])
    assert set(elements) == may
    assert one_line(shown) == (wanted or one_line(text.replace("*", "")))


def test_no_text_turns_what_stands_beside_it(texts: Page) -> None:
    assert texts.locator(".st-key-turned").inner_text() == "Xinhua gpj.exe"


def test_page_asks_for_nothing_of_another_host(texts: Page) -> None:
    addresses = texts.evaluate("() => performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [address for address in addresses if "evil.example" in address] == []
