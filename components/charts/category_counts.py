"""Moves by category and company as a heat map."""

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.charts import theme
from components.language import _
from components.records.vocabulary import Category

MOST_ACROSS = 8  # companies whose names have room beside each other, on a phone too
ROW, LOW_ROW = 34, 26  # pixels


def draw(table: pd.DataFrame) -> go.Figure:
    """Draw the result of `analysis.counts.by_category`; each cell carries its number, none is "–".

    A column a company; where there are more than have room, a row a company.
    """
    categories = [Category(str(category)) for category in table.index]
    names = [str(name) for name in table.columns]
    turned = len(names) > MOST_ACROSS
    counts = table.to_numpy().T if turned else table.to_numpy()
    hovers = [[_hover(name, category) for name in names] for category in categories]
    if turned:
        hovers = [list(line) for line in zip(*hovers, strict=True)]
    high, wide = counts.shape
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=list(range(wide)),
            y=list(range(high)),
            customdata=hovers,
            hovertemplate=wording.named("%{customdata}", "%{z}") + "<extra></extra>",
            zmin=0,
            colorscale=[[0, f"rgba({theme.ACCENT}, 0.03)"], [1, f"rgba({theme.ACCENT}, 0.4)"]],
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    # As a trace of its own, in the colour of the page's text: Plotly would choose one that is unreadable on a dark page.
    cells = [(column, row, count) for row, line in enumerate(counts) for column, count in enumerate(line)]
    figure.add_trace(
        go.Scatter(
            x=[column for column, _row, _count in cells],
            y=[row for _column, row, _count in cells],
            mode="text",
            text=[str(count) if count else "–" for _column, _row, count in cells],
            textfont={"size": theme.LABEL if turned else theme.TEXT},
            hoverinfo="skip",
        )
    )
    # Numbered axes with names as labels: two companies may share a name.
    if turned:
        across = {"ticktext": [f"{theme.SHAPES[one][1]} {one.label}" for one in categories], "tickangle": -90}
        down = [theme.wrap(name, 22, hard=True) for name in names]
    else:
        across = {"ticktext": [theme.wrap(name, 10) for name in names]}
        down = [f"{one.label} {theme.SHAPES[one][1]}" for one in categories]
    lines = max((name.count("<br>") + 1 for name in down), default=1)
    theme.frame(figure, high * max(LOW_ROW if turned else ROW, lines * 15 + 6), top=theme.HEAD + (96 if turned else 36))
    figure.update_xaxes(side="top", showgrid=False, tickvals=list(range(wide)), **across)
    figure.update_yaxes(range=[high - 0.5, -0.5], showgrid=False, tickvals=list(range(high)), ticktext=down)
    return figure


def _hover(name: str, category: Category) -> str:
    return _("{company}, {category}").format(company=theme.escape(name), category=wording.inside(category))
