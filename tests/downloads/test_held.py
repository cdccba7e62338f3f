"""What this process holds: made once, made anew when the data changes, and not without bound."""

import os
import time
from pathlib import Path

import pytest

from components.analysis.selection import Selection
from components.downloads import held


def test_memo_makes_once_and_forgets_the_oldest() -> None:
    memo, made = held.Memo(2), []

    def get(key: str) -> str:
        return memo.get(key, lambda: made.append(key) or key.upper())

    assert [get(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    # "b" was used longest ago when "c" came.
    assert made == ["a", "b", "c", "b"]


def test_what_fails_is_tried_again() -> None:
    memo = held.Memo(1)
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)
    assert memo.get("a", lambda: 1) == 1


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
