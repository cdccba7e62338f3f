"""Where the addresses next to the pages are, as this viewer's browser reaches them."""

import sys

import streamlit as st

from components import language
from components.analysis import links
from components.downloads.chart import Chart
from components.widgets.view import View


def routes_served() -> bool:
    """Whether this server answers the addresses next to the pages: only the door of the project, `dashboard.py`, loads them."""
    return "components.frame.routes" in sys.modules


def page() -> str:
    """The address of the page that is open, without its parameters; "" where none is known."""
    return (st.context.url or "").split("?", 1)[0]


def root(now: View) -> str:
    """The address of the dashboard, without a slash at its end."""
    return page().removesuffix(now.page.url_path).rstrip("/")


def of_data(now: View, file: str) -> str:
    """The address of what is in view as a file: "moves.csv" or "view.xlsx", as `/api` names them."""
    return links.address(f"{root(now)}/api/{file}", [*links.pairs(now.selection), *language.named()])


def of_chart(now: View, chart: Chart, form: str, save: str = "") -> str:
    """The address of one chart as it is in view: `form` is "html", "csv" or "json"; with `save` its page saves a picture by itself."""
    parameters = [*chart.parameters, *links.pairs(now.selection), *language.named(), *([("save", save)] if save else [])]
    return links.address(f"{root(now)}/api/chart.{form}", parameters)
