"""The view in the address of the page, and back.

Streamlit's own binding (`bind="query-params"`) writes into the address what a widget shows. Here widgets show names in the reader's
language while the address holds stable ids, so the address is read and written in one place, around all pages.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

import streamlit as st

from components import language
from components.analysis import links, rates
from components.analysis.selection import URL_NAMES, Selection, bounds
from components.analysis.tables import Tables

# Widgets of one page whose key is their parameter, and what they have where the address says nothing.
USUAL = {"view": links.VIEWS[0], "nature": None, "window": links.USUAL_WINDOW, "company": None, "sort": None}
SHOWN_AS = ("currency", "basis")
FILTERS = (*URL_NAMES.values(), *SHOWN_AS)
# The card and the chart of responses say themselves what is wrong with the move that they are to show.
NOTED_WHERE_READ = ("move=", "anchor=")
_SEEN, _CHOSEN, _NOTES, _SAID = "_address", "_chosen", "_notes", "_language_said"
LANG = "lang"

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the address said when the last run had written it, and on which page."""

    page: str
    said: links.Pairs


def chosen() -> None:
    """For callbacks: what the viewer has just chosen counts, whatever the address says.

    A click may have been sent while the browser did not yet have the address that the run before it wrote.
    """
    st.session_state[_CHOSEN] = True


def speak() -> None:
    """Speak the viewer's language in this run: the one chosen, or the address's, or the browser's. Before anything else is drawn.

    A link between pages need not name it, so an address without it changes nothing.
    """
    seen = cast(_Seen | None, st.session_state.get(_SEEN))
    given, said = st.query_params.get(LANG, ""), dict(seen.said).get(LANG, "") if seen else ""
    if given in language.LANGUAGES and given != said and not st.session_state.get(_CHOSEN):
        st.session_state[LANG], st.session_state[_SAID] = given, True
    elif LANG not in st.session_state:
        st.session_state[LANG] = language.nearest(st.context.locale)
    language.use(st.session_state[LANG])


def choose_language() -> None:
    """For `on_change` of the field: from now on the address names the language."""
    st.session_state[_SAID] = True
    chosen()


def spoken(function: Callable[P, T]) -> Callable[P, T]:
    """A function that speaks the viewer's language whenever Streamlit runs it alone: what is under `st.fragment` and `st.dialog`."""

    @functools.wraps(function)
    def speaking(*arguments: P.args, **named: P.kwargs) -> T:
        language.use(st.session_state.get(LANG, language.current()))
        return function(*arguments, **named)

    return speaking


def follow(page: str, data: Tables, aliases: Mapping[str, str]) -> None:
    """Give the widgets what the address says, where a link, the Back button or a hand has changed it. Before any of them is drawn.

    Earlier ids of companies become today's, also where a file was given another name under an open page; what is not understood and
    what is no longer in the data is noted for `notes`. Between pages the filters stay, unless the link to the page names others.
    """
    seen = cast(_Seen | None, st.session_state.get(_SEEN))
    just_chosen = bool(st.session_state.pop(_CHOSEN, False))
    given = _given(page)
    if seen is None:
        _adopt(page, data, aliases)
    elif seen.page != page:
        if any(name != LANG for name, _ in given):
            _adopt(page, data, aliases)
    elif given != seen.said and not just_chosen:
        _adopt(page, data, aliases)
    _keep_up(page, data, aliases)
    for name, usual in (("basis", links.BASES[0]), *((name, USUAL[name]) for name in _own(page))):
        if st.session_state.get(name) is None:
            st.session_state[name] = usual


def write(page: str, selection: Selection) -> None:
    """Put the view into the address, in one step. Parameters that are not widgets' (the open card, the revision) stay."""
    values = {name: st.session_state.get(name) for name in _own(page)}
    own = [(name, str(value)) for name, value in values.items() if value and value != USUAL[name]]
    own += [(LANG, st.session_state[LANG])] if st.session_state.get(_SAID) else []
    wanted, before = links.pairs(selection) + own, _given(page)
    if _sorted(wanted) != _sorted(before):
        managed = {*FILTERS, *USUAL, LANG}
        kept = {name: st.query_params.get_all(name) for name in st.query_params if name not in managed}
        merged: dict[str, list[str]] = {}
        for name, value in wanted:
            merged.setdefault(name, []).append(value)
        st.query_params.from_dict({**merged, **kept})
    st.session_state[_SEEN] = _Seen(page, _given(page))


def notes() -> list[str]:
    """What the link named that is not there, once."""
    noted = cast(list[str], st.session_state.get(_NOTES, []))
    st.session_state[_NOTES] = []
    return noted


def _own(page: str) -> tuple[str, ...]:
    """The widgets of a page that the address holds."""
    return tuple(name for name in links.OF_PAGE.get(page, ()) if name in USUAL)


def _given(page: str) -> links.Pairs:
    """What the address says of the widgets on a page."""
    return [(name, value) for name in (*FILTERS, *_own(page), LANG) for value in st.query_params.get_all(name)]


def _sorted(pairs: links.Pairs) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _adopt(page: str, data: Tables, aliases: Mapping[str, str]) -> None:
    given = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    selection, ignored = links.read(given, data.names, aliases, rates.currencies())
    first, last = bounds(data.moves)
    for field in ("start", "end"):
        day = getattr(selection, field)
        if day and not first <= day <= last:
            selection = selection.without(field)
            ignored.append(f"{URL_NAMES[field]}={day}")
    place, noted = links.place(page, given, data.names, set(data.moves["key"]), aliases)
    st.session_state[_NOTES] = [*ignored, *(note for note in noted if not note.startswith(NOTED_WHERE_READ))]
    own = dict(place.chosen)
    values: dict[str, Any] = {name: own.get(name, usual) for name, usual in USUAL.items() if name in _own(page)}
    for field, name in URL_NAMES.items():
        value = getattr(selection, field)
        values[name] = list(value) if isinstance(value, tuple) else value
    st.session_state.update({**values, "currency": selection.currency or None, "basis": selection.basis})


def _keep_up(page: str, data: Tables, aliases: Mapping[str, str]) -> None:
    """Give the companies chosen their ids of today, and note those whose files are gone: their widgets would drop them in silence."""
    for name in ("anchor", "move"):
        named = st.query_params.get(name, "")
        if named != links.todays(named, aliases):
            st.query_params[name] = links.todays(named, aliases)
    gone: list[str] = []
    for name in ("companies", *(name for name in _own(page) if name == "company")):
        value = st.session_state.get(name)
        chosen = [value] if isinstance(value, str) else value or []
        today = list(dict.fromkeys(aliases.get(company, company) for company in chosen))
        there = [company for company in today if company in data.names]
        gone += [f"{name}={company}" for company in today if company not in data.names]
        if there != chosen:
            st.session_state[name] = there if name == "companies" else next(iter(there), None)
    if gone:
        st.session_state[_NOTES] = [*st.session_state.get(_NOTES, []), *gone]
