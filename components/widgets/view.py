"""What the frame around the pages hands to every page of one run."""

from dataclasses import dataclass
from typing import cast

import streamlit as st
from streamlit.navigation.page import Page

from components.analysis import lanes
from components.downloads.chart import Seen

_KEY = "_view"


@dataclass(frozen=True, slots=True)
class View(Seen):
    """One viewer's view in one run.

    `page` is the one that is open, `pages` are all of them by their addresses (the overview's is ""). `today` is the day of this run.
    """

    page: Page
    pages: dict[str, Page]


def put(view: View) -> None:
    """Keep the view for the page that runs next."""
    st.session_state[_KEY] = view


def get() -> View:
    """The view of this run. Pages run inside the frame only, so there always is one."""
    return cast(View, st.session_state[_KEY])


def on_phone() -> bool:
    """Whether the viewer holds a phone: phones say in their requests what they are."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def chart_pixels() -> int:
    """The width that a chart has at least without its labels."""
    return lanes.NARROW if on_phone() else lanes.WIDE
