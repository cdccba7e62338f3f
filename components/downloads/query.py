"""Parameters of a request for data, read strictly: whoever writes a script wants to hear of a mistake, not a note."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from components.analysis import links, rates
from components.analysis.selection import URL_NAMES, Selection
from components.language import LANGUAGES
from components.records.vocabulary import Category, Evidence, Status

SELECTION = (*URL_NAMES.values(), "currency", "basis")
MOST_MISTAKES = 20
MOST_NAMED = 40  # words of a list in a message


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parameter as `name=value`, cut, and what would be right, in words."""

    given: str
    right: str


def read(given: Iterable[tuple[str, str]], companies: Collection[str], aliases: Mapping[str, str]) -> tuple[Selection, list[Mistake]]:
    """The selection that parameters name, and what is wrong with them, at most `MOST_MISTAKES`.

    A list repeats its parameter; of a repeated single value the last counts; an empty value is as good as none. Parameters of
    pages that choose no data (`move`, `embed` ...) and those of campaigns (utm_..., fbclid ...) are not looked at, so that the query of any
    page's address can be used; of `lang` only whether there is such a language.
    """
    pairs = list(given)
    selection, ignored = links.read(pairs, companies, aliases, rates.currencies())
    right: dict[str, Callable[[], str]] = {
        "companies": lambda: one_of(companies),
        "categories": lambda: one_of(Category),
        "statuses": lambda: one_of(Status),
        "evidence": lambda: one_of(Evidence),
        "from": lambda: "a day such as 2025-01-31",
        "to": lambda: "a day such as 2025-01-31",
        "q": lambda: f"at most {links.MOST_LETTERS} letters",
        "currency": lambda: one_of(rates.currencies()),
        "basis": lambda: one_of(links.BASES),
    }
    mistakes = [Mistake(note, right[note.split("=", 1)[0]]()) for note in ignored[:MOST_MISTAKES]]
    for name, _ in pairs:
        if name not in links.PARAMETERS and not links.CAMPAIGN.fullmatch(name) and len(mistakes) < MOST_MISTAKES:
            mistakes.append(Mistake(links.quoted(name), f"no such parameter; there are {', '.join(SELECTION)}"))
    return selection, [*mistakes, *language(pairs)][:MOST_MISTAKES]


def language(given: Iterable[tuple[str, str]]) -> list[Mistake]:
    """What is wrong with the language that parameters name."""
    said = dict(given).get("lang", "")
    return [Mistake(f"lang={links.quoted(said)}", one_of(LANGUAGES))] if said and said not in LANGUAGES else []


def one_of(words: Iterable[str]) -> str:
    """What would be right where one of some words was wanted; a long list is cut."""
    listed = [str(word) for word in words]
    more = f" … ({len(listed) - MOST_NAMED} more)" if len(listed) > MOST_NAMED else ""
    return f"one of {', '.join(listed[:MOST_NAMED])}{more}" if listed else "nothing: there is none in the data"
