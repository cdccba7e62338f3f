"""The timeline on a phone."""

import pytest

from components.analysis.lanes import NARROW, arrange
from components.analysis.tables import Tables
from components.charts import theme, timeline, upright
from tests.analysis.samples import frames, move, text

COLOURS = {"acme": "#D55E00", "bolt": "#0072B2"}


def test_every_move_is_a_mark_with_its_key_its_words_and_its_look(both: Tables) -> None:
    figure = timeline.draw(arrange(both.moves, pixels=NARROW), COLOURS)
    (marks,) = figure.data
    assert [key for (key,) in marks.customdata] == list(both.moves["key"])
    wide = next(trace for trace in timeline.draw(arrange(both.moves), COLOURS).data if trace.type == "scatter" and trace.mode == "markers")
    assert (marks.text, marks.marker.symbol, marks.marker.color) == (wide.text, wide.marker.symbol, wide.marker.color)
    assert marks.selected.marker.opacity == marks.unselected.marker.opacity == 1


def test_names_stand_above_the_columns_and_months_beside_the_rows(both: Tables) -> None:
    layout = timeline.draw(arrange(both.moves, pixels=NARROW), COLOURS).layout
    assert list(layout.xaxis.ticktext) == ["<b>Acme Sample</b>", "<b>波特 Sample</b>"]
    assert layout.xaxis.side == "top"
    assert layout.yaxis.range[0] > layout.yaxis.range[1] == 0
    assert all("<br>" not in label for label in layout.yaxis.ticktext)


def test_a_long_name_is_broken_and_never_cut() -> None:
    name = "Association for Very Long Names of Companies"
    files = {f"c{number}": text(f"{name} {number}", [move()]) for number in range(6)}
    layout = timeline.draw(arrange(frames(files).moves, pixels=NARROW), dict.fromkeys(files, "#D55E00")).layout
    # A long word is broken with a hyphen, all of it is there.
    shown = [label.replace("-<br>", "").replace("<br>", " ") for label in layout.xaxis.ticktext]
    assert shown == [f"<b>{name} {number}</b>" for number in range(6)]
    # All its lines have room above the marks.
    assert layout.margin.t >= theme.HEAD + upright.LINE * (layout.xaxis.ticktext[0].count("<br>") + 1)


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (15, 1), (16, 2), (500, 34)])
def test_height_is_that_of_the_rows(count: int, rows: int) -> None:
    data = frames({"acme": text("Acme Sample", [move(f"m{number}") for number in range(count)])})
    layout = timeline.draw(arrange(data.moves, pixels=NARROW), COLOURS).layout
    assert layout.height - layout.margin.t == pytest.approx(rows * upright.SLOT + 4)
