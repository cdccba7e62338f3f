"""Which figures are known of each company, as a matrix in words: a gap in the data is never a zero."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis.tables import rows
from components.charts import theme
from components.language import _
from components.records.vocabulary import Metric

ROW = 40  # pixels
COLUMNS = 4  # companies beside each other: what a phone has room for
LINE = 15  # pixels of a line of a name
LETTERS = 9  # of a line in a cell


def draw(cells: pd.DataFrame) -> go.Figure:
    """Draw the result of `analysis.coverage.matrix`: a row a metric, a column a company, in blocks of `COLUMNS` companies.

    Each cell says how many periods are known of how many, the more the darker; a cell of which nothing is known is empty but
    for the word.
    """
    companies = list(dict.fromkeys(cells["company"]))
    metrics = list(dict.fromkeys(cells["metric"]))
    names = dict(zip(cells["company"], cells["company_name"], strict=True))
    labels = {company: theme.wrap(names[company], LETTERS) for company in companies}
    head = max((label.count("<br>") + 1 for label in labels.values()), default=1) * LINE / ROW
    block = head + len(metrics) + 0.5  # rows: the names, the metrics and a gap
    spots = [(number % COLUMNS, number // COLUMNS * block) for number in range(len(companies))]
    at = dict(zip(companies, spots, strict=True))
    level = {metric: head + number + 0.5 for number, metric in enumerate(metrics)}
    figure = go.Figure()
    _squares(figure, [(at[row.company][0], at[row.company][1] + level[row.metric], row) for row in rows(cells)])
    blocks = (len(companies) + COLUMNS - 1) // COLUMNS
    figure.add_trace(
        go.Scatter(
            x=[column for column, _top in spots],
            y=[top + head / 2 for _column, top in spots],
            mode="text",
            text=[f"<b>{label}</b>" for label in labels.values()],
            textfont={"size": theme.NOTE},
            hoverinfo="skip",
        )
    )
    height = max(blocks * block - 0.5, 1)
    theme.frame(figure, height * ROW)
    places = [(number * block + level[metric], metric) for number in range(blocks) for metric in metrics]
    figure.update_layout(bargap=0)
    figure.update_xaxes(range=[-0.5, min(max(len(companies), 1), COLUMNS) - 0.5], showticklabels=False, showgrid=False)
    figure.update_yaxes(
        range=[height, 0],
        showgrid=False,
        tickvals=[place for place, _metric in places],
        tickfont={"size": theme.LABEL},
        ticktext=[theme.wrap(Metric(metric).label, 12) for _place, metric in places],
    )
    return figure


def _squares(figure: go.Figure, cells: list[tuple[float, float, Any]]) -> None:
    """A square a cell that something is known of, and the words of every cell in the ink of the page."""
    full = [(x, y, row) for x, y, row in cells if not row.nothing]
    figure.add_trace(
        go.Bar(
            x=[x for x, _y, _row in full],
            y=[0.92] * len(full),
            base=[y - 0.46 for _x, y, _row in full],
            width=0.94,
            marker={
                "color": [f"rgba({theme.ACCENT}, {0.06 + 0.34 * row.known / row.possible:.3f})" for _x, _y, row in full],
                "line": {"width": 0},
            },
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[x for x, _y, _row in cells],
            y=[y for _x, y, _row in cells],
            mode="text",
            text=[_words(row.text) for _x, _y, row in cells],
            textfont={"size": theme.LABEL},
            customdata=[_hover(row) for _x, _y, row in cells],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _words(text: str) -> str:
    """The words of a cell: "6 of 10 quarters" on two lines; what is no number in italics."""
    return theme.wrap(text, LETTERS) if text[0].isdigit() else f"<i>{theme.wrap(text, LETTERS)}</i>"


def _hover(row: Any) -> str:
    company = f"<b>{theme.escape(row.company_name)}</b>"
    lines = [_("{company}, {metric}: {text}").format(company=company, metric=Metric(row.metric).label, text=row.text)]
    if row.missing:
        lines.append(theme.wrap(_("Missing: {list}").format(list=row.missing)))
    return "<br>".join(lines)
