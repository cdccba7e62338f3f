"""Method: every rule behind the figures in plain words, how good the evidence is, and what is missing."""

from collections.abc import Iterable

import streamlit as st

from components.analysis import coverage, rates
from components.analysis.rules import RULES
from components.downloads import count_charts, held
from components.language import _, dates, n_
from components.records.vocabulary import Described, Evidence, Measure, Nature, Qualifier, Status
from components.widgets import chart_panel, view
from components.widgets.text import plain
from components.widgets.view import View


def draw(now: View) -> None:
    st.title(_("Method"), anchor=False)
    st.markdown(
        _(
            "What companies say about their AI investments comes as pledges over years, guidance for one year, orders, rumours and real "
            "spending. These are the rules by which AI Moves makes them comparable, and what it does not know."
        )
    )
    _evidence(now)
    _coverage(now)
    st.header(_("The rules"), anchor=False, divider="gray")
    for title, rule, formula in RULES:
        st.markdown(_("**{title}.** {rule}").format(title=_(title), rule=_(rule)))
        if formula:
            st.code(_(formula), language=None, wrap_lines=True)
    st.header(_("The words"), anchor=False, divider="gray")
    _words(_("Nature"), Nature)
    _words(_("Evidence, best first"), Evidence)
    _words(_("Status"), Status)
    _words(_("Measure"), Measure)
    _words(_("Qualifier"), Qualifier)
    st.header(_("This data"), anchor=False, divider="gray")
    companies, moves, figures, sources = len(now.data.names), len(now.data.moves), len(now.data.figures), len(now.data.sources)
    words = _(
        "Revision {revision}: {companies}, {moves}, {figures} and {sources}. The last reference rates are of {day}; a statement made "
        "more than a week later cannot be converted yet."
    )
    st.markdown(
        words.format(
            revision=now.snapshot.revision,
            companies=n_("{count} company", "{count} companies", companies).format(count=f"{companies:,}"),
            moves=n_("{count} move", "{count} moves", moves).format(count=f"{moves:,}"),
            figures=n_("{count} figure", "{count} figures", figures).format(count=f"{figures:,}"),
            sources=n_("{count} source", "{count} sources", sources).format(count=f"{sources:,}"),
            day=dates.day(rates.last_day()),
        )
    )


def _evidence(now: View) -> None:
    st.header(_("How good the evidence is"), anchor=False, divider="gray")
    chart = held.of_view(now, "evidence", lambda: count_charts.evidence(now))
    if chart is None:
        st.info(_("No move is in view."), icon=":material/filter_alt:")
        return
    chart_panel.draw(chart, now)
    for sentence in chart.notes:
        st.caption(plain(sentence))
    st.caption(plain(coverage.sources_finding(now.moves, now.data.sources)))


def _coverage(now: View) -> None:
    st.header(_("What is known and what is missing"), anchor=False, divider="gray")
    chart = held.of_view(now, "known", lambda: count_charts.known(now))
    if chart is None:
        st.info(_("There is no figure in the data."), icon=":material/filter_alt:")
        return
    chart_panel.draw(chart, now)
    for sentence in chart.notes:
        st.caption(plain(sentence))


def _words(title: str, words: Iterable[Described]) -> None:
    with st.expander(title, icon=":material/dictionary:"):
        line = _("- **{word}** (`{key}`): {meaning}")
        st.markdown("\n".join(line.format(word=plain(word.label), key=word.value, meaning=plain(word.description)) for word in words))


draw(view.get())
