"""Text from files in Markdown: shown to the letter."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.widgets.text import plain, simple


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alibaba Group", "Alibaba Group"),
        ("阿里巴巴", "阿里巴巴"),
        ("$5B to $8B", r"\$5B to \$8B"),
        (":tada:", r"\:tada\:"),
        ("[a](http://b)", r"\[a\]\(http\://b\)"),
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
        ("[a](http://b)", r"\[a\](http\://b)"),
        ("![a](http://b)", r"\!\[a\](http\://b)"),
        ("<script>", r"\<script\>"),
        ("$x$ :tada: &amp;", r"\$x\$ \:tada\: \&amp;"),
        ("# no heading", r"\# no heading"),
        ("a | b", r"a \| b"),
        (r"\<b>", r"\\\<b\>"),
    ],
)
def test_simple(text: str, shown: str) -> None:
    assert simple(text) == shown


@settings(deadline=None)
@given(st.text())
def test_plain_shows_every_letter(text: str) -> None:
    shown = plain(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text.replace("\n", " ")
    # What is left when escapes are taken out has no sign that Markdown, LaTeX, HTML or emoji codes start with.
    assert not set(re.sub(r"\\.", "", shown)) & set("\\`*_{}[]()#+!|<>~$:&-\n")


@settings(deadline=None)
@given(st.text())
def test_simple_leaves_no_link_html_or_formula(text: str) -> None:
    shown = simple(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text
    assert not set(re.sub(r"\\.", "", shown)) & set("\\{}[]<>~$:|#!&")
