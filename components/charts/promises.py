"""Days early or late of each promise with a due date, a row a promise; what is not known is said in words, never drawn."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import wording
from components.analysis.promises import Outcome
from components.analysis.tables import rows
from components.charts import axes, signs, theme
from components.language import _, n_
from components.records.vocabulary import Evidence

LINE = 16  # pixels of a line of text
BAND = 30  # pixels below the title of a row with a mark, at the least
GAP = 10  # pixels between two rows
LETTERS, BESIDE = 50, 24  # of a title and of what stands beside a mark, in one line: what a phone has room for
LEAST_DAYS = 30  # the axis reaches this far to both sides at least, so that one day does not look like a year


def draw(frame: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.promises.promises`: left of the line is early, right of it is late.

    Where only a span of days is known, a bar shows it. A promise that is open or overdue, or whose day is not known, has no mark.
    """
    labels: list[dict[str, Any]] = []
    marks: list[tuple[Any, float]] = []
    plain = {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "align": "left",
        "font": {"size": theme.LABEL},
    }
    down = 0.0
    for row in rows(frame):
        title = theme.wrap(wording.named(row.company_name, row.title), LETTERS)
        name = theme.escape(row.company_name)
        # The name is bold where it has not been broken over two lines.
        title = f"<b>{name}</b>{title.removeprefix(name)}" if title.startswith(wording.named(name, "").rstrip()) else title
        labels.append({**plain, "y": down, "text": title})
        down += (title.count("<br>") + 1) * LINE
        if pd.notna(row.days_low):
            band = max(BAND, (_outcome(row).count("<br>") + 1) * LINE + 4)
            marks.append((row, down + band / 2))
        else:
            words = theme.wrap(
                f"{_SIGNS[Outcome(row.outcome)]} " + _("{outcome} · due {date}").format(outcome=row.text, date=row.due), LETTERS
            )
            labels.append({**plain, "y": down, "text": f"<i>{words}</i>"})
            band = (words.count("<br>") + 1) * LINE
        down += band + GAP
    furthest = max([LEAST_DAYS, *(max(abs(row.days_low), abs(row.days_high)) for row, _place in marks)])
    figure = go.Figure()
    _spans(figure, marks, colours)
    _dots(figure, marks, colours)
    labels += [_beside(row, place) for row, place in marks]
    height = max(down, BAND)
    theme.frame(figure, height + 8, top=theme.HEAD + (34 if marks else 0))
    due = {"type": "line", "x0": 0, "x1": 0, "line": {"color": theme.NEUTRAL, "width": 1.5}}
    # The line stands behind marks only: through the text of the other rows it would be in the way.
    shapes = [{**due, "y0": place - BAND / 2, "y1": place + BAND / 2} for _row, place in marks]
    figure.update_layout(annotations=labels, shapes=shapes)
    ticks = axes.round_steps(furthest, -furthest)
    ticks = [ticks[0], 0, ticks[-1]]
    figure.update_xaxes(
        side="top",
        range=[-furthest * 1.35, furthest * 1.35],
        tickvals=ticks if marks else [],
        ticktext=[_words(tick) for tick in ticks],
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(range=[height, 0], showticklabels=False, showgrid=False, automargin=False)
    return figure


def _words(days: float) -> str:
    if not days:
        return "<b>" + _("due day") + "</b>"
    count = round(abs(days))
    words = (
        n_("{count} day<br>late", "{count} days<br>late", count) if days > 0 else n_("{count} day<br>early", "{count} days<br>early", count)
    )
    return words.format(count=f"{count:,}")


# What is overdue is a question, no failure.
_SIGNS = {**dict.fromkeys(Outcome, "✓"), Outcome.OVERDUE: "?", Outcome.OPEN: "○", Outcome.CANCELLED: "×"}


def _spans(figure: go.Figure, marks: list[tuple[Any, float]], colours: dict[str, str]) -> None:
    wide = [(row, place) for row, place in marks if row.days_low < row.days_high]
    figure.add_trace(
        go.Bar(
            base=[row.days_low for row, _place in wide],
            x=[row.days_high - row.days_low for row, _place in wide],
            y=[place for _row, place in wide],
            orientation="h",
            width=6,
            marker={"color": [theme.tint(colours[row.company], 0.4) for row, _place in wide], "line": {"width": 0}},
            hoverinfo="skip",
        )
    )


def _dots(figure: go.Figure, marks: list[tuple[Any, float]], colours: dict[str, str]) -> None:
    own = [colours[row.company] for row, _place in marks]
    figure.add_trace(
        go.Scatter(
            # Where a span is known, at the day of it that is nearest to the due day.
            x=[_nearest(row) for row, _place in marks],
            y=[place for _row, place in marks],
            mode="markers",
            marker={
                "size": 12,
                "color": [
                    theme.tint(colour, theme.FILLS[Evidence(row.evidence)]) for (row, _place), colour in zip(marks, own, strict=True)
                ],
                "line": {"color": own, "width": 2},
            },
            customdata=[[row.key] for row, _place in marks],
            text=[_hover(row) for row, _place in marks],
            hovertemplate="%{text}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            cliponaxis=False,
        )
    )


def _nearest(row: Any) -> float:
    return float(min(max(0.0, row.days_low), row.days_high))


def _outcome(row: Any) -> str:
    return f"{theme.wrap(row.text, BESIDE)}<br>" + _("due {date}").format(date=row.due)


def _beside(row: Any, place: float) -> dict[str, Any]:
    """The outcome in words on the other side of the due day than its mark: there it covers nothing."""
    side = (
        {"xanchor": "right", "xshift": -12, "align": "right"} if row.days_high > 0 else {"xanchor": "left", "xshift": 12, "align": "left"}
    )
    return {**side, "x": 0, "y": place, "yanchor": "middle", "showarrow": False, "text": _outcome(row), "font": {"size": theme.LABEL}}


def _hover(row: Any) -> str:
    dates = _("Said {made}, due {due}").format(made=row.made, due=row.due)
    lines = [wording.named(f"<b>{theme.escape(row.company_name)}</b>", theme.wrap(row.title)), dates, theme.wrap(row.text)]
    if row.fulfilled_title:
        lines.append(theme.wrap(wording.named(row.kept, row.fulfilled_title)))
    return "<br>".join([*lines, signs.evidence(row.evidence)])
