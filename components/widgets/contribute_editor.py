"""The editor of one company file: start from a file of the folder, a blank one or an upload, and change the text.

The text lives in this viewer's session only. It changes by the viewer's own doing alone, so a change of the data folder or of the
page leaves it as it is.
"""

from collections.abc import Mapping
from pathlib import Path, PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components import settings
from components.language import _, direction
from components.records import yaml_text
from components.records.data_file import UnreadableFile, read_bytes
from components.records.draft import MAX_BYTES, encoded, file_of, too_large
from components.records.starter import starter
from components.widgets import address, upload_field
from components.widgets.text import plain

TEXT, COMPANY, START = "draft", "draft-id", "draft-start"
BLANK = ""  # what the blank file is called among the ids of companies
BLANK_NAME = "New Company"
LONGEST_NAME = 100  # letters of an uploaded file's name that are looked at, from its end
_BEFORE, _REPLACED, _LOADED, _LAST, _SAID, _UPLOADS = (
    f"_draft-{word}" for word in ("before", "replaced", "loaded", "last", "said", "uploads")
)
# Lines stay lines, as in an editor for code; the browser scrolls sideways.
_STYLE = """<style>
.st-key-draft textarea {font-family: "Source Code Pro", ui-monospace, monospace; font-size: 13px; line-height: 1.5; white-space: pre}
</style>"""


def draw(names: Mapping[str, str]) -> tuple[str, str]:
    """Draw the fields and return (id as written in its field, text). `names` are the companies to start from: id -> name."""
    if TEXT not in st.session_state:
        text = starter(BLANK_NAME)
        st.session_state[TEXT] = st.session_state[_LOADED] = st.session_state[_LAST] = text
    _hold()
    st.html(_STYLE)
    with st.grid(2, min_column_width=260, gap="medium"):
        with st.container():
            st.selectbox(
                _("Start from"),
                [BLANK, *names],
                index=None,
                format_func=lambda company: direction.drop_marks(names.get(company, _("A blank file"))),
                key=START,
                placeholder=_("Choose a file"),
                on_change=_start,
                args=(names,),
                help=_("Puts the file into the editor as it is in the data folder."),
            )
            company = st.text_input(
                _("Id of the company (the file's name)"),
                key=COMPANY,
                persist_state="session",
                max_chars=60,
                placeholder=_("Made from the company's name"),
                help=_("Lower-case letters, digits and `-`. Links use it, so it never changes once it is published."),
            )
        uploads = st.session_state.setdefault(_UPLOADS, 0)
        key = f"draft-upload-{uploads}"
        upload_field.announce()
        st.file_uploader(_("Or upload a YAML file"), ["yaml", "yml"], key=key, on_change=_upload, args=(key,), max_upload_size=1)
    _draw_said()
    text = st.text_area(_("Text of the file (YAML)"), key=TEXT, height=560, on_change=_typed, persist_state="session")
    st.caption(_("Paste or type. The text is checked once you leave the field, or with Ctrl+Enter (⌘+Enter)."))
    return company or "", text or ""


def _draw_said() -> None:
    """What happened to the text since the last run, once, and the way back to the one before."""
    said = st.session_state.pop(_SAID, None)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if said:
            st.caption(plain(said))
        if _BEFORE in st.session_state:
            st.button(_("Bring back the text before"), key="draft-back", icon=":material/undo:", type="tertiary", on_click=_back)


def _written() -> tuple[str, str]:
    """Id and text as they stand in the fields."""
    return st.session_state.get(COMPANY) or "", st.session_state.get(TEXT) or ""


def _put(company: str, text: str, said: str) -> None:
    """Put a text into the editor. One that the viewer has changed can be brought back."""
    before = _written()
    if before[1].strip() and before[1] != st.session_state.get(_LOADED):
        st.session_state[_BEFORE] = before
    st.session_state.pop(_REPLACED, None)
    if before[0] != company and before[1] != text:
        st.session_state[_REPLACED] = (before, (company, text))
    st.session_state[_LOADED] = text
    _fill(company, text)
    st.session_state[_SAID] = said


def _fill(company: str, text: str) -> None:
    st.session_state[COMPANY] = company
    st.session_state[TEXT] = st.session_state[_LAST] = text


def _hold() -> None:
    """Put what was loaded back where a message overwrote it that the browser had sent before it heard of it.

    Such a message brings back both fields at once, as they were. A viewer changes one at a time, so that nothing of theirs is taken back.
    """
    if _REPLACED not in st.session_state:
        return
    before, loaded = st.session_state[_REPLACED]
    now = _written()
    if now == before:
        _fill(*loaded)
    elif now != loaded:
        del st.session_state[_REPLACED]


@address.spoken
def _back() -> None:
    company, text = st.session_state.pop(_BEFORE)
    _put(company, text, _("The text before is back."))
    # It is still the viewer's own work: the next file that is put in its place leaves the way back to it.
    del st.session_state[_LOADED]


@address.spoken
def _start(names: Mapping[str, str]) -> None:
    """Put the file that was chosen into the editor.

    Streamlit hands on whatever a client sends, also what is none of the options: only a company that was offered is looked for.
    """
    company = st.session_state[START]
    # The field says what to do once, not what is in the editor.
    st.session_state[START] = None
    if company == BLANK:
        _put("", starter(BLANK_NAME), _("A blank file is in the editor."))
    elif company in names:
        path = file_of(settings.data_folder(), company)
        if path is None:
            words = _("The file of {company} cannot be read any more.")
            st.session_state[_SAID] = words.format(company=company)
        else:
            _load(company, path)


def _load(company: str, path: Path) -> None:
    """Put a company's file into the editor, or say why not."""
    try:
        content = read_bytes(path)
    except UnreadableFile as error:
        words = _("{file} was not taken: {problem}.")
        st.session_state[_SAID] = words.format(file=path.name, problem=error)
    else:
        _take(company, path.name, content)


@address.spoken
def _upload(key: str) -> None:
    file = st.session_state.get(key)
    # Streamlit hands on a stand-in without a name or bytes for a file that it does not hold: one that
    # was taken in the run before, or that a client only names.
    if not isinstance(file, UploadedFile):
        return
    # A field of its own for each upload: what is in the editor is held once.
    st.session_state[_UPLOADS] += 1
    upload_field.taken(file)
    name = file.name[-LONGEST_NAME:]
    _take(PurePath(name).stem, name, file.getvalue())


def _take(company: str, name: str, content: bytes) -> None:
    """Put the bytes of a file into the editor, or say why not."""
    if len(content) > MAX_BYTES:
        words = _("{file} was not taken: {problem}.")
        st.session_state[_SAID] = words.format(file=name, problem=too_large(len(content)))
        return
    try:
        text = yaml_text.decode(content)
    except yaml_text.UnreadableText as error:
        words = _("{file} was not taken: line {line}: {problem}.")
        st.session_state[_SAID] = words.format(file=name, line=error.problems[0].line, problem=error)
        return
    _put(company, text, _("{file} is in the editor.").format(file=name))


@address.spoken
def _typed() -> None:
    """Take what was typed or pasted, unless it is too large."""
    text = st.session_state[TEXT] or ""
    size = len(encoded(text))
    if size > MAX_BYTES:
        st.session_state[TEXT] = st.session_state[_LAST]
        st.session_state[_SAID] = _("The text was not taken: {problem}.").format(problem=too_large(size))
    else:
        st.session_state[_LAST] = text
