"""Stated amounts of one nature, a panel for each currency that they are shown in: panels share no scale."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import money, wording
from components.analysis.tables import rows
from components.charts import axes, theme
from components.charts.drawn import Spec
from components.charts.hovers import hover
from components.language import _, p_
from components.records.vocabulary import Evidence, Measure, Qualifier

BAR = 16  # pixels of a bar
LINE = 16  # pixels of a line of its label, which stands above it
GAP = 14  # pixels between a bar and the label of the next
LETTERS = 50  # of a line of a label: what a phone has room for
HEAD = 26  # pixels for the heading of a panel
SPACE = 34  # pixels between two panels, for the axis of the upper
FEW, MOST_SCALES = 2, 3  # sums that make no bars to compare, where there are more currencies than these
OTHERS = ""  # stands for the currency of the panel of such sums
INDENT = 16  # pixels from the mark of such a sum to its label
RIGHT = 30  # pixels on the right: Plotly drops a number of the axis that would run over the edge


def draw(amounts: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.stated.of_nature`: a bar for each sum shown, largest first in its currency.

    A lower bound has an arrow at its end, an upper bound a cap; a range is solid to its low end and pale to its high end.
    What is superseded, part of another sum or called wrong by the company says so in its label; what is converted, per year
    or worked out from a share says what was stated. Left out is what cannot be shown: `stated.left_out` names it.

    Where there are many currencies, those of one or two sums stand together as marks below the others: alone on a scale of its own a
    bar says nothing.
    """
    by_currency: dict[str, list[Any]] = {}
    for row in rows(amounts):
        if not row.left_out:
            by_currency.setdefault(row.shown_currency, []).append(row)
    few = [group for group in by_currency.values() if len(group) <= FEW] if len(by_currency) > MOST_SCALES else []
    several = len(few) > 1
    panels = [_panel(currency, group) for currency, group in by_currency.items() if not several or len(group) > FEW]
    if several:
        panels.append(_panel(OTHERS, [row for group in few for row in group]))
    heights = [panel.height for panel in panels] or [HEAD]
    whole = sum(heights) + SPACE * (len(heights) - 1)
    traces: list[Spec] = []
    labels: list[Spec] = []
    scales: dict[str, Spec] = {}
    top = 0.0
    for number, panel in enumerate(panels, start=1):
        nth = _nth(number)
        traces += [{**trace, "xaxis": f"x{nth}", "yaxis": f"y{nth}"} for trace in _traces(panel, colours)]
        labels += _labels(nth, panel)
        # The panels stand one below the other, each as high as it needs.
        domain = [max(1 - (top + panel.height) / whole, 0), 1 - top / whole]
        scales[f"xaxis{nth}"] = {"anchor": f"y{nth}", "rangemode": "tozero", **_scale(panel)}
        hidden = {"showticklabels": False, "showgrid": False, "automargin": False}
        scales[f"yaxis{nth}"] = {"anchor": f"x{nth}", "domain": domain, "range": [panel.height, 0], **hidden}
        top += panel.height + SPACE
    scales = scales or {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    return theme.built(traces, whole + 32, axes=scales, barmode="overlay", annotations=labels, margin={"r": RIGHT})


def _nth(number: int) -> str:
    """What Plotly has behind the names of the axes of a panel: 1 -> "", 2 -> "2"."""
    return "" if number == 1 else str(number)


@dataclass(frozen=True, slots=True)
class _Panel:
    """The sums of one currency. `places` are the middles of their bars in pixels from the top, `texts` their labels."""

    currency: str
    group: list[Any]
    texts: list[str]
    places: list[float]
    height: float


def _panel(currency: str, group: list[Any]) -> _Panel:
    top, texts, places = float(HEAD), [], []
    for row in group:
        lines = _lines(row)
        texts.append("<br>".join(lines))
        # The mark of a sum without a bar stands beside its label, a bar below it.
        places.append(top + (LINE / 2 + 2 if currency == OTHERS else len(lines) * LINE + BAR / 2))
        top += len(lines) * LINE + GAP + (0 if currency == OTHERS else BAR)
    return _Panel(currency, group, texts, places, top)


def _lines(row: Any) -> list[str]:
    """The label of a bar: company and sum, then what was stated where that is another sum, date, measure, what stands against it."""
    parts = [*_as_stated(row), row.date_words]
    # Unlike measures stand in one panel, so what is not capital expenditure says what it is.
    if row.measure != Measure.CAPITAL_EXPENDITURE:
        parts.append(wording.inside(Measure(row.measure)))
    name, against = theme.escape(row.company_name), theme.escape(row.standing)
    first = theme.wrap(p_("chart", "{company} {sum}").format(company=row.company_name, sum=row.shown_text), LETTERS).replace(
        name, f"<b>{name}</b>", 1
    )
    lines = [*first.split("<br>"), *_packed([*parts, row.standing] if row.standing else parts)]
    if against and lines[-1].endswith(against):
        lines[-1] = f"{lines[-1].removesuffix(against)}<i>{against}</i>"
    return lines


def _as_stated(row: Any) -> list[str]:
    """What was stated, where the sum shown is another one: ["more than ¥380bn as stated", "for Feb 2025 to Jan 2028"]."""
    if not money.changed(row):
        return []
    stated = wording.short(row.amount_text)
    if row.shown_basis != money.PER_YEAR:
        return [_("{sum} as stated").format(sum=stated)]
    # A sum per year is read wrongly without the time that it was stated for.
    if row.shown_text == _("{sum} a year").format(sum=stated):
        return [_("stated for {period}").format(period=row.period_text)]
    return [_("{sum} as stated").format(sum=stated), _("for {period}").format(period=row.period_text)]


def _packed(parts: list[str]) -> list[str]:
    """Parts in lines of at most `LETTERS` letters, joined by points; a part is broken only where it is longer than a line."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines[-1] else part
        if lines[-1] and theme.letters(joined) > LETTERS:
            lines.append(part)
        else:
            lines[-1] = joined
    return [short for line in lines for short in theme.wrap(line, LETTERS).split("<br>")]


def _traces(panel: _Panel, colours: dict[str, str]) -> list[Spec]:
    """The bars of a panel with their bounds, or its marks."""
    group = panel.group
    own = [colours[row.company] for row in group]
    fills = [theme.FILLS[Evidence(row.evidence)] for row in group]
    shared = {
        "y": panel.places,
        "customdata": [[row.key] for row in group],
        "text": [_hover(row) for row in group],
        "hovertemplate": "%{text}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    strong = [theme.tint(colour, 0.87 * fill) for colour, fill in zip(own, fills, strict=True)]
    if panel.currency == OTHERS:
        # A square for each sum that has no bar, filled as the bars are.
        mark = {"symbol": "square", "size": 10, "color": strong, "line": {"color": own, "width": 1.2}, "opacity": 1}
        return [{**shared, "type": "scatter", "x": [0] * len(group), "mode": "markers", "marker": mark, "cliponaxis": False}]
    bar = {**shared, "type": "bar", "orientation": "h", "width": BAR, "textposition": "none"}
    pale = {
        "color": [theme.tint(colour, 0.25 * fill) for colour, fill in zip(own, fills, strict=True)],
        "line": {"color": own, "width": 1.2},
    }
    solid = {"color": strong, "line": {"width": 0}}
    sure = [0.0 if row.qualifier == Qualifier.UP_TO else row.shown_low for row in group]
    return [
        {**bar, "x": [row.shown_high for row in group], "marker": pale},
        {**bar, "x": sure, "marker": solid},
        _bounds(panel, own),
    ]


def _scale(panel: _Panel) -> Spec:
    """The axis below a panel, with round sums on it; none below marks."""
    if panel.currency == OTHERS:
        return {"range": [0, 1], "showticklabels": False, "showgrid": False}
    top = float(max(row.shown_high for row in panel.group))
    # Four labels side by side are what a phone has room for.
    ticks = axes.round_steps(top)
    ticks = ticks if len(ticks) <= 4 else ticks[::2]
    return {
        "range": [0, top * 1.06],
        "tickvals": ticks,
        "ticktext": [wording.money(tick, panel.currency) if tick else "0" for tick in ticks],
    }


def _hover(row: Any) -> str:
    """What a bar says when pointed at: the move and, where the sum shown is not the one stated, how it was made."""
    return "<br>".join([hover(row, shown=False), *(theme.wrap(step) for step in row.working[1:])])


def _labels(nth: str, panel: _Panel) -> list[Spec]:
    """The heading of a panel and what stands above each of its bars: on the page's ground, in its ink, never on a bar."""
    place = {"x": 0, "xref": f"x{nth} domain", "xanchor": "left", "align": "left", "showarrow": False, "borderpad": 0}
    as_stated = all(row.currency == row.shown_currency and not row.made_from for row in panel.group)
    per_year = panel.group[0].shown_basis == money.PER_YEAR
    if as_stated:
        heading = _("Stated in {currency}, per year") if per_year else _("Stated in {currency}")
    else:
        heading = _("In {currency}, per year") if per_year else _("In {currency}")
    currency = wording.code(panel.currency) if panel.currency else _("other currencies")
    words = f"<b>{heading.format(currency=currency)}</b>"
    labels: list[Spec] = [{**place, "text": words, "y": 0, "yref": f"y{nth}", "yanchor": "top", "font": {"size": theme.TEXT}}]
    for text, middle in zip(panel.texts, panel.places, strict=True):
        above = {"y": middle - BAR / 2 - 1, "yref": f"y{nth}", "yanchor": "bottom", "font": {"size": theme.LABEL}}
        if panel.currency == OTHERS:
            above |= {"y": middle - LINE / 2 - 2, "yanchor": "top", "xshift": INDENT}
        labels.append({**place, **above, "text": text})
    return labels


_SIGNS = {Qualifier.MORE_THAN.value: "triangle-right", Qualifier.UP_TO.value: "line-ns"}


def _bounds(panel: _Panel, own: list[str]) -> Spec:
    """An arrow at the end of each lower bound, a cap at that of each upper one."""
    every = zip(panel.places, panel.group, own, strict=True)
    bounded = [(place, row, colour) for place, row, colour in every if row.qualifier in _SIGNS]
    return {
        "type": "scatter",
        "x": [row.shown_high for _place, row, _colour in bounded],
        "y": [place for place, _row, _colour in bounded],
        "mode": "markers",
        "marker": {
            "symbol": [_SIGNS[row.qualifier] for _place, row, _colour in bounded],
            "size": 15,
            "color": [colour for _place, _row, colour in bounded],
            "line": {"color": [colour for _place, _row, colour in bounded], "width": 3},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
