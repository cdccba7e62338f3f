"""The charts of how much there is: moves by category and over time, how good the evidence is, what is known and what is missing."""

import pandas as pd
import plotly.graph_objects as go

from components.analysis import counts, coverage, findings, readable
from components.charts import coverage as coverage_chart
from components.charts import cumulative as cumulative_chart
from components.charts import evidence as evidence_chart
from components.charts.category_counts import draw as draw_categories
from components.downloads import few, held
from components.downloads.chart import SMALL, Chart, Seen, keys
from components.language import _


def categories(seen: Seen) -> Chart | None:
    """Moves by category."""
    if seen.moves.empty:
        return None
    table = counts.by_category(seen.moves)
    moves, notes = few.companies(seen, seen.moves)
    figure = draw_categories(counts.by_category(moves) if notes else table)
    return _counted(seen, "categories", _("Moves by category"), figure, findings.categories(table), readable.categories(table), notes)


def so_far(seen: Seen) -> Chart | None:
    """Moves so far, a line a company."""
    if seen.moves.empty:
        return None
    steps = counts.cumulative(seen.moves)
    drawn, notes = few.companies(seen, steps)
    figure = cumulative_chart.draw(drawn, seen.colours)
    return _counted(seen, "cumulative", _("Moves so far"), figure, findings.growth(steps), readable.cumulative(steps), notes)


def _counted(seen: Seen, name: str, title: str, figure: go.Figure, finding: str, table: pd.DataFrame, notes: tuple[str, ...]) -> Chart:
    return Chart(
        name=name,
        title=title,
        figure=figure,
        finding=finding,
        frame=table,
        for_people=_as_it_is,
        moves=seen.moves,
        notes=notes,
        chosen=(("chart", name),),
        page="compare",
        place=(("view", "Counts"),),
        width=SMALL,
    )


def _as_it_is(table: pd.DataFrame) -> pd.DataFrame:
    return table


def evidence(seen: Seen) -> Chart | None:
    """What each company's moves rest on."""
    found = coverage.evidence_counts(seen.moves)
    if found.empty:
        return None
    drawn, notes = few.companies(seen, found)
    return Chart(
        name="evidence",
        title=_("How good the evidence is"),
        figure=evidence_chart.draw(drawn, seen.colours),
        finding=coverage.evidence_finding(found),
        frame=found,
        for_people=readable.evidence,
        moves=seen.moves,
        notes=notes,
        chosen=(("chart", "evidence"),),
        page="method",
        width=SMALL,
    )


def known(seen: Seen) -> Chart | None:
    """What is known and what is missing. Of the companies in view all figures: what another filter hides is not missing."""
    figures = seen.data.figures
    matrix = held.of_data(seen, "coverage", lambda: coverage.matrix(figures, seen.names), seen.selection.companies)
    if matrix.empty:
        return None
    drawn, notes = few.companies(seen, matrix)
    cited = figures["company"].isin(list(seen.names)) & figures["metric"].isin(matrix["metric"].unique())
    return Chart(
        name="coverage",
        title=_("What is known and what is missing"),
        figure=coverage_chart.draw(drawn),
        finding=coverage.coverage_finding(matrix),
        heading=_("Which figures are known of which company"),
        frame=matrix,
        for_people=readable.coverage,
        keys=keys(figures[cited]),
        notes=notes,
        chosen=(("chart", "coverage"),),
        page="method",
        width=SMALL,
    )
