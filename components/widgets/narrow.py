"""A click on a mark that stands for many moves narrows the filters to them, so that the next picture tells them apart."""

from datetime import date
from typing import Any

import streamlit as st

from components.analysis import crowd
from components.widgets import address

# Which filter a lane is a choice of.
_FILTERS = {crowd.COMPANY: "companies", crowd.CATEGORY: "categories"}


def to(point: dict[str, Any]) -> bool:
    """Set the filters, from a callback, where the point is such a mark: the address then holds the narrower view. Whether it was one.

    What such a mark carries is ["", "category", "chips", "2025-01-01", "2025-03-31"].
    """
    data = point.get("customdata")
    values = [str(value) for value in (data.values() if isinstance(data, dict) else data or ())]
    if len(values) != 5 or values[0]:
        return False
    address.chosen()
    _, by, lane, first, last = values
    st.session_state[_FILTERS[by]] = [lane]
    st.session_state["from"], st.session_state["to"] = date.fromisoformat(first), date.fromisoformat(last)
    return True
