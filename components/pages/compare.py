"""Compare, company beside company: stated amounts, pledge and delivery, reported spending, and counts of moves."""

import streamlit as st

from components import language
from components.analysis import readable, stated, sums, wording
from components.analysis.tables import rows
from components.downloads import charts, count_charts, held
from components.downloads.chart import Chart
from components.language import _
from components.records.vocabulary import Nature
from components.widgets import address, chart_panel, delivery_panel, intensity_panel, legend, promises_panel, tables, view, working
from components.widgets.text import plain
from components.widgets.view import View


def draw(now: View) -> None:
    st.title(_("Compare"), anchor=False)
    # Only the open tab's charts are drawn. The address names the tab whatever the language: `view=Delivery`.
    labels = {"Amounts": _("Amounts"), "Delivery": _("Delivery"), "Spending": _("Spending"), "Counts": _("Counts")}
    field = f"tabs-{language.current()}"
    st.session_state[field] = labels[st.session_state["view"]]
    tabs = st.tabs(list(labels.values()), key=field, on_change=_open, args=(field, {label: view for view, label in labels.items()}))
    for tab, section in zip(tabs, (_amounts, _delivery, _spending, _counts), strict=True):
        if tab.open:
            with tab:
                section(now)


def _open(field: str, views: dict[str, str]) -> None:
    address.chosen()
    # A client of somebody's own making may name a tab that there is none of.
    st.session_state["view"] = views.get(st.session_state[field], st.session_state["view"])


def _amounts(now: View) -> None:
    st.header(_("Stated amounts"), anchor=False, divider="gray")
    there = stated.natures(now.moves)
    if not there:
        st.info(_("No move in view states a sum of money."), icon=":material/payments:")
        _without_sum(now, *Nature)
        return
    options = [nature.value for nature in Nature]
    chosen = st.segmented_control(
        _("Nature of the amount"),
        options,
        key="nature",
        format_func=lambda word: Nature(word).label,
        on_change=address.chosen,
        help="\n".join(f"- **{nature.label}**: {nature.description}" for nature in Nature),
    )
    nature = Nature(chosen) if chosen else there[0]
    chart = held.of_view(now, "amounts", lambda: charts.amounts(now, nature), nature)
    st.caption(wording.sentences([wording.named(nature.label, nature.description), _shown_as(now, nature)]))
    if chart is None:
        words = _("No {nature} in view states a sum. In view: {list}.")
        others = _(", ").join(wording.inside(word) for word in there)
        st.info(words.format(nature=wording.inside(nature), list=others), icon=":material/payments:")
        _without_sum(now, nature)
        return
    chart_panel.draw(chart, now, above=lambda _chart: legend.draw_evidence(bounds=True), opens_cards=True, column_config=tables.of_moves())
    for sentence in chart.notes:
        st.caption(plain(sentence))
    _totals(now, nature)


def _without_sum(now: View, *natures: Nature) -> None:
    """What was stated without a sum, where there is no chart that would say so below it."""
    for sentence in charts.without_sum(now.moves, *natures):
        st.caption(plain(sentence))


def _shown_as(now: View, nature: Nature) -> str:
    """In one sentence how the amounts of this view are shown."""
    currency, basis = now.selection.currency, now.selection.basis
    if not currency:
        start = _("As stated: amounts in different currencies share no scale; choose a currency beside the chart to convert them.")
    else:
        start = _("In {currency}, at the reference rate of the European Central Bank of the day of each statement.")
        if nature is Nature.SPENDING:
            start = _(
                "In {currency}, at the mean of the European Central Bank's reference rates over the period in which it was spent; where "
                "none is stated, at the rate of the day of the statement."
            )
        start = start.format(currency=wording.code(currency))
    per_year = _("Divided by the length of the stated period.") if basis == "per_year" else ""
    return wording.sentences([start, per_year, _("Amounts of different natures are never added.")])


def _totals(now: View, nature: Nature) -> None:
    """What may be added up, and what is left out of it. Worked out and sent only once somebody opens it."""
    if not held.of_view(now, "adds up", lambda: sums.adds_up(now.moves, nature), nature):
        return
    box = st.expander(_("Added up, with nothing counted twice"), icon=":material/functions:", key="totals", on_change="rerun")
    if not box.open:
        return
    totals = held.of_view(now, "totals", lambda: sums.sums(now.moves[now.moves["nature"] == nature.value]), nature)
    totals = totals[totals["text"] != ""]
    named = {key for keys in totals["counted"] for key in keys} | {key for left in totals["left"] for key, _reason in left}
    there = now.every_move.loc[now.every_move["key"].isin(named), ["key", "title"]]
    titles = dict(zip(there["key"], there["title"], strict=True))
    with box:
        st.caption(
            _(
                "Only sums of one company, nature, measure and currency are added. What is superseded, part of another plan in the same "
                "total, called wrong by the company or planned together with others is left out. A part may count another measure than its "
                "whole, so totals of different measures are not to be added."
            )
        )
        alt = _("Totals of {nature} by company, measure and currency").format(nature=wording.inside(nature))
        st.dataframe(tables.shown(readable.totals(tables.first_rows(totals), titles)), hide_index=True, alt=alt)


def _delivery(now: View) -> None:
    delivery_panel.draw(now, now.moves)
    promises_panel.draw(now, now.moves)


def _spending(now: View) -> None:
    st.header(_("Reported capital expenditure by quarter"), anchor=False, divider="gray")
    chart = held.of_view(now, "spending", lambda: charts.spending(now))
    if chart is None:
        st.info(_("No quarterly capital expenditure in view. Companies, evidence and dates filter it."), icon=":material/receipt_long:")
        return
    chart_panel.draw(chart, now, column_config=tables.of_figures())
    for sentence in chart.notes:
        st.caption(plain(sentence))
    made = chart.frame[chart.frame["worked_out"]]
    words = _("{company}, {period}: {text}. {note}")
    lines = [words.format(company=row.company_name, period=row.period_words, text=row.stated_text, note=row.note) for row in rows(made)]
    working.draw(lines, _("How some quarters were worked out"))
    intensity_panel.draw(now)


def _counts(now: View) -> None:
    if now.moves.empty:
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.header(_("Moves by category"), anchor=False, divider="gray")
        _counted(now, held.of_view(now, "categories", lambda: count_charts.categories(now)))
    with right:
        st.header(_("Moves so far"), anchor=False, divider="gray")
        _counted(now, held.of_view(now, "so far", lambda: count_charts.so_far(now)))


def _counted(now: View, chart: Chart | None) -> None:
    chart_panel.draw(chart, now, column_config=tables.of_steps())
    for sentence in chart.notes if chart else ():
        st.caption(plain(sentence))


draw(view.get())
