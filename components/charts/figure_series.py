"""One reported figure of one company over time, small."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.analysis.tables import rows
from components.charts import axes, signs, theme
from components.records.vocabulary import Evidence

FEW = 4  # bars that have room for their periods below them


def draw(series: pd.DataFrame, colour: str) -> go.Figure:
    """Draw one of `analysis.reported.series`: bars on a time axis, so that a missing quarter leaves its place empty."""
    span = series["period_end"] - series["period_start"] + pd.Timedelta(days=1)
    middle = series["period_start"] + span / 2
    # A point in time has no length: its bar is as wide as the nearest two are apart, or a quarter.
    apart = middle.diff().min()
    width = span.where(series["span"] != "point", apart if pd.notna(apart) else pd.Timedelta(days=90))
    figure = go.Figure(
        go.Bar(
            x=middle,
            y=series["high"],
            width=[length.total_seconds() * 1000 * 0.78 for length in width],
            marker={
                "color": [theme.tint(colour, 0.87 * theme.FILLS[Evidence(evidence)]) for evidence in series["evidence"]],
                "line": {"color": colour, "width": 1.2},
            },
            text=[_hover(row) for row in rows(series)],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    theme.frame(figure, 200, top=8)
    top, bottom = max(float(series["high"].max()), 0.0), min(float(series["low"].min()), 0.0)
    currency, unit = str(series["currency"].iloc[0]), str(series["unit"].iloc[0])

    def words(value: float) -> str:
        if currency and value:
            return wording.money(value, currency)
        return wording.number(value).replace("-", "−") + ("%" if unit == "percent" else "")

    ticks = axes.round_steps(top, bottom)
    figure.update_xaxes(type="date", showgrid=False, tickangle=0, **_ticks(series, middle))
    figure.update_yaxes(
        range=[bottom * 1.08, top * 1.08 if top or bottom else 1],
        tickvals=ticks,
        ticktext=[words(tick) for tick in ticks],
        zeroline=True,
        zerolinecolor=theme.GRID,
    )
    return figure


def _ticks(series: pd.DataFrame, middle: pd.Series) -> dict[str, Any]:
    """A few bars each say what they are for; of many, years and months stand below them."""
    if len(series) <= FEW and series["span"].iloc[0] != "point":
        return {"tickvals": list(middle), "ticktext": [theme.wrap(words, 9) for words in series["period_words"]]}
    return {"nticks": 4, **axes.dates()}


def _hover(row: Any) -> str:
    lines = [wording.named(f"<b>{row.period_words}</b>", theme.escape(row.text)), signs.evidence(row.evidence)]
    lines += [theme.wrap(text, 44) for text in (row.covers, row.note) if text]
    return "<br>".join([*lines, theme.escape(signs.source(row.publishers))])
