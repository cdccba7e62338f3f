"""The timeline: a lane per company, a mark per move, a bar for each period that an amount is spread over."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import crowd, wording
from components.analysis.lanes import NARROW, Layout
from components.analysis.tables import rows
from components.charts import axes, theme, upright
from components.charts.hovers import hovers
from components.language import _, dates
from components.records.vocabulary import Evidence

ROW = 15  # pixels
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
        *_spans(layout.marks, colours),
        _marks(layout.marks, colours, size=8 if small else 11),
        *(_groups(layout, colours, crowd.LANE_ROWS * row) if layout.groups is not None else ()),
    ]
    rows = max(layout.rows, 1)
    # On a desk the chart can be dragged along its time, and the buttons of its toolbar zoom.
    still = still or small or layout.pixels == NARROW
    height, margin, annotations = rows * row + 20, {}, []
    if note := _note(layout):
        # Below the lanes, where nothing is drawn.
        place = {"x": 0, "xref": "paper", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
        words = theme.wrap(note, 100 if layout.pixels > NARROW else 44)
        lines = words.count("<br>") + 1
        annotations.append({"text": words, "showarrow": False, "font": {"size": theme.NOTE}, "yshift": -6, **place})
        margin, height = {"b": 14 + 16 * lines}, height + 22 * lines
    if layout.earlier:
        words = (_("◀ {count} earlier") if still else _("◀ {count} earlier: drag the chart")).format(count=layout.earlier)
        # Below the lanes too: in the lowest one it would lie over marks and bars.
        place = {"x": 0, "xref": "x domain", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -4}
        annotations.append({"text": words, "showarrow": False, "font": {"size": theme.NOTE}, **place})
        margin, height = {"b": margin.get("b", theme.HEAD) + 16}, height + 16
    return theme.built(
        traces,
        height,
        top=(theme.HEAD if still else theme.TOOLBAR) + 38,
        axes={
            "xaxis": {
                "type": "date",
                "range": [str(day.date()) for day in view],
                "fixedrange": small,
                "side": "top",
                "showgrid": True,
                "ticklabelmode": "period",
                "dtick": _tick(view),
                **axes.months(),
            },
            "yaxis": {
                "range": [rows + 0.5, -0.5],
                "tickvals": [lane.middle for lane in layout.lanes],
                "ticktext": [f"<b>{theme.wrap(lane.name, 12)}</b>" for lane in layout.lanes],
                "showgrid": False,
                "ticklen": 4,
                "tickcolor": "rgba(0,0,0,0)",
            },
        },
        shapes=[{**band, "y0": lane.top - 0.35, "y1": lane.bottom + 0.35} for lane in layout.lanes[::2]],
        annotations=annotations,
        margin=margin,
        bargap=0,
        dragmode=False if still else "pan",
    )


def _tick(view: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    days = (view[1] - view[0]).days
    return "M12" if days > 2500 else "M6" if days > 800 else "M3" if days > 250 else "M1"


def _marks(marks: pd.DataFrame, colours: dict[str, str], size: int) -> theme.Spec:
    outline = [colours[company] for company in marks["company"].to_list()]
    return {
        "type": "scatter",
        "x": marks["date_mid"],
        "y": marks["y"],
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


def _groups(layout: Layout, colours: dict[str, str], most: float) -> list[theme.Spec]:
    """A circle for each group of moves, its area by their number; `most` is the room of a lane in pixels."""
    groups = layout.groups
    assert groups is not None, "only called with groups"
    largest = max(groups["count"], default=1)
    # Circles of one lane stand beside each other, the widest as wide as its days.
    days = (groups["end"] - groups["start"]).max() + pd.Timedelta(days=1)
    most = max(min(most, 1.15 * layout.pixels * days / (layout.view[1] - layout.view[0])), SMALLEST) if len(groups) else most
    sizes = [max(SMALLEST, (count / largest) ** 0.5 * most) for count in groups["count"]]
    own = [colours[lane] if layout.by == crowd.COMPANY else theme.NEUTRAL for lane in groups["lane"]]
    return [
        {
            "type": "scatter",
            "x": groups["mid"],
            "y": groups["y"],
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
            "text": [
                _short(row.count) if len(_short(row.count)) * LETTER < size else "" for row, size in zip(rows(groups), sizes, strict=True)
            ],
            "textfont": {"size": 10, "color": theme.INK},
            "hovertext": [_group_hover(row, layout) for row in rows(groups)],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]


SMALLEST = 7  # pixels of a circle


def _short(count: int) -> str:
    """A count in few signs: 87 -> "87", 1240 -> "1.2k"."""
    return str(count) if count < 1000 else f"{count / 1000:.2g}k" if count < 10_000 else f"{count // 1000}k"


def _group_hover(row: Any, layout: Layout) -> str:
    lane = next(lane.name for lane in layout.lanes if lane.company == row.lane)
    first, last = dates.day(row.start), dates.day(row.end)
    days = first if first == last else dates.span(first, last)
    head = f"<b>{wording.moves(row.count)}</b> · {theme.escape(lane)}"
    return "<br>".join([head, days, theme.wrap(row.text)])


def _spans(marks: pd.DataFrame, colours: dict[str, str]) -> list[theme.Spec]:
    """A line from the first to the last day of each date that is coarser than a day, one trace a company."""
    coarse = marks.loc[marks["date_end"] > marks["date_start"], ["company", "date_start", "date_end", "y"]]
    places: dict[str, tuple[list[object], list[float | None]]] = {}
    for row in rows(coarse.assign(date_end=coarse["date_end"] + pd.Timedelta(days=1))):
        x, y = places.setdefault(row.company, ([], []))
        x += [row.date_start, row.date_end, None]
        y += [row.y, row.y, None]
    return [
        {
            "type": "scatter",
            "x": x,
            "y": y,
            "mode": "lines",
            "line": {"color": theme.tint(colours[company], 0.55), "width": 3},
            "hoverinfo": "skip",
        }
        for company, (x, y) in sorted(places.items())
    ]


def _bars(layout: Layout, colours: dict[str, str]) -> list[theme.Spec]:
    bars = layout.bars
    if bars.empty:
        return []
    ends = bars["period_end"] + pd.Timedelta(days=1)
    own = [colours[company] for company in bars["company"].to_list()]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "base": bars["period_start"],
            # Plotly takes the length of a bar on a date axis in milliseconds.
            "x": [span.total_seconds() * 1000 for span in ends - bars["period_start"]],
            "y": bars["y"],
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


LETTER = 6.4  # pixels of a letter of a bar's label


def _bar_labels(layout: Layout) -> theme.Spec:
    """The sum stands in its bar where it fits; the hover has everything."""
    bars, view = layout.bars, layout.view
    left = bars["period_start"].where(bars["period_start"] > view[0], view[0])
    right = bars["period_end"].where(bars["period_end"] < view[1], view[1])
    part = (right - left).dt.days / (view[1] - view[0]).days
    texts = pd.Series([_sum(row) for row in rows(bars)], bars.index, dtype="str")
    fits = part > (texts.map(theme.letters) + 1) * LETTER / layout.pixels
    return {
        "type": "scatter",
        "x": left[fits],
        "y": bars["y"][fits],
        "mode": "text",
        "text": [theme.escape(text) for text in texts[fits]],
        "textposition": "middle right",
        "textfont": {"size": theme.NOTE},
        "hoverinfo": "skip",
    }


def _sum(row: Any) -> str:
    """The amount of a bar as it is shown: converted or per year where `money.compare` has made it so, else as stated."""
    return str(getattr(row, "shown_text", "") or wording.short(row.amount_text))
