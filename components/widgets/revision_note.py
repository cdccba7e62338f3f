"""A link names the revision of the data that it was made with: where the data has changed since, the page says so and what."""

from pathlib import Path

import pandas as pd
import streamlit as st

from components.analysis import links
from components.analysis.selection import select_moves
from components.analysis.tables import tables
from components.downloads import history
from components.downloads.history import Change
from components.language import N_, _
from components.records.library import Snapshot
from components.settings import data_folder
from components.widgets import address
from components.widgets.text import plain
from components.widgets.view import View

PARAMETER = "rev"
_LINKED = "_rev"
MOST_SHOWN = 60
KINDS = {history.ADDED: N_("Added"), history.REMOVED: N_("Removed"), history.EDITED: N_("Edited")}
# The fields of a move that an edit may change, in words.
FIELDS = {
    "date": N_("date"),
    "title": N_("title"),
    "summary": N_("summary"),
    "due": N_("due"),
    "fulfils": N_("fulfils"),
    "category": N_("category"),
    "status": N_("status"),
    "evidence": N_("evidence"),
    "denied_by": N_("denied by"),
    "disputed_by": N_("disputed by"),
    "stated_by": N_("stated by"),
    "note": N_("note"),
    "amount": N_("amount"),
    "period": N_("period"),
    "quantities": N_("quantities"),
    "shared_with": N_("shared with"),
    "part_of": N_("part of"),
    "supersedes": N_("supersedes"),
    "sources": N_("sources"),
    "tags": N_("tags"),
}


def draw(now: View) -> None:
    """Draw the note where the link that began this visit is of another revision, until it is dismissed."""
    if _LINKED not in st.session_state:
        st.session_state[_LINKED] = links.revision(st.query_params.get(PARAMETER, ""))
    then = st.session_state[_LINKED]
    if not then or then == now.snapshot.revision:
        return
    told = _since(data_folder(), then, now.snapshot.revision, now.snapshot)
    found = None if told is None else _in_view(now, *told)
    with st.container(border=True, gap="small", key="revision-note"):
        with st.container(horizontal=True, gap="small"):
            with st.container(width="stretch"):
                words = _("**The data has changed since this link was made** (revision {then} then, {now} now). {changes}")
                changes = _("What has changed is not known here.") if found is None else history.sentence(found)
                st.markdown(f":material/history: {words.format(then=then, now=now.snapshot.revision, changes=changes)}")
            st.button(_("Dismiss"), key="dismiss-revision", icon=":material/close:", type="tertiary", on_click=_dismiss)
        if found:
            with st.expander(_("What has changed"), icon=":material/difference:"):
                st.markdown("\n".join(f"- {_line(change)}" for change in found[:MOST_SHOWN]))
                if len(found) > MOST_SHOWN:
                    st.caption(_("And {count} more.").format(count=f"{len(found) - MOST_SHOWN:,}"))


def _dismiss() -> None:
    address.chosen()
    st.session_state[_LINKED] = ""
    st.query_params.pop(PARAMETER, None)


def _line(change: Change) -> str:
    words = _("**{kind}** ({fields}): {title}, `{key}`") if change.fields else _("**{kind}**: {title}, `{key}`")
    fields = _(", ").join(_(FIELDS[name]) for name in change.fields)
    return words.format(kind=_(KINDS[change.kind]), fields=fields, title=plain(change.title), key=change.key)


def _in_view(now: View, found: list[Change], before: pd.DataFrame) -> list[Change]:
    """The changes of moves that the selection leaves, or left before they were changed or removed."""
    keys = {*now.moves["key"], *select_moves(before, now.selection)["key"]}
    return [change for change in found if change.key in keys]


# Looked up once per state of the data, so that a link with an invented revision costs nothing.
@st.cache_resource(show_spinner=False, max_entries=4)
def _commits(folder: Path, revision: str) -> dict[str, str]:  # noqa: ARG001
    return history.commits(folder)


@st.cache_resource(show_spinner=False, max_entries=16)
def _since(folder: Path, then: str, revision: str, _snapshot: Snapshot) -> tuple[list[Change], pd.DataFrame] | None:
    """All changes since a revision, and the frame of its moves; None where the history does not tell. Shared: never change it."""
    commit = _commits(folder, revision).get(then)
    before = history.files(folder, commit, _snapshot.aliases) if commit else None
    return None if before is None else (history.changes(before, _snapshot.files), tables(before, {}).moves)
