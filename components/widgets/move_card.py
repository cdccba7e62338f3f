"""The card of one move: everything known about it, opened from any mark or table and by the URL parameter `move`."""

from typing import Any

import streamlit as st

from components.analysis import money, wording
from components.analysis.tables import rows
from components.charts import signs
from components.language import _
from components.records.schema import CompanyFile, Move
from components.records.vocabulary import Evidence, Status
from components.widgets import address, contribute_link, sources, working
from components.widgets.text import plain, simple
from components.widgets.view import View

PARAMETER = "move"
EVIDENCE_COLOURS: dict[Evidence, Any] = {
    Evidence.FILING: "green",
    Evidence.COMPANY: "green",
    Evidence.GOVERNMENT: "green",
    Evidence.NEWS: "blue",
    Evidence.ESTIMATE: "orange",
    Evidence.UNNAMED: "orange",
}


def open_card(key: str) -> None:
    """Open the card of the move `company/move-id`, from a callback: the URL then names it."""
    address.chosen()
    st.query_params[PARAMETER] = key


def close_card() -> None:
    """Close the card, from a callback."""
    address.chosen()
    st.query_params.pop(PARAMETER, None)


def draw_button(key: str, name: str, label: str = "") -> None:
    """Draw a button that opens the card of the move `company/move-id`; `name` tells it from others on the page."""
    st.button(label or _("Open card"), key=f"card-{name}", type="tertiary", icon=":material/article:", on_click=open_card, args=(key,))


def draw(view: View) -> None:
    """Open the card that the URL names, if it names one. An unknown one is ignored with a note."""
    key = st.query_params.get(PARAMETER)
    if not key:
        return
    company, _slash, move_id = key.partition("/")
    company = view.snapshot.aliases.get(company, company)
    file = view.snapshot.files.get(company)
    move = next((move for move in file.moves if move.id == move_id), None) if file else None
    if file is None or move is None:
        words = _("The link names a move that is not in the data: {move}.")
        st.info(words.format(move=plain(key[:80])), icon=":material/link_off:")
        close_card()
        return
    name = view.data.names[company]

    @st.dialog(plain(name), width=520, position="right", on_dismiss=close_card, icon=":material/article:")
    @address.spoken
    def card() -> None:
        _draw_card(company, file, move, next(iter(rows(view.every_move[view.every_move["key"] == f"{company}/{move.id}"]))))

    card()


def _draw_card(company: str, file: CompanyFile, move: Move, row: Any) -> None:
    st.header(plain(move.title), anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.badge(move.date.words, color="gray", icon=":material/event:")
        st.badge(move.category.label, color="gray")
        st.badge(move.status.label, color="red" if move.status is Status.DENIED else "gray", help=move.status.description)
        st.badge(signs.evidence(move.evidence), color=EVIDENCE_COLOURS[move.evidence], help=move.evidence.description)
    if move.denied_by:
        who = wording.listed([file.sources[key].publisher for key in move.denied_by])
        st.warning(_("The company called this wrong ({sources}).").format(sources=plain(who)), icon=":material/gpp_bad:")
    if move.summary:
        st.markdown(simple(move.summary))
    if move.amount:
        _draw_amount(file, move, row)
    _draw_facts(company, file, move)
    for dispute in move.disputed_by:
        publisher = plain(file.sources[dispute.source].publisher)
        words = _("**{publisher} says otherwise.** {text}")
        st.info(words.format(publisher=publisher, text=simple(dispute.says)), icon=":material/balance:")
    if move.note:
        st.info(simple(move.note), icon=":material/info:")
    st.markdown(f"**{_('Sources')}**")
    keys = [*move.sources, *move.denied_by, *(dispute.source for dispute in move.disputed_by)]
    sources.draw_list(file, list(dict.fromkeys(keys)))
    st.caption(_("Link to this move"))
    st.code(_link(company, move), language=None, wrap_lines=True)
    contribute_link.draw(company, move.id)


def _draw_amount(file: CompanyFile, move: Move, row: Any) -> None:
    """The amount as stated and, where it is shown in another currency, per year or made from a share, so with its working."""
    amount = move.amount
    assert amount is not None
    with st.container(border=True, gap="xsmall"):
        st.caption(_("{nature}, as stated").format(nature=amount.nature.label), help=amount.nature.description)
        st.markdown(f"# {plain(wording.amount(amount))}")
        measure = amount.measure.label
        period = plain(wording.period(move.period)) if move.period else _("no period stated")
        st.markdown(f"{measure} · {period}")
        if amount.covers:
            st.markdown(_("Covers {text}").format(text=simple(amount.covers)))
        if amount.usd:
            publisher = plain(file.sources[amount.usd.source].publisher)
            words = _("{sum} according to {publisher}")
            st.markdown(words.format(sum=plain(wording.money(amount.usd.value, "USD")), publisher=publisher))
        if row.left_out:
            st.markdown(_("Not shown as chosen: {reason}").format(reason=plain(row.left_out)))
        elif row.currency and money.changed(row):
            st.markdown(f"**= {plain(row.shown_text)}**")
            working.draw(row.working)


def _draw_facts(company: str, file: CompanyFile, move: Move) -> None:
    """What else the file says, one line a fact, and buttons to the moves that this one hangs together with."""
    lines = []
    if move.stated_by:
        name, role = move.stated_by.name, move.stated_by.role
        who = _("{name}, {role}").format(name=name, role=role) if role and name else name or role or ""
        lines.append(_("**Stated by** {person}").format(person=plain(who)))
    if move.quantities:
        quantities = wording.clauses(wording.quantity(item) for item in move.quantities)
        lines.append(_("**Quantities** {list}").format(list=plain(quantities)))
    if move.due:
        lines.append(_("**Due** {date}").format(date=move.due.words))
    if move.shared_with:
        lines.append(_("**Shared with** {list}, counted once").format(list=plain(wording.listed(move.shared_with))))
    if move.tags:
        lines.append(_("**Tags** {list}").format(list=plain(_(", ").join(move.tags))))
    for line in lines:
        st.markdown(line)
    titles = {other.id: other.title for other in file.moves}
    links = [(_("Counted inside"), move.part_of), (_("Replaces"), move.supersedes), (_("Delivers"), move.fulfils)]
    for other in file.moves:
        links += [(_("Contains"), other.id)] if other.part_of == move.id else []
        links += [(_("Replaced by"), other.id)] if other.supersedes == move.id else []
        links += [(_("Delivered by"), other.id)] if other.fulfils == move.id else []
    for number, (relation, target) in enumerate(links):
        if target:
            label = wording.named(relation, plain(titles[target]))
            st.button(
                label,
                key=f"card-link-{number}",
                icon=":material/arrow_forward:",
                type="tertiary",
                on_click=open_card,
                args=(f"{company}/{target}",),
                wrap=True,
            )


def _link(company: str, move: Move) -> str:
    """The address that opens this card on any page: the page's own, with nothing but the move."""
    base = (st.context.url or "").split("?", 1)[0]
    return f"{base}?{PARAMETER}={company}/{move.id}"
