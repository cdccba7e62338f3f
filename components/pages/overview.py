"""Overview: the answers at a glance, a card per company and the timeline in small."""

from typing import Any

import streamlit as st

from components.analysis import links, money, wording
from components.charts import signs
from components.downloads import charts, glance, held
from components.downloads.glance import Card
from components.language import N_, _, n_
from components.records.vocabulary import Measure, Nature
from components.widgets import chart_panel, chart_text, key_figure, legend, move_card, tables, view
from components.widgets.text import plain
from components.widgets.view import View


def draw(now: View) -> None:
    st.title(_("What companies say they will put into AI"), anchor=False)
    if now.moves.empty:
        return
    _answers(now)
    st.space("xsmall")
    cards, companies = held.of_view(now, "cards", lambda: glance.cards(now))
    with st.grid(4, min_column_width=215, gap="small"):
        for card in cards:
            _card(now, card)
    if companies > len(cards):
        words = _("The first {some} of {count} companies; choose companies in the filters to see others.")
        st.caption(words.format(some=len(cards), count=f"{companies:,}"))
    pixels = view.chart_pixels()
    chart_panel.draw(
        held.of_view(now, "overview", lambda: charts.overview(now, pixels=pixels), pixels),
        now,
        above=legend.draw,
        opens_cards=True,
        column_config=tables.of_moves(),
    )


def _answers(now: View) -> None:
    """The answers first: each in a word, in a sentence, and with the way to where it is shown in full."""
    found = held.of_view(now, "answers", lambda: glance.found(now))
    # Always as many columns: where a filter leaves an answer out, the others keep their width.
    with st.grid(MOST_ANSWERS, min_column_width=215, gap="medium"):
        for number, answer in enumerate(found):
            with st.container(gap="xsmall", height="stretch", key=f"answer-{number}"):
                key_figure.draw(answer.question, answer.value)
                st.markdown(f":small[{plain(answer.brief)}]")
                # The links of all answers stand on one line, whatever the length of the sentences above them.
                st.space("stretch")
                st.page_link(
                    now.pages[answer.page],
                    label=answer.label,
                    icon=":material/arrow_forward:",
                    query_params=[*links.pairs(now.selection), *answer.query],
                )


MOST_ANSWERS = 4
HELP = N_(
    "What is superseded, part of another sum or called wrong by the company is left out. Where no currency is chosen, sums of several "
    "are compared by their worth in US dollars at the rate of the day of each statement."
)


def _card(now: View, card: Card) -> None:
    """Number of moves and of sources, largest pledge and guidance with their periods, latest move.

    As few elements as can say it: each is a message of its own to the browser, and every company has all of them.
    """
    company, latest = card.company, card.latest
    cited = n_("{count} source", "{count} sources", card.sources).format(count=f"{card.sources:,}")
    with st.container(border=True, height="stretch", gap="small"):
        name = f"{chart_text.sign(now.colours[company])} **{plain(now.data.names[company])}**"
        st.markdown(f"{name}  \n:small[{wording.moves(card.moves)} · {cited}]")
        for nature, top in card.tops.items():
            _key_figure(company, nature, top, now)
        with st.container(gap=None):
            move_card.draw_button(latest.key, f"latest-{company}", _("Latest: {day}").format(day=latest.date_words))
            st.markdown(f":small[{plain(latest.title)}]")
        st.space("stretch")
        st.page_link(now.pages["company"], label=_("Profile and figures"), query_params=[*links.pairs(now.selection), ("company", company)])


def _key_figure(company: str, nature: Nature, top: list[Any], now: View) -> None:
    """The largest sum: what it is, what it measures, its period, and its evidence as the way to its card. Always as many lines."""
    label = _("Largest pledge") if nature is Nature.PLEDGE else _("Largest guidance")
    with st.container(gap=None):
        if not top:
            none = _("No {nature} in view states a sum that still stands and can be shown so.").format(nature=wording.inside(nature))
            key_figure.draw(label, _("none"), help=none)
            # As many lines as where there is a sum, so that the rows of all cards are level.
            unshown = _("no sum in view  \nthat still stands  \nand can be shown so")
            st.caption(unshown if _converted(now) else _("no sum in view  \nthat still stands"))
            st.button(_("Evidence: none"), key=f"card-{nature.value}-{company}", type="tertiary", icon=":material/article:", disabled=True)
            return
        row = top[0]
        others = [plain(other.shown_text) for other in top[1:4]]
        also = _("Also stated: {list}.").format(list=wording.listed(others)) if others else ""
        key_figure.draw(label, row.shown_text, help=wording.sentences([nature.description, _(HELP), also]))
        lines = [Measure(row.measure).label, row.period_text or _("no period stated")]
        if _converted(now):
            lines.append(_("{sum} as stated").format(sum=wording.short(row.amount_text)) if money.changed(row) else _("as stated"))
        st.caption("  \n".join(plain(line) for line in lines))
        move_card.draw_button(row.key, f"{nature.value}-{company}", signs.evidence(row.evidence))


def _converted(now: View) -> bool:
    """Whether sums are shown otherwise than they were stated."""
    return bool(now.selection.currency) or now.selection.basis != money.TOTAL


draw(view.get())
