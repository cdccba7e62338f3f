"""Broken, senseless and huge company files, read in a process that may have two gigabytes: a message for each, and never more."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.attack.tools import MB, Row, Run, child, listed

# What the reader says of one file: a hundred problems and "and n more". A message quotes at most 200 signs beside its own words.
MOST_PROBLEMS, MOST_LETTERS = 101, 2_000
MOST_MEMORY, ADDRESS_SPACE, SECONDS = 1_000 * MB, 2_000 * MB, 60


def attack(run: Run) -> Iterator[Row]:
    """Rows for exceptions, problems, the longest message, memory and time, first of mutated files and then of huge ones."""
    chance = run.chance("files")
    for what, made in (("mutated files", mutated(chance, run.count(1_500, 150))), ("huge files", huge(run.quick))):
        folder = run.folder("files")
        for number, (name, text) in enumerate(made):
            (folder / f"{number:04}-{name}.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        yield from _rows(what, sorted(folder.iterdir()), run.count(100, 3))


def _rows(what: str, paths: list[Path], most_ends: int) -> Iterator[Row]:
    """Rows about the files at `paths`; what is left is not tried after the process has ended so many times."""
    told: list[dict[str, Any]] = []
    failed: list[str] = []
    waiting = paths
    while waiting:
        heard, ended = child("files", *map(str, waiting), memory=ADDRESS_SPACE, seconds=SECONDS)
        told += heard
        failed += [f"{one['file']}: {one['raised']}" for one in heard if one["raised"]]
        waiting = waiting[len(heard) :]
        if ended and waiting:
            # The one that it died of; on with those behind it.
            failed.append(f"{waiting[0].stem}: {ended}")
            waiting = waiting[1:] if len(failed) < most_ends else []
    tried = f"{len(paths):,} {what}"

    def worst(name: str, figure: str, most: float | None, unit: str = "count") -> Row:
        one = max(told, key=lambda one: one[name], default={name: 0, "file": "none came to its end"})
        return Row("files", tried, figure, one[name], most, unit, one["file"])

    yield Row("files", tried, "exceptions and ends of the process", len(failed), 0, note=listed(failed))
    yield worst("problems", "problems of one file", MOST_PROBLEMS)
    yield worst("letters", "letters of one message", MOST_LETTERS)
    yield worst("memory", "peak memory", MOST_MEMORY, "MB")
    yield worst("seconds", "slowest", SECONDS, "s")


def inside(*paths: str) -> Iterator[dict[str, Any]]:
    """Read each file, and say what came of it."""
    from components.records.reader import read

    for path in map(Path, paths):
        content, began, raised, problems = path.read_bytes(), time.process_time(), "", ()
        try:
            problems = read("acme.yaml", content).problems
        except Exception as error:
            raised = type(error).__name__
        letters = max((len(problem.message) for problem in problems), default=0)
        seconds = time.process_time() - began
        yield {"file": path.stem, "raised": raised, "problems": len(problems), "letters": letters, "seconds": seconds}


def mutated(chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Files that were good before something was done to them: (what was done, text)."""
    good = whole()
    for _ in range(count):
        change = chance.choice(CHANGES)
        text = good
        for _ in range(chance.choice((1, 1, 1, 3))):
            text = change(chance, text)
        yield change.__name__, text


def whole() -> str:
    """A good file with each kind of entry."""
    lines = ["company: {name: Acme, country: CN, aliases: [old]}", "sources:"]
    lines += [f"  s{i}: {{publisher: Paper {i}, title: Report {i}, kind: news, url: 'https://a.example/{i}'}}" for i in range(10)]
    lines += ["moves:"]
    for i in range(20):
        lines += [f"  - id: m{i}", f"    date: 2025-0{1 + i % 9}", f"    title: Opens data centre {i}", "    category: infrastructure"]
        lines += ["    status: announced", "    evidence: news", f"    sources: [s{i % 10}]"]
        lines += [f"    amount: {{value: {i + 1} billion, currency: CNY, nature: pledge, measure: total}}"]
        lines += [f"    supersedes: m{i - 1}"] if i % 5 == 4 else []
    lines += ["figures:"]
    lines += [f"  - {{metric: revenue, period: 20{20 + i}, value: {i + 1} billion, currency: CNY, sources: [s1]}}" for i in range(5)]
    return "\n".join(lines) + "\n"


def flipped(chance: random.Random, text: str) -> str:
    """Some signs are others now: any sign of any alphabet, NUL and half characters among them."""
    signs = list(text)
    for _ in range(chance.randint(1, 20)):
        signs[chance.randrange(len(signs))] = chr(chance.choice((chance.randrange(128), chance.randrange(0x11000))))
    return "".join(signs)


def cut(chance: random.Random, text: str) -> str:
    start, end = sorted(chance.randrange(len(text)) for _ in range(2))
    return text[:start] + text[end:] or "-"


def doubled(chance: random.Random, text: str) -> str:
    start, end = sorted(chance.randrange(len(text)) for _ in range(2))
    return text[:end] + text[start:]


def replaced(chance: random.Random, text: str) -> str:
    """A value is one of another kind."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    key, colon, _ = lines[place].partition(": ")
    lines[place] = f"{key}{colon or ': '}{chance.choice(VALUES)}"
    return "\n".join(lines)


def renamed(chance: random.Random, text: str) -> str:
    """Every place of a word has another word: keys that are unknown, references that lead nowhere."""
    word = chance.choice(("s1", "m1", "moves", "sources", "title", "date", "value", "currency", "metric", "company", "id"))
    return text.replace(word, chance.choice((word.title(), f"{word}x", "null", "'", "x" * 5000, "*s1", "&a", "日本")))


CHANGES: list[Callable[[random.Random, str], str]] = [flipped, cut, doubled, replaced, renamed]
VALUES = (
    *("[]", "{}", "null", "true", "-1", ".nan", ".inf", "1e999", "9" * 500, "2025-02-30", "!!python/object:os.system x", "!!int x"),
    *("{a: {b: {c: [1, 2, {d: e}]}}}", "[" * 80 + "]" * 80, "&a [*a]", "x" * 100_000, "'\\0'", "\u202eabc", "https://a\\", "? x", "|"),
)


def huge(quick: bool) -> Iterator[tuple[str, str]]:
    """Files near what may be read at all, each of one senseless thing many times."""
    head = "company: {name: Acme}\nsources: {s1: {publisher: P, title: T, kind: news}}\n"
    move = "date: 2025-01-01, title: T, category: chips, status: announced, evidence: news"
    for size in (300_000,) if quick else (300_000, 3_900_000):
        for name, unit in (("moves", "{}, "), ("moves", "[], "), ("moves", "1, "), ("figures", "{}, "), ("moves", "{a: b}, ")):
            yield f"{name}-of-{unit[:-2]}-{size // 1000}-kB", f"{head}{name}: [{unit * ((size - 200) // len(unit))}]\n"
        many: dict[str, tuple[str, Callable[[int], str]]] = {
            "unknown-keys": ("", lambda i: f"key-{i}: 1\n"),
            "unknown-keys-of-a-company": ("company:\n", lambda i: f"  headquarter{i}: x\n"),
            "same-key": ("", lambda _: "moves: []\n"),
            "wrong-references": (f"{head}moves:\n", lambda i: f"  - {{id: m{i}, {move}, sources: [s{i}]}}\n"),
            "wrong-links": (f"{head}moves:\n", lambda i: f"  - {{id: m{i}, {move}, sources: [s1], part_of: n{i}}}\n"),
            "chain": (f"{head}moves:\n", lambda i: f"  - {{id: m{i}, {move}, sources: [s1], part_of: m{i + 1}}}\n"),
            "sources-of-one-move": (f"{head}moves:\n  - id: m\n    sources:\n", lambda i: f"    - wrong-{i}\n"),
            "wrong-sources": ("sources:\n", lambda i: f"  s{i}: {{kind: newz, via: t{i}}}\n"),
            "aliases": ("a: &a [1, 1, 1]\nb:\n", lambda _: "  - *a\n"),
        }
        for name, (start, line) in many.items():
            each = len(line(100_000).encode())
            yield f"{name}-{size // 1000}-kB", start + "".join(line(i) for i in range((size - len(start)) // each))
        yield f"one-scalar-{size // 1000}-kB", f"company: {{name: {'x' * (size - 100)}}}\n"
        yield f"one-key-{size // 1000}-kB", f"{'k' * (size - 100)}: 1\n"
        yield f"digits-{size // 1000}-kB", f"company: {{name: A, founded: {'9' * (size - 100)}}}\n"
        yield f"nested-{size // 1000}-kB", "[" * (size // 2) + "]" * (size // 2)
    yield "laughs", "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 45))
