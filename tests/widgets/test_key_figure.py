"""Values in large type: never cut off, in neither language."""

import pytest

from components.widgets.key_figure import fits


@pytest.mark.parametrize("value", ["more than ¥380bn", "up to US$70bn", "55.2%", "超过524亿美元", "2026年10月1日", "每年230亿美元"])
def test_has_room(value: str) -> None:
    assert fits(value)


@pytest.mark.parametrize(
    "value",
    [
        "more than BRL 200bn",
        "more than US$148m",
        "about US$156.25bn",
        "more than US$17.5bn a year",
        "每年超过175亿美元",
        "每年最多700亿美元",
    ],
)
def test_has_no_room(value: str) -> None:
    assert not fits(value)
