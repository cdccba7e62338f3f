"""What a chat shows of a shared link, as tags in the page's head: title, a one-sentence finding, picture (Open Graph)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from components import language
from components.analysis import answers, counts, findings, links, rates, reported, stated, wording
from components.analysis.links import Place
from components.analysis.selection import Selection, select_figures, select_moves
from components.analysis.tables import Tables
from components.downloads import card, feed, held, page_parts
from components.downloads.memo import Memo
from components.language import N_, _, direction
from components.records.library import Snapshot
from components.records.vocabulary import Metric, Nature
from components.settings import data_folder

SITE = "AI Moves"
# By the page's address.
PAGES = {
    "": N_("What companies say they will put into AI"),
    "timeline": N_("Timeline"),
    "compare": N_("Compare"),
    "company": N_("Companies"),
    "data": N_("Data"),
    "contribute": N_("Contribute"),
    "method": N_("Method"),
}
GENERAL = N_(
    "What companies say they will put into AI, side by side: how much, over how long, said by whom, and each figure with its source."
)
PICTURE_ALT = N_("The largest pledge of each company as bars")
LOCALES = {"zh": "zh_CN"}  # what Open Graph calls a language; without a word it is English
MOST_LETTERS = 300  # of a description: chats show fewer
# The title that Streamlit serves; where it has another, the page is left as it is.
MARK = "<title>Streamlit</title>"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_made = Memo(512)


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a page: title, description, its canonical parameters and the data's revision ("" where not known yet)."""

    title: str
    description: str
    query: tuple[tuple[str, str], ...] = ()
    revision: str = ""


def general(page: str) -> Words:
    """What can be said of a page without looking at the data, in the language spoken."""
    return Words(_(PAGES[page]), _(GENERAL))


def words(page: str, given: Iterable[tuple[str, str]], snapshot: Snapshot) -> Words:
    """What is said of a page with these parameters in the language spoken, worked out once for each view and revision."""
    data = held.tables(snapshot)
    pairs = list(given)
    selection, _ignored = links.read(pairs, data.names, snapshot.aliases, rates.currencies())
    place, _noted = links.place(page, pairs, data.names, _keys(snapshot, data), snapshot.aliases)
    return _made.get(
        (data_folder(), snapshot.revision, language.current(), selection, place), lambda: _words(snapshot, data, selection, place)
    )


_known_keys = Memo(2)


def _keys(snapshot: Snapshot, data: Tables) -> frozenset[str]:
    return _known_keys.get((data_folder(), snapshot.revision), lambda: frozenset(data.moves["key"]))


def _words(snapshot: Snapshot, data: Tables, selection: Selection, place: Place) -> Words:
    title, description = _(PAGES[place.page]), ""
    company = dict(place.chosen).get("company", "")
    if place.move:
        row = next(data.moves[data.moves["key"] == place.move].itertuples(index=False))
        title, description = wording.named(str(row.company_name), str(row.title)), feed.summary(row)
    else:
        if company:
            title = data.names[company]
        elif selection.companies and len(selection.companies) <= wording.MOST:
            title = wording.named(title, wording.listed([data.names[chosen] for chosen in selection.companies]))
        description = _finding(snapshot, data, selection, place, company)
    query = (*links.pairs(selection), *place.pairs)
    return Words(_line(title), page_parts.cut(_line(description or _(GENERAL)), MOST_LETTERS), query, snapshot.revision)


def _finding(snapshot: Snapshot, data: Tables, selection: Selection, place: Place, company: str) -> str:
    """The sentence with which the page itself begins, as far as it comes from the moves or figures alone."""
    if place.page in ("contribute", "method"):
        return ""
    moves = select_moves(held.shown(snapshot, selection), selection)
    moves = moves[moves["company"] == company] if company else moves
    if moves.empty:
        return _("No move fits all of the filters of this view.")
    view = dict(place.chosen).get("view", "")
    if place.page == "compare" and view == "Counts":
        return findings.categories(counts.by_category(moves))
    if place.page == "compare" and view == "Spending":
        return findings.capital_expenditure(reported.quarterly(select_figures(data.figures, selection), Metric.CAPITAL_EXPENDITURE))
    if place.page == "":
        return answers.answers(moves, None, "", selection.currency)[0].sentence
    if place.page == "compare":
        there = stated.natures(moves)
        first = Nature.PLEDGE if Nature.PLEDGE in there else next(iter(there), Nature.PLEDGE)
        nature = Nature(dict(place.chosen).get("nature", first))
        return findings.stated(stated.of_nature(moves, nature), nature) or findings.timeline(moves)
    return findings.timeline(moves)


def _line(text: str) -> str:
    return direction.drop_marks(_CONTROL.sub(" ", text)).strip()


def speak(given: Iterable[tuple[str, str]]) -> None:
    """Speak the language that the parameters of a link name from here on; where they name none that there is, English."""
    named = [value for name, value in given if name == "lang"][-1:]
    language.use(named[0] if named and named[0] in language.LANGUAGES else next(iter(language.LANGUAGES)))


def tags(said: Words, page: str, base: str) -> str:
    """The tags, all escaped, in the language spoken.

    `base` is the dashboard's address and ends in a slash. Where it is a path alone ("/"), what has to be a whole address is left out.
    """
    is_whole = "://" in base
    address = links.address(f"{base}{page}", list(said.query))
    picture = links.address(f"{base}preview.png", [*language.named(), *([("rev", said.revision)] if said.revision else [])])
    newest = links.address(f"{base}feed.xml", language.named())
    locale = LOCALES.get(language.current(), "")
    title = said.title if page == "" and said.title == general("").title else f"{said.title} · {SITE}"
    meta = [
        ("name", "description", said.description),
        ("property", "og:type", "website"),
        ("property", "og:site_name", SITE),
        *([("property", "og:locale", locale)] if locale else []),
        ("property", "og:title", said.title),
        ("property", "og:description", said.description),
    ]
    if is_whole:
        meta += [
            ("property", "og:url", address),
            ("property", "og:image", picture),
            ("property", "og:image:type", "image/png"),
            ("property", "og:image:width", str(card.WIDTH)),
            ("property", "og:image:height", str(card.HEIGHT)),
            ("property", "og:image:alt", _(PICTURE_ALT)),
        ]
    meta.append(("name", "twitter:card", "summary_large_image" if is_whole else "summary"))
    lines = [
        f"<title>{escape(_line(title))}</title>",
        *(f'<meta {kind}="{name}" content="{escape(_line(content))}" />' for kind, name, content in meta),
        *([f'<link rel="canonical" href="{escape(_line(address))}" />'] if is_whole else []),
        f'<link rel="alternate" type="application/atom+xml" title="{SITE}" href="{escape(_line(newest))}" />',
    ]
    return "\n    ".join(lines)
