"""A memo makes a result once, not without bound, and tries again what failed."""

from dataclasses import dataclass

import pandas as pd
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


def test_large_results_push_others_out_but_stay_themselves() -> None:
    memo = Memo(9, 250 * CELL)
    made = []

    def get(rows: int) -> None:
        memo.get(rows, lambda: made.append(rows) or pd.DataFrame({"a": range(rows)}))

    for rows in (100, 120, 100, 400, 400, 100):
        get(rows)
    assert made == [100, 120, 400, 100]
