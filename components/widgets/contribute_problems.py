"""What is wrong with a draft: each error and warning with its line, and the line marked among its neighbours."""

from itertools import groupby

import streamlit as st

from components.analysis import wording
from components.language import _, n_
from components.records.draft import Draft, lines_of, marked
from components.records.problems import MOST_PROBLEMS, Problem, one_line
from components.widgets.text import plain

SHOWN = 20


def draw(draft: Draft) -> None:
    """Draw the verdict, then the problems in the order of the file, the first `SHOWN` of them."""
    errors, warnings = draft.errors, len(draft.problems) - draft.errors
    if errors:
        found = [n_("{count} error", "{count} errors", errors).format(count=_counted(errors))]
        found += [n_("{count} warning", "{count} warnings", warnings).format(count=_counted(warnings))] if warnings else []
        words = _("{problems} to mend before the file can be shown or downloaded.")
        st.error(words.format(problems=wording.listed(found)), icon=":material/build:")
    elif warnings:
        words = n_(
            "No error, but {count} warning: most likely a slip, though nothing stands in the way.",
            "No error, but {count} warnings: most likely a slip, though nothing stands in the way.",
            warnings,
        )
        st.warning(words.format(count=_counted(warnings)), icon=":material/report:")
    else:
        st.success(_("All good: no error and no warning."), icon=":material/check_circle:")
    lines = lines_of(draft.text)
    # What is wrong with one place stands together, above one picture of it.
    for excerpt, problems in groupby(draft.problems[:SHOWN], key=lambda problem: marked(lines, problem)):
        _together(list(problems), excerpt)
    if len(draft.problems) > SHOWN:
        words = _("And {count} more. They are told once these are mended; `ai-moves check` lists more at once.")
        st.caption(words.format(count=_counted(len(draft.problems), SHOWN)))


def _counted(number: int, told: int = 0) -> str:
    """How many there are beside those that are told. Of very many only the first are looked for: "100+"."""
    return f"{number - told:,}" if number <= MOST_PROBLEMS else f"{MOST_PROBLEMS - told:,}+"


def _together(problems: list[Problem], excerpt: str) -> None:
    with st.container(gap="xsmall"):
        for problem in problems:
            if problem.line:
                words = _("**Line {line}, error:** {problem}") if problem.level == "error" else _("**Line {line}, warning:** {problem}")
            else:
                words = _("**The file, error:** {problem}") if problem.level == "error" else _("**The file, warning:** {problem}")
            # As Markdown's plain text and as code: nothing from the text is read as markup.
            st.markdown(words.format(line=problem.line, problem=plain(one_line(problem.message))))
        if excerpt:
            st.code(excerpt, language=None)
