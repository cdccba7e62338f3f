"""A number that is read from afar: its label above it, never cut off."""

import streamlit as st

from components.widgets.text import plain

LONGEST = 17  # letters that have room in a card; what is longer Streamlit's own element would cut off


def draw(label: str, value: str, help: str | None = None) -> None:
    """Draw a label and its value; a long value is written smaller and goes on in the next line."""
    if len(value) <= LONGEST:
        st.metric(label, value, help=help)
        return
    st.markdown(f":small[{plain(label)}]", help=help)
    st.markdown(f"**{plain(value)}**")
    # What stands below is level with its neighbours, whose values are in larger letters.
    st.space("xsmall")
