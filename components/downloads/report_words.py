"""What a report says of its own view in words: its title, the filters, how amounts are shown, and who is cited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.analysis.selection import Selection
from components.analysis.tables import rows
from components.charts import theme
from components.language import _, dates
from components.records.vocabulary import Category, Described, Evidence, SourceKind, Status

MOST_NAMES = 3  # companies that a title names
# How good the evidence is, as text: the fills of the charts' marks.
SIGNS = {1.0: "●", 0.4: "◐", 0.0: "○"}


def day(when: date) -> str:
    """A day for people: 2026-11-24 -> "24 Nov 2026"."""
    return dates.day(when)


def title(selection: Selection, names: Mapping[str, str]) -> str:
    """The title of a report; it names companies only where a few are chosen."""
    chosen = [names[company] for company in selection.companies if company in names]
    if not 0 < len(chosen) <= MOST_NAMES:
        return _("What companies say they will put into AI")
    words = _("What {companies} says it will put into AI") if len(chosen) == 1 else _("What {companies} say they will put into AI")
    return words.format(companies=wording.listed(chosen))


def view(selection: Selection, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is in view, as pairs of a label and words: [("Companies", "all"), ("Amounts", "as stated")]; filters not set are left out."""
    companies = wording.listed([names.get(company, company) for company in selection.companies])
    found = [(_("Companies"), companies or _("all"))]
    words: tuple[tuple[str, type[Described], tuple[str, ...]], ...] = (
        (_("Categories"), Category, selection.categories),
        (_("Statuses"), Status, selection.statuses),
        (_("Evidence"), Evidence, selection.evidence),
    )
    found += [(label, wording.listed([wording.inside(kind(word)) for word in chosen])) for label, kind, chosen in words if chosen]
    found += [(label, day(when)) for label, when in ((_("From"), selection.start), (_("To"), selection.end)) if when]
    found += [(_("Words"), _("“{text}”").format(text=selection.words))] if selection.words else []
    return [*found, (amounts_label(), amounts(selection))]


def amounts_label() -> str:
    """What stands before the words of `amounts`."""
    return _("Amounts")


def amounts(selection: Selection) -> str:
    """How a selection shows amounts, in words."""
    per_year = selection.basis == money.PER_YEAR
    if not selection.currency:
        return _("as stated, divided by the length of the stated period") if per_year else _("as stated")
    words = _(
        "in {currency}, at the reference rate of the European Central Bank of the day of each statement (money already spent: the mean "
        "over its period)"
    )
    if per_year:
        words = _(
            "in {currency}, at the reference rate of the European Central Bank of the day of each statement (money already spent: the mean "
            "over its period), divided by the length of the stated period"
        )
    return words.format(currency=wording.code(selection.currency))


def joined(*parts: str) -> str:
    """What is known of one thing, one after the other, without what is empty: ("A title", "", "May 2025") -> "A title, May 2025"."""
    there = [part for part in parts if part]
    words = there[0] if there else ""
    for part in there[1:]:
        words = _("{words}, {more}").format(words=words, more=part)
    return words


def sign(evidence: str) -> str:
    """The sign that stands before an evidence, as full as the marks of it: "news" -> "◐"."""
    return SIGNS[theme.FILLS[Evidence(evidence)]] if evidence else ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One source as it is cited in the text: its number in the list of sources and who published it. `url` may be empty."""

    number: int
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One source in the list of sources; `rest` is its title and its date. Texts are empty where nothing is known."""

    number: int
    publisher: str
    rest: str
    kind: str
    url: str
    archived_url: str
    accessed: str
    via: str
    note: str


class Sources:
    """The sources that a report cites, numbered by company (what belongs to none last) and then from the newest to the oldest."""

    def __init__(self, sources: pd.DataFrame, cited: Iterable[str]) -> None:
        frame = sources[sources["key"].isin(list(cited))]
        # In two steps, since the order of companies runs up and that of dates runs down; what has no date comes last.
        frame = frame.sort_values("key", kind="stable").sort_values("published_start", ascending=False, kind="stable", na_position="last")
        frame = frame.assign(_none=frame["company"].str.startswith("_")).sort_values(["_none", "company"], kind="stable")
        publishers = dict(zip(sources["key"], sources["publisher"], strict=True))
        self.groups: list[tuple[str, list[Entry]]] = []
        self._by_key: dict[str, Reference] = {}
        number = 0
        for _company, group in frame.groupby("company", sort=False):
            entries = []
            for row in rows(group):
                number += 1
                entries.append(_entry(number, row, publishers.get(row.via, "")))
                self._by_key[row.key] = Reference(number, row.publisher, _address(row.url))
            self.groups.append((str(group["company_name"].iloc[0]), entries))
        self.count = number

    def cite(self, keys: Iterable[str]) -> list[Reference]:
        """The sources with these keys in the order given, each once."""
        return [self._by_key[key] for key in dict.fromkeys(keys)]

    def by_publisher(self, keys: Iterable[str]) -> list[tuple[str, list[int]]]:
        """The sources with these keys as one line can hold them: [("Reuters", [3, 12]), ...], publishers in the order of numbers."""
        found: dict[str, list[int]] = {}
        for reference in sorted(self.cite(keys), key=lambda reference: reference.number):
            found.setdefault(reference.publisher, []).append(reference.number)
        return list(found.items())


def _address(url: Any) -> str:
    return str(url) if pd.notna(url) else ""


def _entry(number: int, row: Any, via: str) -> Entry:
    return Entry(
        number=number,
        publisher=row.publisher,
        rest=joined(row.title, row.published),
        kind=wording.inside(SourceKind(row.kind)),
        url=_address(row.url),
        archived_url=_address(row.archived_url),
        accessed=row.accessed,
        via=via,
        note=row.note,
    )
