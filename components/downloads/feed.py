"""The newest moves as an Atom feed (RFC 4287)."""

import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pandas as pd

from components import language
from components.analysis import findings, links, wording
from components.analysis.export import in_words
from components.analysis.selection import Selection
from components.analysis.tables import rows
from components.downloads import page_parts
from components.language import _, direction, n_

ENTRIES = 50
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# An id must never change, so it is none of an address that may move (RFC 4151).
TAG = "tag:ai-moves,2026:"
# What XML 1.0 cannot hold, escaped or not.
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of a feed without an entry: there is nothing to date it by.
NEVER = "1970-01-01T00:00:00Z"


def move_address(base: str, key: str) -> str:
    """Address of a move's card: ("https://a.example/", "acme/pledge") -> "https://a.example/timeline?move=acme%2Fpledge"."""
    return links.address(f"{base}timeline", [("move", key), *language.named()])


def atom(moves: pd.DataFrame, selection: Selection, base: str) -> bytes:
    """A feed of the newest of these moves (the moves frame), newest first.

    `base` is the dashboard's address, or its path ("/"), and ends in a slash: only links begin with it, ids never, so that a move is
    known again under each name. A move is as new as the first day of its date: the last day of "2026" may be in the future, which
    readers of feeds hold back.
    """
    newest = moves.sort_values(["date_start", "key"], ascending=[False, True], kind="stable").head(ENTRIES)
    query = [*links.pairs(selection), *language.named()]
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": page_parts.tag()})
    _text(feed, "title", _("AI Moves: what companies say they will put into AI"))
    subtitle = n_("{count} newest move: {list}", "{count} newest moves: {list}", len(newest))
    _text(feed, "subtitle", subtitle.format(count=f"{len(newest):,}", list=wording.clauses(in_words(selection)[:-1])))
    _text(feed, "id", TAG + quote(links.address("moves", query), safe="?=&+"))
    _text(feed, "updated", _moment(newest["date_start"].iloc[0]) if len(newest) else NEVER)
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": _href(links.address(f"{base}feed.xml", query))})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": _href(links.address(f"{base}timeline", query))})
    _text(ET.SubElement(feed, "author"), "name", "AI Moves")
    for row in rows(newest):
        _entry(feed, row, base)
    whole: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return whole


def _entry(feed: ET.Element, row: Any, base: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "title", wording.named(row.company_name, row.title))
    _text(entry, "id", TAG + row.key)
    _text(entry, "updated", _moment(row.date_start))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _href(move_address(base, row.key))})
    if isinstance(row.source_url, str):
        ET.SubElement(entry, "link", {"rel": "related", "title": _("First source"), "href": _href(row.source_url)})
    ET.SubElement(entry, "category", {"term": row.category})
    _text(entry, "summary", summary(row))


def summary(row: Any) -> str:
    """A row of the moves frame in plain sentences: date, amount, what is said of it, evidence and publishers."""
    evidence = _("Evidence: {evidence} ({publishers}).")
    return wording.sentences(
        [
            _("{text}.").format(text=row.date_words),
            _("Amount: {sum}.").format(sum=findings.over(row.amount_text, row.period_text)) if row.amount_text else "",
            _("The company called it wrong.") if row.denied else "",
            _("{text}.").format(text=row.summary.rstrip(".。")) if row.summary else "",
            evidence.format(evidence=findings.said_by(row.evidence), publishers=row.publishers),
        ]
    )


def _moment(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return direction.drop_marks(_CONTROL.sub("", text))


def _href(address: str) -> str:
    """An address as XML and every reader of feeds takes it: in ASCII, with nothing that ends it. What is encoded already stays."""
    return quote(_clean(address), safe="%/:?#[]@!$&'()*+,;=~")
