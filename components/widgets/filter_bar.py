"""The filter bar: drawn once, in the frame around all pages, so that its values outlive a change of page.

A widget's key is the URL parameter's name and its options are stable ids; `widgets.address` keeps both in step.
"""

from collections.abc import Callable
from functools import cache

import streamlit as st

from components.analysis import links, rates, wording
from components.analysis.part import Codes
from components.analysis.selection import URL_NAMES, Selection, blockers, bounds
from components.analysis.tables import Tables
from components.language import LANGUAGES, _, current, direction, n_
from components.records.vocabulary import Category, Described, Evidence, Status
from components.widgets import address
from components.widgets.text import plain

MOST_NOTED = 5
FIRST_CURRENCIES = ("CNY", "USD", "EUR", "HKD")


def draw(data: Tables) -> Selection:
    """Draw the filters into the sidebar and return what is chosen."""
    # Close together, so that the currency is in sight without scrolling at 900 pixels of height.
    with st.sidebar, st.container(gap="xsmall"):
        st.subheader(_("Filters"), anchor=False)
        words = st.text_input(
            _("Words"),
            key="q",
            on_change=address.chosen,
            type="search",
            placeholder=_("Search titles, people, sources"),
            max_chars=200,
        )
        companies = _choice(
            _("Companies"), "companies", list(data.names), lambda company: direction.drop_marks(data.names.get(company, company))
        )
        categories = _words(_("Categories"), "categories", Category)
        evidence = _words(_("Evidence"), "evidence", Evidence)
        statuses = _words(_("Statuses"), "statuses", Status)
        first, last = bounds(data.moves)
        start, end = (
            st.date_input(label, value=None, min_value=first, max_value=last, key=key, on_change=address.chosen, format="YYYY-MM-DD")
            for label, key in ((_("From"), "from"), (_("To"), "to"))
        )
        st.button(
            _("Clear all filters"), on_click=_clear, args=(tuple(URL_NAMES.values()),), icon=":material/filter_alt_off:", width="stretch"
        )
        currency, basis = _amounts()
        _language()
        st.caption(_("Nothing chosen means all. The address of this page always holds the whole view."))
    return Selection(companies, categories, statuses, evidence, start, end, words or "", currency, basis)


def _amounts() -> tuple[str, str]:
    st.subheader(_("Amounts"), anchor=False)
    every = [*FIRST_CURRENCIES, *(code for code in rates.currencies() if code not in FIRST_CURRENCIES)]
    currency = st.selectbox(
        _("Currency"),
        every,
        index=None,
        key="currency",
        on_change=address.chosen,
        placeholder=_("As stated"),
        help=_(
            "Converted at the European Central Bank's reference rate of the day of each statement, money already spent at the mean over "
            "its period; each sum shows its working."
        ),
    )
    basis = st.segmented_control(
        _("Basis"),
        links.BASES,
        key="basis",
        on_change=address.chosen,
        format_func={"total": _("Total"), "per_year": _("Per year")}.__getitem__,
        help=_(
            "*Per year* divides a sum by the length of the period it was stated for; without a stated period there is no figure per year."
        ),
        required=True,
    )
    return currency or "", basis or links.BASES[0]


def _language() -> None:
    # Each language by its own name, for those who cannot read the other.
    st.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        key=address.LANG,
        on_change=address.choose_language,
        format_func=LANGUAGES.__getitem__,
        required=True,
    )


def _choice(label: str, key: str, options: list[str], name: Callable[[str], str], help_text: str | None = None) -> tuple[str, ...]:
    return tuple(st.multiselect(label, options, key=key, on_change=address.chosen, format_func=name, placeholder=_("All"), help=help_text))


def _words(label: str, key: str, words: type[Described]) -> tuple[str, ...]:
    """A choice among the words of a vocabulary, with what each means."""
    return _choice(label, key, [word.value for word in words], lambda value: words(value).label, _meanings(words, current()))


@cache
def _meanings(words: type[Described], _language: str) -> str:
    return "\n".join(f"- **{plain(word.label)}**: {word.description}" for word in words)


def _clear(names: tuple[str, ...]) -> None:
    address.chosen()
    for name in names:
        st.session_state[name] = [] if name in links.LISTS else "" if name == "q" else None


def _chip(selection: Selection, name: str, data: Tables) -> str:
    words = selection.describe(name, data.names)
    return plain(words[:1].upper() + words[1:])


def draw_state(data: Tables, selection: Selection, in_view: int, codes: Codes) -> None:
    """Say how many moves are in view and by which filters; for none, which filter is to blame. `codes` are those of all moves."""
    ignored = address.notes()
    if ignored:
        more = [_("{count} more").format(count=len(ignored) - MOST_NOTED)] if len(ignored) > MOST_NOTED else []
        named = plain(wording.listed([*ignored[:MOST_NOTED], *more]))
        st.info(_("The link names what is not in the data, which is ignored: {named}.").format(named=named), icon=":material/link_off:")
    total = len(data.moves)
    if not selection.active:
        if total:
            st.caption(n_("All {count} move in view", "All {count} moves in view", total).format(count=f"{total:,}"))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = n_("**{some} of {count} move** in view", "**{some} of {count} moves** in view", total)
        st.markdown(words.format(some=f"{in_view:,}", count=f"{total:,}"), width="content")
        for name in selection.active:
            st.button(
                _chip(selection, name, data),
                key=f"clear-{name}",
                icon=":material/close:",
                icon_position="right",
                on_click=_clear,
                args=((URL_NAMES[name],),),
                help=_("Clear this filter"),
            )
    if in_view or not total:
        return
    st.warning(_("No move fits all of these filters."), icon=":material/filter_alt:")
    found = blockers(data.moves, selection, codes)
    with st.container(horizontal=True, vertical_alignment="center"):
        for name, count in found:
            words = n_("Clear {filter} to see {count} move", "Clear {filter} to see {count} moves", count)
            label = words.format(filter=plain(selection.describe(name, data.names)), count=f"{count:,}")
            st.button(
                label,
                key=f"unblock-{name}",
                on_click=_clear,
                args=((URL_NAMES[name],),),
            )
        if not found:
            st.button(_("Clear all filters"), key="unblock-all", on_click=_clear, args=(tuple(URL_NAMES.values()),))
