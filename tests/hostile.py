"""Company files as somebody writes them who means harm, or who pasted the wrong thing: each of a given size, in bytes.

`DRAFTS` are those that cost most to check while they hold no more than a draft may, `FILES` those that cost most to read.
"""

from collections.abc import Callable
from itertools import count

Text = Callable[[int], str]

HEAD = "company: {name: Acme}\nsources:\n  s: {publisher: P, title: T, kind: news, url: https://example.org}\n"
KIND = "category: model, status: announced, evidence: news, sources: [s]"


def filled(size: int, head: str, entry: Callable[[int], str], tail: str = "") -> str:
    """A head, as many entries as fit, and a tail: entry(0), entry(1) ..."""
    parts, left = [head], size - len(head) - len(tail)
    for number in count():
        part = entry(number)
        left -= len(part)
        if left < 0:
            return "".join([*parts, tail])
        parts.append(part)
    raise AssertionError("counting has no end")


def wrong_references(size: int) -> str:
    """Every move names one that is not there, and hardly differs from any that is."""
    return filled(
        size,
        f"{HEAD}moves:\n",
        lambda n: f"  - {{id: move-number-{n:05}, date: 2025, title: T, {KIND}, part_of: muve-nomber-{n:05}x}}\n",
    )


def wrong_words_of_two_letters(size: int) -> str:
    """The same with names that `difflib` has to look at letter by letter."""
    return filled(
        size,
        f"{HEAD}moves:\n",
        lambda n: f"  - {{id: {'ab' * 40}{n:012b}, date: 2025, title: T, {KIND}, part_of: {'ba' * 40}{n:012b}}}\n",
    )


def unknown_keys(size: int) -> str:
    """Every move is made of keys that nearly are right ones."""
    return filled(size, "company: {name: Acme}\nmoves:\n", lambda n: f"- {{catgory{n}: 1, summmary{n}: 1, evidance{n}: x}}\n")


def wrong_values(size: int) -> str:
    """Every figure has a wrong word, a wrong number and a wrong date."""
    return filled(size, "company: {name: Acme}\nfigures:\n", lambda n: f"- {{metric: revenu{n}, value: abc, period: x}}\n")


def one_day(size: int) -> str:
    """All moves have one date, and one title."""
    title = "Opens a data centre with very many words in its title and then some more"
    return filled(size, f"{HEAD}moves:\n", lambda n: f"  - {{id: m{n}, date: 2025-02-24, title: {title}, {KIND}}}\n")


def one_day_of_many_titles(size: int) -> str:
    """All moves have one date, and titles of one length that are not alike."""
    return filled(
        size,
        f"{HEAD}moves:\n",
        lambda n: f"  - {{id: m{n}, date: 2025-02-24, title: {' '.join(chr(97 + (n * k) % 26) * 3 for k in range(1, 60))}, {KIND}}}\n",
    )


def chain(size: int) -> str:
    """Each move is part of the one before it and supersedes it."""
    return filled(
        size,
        f"{HEAD}moves:\n  - {{id: m0, date: 2025, title: T, {KIND}}}\n",
        lambda n: f"  - {{id: m{n + 1}, date: 2025, title: T, {KIND}, supersedes: m{n}, part_of: m{n}}}\n",
    )


def series(size: int) -> str:
    """All figures are of one series and one quarter."""
    return filled(
        size,
        f"{HEAD}figures:\n",
        lambda n: f"  - {{metric: revenue, value: {n + 1}, currency: CNY, period: 2024-Q4, sources: [s]}}\n",
    )


def dashes(size: int) -> str:
    """No YAML, for a reason that is looked for in a line of as many dashes as fit."""
    return filled(size, "company: x\n  ", lambda _: "- ", "c: d\n")


def empty_moves(size: int) -> str:
    return filled(size, "moves: [", lambda _: "{},", "]\n")


def empty_sources(size: int) -> str:
    return filled(size, "company: {name: Acme}\nsources:\n", lambda n: f" s{n}: {{}}\n")


def keys_at_the_top(size: int) -> str:
    return filled(size, "company: {name: Acme}\n", lambda n: f"a{n}: 1\n")


def keys_of_one_move(size: int) -> str:
    return filled(size, "moves:\n- id: a\n", lambda n: f"  a{n}: 1\n")


def list_of_nothing(size: int) -> str:
    return filled(size, "company:\n  name: A\n  listings: [", lambda _: "~,", "]\n")


def list_of_disputes(size: int) -> str:
    return filled(size, "moves: [{disputed_by: [", lambda _: "{},", "]}]\n")


def keys_that_stand_twice(size: int) -> str:
    return filled(size, "company: {name: Acme}\n", lambda _: "a: 1\n")


def long_keys_that_stand_twice(size: int) -> str:
    return f"? {'x' * (size // 2 - 20)}\n: 1\n" * 2


def beside_an_anchor(size: int) -> str:
    return filled(size, "company: &a {name: A}\nmoves: [", lambda _: "{},", "]\n")


def nested(size: int) -> str:
    return f"company: {'[' * (size // 2 - 10)}{']' * (size // 2 - 10)}\n"


def nested_as_deep_as_allowed(size: int) -> str:
    return filled(size, "company: [", lambda _: f"{'[' * 25}{']' * 25},", "]\n")


def one_scalar(size: int) -> str:
    return filled(size, "company: {name: ", lambda _: "x", "}\n")


DRAFTS: tuple[Text, ...] = (
    wrong_references,
    wrong_words_of_two_letters,
    unknown_keys,
    wrong_values,
    one_day,
    one_day_of_many_titles,
    chain,
    series,
    dashes,
)
FILES: tuple[Text, ...] = (
    *DRAFTS,
    empty_moves,
    empty_sources,
    keys_at_the_top,
    keys_of_one_move,
    list_of_nothing,
    list_of_disputes,
    keys_that_stand_twice,
    long_keys_that_stand_twice,
    beside_an_anchor,
    nested,
    nested_as_deep_as_allowed,
    one_scalar,
)
