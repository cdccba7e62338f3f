"""How many moves each company has made so far, as steps."""

import pandas as pd
import plotly.graph_objects as go

from components.charts import axes, theme
from components.charts import ends as line_ends
from components.language import _

LETTERS = 16  # of a line of a label
LINE = 18  # pixels of such a line


def draw(steps: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.counts.cumulative`: a line a company, labelled at its end."""
    # Plotly's own places for the name, the count and the day.
    said = _("{company}: {count} by {day}").format(company="%{meta}", count="%{y}", day=f"%{{x|{axes.day()}}}")
    figure = go.Figure()
    ends: list[tuple[float, str, str]] = []
    for company, group in steps.groupby("company", sort=True):
        colour, name = colours[str(company)], str(group["company_name"].iloc[0])
        figure.add_trace(
            go.Scatter(
                x=group["date"],
                y=group["count"],
                mode="lines",
                line={"shape": "hv", "color": colour, "width": 2.5},
                # A name is no part of the template, where Plotly would read "%{x}" in it.
                meta=theme.escape(name),
                hovertemplate=said + "<extra></extra>",
            )
        )
        ends.append((float(group["count"].iloc[-1]), name, colour))
    # In short lines, so that the chart keeps its width on a phone.
    shown = {name: theme.wrap(name, LETTERS, hard=True).split("<br>") for _count, name, _colour in ends}
    height = max(340, sum(len(shown[name]) for _count, name, _colour in ends) * LINE + 60)
    theme.frame(figure, height)
    top = max((count for count, _name, _colour in ends), default=1) * 1.08
    # Labels at the ends of lines that meet are pushed apart, lowest first.
    line, free = top * LINE / (height - 60), 0.0  # how high a line of a label is, and from where on there is room, in moves
    ends.sort()
    texts, middles = [], []
    for count, name, colour in ends:
        half = len(shown[name]) * line / 2
        middles.append(max(count, free + half))
        free = middles[-1] + half
        texts.append(f"{theme.key(colour)} <b>{'<br>'.join(shown[name])}</b> {count:.0f}")
    values, colours_of = [count for count, _name, _colour in ends], [colour for _count, _name, colour in ends]
    labels = line_ends.labels(texts, values, middles, colours_of, gap=line / 2, size=theme.TEXT)
    longest = max((theme.letters(words) for lines in shown.values() for words in lines), default=4)
    # All at once: Plotly takes seconds for a few hundred that are added one by one.
    figure.update_layout(margin={"r": 46 + line_ends.room(longest, led=any(label["showarrow"] for label in labels))}, annotations=labels)
    figure.update_xaxes(type="date", showgrid=False, nticks=6, **axes.dates())
    figure.update_yaxes(range=[0, max(top, free)], tickformat=",d", nticks=6)
    return figure
