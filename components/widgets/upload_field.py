"""The field for a file on a page: which sessions show one now, and what becomes of a file that was taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from weakref import WeakValueDictionary

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

_FIELD, _TAKEN = "_upload-field", "_upload-taken"


class _Field:
    """A field as a run has drawn it: it lives as long as Streamlit holds the session's state, or until a run draws none."""


_fields: WeakValueDictionary[str, _Field] = WeakValueDictionary()


def is_shown(session: str) -> bool:
    """Whether a session's page has a field for a file. Safe in any thread."""
    return session in _fields


def announce() -> None:
    """Say in a run of a page that it draws a field for a file."""
    if (run := get_script_run_ctx()) is not None:
        st.session_state[_FIELD] = _fields[run.session_id] = _Field()


@contextmanager
def of_this_page() -> Iterator[None]:
    """Around the part of a run that draws the page: without an announcement in it the session shows no field any more.

    The bytes of a file that was taken go at its end. A run may be broken off and begun anew, and then the page takes the file again.
    """
    before = st.session_state.get(_FIELD)
    yield
    if before is not None and st.session_state.get(_FIELD) is before:
        del st.session_state[_FIELD]
    taken, run = st.session_state.pop(_TAKEN, None), get_script_run_ctx()
    if taken is not None and run is not None and runtime.exists():
        files().remove_file(run.session_id, taken)


def taken(file: UploadedFile) -> None:
    """Say that the page has taken a file, so that its bytes need not be kept."""
    st.session_state[_TAKEN] = file.file_id


def files() -> MemoryUploadedFileManager:
    """Where Streamlit holds the files of all sessions."""
    return cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
