"""Days on which a move may have been, where its day is not known: a thin line behind its mark."""

from collections.abc import Iterable, Mapping

from components.charts import theme
from components.charts.drawn import Spec


def shapes(lines: Iterable[tuple[str, str | float, str | float, float]], colours: Mapping[str, str]) -> list[Spec]:
    """The lines, each as its company and, on the chart's axes, first and last place and height: one shape a company, sorted by these.

    As traces they would say nothing either when pointed at, and Plotly takes three times as long to draw them.
    """
    paths: dict[str, str] = {}
    for company, first, last, height in lines:
        paths[company] = paths.get(company, "") + f"M{first},{height}L{last},{height}"
    return [
        {
            "type": "path",
            "path": path,
            "xref": "x",
            "yref": "y",
            "line": {"color": theme.tint(colours[company], 0.55), "width": 3},
            "layer": "between",
        }
        for company, path in sorted(paths.items())
    ]
