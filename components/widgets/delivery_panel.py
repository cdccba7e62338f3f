"""Pledge and delivery: what a company has reported to have spent since a pledge or guidance began, beside a straight line."""

import pandas as pd
import streamlit as st

from components.analysis import delivery, wording
from components.analysis.delivery import Delivery
from components.analysis.tables import rows
from components.downloads import charts, held
from components.language import _, n_
from components.records.vocabulary import Nature
from components.widgets import chart_panel, move_card, working
from components.widgets.text import plain
from components.widgets.view import View

MOST = 30  # charts of a page
MOST_LINES = 200


def draw(now: View, moves: pd.DataFrame, company: str = "") -> None:
    """Draw each pledge and guidance of `moves` that can be measured, then say which cannot and why; `company` on the page of one."""
    st.header(_("Pledge and delivery"), anchor=False, divider="gray")
    # What was spent does not depend on what is in view: a filter on dates must not hide a quarter from the sum.
    shown, more = delivery.few(moves, held.worths(now), MOST)
    found = delivery.delivery(shown, now.data.figures, now.today, held.spent(now), held.measured(now))
    measured = [one for one in found if one.delivered is not None]
    if not measured:
        st.info(_("Nothing in view can be set against reported capital expenditure."), icon=":material/compare_arrows:")
    else:
        st.caption(
            _(
                "Reported capital expenditure since the start of each period, beside a straight line to the sum that was stated. The line "
                "is ours: nobody has promised to spend evenly. Dotted: a quarter that is not known, which is no zero."
            )
        )
        if now.selection.currency:
            st.caption(_("Each in the currency of its statement, whatever currency is chosen."))
        if more:
            words = _("Drawn are the {some} largest of {count} that could be; choose companies in the filters to see others.")
            st.caption(words.format(some=MOST, count=f"{MOST + more:,}"))
        with st.grid(2, min_column_width=330, gap="medium"):
            for one in measured:
                _one(now, one, company)
    _unmeasured(found, moves)


def _one(now: View, one: Delivery, company: str) -> None:
    with st.container(border=True, height="stretch", gap="small"):
        chart_panel.draw(charts.delivery(now, one, company), now)
        st.caption(plain(one.caveat))
        working.draw(one.working)
        move_card.draw_button(one.key, f"delivery-{one.key}")


def _unmeasured(found: list[Delivery], moves: pd.DataFrame) -> None:
    """What has nothing to be measured against is said: it is never drawn as zero."""
    silent = [one.finding for one in found if one.delivered is None]
    out = delivery.left_out(moves)
    if not silent and out.empty:
        return
    count = len(silent) + len(out)
    label = n_("{count} statement not measured, and why", "{count} statements not measured, and why", count)
    with st.expander(label.format(count=f"{count:,}"), icon=":material/info:"):
        words = _("{company}, {nature} of {sum}: {reason}.")
        lines = silent + [
            words.format(company=row.company_name, nature=wording.inside(Nature(row.nature)), sum=row.amount_text, reason=row.reason)
            for row in rows(out)
        ]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines[:MOST_LINES]))
        if len(lines) > MOST_LINES:
            st.caption(_("And {count} more.").format(count=f"{len(lines) - MOST_LINES:,}"))
