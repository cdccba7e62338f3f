"""The charts of a report, each with its finding, its sources and the table of the same numbers, in sections by what they answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.analysis import delivery, lanes, promises, sums, wording
from components.analysis.delivery import Delivery
from components.analysis.tables import rows
from components.charts import promises as promises_chart
from components.charts import signs
from components.downloads import charts as made_charts
from components.downloads import report_tables
from components.downloads.chart import Chart as Made
from components.downloads.chart import Seen, keys
from components.downloads.report_tables import Table
from components.downloads.report_words import Sources
from components.language import _, n_
from components.records.vocabulary import Nature


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `name` is unique in a report; `narrow` is drawn instead of `figure` on a phone, where there is one.

    `keys` are those of its sources; `notes` stand below it as they are, `working` and `tables` are folded.
    """

    name: str
    figure: go.Figure
    finding: str
    alt: str
    keys: list[str]
    tables: list[Table] = field(default_factory=list)
    title: str = ""
    caption: str = ""
    notes: list[str] = field(default_factory=list)
    working: list[str] = field(default_factory=list)
    narrow: go.Figure | None = None
    moves_below: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its heading; `lead` says what its charts are, `notes` what they leave out."""

    anchor: str
    title: str
    lead: str
    charts: list[Chart]
    notes: list[str] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)


def _from(made: Made, **more: Any) -> Chart:
    """A chart of the report from the one that the pages draw."""
    usual = {"name": made.name, "figure": made.figure, "finding": made.finding, "alt": made.alt, "keys": list(made.cited)}
    return Chart(**{**usual, **more})


def moves(seen: Seen) -> Section:
    """The timeline of all moves in view."""
    lead = _("A lane for each company, a mark for each move, a bar for each period that an amount is spread over.")
    wide, narrow = made_charts.moves(seen), made_charts.moves(seen, pixels=lanes.NARROW)
    if wide is None or narrow is None:
        return Section("timeline", _("Timeline"), lead, [])
    # A phone has room for its dates in small letters; Plotly would turn them on their side.
    narrow.figure.update_xaxes(tickangle=0, tickfont={"size": 10})
    alt = wording.sentences([_("Timeline with a lane for each company."), wide.finding])
    chart = _from(wide, narrow=narrow.figure, alt=alt, keys=[], moves_below=True)
    return Section("timeline", _("Timeline"), lead, [chart], legend=signs.shapes(seen.moves))


def amounts(seen: Seen, titles: Mapping[str, str], sources: Sources, shown_as: str) -> Section:
    """Stated sums, a chart for each nature that has one in view."""
    words = _("What was said, by what kind of statement it is; natures are never added. Amounts are shown {shown_as}.")
    charts = [_nature(made, seen, titles, sources) for nature in Nature if (made := made_charts.amounts(seen, nature))]
    return Section("amounts", _("Stated amounts"), words.format(shown_as=shown_as), charts)


def _nature(made: Made, seen: Seen, titles: Mapping[str, str], sources: Sources) -> Chart:
    nature = Nature(dict(made.place)["nature"])
    added = report_tables.totals(sums.sums(seen.moves[seen.moves["nature"] == nature.value]), nature, titles)
    alt = n_("Stated amounts of the nature {nature}: {count} sum.", "Stated amounts of the nature {nature}: {count} sums.", len(made.frame))
    return _from(
        made,
        name=f"amounts-{nature.value}",
        title=nature.label,
        caption=nature.description,
        alt=made.finding or alt.format(nature=wording.inside(nature), count=f"{len(made.frame):,}"),
        tables=[report_tables.stated(made.frame, nature, sources), *([added] if added else [])],
        notes=list(made.notes),
    )


def deliveries(seen: Seen, found: Iterable[Delivery]) -> Section:
    """Each pledge and guidance that can be measured, and why the others cannot."""
    charts, silent = [], []
    for one in found:
        if one.delivered is None:
            silent.append(one.finding)
            continue
        made = made_charts.delivery(seen, one)
        table = report_tables.steps(
            one.steps, _("{company}: reported capital expenditure, quarter by quarter").format(company=one.company_name)
        )
        caption = _("For {period}").format(period=one.period_text)
        charts.append(_from(made, title=made.title, caption=caption, tables=[table], notes=list(made.notes), working=list(one.working)))
    words = _("{company}, {nature} of {sum}: {reason}.")
    out = [
        words.format(company=row.company_name, nature=wording.inside(Nature(row.nature)), sum=row.amount_text, reason=row.reason)
        for row in rows(delivery.left_out(seen.moves))
    ]
    lead = _(
        "Reported capital expenditure since the start of each period, beside a straight line to the sum that was stated. The line is ours: "
        "nobody has promised to spend evenly. Dotted: a quarter that is not known, which is no zero."
    )
    return Section("delivery", _("Pledge and delivery"), lead, charts, [*silent, *out])


def kept(seen: Seen, frame: pd.DataFrame, sources: Sources) -> Section:
    """Promises with a due date and what became of them. Takes the result of `promises.promises`."""
    lead = _("Each move that was due by some date, and how many days early or late it came.")
    if frame.empty:
        return Section("promises", _("Promises"), lead, [])
    finding, table = promises.finding(frame), report_tables.promises(frame, sources)
    made = made_charts.promises(seen, frame)
    # Where none is due yet there is only what they are to be drawn.
    figure = made.figure if made else promises_chart.draw(frame, seen.colours)
    notes = list(made.notes) if made else []
    chart = Chart("promises", figure, finding, finding, list(keys(frame)), [table], notes=notes)
    return Section("promises", _("Promises"), lead, [chart])


def spending(seen: Seen, sources: Sources) -> Section:
    """Capital expenditure by quarter."""
    lead = _("All capital expenditure, not for AI alone. Definitions differ between companies and stand in the table.")
    made = made_charts.spending(seen)
    if made is None:
        return Section("spending", _("Capital expenditure by quarter"), lead, [])
    # The table says what was reported; its notes say what that is in the currency chosen.
    stated = made.frame.assign(text=made.frame["stated_text"])
    chart = _from(
        made,
        tables=[report_tables.figures(stated, _("Capital expenditure by quarter"), sources, with_company=True)],
        # The lead says the last of them.
        notes=list(made.notes[:-1]),
        working=[_worked_out(row) for row in rows(stated[stated["worked_out"]])],
    )
    return Section("spending", _("Capital expenditure by quarter"), lead, [chart])


def _worked_out(row: Any) -> str:
    words = _("{company}, {period}: {sum}.").format(company=row.company_name, period=row.period_words, sum=row.text)
    return wording.sentences([words, row.note])


def shares(seen: Seen, sources: Sources) -> Section:
    """Intensity, by year and by quarter."""
    charts = []
    for title, made in ((_("By year"), made_charts.shares_by_year(seen)), (_("By quarter"), made_charts.shares_by_quarter(seen))):
        if made:
            table = report_tables.intensity(made.frame, made.title, sources)
            charts.append(_from(made, tables=[table], title=title))
    lead = _("Capital expenditure as a share of revenue, both of the same company, currency and period.")
    return Section("intensity", _("Intensity"), lead, charts)
