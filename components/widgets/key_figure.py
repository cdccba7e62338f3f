"""A number that is read from afar: its label above it, never cut off."""

import streamlit as st

from components.charts import theme
from components.widgets.text import plain

LONGEST = 16  # letters that have room in a card of 201 pixels; what is longer Streamlit's own element would cut off
HEIGHT = 60  # pixels of a label and a value; where it is not said, Streamlit keeps 40 until its code has come, and all below it jumps
WIDE = 2.1  # letters that a Chinese sign takes in the large type of a value


def fits(value: str) -> bool:
    """Whether a value has room on one line in large type: "more than ¥380bn" has, "more than BRL 200bn" has not."""
    wide = theme.letters(value) - len(value)
    return len(value) - wide + wide * WIDE <= LONGEST


def draw(label: str, value: str, help: str | None = None) -> None:
    """Draw a label and its value; a long value is written smaller and goes on in the next line."""
    if fits(value):
        st.metric(plain(label), plain(value), help=help, height=HEIGHT)
        return
    st.markdown(f":small[{plain(label)}]", help=help)
    st.markdown(f"**{plain(value)}**")
    # What stands below is level with its neighbours, whose values are in larger letters.
    st.space("xsmall")
