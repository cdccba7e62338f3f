"""The companies' colours stay apart for full colour vision and for each of the three deficiencies, in light and dark.

Deficiencies are simulated at full severity after Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color
vision deficiency" (IEEE TVCG 15, 2009), whose matrices for linear sRGB these are. Distances are Euclidean in Oklab (Ottosson, 2020) x 100,
where about 2 is just seen.
"""

import itertools
import tomllib
from pathlib import Path

import pytest

from components.charts import theme

Matrix = tuple[tuple[float, ...], ...]
SIGHT: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
APART = 7.0


def times(matrix: Matrix, vector: list[float]) -> list[float]:
    return [sum(part * value for part, value in zip(row, vector, strict=True)) for row in matrix]


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def oklab(colour: str, sight: str) -> list[float]:
    seen = [min(max(part, 0), 1) for part in times(SIGHT[sight], linear(colour))]
    return times(LAB, [part ** (1 / 3) for part in times(LMS, seen)])


def distance(one: str, other: str, sight: str) -> float:
    return 100 * sum((a - b) ** 2 for a, b in zip(oklab(one, sight), oklab(other, sight), strict=True)) ** 0.5


class TestMeasure:
    """What is used to measure is right itself."""

    def test_black_to_white_is_the_whole_way(self) -> None:
        assert distance("#000000", "#FFFFFF", "full") == pytest.approx(100, abs=0.01)

    def test_red_and_green_meet_for_deuteranopes_and_not_for_tritanopes(self) -> None:
        # Two colours of one lightness that full colour vision tells apart at once.
        red, green = "#B06A3C", "#808000"
        assert distance(red, green, "full") > 9
        assert distance(red, green, "deuteranopia") < 3
        assert distance(red, green, "tritanopia") > 8

    @pytest.mark.parametrize("sight", SIGHT)
    def test_grey_stays_grey(self, sight: str) -> None:
        _, a, b = oklab("#7F7F7F", sight)
        assert (a, b) == (pytest.approx(0, abs=2e-3), pytest.approx(0, abs=2e-3))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(theme.PALETTE, 2)))
def test_any_two_colours_stay_apart(one: str, other: str, sight: str) -> None:
    assert distance(one, other, sight) >= APART


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("colour", theme.PALETTE)
def test_no_colour_is_taken_for_the_grey_of_lines(colour: str, sight: str) -> None:
    assert distance(colour, theme.NEUTRAL, sight) >= 5


def test_page_and_charts_have_one_palette() -> None:
    config = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert tuple(config["theme"]["chartCategoricalColors"]) == theme.PALETTE
