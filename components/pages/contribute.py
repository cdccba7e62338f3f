"""Contribute: how to add a company, an editor that checks a company file line by line, and a preview that only its writer sees."""

import streamlit as st

from components.language import _
from components.records.draft import Draft, check, encoded
from components.records.library import digest
from components.widgets import contribute_editor, contribute_link, contribute_preview, contribute_problems, draft_memo, view
from components.widgets.text import link, plain
from components.widgets.view import View

COMMANDS = """\
ai-moves new "Example Cloud"
ai-moves check company_data/example-cloud.yaml
streamlit run dashboard.py"""
_CHECKED = "_draft-checked"


def draw(now: View) -> None:
    st.title(_("Contribute"), anchor=False)
    st.markdown(_("One YAML file is one company. Write it here or in your own editor, see at once what is wrong with it, and hand it in."))
    _steps()
    st.header(_("The file"), anchor=False, divider="gray")
    editor, verdict = st.columns([3, 2], gap="large")
    with editor:
        company, text = contribute_editor.draw(now.data.names)
    draft = _checked(now, company, text)
    with verdict:
        contribute_problems.draw(draft)
        _hand_in(draft)
    st.header(_("Preview"), anchor=False, divider="gray")
    if draft.content is None:
        st.info(_("The preview comes once the file has no error."), icon=":material/visibility_off:")
        return
    contribute_preview.draw(now, draft)


def _steps() -> None:
    st.header(_("A company in five steps"), anchor=False, divider="gray")
    address = contribute_link.folder_address()
    folder = link("company_data/", address, as_code=True) if address else "`company_data/`"
    steps = (
        _("**Start a file.** `ai-moves new` writes one with every field explained, or start from the blank file below."),
        _("**Enter the sources first, then the moves, then the figures:** only what a source says, in your own words."),
        _("**Check it.** The editor below does so, or `ai-moves check`: each mistake is told with its line and its mend."),
        _("**Put it into {folder}** under the company's id, such as `example-cloud.yaml`. Open pages show it within seconds.").format(
            folder=folder
        ),
        _("**Open a pull request,** and say in it which sources you read yourself."),
    )
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
    with st.expander(_("The commands, in a clone of the repository"), icon=":material/terminal:"):
        st.code(COMMANDS, language="bash", wrap_lines=True)
        st.caption(_("Each field and each choice is explained in `company_data/README.md`."))


def _checked(now: View, company: str, text: str) -> Draft:
    """The text with its problems. Runs again for a new text, id or data only: each click on the page comes by here."""
    memo = draft_memo.of_session(_CHECKED, 1)
    key = (company, digest(encoded(text)), now.snapshot.revision, now.today)
    return memo.get(key, lambda: check(company, text, now.snapshot, now.today, _pause))


def _pause() -> None:
    """Let Streamlit end this run where its viewer has left or has typed on: it does so whenever a script asks for its state."""
    _ = contribute_editor.TEXT in st.session_state


def _hand_in(draft: Draft) -> None:
    """The file as it stands in the editor, to take away, and what to do with it."""
    st.download_button(
        _("Download {file}").format(file=plain(draft.name)),
        encoded(draft.text),
        draft.name,
        "application/yaml",
        key="draft-download",
        on_click="ignore",
        icon=":material/download:",
        disabled=draft.errors > 0,
        help=_("Exactly the text in the editor, with its comments and its order."),
    )
    if draft.errors:
        return
    address = contribute_link.folder_address()
    folder = link("company_data/", address, as_code=True) if address else _("`company_data/` in your clone of the repository")
    words = _("**Next:** put it into {folder} and open a pull request, naming the sources that you read yourself.")
    st.markdown(words.format(folder=folder))


draw(view.get())
