"""Where marks go: none covers another, each is in its own company's lane."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import lanes
from components.analysis.lanes import BAR_ROW, MARK, NARROW, WIDE, Layout, arrange
from components.analysis.tables import Tables
from tests.analysis import samples
from tests.analysis.samples import frames, move, stating, text

DAY = pd.Timedelta(days=1)


def arranged(*dates: str, **options: bool | int) -> Layout:
    moves = [move(f"m{number}", date) for number, date in enumerate(dates)]
    return arrange(frames({"acme": text("Acme Sample", moves)}).moves, **options)


def pixels(layout: Layout, days: pd.Series) -> pd.Series:
    """Places on the axis of the first view, in pixels from its left."""
    return (days - layout.view[0]) / (layout.view[1] - layout.view[0]) * layout.pixels


def check(layout: Layout, moves: pd.DataFrame) -> None:
    """What holds for every layout, measured on the picture instead of by the way it was made."""
    assert list(layout.marks["key"]) == list(moves["key"])
    assert [lane.company for lane in layout.lanes] == sorted(set(moves[layout.by]))
    for above, below in pairwise(layout.lanes):
        assert above.bottom < below.top
    assert layout.lanes[0].top == 0
    assert layout.rows == pytest.approx(layout.lanes[-1].bottom)
    for lane in layout.lanes:
        own = layout.marks[layout.marks[layout.by] == lane.company]
        bars = layout.bars[layout.bars[layout.by] == lane.company]
        assert own["y"].between(lane.top + 0.5, lane.bottom - 0.5).all()
        assert bars["y"].between(lane.top + 0.5, lane.bottom - BAR_ROW / 2).all()
        # Bars stand below the marks.
        if len(bars):
            assert bars["y"].min() - BAR_ROW / 2 >= own["y"].max() + 0.5 - 1e-9
        for _, row in own.groupby("y"):
            marks_are_apart(layout, row)
        for _, row in bars.groupby("y"):
            ordered = row.sort_values("period_start")
            assert (ordered["period_end"].iloc[:-1].to_numpy() < ordered["period_start"].iloc[1:].to_numpy()).all()


def marks_are_apart(layout: Layout, row: pd.DataFrame) -> None:
    ordered = row.sort_values("date_mid")
    left = pixels(layout, ordered["date_mid"]) - MARK / 2
    right = pixels(layout, ordered["date_mid"]) + MARK / 2
    coarse = ordered["date_end"] > ordered["date_start"]
    # The line of a coarse date goes to the end of its last day.
    left = left.where(~coarse, left.combine(pixels(layout, ordered["date_start"]), min))
    right = right.where(~coarse, right.combine(pixels(layout, ordered["date_end"] + DAY), max))
    assert (right.iloc[:-1].to_numpy() <= left.iloc[1:].to_numpy() + 1e-6).all()


@samples.few
@given(samples.data(), st.sampled_from([WIDE, NARROW]), st.booleans())
def test_no_mark_covers_another(data: Tables, width: int, periods: bool) -> None:
    check(arrange(data.moves, periods=periods, pixels=width), data.moves)


@samples.few
@given(st.lists(st.dates(pd.Timestamp(2025, 1, 1).date(), pd.Timestamp(2025, 2, 10).date()), min_size=2, max_size=40))
def test_crowded_weeks(days: list[object]) -> None:
    moves = frames({"acme": text("Acme Sample", [move(f"m{number}", str(day)) for number, day in enumerate(days)])}).moves
    check(arrange(moves), moves)


@samples.few
@given(samples.data())
def test_equal_moves_give_an_equal_layout(data: Tables) -> None:
    first, second = arrange(data.moves), arrange(data.moves.copy(deep=True))
    pd.testing.assert_frame_equal(first.marks, second.marks)
    pd.testing.assert_frame_equal(first.bars, second.bars)
    assert (first.lanes, first.rows, first.view, first.earlier) == (second.lanes, second.rows, second.view, second.earlier)


class TestMarks:
    def test_far_apart_share_a_row(self) -> None:
        assert list(arranged("2025-01-01", "2025-06-01", "2025-12-01").marks["y"]) == [0.5, 0.5, 0.5]

    def test_on_one_day_stand_in_rows_from_the_top(self) -> None:
        layout = arranged("2025-01-01", "2025-01-01", "2025-01-01", "2025-12-01")
        assert list(layout.marks["y"]) == [0.5, 1.5, 2.5, 0.5]
        assert layout.rows == 3

    def test_coarse_date_takes_its_whole_span(self) -> None:
        by_id = arranged("2025", "2025-02-01", "2025-11-01", "2026-06-01").marks.set_index("id")["y"]
        assert by_id.to_dict() == {"m0": 0.5, "m1": 1.5, "m2": 1.5, "m3": 0.5}

    def test_line_of_a_coarse_date_ends_with_its_last_day(self) -> None:
        """A mark on the next day stands beside the line's end: half of it would lie on the line."""
        by_id = arranged("2025-01", "2025-02-01", "2024-12-20", "2025-02-20").marks.set_index("id")["y"]
        assert by_id["m0"] != by_id["m1"]

    def test_lanes(self) -> None:
        texts = {name: text(name.title(), [move("a"), move("b")]) for name in ("cog", "acme", "bolt")}
        layout = arrange(frames(texts).moves)
        assert [(lane.company, lane.name, lane.top, lane.bottom, lane.middle) for lane in layout.lanes] == [
            ("acme", "Acme", 0, 2, 1),
            ("bolt", "Bolt", pytest.approx(2.9), pytest.approx(4.9), pytest.approx(3.9)),
            ("cog", "Cog", pytest.approx(5.8), pytest.approx(7.8), pytest.approx(6.8)),
        ]
        assert layout.rows == pytest.approx(7.8)

    def test_narrow_chart_needs_more_rows(self) -> None:
        dates = [f"2025-{month:02}-01" for month in range(1, 13)] + [f"2025-{month:02}-10" for month in range(1, 13)]
        assert arranged(*dates, pixels=NARROW).rows > arranged(*dates, pixels=WIDE).rows


class TestBars:
    def test_bars_below_marks(self, both: Tables) -> None:
        layout = arrange(both.moves)
        assert set(layout.bars["key"]) == {"acme/pledge", "acme/hall", "acme/share", "bolt/chips"}
        assert layout.bars["y"].notna().all()

    def test_without_periods(self, both: Tables) -> None:
        layout = arrange(both.moves, periods=False)
        assert layout.bars.empty
        assert layout.rows < arrange(both.moves).rows

    def test_periods_that_follow_each_other_share_a_row(self) -> None:
        def spread(move_id: str, start: str, end: str) -> dict[str, object]:
            return move(move_id, amount=stating(1e9), period={"start": start, "end": end})

        moves = [spread("a", "2025-01-01", "2025-06-30"), spread("b", "2025-07-01", "2025-12-31"), spread("c", "2025-12-31", "2026-12-31")]
        layout = arrange(frames({"acme": text("Acme Sample", moves)}).moves)
        rows = layout.bars.set_index("id")["y"]
        assert rows["a"] == rows["b"]
        # Both have the last day of 2025.
        assert rows["c"] != rows["b"]

    def test_period_without_an_amount_has_no_bar(self) -> None:
        moves = frames({"acme": text("Acme Sample", [move(period={"start": "2025", "end": "2026"})])}).moves
        assert arrange(moves).bars.empty


class TestView:
    def test_all_moves_are_in_it(self) -> None:
        layout = arranged("2025-01-01", "2025-11-01", "2026-01-01")
        assert layout.view[0] < pd.Timestamp("2025-01-01")
        assert layout.view[1] > pd.Timestamp("2026-01-01")
        assert layout.earlier == 0

    def test_a_few_far_before_the_rest_do_not_press_it_into_a_corner(self) -> None:
        dates = [f"2025-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(60)]
        layout = arranged("2018-05-01", *dates)
        assert layout.earlier == 1
        assert pd.Timestamp("2024-10-01") < layout.view[0] < pd.Timestamp("2025-01-01")
        # They keep their place, for the reader who drags the chart.
        assert len(layout.marks) == 61

    def test_too_many_to_be_few(self) -> None:
        dates = [f"2025-{1 + number % 12:02}-01" for number in range(20)]
        assert arranged("2018-05-01", *dates).earlier == 0


def test_nothing() -> None:
    layout = arrange(frames({}).moves)
    assert (layout.lanes, layout.rows, layout.earlier) == ([], 0, 0)
    assert layout.marks.empty
    assert layout.bars.empty
    assert list(layout.marks.columns)[-1] == "y"


def test_one_move() -> None:
    layout = arranged("2025-02-24")
    assert list(layout.marks["y"]) == [0.5]
    assert layout.view[0] < pd.Timestamp("2025-02-24") < layout.view[1]


def test_frame_is_left_as_it_was(both: Tables) -> None:
    before = both.moves.copy(deep=True)
    arrange(both.moves)
    pd.testing.assert_frame_equal(both.moves, before)


@pytest.mark.parametrize("width", [lanes.WIDE, lanes.NARROW])
def test_strange_data(strange: Tables, width: int) -> None:
    layout = arrange(strange.moves, pixels=width)
    if layout.lanes:
        check(layout, strange.moves)


def test_shipped_data(shipped_tables: Tables) -> None:
    for periods in (True, False):
        check(arrange(shipped_tables.moves, periods=periods), shipped_tables.moves)
