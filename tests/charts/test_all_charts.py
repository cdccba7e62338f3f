"""What holds for every chart: it lives with strange data, is the same for the same data, and shows text as text."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import orjson
import plotly.graph_objects as go
import pytest

from components.analysis import counts, reported, stated
from components.analysis.lanes import NARROW, arrange
from components.analysis.tables import Tables
from components.charts import category_counts, cumulative, figure_series, quarterly, stated_amounts, theme, timeline
from components.charts.drawn import Drawn
from components.records.vocabulary import Metric, Nature
from tests.analysis import samples


def all_charts(data: Tables) -> Iterator[tuple[str, go.Figure]]:
    """Every chart that a page draws of this data, also those of nothing."""
    colours = theme.company_colours(data.names)
    yield "timeline", timeline.draw(arrange(data.moves), colours)
    yield "phone timeline", timeline.draw(arrange(data.moves, pixels=NARROW), colours)
    yield "overview timeline", timeline.draw(arrange(data.moves, periods=False), colours, small=True)
    yield "categories", category_counts.draw(counts.by_category(data.moves))
    yield "cumulative", cumulative.draw(counts.cumulative(data.moves), colours)
    for nature in Nature:
        yield f"stated {nature}", stated_amounts.draw(stated.of_nature(data.moves, nature), colours)
    companies = data.figures[data.figures["company"].isin(list(data.names))]
    for metric in (Metric.CAPITAL_EXPENDITURE, Metric.REVENUE, Metric.PROFIT):
        yield f"quarterly {metric}", quarterly.draw(reported.quarterly(companies, metric), colours)
    # A page shows one company's series.
    first = companies[companies["company"] == companies["company"].min()]
    for number, series in enumerate(reported.series(first)):
        yield f"series {number}", figure_series.draw(series, colours[series["company"].iloc[0]])


@pytest.mark.parametrize("name", samples.STRANGE)
def test_strange_data(name: str) -> None:
    data = samples.strange(name)
    drawn = dict(all_charts(data))
    for figure in drawn.values():
        assert figure.layout.height > 0
        # NaN and infinity are no JSON.
        json.loads(figure.to_json(), parse_constant=lambda word: pytest.fail(word))
    shown = [key for trace in drawn["timeline"].data if trace.type == "scatter" and trace.mode == "markers" for (key,) in trace.customdata]
    assert shown == list(data.moves["key"])


@pytest.mark.parametrize("make", [samples.both, lambda: samples.frames(samples.STRANGE["no amounts"])], ids=["both", "no amounts"])
def test_equal_data_gives_an_equal_picture(make: Callable[[], Tables]) -> None:
    """Streamlit takes a chart that differs in one byte for a new one, and forgets the viewer's zoom."""
    first, second = ([(name, figure.to_json()) for name, figure in all_charts(make())] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", [name for name in samples.STRANGE if name != "two hundred"])
def test_chart_that_is_not_checked_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages draw without Plotly's check, which would take longer than all else; tests draw with it."""
    checked = [(name, _plain(json.loads(figure.to_json()))) for name, figure in all_charts(samples.strange(name))]
    monkeypatch.setattr(theme, "CHECKED", False)
    drawn = list(all_charts(samples.strange(name)))
    for _name, figure in drawn:
        if isinstance(figure, Drawn):
            # Whatever else is in it Plotly finds by looking at each value, which takes ten times as long as to write them all down.
            orjson.dumps(figure.to_dict(), option=orjson.OPT_SERIALIZE_NUMPY)
    assert [(name, _plain(json.loads(figure.to_json()))) for name, figure in drawn] == checked
    # Also once somebody has looked into it, and so made the objects that Plotly checks.
    assert all(figure.layout.height > 0 for _name, figure in drawn)
    assert [(name, _plain(json.loads(figure.to_json()))) for name, figure in drawn] == checked


def _plain(part: Any) -> Any:
    """A part of a figure with all numbers in lists, days without the midnight they begin with: Plotly packs them in several ways."""
    if isinstance(part, dict) and set(part) == {"dtype", "bdata"}:
        return np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"]).tolist()
    if isinstance(part, dict):
        return {name: _plain(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_plain(value) for value in part]
    return part.removesuffix("T00:00:00") if isinstance(part, str) else part


def test_shipped_data_gives_an_equal_picture(shipped_tables: Tables) -> None:
    copy = Tables(shipped_tables.moves.copy(), shipped_tables.figures.copy(), shipped_tables.sources.copy(), dict(shipped_tables.names))
    assert [figure.to_json() for _, figure in all_charts(shipped_tables)] == [figure.to_json() for _, figure in all_charts(copy)]


def test_charts_leave_frames_as_they_were(both: Tables) -> None:
    before = both.moves.copy(deep=True), both.figures.copy(deep=True)
    list(all_charts(both))
    assert both.moves.equals(before[0])
    assert both.figures.equals(before[1])


# Every text that an editor can write, with signs that Plotly takes for HTML.
HOSTILE = "<b>&amp; <a href='x'>"
OURS = ("<b>", "</b>", "<br>", "<i>", "</i>", "<extra></extra>", *(theme.key(colour) for colour in theme.PALETTE))


def _hostile() -> Tables:
    moves = [
        samples.move(
            "summed",
            "2025-Q1",
            title=f"T {HOSTILE}",
            amount=samples.stating(5e9, as_stated=f"S {HOSTILE}", covers=f"C {HOSTILE}"),
            period={"start": "2025", "end": "2026"},
        ),
        samples.move(
            "share", amount={"as_stated": f"A {HOSTILE}", "nature": "guidance", "measure": "chips"}, period={"start": "2025", "end": "2030"}
        ),
    ]
    figures = [
        samples.figure(quarter, fiscal_label=f"F {HOSTILE}", covers=f"D {HOSTILE}", note=f"N {HOSTILE}")
        for quarter in ("2025-Q1", "2025-Q2")
    ]
    figures += [samples.figure(quarter, metric="users", unit=f"U {HOSTILE}") for quarter in ("2025-Q1", "2025-Q2")]
    text = samples.text(f"N {HOSTILE}", moves, figures).replace("publisher: Sample Exchange", f'publisher: "P {HOSTILE}"')
    return samples.frames({"acme": text})


def _texts(value: object) -> Iterator[str]:
    """All texts in a figure, wherever they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def test_text_from_files_is_shown_to_the_letter() -> None:
    data = _hostile()
    seen = set()
    for name, figure in all_charts(data):
        for text in _texts(json.loads(figure.to_json())):
            rest = text
            for tag in OURS:
                rest = rest.replace(tag, "")
            assert "<" not in rest, (name, text)
            assert "&amp; " not in text, (name, text)
            seen.update(letter for letter in "TSCAFDNUP" if f"{letter} &lt;b&gt;&amp;amp;" in text.replace("<br>", " "))
    # Each of them stands somewhere, so that the check above has seen it; what an amount covers is in the card only.
    assert seen == set("TSAFDNUP")


class TestColours:
    def test_stay_the_same_when_a_company_is_filtered(self, both: Tables) -> None:
        colours = theme.company_colours(both.names)
        for company in both.names:
            alone = both.moves[both.moves["company"] == company]
            (line,) = cumulative.draw(counts.cumulative(alone), colours).data
            assert line.line.color == colours[company]
            outlines = [trace.marker.line.color for trace in timeline.draw(arrange(alone), colours).data if trace.customdata is not None]
            assert {colour for outline in outlines for colour in outline} == {colours[company]}

    def test_are_the_same_on_every_chart(self, both: Tables) -> None:
        colours = theme.company_colours(both.names)
        assert len(set(colours.values())) == 2
        for name, figure in all_charts(both):
            drawn = json.dumps(json.loads(figure.to_json())["data"])
            if name.startswith("quarterly capital"):
                assert all(colour in drawn for colour in colours.values())
            assert not any(colour in drawn for colour in theme.PALETTE if colour not in colours.values())
