"""Data: everything in view as sortable tables with links to sources, and as CSV."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from components.analysis import export, order, readable, wording
from components.downloads import held
from components.downloads.chart import keys
from components.language import _, n_
from components.widgets import address, addresses, tables, view
from components.widgets.text import plain
from components.widgets.view import View


def draw(now: View) -> None:
    st.title(_("Data"), anchor=False)
    st.header(wording.moves(len(now.moves)), anchor=False, divider="gray")
    if len(now.moves):
        moves, sort = _sorted(now)
        tables.draw_moves(moves, "data-moves", lambda make: held.of_view(now, "moves as a table", make, sort))
        _download(_("Download moves as CSV"), "moves", lambda: export.csv(moves.drop(columns="words")), now)
    st.header(n_("{count} figure", "{count} figures", len(now.figures)).format(count=f"{len(now.figures):,}"), anchor=False, divider="gray")
    st.caption(_("Companies, evidence and dates filter the figures; the other filters are about moves."))
    if len(now.figures):
        tables.say_cut(len(now.figures))
        st.dataframe(
            held.table_of_figures(now, "figures as a table", lambda: tables.packed(readable.figures(tables.cut(now.figures)))),
            hide_index=True,
            column_config=tables.of_figures(),
            height=420,
            alt=_("All figures in view"),
        )
        _download(_("Download figures as CSV"), "figures", lambda: export.csv(now.figures), now)
    cited = held.of_view(now, "cited", lambda: _cited(now))
    st.header(n_("{count} source", "{count} sources", len(cited)).format(count=f"{len(cited):,}"), anchor=False, divider="gray")
    if len(cited):
        tables.say_cut(len(cited))
        st.dataframe(
            held.of_view(now, "sources as a table", lambda: tables.packed(readable.sources(tables.cut(cited)))),
            hide_index=True,
            column_config=tables.of_sources(),
            height=420,
            alt=_("All sources of what is in view"),
        )
        _download(_("Download sources as CSV"), "sources", lambda: export.csv(cited), now)


def _cited(now: View) -> pd.DataFrame:
    """The sources of what is in view."""
    citations = held.citations(now)
    return now.data.sources.take(np.union1d(citations.places(now.moves), citations.places_of(keys(now.figures))))


def _sorted(now: View) -> tuple[pd.DataFrame, str]:
    """The moves in the order that the reader chooses, and its name; a click on a heading sorts too, but no address can hold that."""
    chosen = st.selectbox(
        _("Sort by"),
        list(order.SORTS),
        index=None,
        key="sort",
        format_func=_order,
        on_change=address.chosen,
        placeholder=_("Date, oldest first"),
        width=320,
    )
    sort = chosen or ""
    arranged, said = order.arrange(now.moves, sort)
    if said:
        st.caption(plain(said))
    return arranged, sort


def _order(name: str) -> str:
    words = _(order.SORTS[name])
    return words[:1].upper() + words[1:]


def _download(label: str, what: str, content: Callable[[], bytes], now: View) -> None:
    """A link to the rows in view as a file, or where no address answers a button.

    What a button makes is swept away when the page runs again, which it may do before the browser has asked for it.
    """
    if addresses.routes_served():
        st.link_button(label, addresses.of_data(now, f"{what}.csv"), icon=":material/download:")
        return
    st.download_button(
        label,
        content,
        f"ai-moves-{what}-{now.snapshot.revision}.csv",
        "text/csv",
        key=f"download-{what}",
        on_click="ignore",
        icon=":material/download:",
    )


draw(view.get())
