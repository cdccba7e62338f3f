"""Frames after an edit: equal to those made of the whole, with the rows of the changed files only made anew."""

import pandas as pd
import pytest

from components.analysis import exchange
from components.analysis.tables import Tables, tables
from components.records.reader import read
from components.records.schema import CompanyFile
from tests.analysis.samples import move, parse, stating, text

NAMES = ("acme", "bolt", "cog", "dell-x", "eon", "fab")


def files(**changed: str) -> dict[str, CompanyFile]:
    texts = {name: text(name.title(), [move(f"m{day}", f"2025-02-{day:02}") for day in (1, 9, 20)]) for name in NAMES} | changed
    return {name: parse(name, content) for name, content in sorted(texts.items())}


def assert_same(found: Tables, wanted: Tables) -> None:
    for name in ("moves", "figures", "sources"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(wanted, name))
    assert found.names == wanted.names


MARKET = read("_market.yaml", b"sources: {s: {publisher: P, title: T, kind: news}}\nfigures: []\n").content
assert MARKET is not None
EDITS = {
    "a move more": {"bolt": text("Bolt", [move("m1", "2025-02-01"), move("new", "2025-02-09"), move("last", "2026-01-01")])},
    "none left": {"bolt": text("Bolt", [])},
    "another name": {"bolt": text("Bolt Renamed", [move("m1", "2024-01-01")])},
    "a new company": {"aaa": text("Aaa", [move("m1", "2025-02-09")])},
    "an amount": {"cog": text("Cog", [move("m1", "2025-Q1", amount=stating(5e9), period={"start": "2025", "end": "2026"})])},
}


@pytest.mark.parametrize("edit", EDITS)
def test_equal_to_the_whole(edit: str) -> None:
    before = files()
    now = {**before, **{name: parse(name, content) for name, content in EDITS[edit].items()}}
    now = dict(sorted(now.items()))
    held = tables(before, {"_market": MARKET})
    after = exchange.tables_after(held, before, {"_market": MARKET}, now, {"_market": MARKET})
    assert after is not None
    assert_same(after, tables(now, {"_market": MARKET}))


def test_a_company_that_is_gone() -> None:
    before = files()
    now = {name: file for name, file in before.items() if name != "cog"}
    after = exchange.tables_after(tables(before, {}), before, {}, now, {})
    assert after is not None
    assert_same(after, tables(now, {}))


def test_a_name_that_two_share_changes_others_rows() -> None:
    before = files()
    now = {**before, "cog": parse("cog", text("Acme", [move("m1")]))}
    assert exchange.tables_after(tables(before, {}), before, {}, now, {}) is None


def test_many_changes_are_made_anew() -> None:
    before = files()
    assert exchange.tables_after(tables(before, {}), before, {}, files(), {}) is None
