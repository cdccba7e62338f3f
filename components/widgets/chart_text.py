"""What stands around a chart in words: its finding as the title above it, its sources and the data's revision below it."""

import re

import streamlit as st

from components.widgets.text import plain

# Where a sentence ends and another begins; not behind the short forms that names of companies end with.
_END = re.compile(r"(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\bLtd)(?<!\bBros)(?<!\b[A-Z])\. (?=[A-Z0-9])|(?<=。)(?=.)")


def split(finding: str) -> tuple[str, str]:
    """The first sentence, without its full stop, and the rest: "238 moves. Most in May." -> ("238 moves", "Most in May.")."""
    first, *rest = _END.split(finding, maxsplit=1)
    return first.removesuffix(".").removesuffix("。"), rest[0] if rest else ""


def draw_title(finding: str, title: str = "") -> None:
    """Draw the finding above a chart: its first sentence as the title, the rest below it. With `title` all of it is the rest."""
    head, rest = (title, finding) if title else split(finding)
    if not head:
        return
    with st.container(gap=None):
        st.subheader(plain(head), anchor=False)
        if rest:
            st.markdown(plain(rest))


def sign(colour: str) -> str:
    """A square in a company's colour, as Markdown, to stand before its name."""
    return f':color[■]{{foreground="{colour}"}}'
