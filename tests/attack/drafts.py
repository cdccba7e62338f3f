"""Hostile drafts of growing size, checked as the page Contribute does: twice the text takes at most little more than twice the time.

Time is what the process computed, so that a busy machine is none; the tests count calls of functions instead. Both look at drafts that
are large enough for bounds on what is said of a file to take hold: below them a check may look at each with each.
"""

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import log2
from typing import Any

from tests.attack.tools import SHIPPED, Row, Run, at_once, child, listed

KB = 1000
SIZES, COUNTED_SIZES = (100 * KB, 200 * KB, 400 * KB, 800 * KB), (60 * KB, 480 * KB)
SECONDS, MOST_SECONDS, MOST_GROWTH = 60, 15.0, 2.5
# Some drafts are refused as a whole from a size on: up to there a check may cost so much and no more.
MOST_CALLS = 5_000_000
# What is less than this grows by chance.
TOLD_SECONDS, TOLD_CALLS = 0.5, 20_000


def attack(run: Run) -> Iterator[Row]:
    """Rows for the time of a check and for how it grows."""
    sizes = SIZES[: run.count(4, 2)]
    tried = f"{len(DRAFTS)} drafts of {sizes[0] // KB} to {sizes[-1] // KB} kB"
    grown, slowest, ends = _grown("seconds", sizes, TOLD_SECONDS)
    yield Row("drafts", tried, "growth of the check per doubling", *_worst(grown, ends, MOST_GROWTH), "times", listed(ends) or grown[-1][1])
    yield Row("drafts", tried, "slowest check", *_worst(slowest, ends, MOST_SECONDS), "s", listed(ends) or slowest[-1][1])


def counted() -> Iterator[Row]:
    """The same without a clock, for tests."""
    tried = f"{len(DRAFTS)} drafts of {COUNTED_SIZES[0] // KB} and {COUNTED_SIZES[-1] // KB} kB"
    grown, costs, ends = _grown("calls", COUNTED_SIZES, TOLD_CALLS)
    worst = _worst(grown, ends, MOST_GROWTH)
    yield Row("drafts", tried, "growth of calls per doubling", *worst, "times", listed(ends) or grown[-1][1])
    yield Row("drafts", tried, "most calls", *_worst(costs, ends, MOST_CALLS), note=listed(ends) or costs[-1][1])


def _worst(found: list[tuple[float, str]], ends: list[str], most: float) -> tuple[float | None, float]:
    """The worst figure and its bound; no figure where a check did not come to its end."""
    return None if ends else found[-1][0], most


def _grown(what: str, sizes: tuple[int, ...], told_from: float) -> tuple[list[tuple[float, str]], list[tuple[float, str]], list[str]]:
    """Growth per doubling and cost of a check, each with its draft, in order, and the drafts whose check did not end."""
    costs: dict[tuple[str, int], float] = {}
    ends: list[str] = []

    def check(names: list[str]) -> None:
        waiting = [(name, size) for name in names for size in sizes]
        while waiting:
            told, ended = child("drafts", what, *(f"{name}/{size}" for name, size in waiting), seconds=SECONDS)
            costs.update((one, heard["cost"]) for one, heard in zip(waiting, told, strict=False))
            if not ended:
                break
            name, size = waiting[len(told)]
            ends.append(f"{name}, {size // KB} kB: {ended}")
            # A larger one of its kind would not come to its end either.
            waiting = [one for one in waiting[len(told) :] if one[0] != name]

    # Two children at a time, each for half of the drafts.
    at_once([lambda names=names: check(names) for names in (list(DRAFTS)[::2], list(DRAFTS)[1::2])], threads=2)
    known = sorted((cost, f"{name}, {size // KB} kB") for (name, size), cost in costs.items())
    grown = []
    for name in DRAFTS:
        checked = [size for size in sizes if (name, size) in costs]
        if len(checked) > 1 and costs[name, checked[-1]] >= told_from:
            # Over the whole range, since a bound that takes hold in between, or the first warnings, add a step.
            times = costs[name, checked[-1]] / costs[name, checked[0]]
            grown.append((times ** (1 / log2(checked[-1] / checked[0])), name))
    return [(0.0, ""), *sorted(grown)], [(0.0, ""), *known], ends


def inside(what: str, *drafts: str) -> Iterator[dict[str, Any]]:
    """Check drafts, each by its kind and size, and say what it cost: `seconds` of this process, or `calls` of functions."""
    from components.records.draft import check
    from components.records.library import Library

    held, today = Library(SHIPPED).snapshot(), date(2026, 11, 30)
    for name, _, size in (one.rpartition("/") for one in drafts):
        text = DRAFTS[name](int(size))
        yield {"cost": (_seconds if what == "seconds" else _calls)(lambda text=text: check("acme", text, held, today))}


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _entries(size: int, *sections: tuple[str, Callable[[int], str]]) -> str:
    """A text of about `size` bytes whose sections share it evenly: each is its heading and as many entries as fit."""
    parts = ["company: {name: Acme}\n"]
    for heading, entry in sections:
        parts.append(f"{heading}\n")
        parts += [entry(i) for i in range(size // len(sections) // len(entry(10_000)))]
    return "".join(parts)[:size].rpartition("\n")[0] + "\n"


def _source(i: int) -> str:
    return f"  source-of-a-paper-{i}: {{publisher: P, title: T, kind: news}}\n"


def _move(i: int, title: str = "T", day: date = date(2025, 1, 1), more: str = "", source: str = "source-of-a-paper-0") -> str:
    what = "category: chips, status: announced, evidence: news"
    return f"  - {{id: move-{i}, date: {day}, title: {title}, {what}, sources: [{source}]{more}}}\n"


def _day(i: int) -> date:
    return date(2020, 1, 1) + timedelta(days=i % 1800)


def _letters(i: int) -> str:
    """A number in letters: titles whose digits differ are two moves for the check."""
    return "".join("abcdefghij"[int(digit)] for digit in str(i))


DRAFTS: dict[str, Callable[[int], str]] = {
    "wrong references": lambda size: _entries(
        size, ("sources:", _source), ("moves:", lambda i: _move(i, day=_day(i), source=f"source-of-the-paper-{i}x"))
    ),
    "many wrong references of one move": lambda size: _entries(
        size, ("sources:", _source), ("moves:\n  - id: m\n    sources:", lambda i: f"    - source-of-the-paper-{i}x\n")
    ),
    "wrong links": lambda size: _entries(size, ("moves:", lambda i: _move(i, day=_day(i), more=f", part_of: mover-{i}x"))),
    "wrong words": lambda size: _entries(size, ("moves:", lambda i: _move(i, more=f", nature{i}: pledge{i}"))),
    "long wrong words": lambda size: _entries(size, ("moves:", lambda i: _move(i, more=f", {'categories' * 200}{i}: x"))),
    "near-equal titles": lambda size: _with_source(
        size, lambda i: _move(i, f"Opens a data centre of {_letters(i)} in Ulanqab", date(2020, 1, 1) + timedelta(days=i // 290))
    ),
    "one day": lambda size: _with_source(size, lambda i: _move(i, f"{_letters(i * 7919)} {_letters(i * 104_729)}")),
    "chain": lambda size: _with_source(size, lambda i: _move(i, day=_day(i), more=f", part_of: move-{i + 1}")),
    "figures of one series": lambda size: _with_source(
        size,
        lambda i: f"  - {{metric: employees, as_of: {_day(i)}, value: {i % 97 + 3}, unit: people, sources: [source-of-a-paper-0]}}\n",
        "figures:",
    ),
    "empty entries": lambda size: f"company: {{name: Acme}}\nmoves: [{'{}, ' * ((size - 40) // 4)}]\n",
    "same key": lambda size: "moves: []\n" * (size // 10),
    "comments in texts": lambda size: _with_source(size, lambda i: _move(i, day=_day(i)) + f"  #{i}\n"),
}


def _with_source(size: int, entry: Callable[[int], str], heading: str = "moves:") -> str:
    return _entries(size, (f"sources:\n{_source(0)}{heading}", entry))
