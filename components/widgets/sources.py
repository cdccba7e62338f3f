"""Sources as links: who, what, when, where."""

import streamlit as st

from components.language import _
from components.records.schema import CompanyFile, Source
from components.widgets.text import link, plain, simple


def line(source: Source, via: Source | None = None) -> str:
    """One source as Markdown: a link where it has an address, with the host that it leads to."""
    shown = link(source.title or source.publisher, source.url or "", shows_host=True)
    parts = [plain(source.publisher)] if source.title else []
    parts += [source.published.words] if source.published else []
    parts += [source.kind.label.lower()]
    parts += [_("known through {publisher}").format(publisher=plain(via.publisher))] if via else []
    parts += [link(_("archived copy"), source.archived_url, shows_host=True)] if source.archived_url else []
    parts += [_("not on the web")] if not source.url and not via else []
    return f"{shown}  \n{' · '.join(parts)}"


def draw_list(file: CompanyFile, keys: list[str]) -> None:
    """Draw the sources with these keys, in this order, each with its doubts."""
    for key in keys:
        source = file.sources[key]
        via = file.sources.get(source.via) if source.via else None
        st.markdown(f"- {line(source, via)}" + (f"  \n*{simple(source.note)}*" if source.note else ""))
