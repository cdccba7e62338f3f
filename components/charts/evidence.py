"""What each company's moves rest on: a bar a company, divided by evidence, the best on the left."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import coverage, wording
from components.analysis.tables import rows
from components.charts import theme
from components.language import _, n_
from components.records.vocabulary import Evidence

BAR = 20  # pixels of a bar
LINE = 17  # pixels of a line of its label, which stands above it
GAP = 18  # pixels between a bar and the label of the next
LETTERS = 44  # of a line of a label: what a phone has room for

FULL = "█"
# Strength, pattern and a sign for the label that looks like both. As on the other charts filled, half filled and hollow
# (`theme.FILLS`), and told further apart, since the parts of a bar touch.
LOOKS: dict[Evidence, tuple[float, str, str]] = {
    Evidence.FILING: (1.0, "", FULL),
    Evidence.COMPANY: (0.7, "", FULL),
    Evidence.GOVERNMENT: (0.8, "/", "▨"),
    Evidence.NEWS: (0.3, "", FULL),
    Evidence.ESTIMATE: (0.6, "-", "▤"),
    Evidence.UNNAMED: (0.0, "", "□"),
}


def draw(counts: pd.DataFrame, colours: dict[str, str]) -> go.Figure:
    """Draw the result of `analysis.coverage.evidence_counts`: each bar is all moves of its company, each part labelled above it.

    The parts are shares, so that companies compare whatever the number of their moves, which stands beside the name.
    """
    shown = counts[counts["count"] > 0]
    figure = go.Figure()
    places: list[float] = []
    labels: list[dict[str, Any]] = []
    top = 0.0
    plain = {"x": 0, "xanchor": "left", "yanchor": "top", "align": "left", "showarrow": False, "borderpad": 0, "font": {"size": theme.TEXT}}
    for company, group in shown.groupby("company", sort=True):
        lines = _lines(group, colours[str(company)])
        labels.append({**plain, "y": top, "text": "<br>".join(lines)})
        places.append(top + len(lines) * LINE + 4 + BAR / 2)
        top = places[-1] + BAR / 2 + GAP
    at = dict(zip(sorted(set(shown["company"])), places, strict=True))
    for kind in Evidence:
        group = shown[shown["evidence"] == kind.value]
        if not group.empty:
            _parts(figure, kind, group, [at[company] for company in group["company"]], [colours[company] for company in group["company"]])
    theme.frame(figure, max(top, LINE))
    # Labels all at once: Plotly takes seconds for a few hundred that are added one by one.
    figure.update_layout(barmode="stack", annotations=labels)
    figure.update_xaxes(range=[0, 100.5], showticklabels=False, showgrid=False)
    figure.update_yaxes(range=[max(top, LINE), 0], showticklabels=False, showgrid=False, automargin=False)
    return figure


def _parts(figure: go.Figure, kind: Evidence, group: pd.DataFrame, places: list[float], own: list[str]) -> None:
    strength, pattern, _sign = LOOKS[kind]
    figure.add_trace(
        go.Bar(
            orientation="h",
            x=group["percent"],
            y=places,
            width=BAR,
            marker={
                "color": [theme.tint(colour, strength) for colour in own],
                "line": {"color": own, "width": 1.2},
                "pattern": {"shape": pattern, "solidity": 0.25, "bgcolor": "rgba(0, 0, 0, 0)", "size": 5},
            },
            text=[_hover(row) for row in rows(group)],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )


def _lines(group: pd.DataFrame, colour: str) -> list[str]:
    """The label of a bar: "Acme 65 moves", then a part after the other as "█ filing 9 (14%)", broken between parts only."""
    first = next(iter(rows(group)))
    lines = theme.wrap(_("{company} {moves}").format(company=first.company_name, moves=wording.moves(first.moves)), LETTERS).split("<br>")
    name = theme.escape(first.company_name)
    lines[0] = lines[0].replace(name, f"<b>{name}</b>", 1)
    length = LETTERS
    for row in rows(group):
        named = {"evidence": wording.inside(Evidence(row.evidence)), "count": f"{row.count:,}"}
        words = _("{evidence} {count} ({percent})").format(**named, percent=coverage.percent(row.percent))
        strength, _pattern, sign = LOOKS[Evidence(row.evidence)]
        part = f'<span style="color:{theme.tint(colour, strength) if sign == FULL else colour}">{sign}</span> {words}'
        # The sign and the three spaces between two parts count too.
        if length + theme.letters(words) + 5 > LETTERS:
            lines.append(part)
            length = theme.letters(words) + 2
        else:
            lines[-1] += f"   {part}"
            length += theme.letters(words) + 5
    return lines


def _hover(row: Any) -> str:
    kind = Evidence(row.evidence)
    part = _("{count} of {moves} ({percent})")
    part = part.format(count=f"{row.count:,}", moves=wording.moves(row.moves), percent=coverage.percent(row.percent))
    sources = n_("{count} distinct source named", "{count} distinct sources named", row.sources).format(count=f"{row.sources:,}")
    return "<br>".join(
        [
            wording.named(f"<b>{theme.escape(row.company_name)}</b>", part),
            wording.named(kind.label, theme.wrap(kind.description)),
            sources,
        ]
    )
