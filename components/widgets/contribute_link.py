"""Links into the repository of the data on its host. Nothing is shown where no host is configured."""

from urllib.parse import quote

import streamlit as st

from components import settings
from components.downloads.memo import Memo
from components.language import _
from components.records.data_file import UnreadableFile, read_bytes
from components.records.draft import file_of, move_lines
from components.records.library import digest

FOLDER = "company_data"  # where the files are in the repository
_lines = Memo(16)


def folder_address() -> str:
    """Address of the folder of company files on the host; empty where none is configured."""
    host = settings.repository()
    return f"{host}/tree/{settings.branch()}/{FOLDER}" if host else ""


def move_address(company: str, move_id: str) -> str:
    """Address of a company's file on the host, at the line where the move starts; empty where there is none to open.

    The line is that of the file as it is now, and is left out while the file cannot be read.
    """
    host = settings.repository()
    path = file_of(settings.data_folder(), company) if host else None
    if path is None:
        return ""
    try:
        content = read_bytes(path)
    except UnreadableFile:
        return ""
    lines = _lines.get((path.name, digest(content)), lambda: move_lines(path.name, content))
    mark = f"#L{lines[move_id]}" if move_id in lines else ""
    return f"{host}/blob/{settings.branch()}/{FOLDER}/{quote(path.name)}{mark}"


def draw(company: str, move_id: str) -> None:
    """Draw the link that opens the file at a move on the repository's host."""
    address = move_address(company, move_id)
    if address:
        st.link_button(_("Suggest a change"), address, icon=":material/edit:", type="tertiary", help=_("Opens the data file at this move"))
