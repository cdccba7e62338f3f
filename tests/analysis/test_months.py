"""Rows by month and columns by company, for a phone."""

import pytest

from components.analysis import lanes, months
from tests.analysis.samples import frames, move, text


def arrange(**companies: list[str]) -> months.Months:
    """The months of moves with these dates, by company."""
    files = {
        company: text(company.title(), [move(f"m{number}", day) for number, day in enumerate(days)]) for company, days in companies.items()
    }
    found = months.arrange(frames(files).moves)
    assert found is not None
    return found


def places(found: months.Months) -> dict[str, tuple[float, float]]:
    return {key: (x, y) for key, x, y in zip(found.marks["key"], found.marks["x"], found.marks["y"], strict=True)}


def test_newest_on_top_and_companies_beside_each_other() -> None:
    found = arrange(acme=["2025-02-24", "2025-03"], bolt=["2025-03-01"])
    assert [words for _, words in found.labels] == ["Mar 2025", "Feb 2025"]
    assert [(column.company, column.left, column.right) for column in found.columns] == [("acme", 0, 7), ("bolt", 7.75, 14.75)]
    assert places(found) == {"acme/m0": (0.5, 1.5), "acme/m1": (0.5, 0.5), "bolt/m0": (8.25, 0.5)}
    assert (found.width, found.height) == (14.75, 2)


def test_what_is_too_much_for_a_line_goes_on_in_the_next() -> None:
    found = arrange(acme=[f"2025-02-{day:02}" for day in range(1, 18)], bolt=["2025-01-31"])
    # Seven slots: 17 marks take three lines, and the row of January comes below them.
    assert sorted({y for key, (_, y) in places(found).items() if key.startswith("acme")}) == [0.5, 1.5, 2.5]
    assert places(found)["acme/m7"] == (0.5, 1.5)
    assert found.labels == [(0.5, "Feb 2025"), (3.5, "Jan 2025")]


def test_what_is_known_to_a_quarter_or_a_year_only_has_a_row_of_its_own() -> None:
    found = arrange(acme=["2025-02-24", "2025-Q1", "2025", "2025-H1", "2025-03-31", "2024-12-20/2025-01-04", "2024-01/2025-12"])
    assert [words for _, words in found.labels] == ["2025", "2024–2025", "H1 2025", "Mar 2025", "Q1 2025", "Feb 2025", "Dec–Jan 2025"]


@pytest.mark.usefixtures("chinese")
def test_rows_in_chinese() -> None:
    found = arrange(acme=["2025-02-24", "2025-Q1", "2025", "2025-H1", "2025-03/2025-04", "2024-12-20/2025-01-04", "2024-01/2025-12"])
    rows = ["2025年", "2024–2025年", "2025年上半年", "2025年3–4月", "2025年第1季度", "2025年2月", "12月–2025年1月"]
    assert [words for _, words in found.labels] == rows


def test_months_without_a_move_leave_a_gap() -> None:
    assert [place for place, _ in arrange(acme=["2025-05-01", "2025-04-01", "2024-01-01"]).labels] == [0.5, 1.5, 2.5 + months.BREAK]


def test_no_two_marks_meet() -> None:
    found = arrange(acme=["2025-02"] * 20 + ["2025-Q1"] * 3, bolt=["2025-02-01"] * 9, cove=["2025"] * 5)
    spots = list(places(found).values())
    assert len(set(spots)) == len(spots) == 37
    assert all(0 < x < found.width and 0 < y < found.height for x, y in spots)


@pytest.mark.parametrize(("companies", "days"), [(7, 1), (1, 6200)])
def test_more_than_a_phone_has_room_for(companies: int, days: int) -> None:
    files = {f"c{n}": text(f"C{n}", [move(f"m{day}", "2025-02-24") for day in range(days)]) for n in range(companies)}
    moves = frames(files).moves
    assert months.arrange(moves) is None


def test_nothing() -> None:
    assert months.arrange(frames({}).moves) is None


def test_only_a_phone_is_set_upright() -> None:
    moves = frames({"acme": text("Acme", [move()])}).moves
    assert lanes.arrange(moves).upright is None
    assert lanes.arrange(moves, pixels=lanes.NARROW).upright is not None
