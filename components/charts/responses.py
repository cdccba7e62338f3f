"""The moves around one move: aligned on its day, a lane for each other company."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis.responses import Layout
from components.analysis.tables import rows
from components.charts import spans, theme
from components.charts.drawn import Spec
from components.charts.hovers import hover
from components.charts.timeline import ROW
from components.language import _

LETTERS = 34  # of a line of the anchor's label: what a phone has room for beside the names
LINE = 17  # pixels of such a line
RIGHT = 20  # pixels on the right: Plotly drops a number of the axis that would run over the edge
HEAD = 1.5  # rows above the lanes, for the mark of the anchor
STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 360)  # days between two numbers of the axis


def draw(layout: Layout, colours: dict[str, str]) -> go.Figure:
    """Draw lanes made by `analysis.responses.arrange`: days before the anchor on the left of its line, days after it on the right.

    Shape says the category, colour the company, fill the evidence. Where the day is not known a line shows from when to when it
    may be. A lane without a mark says so.
    """
    anchor, days = layout.anchor, layout.days
    own = colours[anchor.company]
    figure = go.Figure()
    _marks(figure, layout.marks, colours)
    _anchor(figure, anchor, own)
    label = [
        f"<b>{line}</b>"
        for line in theme.wrap(_("{company}, {date}").format(company=anchor.company_name, date=anchor.date_words), LETTERS).split("<br>")
    ]
    label += theme.wrap(anchor.title, LETTERS).split("<br>")
    theme.frame(figure, (layout.rows + HEAD + 0.5) * ROW + 44, top=theme.HEAD + LINE * len(label) + 4)
    band = {"type": "rect", "xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "fillcolor": theme.BAND, "line": {"width": 0}}
    bands = [{**band, "layer": "below", "y0": lane.top - 0.35, "y1": lane.bottom + 0.35} for lane in layout.lanes[::2]]
    line = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0.5 - HEAD / 2,
        "y1": layout.rows + 0.5,
        "line": {"color": own, "width": 2},
        "layer": "below",
    }
    plain = {"showarrow": False, "font": {"size": theme.LABEL}}
    head = {"x": 0, "y": 1, "yref": "y domain", "yanchor": "bottom", "text": "<br>".join(label), "align": "center"}
    full = set(layout.marks["company"])
    nothing = "<i>" + _("none recorded") + "</i>"
    empty = [{**plain, "x": 0.5 * days, "y": lane.middle, "text": nothing} for lane in layout.lanes if lane.company not in full]
    figure.update_layout(shapes=[*bands, *_spans(layout, colours), line], annotations=[{**plain, **head}, *empty], margin={"r": RIGHT})
    ticks = _ticks(days)
    figure.update_xaxes(
        range=[-1.06 * days, 1.06 * days],
        tickvals=ticks,
        ticktext=[f"{tick:+,d}".replace("-", "−") if tick else "0" for tick in ticks],
        tickangle=0,
        title={"text": _("◀ days before · days after ▶"), "font": {"size": theme.LABEL}, "standoff": 4},
    )
    figure.update_yaxes(
        range=[layout.rows + 0.5, -HEAD],
        tickvals=[lane.middle for lane in layout.lanes],
        ticktext=[f"<b>{theme.wrap(lane.name, 12)}</b>" for lane in layout.lanes],
        showgrid=False,
        ticklen=4,
        tickcolor="rgba(0,0,0,0)",
    )
    return figure


def _ticks(days: int) -> list[int]:
    """Places on the axis: 90 -> [-90, -60, -30, 0, 30, 60, 90]; fewer where the numbers are long: 180 -> [-180, -90, 0, 90, 180]."""
    step = next((step for step in STEPS if days / step <= (3 if days < 100 else 2)), days)
    most = days // step
    return [step * number for number in range(-most, most + 1)]


def _marks(figure: go.Figure, marks: pd.DataFrame, colours: dict[str, str]) -> None:
    figure.add_trace(
        go.Scatter(
            x=marks["x"],
            y=marks["y"],
            mode="markers",
            customdata=[[key] for key in marks["key"]],
            marker=theme.marker(marks["category"], marks["evidence"], [colours[company] for company in marks["company"]], 11),
            # A click must not dim the other marks: the card says which one was chosen.
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[f"{hover(row)}<br><b>{row.lag_text[:1].upper()}{row.lag_text[1:]}</b>" for row in rows(marks)],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _anchor(figure: go.Figure, anchor: Any, own: str) -> None:
    """The mark of the anchor itself, on top of its line."""
    figure.add_trace(
        go.Scatter(
            x=[0],
            y=[-HEAD / 2],
            mode="markers",
            customdata=[[anchor.key]],
            marker=theme.marker([anchor.category], [anchor.evidence], [own], 15),
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[hover(anchor)],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _spans(layout: Layout, colours: dict[str, str]) -> list[Spec]:
    """A line over the days on which a move may have been, where its day is not known; it runs on to the edge where they do."""
    coarse = layout.marks[layout.marks["lag_low"] < layout.marks["lag_high"]]
    edge = 1.06 * layout.days
    return spans.shapes(((row.company, max(row.lag_low, -edge), min(row.lag_high, edge), row.y) for row in rows(coarse)), colours)
