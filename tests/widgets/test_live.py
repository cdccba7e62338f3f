"""How often an open page looks for changed data."""

import pytest

from components.widgets import live


@pytest.mark.parametrize(("viewers", "seconds"), [(0, 0.8), (1, 0.8), (16, 0.8), (17, 0.85), (20, 1), (50, 2.5), (200, 10), (5000, 10)])
def test_the_more_look_the_less_often_each(viewers: int, seconds: float) -> None:
    assert live.interval(viewers) == seconds
