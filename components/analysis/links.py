"""A selection as the parameters of an address, and back. What a parameter says is data from outside: nothing of it is trusted.

Selection(companies=("baidu", "tencent"), words="open source") <-> companies=baidu&companies=tencent&q=open+source
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from components.analysis.order import SORTS
from components.analysis.selection import URL_NAMES, Selection
from components.language import LANGUAGES
from components.records.vocabulary import Category, Evidence, Nature, Status

LISTS = ("companies", "categories", "statuses", "evidence")
BASES = ("total", "per_year")
MOST_LETTERS = 200  # of the words searched
Pairs = list[tuple[str, str]]

# Every parameter of an address and what it means, in the order that links have them. Nothing given means all, or the usual.
PARAMETERS = {
    "companies": "ids of companies; repeatable, as all lists are",
    "categories": "what moves are about, such as `infrastructure`; repeatable",
    "statuses": "how far moves are, such as `announced`; repeatable",
    "evidence": "how good the best source is, such as `filing`; repeatable",
    "from": "first day, `2025-01-31`: what overlaps it stays",
    "to": "last day, `2025-12-31`: what overlaps it stays",
    "q": "words that must all occur in a move or in its sources",
    "currency": "ISO 4217 code of the currency that amounts are converted to; as stated without it",
    "basis": "`total`, or `per_year` for sums divided by the length of their period",
    "company": "on `/company`: the company shown, by its id",
    "view": "on `/compare`: the open tab",
    "nature": "on `/compare`: the nature of the amounts drawn, such as `pledge`",
    "anchor": "on `/timeline`: the move around which others are looked for, as `company/move-id`",
    "window": "on `/timeline`: days before and after the anchor",
    "sort": "on `/data`: the order of the moves, such as `-date` for the newest first or `-amount` for the largest",
    "move": "on every page: the move whose card is open, as `company/move-id`",
    "lang": "language of the interface, `en` or `zh`; the browser's without it",
    "rev": "revision of the data when the link was made: the page says what has changed since",
    "embed": "`true` shows the page without the frame around it, for a page of somebody else",
    "embed_options": "what else Streamlit offers for embedding, such as `dark_theme`",
}
# Which of them belong to one page only, by the page's address.
OF_PAGE = {"timeline": ("anchor", "window"), "compare": ("view", "nature"), "company": ("company",), "data": ("sort",)}
NAMING = ("company", "anchor", "move")  # those that name a company, or a move by its company's id
VIEWS = ("Amounts", "Delivery", "Spending", "Counts")
WINDOWS = ("30", "60", "90", "180", "365")
USUAL_WINDOW = "90"
# Not ours to remark on: what mail programs and social networks add to every link that they pass on.
CAMPAIGN = re.compile(r"(utm_.*|fbclid|gclid|mc_[a-z]+|ref)", re.IGNORECASE)
_REVISION = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is besides the selection: the page by its address ("" is the overview), and what is open on it.

    `chosen` are the page's own parameters as (name, value) in the order of `OF_PAGE`; `move` is the key of the move whose card is
    open, or ""; `lang` the language chosen, or "" for the browser's.
    """

    page: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    move: str = ""
    lang: str = ""

    @property
    def pairs(self) -> Pairs:
        """The parameters that say it."""
        return [*self.chosen, *([("move", self.move)] if self.move else []), *([("lang", self.lang)] if self.lang else [])]


def pairs(selection: Selection) -> Pairs:
    """The parameters that say a selection, in a fixed order; what is not chosen is left out, so links stay short."""
    found = [(name, value) for name in LISTS for value in getattr(selection, name)]
    found += [(URL_NAMES[name], day.isoformat()) for name in ("start", "end") if (day := getattr(selection, name))]
    words = " ".join(selection.words.split())
    found += [("q", words)] if words else []
    found += [("currency", selection.currency)] if selection.currency else []
    found += [("basis", selection.basis)] if selection.basis != BASES[0] else []
    return found


def address(base: str, parameters: Pairs) -> str:
    """An address with its parameters: ("https://a.example/compare", [("q", "a b")]) -> "https://a.example/compare?q=a+b"."""
    return f"{base}?{urlencode(parameters)}" if parameters else base


def read(
    given: Iterable[tuple[str, str]], companies: Collection[str], aliases: Mapping[str, str], currencies: Collection[str]
) -> tuple[Selection, list[str]]:
    """The selection that parameters name, and a note on each parameter that is ignored, in words.

    `companies` are the ids there are, `aliases` maps earlier ids to today's, `currencies` are the codes that have rates.
    Parameters of other names are not looked at. A list keeps the order given; of a repeated single value the last counts.
    """
    options = {
        "companies": companies,
        "categories": [word.value for word in Category],
        "statuses": [word.value for word in Status],
        "evidence": [word.value for word in Evidence],
    }
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    single: dict[str, str] = {}
    ignored: list[str] = []
    for name, value in given:
        if name in options:
            value = aliases.get(value, value) if name == "companies" else value
            if value in options[name]:
                lists[name] += [value] if value not in lists[name] else []
            elif value:
                ignored.append(f"{name}={quoted(value)}")
        elif name in ("from", "to", "q", "currency", "basis"):
            single[name] = value
    days: dict[str, date | None] = {}
    for name in ("from", "to"):
        days[name] = day_of(single.get(name, ""))
        if single.get(name) and days[name] is None:
            ignored.append(f"{name}={quoted(single[name])}")
    words = single.get("q", "")
    if len(words) > MOST_LETTERS:
        ignored.append(f"q={quoted(words)}")
        words = ""
    chosen = {}
    for name, known, default in (("currency", currencies, ""), ("basis", BASES, BASES[0])):
        value = single.get(name, "")
        chosen[name] = value if value in known else default
        if value and value not in known:
            ignored.append(f"{name}={quoted(value)}")
    selection = Selection(
        companies=tuple(lists["companies"]),
        categories=tuple(lists["categories"]),
        statuses=tuple(lists["statuses"]),
        evidence=tuple(lists["evidence"]),
        start=days["from"],
        end=days["to"],
        words=" ".join(words.split()),
        currency=chosen["currency"],
        basis=chosen["basis"],
    )
    return selection, ignored


def place(
    page: str, given: Iterable[tuple[str, str]], companies: Collection[str], keys: Collection[str], aliases: Mapping[str, str]
) -> tuple[Place, list[str]]:
    """Where parameters lead on a page, and a note on each parameter that leads nowhere, in words.

    `keys` are the moves there are, as `company/move-id`. Parameters of other pages, those of the selection and those that
    belong to Streamlit or to a campaign are passed over; a name that nobody knows and an earlier one of a repeated value are noted.
    """
    options: dict[str, Collection[str]] = {
        "company": companies,
        "view": VIEWS,
        "nature": [word.value for word in Nature],
        "anchor": keys,
        "window": WINDOWS,
        "sort": SORTS,
        "move": keys,
        "lang": LANGUAGES,
    }
    found: dict[str, str] = {}
    last: dict[str, str] = {}
    ignored: list[str] = []
    for name, value in given:
        if name in last and name not in LISTS and last[name] != value:
            ignored.append(f"{name}={quoted(last[name])}")
        last[name] = value
        if name in options:
            today = todays(value, aliases) if name in NAMING else value
            found[name] = today if today in options[name] else ""
        elif name not in PARAMETERS and not name.lower().startswith("embed") and not CAMPAIGN.fullmatch(name):
            ignored.append(f"{quoted(name)}={quoted(value)}")
    ignored += [f"{name}={quoted(last[name])}" for name, value in found.items() if not value and last[name]]
    chosen = tuple((name, found[name]) for name in OF_PAGE.get(page, ()) if found.get(name))
    return Place(page, chosen, found.get("move", ""), found.get("lang", "")), list(dict.fromkeys(ignored))


def todays(named: str, aliases: Mapping[str, str]) -> str:
    """A company's id, or a move's key, under the company's id of today: "old/pledge" -> "new/pledge"."""
    company, slash, move_id = named.partition("/")
    return f"{aliases.get(company, company)}{slash}{move_id}"


def revision(text: str) -> str:
    """The revision that `rev` names, or "" where it is none: eight hex digits."""
    return text if _REVISION.fullmatch(text) else ""


def day_of(text: str) -> date | None:
    """The day that a text names, "2025-01-31"; None where it is written otherwise or there is no such day."""
    # Only the form that the filter bar writes: `date.fromisoformat` alone takes 20250224 and 2025-W09-1 too.
    if len(text) != 10:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def quoted(value: str) -> str:
    """A value as it is quoted in a note: cut, on one line."""
    cut = value[:40] + ("…" if len(value) > 40 else "")
    return "".join(sign if sign.isprintable() else " " for sign in cut)
