"""Intensity: capital expenditure as a share of revenue, by quarter and by year."""

import streamlit as st

from components.analysis import wording
from components.analysis.tables import rows
from components.downloads import charts, held
from components.language import _
from components.widgets import chart_panel, tables, working
from components.widgets.text import plain
from components.widgets.view import View

MOST_LINES = 60


def draw(now: View) -> None:
    """Draw what the figures in view give; the latest of each company first in the working."""
    st.header(_("Intensity: capital expenditure as a share of revenue"), anchor=False, divider="gray")
    drawn = held.of_view(now, "shares", lambda: (charts.shares_by_year(now), charts.shares_by_quarter(now)))
    if not any(drawn):
        st.info(_("No period in view has both capital expenditure and revenue."), icon=":material/percent:")
        return
    for chart in drawn:
        if chart is None:
            continue
        chart_panel.draw(chart, now, column_config=tables.of_figures())
        latest = chart.frame.sort_values("period_start", kind="stable").groupby("company", sort=True).tail(1)
        words = _("{company}, {period}: {text}")
        lines = [
            words.format(company=row.company_name, period=row.label, text=wording.clauses(row.working))
            for row in rows(latest.head(MOST_LINES))
        ]
        lines += [_("And {count} more.").format(count=f"{len(latest) - MOST_LINES:,}")] if len(latest) > MOST_LINES else []
        working.draw(lines, _("How the latest of each company was worked out"))
    # The same below both charts, so it is said once.
    for sentence in dict.fromkeys(note for chart in drawn if chart for note in chart.notes):
        st.caption(plain(sentence))
