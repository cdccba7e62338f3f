"""What the overview says at a glance, made of a view: the answers, which the report has too, and the cards of companies."""

from dataclasses import dataclass
from typing import Any

from components.analysis import answers, delivery, intensity, stated
from components.analysis.answers import Answer
from components.analysis.part import numbered
from components.analysis.tables import rows
from components.downloads import charts, held
from components.downloads.chart import Seen
from components.records.vocabulary import Nature

# What a company commits to and what it expects to spend: never mixed, so each has its own figure.
KEY_NATURES = (Nature.PLEDGE, Nature.GUIDANCE)
# Companies that have a card each: up to the one number all of them, of more the first few, since each card is sent with every view.
MOST_CARDS, FIRST_CARDS = 24, 8


def found(seen: Seen) -> list[Answer]:
    """What a reader asks first, answered from the data in view."""
    # What was spent does not depend on what is in view: a filter on dates must not hide a quarter from the sum.
    measured = delivery.largest(seen.moves, held.spent(seen), seen.today, held.pledges(seen), held.measured(seen))
    sentence, share = held.of_figures_in_view(seen, "largest share", lambda: _share(seen))
    return answers.answers(seen.moves, measured, sentence, seen.selection.currency, share, held.ranking(seen))


def _share(seen: Seen) -> tuple[str, tuple[str, str]]:
    ratios = charts.yearly_shares(seen)
    return intensity.finding(ratios), intensity.largest(ratios)


@dataclass(frozen=True, slots=True)
class Card:
    """One company at a glance: `tops` has, for each of `KEY_NATURES`, those of `stated.largest_rows` that are the company's, `latest`
    the key, the date and the title of its latest move; `moves` and `sources` are counted."""

    company: str
    tops: dict[Nature, list[Any]]
    latest: Any
    moves: int
    sources: int


def cards(seen: Seen) -> tuple[list[Card], int]:
    """A card for each company in view, in the order of their ids, and the number of these companies.

    Where there are more than `MOST_CARDS` companies only the first `FIRST_CARDS` have a card.
    """
    numbers, every = numbered(seen.moves, "company")
    companies, moves = every.to_list(), seen.moves
    if len(companies) > MOST_CARDS:
        companies = companies[:FIRST_CARDS]
        moves = moves.take((numbers < FIRST_CARDS).nonzero()[0])
    latest: dict[str, Any] = {}
    counts: dict[str, int] = {}
    sources: dict[str, set[str]] = {}
    for row in rows(moves, ["company", "key", "date_words", "title", "source_keys"]):
        latest[row.company] = row
        counts[row.company] = counts.get(row.company, 0) + 1
        sources.setdefault(row.company, set()).update(row.source_keys)
    tops: dict[Nature, dict[str, list[Any]]] = {nature: {} for nature in KEY_NATURES}
    for nature, largest in stated.largest_rows(moves, KEY_NATURES).items():
        for row in largest:
            tops[nature].setdefault(row.company, []).append(row)
    made = [
        Card(
            company,
            {nature: found.get(company, []) for nature, found in tops.items()},
            latest[company],
            counts[company],
            len(sources[company]),
        )
        for company in companies
    ]
    return made, len(every)
