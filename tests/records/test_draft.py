"""Checking a text that is still being written, and finding lines in files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.records.draft import MAX_BYTES, Draft, check, file_of, lines_of, marked, move_lines
from components.records.library import Library, Snapshot
from components.records.problems import Problem
from components.records.starter import starter
from tests.conftest import MINIMAL

TODAY = date(2026, 11, 24)
NOTHING = Snapshot({}, {}, (), (), "")
GOOD = MINIMAL.format(name="Acme")


def messages(draft: Draft) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.level, problem.message) for problem in draft.problems]


class TestCheck:
    def test_id_is_made_from_the_name(self) -> None:
        draft = check("", starter("Société Générale"), NOTHING, TODAY)
        assert (draft.company, draft.name, draft.problems) == ("societe-generale", "societe-generale.yaml", ())
        assert draft.content is not None

    @pytest.mark.parametrize("given", ["acme", " acme ", "acme.yaml", "acme.yml"])
    def test_id_may_be_given_as_the_files_name(self, given: str) -> None:
        assert check(given, GOOD, NOTHING, TODAY).company == "acme"

    @pytest.mark.parametrize("given", ["../acme", "Acme", "_acme", "a/b", "a b", "acme\n1", "-"])
    def test_wrong_id_is_an_error_and_names_no_file(self, given: str) -> None:
        draft = check(given, GOOD, NOTHING, TODAY)
        assert (draft.name, draft.content, draft.errors) == ("new-company.yaml", None, 1)
        assert draft.problems[0].message.startswith(f"`{given}` is no id: use lower-case letters")

    def test_no_id_in_a_name_of_other_letters(self) -> None:
        draft = check("", starter("例子云"), NOTHING, TODAY)
        assert messages(draft) == [(0, "error", "no id can be made of the company's name: write one into the field, such as `new-company`")]

    def test_earlier_id_of_another_company(self, write_company: Callable[..., Path]) -> None:
        folder = write_company("bolt", GOOD.replace("{name: Acme}", "{name: Bolt, aliases: [acme]}")).parent
        draft = check("acme", GOOD, Library(folder).snapshot(), TODAY)
        assert [line[2] for line in messages(draft) if line[1] == "error"] == [
            "`acme` is an earlier id of `bolt`, and links with it lead there: choose another one"
        ]

    def test_all_errors_each_with_its_line(self) -> None:
        text = GOOD.replace("category: infra", "catgory: infra").replace("status: completed", "status: done")
        draft = check("acme", text, NOTHING, TODAY)
        assert draft.content is None
        assert [(line, message.split(":")[0]) for line, _, message in messages(draft)] == [
            (8, "unknown key `catgory`"),
            (9, "`done` is no status"),
        ]

    def test_warnings_leave_the_content(self) -> None:
        draft = check("acme", GOOD.replace("2025-02-24", "2027-02-24"), NOTHING, TODAY)
        assert draft.content is not None
        assert draft.errors == 0
        assert (6, "warning") in [line[:2] for line in messages(draft)]

    def test_move_that_another_file_has(self, write_company: Callable[..., Path]) -> None:
        held = Library(write_company("bolt").parent).snapshot()
        text = GOOD.replace("Opens a data centre", "Opens data centre")
        found = [line for line in messages(check("acme", text, held, TODAY)) if "nearly the same" in line[2]]
        assert found == [
            (
                7,
                "warning",
                "nearly the same title and the same date as `first` in bolt.yaml: for a joint plan, say so in `shared_with`",
            )
        ]
        # A text for the file itself would replace it, and is no double.
        assert not [line for line in messages(check("bolt", text, held, TODAY)) if "nearly the same" in line[2]]
        # On another day it is another move.
        other = check("acme", text.replace("2025-02-24", "2025-02-25"), held, TODAY)
        assert not [line for line in messages(other) if "nearly the same" in line[2]]

    def test_too_large(self) -> None:
        draft = check("acme", "é" * (MAX_BYTES // 2 + 1), NOTHING, TODAY)
        assert [line[2].split(":")[0] for line in messages(draft)] == ["the text has 1,000,002 bytes; at most 1,000,000 are taken here"]

    @pytest.mark.parametrize(
        "text",
        [
            "company: {name: Acme}\nmoves: [" + "{}," * 5_001 + "]\n",
            "company: {name: Acme}\nmoves:\n" + ("- {" + ", ".join(f"k{key}" for key in range(100)) + "}\n") * 501,
            "company: {name: Acme}\n" + "a: 1\n" * 5_002,
        ],
        ids=["entries", "values", "twice"],
    )
    def test_too_much_to_check(self, text: str) -> None:
        draft = check("", text, NOTHING, TODAY)
        assert messages(draft) == [
            (0, "error", "the file holds too much to be checked while it is written: split it, or use `ai-moves check`")
        ]
        assert draft.company == "acme"

    def test_many_moves_of_one_day(self) -> None:
        second = GOOD[GOOD.index("  - id: first") :]
        text = GOOD + "".join(second.replace("first", f"next-{number}") for number in range(300))
        draft = check("acme", text, NOTHING, TODAY)
        assert draft.content is not None
        # The slip that `GOOD` has, in all of them, and each is like those before it.
        assert len(draft.problems) == 101
        assert messages(draft)[-1][1:] == ("warning", "and 1,395 more warnings: mend these first")

    def test_half_a_character_is_told_with_its_place(self) -> None:
        draft = check("acme", "company:\n  name: a\ud800b\n", NOTHING, TODAY)
        assert [line[:2] for line in messages(draft)] == [(2, "error")]

    def test_shipped_files_have_no_error(self, shipped: Path) -> None:
        held = Library(shipped).snapshot()
        for company in held.files:
            path = file_of(shipped, company)
            assert path is not None
            assert check(company, path.read_text(encoding="utf-8"), held, TODAY).content == held.files[company]

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(exclude_categories=()), max_size=60), st.text(max_size=200), st.integers(0, len(GOOD)))
    def test_any_text_is_told_and_never_raises(self, company: str, added: str, place: int) -> None:
        draft = check(company, GOOD[:place] + added + GOOD[place:], NOTHING, TODAY)
        assert (draft.content is None) == (draft.errors > 0)
        lines = lines_of(draft.text)
        for problem in draft.problems:
            assert 0 <= problem.line <= len(lines)
            # The mark stands on the line that the message names.
            at = [line.split()[1] for line in marked(lines, problem).split("\n") if line.startswith("▶")]
            assert at == ([str(problem.line)] if problem.line else [])


class TestMarked:
    LINES = tuple(f"line {number}" for number in range(1, 13))

    def problem(self, line: int, column: int = 1) -> Problem:
        return Problem("acme.yaml", line, column, "wrong")

    def test_between_its_neighbours(self) -> None:
        assert marked(list(self.LINES), self.problem(9)) == "   7 │ line 7\n   8 │ line 8\n▶  9 │ line 9\n  10 │ line 10\n  11 │ line 11"

    def test_at_the_ends(self) -> None:
        assert marked(list(self.LINES), self.problem(1)) == "▶ 1 │ line 1\n  2 │ line 2\n  3 │ line 3"
        assert marked(list(self.LINES), self.problem(12)) == "  10 │ line 10\n  11 │ line 11\n▶ 12 │ line 12"

    @pytest.mark.parametrize("line", [0, 13])
    def test_nothing_for_no_line(self, line: int) -> None:
        assert marked(list(self.LINES), self.problem(line)) == ""

    def test_long_line_around_the_column(self) -> None:
        assert marked(["a" * 200 + "X" + "b" * 200], self.problem(1, 201)) == "▶ 1 │ …" + "a" * 59 + "X" + "b" * 60 + "…"
        assert marked(["a" * 121], self.problem(1)) == "▶ 1 │ " + "a" * 120 + "…"
        assert marked(["a" * 120], self.problem(1)) == "▶ 1 │ " + "a" * 120

    def test_signs_that_nobody_sees(self) -> None:
        assert marked(["\tkey: a\x00\u202eb\x1b"], self.problem(1)) == "▶ 1 │ ⇥   key: a  b"


def test_lines_as_messages_count_them() -> None:
    assert lines_of("\ufeffa\r\nb\rc\n\u2028d") == ["a", "b", "c", "\u2028d"]


class TestMoveLines:
    def test_line_of_each_move(self) -> None:
        second = GOOD[GOOD.index("  - id: first") :].replace("first", "second")
        text = f"{GOOD}\n  # A comment.\n{second}"
        assert move_lines("acme.yaml", text.encode()) == {"first": 5, "second": 14}

    @pytest.mark.parametrize("content", [b"", b"[", b"company: {nam: A}", b"\xff\xfe"])
    def test_nothing_of_a_file_that_cannot_be_read(self, content: bytes) -> None:
        assert move_lines("acme.yaml", content) == {}


def test_file_of_a_company(tmp_path: Path) -> None:
    assert file_of(tmp_path, "acme") is None
    (tmp_path / "acme.yml").write_text(GOOD, encoding="utf-8")
    assert file_of(tmp_path, "acme") == tmp_path / "acme.yml"
    (tmp_path / "acme.yaml").write_text(GOOD, encoding="utf-8")
    assert file_of(tmp_path, "acme") == tmp_path / "acme.yaml"
