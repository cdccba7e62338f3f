"""The dashboard's own timeline as a figure, for peers to show: made of the same data by the same code, so that only the frame differs."""

from collections.abc import Iterable
from datetime import date

import plotly.graph_objects as go

from components.analysis.selection import Selection, select_figures, select_moves
from components.charts import theme
from components.downloads import charts, held
from components.downloads.chart import Seen
from components.records.vocabulary import Category

CATEGORIES = {word.label: word.value for word in Category}


def figure(labels: Iterable[str] = ()) -> go.Figure:
    """The timeline of the moves in the categories with these labels ("Chips"); all without any."""
    selection = Selection(categories=tuple(CATEGORIES[label] for label in labels))
    snapshot = held.newest()
    tables = held.tables(snapshot)
    every_move = held.shown(snapshot, selection)
    chart = charts.moves(
        Seen(
            snapshot=snapshot,
            data=tables,
            selection=selection,
            every_move=every_move,
            moves=select_moves(every_move, selection),
            figures=select_figures(tables.figures, selection),
            colours=theme.company_colours(tables.names),
            today=date.today(),
        )
    )
    return go.Figure() if chart is None else chart.figure
