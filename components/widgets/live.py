"""A saved edit shows in every open page by itself: each page asks every `interval` whether the data folder is still what it shows."""

from weakref import WeakSet

import streamlit as st

from components.records.library import Snapshot
from components.widgets import address, data

# A look that finds a change waits until the folder is quiet, a third of a second, so that an edit shows within two seconds.
SECONDS = 0.8
# Each look takes the server some milliseconds: the more pages are open the less often each of them looks, up to a bound.
LOOKS_A_SECOND = 20
MOST_SECONDS = 10.0
_RUNS, _VIEWER = "_whole_runs", "_viewer"


class _Viewer:
    """One session: it lives as long as Streamlit holds the session's state."""


_viewers: WeakSet[_Viewer] = WeakSet()


def interval(viewers: int) -> float:
    """Seconds between two looks of one page while so many are open: 0.8 for up to 16, 2.5 for 50, 10 from 200 on."""
    return min(max(SECONDS, viewers / LOOKS_A_SECOND), MOST_SECONDS)


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

    _viewers.add(st.session_state.setdefault(_VIEWER, _Viewer()))
    look.__qualname__ = f"{watch.__qualname__}.{run}"
    st.fragment(look, run_every=interval(len(_viewers)))()
