"""Text from files in Markdown: shown to the letter."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.widgets.text import link, plain, simple


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alibaba Group", "Alibaba Group"),
        ("阿里巴巴", "阿里巴巴"),
        ("$5B to $8B", r"\$5B to \$8B"),
        (":tada:", r"\::color[]tada\:"),
        (":material/home:", r"\:material\/home\:"),
        ("[a](http://b)", r"\[a\]\(http:color[]\://b\)"),
        ("see www.a.b", "see www:color[].a.b"),
        ("me@a.b", "me:color[]@a.b"),
        ("a -> b", r"a \-:color[]\> b"),
        ("a->b", r"a\-\>b"),
        ("1986. A year", r"1986\. A year"),
        ("in 1986.", "in 1986."),
        ("===", r"\=\=\="),
        ("ends in \\", "ends in \\\\"),
        ("Xinhua \u202egpj\u2066.exe", "Xinhua gpj.exe"),
        ("two\r# lines", r"two \# lines"),
        ("    no code", " no code"),
        ("<b>bold</b> & more", r"\<b\>bold\</b\> \& more"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("+ no list", r"\+ no list"),
        ("> no quote", r"\> no quote"),
        ("a | b", r"a \| b"),
        (r"C:\path", r"C\:\\path"),
        ("!{}", r"\!\{\}"),
        ("two\nlines", "two lines"),
        ("", ""),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a*, **b** and `c`", "*a*, **b** and `c`"),
        ("- one\n- two", "- one\n- two"),
        ("[a](http://b)", r"\[a\](http:color[]\://b)"),
        ("![a](http://b)", r"\!\[a\](http:color[]\://b)"),
        ("www.a.b, me@a.b", "www:color[].a.b, me:color[]@a.b"),
        ("`a:b $x` and ` ``", r"`a:b $x` and \` \`\`"),
        ("```mermaid\nx\n```", "\\`\\`\\`mermaid\nx\n\\`\\`\\`"),
        ("Head\n===\nor\n---\nor\n- - -", "Head\n\\=\\=\\=\nor\n\\-\\-\\-\nor\n\\- \\- \\-"),
        ("--", r"\-:color[]\-"),
        ("- a\n  - b\n1. c", "- a\n  - b\n1. c"),
        ("1986. A year", r"1986\. A year"),
        ("    deep\n\t- item", "   deep\n   - item"),
        ("*a*-> b", r"*a*\-:color[]\> b"),
        ("\u202ea\r\nb", "a\nb"),
        ("<script>", r"\<script\>"),
        ("$x$ :tada: &amp;", r"\$x\$ \::color[]tada\: \&amp;"),
        ("# no heading", r"\# no heading"),
        ("a | b", r"a \| b"),
        (r"\<b>", r"\\\<b\>"),
    ],
)
def test_simple(text: str, shown: str) -> None:
    assert simple(text) == shown


@pytest.mark.parametrize(
    ("label", "address", "written"),
    [
        ("Results", "https://www.a.example/x", "[Results](<https://www.a.example/x>)"),
        ("a](b) *c*", "https://a.example/(x)", r"[a\]\(b\) \*c\*](<https://a.example/%28x%29>)"),
        ("Results", "https://ok/>)[Login](https://evil/x)", "Results"),
        ("*Results*", "javascript:alert(1)", r"\*Results\*"),
        ("Results", "https://xinhua.com@evil.com/", "Results"),
        ("Results", "https://a.example/\\", "Results"),
        ("Results", "", "Results"),
        ("Results", "https://a.example/?a=1&copy;=2&b", r"[Results](<https://a.example/?a=1\&copy;=2&b>)"),
        ("Results", "https://a.example/:material/x", r"[Results](<https://a.example/:material\/x>)"),
    ],
)
def test_link(label: str, address: str, written: str) -> None:
    assert link(label, address) == written


def test_link_beside_its_host() -> None:
    assert link("Results", "https://www.a.example/x", shows_host=True) == "[Results](<https://www.a.example/x>) · a.example"
    assert link("Results", "https://b\u00fccher.example/", shows_host=True).endswith(r" · xn\-\-bcher\-kva.example")
    assert link("folder/", "https://a.example/", as_code=True) == "[`folder/`](<https://a.example/>)"
    assert link("folder/", "", as_code=True) == "`folder/`"


def test_no_other_place_writes_links_by_hand() -> None:
    """One function knows what an address may hold; catalogues hold no addresses either."""
    components = Path(__file__).resolve().parents[2] / "components"
    sources = [*components.rglob("*.py"), *components.rglob("*.po")]
    by_hand = re.compile(r"\]\(<?(?:\{|https?:)")
    assert len(sources) > 100
    assert [path.name for path in sources if path.name != "text.py" and by_hand.search(path.read_text(encoding="utf-8"))] == []


def read_back(shown: str) -> str:
    """What is left of Markdown once its escapes and the parts that nobody sees are taken out."""
    return re.sub(r"\\(.)", r"\1", shown.replace(":color[]", ""), flags=re.DOTALL)


MARKS = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# Texts of the signs that matter, which letters from all of Unicode hardly ever come to.
MARKUP = st.text("\\`*_{}[]()#+!|<>~$:&=-./@ \t\nahtpsw1\u202e") | st.text()
# What Streamlit makes something else of, in a text without escapes: bare addresses, pictures and arrows.
ACTIVE = re.compile(
    r"https?://|www\.|[-.\w+]@[-\w]|:[\w+-]+:|:material/|(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)", re.IGNORECASE | re.ASCII
)


@given(MARKUP)
def test_plain_shows_every_letter(text: str) -> None:
    shown = plain(text)
    assert read_back(shown) == re.sub(r"[ \t\r\n\f\v]+", " ", text.translate(dict.fromkeys(map(ord, MARKS))))
    # What is left when escapes are taken out has no sign that Markdown, LaTeX, HTML or emoji codes start with.
    bare = shown.replace(":color[]", "")
    assert not set(re.sub(r"\\.", "", bare)) & set("\\`*_{}[]()#+!|<>~$:&=-\n\r")
    # Streamlit looks into each piece between two parts, once its escapes are gone.
    assert [piece for piece in map(read_back, shown.split(":color[]")) if ACTIVE.search(piece.replace(":material/", ""))] == []
    assert ":material/" not in shown


@given(MARKUP)
def test_simple_leaves_no_link_html_or_formula(text: str) -> None:
    shown = simple(text)
    without_code = re.sub(r"(?<![`\\])`[^`\n]+`(?!`)", "", re.sub(r"\\[\\`]", "", shown.replace(":color[]", "")))
    assert not set(re.sub(r"\\.", "", without_code)) & set("\\{}[]<>~$:|#!&`")
    assert "\n===" not in shown
    assert not re.search(r"^ {0,3}(?:=+|-+|(?:[-*_][ \t]*){3,})[ \t]*$", shown, re.MULTILINE)
