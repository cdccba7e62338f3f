"""Promises kept: what became of each statement that was due by some date."""

import pandas as pd
import streamlit as st

from components.analysis import promises, readable
from components.downloads import charts
from components.language import _
from components.widgets import chart_panel, tables
from components.widgets.text import plain
from components.widgets.view import View


def draw(now: View, moves: pd.DataFrame, company: str = "") -> None:
    """Draw the promises among `moves`; what fulfils them may be outside of the view. `company` on the page of one."""
    st.header(_("Promises kept"), anchor=False, divider="gray")
    every = promises.promises(now.every_move, promises.due_dates(now.snapshot.files), now.today)
    found = promises.in_view(every, moves["key"])
    if found.empty:
        st.info(_("No move in view has a due date."), icon=":material/event_available:")
        return
    st.caption(
        _(
            "Statements with a due date, and the move that delivered what was promised. “Nothing known” means that no delivery is recorded "
            "here, which is not the same as broken."
        )
    )
    chart = charts.promises(now, found, company)
    if chart is None:
        st.markdown(plain(promises.finding(found)))
        st.dataframe(
            tables.shown(readable.promises(found)), hide_index=True, column_config=tables.of_moves(), alt=_("Promises that are not due yet")
        )
        return
    chart_panel.draw(chart, now, opens_cards=True, column_config=tables.of_moves())
    for sentence in chart.notes:
        st.caption(plain(sentence))
