"""What is wrong in the data folder, said on every page: where, what, and how to mend it."""

import streamlit as st

from components.analysis import wording
from components.language import _, n_
from components.records.library import Snapshot
from components.widgets.text import plain

SHOWN = 30


def draw(snapshot: Snapshot) -> None:
    """Draw nothing where all is well."""
    if not snapshot.problems:
        return
    broken = {problem.file for problem in snapshot.problems}
    if not snapshot.files:
        st.error(_("There is no company to show yet."), icon=":material/folder_off:")
    elif snapshot.lost:
        st.warning(_("Nothing can be read from the data folder now; what was last read of it is shown."), icon=":material/folder_off:")
    else:
        if snapshot.stale:
            words = n_(
                "{count} data file with problems; everything else is shown. {files} shown in the last good version.",
                "{count} data files with problems; everything else is shown. {files} shown in the last good version.",
                len(broken),
            )
        else:
            words = n_(
                "{count} data file with problems; everything else is shown.",
                "{count} data files with problems; everything else is shown.",
                len(broken),
            )
        st.warning(words.format(count=f"{len(broken):,}", files=plain(wording.listed(list(snapshot.stale)))), icon=":material/report:")
    found = len(snapshot.problems)
    label = n_("{count} problem to mend", "{count} problems to mend", found).format(count=f"{found:,}")
    with st.expander(label, expanded=not snapshot.files, icon=":material/build:"):
        # As code, so that a message with its place can be copied, and nothing from a file is read as Markdown.
        st.code("\n".join(str(problem) for problem in snapshot.problems[:SHOWN]), language=None, wrap_lines=True)
        if found > SHOWN:
            st.caption(_("And {count} more. `ai-moves check` lists them all.").format(count=found - SHOWN))
