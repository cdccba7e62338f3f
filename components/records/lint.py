"""What is no error but most likely a slip: warnings for whoever edits the files. Run on demand, never for a page of the dashboard."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from math import log10
from statistics import median
from urllib.parse import urlsplit

import yaml

from components.records import contradictions, invisible_signs
from components.records.dates import PartialDate
from components.records.locate import Places
from components.records.numbers import in_words
from components.records.problems import Problem
from components.records.references import LINKS, Finding
from components.records.schema import CompanyFile, Figure, Move, Source, Valued
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
SLIP = "check million, billion and 亿 (1 亿 is 100 million)"


def lint(files: Mapping[str, tuple[CompanyFile, str]], today: date) -> list[Problem]:
    """Every warning about the files, in their order: name -> (what was read, the text it was read from).

    The names are those that messages use ("company_data/acme.yaml"). `today` is the day after which a statement is in the future.
    """
    found: dict[str, list[Finding]] = {name: [] for name in files}
    for name, (file, _) in files.items():
        found[name] += _sources(file)
        found[name] += _lost(file)
        found[name] += _future(file, today)
        series = dict(_series(file))
        found[name] += [*series.items(), *((at, message) for at, message in _amounts(file) if at not in series)]
    for name, finding in _twice({name: file for name, (file, _) in files.items()}):
        found[name].append(finding)
    problems: list[Problem] = []
    for name, findings in found.items():
        text = files[name][1]
        problems += _placed(name, text, findings) if findings else []
        problems += (
            [Problem(name, line, column, message, "warning") for line, column, message in _swallowed(text)]
            if "#" in text or "&" in text
            else []
        )
        problems += [*contradictions.find(name, files[name][0], text), *invisible_signs.find(name, text)]
    return problems


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
            behind = re.match(r"\s+#[^\s#]", lines[end.line][end.column :]) if event.value and not event.style else None
            if behind:
                message = (
                    "what stands behind ` #` is a comment, and no part of the text: put the whole in quotes, or a space behind the `#`"
                )
                yield end.line + 1, end.column + behind.end() - 1, message
    for anchor, (line, column) in named.items():
        yield line, column, f"`&{anchor}` names a value for YAML, and is no part of the text: put the whole in quotes, or take it out"


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
            yield ("sources", key), f"the source `{key}` is never used: name it where it says something, or take it out"
        if source.url is None:
            continue
        same = first.setdefault(_page(source.url), key)
        if same != key:
            yield ("sources", key, "url"), f"the source `{same}` has the same link: keep one of the two, and point to it"


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
    groups: dict[tuple[str, str | None], list[tuple[tuple[str | int, ...], float]]] = defaultdict(list)
    for index, move in enumerate(file.moves):
        amount = move.amount
        if amount is not None and amount.currency is not None:
            kind = f"{amount.currency} amounts of this file with the nature {amount.nature}"
            groups[kind, amount.currency].append((("moves", index, "amount", _at(amount)), _size(amount)))
    for index, figure in enumerate(file.figures):
        groups[_kind(figure), figure.currency or figure.unit].append((("figures", index, _at(figure)), _size(figure)))
    for (kind, unit), group in groups.items():
        known = [(at, size) for at, size in group if size > 0]
        for at, size in known:
            others = [other for place, other in known if place != at]
            if len(others) >= 2 and min(abs(log10(size / other)) for other in others) >= log10(FAR_OFF):
                typical = median(others)
                times = f"{in_words(size / typical)} times" if size > typical else f"one part in {in_words(typical / size)} of"
                yield at, f"{in_words(size)} is {times} what is usual among the {kind} ({in_words(typical)} {unit}): {SLIP}"


def _kind(figure: Figure) -> str:
    """What makes figures a series, in words for a message."""
    of = f" of {figure.of}" if figure.of is not None else ""
    return f"figures for {figure.metric}{of}, {figure.segment}"


def _series(file: CompanyFile) -> Iterator[Finding]:
    """A figure ten times its neighbours in time, where these are alike: 31.4 billion, 314 billion, 36 billion.

    Figures of one metric, segment and currency over periods of one length. At either end of a series the two nearest count.
    """
    groups: dict[tuple[str, str | None, int], list[tuple[PartialDate, int, Figure]]] = defaultdict(list)
    for index, figure in enumerate(file.figures):
        if figure.metric in STEADY and _size(figure) > 0:
            if figure.period is not None:
                start, months = figure.period.start, round((figure.period.end.end - figure.period.start.start).days / 30.4)
            else:
                assert figure.as_of is not None, "the reader lets no figure through without a time"
                start, months = figure.as_of, 0
            groups[_kind(figure), figure.currency or figure.unit, months].append((start, index, figure))
    for (_, unit, _), group in groups.items():
        ordered = sorted(group, key=lambda item: (item[0].start, item[1]))
        if len(ordered) < 3:
            continue
        for at, (_, index, figure) in enumerate(ordered):
            first = min(max(at - 1, 0), len(ordered) - 3)
            beside = [_size(other) for _, place, other in ordered[first : first + 3] if place != index]
            size, low, high = _size(figure), min(beside), max(beside)
            if high / low <= ALIKE and max(size / high, low / size) >= SPIKE:
                shown = " and ".join(in_words(other) for other in beside)
                yield ("figures", index, _at(figure)), f"{in_words(size)} stands beside {shown} {unit} in time: {SLIP}"


def _twice(files: Mapping[str, CompanyFile]) -> Iterator[tuple[str, Finding]]:
    """Yield (file, finding) for the later of two moves of one date with nearly the same title, in one file or in two.

    Titles whose numbers differ are two moves ("Releases a model of 7B", "... of 72B"), and so are two that name each other.
    """
    days: dict[tuple[object, ...], list[tuple[str, int, Move, set[str]]]] = defaultdict(list)
    for name, file in files.items():
        for index, move in enumerate(file.moves):
            title = move.title.casefold()
            numbers = tuple(sorted(re.findall(r"\w*\d[\w.,]*", title)))
            days[move.date.start, move.date.end, numbers].append((name, index, move, _pairs(title)))
    for moves in days.values():
        for (name, _, move, pairs), (other_name, index, other, other_pairs) in combinations(moves, 2):
            if 2 * len(pairs & other_pairs) < NEARLY_EQUAL * (len(pairs) + len(other_pairs)):
                continue
            if name == other_name and any(getattr(a, link) == b.id for link in LINKS for a, b in ((move, other), (other, move))):
                continue
            if name != other_name and (move.shared_with or other.shared_with):
                continue
            if name == other_name:
                message = f"nearly the same title and the same date as `{move.id}` above: keep one, or say in the titles how they differ"
            else:
                message = f"nearly the same title and the same date as `{move.id}` in {name}: for a joint plan, say so in `shared_with`"
            yield other_name, (("moves", index, "title"), message)


def _pairs(title: str) -> set[str]:
    """The pairs of neighbouring letters of a title: "AI-a" -> {"ai", "ia"}."""
    letters = re.sub(r"[\W_]+", "", title)
    return {letters[i : i + 2] for i in range(len(letters) - 1)} or {letters}
