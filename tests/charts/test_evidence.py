"""What moves rest on: a whole bar a company, its parts told apart by fill and by words."""

import itertools
import json

import plotly.graph_objects as go
import pytest

from components.analysis import coverage
from components.analysis.tables import Tables
from components.charts import evidence, theme
from components.records.vocabulary import Evidence
from tests.analysis import samples
from tests.analysis.samples import frames, move, text

ACME, BOLT = "#D55E00", "#0072B2"
COLOURS = {"acme": ACME, "bolt": BOLT}


def draw(data: Tables) -> go.Figure:
    return evidence.draw(coverage.evidence_counts(data.moves), theme.company_colours(data.names) | COLOURS)


def plain(words: str) -> str:
    """A label without the colours of its signs."""
    for colour in (ACME, BOLT, *(theme.tint(colour, strength) for colour in (ACME, BOLT) for strength, _, _ in evidence.LOOKS.values())):
        words = words.replace(f'<span style="color:{colour}">', "").replace("</span>", "")
    return words


class TestBars:
    def test_by_hand(self) -> None:
        """Three of four moves are the company's word, one a rumour; Bolt's one is in a filing."""
        data = frames(
            {
                "acme": text("Acme Sample", [move("a"), move("b"), move("c"), move("d", evidence="unnamed")]),
                "bolt": text("Bolt Sample", [move(evidence="filing")]),
            }
        )
        filing, company, unnamed = draw(data).data
        assert [list(bar.x) for bar in (filing, company, unnamed)] == [[100], [75], [25]]
        assert list(company.y) == list(unnamed.y)
        assert filing.y[0] > company.y[0]
        assert filing.marker.color == ("rgba(0, 114, 178, 1)",)
        assert unnamed.marker.color == ("rgba(213, 94, 0, 0)",)
        assert company.marker.line.color == (ACME,)

    def test_bars_are_whole_and_begin_at_zero(self, both: Tables) -> None:
        figure = draw(both)
        assert figure.layout.barmode == "stack"
        assert figure.layout.xaxis.range[0] == 0
        ends: dict[float, float] = {}
        for bar in figure.data:
            assert all(part > 0 for part in bar.x)
            for place, part in zip(bar.y, bar.x, strict=True):
                ends[place] = ends.get(place, 0) + part
        assert list(ends.values()) == pytest.approx([100, 100])

    def test_no_two_kinds_look_alike(self) -> None:
        data = frames({"acme": text("Acme Sample", [move(kind.value, evidence=kind.value) for kind in Evidence])})
        bars = draw(data).data
        assert len({(bar.marker.color, bar.marker.pattern.shape) for bar in bars}) == len(bars) == len(Evidence)
        # What a filing says is strongest, what unnamed people say is hollow.
        strengths = [float(bar.marker.color[0].split(", ")[3].rstrip(")")) for bar in bars]
        assert strengths[0] == 1 > max(strengths[1:])
        assert strengths[-1] == 0 < min(strengths[:-1])

    def test_hover(self, both: Tables) -> None:
        filing = draw(both).data[0]
        assert filing.text == (
            "<b>Acme Sample</b>: 1 of 7 moves (14%)<br>Filing: A results announcement, annual report or exchange<br>filing."
            "<br>3 distinct sources named",
        )


class TestLabels:
    def test_by_hand(self, both: Tables) -> None:
        acme, bolt = draw(both).layout.annotations
        assert plain(acme.text).split("<br>") == [
            "<b>Acme Sample</b> 7 moves",
            "█ filing 1 (14%)   █ company 4 (57%)",
            "█ news 1 (14%)   □ unnamed 1 (14%)",
        ]
        assert plain(bolt.text).split("<br>") == [
            "<b>波特 Sample</b> 3 moves",
            "█ company 1 (33%)   ▨ government 1 (33%)",
            "▤ estimate 1 (33%)",
        ]

    def test_signs_have_the_strength_of_their_parts(self, both: Tables) -> None:
        acme, _ = draw(both).layout.annotations
        for strength in ("1", "0.7", "0.3"):
            assert f'<span style="color:rgba(213, 94, 0, {strength})">█</span>' in acme.text

    def test_stand_above_their_bars_and_touch_nothing(self) -> None:
        figure = draw(frames(samples.many(20)))
        places = sorted({place for bar in figure.data for place in bar.y})
        labels = [(note.y, note.y + evidence.LINE * (note.text.count("<br>") + 1)) for note in figure.layout.annotations]
        assert len(labels) == len(places) == 20
        for (_, bottom), place in zip(labels, places, strict=True):
            assert bottom <= place - evidence.BAR / 2
        for place, (top, _) in zip(places, labels[1:], strict=False):
            assert top > place + evidence.BAR / 2
        # The axis counts pixels downwards.
        height, zero = figure.layout.yaxis.range
        assert (zero, height) == (0, figure.layout.height - theme.HEAD)
        assert all(one < other for one, other in itertools.pairwise(places))

    def test_lines_are_short_enough_for_a_phone(self) -> None:
        moves = [move(f"{kind.value}-{number}", evidence=kind.value) for kind in Evidence for number in range(12)]
        (label,) = draw(frames({"acme": text("Acme Sample of a very long name that takes more than one line", moves)})).layout.annotations
        lines = plain(label.text).replace("<b>", "").replace("</b>", "").split("<br>")
        assert max(map(len, lines)) <= evidence.LETTERS
        assert " ".join(lines).count("12 (17%)") == len(Evidence)


class TestEveryData:
    @pytest.mark.parametrize("name", samples.STRANGE)
    def test_strange_data(self, name: str) -> None:
        figure = draw(samples.strange(name))
        assert figure.layout.height > 0
        json.loads(figure.to_json(), parse_constant=lambda word: pytest.fail(word))

    def test_equal_data_gives_an_equal_picture(self) -> None:
        assert draw(samples.both()).to_json() == draw(samples.both()).to_json()

    def test_name_is_shown_to_the_letter(self) -> None:
        figure = draw(frames(samples.STRANGE["names that mean something elsewhere"]))
        assert plain(figure.layout.annotations[0].text).startswith("<b>=1+1 &lt;b&gt;&amp;amp; %{x}</b> 1 move<br>")
        assert figure.data[0].text[0].startswith("<b>=1+1 &lt;b&gt;&amp;amp; %{x}</b>: 1 of 1 move (100%)")
        assert figure.data[0].hovertemplate == "%{text}<extra></extra>"
