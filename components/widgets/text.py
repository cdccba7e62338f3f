"""Text from files, safe to put into Streamlit's Markdown."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&-])")
# What stays active in a summary: emphasis, code and lists. Links go through sources, HTML and LaTeX stay text.
_SUMMARY_SIGNS = re.compile(r"([\\{}\[\]<>~$:|#!&])")


def plain(text: str) -> str:
    """Text that Markdown shows to the letter: "$5B to $8B" is no formula, ":tada:" no emoji, "[a](b)" no link."""
    return _SIGNS.sub(r"\\\1", text).replace("\n", " ")


def simple(text: str) -> str:
    """A summary or note: emphasis, code and lists work; links, images, HTML, formulas and emoji codes are plain text."""
    return _SUMMARY_SIGNS.sub(r"\\\1", text)
