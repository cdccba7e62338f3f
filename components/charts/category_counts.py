"""Moves by category and company as a heat map."""

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.charts import theme
from components.language import _
from components.records.vocabulary import Category


def draw(table: pd.DataFrame) -> go.Figure:
    """Draw the result of `analysis.counts.by_category`; each cell carries its number, none is "–"."""
    rows = [Category(str(category)) for category in table.index]
    figure = go.Figure(
        go.Heatmap(
            z=table.to_numpy(),
            x=list(range(len(table.columns))),
            y=list(range(len(rows))),
            customdata=[[_hover(str(name), row) for name in table.columns] for row in rows],
            hovertemplate=wording.named("%{customdata}", "%{z}") + "<extra></extra>",
            zmin=0,
            colorscale=[[0, f"rgba({theme.ACCENT}, 0.03)"], [1, f"rgba({theme.ACCENT}, 0.4)"]],
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    # As a trace of its own, in the colour of the page's text: Plotly would choose one that is unreadable on a dark page.
    cells = [(column, row, count) for row, line in enumerate(table.to_numpy()) for column, count in enumerate(line)]
    figure.add_trace(
        go.Scatter(
            x=[column for column, _row, _count in cells],
            y=[row for _column, row, _count in cells],
            mode="text",
            text=[str(count) if count else "–" for _column, _row, count in cells],
            textfont={"size": theme.TEXT},
            hoverinfo="skip",
        )
    )
    theme.frame(figure, len(rows) * 34, top=theme.HEAD + 36)
    # Numbered axes with names as labels: two companies may share a name.
    figure.update_xaxes(
        side="top", showgrid=False, tickvals=list(range(len(table.columns))), ticktext=[theme.wrap(str(name), 10) for name in table.columns]
    )
    labels = [f"{row.label} {theme.SHAPES[row][1]}" for row in rows]
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, tickvals=list(range(len(rows))), ticktext=labels)
    return figure


def _hover(name: str, category: Category) -> str:
    return _("{company}, {category}").format(company=theme.escape(name), category=wording.inside(category))
