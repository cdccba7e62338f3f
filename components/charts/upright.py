"""The timeline on a phone: a row a month, the newest on top, and a column for each company."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from components.analysis.months import BETWEEN, Months
from components.charts import theme

SLOT = 18.0  # pixels from one mark to the next, in both directions
LINE = 15  # pixels of a line of a company's name
LETTER = 7.0  # pixels of a letter of it


def draw(months: Months, colours: dict[str, str], hovers: Callable[[pd.DataFrame], list[str]]) -> go.Figure:
    """Draw what `analysis.months.arrange` has made. `hovers` says of each mark what it says when it is touched.

    Shape says the category, colour the company, fill the evidence, as on the wide timeline. Where only a quarter or a year is
    known the row says so; periods of amounts are not drawn.
    """
    marks = months.marks
    own = [colours[company] for company in marks["company"].to_list()]
    trace = {
        "type": "scatter",
        "x": marks["x"].to_list(),
        "y": marks["y"].to_list(),
        "mode": "markers",
        "customdata": [[key] for key in marks["key"].to_list()],
        "marker": theme.marker(marks["category"].to_list(), marks["evidence"].to_list(), own, 12),
        # A touch must not dim the other marks: the card says which one was chosen.
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "text": hovers(marks),
        "hovertemplate": "%{text}<extra></extra>",
    }
    names = [theme.wrap(column.name, int((column.right - column.left + BETWEEN) * SLOT / LETTER), hard=True) for column in months.columns]
    lines = max(name.count("<br>") + 1 for name in names)
    band = {"type": "rect", "xref": "x", "yref": "y domain", "y0": 0, "y1": 1, "fillcolor": theme.BAND, "line": {"width": 0}}
    half = BETWEEN / 2
    return theme.built(
        [trace],
        months.height * SLOT + 4,
        top=theme.HEAD + LINE * lines + 6,
        axes={
            "xaxis": {
                "side": "top",
                "range": [-half, months.width + half],
                "tickvals": [column.middle for column in months.columns],
                "ticktext": [f"<b>{name}</b>" for name in names],
                "tickangle": 0,
                "showgrid": False,
            },
            "yaxis": {
                "range": [months.height, 0],
                "tickvals": [place for place, _words in months.labels],
                "ticktext": [words for _place, words in months.labels],
                "tickfont": {"size": theme.NOTE, "color": theme.INK},
                "showgrid": False,
            },
        },
        shapes=[{**band, "layer": "below", "x0": column.left - half, "x1": column.right + half} for column in months.columns[::2]],
    )
