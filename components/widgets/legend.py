"""What shapes and fills mean, as text: it wraps on a phone, where a chart's own legend cannot be scrolled."""

import streamlit as st

from components.analysis import wording
from components.charts import signs
from components.downloads.chart import Chart
from components.language import N_, _
from components.widgets import view

OPENS, TOUCHED = N_("Choose a mark for its card."), N_("Touch a mark for its card.")

_BETWEEN = "  ·  "  # stands between the shapes of a legend


def draw(chart: Chart) -> None:
    """The legend of a timeline, and what a mark does."""
    # A line never ends between a shape and its word.
    parts = [line.split(_BETWEEN) for line in chart.legend]
    *lines, last = [line[0] if len(line) == 1 else _BETWEEN.join(part.replace(" ", "\u00a0") for part in line) for line in parts]
    st.caption("  \n".join([*lines, wording.sentences((last, _(TOUCHED if view.on_phone() else OPENS)))]))


def draw_evidence(*, bounds: bool = False) -> None:
    """Fills of the evidence, and the signs of bounds."""
    st.caption(signs.said(signs.EVIDENCE, *((signs.BOUNDS,) if bounds else ())))
