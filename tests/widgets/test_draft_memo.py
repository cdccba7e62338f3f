"""What is made of drafts is held for the last few writers."""

import pytest

from components.widgets import draft_memo


def test_only_the_last_few_sessions_hold_what_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions: list[dict[str, object]] = [{} for _ in range(3 * draft_memo.MOST)]
    made: list[int] = []

    def visit(number: int) -> None:
        monkeypatch.setattr(draft_memo.st, "session_state", sessions[number])
        draft_memo.of_session("draft", 1).get("the text", lambda: made.append(number) or number)

    for number in range(len(sessions)):
        visit(number)
        visit(number)
    assert made == list(range(len(sessions)))
    for number in reversed(range(len(sessions))):
        visit(number)
    # The last still had theirs; the others' was made anew.
    assert made[len(sessions) :] == list(reversed(range(len(sessions) - draft_memo.MOST)))
