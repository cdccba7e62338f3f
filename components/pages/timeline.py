"""Timeline: every move in view, a lane per company."""

import streamlit as st

from components.downloads import charts, held
from components.language import _
from components.widgets import chart_panel, legend, responses_panel, tables, view
from components.widgets.view import View


def draw(now: View) -> None:
    st.title(_("Timeline"), anchor=False)
    if now.moves.empty:
        return
    pixels = view.chart_pixels()
    chart_panel.draw(
        held.of_view(now, "timeline", lambda: charts.moves(now, pixels=pixels), pixels),
        now,
        above=legend.draw,
        opens_cards=True,
        column_config=tables.of_moves(),
    )
    responses_panel.draw(now)


draw(view.get())
