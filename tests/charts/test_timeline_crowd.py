"""The timeline of more moves than can be told apart."""

import pandas as pd
import pytest

from components.analysis.lanes import NARROW, WIDE, arrange
from components.charts import theme, timeline
from tests.analysis.samples import frames, move, text


def crowded(companies: int, each: int) -> pd.DataFrame:
    days = [pd.Timestamp("2025-01-01") + pd.Timedelta(days=3 * number) for number in range(each)]
    texts = {
        f"c{number:02}": text(f"C {number}", [move(f"m{place}", str(day.date())) for place, day in enumerate(days)])
        for number in range(companies)
    }
    return frames(texts).moves


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("pixels", [WIDE, NARROW])
def test_what_a_circle_carries(pixels: int, small: bool) -> None:
    moves = crowded(2, 400)
    layout = arrange(moves, pixels=pixels)
    figure = timeline.draw(layout, theme.company_colours(["c00", "c01"]), small=small)
    circles = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert layout.groups is not None
    assert [list(data) for data in circles.customdata] == [
        ["", "company", row.lane, str(row.start.date()), str(row.end.date())] for row in layout.groups.itertuples()
    ]
    assert circles.hovertext[0].startswith(f"<b>{layout.groups['count'].iloc[0]} moves</b> · C 0<br>1 Jan 2025 to ")


def test_circles_of_a_lane_stay_in_it() -> None:
    figure = timeline.draw(arrange(crowded(30, 40)), theme.company_colours([f"c{number:02}" for number in range(30)]))
    circles = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert max(circles.marker.size) <= 2.2 * timeline.ROW
    assert min(circles.marker.size) >= timeline.SMALLEST


def test_the_note_says_what_lanes_and_circles_are() -> None:
    figure = timeline.draw(arrange(crowded(40, 30)), theme.company_colours([f"c{number:02}" for number in range(40)]))
    (note,) = figure.layout.annotations
    assert note.text.replace("<br>", " ") == (
        "A lane for each category: 40 companies are in view. "
        "A circle stands for as many moves as it says: click it to see these days alone."
    )


@pytest.mark.parametrize(("count", "words"), [(2, "2"), (999, "999"), (1240, "1.2k"), (12_345, "12k")])
def test_short_counts(count: int, words: str) -> None:
    assert timeline._short(count) == words
