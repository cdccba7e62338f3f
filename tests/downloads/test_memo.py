"""A memo makes a result once, not without bound, and tries again what failed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pytest

from components.downloads.memo import CELL, Memo, size_of


def test_memo_makes_once_and_forgets_the_oldest() -> None:
    memo, made = Memo(2), []

    def get(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    # "b" was used longest ago when "c" came.
    assert made == ["a", "b", "c", "b"]


def test_what_fails_is_tried_again() -> None:
    memo = Memo(1)
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)
    assert memo.get("a", lambda: 1) == 1


def test_what_is_there_is_had_while_something_else_is_made() -> None:
    memo, begun, had = Memo(2), threading.Event(), threading.Event()
    memo.put("a", 1)

    def slow() -> bool:
        begun.set()
        return had.wait(30)

    with ThreadPoolExecutor(1) as other:
        made = other.submit(memo.get, "b", slow)
        assert begun.wait(30)
        assert memo.get("a", lambda: 2) == 1
        had.set()
        assert made.result() is True


def test_what_is_being_made_is_waited_for() -> None:
    memo, made, begun, asked, may_end = Memo(2), [], threading.Event(), threading.Event(), threading.Event()

    class Asking(str):
        """A key that tells when it is looked for."""

        def __hash__(self) -> int:
            asked.set()
            return super().__hash__()

    def slow() -> int:
        begun.set()
        made.append(may_end.wait(30))
        return len(made)

    with ThreadPoolExecutor(2) as others:
        first = others.submit(memo.get, "a", slow)
        assert begun.wait(30)
        second = others.submit(memo.get, Asking("a"), slow)
        assert asked.wait(30)
        may_end.set()
        assert (first.result(), second.result()) == (1, 1)


def test_a_result_may_need_another_of_the_same_memo_and_be_none() -> None:
    memo = Memo(3)
    assert memo.get("a", lambda: memo.get("b", lambda: None)) is None
    assert memo.get("b", lambda: 1) is None


def test_a_result_that_is_put_anew_counts_once() -> None:
    memo = Memo(9, 250 * CELL)
    frame = pd.DataFrame({"a": range(100)})
    memo.put("first", frame)
    for _ in range(3):
        memo.put("a", frame)
    assert memo.get("first", lambda: None) is frame


def test_only_what_is_wanted_is_kept() -> None:
    memo = Memo(9, 250 * CELL)
    for name in ("a", "b", "c"):
        memo.put(name, pd.DataFrame({"a": range(80)}))
    memo.keep(lambda key: key != "b")
    # What is gone takes no room: two more of its size would else push the first one out.
    memo.put("d", pd.DataFrame({"a": range(80)}))
    assert [memo.get(name, lambda: None) is None for name in ("a", "b", "c", "d")] == [False, True, False, False]


@dataclass
class Twice:
    """A result in which one frame stands twice, as in a chart of all moves in view."""

    one: pd.DataFrame
    other: pd.DataFrame
    name: str = "a"


def test_a_frame_that_stands_in_a_result_twice_is_counted_once() -> None:
    frame = pd.DataFrame({"a": range(100), "b": range(100)})
    assert size_of(Twice(frame, frame)) == size_of(frame) == 200 * CELL
    assert size_of((frame, frame.head(50))) == 300 * CELL


def test_a_table_counts_as_it_is_sent() -> None:
    table = pa.table({"a": ["x" * 1000] * 100})
    assert 100_000 < size_of(table) < 110_000


def test_large_results_push_others_out_but_stay_themselves() -> None:
    memo = Memo(9, 250 * CELL)
    made = []

    def get(rows: int) -> None:
        memo.get(rows, lambda: made.append(rows) or pd.DataFrame({"a": range(rows)}))

    for rows in (100, 120, 100, 400, 400, 100):
        get(rows)
    assert made == [100, 120, 400, 100]
