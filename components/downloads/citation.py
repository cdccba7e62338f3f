"""How to cite a view: what it shows in words, its address, the revision of its data and the day, as plain text and as BibTeX."""

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import quote

from components.analysis import export, wording
from components.analysis.links import Place
from components.analysis.order import SORTS
from components.analysis.selection import Selection
from components.language import N_, _, current, dates
from components.records.vocabulary import Nature

# The tabs of a page by what an address calls them.
_VIEWS = {"Amounts": N_("Amounts"), "Delivery": N_("Delivery"), "Spending": N_("Spending"), "Counts": N_("Counts")}
# Signs that mean something to TeX. BibTeX counts braces even behind a backslash, so that they have to go by name.
_TEX = {sign: f"\\{sign}" for sign in "&%$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def title(page: str, selection: Selection, place: Place, companies: Mapping[str, str], moves: Mapping[str, str]) -> str:
    """What a view shows, in words: "AI Moves: Company (Alibaba Group; evidence: filing; amounts in USD, per year)".

    `page` is the page's name; `companies` maps ids to names, `moves` keys to titles.
    """
    said: dict[str, Callable[[str], str]] = {
        "company": lambda value: companies[value],
        "view": lambda value: _(_VIEWS[value]),
        "nature": lambda value: Nature(value).label,
        "anchor": lambda value: _("around “{title}”").format(title=moves[value]),
        "window": lambda value: _("{days} before and after").format(days=wording.days(int(value))),
        "sort": lambda value: _(SORTS[value]),
    }
    parts = [said[name](value) for name, value in place.chosen]
    parts += [_("with the card of “{title}”").format(title=moves[place.move])] if place.move else []
    whole = _("AI Moves: {page} ({words})").format(page=page, words=wording.clauses([*parts, *export.in_words(selection)]))
    return "".join(sign for sign in whole if sign.isprintable())


def text(of: str, address: str, revision: str, day: date) -> str:
    """A citation as plain text; `of` is the view's title."""
    words = _("{title}. Data revision {revision}. {address} (accessed {day}).")
    return words.format(title=of, revision=revision, address=address, day=_day(day))


def bibtex(of: str, address: str, revision: str, day: date) -> str:
    """A citation as an entry for BibTeX and biblatex; `of` is the view's title."""
    note = _("Data revision {revision}, accessed {day}").format(revision=revision, day=_day(day))
    return "\n".join(
        (
            f"@misc{{ai-moves-{revision},",
            "  key = {AI Moves},",
            f"  title = {{{{{_tex(of)}}}}},",
            f"  year = {{{day.year}}},",
            f"  note = {{{note}}},",
            f"  url = {{{_braced(address)}}},",
            f"  urldate = {{{day.isoformat()}}}",
            "}",
        )
    )


def _day(day: date) -> str:
    # In English with the month in full.
    return f"{day.day} {day:%B %Y}" if current() == "en" else dates.day(day)


def _braced(address: str) -> str:
    """An address that ends no field of BibTeX, which counts braces even behind a backslash."""
    return address.translate({ord(sign): quote(sign) for sign in "{}\\"})


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
