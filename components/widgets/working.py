"""How a derived number was made, unfolded where it stands: stated value, rate and its day, period, result."""

from collections.abc import Iterable

import streamlit as st

from components.language import _
from components.widgets.text import plain


def draw(lines: Iterable[str], label: str = "") -> None:
    """Draw the steps of one working, a line each, below a label ("How this was worked out"); nothing where there are none."""
    steps = [line for line in lines if line]
    if steps:
        with st.expander(label or _("How this was worked out"), icon=":material/calculate:"):
            st.markdown("\n".join(f"1. {plain(line)}" for line in steps))
