"""A saved edit shows in every open page by itself: each page asks once a second whether the data folder is still what it shows."""

import streamlit as st

from components.records.library import Snapshot
from components.widgets import address, data

SECONDS = 1.0
_RUNS = "_whole_runs"


def watch(shown: Snapshot) -> None:
    """Run the page anew once the folder is no longer as in `shown`. Filters stay: they live in the address.

    The fragment has another name in each run of the page, so that Streamlit (1.67) turns away what a browser asks for a page that has been
    redrawn meanwhile. Under one name, a look that comes just as a click's run has ended takes the place of that run before its last
    messages have left: Streamlit then throws them away, and the browser keeps what it showed until the next click.
    """
    run = st.session_state.get(_RUNS, 0) + 1
    st.session_state[_RUNS] = run

    @address.spoken
    def look() -> None:
        if data.changed_since(shown):
            st.rerun()

    look.__qualname__ = f"{watch.__qualname__}.{run}"
    st.fragment(look, run_every=SECONDS)()
