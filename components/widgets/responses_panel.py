"""Responses: what the other companies did in the days around one move that the reader chooses."""

import streamlit as st

from components.analysis import links, responses
from components.analysis.tables import rows
from components.downloads import charts, held
from components.language import _, direction
from components.widgets import address, chart_panel, tables, view
from components.widgets.text import plain
from components.widgets.view import View

ANCHOR = "anchor"  # in the address: the move, as `company/move-id`
_FIELD = "_anchor"


def draw(now: View) -> None:
    st.header(_("What the others did around a move"), anchor=False, divider="gray")
    options = held.of_view(now, "anchors", lambda: responses.anchors(now.moves, order=held.starts(now)))
    given = st.query_params.get(ANCHOR)
    if given:
        company, move_id = given.split("/", 1) if "/" in given else (given, "")
        given = f"{now.snapshot.aliases.get(company, company)}/{move_id}"
        # A link names any move, also one that is not in view.
        named = now.every_move[now.every_move["key"] == given]
        if named.empty:
            words = _("The link names a move that is not in the data: {move}.")
            st.info(words.format(move=plain(given[:80])), icon=":material/link_off:")
            st.query_params.pop(ANCHOR, None)
            given = None
        elif given not in options:
            options = {given: responses.label(next(iter(rows(named)))), **options}
    # The field is not bound to the address: there a move is named by its key, here by its title.
    st.session_state[_FIELD] = given
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        st.selectbox(
            _("Start from a move"),
            list(options),
            index=None,
            format_func=lambda key: direction.drop_marks(str(options.get(key, key))),
            key=_FIELD,
            placeholder=_("Choose a move"),
            on_change=_choose,
        )
    with right:
        window = st.segmented_control(_("Days before and after"), links.WINDOWS, required=True, key="window", on_change=address.chosen)
    if given:
        _around(now, given, window or links.USUAL_WINDOW)


def _choose() -> None:
    address.chosen()
    chosen = st.session_state.get(_FIELD)
    if chosen:
        st.query_params[ANCHOR] = chosen
    else:
        st.query_params.pop(ANCHOR, None)


def _around(now: View, key: str, window: str) -> None:
    pixels = view.chart_pixels()
    chart = held.of_view(now, "responses", lambda: charts.responses(now, key, window, pixels=pixels), key, window, pixels)
    chart_panel.draw(chart, now, opens_cards=True, column_config=tables.of_moves())
