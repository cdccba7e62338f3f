"""A chart with what every chart owes its reader: the finding, a description for screen readers, its sources, its table, its downloads."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.analysis import export, wording
from components.charts import theme
from components.downloads import files, picture
from components.downloads.chart import WIDE, Chart
from components.language import _
from components.widgets import addresses, chart_text, clicks, move_card, narrow, tables
from components.widgets.text import plain
from components.widgets.view import View

PICTURES = ("png", "svg")
_TO_IMAGE = "toImage"


def draw(
    chart: Chart | None,
    now: View | None,
    *,
    above: Callable[[Chart], None] | None = None,
    opens_cards: bool = False,
    column_config: dict[str, Any] | None = None,
) -> None:
    """Draw one chart; nothing where there is none.

    `now` is the view that it is made of: without one, as for a draft that only its writer sees, no address can make its picture.
    `above` draws, given the chart, what stands between the title and the chart. With `opens_cards` a click on a mark opens the card
    of the move that the mark's `customdata` names.
    """
    if chart is None:
        return
    chart_text.draw_title(chart.finding, chart.heading)
    if above:
        above(chart)
    key = f"chart-{chart.name}"
    served = now is not None and addresses.routes_served()
    if opens_cards:
        st.plotly_chart(chart.figure, key=key, on_select=_opener(key), selection_mode="points", config=config(chart, served), alt=chart.alt)
    else:
        st.plotly_chart(chart.figure, key=key, config=config(chart, served), alt=chart.alt)
    if now is not None:
        draw_below(chart, now)
    # The table is made and sent only once somebody opens it: it would be half of what a click on a filter sends.
    below = st.expander(_("The same numbers as a table"), icon=":material/table:", key=f"table-{chart.name}", on_change="rerun")
    if not below.open:
        return
    with below:
        st.dataframe(
            tables.shown(chart.for_people(tables.first_rows(chart.frame))),
            hide_index=True,
            column_config=column_config,
            alt=_("Table of the chart: {description}").format(description=chart.alt),
        )
        if now is None:
            _draw_csv(chart)


def config(chart: Chart, served: bool) -> dict[str, Any]:
    """Plotly's own settings. Its bare picture is offered only where no address makes one that says what it shows and whence."""
    whole = theme.config(chart.figure, f"ai-moves-{files.stem(chart.name)}")
    if served:
        return {**whole, "modeBarButtonsToRemove": [*theme.CONFIG["modeBarButtonsToRemove"], _TO_IMAGE]}  # type: ignore[misc]
    return {**whole, "displayModeBar": "hover"}


def draw_below(chart: Chart, now: View) -> None:
    """The sources of a chart in one line, and in another the ways to take it away."""
    cited = picture.publishers(chart, now, 6 if chart.width == WIDE else 3)
    with st.container(gap="xsmall", key=f"below-{chart.name}"):
        if cited:
            revision = _("Revision {revision}.").format(revision=now.snapshot.revision)
            st.caption(wording.sentences([plain(cited), revision]))
        if not addresses.routes_served():
            _draw_csv(chart)
            return
        with st.container(horizontal=True, gap="medium", key=f"take-{chart.name}"):
            for form in PICTURES:
                _link(form.upper(), addresses.of_chart(now, chart, "html", save=form), ":material/image:")
            _link("CSV", addresses.of_chart(now, chart, "csv"), ":material/download:")


def _link(label: str, address: str, icon: str) -> None:
    st.link_button(label, address, icon=icon, type="tertiary")


def _draw_csv(chart: Chart) -> None:
    st.download_button(
        "CSV",
        lambda: export.csv(chart.table),
        f"ai-moves-{files.stem(chart.name)}.csv",
        "text/csv",
        key=f"csv-{chart.name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _opener(key: str) -> Callable[[], None]:
    def opened() -> None:
        carried, memory = clicks.mark(key), f"_last-{key}"
        if carried and narrow.to(carried):
            return
        if carried is not None:
            move = next(iter(carried), "")
            st.session_state[memory] = move
        else:
            # Plotly takes a second click on the same mark as letting go of it; a reader means to open it again.
            move = st.session_state.get(memory, "")
        if clicks.is_move(move):
            move_card.open_card(move)

    return opened
