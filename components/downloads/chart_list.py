"""The charts by name: how an address asks for one, and how it is made of a view.

chart=stated-amounts&nature=pledge -> `charts.amounts(seen, Nature.PLEDGE)`
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from components.analysis import delivery, links, promises, reported
from components.analysis.tables import Tables
from components.downloads import charts, count_charts, held, query
from components.downloads.chart import Chart, Seen
from components.downloads.query import Mistake
from components.records.vocabulary import Nature

Chosen = Mapping[str, str]  # the parameters that name a chart, without `chart` itself


@dataclass(frozen=True, slots=True)
class Kind:
    """One name in the list: what it draws, in words, the parameters that it needs and those that it may have, and how it is made."""

    draws: str
    make: Callable[[Seen, Chosen], Chart | None]
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def _of_company(seen: Seen, chosen: Chosen) -> Seen:
    company = chosen.get("company")
    return replace(seen, moves=seen.moves[seen.moves["company"] == company]) if company else seen


def _company_moves(seen: Seen, chosen: Chosen) -> Chart | None:
    return charts.company_moves(seen, chosen["company"], still=True)


def _delivery(seen: Seen, chosen: Chosen) -> Chart | None:
    own = seen.moves[seen.moves["key"] == chosen["move"]]
    found = [
        one
        for one in delivery.delivery(own, seen.data.figures, seen.today, held.spent(seen), held.measured(seen))
        if one.delivered is not None
    ]
    return charts.delivery(seen, found[0], chosen.get("company", "")) if found else None


def _promises(seen: Seen, chosen: Chosen) -> Chart | None:
    every = promises.promises(seen.every_move, promises.due_dates(seen.snapshot.files), seen.today)
    in_view = promises.in_view(every, _of_company(seen, chosen).moves["key"])
    return charts.promises(seen, in_view, chosen.get("company", ""))


def _series(seen: Seen, chosen: Chosen) -> Chart | None:
    own = seen.figures[seen.figures["company"] == chosen["company"]]
    found = [group for group in reported.series(own) if charts.series_id(group) == chosen["series"]]
    return charts.series(seen, found[0]) if found else None


def _responses(seen: Seen, chosen: Chosen) -> Chart:
    return charts.responses(seen, chosen["anchor"], chosen.get("window", links.USUAL_WINDOW))


KINDS: dict[str, Kind] = {
    "overview-timeline": Kind("the timeline in small", lambda seen, _: charts.overview(seen)),
    "timeline": Kind("every move in view, a lane a company", lambda seen, _: charts.moves(seen, still=True)),
    "responses": Kind("what the others did around one move", _responses, ("anchor",), ("window",)),
    "stated-amounts": Kind("stated sums of one nature", lambda seen, chosen: charts.amounts(seen, Nature(chosen["nature"])), ("nature",)),
    "delivery": Kind("one pledge or guidance against what was reported", _delivery, ("move",), ("company",)),
    "promises": Kind("promises with a due date, and what became of them", _promises, (), ("company",)),
    "capital-expenditure": Kind("reported capital expenditure by quarter", lambda seen, _: charts.spending(seen)),
    "intensity-years": Kind("capital expenditure as a share of revenue, by year", lambda seen, _: charts.shares_by_year(seen)),
    "intensity-quarters": Kind("capital expenditure as a share of revenue, by quarter", lambda seen, _: charts.shares_by_quarter(seen)),
    "categories": Kind("moves by category", lambda seen, _: count_charts.categories(seen)),
    "cumulative": Kind("moves so far, a line a company", lambda seen, _: count_charts.so_far(seen)),
    "company-timeline": Kind("the moves of one company", _company_moves, ("company",)),
    "figures": Kind("one reported figure of one company over time", _series, ("company", "series")),
    "evidence": Kind("how good the evidence is, by company", lambda seen, _: count_charts.evidence(seen)),
    "coverage": Kind("which figures are known and which are missing", lambda seen, _: count_charts.known(seen)),
}
# Parameters that the addresses of charts have beside those of the pages, with their meaning.
PARAMETERS = {
    "chart": "which chart, by a name from the list below",
    "series": "for `figures`: which figure, such as `revenue-quarter-cny`; the links below the charts have it",
    "save": "`png` or `svg`: the page of a chart saves its picture by itself",
}
SAVED = ("png", "svg")


def read(given: Iterable[tuple[str, str]], data: Tables, aliases: Mapping[str, str]) -> tuple[Kind | None, dict[str, str], list[Mistake]]:
    """The chart that parameters name and what they choose for it, strictly; other parameters are not looked at.

    Of a repeated value the last counts, an empty one is as good as none. Without a chart the list of mistakes says why.
    """
    last = {name: value for name, value in given if value}
    name = last.get("chart", "")
    kind = KINDS.get(name)
    if kind is None:
        return None, {}, [Mistake(f"chart={links.quoted(name)}", f"one of {', '.join(KINDS)}")]
    chosen: dict[str, str] = {}
    mistakes = []
    for wanted in (*kind.needs, *kind.may):
        value = links.todays(last.get(wanted, ""), aliases) if wanted in links.NAMING else last.get(wanted, "")
        right = _right(wanted, value, data)
        if value and not right:
            chosen[wanted] = value
        elif value or wanted in kind.needs:
            mistakes.append(Mistake(f"{wanted}={links.quoted(value)}", right or f"`{name}` needs it: {_meaning(wanted)}"))
    if last.get("save") and last["save"] not in SAVED:
        mistakes.append(Mistake(f"save={links.quoted(last['save'])}", f"one of {', '.join(SAVED)}"))
    return kind, chosen, mistakes


def _meaning(name: str) -> str:
    return PARAMETERS.get(name) or links.PARAMETERS[name]


def _right(name: str, value: str, data: Tables) -> str:
    """What would be right instead of a value; empty where the value is right, or where only the view can tell."""
    if not value or name == "series":
        return ""
    options: dict[str, Collection[str]] = {
        "company": data.names,
        "nature": [word.value for word in Nature],
        "window": links.WINDOWS,
    }
    if name in options:
        return "" if value in options[name] else query.one_of(options[name])
    return "" if (data.moves["key"] == value).any() else "a move as `company/move-id`"
