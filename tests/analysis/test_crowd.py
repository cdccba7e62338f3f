"""More moves than can be told apart: groups that lose nothing, and a way to what is in them."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import crowd
from components.analysis.lanes import NARROW, WIDE, Layout, arrange
from components.analysis.selection import Selection, select_moves
from tests.analysis import samples
from tests.analysis.samples import frames, move, text


def crowded(companies: int, each: int, **fields: Any) -> pd.DataFrame:
    """So many companies with a move on every third day from 2025-01-01 on."""
    days = [pd.Timestamp("2025-01-01") + pd.Timedelta(days=3 * number) for number in range(each)]
    texts = {
        f"c{number:02}": text(f"C {number}", [move(f"m{place}", str(day.date()), **fields) for place, day in enumerate(days)])
        for number in range(companies)
    }
    return frames(texts).moves


def counted(layout: Layout) -> int:
    assert layout.groups is not None
    return int(layout.groups["count"].sum()) + len(layout.marks)


class TestNothingIsLost:
    @pytest.mark.parametrize("pixels", [WIDE, NARROW])
    @pytest.mark.parametrize(("companies", "each"), [(2, 400), (30, 40)])
    def test_counts_add_up(self, companies: int, each: int, pixels: int) -> None:
        moves = crowded(companies, each)
        layout = arrange(moves, pixels=pixels)
        assert counted(layout) == len(moves)
        assert layout.bars.empty

    @samples.few
    @given(samples.data(), st.sampled_from([WIDE, NARROW]))
    def test_for_any_moves(self, data: Any, pixels: int) -> None:
        if data.moves.empty:
            return
        found = crowd.gather(data.moves, pixels)
        assert int(found.groups["count"].sum()) + len(found.alone) == len(data.moves)
        assert (found.groups["count"] > 1).all()
        assert (found.groups["start"] <= found.groups["end"]).all()
        assert found.alone["key"].is_unique

    def test_each_group_counts_its_own(self) -> None:
        moves = crowded(2, 400)
        found = crowd.gather(moves, WIDE)
        for group in found.groups.itertuples(index=False):
            own = moves[(moves["company"] == group.lane) & moves["date_mid"].between(group.start, group.end)]
            assert len(own) == group.count


class TestLanes:
    def test_companies_as_long_as_they_can_be_told_apart(self) -> None:
        layout = arrange(crowded(crowd.MOST_LANES, 30))
        assert layout.by == crowd.COMPANY
        assert [lane.name for lane in layout.lanes][:3] == ["C 0", "C 1", "C 2"]
        assert len(layout.lanes) == crowd.MOST_LANES

    def test_categories_beyond(self) -> None:
        layout = arrange(crowded(crowd.MOST_LANES + 1, 30, category="chips"))
        assert [(lane.company, lane.name) for lane in layout.lanes] == [("chips", "Chips")]
        assert layout.companies == crowd.MOST_LANES + 1

    def test_few_moves_of_many_companies_are_drawn_one_by_one(self) -> None:
        moves = crowded(crowd.MOST_LANES + 1, 2)
        layout = arrange(moves)
        assert layout.groups is None
        assert layout.by == crowd.CATEGORY
        assert list(layout.marks["key"]) == list(moves["key"])

    def test_at_the_bound_each_is_drawn(self) -> None:
        assert arrange(crowded(2, crowd.MOST_MARKS // 2)).groups is None
        assert arrange(crowded(3, crowd.MOST_MARKS // 2)).groups is not None


class TestStretches:
    @pytest.mark.parametrize(
        ("first", "last", "start", "end"),
        [
            ("2025-02-24", "2025-03-05", "2025-02-24", "2025-02-24"),
            ("2025-01-01", "2025-06-30", "2025-01-01", "2025-01-05"),  # a Wednesday to the end of its week
            ("2024-01-01", "2025-12-31", "2024-01-01", "2024-01-31"),
            ("2018-01-01", "2025-12-31", "2018-01-01", "2018-03-31"),
            ("2000-01-01", "2025-12-31", "2000-01-01", "2000-12-31"),
        ],
    )
    def test_as_fine_as_the_width_allows(self, first: str, last: str, start: str, end: str) -> None:
        moves = frames({"acme": text("Acme", [move("a", first), move("b", first), move("c", last)])}).moves
        found = crowd.gather(moves, WIDE)
        assert [(str(row.start.date()), str(row.end.date()), row.count) for row in found.groups.itertuples()] == [(start, end, 2)]
        assert list(found.alone["id"]) == ["c"]

    def test_a_year_beside_days_does_not_stretch_the_axis(self) -> None:
        moves = frames({"acme": text("Acme", [move("a", "2025-02-24"), move("b", "2025-02-26"), move("year", "2025")])}).moves
        first, last = crowd.gather(moves, WIDE).view
        assert pd.Timestamp("2025-02-20") < first < last < pd.Timestamp("2025-03-02")

    def test_words(self) -> None:
        moves = frames(
            {
                "acme": text("Acme", [move(f"m{n}", "2025-02-24", category="chips" if n else "model") for n in range(3)]),
            }
        ).moves
        assert list(crowd.gather(moves, WIDE).groups["text"]) == ["most: Chips 2 and Model 1"]


def test_a_click_leads_nearer_until_each_move_stands_alone() -> None:
    """Following the largest group again and again ends in a picture without groups."""
    moves = crowded(30, 40)
    selection = Selection()
    for _ in range(6):
        view = select_moves(moves, selection)
        layout = arrange(view)
        if layout.groups is None:
            break
        row = layout.groups.sort_values("count").iloc[-1]
        chosen = {"categories": (row["lane"],)} if layout.by == crowd.CATEGORY else {"companies": (row["lane"],)}
        selection = Selection(**chosen, start=row["start"].date(), end=row["end"].date())
        assert 0 < len(select_moves(moves, selection)) < len(view)
    assert layout.groups is None
