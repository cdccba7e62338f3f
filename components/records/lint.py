"""What is no error but most likely a slip: warnings for whoever edits the files. Run on demand, never for a page of the dashboard."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log10
from operator import attrgetter
from statistics import median
from urllib.parse import urlsplit

import yaml

from components.records import contradictions, invisible_signs
from components.records.dates import PartialDate
from components.records.locate import Places
from components.records.numbers import in_words
from components.records.problems import Problem, bounded, quoted, short
from components.records.references import LINKS, Finding
from components.records.schema import CompanyFile, Figure, Move, Source, Valued
from components.records.trial import nothing
from components.records.vocabulary import Evidence, Metric
from components.records.yaml_mends import LINE_ENDS

# Between 100, which real sums differ by (a fund of 50 million, a bond of 5 billion), and 1,000, the slip of million for billion.
FAR_OFF = 300
# Below 10, the slip of 亿 (100 million) for billion; above what a quarter has grown by between two that are alike.
SPIKE, ALIKE = 7, 3
# Metrics that never fall to nearly nothing from one period to the next, as profit and free cash flow do.
STEADY = (Metric.REVENUE, Metric.CAPITAL_EXPENDITURE, Metric.CAPITAL_EXPENDITURE_PAID, Metric.RESEARCH_AND_DEVELOPMENT, Metric.EMPLOYEES)
# Dice coefficient of two titles' pairs of letters, 1 where they are the same: "Opens a data centre" and "Opens data centre" have 0.94.
NEARLY_EQUAL = 0.85
# A move is compared with so many others of its date, and so many of those that are nearly the same are named.
MOST_COMPARED, MOST_NAMED = 100, 3
SLIP = "check million, billion and 亿 (1 亿 is 100 million)"


def lint(
    files: Mapping[str, tuple[CompanyFile, str]],
    today: date,
    beside: Mapping[str, CompanyFile] | None = None,
    pause: Callable[[], None] = nothing,
) -> list[Problem]:
    """The warnings about the files, in their order: name -> (what was read, the text it was read from).

    The names are those that messages use ("company_data/acme.yaml"). `today` is the day after which a statement is in the future.
    Of the files `beside` nothing is said but that a move is in one of them already. `pause` is called between the steps, and what
    it raises ends the search.
    """
    found: dict[str, list[Finding]] = {name: [] for name in files}
    for name, (file, _) in files.items():
        pause()
        found[name] += _sources(file)
        found[name] += _lost(file)
        found[name] += _future(file, today)
        series = dict(_series(file))
        found[name] += [*series.items(), *((at, message) for at, message in _amounts(file) if at not in series)]
    for name, finding in _twice({**(beside or {}), **{name: file for name, (file, _) in files.items()}}, found.keys(), pause):
        found[name].append(finding)
    problems: list[Problem] = []
    for name, findings in found.items():
        pause()
        text = files[name][1]
        warnings = _placed(name, text, findings) if findings else []
        if "#" in text or "&" in text:
            warnings += [Problem(name, line, column, message, "warning") for line, column, message in _swallowed(text)]
        warnings += contradictions.find(name, files[name][0], text)
        warnings += invisible_signs.find(name, text)
        problems += bounded(warnings)
    return problems


# A comment right behind a text.
_BEHIND = re.compile(r"\s+#[^\s#]")


def _swallowed(text: str) -> Iterator[tuple[int, int, str]]:
    """What YAML does not read as part of a text, though it may be meant so: `title: Opens plant #2`, `title: &Co opens a plant`.

    A comment of an editor has a space behind its `#`. An anchor (`&name`) that something refers to (`*name`) is meant as one.
    """
    lines = LINE_ENDS.split(text)
    named: dict[str, tuple[int, int]] = {}
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            named.pop(event.anchor or "", None)
        elif isinstance(event, yaml.ScalarEvent) and event.start_mark is not None and event.end_mark is not None:
            if event.anchor:
                named[event.anchor] = event.start_mark.line + 1, event.start_mark.column + 1
            end = event.end_mark
            behind = _BEHIND.match(lines[end.line], end.column) if event.value and not event.style else None
            if behind:
                message = (
                    "what stands behind ` #` is a comment, and no part of the text: put the whole in quotes, or a space behind the `#`"
                )
                yield end.line + 1, behind.end() - 1, message
    for anchor, (line, column) in named.items():
        yield (
            line,
            column,
            f"{quoted(f'&{anchor}')} names a value for YAML, and is no part of the text: put the whole in quotes, or take it out",
        )


def _placed(name: str, text: str, findings: list[Finding]) -> list[Problem]:
    places = Places(text)
    # A source is shown at its key, everything else where its value stands.
    spots = [(*places.of(at, key=len(at) == 2 and at[0] == "sources"), message) for at, message in findings]
    return [Problem(name, line, column, message, "warning") for line, column, message in sorted(spots)]


def _sources(file: CompanyFile) -> Iterator[Finding]:
    """A source that nothing points to, and a link that two sources share."""
    used = {source.via for source in file.sources.values()}
    entries: list[Move | Figure] = [*file.moves, *file.figures]
    for entry in entries:
        used.update(entry.sources, entry.denied_by, (dispute.source for dispute in entry.disputed_by))
    used.update(move.amount.usd.source for move in file.moves if move.amount is not None and move.amount.usd is not None)
    first: dict[str, str] = {}
    for key, source in file.sources.items():
        if key not in used:
            yield ("sources", key), f"the source {quoted(key)} is never used: name it where it says something, or take it out"
        if source.url is None:
            continue
        same = first.setdefault(_page(source.url), key)
        if same != key:
            yield ("sources", key, "url"), f"the source {quoted(same)} has the same link: keep one of the two, and point to it"


def _page(url: str) -> str:
    """A link without what leads to the same page: "http://A.b/c/#d" -> "a.b/c"."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"


def _lost(file: CompanyFile) -> Iterator[Finding]:
    """A move whose sources nobody could find again: off the web and undated, or known by links alone.

    One source off the web with no title is an error already.
    """
    for index, move in enumerate(file.moves):
        sources = [file.sources[key] for key in move.sources]
        if all(source.title is None for source in sources):
            message = "no source of this move has a `title`: when the link dies nobody can find it, so add the title"
            yield ("moves", index, "sources"), message
        elif not any(_on_the_web(source, file) or source.published for source in sources):
            message = "every source of this move is off the web and undated: add `url` or `archived_url`, or when it was `published`"
            yield ("moves", index, "sources"), message


def _on_the_web(source: Source, file: CompanyFile) -> bool:
    """Whether there is a link to it, or to the source through which it is known."""
    through = file.sources[source.via] if source.via is not None else source
    return any(item.url or item.archived_url for item in (source, through))


def _future(file: CompanyFile, today: date) -> Iterator[Finding]:
    """What is dated after today though it is said to have happened. A forecast (`estimate`) may be about any year."""
    for key, source in file.sources.items():
        yield from _after(today, source.published, "sources", key, "published")
        yield from _after(today, source.accessed, "sources", key, "accessed")
    for index, move in enumerate(file.moves):
        yield from _after(today, move.date, "moves", index, "date", mend="; when a promise is to take effect goes into `due`")
    for index, figure in enumerate(file.figures):
        if figure.evidence is not Evidence.ESTIMATE:
            yield from _after(today, figure.as_of, "figures", index, "as_of")
            yield from _after(today, figure.period.start if figure.period is not None else None, "figures", index, "period")


def _after(today: date, given: PartialDate | None, *at: str | int, mend: str = "") -> Iterator[Finding]:
    if given is not None and given.start > today:
        yield at, f"`{at[-1]}` is in the future ({given.words}): check the year{mend}"


def _size(item: Valued) -> float:
    """The size of what was stated, 0 where there is none: the middle of a range, and no sign."""
    if item.value is not None:
        return abs(item.value)
    return abs(item.low + item.high) / 2 if item.low is not None and item.high is not None else 0.0


def _at(item: Valued) -> str:
    return "value" if item.value is not None else "low"


def _amounts(file: CompanyFile) -> Iterator[Finding]:
    """A sum that is far from all others of its kind in the file: of one nature and currency, or of one series of figures."""
    groups: dict[tuple[object, ...], list[tuple[float, tuple[str | int, ...]]]] = defaultdict(list)
    kinds: dict[tuple[object, ...], tuple[str, str | None]] = {}
    for index, move in enumerate(file.moves):
        amount = move.amount
        if amount is not None and amount.currency is not None:
            group: tuple[object, ...] = amount.nature, amount.currency
            kinds[group] = f"{amount.currency} amounts of this file with the nature {amount.nature}", amount.currency
            groups[group].append((_size(amount), ("moves", index, "amount", _at(amount))))
    for index, figure in enumerate(file.figures):
        group = _series_of(figure)
        kinds[group] = _kind(figure), figure.currency or figure.unit
        groups[group].append((_size(figure), ("figures", index, _at(figure))))
    for group, members in groups.items():
        kind, unit = kinds[group]
        ordered = sorted(member for member in members if member[0] > 0)
        sizes = [size for size, _ in ordered]
        for rank, (size, at) in enumerate(ordered):
            # In the order of their sizes, the nearest of all others stands beside it.
            beside = (*sizes[max(rank - 1, 0) : rank], *sizes[rank + 1 : rank + 2])
            if len(sizes) > 2 and all(abs(log10(size) - log10(other)) >= log10(FAR_OFF) for other in beside):
                typical = median([*sizes[:rank], *sizes[rank + 1 :]])
                times = f"{in_words(size / typical)} times" if size > typical else f"one part in {in_words(typical / size)} of"
                yield at, f"{in_words(size)} is {times} what is usual among the {kind} ({in_words(typical)} {_unit(unit)}): {SLIP}"


def _series_of(figure: Figure) -> tuple[object, ...]:
    """What figures of one series have in common."""
    return figure.metric, figure.of, figure.segment, figure.currency or figure.unit


def _kind(figure: Figure) -> str:
    """What makes figures a series, in words for a message."""
    of = f" of {short(figure.of)}" if figure.of is not None else ""
    return f"figures for {figure.metric}{of}, {short(figure.segment)}"


def _unit(unit: str | None) -> str:
    return short(unit or "")


def _series(file: CompanyFile) -> Iterator[Finding]:
    """A figure ten times its neighbours in time, where these are alike: 31.4 billion, 314 billion, 36 billion.

    Figures of one metric, segment and currency over periods of one length. At either end of a series the two nearest count.
    """
    groups: dict[tuple[object, ...], list[tuple[PartialDate, int, Figure]]] = defaultdict(list)
    for index, figure in enumerate(file.figures):
        if figure.metric in STEADY and _size(figure) > 0:
            if figure.period is not None:
                start, months = figure.period.start, round((figure.period.end.end - figure.period.start.start).days / 30.4)
            else:
                assert figure.as_of is not None, "the reader lets no figure through without a time"
                start, months = figure.as_of, 0
            groups[*_series_of(figure), months].append((start, index, figure))
    for group in groups.values():
        ordered = sorted(group, key=lambda item: (item[0].start, item[1]))
        if len(ordered) < 3:
            continue
        for at, (_, index, figure) in enumerate(ordered):
            first = min(max(at - 1, 0), len(ordered) - 3)
            beside = [_size(other) for _, place, other in ordered[first : first + 3] if place != index]
            size, low, high = _size(figure), min(beside), max(beside)
            if high / low <= ALIKE and max(size / high, low / size) >= SPIKE:
                shown = " and ".join(in_words(other) for other in beside)
                unit = _unit(figure.currency or figure.unit)
                yield ("figures", index, _at(figure)), f"{in_words(size)} stands beside {shown} {unit} in time: {SLIP}"


@dataclass(frozen=True, eq=False)
class _Titled:
    """A move by its title, in the order in which the moves were read."""

    number: int
    file: str
    index: int
    move: Move
    title: str

    @cached_property
    def pairs(self) -> set[str]:
        return _pairs(self.title)

    def is_alike(self, other: "_Titled") -> bool:
        """Whether the titles are nearly the same, and nothing says that these are two moves."""
        least = NEARLY_EQUAL * (len(self.pairs) + len(other.pairs))
        if 2 * min(len(self.pairs), len(other.pairs)) < least or 2 * len(self.pairs & other.pairs) < least:
            return False
        if self.file != other.file:
            return not (self.move.shared_with or other.move.shared_with)
        return not any(getattr(a, link) == b.id for link in LINKS for a, b in ((self.move, other.move), (other.move, self.move)))


# A word with a digit in it. It starts where the word does: letters without one are not tried again from each of them.
_NUMBER = re.compile(r"(?<!\w)\w*\d[\w.,]*")


def _twice(files: Mapping[str, CompanyFile], told: Collection[str], pause: Callable[[], None]) -> Iterator[tuple[str, Finding]]:
    """Yield (file, finding) for the later of two moves of one date with nearly the same title, in one file or in two.

    Titles whose numbers differ are two moves ("Releases a model of 7B", "... of 72B"), and so are two that name each other.
    Only the files that are to be `told` of have findings.
    """
    days: dict[tuple[object, ...], list[_Titled]] = defaultdict(list)
    moves = ((name, index, move) for name, file in files.items() for index, move in enumerate(file.moves))
    for number, (name, index, move) in enumerate(moves):
        title = move.title.casefold()
        numbers = tuple(sorted(_NUMBER.findall(title)))
        days[move.date.start, move.date.end, numbers].append(_Titled(number, name, index, move, title))
    for same in days.values():
        # Where one date has very many, each is compared with those that begin as it does.
        titled = same if len(same) <= MOST_COMPARED else sorted(same, key=attrgetter("title"))
        alike: dict[_Titled, list[_Titled]] = defaultdict(list)
        for at, one in enumerate(titled):
            if at % MOST_COMPARED == MOST_COMPARED - 1:
                pause()
            for other in titled[at + 1 : at + MOST_COMPARED]:
                earlier, later = (one, other) if one.number < other.number else (other, one)
                if later.file in told and len(alike[later]) <= MOST_NAMED and earlier.is_alike(later):
                    alike[later].append(earlier)
        for later, earlier_ones in alike.items():
            for message in _as_before(later, earlier_ones):
                yield later.file, (("moves", later.index, "title"), message)


def _as_before(later: _Titled, earlier: list[_Titled]) -> Iterator[str]:
    """What is said of a move that is nearly the same as others above it or in other files."""
    for other in earlier[:MOST_NAMED]:
        before = f"nearly the same title and the same date as {quoted(other.move.id)}"
        if other.file == later.file:
            yield f"{before} above: keep one, or say in the titles how they differ"
        else:
            yield f"{before} in {other.file}: for a joint plan, say so in `shared_with`"
    if len(earlier) > MOST_NAMED:
        yield "nearly the same title and the same date as more moves than are named here: keep one of them all"


def _pairs(title: str) -> set[str]:
    """The pairs of neighbouring letters of a title: "AI-a" -> {"ai", "ia"}."""
    letters = re.sub(r"[\W_]+", "", title)
    return {letters[i : i + 2] for i in range(len(letters) - 1)} or {letters}
