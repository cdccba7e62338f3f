"""Moves by category as a heat map, and moves so far as steps."""

import itertools

import plotly.graph_objects as go
import pytest

from components.analysis import counts
from components.analysis.tables import Tables
from components.charts import category_counts, cumulative, theme
from tests.analysis.samples import STRANGE, frames, many, move, text

COLOURS = {"acme": "#D55E00", "acme-two": "#009E73", "bolt": "#0072B2"}


class TestCategories:
    def draw(self, data: Tables) -> tuple[go.Figure, go.Heatmap, go.Scatter]:
        figure = category_counts.draw(counts.by_category(data.moves))
        heat, words = figure.data
        return figure, heat, words

    def test_by_hand(self, both: Tables) -> None:
        figure, heat, words = self.draw(both)
        assert heat.z.tolist() == [[4, 0], [1, 1], [0, 1], [1, 0], [1, 1]]
        assert list(words.text) == ["4", "–", "1", "1", "–", "1", "1", "–", "1", "1"]
        assert list(zip(words.x, words.y, strict=True))[:3] == [(0, 0), (1, 0), (0, 1)]
        assert list(figure.layout.yaxis.ticktext) == ["Infrastructure ■", "Chips ◆", "Model ●", "Product ▲", "Finance ⬟"]
        assert list(figure.layout.xaxis.ticktext) == ["Acme<br>Sample", "波特<br>Sample"]
        assert next(list(line) for line in heat.customdata) == ["Acme Sample, infrastructure", "波特 Sample, infrastructure"]
        # The first category stands on top; a shade is told from zero up.
        assert figure.layout.yaxis.range == (4.5, -0.5)
        assert heat.zmin == 0

    def test_companies_of_one_name_have_a_column_each(self) -> None:
        figure, heat, _ = self.draw(frames(STRANGE["two of one name"]))
        assert heat.z.tolist() == [[1, 2]]
        assert list(figure.layout.xaxis.ticktext) == ["Acme<br>Sample<br>(acme)", "Acme<br>Sample<br>(acme-two)"]

    def test_many_companies_have_a_row_each(self) -> None:
        data = frames(many(30))
        figure, heat, words = self.draw(data)
        assert heat.z.shape == (30, len(figure.layout.xaxis.ticktext))
        assert list(figure.layout.yaxis.ticktext) == [theme.wrap(name, 22, hard=True) for name in data.names.values()]
        assert "■ Infrastructure" in figure.layout.xaxis.ticktext
        assert len(words.text) == heat.z.size
        # Two lines of a name have room in their row.
        assert figure.layout.height - theme.HEAD - 96 >= 30 * category_counts.LOW_ROW

    def test_nothing(self) -> None:
        figure, heat, words = self.draw(frames({}))
        assert len(words.text) == 0
        assert figure.layout.height > 0
        assert heat.z.size == 0


class TestCumulative:
    def draw(self, data: Tables) -> go.Figure:
        return cumulative.draw(counts.cumulative(data.moves), theme.company_colours(data.names) | COLOURS)

    def test_by_hand(self) -> None:
        data = frames({"acme": text("Acme Sample", [move("a"), move("b", "2025-03-01")]), "bolt": text("Bolt Sample", [move()])})
        figure = self.draw(data)
        assert [(trace.line.color, list(trace.y), [str(day)[:10] for day in trace.x]) for trace in figure.data] == [
            ("#D55E00", [1, 2], ["2025-02-24", "2025-03-01"]),
            ("#0072B2", [1, 1], ["2025-02-24", "2025-03-01"]),
        ]
        assert {trace.line.shape for trace in figure.data} == {"hv"}
        assert [note.text for note in figure.layout.annotations] == [
            '<span style="color:#0072B2">━</span> <b>Bolt Sample</b> 1',
            '<span style="color:#D55E00">━</span> <b>Acme Sample</b> 2',
        ]
        assert figure.layout.yaxis.range[0] == 0

    def test_labels_of_lines_that_meet_are_pushed_apart(self) -> None:
        figure = self.draw(frames(many(8)))
        places = sorted(note.ay if note.showarrow else note.y for note in figure.layout.annotations)
        height = figure.layout.height - theme.HEAD
        per_unit = (height - 60) / (figure.layout.yaxis.range[1])
        assert min((after - before) * per_unit for before, after in itertools.pairwise(places)) >= 12
        assert places[-1] <= figure.layout.yaxis.range[1]

    def test_two_hundred_lines(self) -> None:
        figure = self.draw(frames(many(200)))
        assert len(figure.data) == len(figure.layout.annotations) == 200

    def test_name_is_no_part_of_the_template(self) -> None:
        figure = self.draw(frames(STRANGE["names that mean something elsewhere"]))
        assert {trace.hovertemplate for trace in figure.data} == {"%{meta}: %{y} by %{x|%d %b %Y}<extra></extra>"}
        assert figure.data[0].meta == "=1+1 &lt;b&gt;&amp;amp; %{x}"

    def test_nothing(self) -> None:
        assert len(self.draw(frames({})).data) == 0


@pytest.mark.parametrize("name", ["one move", "two of one name", "far apart"])
def test_lines_end_together(name: str) -> None:
    data = frames(STRANGE[name])
    figure = cumulative.draw(counts.cumulative(data.moves), COLOURS)
    assert len({trace.x[-1] for trace in figure.data}) == 1
