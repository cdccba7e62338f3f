"""Places on an axis and their words."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.charts import axes
from components.charts.axes import round_steps


@pytest.mark.parametrize(
    ("top", "places"),
    [
        (380e9, [0, 1e11, 2e11, 3e11]),
        (1, [0, 0.25, 0.5, 0.75, 1]),
        (0.3, [0, 0.1, 0.2, 0.3]),
        (0.07, [0, 0.02, 0.04, 0.06]),
        (1.5, [0, 0.5, 1, 1.5]),
        (7, [0, 2, 4, 6]),
        (10, [0, 2.5, 5, 7.5, 10]),
        (99, [0, 25, 50, 75]),
        (1e-9, [0, 2.5e-10, 5e-10, 7.5e-10, 1e-9]),
        (0, [0]),
        (-5, [0]),
        (float("nan"), [0]),
        (5e-324, [0]),
    ],
)
def test_places(top: float, places: list[float]) -> None:
    assert round_steps(top) == places


@pytest.mark.parametrize(
    ("top", "bottom", "places"),
    [
        (5, -3, [-2, 0, 2, 4]),
        (0, -3, [-3, -2, -1, 0]),
        # The steps are those of the longer side: a small loss beside large gains makes no crowd of labels.
        (100e9, -1e9, [0, 25e9, 50e9, 75e9, 100e9]),
        (1, 3, [0, 0.25, 0.5, 0.75, 1]),
        (0, 0, [0]),
    ],
)
def test_below_zero(top: float, bottom: float, places: list[float]) -> None:
    assert round_steps(top, bottom) == places


@settings(deadline=None)
@given(st.floats(1e-9, 1e15))
@example(0.1 + 0.2)
@example(999_999_999_999_999.9)
@example(0.9999999999999999)
@example(1000.0000000000001)
def test_places_start_at_zero_and_cover_the_whole(top: float) -> None:
    places = round_steps(top)
    assert places[0] == 0
    assert 3 <= len(places) <= 5
    assert places == sorted(set(places))
    # The last is no more than the top, and the next would lie beyond it.
    assert places[-1] <= top * (1 + 1e-9)
    assert places[-1] + places[1] > top * (1 - 1e-9)
    # All steps are alike, and round: one or two digits and zeros.
    assert [after - before for before, after in itertools.pairwise(places)] == pytest.approx([places[1]] * (len(places) - 1))
    assert len(f"{places[1]:.6e}".partition("e")[0].rstrip("0").replace(".", "")) <= 2


@settings(deadline=None)
@given(st.floats(0, 1e15), st.floats(-1e15, 0))
def test_places_lie_inside(top: float, bottom: float) -> None:
    places = round_steps(top, bottom)
    assert 0 in places
    assert len(places) <= 9
    assert places == sorted(set(places))
    assert places[-1] <= top * (1 + 1e-9)
    assert places[0] >= bottom * (1 + 1e-9)


def test_time_in_english() -> None:
    assert (axes.quarter(2025, 3), axes.months(), axes.dates()) == ("Q3<br>2025", {"tickformat": "%b<br>%Y"}, {})
    assert axes.day() == "%d %b %Y"


@pytest.mark.usefixtures("chinese")
def test_time_in_chinese_has_no_names_of_months() -> None:
    assert [axes.quarter(2025, number) for number in (1, 2, 3, 4)] == [f"{sign}季度<br>2025年" for sign in "一二三四"]
    assert axes.months() == {"tickformat": "%-m月<br>%Y年"}
    assert [step["value"] for step in axes.dates()["tickformatstops"]] == ["%-m月%-d日<br>%Y年", "%-m月<br>%Y年", "%Y年"]
    assert axes.day() == "%Y年%-m月%-d日"
