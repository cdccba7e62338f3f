"""A click on a mark that stands for many moves narrows the filters to them, so that the next picture tells them apart."""

from collections.abc import Sequence

import streamlit as st

from components.analysis import crowd, links
from components.widgets import address

# Which filter a lane is a choice of.
_FILTERS = {crowd.COMPANY: "companies", crowd.CATEGORY: "categories"}


def to(carried: Sequence[str]) -> bool:
    """Set the filters, from a callback, where what a mark carries is such a lane and days: the address then holds the narrower view.

    Whether it was such a mark. What it carries is ["", "category", "chips", "2025-01-01", "2025-03-31"].
    """
    if len(carried) != 5 or carried[0]:
        return False
    _, by, lane, *written = carried
    days = [links.day_of(text) for text in written]
    if by in _FILTERS and None not in days:
        address.chosen()
        # A lane or a day that is not in the data is dropped by the field that would show it.
        st.session_state[_FILTERS[by]] = [lane]
        st.session_state["from"], st.session_state["to"] = days
    return True
