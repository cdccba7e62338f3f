"""Figures that contradict each other or cannot be: warnings for whoever edits a file.

Nothing here is an error, and each would show a wrong number: of two figures for one thing a chart
takes the first, and a segment's revenue whose `segment:` line is lost is taken for the group's.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from components.records.locate import Places
from components.records.numbers import in_words
from components.records.problems import Problem
from components.records.schema import CompanyFile, Figure
from components.records.vocabulary import EVIDENCE_OF_KIND, Evidence, Metric

# Of one kind in one file; what is beyond is counted.
MOST = 20
# What is always more than zero. Profit, cash flows and growth may be anything.
POSITIVE = (
    Metric.REVENUE,
    Metric.CAPITAL_EXPENDITURE,
    Metric.CAPITAL_EXPENDITURE_PAID,
    Metric.RESEARCH_AND_DEVELOPMENT,
    Metric.EMPLOYEES,
    Metric.MARKET_VALUE,
    Metric.MARKET_SIZE,
    Metric.SHARE_PRICE,
    Metric.SHARE_VOLUME,
    Metric.USERS,
    Metric.USAGE,
    Metric.DOWNLOADS,
)
GROUP = "group"
# Index of a figure, the field to point to, what is wrong, and the index of the figure that a
# `{line}` in it is about.
_Found = tuple[int, str, str, int]


def find(name: str, file: CompanyFile, text: str) -> list[Problem]:
    """The warnings about a file of that name, which was read from that text."""
    kinds = [list(kind(file)) for kind in (_twins, _impossible, _without_segment)]
    if not any(kinds):
        return []
    places = Places(text)
    problems = []
    for found in kinds:
        for index, field, message, other in found[:MOST]:
            line, _ = places.of(("figures", other))
            problems.append(Problem(name, *places.of(("figures", index, field)), message.replace("{line}", str(line)), "warning"))
        if len(found) > MOST:
            index, field, _, _ = found[MOST]
            message = f"and {len(found) - MOST:,} more figures like the {MOST} above: mend those first"
            problems.append(Problem(name, *places.of(("figures", index, field)), message, "warning"))
    return problems


def _twins(file: CompanyFile) -> Iterator[_Found]:
    """Each figure that another one before it in the file leaves no place in a chart.

    One that is marked doubtful, denied or disputed says itself that there is more to it; so does
    one whose evidence is better or worse, or whose `covers` is another.
    """
    # What a figure is of -> its definition, empty where it may be any -> the first such figure.
    first: dict[Hashable, dict[str, tuple[int, Figure]]] = defaultdict(dict)
    for index, figure in enumerate(file.figures):
        if figure.doubtful or figure.denied_by or figure.disputed_by:
            continue
        alike, covers = first[_thing(figure), _evidence(figure, file)], _plain(figure.covers)
        twin = alike.get(covers) or alike.get("") or (next(iter(alike.values()), None) if not covers else None)
        if twin is None:
            alike[covers] = index, figure
            continue
        other, before = twin
        if _numbers(before) == _numbers(figure):
            message = "the same figure stands in line {line}: keep one of the two, with the sources of both"
        else:
            message = (
                f"{_words(figure)} here and {_words(before)} in line {{line}} are figures for the same thing, and only the first "
                "is shown: put one into `disputed_by` of the other, or say in `covers` of both how they differ"
            )
        yield index, _field(figure), message, other


def _field(figure: Figure) -> str:
    """Where its number stands."""
    return "value" if figure.value is not None else "low"


def _thing(figure: Figure) -> Hashable:
    """What a figure is a figure of; `2024-Q4` is {start: 2024-10, end: 2024-12}."""
    time: tuple[object, ...]
    if figure.period is not None:
        time = (figure.period.start.start, figure.period.end.end)
    else:
        assert figure.as_of is not None, "the reader lets no figure through without a time"
        time = ("as_of", figure.as_of.start, figure.as_of.end)
    return figure.metric, _plain(figure.of), figure.segment, _plain(figure.currency or figure.unit), time


def _evidence(figure: Figure, file: CompanyFile) -> Evidence:
    return figure.evidence or min((EVIDENCE_OF_KIND[file.sources[key].kind] for key in figure.sources), key=lambda kind: kind.rank)


def _plain(text: str | None) -> str:
    """A text as far as it matters: "Group  revenue" -> "group revenue"."""
    return " ".join((text or "").casefold().split())


def _numbers(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.meant


def _words(figure: Figure) -> str:
    """A figure's number for a message: "31.4 billion", "more than 5 billion", "5 to 6 billion"."""
    if figure.value is None:
        return f"{_exact(figure.low or 0)} to {_exact(figure.high or 0)}"
    return _exact(figure.value) if figure.meant == "exactly" else f"{figure.meant.replace('_', ' ')} {_exact(figure.value)}"


def _exact(number: float) -> str:
    """A number in words where they say all of it, else in digits: no two numbers look alike."""
    words = in_words(number)
    return words if float(f"{number:.4g}") == number else f"{number:,.15g}"


def _impossible(file: CompanyFile) -> Iterator[_Found]:
    """Figures of 0 or less of what is always more."""
    for index, figure in enumerate(file.figures):
        lowest = figure.value if figure.value is not None else figure.low
        if figure.metric in POSITIVE and not figure.doubtful and lowest is not None and lowest <= 0:
            message = (
                f"{figure.metric} is never {in_words(lowest)}: check the number, write what was spent without a minus, "
                "and leave the figure out where nothing is known"
            )
            yield index, _field(figure), message, index


def _without_segment(file: CompanyFile) -> Iterator[_Found]:
    """Figures that do not say which part of the company they are about, though others like them do.

    Else a line `segment: cloud` that is lost makes the cloud's revenue the group's. Where that was
    the only segment, the others still say `segment: group`.
    """
    said: dict[Metric, str] = {}
    for figure in file.figures:
        if "segment" in figure.model_fields_set and said.get(figure.metric, GROUP) == GROUP:
            said[figure.metric] = figure.segment
    for index, figure in enumerate(file.figures):
        if figure.metric in said and "segment" not in figure.model_fields_set:
            message = (
                f"`segment` is left out, though another figure for {figure.metric} in this file says `segment: {said[figure.metric]}`: "
                f"say `segment: {GROUP}` for all of the company, or which part it is"
            )
            yield index, "metric", message, index
