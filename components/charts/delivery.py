"""What was reported against one pledge or guidance, quarter by quarter, beside a straight line to the sum stated."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.analysis.delivery import Delivery
from components.analysis.tables import rows
from components.charts import axes, signs, theme
from components.language import _
from components.records.vocabulary import Evidence, Nature, Qualifier

HEIGHT = 300
_DAY = pd.Timedelta(days=1)
# A sum ends somewhere between these: an arrow beside its label says on which side.
_ARROWS = {Qualifier.MORE_THAN.value: " ▲", Qualifier.UP_TO.value: " ▼"}


def draw(found: Delivery, colours: dict[str, str]) -> go.Figure:
    """Draw one of `analysis.delivery.delivery` over its whole period; small enough to stand beside others.

    Spending is drawn as even within a quarter, since only its sum is known. Over a quarter that is not known the line is dotted
    and stays level: from there on it is a lower bound, and its points are arrows that point up.
    """
    colour = colours[found.company]
    figure = go.Figure()
    _pace(figure, found)
    _spent(figure, found, colour)
    top = max(found.high, found.delivered or 0.0)
    theme.frame(figure, HEIGHT, top=8)
    figure.update_layout(shapes=_shapes(found), annotations=_labels(found, top))
    # A little more than the period, so that a point on its last day is drawn whole.
    figure.update_xaxes(
        type="date", range=[found.start, found.end + (found.end - found.start) * 0.02 + _DAY], showgrid=False, nticks=5, **axes.dates()
    )
    bottom = min([0.0, *found.steps["cumulative"].dropna()])
    ticks = axes.round_steps(top, bottom)
    figure.update_yaxes(
        range=[bottom, top * 1.25], tickvals=ticks, ticktext=[wording.money(tick, found.currency) if tick else "0" for tick in ticks]
    )
    return figure


def _pace(figure: go.Figure, found: Delivery) -> None:
    """The straight line; of a range one to each end, the space between them filled."""
    ends = list(dict.fromkeys((found.low, found.high)))
    for number, end in enumerate(ends):
        figure.add_trace(
            go.Scatter(
                x=[found.start, found.end + _DAY],
                y=[0, end],
                mode="lines",
                line={"color": theme.NEUTRAL, "width": 1.5, "dash": "dash"},
                fill="tonexty" if number else None,
                fillcolor=theme.BAND if number else None,
                hoverinfo="skip",
            )
        )


def _spent(figure: go.Figure, found: Delivery, colour: str) -> None:
    steps = found.steps[found.steps["cumulative"].notna()]
    if steps.empty:
        return
    # The ends of the stretches that are known: (day, sum) at the start of the first quarter and at the end of each.
    before = 0.0
    known: list[tuple[Any, float | None]] = []
    unknown: list[tuple[Any, float | None]] = []
    for step in rows(steps[steps["end"] <= found.through]):
        line = known if step.known else unknown
        line += [(step.start, before), (step.end + _DAY, step.cumulative), (step.end + _DAY, None)]
        before = step.cumulative
    for line, dash in ((known, "solid"), (unknown, "dot")):
        figure.add_trace(
            go.Scatter(
                x=[day for day, _total in line],
                y=[total for _day, total in line],
                mode="lines",
                line={"color": colour, "width": 2.5, "dash": dash},
                fill="tozeroy" if dash == "solid" else None,
                fillcolor=theme.tint(colour, 0.18) if dash == "solid" else None,
                hoverinfo="skip",
            )
        )
    points = steps[steps["known"]]
    figure.add_trace(
        go.Scatter(
            x=points["end"] + _DAY,
            y=points["cumulative"],
            mode="markers",
            marker={
                "symbol": ["triangle-up" if least else "circle" for least in points["at_least"]],
                "size": [13 if least else 9 for least in points["at_least"]],
                "color": [theme.tint(colour, theme.FILLS[Evidence(evidence)]) for evidence in points["evidence"]],
                "line": {"color": colour, "width": 2},
                "opacity": 1,  # Plotly makes markers of different sizes pale
            },
            customdata=[[found.key]] * len(points),
            text=[_hover(found, step) for step in rows(points)],
            hovertemplate="%{text}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            cliponaxis=False,
        )
    )


def _shapes(found: Delivery) -> list[dict[str, Any]]:
    """The sum stated across the whole period, and a band behind what is not known."""
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "line": {"color": theme.NEUTRAL, "width": 2}}
    shapes = [{**across, "y0": end, "y1": end} for end in dict.fromkeys((found.low, found.high))]
    if found.low < found.high:
        band = {"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "fillcolor": theme.BAND, "line": {"width": 0}, "layer": "below"}
        shapes.append({**band, "y0": found.low, "y1": found.high})
    gap = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "fillcolor": theme.GRID, "line": {"width": 0}, "layer": "below"}
    return shapes + [{**gap, "x0": run[0].start, "x1": run[-1].end + _DAY} for run in _gaps(found)]


def _labels(found: Delivery, top: float) -> list[dict[str, Any]]:
    plain = {"showarrow": False, "align": "left", "font": {"size": theme.LABEL}}
    arrow = _ARROWS.get(found.qualifier, "")
    stated = theme.wrap(wording.named(Nature(found.nature).label, f"{found.stated}{arrow}"), 38)
    stated = f"<b>{stated}</b><br>" + _("dashed: a straight line to it")
    labels = [{**plain, "x": 0, "xref": "paper", "xanchor": "left", "y": found.high, "yanchor": "bottom", "text": stated}]
    if found.delivered is None or found.through is None:
        nothing = _("No quarter is over yet") if found.steps.empty else _("No quarterly figure is known: that is no zero")
        corner = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0.04, "yref": "paper", "yanchor": "bottom"}
        return [*labels, {**plain, **corner, "text": theme.wrap(nothing, 26)}]
    total = theme.escape(found.delivered_text[:1].upper() + found.delivered_text[1:])
    text = f"<b>{total}</b><br>" + _("by {quarter}").format(quarter=found.known[-1])
    end = found.through + _DAY
    if (found.through - found.start) / (found.end - found.start) < 0.5:
        place = {"xanchor": "left", "xshift": 12, "yanchor": "top", "yshift": -12}
    elif found.delivered > 0.5 * top:
        # On the left, below the line that climbs to its point.
        place = {"xanchor": "right", "xshift": -4, "yanchor": "top", "yshift": -64}
    else:
        place = {"xanchor": "right", "xshift": -4, "yanchor": "bottom", "yshift": 10}
    labels.append({**plain, **place, "x": end, "y": found.delivered, "text": text})
    aside = {**plain, "textangle": -90, "yref": "paper", "y": 0.78, "yanchor": "top", "font": {"size": theme.NOTE}}
    for run in _gaps(found):
        words = _("{first} not known") if len(run) == 1 else _("{first} to {last}<br>not known")
        words = words.format(first=run[0].quarter, last=run[-1].quarter)
        labels.append({**aside, "x": run[0].start + (run[-1].end + _DAY - run[0].start) / 2, "text": words})
    return labels


def _gaps(found: Delivery) -> list[list[Any]]:
    """The quarters that are not known, each with those that follow it without a break."""
    runs: list[list[Any]] = []
    for step in rows(found.steps[~found.steps["known"]]):
        if runs and runs[-1][-1].end + _DAY == step.start:
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs


def _hover(found: Delivery, step: Any) -> str:
    words = _("{company}, by the end of {quarter}: {sum}")
    first = words.format(company=f"<b>{theme.escape(found.company_name)}</b>", quarter=step.quarter, sum=theme.escape(step.text))
    return "<br>".join([first, theme.wrap(step.working), signs.evidence(step.evidence)])
