"""How a page is printed: on a sheet that lies, where charts have the width that they have on a desk, and without the filters."""

import streamlit as st

# The filters that are set stand above the page too. A chart is drawn for the screen and is not drawn anew for the printer.
_STYLE = """<style>
@page {size: A4 landscape; margin: 10mm}
@media print {
  [data-testid=stSidebar], [data-testid=stToolbar] {display: none}
  [data-testid=stPlotlyChart], [data-testid=stMetric], tr {break-inside: avoid}
  h1, h2, h3 {break-after: avoid}
}
</style>"""


def draw() -> None:
    """Put the rules for paper into the page; nothing of it shows on a screen."""
    st.html(_STYLE)
