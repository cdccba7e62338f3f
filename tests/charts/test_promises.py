"""Days early or late: a row a promise, marks only where the day is known."""

import itertools
import json
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from components.analysis import promises as analysis
from components.analysis.tables import Tables
from components.charts import promises, theme
from components.records.dates import PartialDate
from tests.analysis.samples import frames, move, parse, text

COLOURS = {"acme": "#D55E00"}


def drawn(*moves: dict[str, Any], name: str = "Acme Sample") -> go.Figure:
    content = text(name, moves)
    found = analysis.promises(frames({"acme": content}).moves, analysis.due_dates({"acme": parse("acme", content)}), date(2026, 3, 15))
    return promises.draw(found, COLOURS)


def fulfilled(due: str, day: str, name: str = "promise", **fields: Any) -> list[dict[str, Any]]:
    return [move(name, "2024-01-05", due=due), move(f"{name}-done", day, fulfils=name, status="completed", **fields)]


class TestByHand:
    def figure(self) -> go.Figure:
        late = fulfilled("2025-03-31", "2025-06-09", "late", evidence="news")
        span = fulfilled("2025-05-11", "2025-04", "early")
        return drawn(*late, *span, move("open", due="2030"), move("over", due="2024-Q2"))

    def test_marks_only_where_the_day_is_known(self) -> None:
        """70 days late; between 40 and 11 days early, drawn at the nearer end with a bar to the farther."""
        spans, dots = self.figure().data
        assert list(dots.x) == [-11, 70]
        assert [list(data) for data in dots.customdata] == [["acme/early"], ["acme/late"]]
        assert (list(spans.base), list(spans.x)) == ([-40], [29])
        assert spans.y[0] == dots.y[0]
        assert dots.marker.color == (theme.tint("#D55E00", 1), theme.tint("#D55E00", 0.4))
        assert dots.text[1] == (
            "<b>Acme Sample</b>: A sample move late<br>Said 5 Jan 2024, due 31 Mar 2025<br>kept late, by 70 days<br>"
            "9 Jun 2025: A sample move late-done<br>Evidence: news"
        )

    def test_words_at_every_row(self) -> None:
        figure = self.figure()
        assert [note.text for note in sorted(figure.layout.annotations, key=lambda note: note.y)] == [
            "<b>Acme Sample</b>: A sample move early",
            "kept early, by 11 to 40<br>days<br>due 11 May 2025",
            "<b>Acme Sample</b>: A sample move late",
            "kept late, by 70 days<br>due 31 Mar 2025",
            "<b>Acme Sample</b>: A sample move over",
            "<i>? overdue, nothing known · due Q2 2024</i>",
            "<b>Acme Sample</b>: A sample move open",
            "<i>○ open · due 2030</i>",
        ]

    def test_words_stand_on_the_other_side_than_the_mark(self) -> None:
        anchors = [note.xanchor for note in self.figure().layout.annotations if note.xref != "paper"]
        assert anchors == ["left", "right"]

    def test_axis(self) -> None:
        axis = self.figure().layout.xaxis
        assert list(axis.ticktext) == ["60 days<br>early", "<b>due day</b>", "60 days<br>late"]
        assert axis.range == (pytest.approx(-94.5), pytest.approx(94.5))


def test_on_time_stands_on_the_line() -> None:
    found = drawn(*fulfilled("2025-06-30", "2025-06-30"))
    assert list(found.data[1].x) == [0]
    # A single day does not fill the axis.
    assert found.layout.xaxis.range == (pytest.approx(-40.5), pytest.approx(40.5))
    (line,) = found.layout.shapes
    assert (line.x0, line.x1) == (0, 0)


def test_month_that_holds_the_due_day_is_drawn_as_a_span() -> None:
    spans, dots = drawn(*fulfilled("2025-04-01", "2025-04")).data
    assert (list(dots.x), list(spans.base), list(spans.x)) == ([0], [0], [29])


def test_long_titles_wrap_and_make_room() -> None:
    short, long = (drawn(move(due="2030", title=title)) for title in ("Short", "A word " * 30))
    lines = long.layout.annotations[0].text.split("<br>")
    assert len(lines) > 3
    assert all(len(line) <= promises.LETTERS + len("<b></b>") for line in lines)
    assert long.layout.height - short.layout.height == (len(lines) - 1) * promises.LINE


def test_rows_do_not_overlap() -> None:
    found = drawn(
        *fulfilled("2025-03-31", "2025-04-09"), *(move(f"m{n}", due=str(2020 + n), title="A word " * (n * 5)) for n in range(1, 8))
    )
    ends = sorted((note.y, note.text.count("<br>") + 1) for note in found.layout.annotations if note.xref == "paper")
    assert all(top + lines * promises.LINE <= below for (top, lines), (below, _) in itertools.pairwise(ends))


def test_text_from_files_is_shown_to_the_letter() -> None:
    found = drawn(*fulfilled("2025-06-30", "2025-07-30", title="D <b>&amp;"), name="N <b>&amp; %{x}")
    assert found.layout.annotations[0].text.startswith("<b>N &lt;b&gt;&amp;amp; %{x}</b>: ")
    assert "D &lt;b&gt;&amp;amp;" in found.data[1].text[0]


def test_equal_data_gives_an_equal_picture() -> None:
    first, second = (drawn(*fulfilled("2025-06-30", "2025-04"), move("x", due="2027")).to_json() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("moves", [[], [move("a", due="2030")], [move("a", due="2024", status="cancelled")]])
def test_nothing_kept(moves: list[dict[str, Any]]) -> None:
    found = drawn(*moves)
    json.loads(found.to_json(), parse_constant=lambda word: pytest.fail(word))
    assert found.layout.height > 0
    assert list(found.data[1].x) == []
    assert not found.layout.xaxis.tickvals


def test_shipped_data(shipped_tables: Tables) -> None:
    due = shipped_tables.moves[shipped_tables.moves["due"].notna()]
    dues = {key: PartialDate.parse(str(day)[:10]) for key, day in zip(due["key"], due["due"], strict=True)}
    frame = analysis.promises(shipped_tables.moves, dues, date(2026, 3, 15))
    found = promises.draw(frame, theme.company_colours(shipped_tables.names))
    assert [key for (key,) in found.data[1].customdata] == list(frame[frame["days_low"].notna()]["key"])
