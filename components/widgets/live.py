"""A saved edit shows in every open page by itself: each page asks once a second whether the data folder is still what it shows."""

import streamlit as st

from components.records.library import Snapshot
from components.widgets import address, data

SECONDS = 1.0


@st.fragment(run_every=SECONDS)
@address.spoken
def watch(shown: Snapshot) -> None:
    """Run the page anew once the folder is no longer as in `shown`. Filters stay: they live in the address."""
    if data.changed_since(shown):
        st.rerun()
