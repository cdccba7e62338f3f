"""The timeline: a lane per company, a mark per move, a bar for each period that an amount is spread over."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import crowd, money, wording
from components.analysis.lanes import NARROW, Layout
from components.analysis.tables import rows
from components.charts import axes, signs, theme, upright
from components.language import _, dates
from components.records.vocabulary import Category, Evidence, Measure, Nature, Status

ROW = 15  # pixels
SMALL_ROW = 11


def draw(layout: Layout, colours: dict[str, str], *, small: bool = False, still: bool = False) -> go.Figure:
    """Draw lanes made by `analysis.lanes.arrange`.

    Shape says the category, colour the company, fill the evidence. A date coarser than a day is a line over its span with
    the mark in the middle. `small` is the overview's: thinner rows and no bars. `still` is for a picture, which cannot be dragged.
    """
    if layout.upright:
        return upright.draw(layout.upright, colours, hover)
    figure = go.Figure()
    view = layout.view
    # All at once: Plotly takes a second for a few hundred that are added one by one.
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
    figure.update_layout(shapes=[{**band, "y0": lane.top - 0.35, "y1": lane.bottom + 0.35} for lane in layout.lanes[::2]])
    if not small:
        _bars(figure, layout, colours)
    _spans(figure, layout.marks, colours)
    _marks(figure, layout.marks, colours, size=8 if small else 11)
    row = SMALL_ROW if small else ROW
    if layout.groups is not None:
        _groups(figure, layout, colours, crowd.LANE_ROWS * row)
    rows = max(layout.rows, 1)
    # On a desk the chart can be dragged along its time, and the buttons of its toolbar zoom.
    still = still or small or layout.pixels == NARROW
    theme.frame(figure, rows * (SMALL_ROW if small else ROW) + 20, top=(theme.HEAD if still else theme.TOOLBAR) + 38)
    figure.update_layout(bargap=0, dragmode=False if still else "pan")
    figure.update_yaxes(
        range=[rows + 0.5, -0.5],
        tickvals=[lane.middle for lane in layout.lanes],
        ticktext=[f"<b>{theme.wrap(lane.name, 12)}</b>" for lane in layout.lanes],
        showgrid=False,
        ticklen=4,
        tickcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(
        type="date",
        range=[str(day.date()) for day in view],
        fixedrange=small,
        side="top",
        showgrid=True,
        ticklabelmode="period",
        dtick=_tick(view),
        **axes.months(),
    )
    if note := _note(layout):
        # Below the lanes, where nothing is drawn.
        place = {"x": 0, "xref": "paper", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "align": "left"}
        lines = theme.wrap(note, 100 if layout.pixels > NARROW else 44)
        figure.add_annotation(text=lines, showarrow=False, font={"size": theme.NOTE}, yshift=-6, **place)
        figure.update_layout(
            margin={"b": 14 + 16 * (lines.count("<br>") + 1)}, height=figure.layout.height + 22 * (lines.count("<br>") + 1)
        )
    if layout.earlier:
        text = (_("◀ {count} earlier") if still else _("◀ {count} earlier: drag the chart")).format(count=layout.earlier)
        # Below the lanes too: in the lowest one it would lie over marks and bars.
        place = {"x": 0, "xref": "x domain", "y": 0, "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -4}
        figure.add_annotation(text=text, showarrow=False, font={"size": theme.NOTE}, **place)
        figure.update_layout(margin={"b": figure.layout.margin.b + 16}, height=figure.layout.height + 16)
    return figure


def _tick(view: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    days = (view[1] - view[0]).days
    return "M12" if days > 2500 else "M6" if days > 800 else "M3" if days > 250 else "M1"


def _marks(figure: go.Figure, marks: pd.DataFrame, colours: dict[str, str], size: int) -> None:
    outline = [colours[company] for company in marks["company"]]
    figure.add_trace(
        go.Scatter(
            x=marks["date_mid"],
            y=marks["y"],
            mode="markers",
            customdata=[[key] for key in marks["key"]],
            marker=theme.marker(marks["category"], marks["evidence"], outline, size),
            # A click must not dim the other marks: the card says which one was chosen.
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[hover(row) for row in rows(marks)],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _note(layout: Layout) -> str:
    """What lanes and marks are where they are not what they usually are; else empty."""
    words = []
    if layout.by == crowd.CATEGORY:
        words.append(_("A lane for each category: {companies} are in view.").format(companies=wording.companies(layout.companies)))
    if layout.groups is not None and len(layout.groups):
        words.append(_("A circle stands for as many moves as it says: click it to see these days alone."))
    return wording.sentences(words)


def _groups(figure: go.Figure, layout: Layout, colours: dict[str, str], most: float) -> None:
    """A circle for each group of moves, its area by their number; `most` is the room of a lane in pixels."""
    groups = layout.groups
    assert groups is not None, "only called with groups"
    largest = max(groups["count"], default=1)
    # Circles of one lane stand beside each other, the widest as wide as its days.
    days = (groups["end"] - groups["start"]).max() + pd.Timedelta(days=1)
    most = max(min(most, 1.15 * layout.pixels * days / (layout.view[1] - layout.view[0])), SMALLEST) if len(groups) else most
    sizes = [max(SMALLEST, (count / largest) ** 0.5 * most) for count in groups["count"]]
    own = [colours[lane] if layout.by == crowd.COMPANY else theme.NEUTRAL for lane in groups["lane"]]
    figure.add_trace(
        go.Scatter(
            x=groups["mid"],
            y=groups["y"],
            mode="markers+text",
            # No key of a move: what to narrow the view to instead.
            customdata=[["", layout.by, row.lane, str(row.start.date()), str(row.end.date())] for row in rows(groups)],
            marker={
                "size": sizes,
                "color": [theme.tint(colour, 0.3) for colour in own],
                "line": {"color": own, "width": 1.2},
                "opacity": 1,
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[
                _short(row.count) if len(_short(row.count)) * LETTER < size else "" for row, size in zip(rows(groups), sizes, strict=True)
            ],
            textfont={"size": 10, "color": theme.INK},
            hovertext=[_group_hover(row, layout) for row in rows(groups)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )


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


def _spans(figure: go.Figure, marks: pd.DataFrame, colours: dict[str, str]) -> None:
    """A line from the first to the last day of each date that is coarser than a day, one trace a company."""
    coarse = marks[marks["date_end"] > marks["date_start"]]
    for company, group in coarse.groupby("company", sort=True):
        x: list[object] = []
        y: list[float | None] = []
        for start, end, level in zip(group["date_start"], group["date_end"], group["y"], strict=True):
            x += [start, end + pd.Timedelta(days=1), None]
            y += [level, level, None]
        figure.add_trace(
            go.Scatter(x=x, y=y, mode="lines", line={"color": theme.tint(colours[str(company)], 0.55), "width": 3}, hoverinfo="skip")
        )


def _bars(figure: go.Figure, layout: Layout, colours: dict[str, str]) -> None:
    bars = layout.bars
    if bars.empty:
        return
    ends = bars["period_end"] + pd.Timedelta(days=1)
    own = [colours[company] for company in bars["company"]]
    figure.add_trace(
        go.Bar(
            orientation="h",
            base=bars["period_start"],
            # Plotly takes the length of a bar on a date axis in milliseconds.
            x=[span.total_seconds() * 1000 for span in ends - bars["period_start"]],
            y=bars["y"],
            width=0.95,
            customdata=[[key] for key in bars["key"]],
            marker={
                "color": [
                    theme.tint(colour, 0.3 * theme.FILLS[Evidence(evidence)])
                    for colour, evidence in zip(own, bars["evidence"], strict=True)
                ],
                "line": {"color": own, "width": 1},
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            text=[hover(row) for row in rows(bars)],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )
    _bar_labels(figure, layout)


LETTER = 6.4  # pixels of a letter of a bar's label


def _bar_labels(figure: go.Figure, layout: Layout) -> None:
    """The sum stands in its bar where it fits; the hover has everything."""
    bars, view = layout.bars, layout.view
    left = bars["period_start"].where(bars["period_start"] > view[0], view[0])
    right = bars["period_end"].where(bars["period_end"] < view[1], view[1])
    part = (right - left).dt.days / (view[1] - view[0]).days
    texts = pd.Series([_sum(row) for row in rows(bars)], bars.index, dtype="str")
    fits = part > (texts.map(theme.letters) + 1) * LETTER / layout.pixels
    figure.add_trace(
        go.Scatter(
            x=left[fits],
            y=bars["y"][fits],
            mode="text",
            text=[theme.escape(text) for text in texts[fits]],
            textposition="middle right",
            textfont={"size": theme.NOTE},
            hoverinfo="skip",
        )
    )


def _sum(row: Any) -> str:
    """The amount of a bar as it is shown: converted or per year where `money.compare` has made it so, else as stated."""
    return str(getattr(row, "shown_text", "") or wording.short(row.amount_text))


def hover(row: Any, *, shown: bool = True) -> str:
    """What a mark says when pointed at: title, date, amount as stated and, with `shown`, as converted or per year, evidence.

    Takes a row of the moves frame, compared or not.
    """
    lines = [f"<b>{theme.wrap(row.title)}</b>", f"{theme.escape(row.company_name)} · {row.date_words}"]
    if row.amount_text:
        words = _("{amount} · {nature} of {measure}, {period}") if row.period_text else _("{amount} · {nature} of {measure}")
        nature, measure = wording.inside(Nature(row.nature)), wording.inside(Measure(row.measure))
        lines.append(theme.wrap(words.format(amount=row.amount_text, nature=nature, measure=measure, period=row.period_text)))
        if shown and getattr(row, "shown_text", None) and money.changed(row):
            lines.append(theme.wrap(f"= {row.shown_text}"))
    status = Status(row.status)
    said = [Category(row.category).label, wording.inside(status)]
    said += [_("called wrong by the company")] if row.denied and status is not Status.DENIED else []
    lines.append(" · ".join(said))
    lines.append(signs.evidence(row.evidence))
    return "<br>".join(lines)
