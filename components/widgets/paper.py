"""How a page is printed: on a sheet that lies, where charts are as wide as on a desk or scaled down to it, and without the filters."""

import streamlit as st

# The filters that are set stand above the page too. A chart is drawn for the screen and is not drawn anew for the printer: what
# components/frame/on_paper.py has made a picture of is scaled to the sheet, whose margins are enough. Its layers lie on the first one,
# which gives the height. What only opens or downloads something is left out.
_STYLE = """<style>
@page {size: A4 landscape; margin: 10mm}
@media print {
  [data-testid=stSidebar], [data-testid=stToolbar] {display: none}
  [class*=st-key-take-], [class*=st-key-card-delivery-], .st-key-share, [data-testid=stExpander]:not(:has([open])) {display: none}
  [data-testid=stMainBlockContainer] {padding-left: 0; padding-right: 0; padding-bottom: 0}
  [data-testid=stPlotlyChart], [data-testid=stMetric], [data-testid=stGrid], tr {break-inside: avoid}
  h1, h2, h3 {break-after: avoid}
  .stPrintGraphic:has(.main-svg[viewBox]), .stPrintGraphic div:has(.main-svg[viewBox]) {max-width: 100%; height: auto !important}
  .main-svg[viewBox] {max-width: 100%; height: auto}
  .main-svg[viewBox]:first-child {position: static !important; display: block}
}
</style>"""


def draw() -> None:
    """Put the rules for paper into the page; nothing of it shows on a screen."""
    st.html(_STYLE)
