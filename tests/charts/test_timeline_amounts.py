"""Sums in the timeline's bars and hovers are shown as chosen: as stated, converted, per year."""

from components.analysis import lanes, money
from components.analysis.tables import Tables, tables
from components.charts import timeline
from components.records.reader import read

ACME = b"""
company: {name: Acme}
sources: {s: {publisher: The Paper, title: T, kind: news}}
moves:
  - {id: a, date: 2025-02-24, title: Pledges a sum, category: infrastructure, status: announced, evidence: company, sources: [s],
     amount: {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure},
     period: {start: 2025-02, end: 2028-01}}
  - {id: b, date: 2025-Q3, title: Opens its model, category: model, status: completed, evidence: news, sources: [s]}
"""
COLOURS = {"acme": "#0072B2"}


def data() -> Tables:
    found = read("acme.yaml", ACME)
    assert found.content is not None
    return tables({"acme": found.content}, {})


def drawn(currency: str = "", basis: str = "total") -> dict:
    figure = timeline.draw(lanes.arrange(money.compare(data().moves, currency, basis)), COLOURS)
    return {trace.type + str(number): trace for number, trace in enumerate(figure.data)} | {"layout": figure.layout}


def bar_text(traces: dict) -> list[str]:
    return next(list(trace.text) for trace in traces.values() if getattr(trace, "mode", "") == "text")


def hovers(traces: dict) -> list[str]:
    return next(list(trace.text) for trace in traces.values() if getattr(trace, "mode", "") == "markers")


def test_bar_holds_the_sum_as_stated_or_as_chosen() -> None:
    assert bar_text(drawn()) == ["more than ¥380bn"]
    # 380e9 / 7.5879 x 1.0466 by the ECB's rates of that day, over three years
    assert bar_text(drawn("USD", "per_year")) == ["more than US$17.5bn a year"]
    assert bar_text(drawn("", "per_year")) == ["more than ¥126.7bn a year"]


def test_hover_adds_the_sum_as_chosen() -> None:
    assert "<br>= more than US$52.4bn<br>" in hovers(drawn("USD"))[0]


def test_uncompared_moves_are_drawn_too() -> None:
    figure = timeline.draw(lanes.arrange(data().moves), COLOURS)
    assert figure.to_json() == timeline.draw(lanes.arrange(data().moves), COLOURS).to_json()
