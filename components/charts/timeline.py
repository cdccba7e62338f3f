"""The timeline: a lane per company, a mark per move, a bar for each period that an amount is spread over."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components.analysis import crowd, wording
from components.analysis.lanes import NARROW, Layout
from components.analysis.tables import rows
from components.charts import axes, spans, theme, upright
from components.charts.drawn import Spec
from components.charts.hovers import hovers
from components.language import _, dates
from components.records.vocabulary import Evidence

ROW = 15  # pixels
NAME_GAP = 18  # pixels around the names of lanes: to the edge of the chart and to what is drawn
SMALL_ROW = 11


def draw(layout: Layout, colours: dict[str, str], *, small: bool = False, still: bool = False) -> go.Figure:
    """Draw lanes made by `analysis.lanes.arrange`.

    Shape says the category, colour the company, fill the evidence. A date coarser than a day is a line over its span with
    the mark in the middle. `small` is the overview's: thinner rows and no bars. `still` is for a picture, which cannot be dragged.
    """
    if layout.upright:
        return upright.draw(layout.upright, colours, hovers)
    view = layout.view
    band = {
        "type": "rect",
        "xref": "x domain",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "fillcolor": theme.BAND,
        "line": {"width": 0},
        "layer": "below",
    }
    row = SMALL_ROW if small else ROW
    traces = [
        *([] if small else _bars(layout, colours)),
        _marks(layout.marks, colours, size=8 if small else 11),
        *(_groups(layout, colours, crowd.LANE_ROWS * row) if layout.groups is not None else ()),
    ]
    rows = max(layout.rows, 1)
    names = [f"<b>{theme.wrap(lane.name, 12)}</b>" for lane in layout.lanes]
    # On a desk the chart can be dragged along its time, and the buttons of its toolbar zoom.
    still = still or small or layout.pixels == NARROW
    height, annotations = rows * row + 20, []
    margin = {"l": round(max((theme.width(name) for name in names), default=0)) + NAME_GAP}
    if note := _note(layout):
        # Below the lanes, where nothing is drawn.
        place = {"x": 0, "xref": "paper", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
        words = theme.wrap(note, 100 if layout.pixels > NARROW else 44)
        lines = words.count("<br>") + 1
        annotations.append({"text": words, "showarrow": False, "font": {"size": theme.NOTE}, "yshift": -6, **place})
        margin |= {"b": 14 + 16 * lines}
        height += 22 * lines
    if layout.earlier:
        words = (_("◀ {count} earlier") if still else _("◀ {count} earlier: drag the chart")).format(count=layout.earlier)
        # Below the lanes too: in the lowest one it would lie over marks and bars.
        place = {"x": 0, "xref": "x domain", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -4}
        annotations.append({"text": words, "showarrow": False, "font": {"size": theme.NOTE}, **place})
        margin |= {"b": margin.get("b", theme.HEAD) + 16}
        height += 16
    return theme.built(
        traces,
        height,
        top=(theme.HEAD if still else theme.TOOLBAR) + 38,
        axes={
            "xaxis": {
                "type": "date",
                **theme.OWN_MARGIN,
                "range": [str(day.date()) for day in view],
                "fixedrange": small,
                "side": "top",
                "showgrid": True,
                "ticklabelmode": "period",
                "dtick": _tick(view),
                **axes.months(),
            },
            "yaxis": {
                **theme.OWN_MARGIN,
                "range": [rows + 0.5, -0.5],
                "tickvals": [lane.middle for lane in layout.lanes],
                "ticktext": names,
                "showgrid": False,
                "ticklen": 4,
                "tickcolor": "rgba(0,0,0,0)",
            },
        },
        shapes=[
            *({**band, "y0": lane.top - 0.35, "y1": lane.bottom + 0.35} for lane in layout.lanes[::2]),
            *_spans(layout.marks, colours),
        ],
        annotations=annotations,
        margin=margin,
        bargap=0,
        dragmode=False if still else "pan",
    )


def _tick(view: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    days = (view[1] - view[0]).days
    return "M12" if days > 2500 else "M6" if days > 800 else "M3" if days > 250 else "M1"


def _marks(marks: pd.DataFrame, colours: dict[str, str], size: int) -> Spec:
    outline = [colours[company] for company in marks["company"].to_list()]
    return {
        "type": "scatter",
        "x": marks["date_mid"].to_numpy(),
        "y": marks["y"].to_list(),
        "mode": "markers",
        "customdata": [[key] for key in marks["key"].to_list()],
        "marker": theme.marker(marks["category"].to_list(), marks["evidence"].to_list(), outline, size),
        # A click must not dim the other marks: the card says which one was chosen.
        **UNDIMMED,
        "text": hovers(marks),
        "hovertemplate": "%{text}<extra></extra>",
    }


UNDIMMED = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def _note(layout: Layout) -> str:
    """What lanes and marks are where they are not what they usually are; else empty."""
    words = []
    if layout.by == crowd.CATEGORY:
        words.append(_("A lane for each category: {companies} are in view.").format(companies=wording.companies(layout.companies)))
    if layout.groups is not None and len(layout.groups):
        words.append(_("A circle stands for as many moves as it says: click it to see these days alone."))
    return wording.sentences(words)


def _groups(layout: Layout, colours: dict[str, str], most: float) -> list[Spec]:
    """A circle for each group of moves, its area by their number; `most` is the room of a lane in pixels."""
    groups = layout.groups
    assert groups is not None, "only called with groups"
    largest = max(groups["count"], default=1)
    # Circles of one lane stand beside each other, the widest as wide as its days.
    days = (groups["end"] - groups["start"]).max() + pd.Timedelta(days=1)
    most = max(min(most, 1.15 * layout.pixels * days / (layout.view[1] - layout.view[0])), SMALLEST) if len(groups) else most
    sizes = [max(SMALLEST, (count / largest) ** 0.5 * most) for count in groups["count"]]
    numbers = [_short(count) for count in groups["count"].to_list()]
    own = [colours[lane] if layout.by == crowd.COMPANY else theme.NEUTRAL for lane in groups["lane"]]
    return [
        {
            "type": "scatter",
            "x": groups["mid"].to_numpy(),
            "y": groups["y"].to_list(),
            "mode": "markers+text",
            # No key of a move: what to narrow the view to instead.
            "customdata": [["", layout.by, row.lane, str(row.start.date()), str(row.end.date())] for row in rows(groups)],
            "marker": {
                "size": sizes,
                "color": [theme.tint(colour, 0.3) for colour in own],
                "line": {"color": own, "width": 1.2},
                "opacity": 1,
            },
            **UNDIMMED,
            # A number stands in its circle, or not at all.
            "text": [number if max(len(number) * LETTER, LINE) < size else "" for number, size in zip(numbers, sizes, strict=True)],
            "textfont": {"size": 10, "color": theme.INK},
            "hovertext": [_group_hover(row, layout) for row in rows(groups)],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]


SMALLEST = 7  # pixels of a circle
LINE = 11  # pixels of the height of its number


def _short(count: int) -> str:
    """A count in few signs: 87 -> "87", 1240 -> "1.2k"."""
    return str(count) if count < 1000 else f"{count / 1000:.2g}k" if count < 10_000 else f"{count // 1000}k"


def _group_hover(row: Any, layout: Layout) -> str:
    lane = next(lane.name for lane in layout.lanes if lane.company == row.lane)
    first, last = dates.day(row.start), dates.day(row.end)
    days = first if first == last else dates.span(first, last)
    head = f"<b>{wording.moves(row.count)}</b> · {theme.escape(lane)}"
    return "<br>".join([head, days, theme.wrap(row.text)])


def _spans(marks: pd.DataFrame, colours: dict[str, str]) -> list[Spec]:
    """A line from the first to the last day of each date that is coarser than a day."""
    starts, ends = (marks[name].to_numpy("datetime64[D]") for name in ("date_start", "date_end"))
    coarse = (ends > starts).nonzero()[0]
    companies, heights = marks["company"].to_list(), marks["y"].to_list()
    # A span ends with its last day.
    days = zip(coarse.tolist(), starts[coarse].astype(str).tolist(), (ends[coarse] + 1).astype(str).tolist(), strict=True)
    return spans.shapes(((companies[place], first, last, heights[place]) for place, first, last in days), colours)


def _bars(layout: Layout, colours: dict[str, str]) -> list[Spec]:
    bars = layout.bars
    if bars.empty:
        return []
    starts, ends = (bars[name].to_numpy("datetime64[D]") for name in ("period_start", "period_end"))
    own = [colours[company] for company in bars["company"].to_list()]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "base": starts.astype(str).tolist(),
            # Plotly takes the length of a bar on a date axis in milliseconds; the last day is part of it.
            "x": ((ends - starts).astype("int64") + 1) * DAY,
            "y": bars["y"].to_list(),
            "width": 0.95,
            "customdata": [[key] for key in bars["key"].to_list()],
            "marker": {
                "color": [
                    theme.tint(colour, 0.3 * theme.FILLS[Evidence(evidence)])
                    for colour, evidence in zip(own, bars["evidence"].to_list(), strict=True)
                ],
                "line": {"color": own, "width": 1},
            },
            **UNDIMMED,
            "text": hovers(bars),
            "textposition": "none",
            "hovertemplate": "%{text}<extra></extra>",
        },
        _bar_labels(layout),
    ]


DAY = 86_400_000  # milliseconds
LETTER = 6.4  # pixels of a letter of a bar's label


def _bar_labels(layout: Layout) -> Spec:
    """The sum stands in its bar where it fits; the hover has everything."""
    bars = layout.bars
    begin, end = (np.datetime64(day, "D") for day in layout.view)
    left, right = (np.clip(bars[name].to_numpy("datetime64[D]"), begin, end) for name in ("period_start", "period_end"))
    parts = ((right - left) / (end - begin)).tolist()
    texts = [_sum(row) for row in rows(bars[[name for name in ("shown_text", "amount_text") if name in bars]])]
    fits = [place for place, text in enumerate(texts) if parts[place] > (theme.letters(text) + 1) * LETTER / layout.pixels]
    heights = bars["y"].to_list()
    return {
        "type": "scatter",
        "x": left[fits].astype(str).tolist(),
        "y": [heights[place] for place in fits],
        "mode": "text",
        "text": [theme.escape(texts[place]) for place in fits],
        "textposition": "middle right",
        "textfont": {"size": theme.NOTE},
        "hoverinfo": "skip",
    }


def _sum(row: Any) -> str:
    """The amount of a bar as it is shown: converted or per year where `money.compare` has made it so, else as stated."""
    return str(getattr(row, "shown_text", "") or wording.short(row.amount_text))
