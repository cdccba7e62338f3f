"""Capital expenditure as a share of revenue: lines by quarter, bars by year."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis.tables import rows
from components.charts import axes, signs, theme
from components.charts import ends as line_ends
from components.language import _
from components.records.vocabulary import Evidence

HEIGHT = 340
LINE = 17  # pixels of a line of text
BAR, HEAD = 26, 30  # pixels of a bar, and of a company's name above its bars
_PLAIN = {
    "hovertemplate": "%{text}<extra></extra>",
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}


def draw(frame: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.intensity.by_quarter`: a line a company, labelled at its end.

    A quarter that is not known breaks the line: nothing is drawn across a gap.
    """
    figure = go.Figure()
    ends: list[tuple[float, str, str, str]] = []  # share, name in lines, share in words, colour
    newest = frame["period_start"].max()
    for company, group in frame.groupby("company", sort=True):
        colour = colours[str(company)]
        days: list[Any] = []
        shares: list[float | None] = []
        texts: list[str] = []
        fills: list[float] = []
        for row in rows(group):
            if days and (row.period_start - days[-1]).days > 92:  # a quarter has 92 days at the most
                days, shares, texts, fills = [*days, days[-1]], [*shares, None], [*texts, ""], [*fills, 0]
            days.append(row.period_start)
            shares.append(row.share)
            texts.append(_hover(row))
            fills.append(theme.FILLS[Evidence(row.evidence)])
        figure.add_trace(
            go.Scatter(
                x=days,
                y=shares,
                mode="lines+markers",
                connectgaps=False,
                line={"color": colour, "width": 2},
                marker={
                    "size": 9,
                    "color": [theme.tint(colour, fill) for fill in fills],
                    "line": {"color": colour, "width": 2},
                    "opacity": 1,
                },
                text=texts,
                cliponaxis=False,
                **_PLAIN,
            )
        )
        last = group.iloc[-1]
        # In short lines, so that the chart keeps its width on a phone.
        when = "" if last["period_start"] == newest else "<br>" + _("in {period}").format(period=last["label"])
        ends.append((float(last["share"]), theme.wrap(str(last["company_name"]), 14), f"{last['text']}{when}", colour))
    ends.sort()
    height = max(HEIGHT, sum(_lines(name, text) * LINE for _share, name, text, _colour in ends) + 60)
    theme.frame(figure, height)
    top, bottom = max([0.0, *frame["share"]]), min([0.0, *frame["share"]])
    lowest, highest = bottom * 1.1, max(top * 1.1, 1e-9)
    halves = [_lines(name, text) * LINE / 2 * (highest - lowest) / (height - 60) for _share, name, text, _colour in ends]
    middles = _apart([share for share, _name, _text, _colour in ends], halves, lowest, highest)
    texts = [f"{theme.key(colour)} <b>{name}</b><br>{text}" for _share, name, text, colour in ends]
    values, colours_of = [share for share, _name, _text, _colour in ends], [colour for _share, _name, _text, colour in ends]
    gap = 2 * LINE * (highest - lowest) / (height - 60)
    labels = line_ends.labels(texts, values, middles, colours_of, gap=gap, size=theme.LABEL)
    longest = max((theme.letters(line) for _share, name, _text, _colour in ends for line in name.split("<br>")), default=4)
    led = any(label["showarrow"] for label in labels)
    figure.update_layout(margin={"r": 30 + line_ends.room(max(longest, 11), led=led)}, annotations=labels)
    first_day, last_day = frame["period_start"].min(), frame["period_start"].max()
    figure.update_xaxes(type="date", showgrid=False, **(_quarters(first_day, last_day) if len(frame) else {}))
    ticks = axes.round_steps(top, bottom)
    words = [f"{tick:g}%".replace("-", "−") if tick else "0" for tick in ticks]
    figure.update_yaxes(range=[lowest, highest], tickvals=ticks, ticktext=words)
    return figure


def _apart(middles: list[float], halves: list[float], lowest: float, highest: float) -> list[float]:
    """Middles of labels, in rising order, moved so that none covers another: upwards first, then down from the top where they fit."""
    moved = []
    for middle, half in zip(middles, halves, strict=True):
        moved.append(max(middle, lowest + half))
        lowest = moved[-1] + half
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], highest - halves[index])
        highest = moved[index] - halves[index]
    return moved


def _lines(name: str, text: str) -> int:
    return name.count("<br>") + text.count("<br>") + 2


def _quarters(first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """Ticks at no more than six quarters, at the same distance."""
    every = pd.period_range(first, last, freq="Q")
    step = next(step for step in (1, 2, 4, 8, 20, 40, 200) if len(every) / step <= 6)
    shown = every[::step]
    room = pd.Timedelta(days=20)
    return {
        "tickvals": [period.start_time for period in shown],
        "ticktext": [axes.quarter(period.year, period.quarter) for period in shown],
        "range": [first - room, last + room],
    }


def draw_years(frame: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.intensity.by_year`: a bar a year below each company's name, with its share at the end."""
    places: list[float] = []  # pixels from the top to the middle of each bar
    labels: list[dict[str, Any]] = []
    shown: list[Any] = []
    down = 0.0
    for _company, group in frame.groupby("company", sort=True):
        name = theme.wrap(str(group["company_name"].iloc[0]), 40)
        head = HEAD + name.count("<br>") * LINE
        place = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False, "align": "left"}
        labels.append({**place, "y": down + head - 4, "text": f"<b>{name}</b>", "font": {"size": theme.TEXT}})
        down += head
        for row in rows(group):
            places.append(down + BAR / 2)
            shown.append(row)
            down += BAR
    top, bottom = max([0.0, *(row.share for row in shown)]), min([0.0, *(row.share for row in shown)])
    figure = go.Figure(
        go.Bar(
            x=[row.share for row in shown],
            y=places,
            orientation="h",
            width=BAR * 0.7,
            marker={
                "color": [theme.tint(colours[row.company], 0.87 * theme.FILLS[Evidence(row.evidence)]) for row in shown],
                "line": {"color": [colours[row.company] for row in shown], "width": 1.2},
            },
            text=[_hover(row) for row in shown],
            textposition="none",
            **_PLAIN,
        )
    )
    ends = {"xanchor": "left", "xshift": 6, "showarrow": False, "font": {"size": theme.LABEL}}
    labels += [{**ends, "x": row.share, "y": place, "text": row.text} for row, place in zip(shown, places, strict=True)]
    theme.frame(figure, max(down, BAR) + 30)
    figure.update_layout(annotations=labels)
    # Room behind the longest bar for its share in words.
    figure.update_xaxes(range=[bottom * 1.1, max(top * 1.35, 1e-9)], showticklabels=False, showgrid=False)
    figure.update_yaxes(range=[max(down, BAR), 0], tickvals=places, ticktext=[row.label for row in shown], showgrid=False)
    return figure


def _hover(row: Any) -> str:
    first = _("{company}, {period}: {share} of revenue")
    first = first.format(company=f"<b>{theme.escape(row.company_name)}</b>", period=row.label, share=row.text)
    working = [theme.wrap(line) for line in row.working]
    return "<br>".join([first, *working, signs.evidence(row.evidence), theme.wrap(signs.source(row.publishers))])
