"""A memo makes a result once, not without bound, and tries again what failed."""

import pytest

from components.downloads.memo import Memo


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
