"""The charts of moves, sums and figures, made of a view: the same for the page, its picture, its files and the report.

A function gives None where the view leaves nothing to draw.
"""

import pandas as pd

from components.analysis import delivery_words, findings, intensity, lanes, readable, reported, reported_money, stated, wording
from components.analysis import promises as kept
from components.analysis import responses as around
from components.analysis.delivery import Delivery
from components.analysis.tables import rows
from components.charts import delivery as delivery_chart
from components.charts import figure_series, quarterly, signs, stated_amounts, timeline
from components.charts import intensity as intensity_chart
from components.charts import promises as promises_chart
from components.charts import responses as responses_chart
from components.downloads import few, held
from components.downloads.chart import SMALL, Chart, Seen, keys
from components.language import N_, _, n_
from components.records.vocabulary import Measure, Metric, Nature, in_words

MOST_PROMISES = 60  # rows of a chart; more are a scroll without end
SPREAD = 360  # least pixels in height of a picture whose chart is low on its page, where it stands beside others


def overview(seen: Seen, *, pixels: int = lanes.WIDE) -> Chart | None:
    """The timeline in small."""
    return _timeline(seen, seen.moves, "overview-timeline", _("All moves in view"), pixels, small=True)


def moves(seen: Seen, *, pixels: int = lanes.WIDE, still: bool = False) -> Chart | None:
    """The timeline of all moves."""
    return _timeline(seen, seen.moves, "timeline", _("Timeline"), pixels, page="timeline", still=still)


def company_moves(seen: Seen, company: str, *, pixels: int = lanes.WIDE, still: bool = False) -> Chart | None:
    """The timeline of one company."""
    own = seen.moves[seen.moves["company"] == company]
    title = _("Moves of {company}").format(company=seen.data.names[company])
    return _timeline(seen, own, "company-timeline", title, pixels, page="company", company=company, still=still)


def _timeline(
    seen: Seen,
    frame: pd.DataFrame,
    name: str,
    title: str,
    pixels: int,
    *,
    page: str = "",
    company: str = "",
    small: bool = False,
    still: bool = False,
) -> Chart | None:
    if frame.empty:
        return None
    layout = lanes.arrange(frame, periods=not small, pixels=pixels)
    # On a phone the timeline may have a row a month: no bars, and no lines.
    words = () if layout.upright else (signs.SPANS, *(() if small else (signs.BARS,)))
    of = (("company", company),) if company else ()
    return Chart(
        name=name,
        title=title,
        figure=timeline.draw(layout, seen.colours, small=small, still=still),
        finding=findings.timeline(frame),
        frame=frame,
        for_people=readable.moves,
        moves=frame,
        legend=("  ·  ".join(signs.shapes(frame)), signs.said(signs.EVIDENCE, *words)),
        chosen=(("chart", name), *of),
        page=page,
        place=of,
    )


def responses(seen: Seen, anchor: str, window: str, *, pixels: int = lanes.WIDE) -> Chart:
    """What the others did in the days around a move, which need not be in view; they do."""
    chosen, days = around.anchor(seen.every_move, anchor), int(window)
    others = seen.moves[seen.moves["key"] != anchor]
    found = around.responses(pd.concat([seen.every_move[seen.every_move["key"] == anchor], others]), anchor, days)
    layout = around.arrange(found, chosen, seen.names, days, pixels=pixels)
    own = (("anchor", anchor), ("window", window))
    return Chart(
        name="responses",
        title=_("The {days} before and after: {company}, {day}").format(
            days=wording.days(days), company=chosen.company_name, day=chosen.date_words
        ),
        figure=responses_chart.draw(layout, seen.colours),
        finding=around.finding(found, chosen, seen.names, days),
        frame=found,
        for_people=readable.responses,
        keys=tuple(dict.fromkeys((*chosen.source_keys, *keys(found)))),
        legend=("  ·  ".join(signs.shapes(found)), signs.said(signs.EVIDENCE, signs.SPANS)) if len(found) else (),
        chosen=(("chart", "responses"), *own),
        page="timeline",
        place=own,
    )


def amounts(seen: Seen, nature: Nature) -> Chart | None:
    """Stated sums of one nature."""
    found = stated.of_nature(seen.moves, nature)
    if found.empty:
        return None
    drawn, rest = stated.drawn(found)
    # In the order of the moves, not in that of their sizes.
    out = stated.left_out(seen.moves.take(stated.summed(seen.moves, nature))) if any(found["left_out"].to_list()) else []
    own = (("nature", nature.value),)
    return Chart(
        name="stated-amounts",
        title=_("Stated amounts: {nature}").format(nature=wording.inside(nature)),
        figure=stated_amounts.draw(drawn, seen.colours),
        finding=findings.stated(found, nature),
        frame=found,
        for_people=readable.amounts,
        keys=keys(found),
        legend=(signs.said(signs.EVIDENCE, signs.BOUNDS),),
        notes=(*([rest] if rest else ()), *out, *without_sum(seen.moves, nature)),
        chosen=(("chart", "stated-amounts"), *own),
        page="compare",
        place=own,
    )


def without_sum(moves: pd.DataFrame, *natures: Nature) -> list[str]:
    """Which moves of these natures have no sum to draw, in sentences."""
    wanted = {nature.value for nature in natures}
    places = [place for place, nature in enumerate(moves["nature"].to_list()) if nature in wanted]
    every = list(rows(moves, ["currency", "measure", "company_name", "amount_text", "date_words", "title"], places))
    named = [wording.named(row.company_name, wording.noted(row.amount_text, row.date_words)) for row in every if not row.currency]
    notes = [_("Stated without a sum, so not drawn: {list}.").format(list=wording.clauses(wording.first(named)))] if named else []
    targets = [row.title for row in every if row.measure == Measure.REVENUE.value]
    words = _("Targets for revenue are no investment and not drawn: {list}.")
    return notes + ([words.format(list=wording.clauses(wording.first(targets)))] if targets else [])


def delivery(seen: Seen, found: Delivery, company: str = "") -> Chart:
    """One pledge or guidance against what was reported; `company` where it stands on that company's page."""
    of = (("company", company),) if company else ()
    said = {"company": found.company_name, "nature": wording.inside(Nature(found.nature)), "sum": found.stated}
    return Chart(
        name=f"delivery-{found.key.replace('/', '-')}",
        title=_("{company}: {nature} of {sum}").format(**said),
        figure=delivery_chart.draw(found, seen.colours),
        finding=found.finding,
        frame=found.steps,
        for_people=readable.steps,
        keys=tuple(found.source_keys),
        notes=(found.caveat,),
        heading=_("{company}: {share} of the {nature} of {sum}").format(share=delivery_words.share(found), **said),
        chosen=(("chart", "delivery"), ("move", found.key), *of),
        page="company" if company else "compare",
        place=of or (("view", "Delivery"),),
        width=SMALL,
        least=SPREAD,
    )


def promises(seen: Seen, found: pd.DataFrame, company: str = "") -> Chart | None:
    """Promises with a due date. Takes those in view of the result of `promises.promises`; one that is not due yet is in the table."""
    drawn = found[found["outcome"] != kept.Outcome.OPEN]
    if drawn.empty:
        return None
    of = (("company", company),) if company else ()
    waiting = len(found) - len(drawn)
    not_due = n_(
        "Not drawn: {count} promise not due yet; the table has them.",
        "Not drawn: {count} promises not due yet; the table has them.",
        waiting,
    )
    cut = _("Drawn are the first {some} of {count} promises; the table and the CSV have all.")
    notes = [cut.format(some=MOST_PROMISES, count=f"{len(drawn):,}")] if len(drawn) > MOST_PROMISES else []
    notes += [not_due.format(count=f"{waiting:,}")] if waiting else []
    return Chart(
        name="promises",
        title=_("Promises kept: {company}").format(company=seen.data.names[company]) if company else _("Promises kept"),
        figure=promises_chart.draw(drawn.head(MOST_PROMISES), seen.colours),
        finding=kept.finding(found),
        frame=found,
        for_people=readable.promises,
        keys=keys(found),
        legend=(_("“Nothing known” means that no delivery is recorded here, which is not the same as broken."),),
        notes=tuple(notes),
        chosen=(("chart", "promises"), *of),
        page="company" if company else "compare",
        place=of or (("view", "Delivery"),),
        width=SMALL,
    )


def spending(seen: Seen) -> Chart | None:
    """Capital expenditure by quarter, in the currency chosen. The frame has what was reported in `stated_text`."""
    currency = seen.selection.currency

    order = ["currency", "company", "quarter"]

    def made(figures: pd.DataFrame) -> pd.DataFrame:
        shown = reported_money.shown(reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE), currency)
        # Who reports a quarter in two currencies has it twice in the one chosen.
        return reported.best(shown, order).sort_values(order, kind="stable", ignore_index=True)

    frame = held.of_figures(seen, f"spending {currency}", made, order)
    if frame.empty:
        return None
    gaps = findings.gaps(frame, list(seen.names.values()))
    rate = _("In {currency}, at the mean of the European Central Bank's reference rates over each quarter.")
    rated = [rate.format(currency=wording.code(currency))] if bool((frame["stated_text"] != frame["text"]).any()) else []
    drawn, cut = few.companies(seen, frame)
    return Chart(
        name="capital-expenditure",
        title=_("Reported capital expenditure by quarter"),
        figure=quarterly.draw(drawn, seen.colours),
        finding=findings.capital_expenditure(frame),
        frame=frame,
        for_people=readable.figures,
        keys=keys(frame),
        notes=(*cut, *rated, *reported_money.not_converted(frame, currency), *([gaps] if gaps else []), _definitions()),
        chosen=(("chart", "capital-expenditure"),),
        page="compare",
        place=(("view", "Spending"),),
    )


def yearly_shares(seen: Seen) -> pd.DataFrame:
    """The result of `intensity.by_year` for the figures in view."""
    return held.of_figures(seen, "yearly shares", intensity.by_year, ["company", "period"])


def shares_by_year(seen: Seen) -> Chart | None:
    """Capital expenditure as a share of revenue, by year."""
    return _shares(seen, yearly_shares(seen), "years")


def shares_by_quarter(seen: Seen) -> Chart | None:
    """Capital expenditure as a share of revenue, by quarter."""
    return _shares(seen, held.of_figures(seen, "quarterly shares", intensity.by_quarter, ["company", "period"]), "quarters")


def _shares(seen: Seen, frame: pd.DataFrame, periods: str) -> Chart | None:
    if frame.empty:
        return None
    by_year = periods == "years"
    draw = intensity_chart.draw_years if by_year else intensity_chart.draw
    words = _("Capital expenditure as a share of revenue, by year")
    if not by_year:
        words = _("Capital expenditure as a share of revenue, by quarter")
    drawn, cut = few.companies(seen, frame)
    return Chart(
        name=f"intensity-{periods}",
        title=words,
        figure=draw(drawn, seen.colours),
        finding=intensity.finding(frame),
        frame=frame,
        for_people=readable.intensity,
        keys=keys(frame),
        chosen=(("chart", f"intensity-{periods}"),),
        page="compare",
        place=(("view", "Spending"),),
        width=SMALL,
        notes=(*cut, _definitions()),
    )


def _definitions() -> str:
    """What stands below every comparison of capital expenditure: it is wider than AI, and not the same thing everywhere."""
    return _("All capital expenditure, not for AI alone; definitions differ between companies.")


def series(seen: Seen, group: pd.DataFrame) -> Chart:
    """One figure of one company over time. Takes one of `reported.series`."""
    row, latest = group.iloc[0], group.iloc[-1]
    company = str(row["company"])
    name = series_id(group)
    return Chart(
        name=f"figures-{company}-{name}",
        title=measured(Metric(row["metric"]).label, row["of"], row["segment"]),
        figure=figure_series.draw(group, seen.colours[company]),
        finding=_("{company}, {figure} by {span}: {value} in {period}.").format(
            company=seen.data.names[company],
            figure=measured(wording.inside(Metric(row["metric"])), row["of"], row["segment"]),
            span=span_words(group),
            value=latest["text"],
            period=latest["period_words"],
        ),
        frame=group,
        for_people=readable.figures,
        keys=keys(group),
        legend=(signs.said(signs.EVIDENCE),),
        chosen=(("chart", "figures"), ("company", company), ("series", name)),
        page="company",
        place=(("company", company),),
        width=SMALL,
        least=SPREAD,
    )


def measured(metric: str, of: str, segment: str) -> str:
    """What a figure counts, by its metric in words: ("revenue", "", "ai_cloud") -> "revenue, AI cloud", ("growth", "users", "group") ->
    "growth of users"."""
    words = _("{metric} of {what}").format(metric=metric, what=of) if of else metric
    return words if segment == "group" else _("{metric}, {segment}").format(metric=words, segment=in_words(segment))


_SPANS = {"quarter": N_("quarter"), "half": N_("half"), "year": N_("year"), "point": N_("date")}


def span_words(group: pd.DataFrame) -> str:
    """What a series has a value for each of: "quarter", "year", "date"."""
    return _(_SPANS[str(group["span"].iloc[0])])


def series_id(group: pd.DataFrame) -> str:
    """What tells a series from the others of its company: "capital_expenditure-quarter-cny", "revenue-cloud-year-cny"."""
    row = group.iloc[0]
    segment = "" if row["segment"] == "group" else row["segment"]
    parts = (row["metric"], segment, row["of"], row["span"], row["currency"] or row["unit"])
    return "-".join("_".join(str(part).casefold().split()) for part in parts if part)


def converted(chart: Chart) -> bool:
    """Whether reference rates are in what the chart draws. Where no currency is chosen there are none."""
    frame = chart.frame
    if "stated_text" in frame:
        return bool((frame["stated_text"] != frame["text"]).any())
    if "shown_currency" not in frame:
        return False
    # No text is missing: of arrays, which do not look for that, this is asked five times as fast.
    shown, stated = frame["shown_currency"].to_numpy(), frame["currency"].to_numpy()
    return bool(((shown != "") & (shown != stated)).any())
