"""A reported figure by calendar quarter: a panel of bars for each company, those of one currency on one scale."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.analysis.tables import rows
from components.charts import axes, signs, theme
from components.language import _
from components.records.vocabulary import Evidence

PANEL = 104  # pixels of a company's bars
NAME = 30  # pixels above them, for its name
AXIS = 40  # pixels below the last panel, for the quarters
MOST_TICKS = 6  # of the axis of quarters: what a phone has room for


def draw(figures: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.reported.quarterly`. A quarter without a figure has no bar: a gap is not a zero.

    Companies that report in one currency share one scale, so that their bars compare; currencies share none. All panels stand on the
    same quarters.
    """
    figure = go.Figure()
    panels = [
        (str(currency), str(company), group, _scale(of_currency))
        for currency, of_currency in figures.groupby("currency", sort=True)
        for company, group in of_currency.groupby("company", sort=True)
    ]
    height = max(len(panels), 1) * (PANEL + NAME) + AXIS
    theme.frame(figure, height)
    every = _quarters(figures["quarter"]) if panels else []
    inside = height - 8  # the margin at the bottom
    labels: list[dict[str, Any]] = []
    layout: dict[str, Any] = {}
    for number, (currency, company, group, (bottom, top)) in enumerate(panels):
        axis = "" if number == 0 else str(number + 1)
        colour, name = colours[company], str(group["company_name"].iloc[0])
        figure.add_trace(_bars(group, colour, name, f"y{axis}"))
        upper = 1 - (number * (PANEL + NAME) + NAME) / inside
        ticks = axes.round_steps(top, bottom)
        layout[f"yaxis{axis}"] = {
            **figure.layout.yaxis.to_plotly_json(),
            "domain": [upper - PANEL / inside, upper],
            "range": [bottom * 1.05, top * 1.05 if top or bottom else 1],
            # Three labels are what a panel has room for.
            "tickvals": (shown := ticks if len(ticks) <= 4 else ticks[::2]),
            "ticktext": [wording.money(tick, currency) if tick else "0" for tick in shown],
        }
        place = {"x": 0, "xref": "paper", "y": upper, "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 4}
        text = _("{company}, {currency}").format(
            company=f"{theme.key(colour)} <b>{theme.escape(name)}</b>", currency=wording.code(currency)
        )
        labels.append({**place, "text": text, "showarrow": False, "font": {"size": theme.TEXT}})
    step = next(step for step in (1, 2, 4, 8, 20, 40, 200) if len(every) / step <= MOST_TICKS)
    layout["xaxis"] = {
        **figure.layout.xaxis.to_plotly_json(),
        "categoryorder": "array",
        "categoryarray": every,
        # All quarters, also those at an end in which the last company reports nothing.
        "range": [-0.5, len(every) - 0.5],
        "tickvals": every[::step],
        "tickangle": 0,
        "showgrid": False,
        "anchor": f"y{len(panels)}" if len(panels) > 1 else "y",
    }
    figure.update_layout(annotations=labels, bargap=0.25, **layout)
    return figure


def _quarters(there: pd.Series) -> list[str]:
    """All quarters from the first to the last: "2024-Q4" and "2025-Q2" give ["Q4<br>2024", "Q1<br>2025", "Q2<br>2025"]."""
    places = pd.period_range(there.min().replace("-", ""), there.max().replace("-", ""), freq="Q")
    return [axes.quarter(place.year, place.quarter) for place in places]


def _scale(of_currency: pd.DataFrame) -> tuple[float, float]:
    """The lowest and the highest end of the bars of one currency, zero included."""
    return min(float(of_currency["high"].min()), 0.0), max(float(of_currency["high"].max()), 0.0)


def _bars(group: pd.DataFrame, colour: str, name: str, axis: str) -> go.Bar:
    return go.Bar(
        x=[axes.quarter(int(row.quarter[:4]), int(row.quarter[-1])) for row in rows(group)],
        y=group["high"],
        yaxis=axis,
        name=theme.escape(name),
        marker={
            "color": [theme.tint(colour, 0.87 * theme.FILLS[Evidence(evidence)]) for evidence in group["evidence"]],
            "line": {"color": colour, "width": 1.2},
        },
        text=[_hover(row) for row in rows(group)],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: Any) -> str:
    period = wording.noted(row.period_words, theme.escape(row.fiscal_label)) if row.fiscal_label else row.period_words
    lines = [_("{company}, {period}").format(company=f"<b>{theme.escape(row.company_name)}</b>", period=period)]
    lines.append(f"{theme.escape(row.text)} · {wording.inside(Evidence(row.evidence))}")
    lines += [theme.wrap(text) for text in (row.covers, row.note) if text]
    return "<br>".join([*lines, theme.escape(signs.source(row.publishers))])
