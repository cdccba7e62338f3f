"""How a page is printed: on a sheet that lies, where charts are as wide as on a desk or scaled down to it, and without the filters."""

import streamlit as st

# The filters that are set stand above the page too. A chart is drawn for the screen and is not drawn anew for the printer: what
# components/frame/on_paper.py has made a picture of is scaled to the sheet. Its layers lie on the first one, which gives the height.
_STYLE = """<style>
@page {size: A4 landscape; margin: 10mm}
@media print {
  [data-testid=stSidebar], [data-testid=stToolbar] {display: none}
  [data-testid=stPlotlyChart], [data-testid=stMetric], tr {break-inside: avoid}
  h1, h2, h3 {break-after: avoid}
  .stPrintGraphic:has(.main-svg[viewBox]), .stPrintGraphic div:has(.main-svg[viewBox]) {max-width: 100%; height: auto !important}
  .main-svg[viewBox] {max-width: 100%; height: auto}
  .main-svg[viewBox]:first-child {position: static !important; display: block}
}
</style>"""


def draw() -> None:
    """Put the rules for paper into the page; nothing of it shows on a screen."""
    st.html(_STYLE)
