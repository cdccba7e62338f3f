"""What this process holds: made once, made anew when the data changes, and not without bound."""

import gc
import os
import time
import weakref
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from components import language
from components.analysis import delivery, money, part, reported, sums
from components.analysis.part import numbered
from components.analysis.selection import Selection
from components.downloads import held
from components.downloads.chart import Seen
from components.frame.chart_routes import seen_now
from components.records.vocabulary import Metric
from tests.analysis.samples import figure, move, stating, text


@pytest.mark.usefixtures("folder")
def test_equal_revision_equal_frames() -> None:
    snapshot = held.snapshot()
    assert held.tables(snapshot) is held.tables(held.snapshot())
    assert held.shown(snapshot, Selection(companies=("acme",))) is held.shown(snapshot, Selection())
    assert held.shown(snapshot, Selection(currency="USD")) is not held.shown(snapshot, Selection())


def test_edit_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = held.snapshot()
    (folder / "bolt.yaml").unlink()
    os.utime(folder, (time.time(), time.time() - 10))  # a file that went a moment ago would be waited for
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    after = held.snapshot()
    assert before.revision != after.revision
    assert list(held.tables(after).names) == ["acme"]


def test_of_many_files_pages_share_a_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.1, 0.4, 0.6])
    monkeypatch.setattr("components.downloads.held.time.monotonic", lambda: next(moments))
    looked: list[None] = []
    look = held.library(folder).snapshot
    monkeypatch.setattr(held.library(folder), "snapshot", lambda: looked.append(None) or look())
    held.newest()
    monkeypatch.setattr(held, "MANY_FILES", 2)
    assert held.newest().revision == held.newest().revision
    assert len(looked) == 1
    held.newest()
    assert len(looked) == 2, "half a second later it is looked through anew"


def test_of_few_files_each_page_looks_itself(folder: Path) -> None:
    before = held.newest()
    path = folder / "bolt.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
    assert held.newest().revision != before.revision


@pytest.mark.parametrize("currency", ["", "USD"])
def test_amounts_after_an_edit_are_those_of_the_whole(folder: Path, monkeypatch: pytest.MonkeyPatch, currency: str) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    before = held.newest()
    whole = held.amounts(before, currency, "total")
    path = folder / "bolt.yaml"
    content = path.read_text(encoding="utf-8")
    for edited in (content.replace("value: ", "value: 1"), content.split("moves:")[0] + "moves: []\n", content):
        path.write_text(edited, encoding="utf-8")
        os.utime(path, (time.time(), time.time() - 10))  # as if it had been so for a while
        after = held.newest()
        assert after.revision != before.revision or edited == content
        found = held.amounts(after, currency, "total")
        data = held.tables(after)
        pd.testing.assert_frame_equal(found, money.compare(money.with_revenue_shares(data.moves, data.figures), currency, "total"))
    pd.testing.assert_frame_equal(found, whole)


@pytest.mark.parametrize("currency", ["", "USD"])
def test_choice_after_an_edit_is_that_of_the_new_data(folder: Path, monkeypatch: pytest.MonkeyPatch, currency: str) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    chosen = Selection(companies=("bolt",), currency=currency)
    before, _figures = held.selected(held.newest(), chosen)
    path = folder / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("moves:")[0] + "moves: []\n", encoding="utf-8")
    os.utime(path, (time.time(), time.time() - 10))  # as if it had been so for a while
    after, _figures = held.selected(held.newest(), chosen)
    # Fewer stand before them now, so each has another place.
    assert list(after["key"]) == list(before["key"])
    assert set(after["company"]) == {"bolt"}


def test_words_are_counted_in_the_language_spoken(folder: Path) -> None:
    path = folder / "bolt.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("company: {", "company: {local_name: 闪电, "), encoding="utf-8")
    snapshot = held.newest()
    named = {}
    for spoken in ("en", "zh", "en"):
        language.use(spoken)
        moves, _figures = held.selected(snapshot, Selection(companies=("bolt",)))
        named[spoken] = numbered(moves, "company_name")[1].to_list()
        assert named[spoken] == sorted(set(moves["company_name"]))
    assert named["zh"] == ["闪电"] != named["en"]


def test_what_was_chosen_of_earlier_data_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    moves, _figures = held.selected(held.newest(), Selection(companies=("bolt",)))
    chosen = weakref.ref(moves)
    del moves
    assert chosen() is not None
    (folder / "acme.yaml").unlink()
    os.utime(folder, (time.time(), time.time() - 10))  # a file that went a moment ago would be waited for
    held.tables(held.newest())
    gc.collect()
    assert chosen() is None


@pytest.mark.parametrize("currency", ["", "USD"])
def test_amounts_of_data_before_the_last_are_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch, currency: str) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    path, shown = folder / "bolt.yaml", list[weakref.ref[pd.DataFrame]]()
    for edit in range(5):
        path.write_text(path.read_text(encoding="utf-8") + f"# edit {edit}\n", encoding="utf-8")
        os.utime(path, (time.time(), time.time() + edit))
        shown.append(weakref.ref(held.shown(held.newest(), Selection(currency=currency))))
    gc.collect()
    # Of the newest, and of those before for a page that is still under way.
    assert [frame() is None for frame in shown] == [True, True, True, False, False]


def test_few_amounts_are_in_few_pieces_also_after_an_edit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    monkeypatch.setattr(part, "FEW", 100)
    path, revisions = folder / "bolt.yaml", set()
    for edit in range(3):
        path.write_text(path.read_text(encoding="utf-8") + f"# edit {edit}\n", encoding="utf-8")
        os.utime(path, (time.time(), time.time() + edit))
        snapshot = held.newest()
        revisions.add(snapshot.revision)
        for currency in ("", "USD"):
            assert held.shown(snapshot, Selection(currency=currency))._mgr.is_consolidated()
    assert len(revisions) == 3


ORDER = ["currency", "company", "quarter"]


def seen(**chosen: object) -> Seen:
    """The view of a selection."""
    return seen_now(held.snapshot(), Selection(**chosen), date(2026, 11, 24))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "chosen", [{}, {"companies": ("bolt",)}, {"evidence": ("filing",)}, {"companies": ("acme",), "end": date(2025, 1, 31)}]
)
def test_of_figures_is_what_the_figures_in_view_make(chosen: dict[str, object]) -> None:
    def quarters(figures: pd.DataFrame) -> pd.DataFrame:
        return reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE).reset_index(drop=True)

    view = seen(**chosen)
    pd.testing.assert_frame_equal(held.of_figures(view, "quarters", quarters, ORDER), quarters(view.figures))


def test_what_is_a_companys_after_an_edit_is_that_of_the_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    made: list[set[str]] = []
    parts: list[list[set[str]]] = []

    def quarters(figures: pd.DataFrame) -> pd.DataFrame:
        made.append(set(figures["company"]))
        return reported.quarterly(figures, Metric.CAPITAL_EXPENDITURE)

    def write(company: str, value: float, **what: object) -> None:
        path = folder / f"{company}.yaml"
        pledge = move("m", **(what or {"amount": stating(value, currency="USD", nature="pledge")}))
        path.write_text(text(company.title(), [pledge], [figure(value=value)]), encoding="utf-8")
        os.utime(path, (time.time(), time.time() - 10))  # as if it had been so for a while

    write("acme", 1e9)
    for value in (2e9, 3e9, 2e9):
        write("bolt", value)
        made.clear()
        view = seen()
        assert held.worths(view) == {"acme/m": 1e9, "bolt/m": value}
        assert held.spent(view) == delivery.spent(view.data.figures)
        for basis, frame in sums.ranking(view.every_move, "USD").items():
            pd.testing.assert_frame_equal(held.ranking(view)[basis], frame)
        found = held.of_figures(view, "quarters", quarters, ORDER)
        assert list(zip(found["company"], found["value"], strict=True)) == [("acme", 1e9), ("bolt", value)]
        pd.testing.assert_frame_equal(found, reported.quarterly(view.data.figures, Metric.CAPITAL_EXPENDITURE))
        parts.append(made.copy())
    assert parts == [[{"acme", "bolt", "_market"}], [{"bolt"}], [{"bolt"}]], "after an edit acme's are taken over"
    for company in ("bolt", "acme"):
        write(company, 1e9, title="Pledges nothing any more")
        for basis, frame in sums.ranking(seen().every_move, "USD").items():
            pd.testing.assert_frame_equal(held.ranking(seen())[basis], frame)


@pytest.mark.usefixtures("folder")
def test_other_filters_make_nothing_of_figures_anew() -> None:
    made = []

    def quarters(figures: pd.DataFrame) -> pd.DataFrame:
        made.append(len(figures))
        return figures

    for category in ("chips", "model", "infrastructure"):
        held.of_figures(seen(categories=(category,), companies=("acme",)), "counted", quarters, ORDER)
    assert len(made) == 1


@pytest.mark.usefixtures("folder")
def test_a_table_of_figures_is_made_for_those_in_view() -> None:
    made: list[int] = []
    for chosen in ({}, {"categories": ("chips",)}, {"companies": ("acme",)}, {"words": "x", "companies": ("acme",)}):
        view = seen(**chosen)
        table = held.table_of_figures(view, "counted", lambda view=view: made.append(len(view.figures)) or (len(view.figures),))
        assert table == (len(view.figures),)
    assert len(made) == len(set(made)) == 2


@pytest.mark.usefixtures("folder")
def test_selections_that_leave_the_same_figures_share_what_these_make() -> None:
    made: list[int] = []

    def count(figures: pd.DataFrame) -> pd.DataFrame:
        made.append(len(figures))
        return figures

    # No figure here is a government's.
    filed, also, other = (seen(evidence=chosen) for chosen in (("filing",), ("filing", "government"), ("filing", "unnamed")))
    assert len(filed.figures) == len(also.figures) < len(other.figures)
    for view in (filed, also, other):
        those = view.figures
        assert len(held.of_figures(view, "shared", count, ORDER)) == len(those)
        assert held.of_figures_in_view(view, "small", lambda those=those: len(count(those))) == len(those)
        pd.testing.assert_frame_equal(held.table_of_figures(view, "large", lambda those=those: count(those)), those)
    assert made == [len(filed.figures)] * 3 + [len(other.figures)] * 3


def test_what_was_made_of_earlier_data_goes_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    view = seen()
    earlier = held.of_data(view, "marked", object)
    assert held.of_data(view, "marked", object) is earlier
    path = folder / "bolt.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
    after = seen()
    assert held.of_data(after, "marked", object) is not earlier
