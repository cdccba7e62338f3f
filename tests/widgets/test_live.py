"""How often an open page looks for changed data."""

import pytest

from components.widgets import live


@pytest.mark.parametrize(("viewers", "seconds"), [(0, 1), (1, 1), (20, 1), (21, 1.05), (50, 2.5), (200, 10), (5000, 10)])
def test_the_more_look_the_less_often_each(viewers: int, seconds: float) -> None:
    assert live.interval(viewers) == seconds
