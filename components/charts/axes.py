"""Places on an axis that people read easily, in our own words: Plotly would write 1e11 as "100G", and all months in English."""

from math import floor, log10
from typing import Any

from components.language import current


def round_steps(top: float, bottom: float = 0) -> list[float]:
    """Round places from 0 up to `top`, three to five, and in the same steps down to `bottom` where that is below 0.

    380e9 -> [0, 1e11, 2e11, 3e11]; (5, -3) -> [-2, 0, 2, 4]; 0 alone where there is nothing to measure.
    """
    most = max(top, -bottom)
    if not most > 1e-100:
        return [0]
    power = 10.0 ** floor(log10(most))
    step = power * next(step for step in (0.25, 0.5, 1, 2, 2.5, 5) if most / (step * power) <= 4)
    # A hair more, so that 0.3 holds three steps of 0.1. The digits cut off are those that floats add to 3 * 0.1.
    up, down = (int(max(end, 0) / step + 1e-9) for end in (top, -bottom))
    return [float(f"{index * step:.12g}") for index in range(-down, up + 1)]


def quarter(year: int, number: int) -> str:
    """A quarter below an axis, in two lines: "Q1<br>2025"."""
    return f"{'一二三四'[number - 1]}季度<br>{year}年" if current() == "zh" else f"Q{number}<br>{year}"


def months() -> dict[str, str]:
    """How an axis of months in two lines is written: "Feb" above "2025"."""
    return {"tickformat": "%-m月<br>%Y年" if current() == "zh" else "%b<br>%Y"}


def dates() -> dict[str, Any]:
    """How an axis of dates is written whose steps Plotly chooses; in English as Plotly does it."""
    if current() != "zh":
        return {}
    steps = (([None, "M1"], "%-m月%-d日<br>%Y年"), (["M1", "M12"], "%-m月<br>%Y年"), (["M12", None], "%Y年"))
    return {"tickformatstops": [{"dtickrange": span, "value": form} for span, form in steps]}


def day() -> str:
    """The format of a day in what a mark says: "24 Feb 2025"."""
    return "%Y年%-m月%-d日" if current() == "zh" else "%d %b %Y"
