"""What a reader sees of a page in Streamlit's harness, and a language in which every text of the catalogue is without Latin letters."""

import gettext
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from components.analysis import rates
from components.widgets.tables import HOST

# Words that are written so in every language.
NAMES = {"AI", "Moves", "YAML", "CSV", "JSON", "PNG", "SVG", "HTML", "Excel", "BibTeX", "ai-moves", *rates.currencies(), "TWD", "AED"}
# The language is chosen in its own words, and the blank file has a name as all files have.
OWN_WORDS = {"Language · 语言", "English", "New Company"}
# What Streamlit knows of an element besides what it shows.
HIDDEN = {"id", "icon", "url", "type", "tag", "divider", "theme", "language", "format", "page", "page_script_hash", "query_string"}
HIDDEN |= {"deferred_file_id", "autocomplete", "default", "value", "raw_value", "raw_values", "config", "columns", "spec", "min", "max"}
# Where a chart keeps text, and where it keeps formats of dates that may spell out months and weekdays.
WORDS = {"text", "hovertext", "hovertemplate", "ticktext", "title", "label", "labels", "x", "y", "ticksuffix", "tickprefix"}
FORMATS = {"tickformat", "hoverformat", "xhoverformat", "yhoverformat", "value"}
SPELT_OUT = re.compile(r"%[aAbB]")
# Not for reading: code, names of files, addresses, icons, colours of badges, HTML's own words and days in ISO's form.
_CODE = re.compile(
    r"`[^`]*`|\]\(<?[^)\s]*>?\)(?: · [\w-]+(?:\.[\w-]+)+)?|https?\\?://\S+|:material/\w+:|:(?:\w+-badge|small|color)\[|\]\{foreground=\"#\w+\"\}|<style>.*</style>|</?\w+[^<>]*>|%\{[^}]*\}"
    r"|&\w+;|\d{4}-\d\d-\d\dT[\d:.]+|[\w-]+\.ya?ml\b|\?\w+=\S*",
    re.DOTALL,
)
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_LATIN = re.compile(rf"[{_LETTER}][{_LETTER}'’-]*")
# What a translator keeps of a message: placeholders, code, icons and addresses.
_KEPT = re.compile(r"(\{[^{}]*\}|`[^`]*`|:material/\w+:|\]\([^)]*\)|https?://\S+)")
_OTHER = {ord(sign): 0x1D5BA + place for place, sign in enumerate("abcdefghijklmnopqrstuvwxyz")}
_OTHER |= {ord(sign): 0x1D5A0 + place for place, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def foreign(message: str) -> str:
    """A message in the invented language: the same words in letters that are none of the Latin ones, so that a failure can be read.

    "Clear {filter}" -> "𝖢𝗅𝖾𝖺𝗋 {filter}": what English a page then puts into the placeholder still shows.
    """
    return "".join(part if number % 2 else part.translate(_OTHER) for number, part in enumerate(_KEPT.split(message)))


class Foreign(gettext.NullTranslations):
    """A catalogue in which nothing is missing."""

    def gettext(self, message: str) -> str:
        return foreign(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return foreign(one if count == 1 else many)

    def pgettext(self, _context: str, message: str) -> str:
        return foreign(message)


def latin(text: str, beside: Iterable[str] = ()) -> list[str]:
    """The words in Latin letters that a reader would find in a text, without those of `NAMES` and the texts `beside` them."""
    text = text.replace("\\", "")
    for known in (*beside, *OWN_WORDS):
        text = text.replace(known.replace("\\", ""), " ")
    text = re.sub(r"\b(US|HK)\$", "$", _CODE.sub(" ", text))
    return [word for word in _LATIN.findall(text) if word not in NAMES and word.strip("'’-")]


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text on a page, titles in the navigation and what only screen readers hear included, as (where, text)."""
    for page in app.session_state["_view"].pages.values():
        yield "navigation", page.title
    for node in _nodes(app._tree):
        message = getattr(node, "proto", None)
        if message is None:
            continue
        kind = message.DESCRIPTOR.name
        yield from _fields(message, kind)
        if kind == "Dataframe":
            yield from _table(node.value, json.loads(message.columns or "{}"))
        elif kind == "PlotlyChart":
            yield from _chart(json.loads(message.spec), "chart")


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _fields(message: Any, where: str) -> Iterator[tuple[str, str]]:
    """The strings in a protocol message and in those inside it."""
    for field, value in message.ListFields():
        place = f"{where}.{field.name}"
        if field.name in HIDDEN or field.type not in (field.TYPE_MESSAGE, field.TYPE_STRING):
            # A metric's number is named like the text in a field, which is the reader's own.
            continue
        for item in value if field.is_repeated else [value]:
            if field.type == field.TYPE_STRING:
                yield place, item
            elif not field.message_type.GetOptions().map_entry:
                yield from _fields(item, place)


def _table(frame: pd.DataFrame, config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Headers as the reader has them, their help, and all cells that hold text."""
    for number, name in enumerate(frame.columns):
        own = {**config.get(f"_pos:{number}", {}), **config.get(str(name), {})}
        if own.get("hidden"):
            continue
        yield "table header", own.get("label") or str(name)
        yield "table help", own.get("help") or ""
        shown = own.get("type_config", {}).get("display_text")
        yield "table link", "" if shown == HOST else shown or ""
        if not shown:
            yield from ((f"table cell below {name}", cell) for cell in frame[name] if isinstance(cell, str))


def _chart(part: Any, where: str) -> Iterator[tuple[str, str]]:
    """Titles, notes, labels of axes, what marks say, and names of months where a format spells them out."""
    if isinstance(part, list):
        for item in part:
            yield from _chart(item, where)
    elif isinstance(part, dict):
        for name, item in part.items():
            place = f"{where}.{name}"
            if name == "template" or (name == "name" and part.get("showlegend") is False):
                continue
            if isinstance(item, str):
                if name in FORMATS and SPELT_OUT.search(item):
                    yield place, "January"
                if name in WORDS or name == "name":
                    yield place, SPELT_OUT.sub("", item) + (" January" if SPELT_OUT.search(item) else "")
            elif isinstance(item, list) and name in WORDS and all(isinstance(one, str | None) for one in item):
                yield from ((place, one) for one in item if one)
            else:
                yield from _chart(item, place)
