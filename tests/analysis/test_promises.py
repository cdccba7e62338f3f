"""Promises kept: early, on time, late, open or overdue, in the precision in which the dates are known."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import promises
from components.analysis.promises import Outcome
from components.analysis.tables import Tables
from components.records.dates import PartialDate
from components.records.library import Library
from tests.analysis.samples import days, few, frames, move, parse, text

TODAY = date(2026, 3, 15)


def promised(*moves: dict[str, Any], today: date = TODAY) -> pd.DataFrame:
    """What became of the promises among moves of Acme's."""
    content = text("Acme Sample", moves)
    return promises.promises(frames({"acme": content}).moves, promises.due_dates({"acme": parse("acme", content)}), today)


def kept(due: str, *dates: str, status: str = "completed", today: date = TODAY) -> tuple[str, Any, Any, str]:
    """Outcome, days and words of a promise that moves of some dates fulfil."""
    parts = [move(f"part-{number}", day, status=status, fulfils="promise") for number, day in enumerate(dates)]
    row = promised(move("promise", "2024-01-05", due=due), *parts, today=today).iloc[0]
    known = [None if pd.isna(row[name]) else int(row[name]) for name in ("days_low", "days_high")]
    return (row["outcome"], *known, row["text"])


def test_by_hand() -> None:
    promise = move("promise", "2025-02", due="2025-06-30", title="Promises to open its model", sources=["blog"])
    opened = move("opened", "2025-07-02", status="completed", evidence="news", sources=["paper"], fulfils="promise", title="Opens it")
    found = promised(promise, opened)
    assert list(found.columns) == list(promises.PROMISE_COLUMNS)
    row = found.iloc[0].to_dict()
    assert len(found) == 1
    assert (str(row.pop("due_start"))[:10], str(row.pop("due_end"))[:10]) == ("2025-06-30", "2025-06-30")
    assert row == {
        "key": "acme/promise",
        "company": "acme",
        "company_name": "Acme Sample",
        "title": "Promises to open its model",
        "made": "Feb 2025",
        "due": "30 Jun 2025",
        "outcome": "kept late",
        "days_low": 2.0,
        "days_high": 2.0,
        "text": "kept late, by 2 days",
        "kept": "2 Jul 2025",
        "fulfilled_by": "acme/opened",
        "fulfilled_title": "Opens it",
        "parts": ("acme/opened",),
        "evidence": "news",
        "source_keys": ("acme/blog", "acme/paper"),
        "source_url": "https://example.com/paper",
    }


@pytest.mark.parametrize(
    ("due", "day", "expected"),
    [
        ("2025-06-30", "2025-06-30", ("kept on time", 0, 0, "kept on time")),
        ("2025-06-30", "2025-06-29", ("kept early", -1, -1, "kept early, by 1 day")),
        ("2025-06-30", "2025-07-01", ("kept late", 1, 1, "kept late, by 1 day")),
        # Within the span that the due date stands for.
        ("2025-H2", "2025-11-13", ("kept on time", 0, 0, "kept on time")),
        ("2025", "2025-12-31", ("kept on time", 0, 0, "kept on time")),
        ("2025-Q2", "2025-03-31", ("kept early", -1, -1, "kept early, by 1 day")),
        ("2025-Q2", "2025-07-31", ("kept late", 31, 31, "kept late, by 31 days")),
        # The month is known, not the day.
        ("2025-04-01", "2025-04", ("kept on time", 0, 29, "kept on time, as far as Apr 2025 says")),
        ("2025-04-30", "2025-04", ("kept on time", -29, 0, "kept on time, as far as Apr 2025 says")),
        ("2025-03-31", "2025-04", ("kept late", 1, 30, "kept late, by 1 to 30 days")),
        ("2025-05-01", "2025-04", ("kept early", -30, -1, "kept early, by 1 to 30 days")),
        ("2025-06", "2025", ("kept on time", -151, 184, "kept on time, as far as 2025 says")),
    ],
)
def test_precision_is_respected(due: str, day: str, expected: tuple[str, int, int, str]) -> None:
    assert kept(due, day) == expected


@pytest.mark.parametrize(
    ("due", "today", "outcome"),
    [
        ("2026-03-15", TODAY, Outcome.OPEN),
        ("2026-03-14", TODAY, Outcome.OVERDUE),
        ("2026-03", TODAY, Outcome.OPEN),
        ("2026", date(2026, 12, 31), Outcome.OPEN),
        ("2026", date(2027, 1, 1), Outcome.OVERDUE),
    ],
)
def test_nothing_known(due: str, today: date, outcome: Outcome) -> None:
    assert kept(due, today=today) == (outcome.value, None, None, outcome.value)


class TestParts:
    def test_kept_with_the_last_of_several(self) -> None:
        assert kept("2025-06-30", "2025-07-10", "2025-01-05") == ("kept late", 10, 10, "kept late, by 10 days")

    @pytest.mark.parametrize("status", ["announced", "under_way"])
    def test_what_is_not_completed_keeps_nothing(self, status: str) -> None:
        words = "overdue; 0 of 1 known part done, nothing known of the rest"
        assert kept("2025-06-30", "2025-06-01", status=status) == ("overdue, nothing known", None, None, words)

    def test_one_of_two(self) -> None:
        done = move("a", "2025-01-05", status="completed", fulfils="promise")
        begun = move("b", "2025-02-05", status="under_way", fulfils="promise", sources=["paper"])
        row = promised(move("promise", due="2027"), done, begun).iloc[0]
        assert (row["outcome"], row["text"]) == ("open", "open; 1 of 2 known parts done")
        assert (row["fulfilled_by"], row["parts"], row["source_keys"]) == ("", ("acme/a", "acme/b"), ("acme/blog", "acme/paper"))

    @pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"status": "denied", "denied_by": ["blog"]}, {"denied_by": ["blog"]}])
    def test_cancelled_and_denied_are_no_parts(self, fields: dict[str, Any]) -> None:
        row = promised(move("promise", due="2027"), move("a", **{"fulfils": "promise", **fields})).iloc[0]
        assert (row["outcome"], row["parts"]) == ("open", ())


class TestReports:
    """The date of a report says by when it was so, not since when."""

    def test_after_the_due_date(self) -> None:
        words = "kept, as reported by Nov 2025; since when is not known, so at most 334 days late"
        assert kept("2024-Q4", "2025-11", status="reported") == ("kept, day not known", None, None, words)

    @pytest.mark.parametrize("day", ["2024-11", "2024-05-01"])
    def test_before_it(self, day: str) -> None:
        outcome, low, high, words = kept("2024-Q4", day, status="reported")
        assert (outcome, low, high) == ("kept on time", None, None)
        assert words == f"kept on time: reported by {PartialDate.parse(day).words}"


class TestWhichCount:
    def test_only_what_has_a_due_date(self) -> None:
        assert promised(move("a"), move("b", fulfils="a", status="completed")).empty

    def test_what_the_company_called_wrong_was_no_promise(self) -> None:
        assert promised(move("a", due="2025", denied_by=["blog"]), move("b", due="2025", status="denied", denied_by=["blog"])).empty

    @pytest.mark.parametrize(("status", "outcome"), [("cancelled", "cancelled"), ("completed", "kept, day not known")])
    def test_its_own_status_counts_where_nothing_fulfils_it(self, status: str, outcome: str) -> None:
        row = promised(move("a", due="2025", status=status)).iloc[0]
        assert (row["outcome"], row["text"], row["fulfilled_by"]) == (outcome, outcome, "")

    def test_older_statement_of_a_plan_is_kept_with_the_newer(self) -> None:
        """Delayed from March to June, delivered in May: late for the first statement, early for the second."""
        first, second = move("a", due="2025-03-31"), move("b", "2025-03-01", due="2025-06-30", supersedes="a")
        found = promised(first, second, move("c", "2025-05-31", fulfils="b", status="completed"))
        assert dict(zip(found["key"], found["text"], strict=True)) == {
            "acme/b": "kept early, by 30 days",
            "acme/a": "kept late, by 61 days",
        }

    def test_order(self) -> None:
        made = [move(name, due=due) for name, due in (("open", "2030"), ("over", "2024"), ("next", "2029"), ("done", "2025"))]
        found = promised(*made, move("x", "2025-03-01", fulfils="done", status="completed"), move("off", due="2025", status="cancelled"))
        assert list(found["key"]) == ["acme/done", "acme/over", "acme/next", "acme/open", "acme/off"]

    def test_in_view(self) -> None:
        found = promised(move("a", due="2024"), move("b", due="2025"))
        assert list(promises.in_view(found, ["acme/b", "acme/c"])["key"]) == ["acme/b"]


class TestFinding:
    def test_by_hand(self) -> None:
        made = [move("a", due="2024-05-01"), move("b", due="2024-06-01"), move("c", due="2024-07-01"), move("d", due="2027")]
        done = [move(f"{name}-done", f"2024-{month}-11", fulfils=name, status="completed") for name, month in (("a", "05"), ("b", "08"))]
        assert promises.finding(promised(*made, *done)) == (
            "4 promises with a due date: 2 kept late, 1 overdue with nothing known and 1 open. The latest is Acme Sample: A sample move b, "
            "kept late, by 71 days. Overdue means that nothing on it is known here, not that it was broken."
        )

    def test_a_report_is_told_from_a_promise(self) -> None:
        reported = {"status": "reported", "evidence": "unnamed"}
        found = promised(
            move("a", due="2027"), move("b", due="2024", **reported), move("b-done", "2024-03-01", fulfils="b", status="completed")
        )
        assert promises.finding(found) == (
            "2 promises with a due date: 1 kept on time and 1 open. 1 of them rests on unnamed sources, not on the company's word."
        )

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self) -> None:
        made = [move("a", due="2024-05-01"), move("b", due="2024-06-01"), move("c", due="2024-07-01"), move("d", due="2027")]
        done = [move(f"{name}-done", f"2024-{month}-11", fulfils=name, status="completed") for name, month in (("a", "05"), ("b", "08"))]
        found = promised(*made, *done)
        # The outcome is a code, the same in every language.
        assert list(zip(found["outcome"], found["text"], found["due"], strict=True)) == [
            ("kept late", "延迟10天兑现", "2024年5月1日"),
            ("kept late", "延迟71天兑现", "2024年6月1日"),
            ("overdue, nothing known", "已逾期，情况不明", "2024年7月1日"),
            ("open", "未到期", "2027年"),
        ]
        assert promises.finding(found) == (
            "设有期限的承诺事项共4项：2项延迟兑现、1项已逾期且情况不明和1项未到期。延迟最久的是Acme Sample：A sample move b，延迟71天兑现。"
            "已逾期只表示此处没有相关消息，并不表示未兑现。"
        )

    def test_nothing(self) -> None:
        assert promises.finding(promised()) == ""


@few
@given(days(2024, 2026), st.lists(days(2024, 2026), max_size=3))
def test_properties(due: str, dates: list[str]) -> None:
    outcome, low, high, _ = kept(due, *dates)
    # A promise with a completed part is never open, and one without is never kept.
    assert (outcome in ("open", "overdue, nothing known")) == (not dates)
    if dates:
        assert low <= high
        assert (outcome == "kept early") == (high < 0)
        assert (outcome == "kept late") == (low > 0)


def test_strange_data(strange: Tables) -> None:
    found = promises.promises(strange.moves, {}, TODAY)
    assert found.empty
    assert list(found.columns) == list(promises.PROMISE_COLUMNS)


def test_frame_is_left_as_it_was(both: Tables) -> None:
    before = both.moves.copy(deep=True)
    found = promises.promises(both.moves, {"acme/pledge": PartialDate.parse("2025-Q2")}, TODAY)
    assert list(found["text"]) == ["overdue; 0 of 1 known part done, nothing known of the rest"]
    pd.testing.assert_frame_equal(both.moves, before)


class TestShipped:
    def test_every_due_date_has_an_outcome(self, shipped_tables: Tables, shipped_dues: dict[str, PartialDate]) -> None:
        found = promises.promises(shipped_tables.moves, shipped_dues, TODAY)
        due = shipped_tables.moves[shipped_tables.moves["due"].notna() & ~shipped_tables.moves["denied"]]
        assert sorted(found["key"]) == sorted(due["key"])

    @pytest.mark.parametrize(
        ("key", "text"),
        [
            # Promised on 14 Feb 2025 for 30 June 2025; opened under the Apache licence on 30 June 2025.
            ("baidu/ernie-4-5-open-source-promise", "kept on time"),
            # Promised for 2023; launched on 17 Oct 2023.
            ("baidu/ernie-4-0-promise", "kept on time"),
            # Promised for the fourth quarter of 2024; said in November 2025 to be so: 1 Jan to 30 Nov 2025 are 334 days.
            (
                "baidu/apollo-go-break-even-promise",
                "kept, as reported by Nov 2025; since when is not known, so at most 334 days late",
            ),
        ],
    )
    def test_by_hand(self, shipped_tables: Tables, shipped_dues: dict[str, PartialDate], key: str, text: str) -> None:
        found = promises.promises(shipped_tables.moves, shipped_dues, TODAY)
        assert list(found[found["key"] == key]["text"]) == [text]


@pytest.fixture(scope="module")
def shipped_dues() -> dict[str, PartialDate]:
    return promises.due_dates(Library(Path(__file__).resolve().parents[2] / "company_data").snapshot().files)
