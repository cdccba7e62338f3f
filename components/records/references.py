"""Checks between the records of one file: every reference leads somewhere, and no chain of references runs in a circle."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from components.records.fields import SLUG
from components.records.problems import Known, quoted
from components.records.schema import MOST_LISTED, Amount, CompanyFile, Dispute, Figure, Move, Source, UsdValue

Finding = tuple[tuple[str | int, ...], str]
LINKS = ("part_of", "fulfils", "supersedes")


def check(file: CompanyFile) -> Iterator[Finding]:
    """Yield (location, message) for each reference that does not hold. An empty reference is one that `salvage` could not read."""
    yield from _sources(file)
    yield from _moves(file)


def salvage(data: Mapping[str, Any]) -> CompanyFile:
    """What refers to what in a file that does not fit the models, so that its references are checked in the same go.

    Only ids and references are filled in, each in its place; one that cannot be read is "". Where the sources as a whole
    cannot be read (`souces:`), no reference to them is kept: one message says enough.
    """
    misspelt = any(key not in CompanyFile.model_fields for key in data)
    sources = data.get("sources", None if misspelt else {})
    cites = _word if isinstance(sources, dict) else lambda _: ""

    def cited(entry: dict[str, Any]) -> dict[str, Any]:
        disputes = [_mapping(item) for item in _listed(entry.get("disputed_by"))]
        return {
            "sources": [cites(key) for key in _listed(entry.get("sources"))],
            "denied_by": [cites(key) for key in _listed(entry.get("denied_by"))],
            "disputed_by": [Dispute.model_construct(source=cites(item.get("source"))) for item in disputes],
        }

    moves = []
    for move in _entries(data.get("moves")):
        usd = _mapping(_mapping(move.get("amount")).get("usd"))
        amount = Amount.model_construct(usd=UsdValue.model_construct(source=cites(usd.get("source"))))
        links: dict[str, Any] = {name: _word(move.get(name)) for name in ("id", *LINKS)}
        moves.append(Move.model_construct(**links, **cited(move), amount=amount))
    return CompanyFile.model_construct(
        sources={key: Source.model_construct(via=cites(_mapping(source).get("via"))) for key, source in _mapping(sources).items()},
        moves=moves,
        figures=[Figure.model_construct(**cited(figure)) for figure in _entries(data.get("figures"))],
    )


def _entries(value: object) -> Iterator[dict[str, Any]]:
    return map(_mapping, value) if isinstance(value, list) else iter(())


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: object) -> list[Any]:
    """What a list of an entry holds, as far as it is read."""
    return value[:MOST_LISTED] if isinstance(value, list) else []


def _word(value: object) -> str:
    """A reference as the models read it, or "" where they refuse it."""
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return text if re.fullmatch(SLUG, text) else ""


def _sources(file: CompanyFile) -> Iterator[Finding]:
    keys = Known(file.sources)

    def known(key: str, *location: str | int) -> Iterator[Finding]:
        if key and key not in file.sources:
            yield location, f"there is no source {quoted(key)}: {keys.hint(key)}"

    circles = _circles({name: source.via for name, source in file.sources.items()})
    for name, source in file.sources.items():
        if source.via is not None:
            yield from known(source.via, "sources", name, "via")
            if name in circles:
                yield ("sources", name, "via"), "a source cannot be known through itself: name another one"
    entries: list[tuple[str, int, Move | Figure]] = [("moves", i, move) for i, move in enumerate(file.moves)]
    entries += [("figures", i, figure) for i, figure in enumerate(file.figures)]
    for part, index, entry in entries:
        for i, key in enumerate(entry.sources):
            yield from known(key, part, index, "sources", i)
        for i, key in enumerate(entry.denied_by):
            yield from known(key, part, index, "denied_by", i)
        for i, dispute in enumerate(entry.disputed_by):
            yield from known(dispute.source, part, index, "disputed_by", i, "source")
    for index, move in enumerate(file.moves):
        if move.amount is not None and move.amount.usd is not None:
            yield from known(move.amount.usd.source, "moves", index, "amount", "usd", "source")


def _moves(file: CompanyFile) -> Iterator[Finding]:
    ids = Counter(move.id for move in file.moves)
    known = Known(ids)
    unread = "" in ids  # the move that a reference leads to may be there, but its id could not be read
    circles = {field: _circles({move.id: getattr(move, field) for move in file.moves}) for field in LINKS}
    seen: set[str] = set()
    for index, move in enumerate(file.moves):
        if move.id and move.id in seen:
            yield ("moves", index, "id"), f"the id {quoted(move.id)} is taken by a move above: give this one its own"
        seen.add(move.id)
        for field in LINKS:
            target = getattr(move, field)
            if not target:
                continue
            if target not in ids:
                if not unread:
                    yield ("moves", index, field), f"there is no move {quoted(target)} in this file: {known.hint(target)}"
            elif ids[move.id] == 1 and move.id in circles[field]:
                yield ("moves", index, field), f"`{field}` leads in a circle back to {quoted(move.id)}: take one of the links out"


def _circles(targets: Mapping[str, str | None]) -> set[str]:
    """The names from which following the references comes back: {a: b, b: c, c: b} -> {b, c}."""
    found: set[str] = set()
    done: set[str] = set()
    for start in targets:
        path: dict[str, None] = {}
        at: str | None = start
        while at and at in targets and at not in done and at not in path:
            path[at] = None
            at = targets[at]
        if at in path:
            names = list(path)
            found.update(names[names.index(at) :])
        done.update(path)
    return found
