"""The words around the picture of a chart."""

import json
from dataclasses import replace
from datetime import date

import pytest

from components.analysis import money
from components.analysis.selection import Selection, select_figures, select_moves
from components.analysis.tables import tables
from components.charts import theme
from components.downloads import charts, count_charts, picture
from components.downloads.chart import Chart, Seen
from components.records.library import Snapshot
from components.records.vocabulary import Nature


def see(snapshot: Snapshot, **chosen: object) -> Seen:
    data, selection = tables(snapshot.files, snapshot.shared), Selection(**chosen)
    every = money.compare(money.with_revenue_shares(data.moves, data.figures), selection.currency, selection.basis)
    moves, figures = select_moves(every, selection), select_figures(data.figures, selection)
    return Seen(snapshot, data, selection, every, moves, figures, theme.company_colours(data.names), date(2026, 11, 24))


def amounts(seen: Seen) -> Chart:
    made = charts.amounts(seen, Nature.PLEDGE)
    assert made is not None
    return made


def test_publishers_are_cut_where_they_are_many(snapshot: Snapshot) -> None:
    seen = see(snapshot)
    chart = charts.moves(seen)
    assert chart is not None
    assert picture.publishers(chart, seen) == "Sources: Sample Blog, The Sample Paper, Sample Broker, Sample Exchange and Sample Forum."
    assert picture.publishers(chart, seen, 3) == "Sources: Sample Blog, The Sample Paper, Sample Broker and 2 more."
    # "1 more" would be no shorter than the name.
    assert picture.publishers(chart, seen, 4) == picture.publishers(chart, seen)
    assert picture.publishers(replace(chart, name="one", keys=("acme/filing",), moves=None), seen) == "Source: Sample Exchange."
    assert picture.publishers(replace(chart, name="none", moves=None), seen) == ""


def test_rates_are_named_where_they_are_used(snapshot: Snapshot) -> None:
    for currency, named in (("", False), ("USD", True)):
        seen = see(snapshot, currency=currency)
        assert ("Exchange rates: European Central Bank" in picture.publishers(amounts(seen), seen)) == named


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ""),
        ({"companies": ("acme",), "words": "yuan"}, "Companies: Acme Sample · Words: “yuan”"),
        ({"basis": "per_year"}, "Amounts: as stated, divided by the length of the stated period"),
        ({"start": date(2025, 1, 1), "evidence": ("filing",)}, "Evidence: filing · From: 1 Jan 2025"),
    ],
)
def test_view_is_said_where_it_is_not_everything(snapshot: Snapshot, chosen: dict[str, object], expected: str) -> None:
    seen = see(snapshot, **chosen)
    assert picture.in_view(amounts(see(snapshot)), seen) == expected


def test_amounts_are_named_only_where_some_are_drawn(snapshot: Snapshot) -> None:
    seen = see(snapshot, currency="EUR")
    chart = count_charts.categories(seen)
    assert chart is not None
    assert picture.in_view(chart, seen) == ""


def test_link_leads_to_the_page_of_the_chart(snapshot: Snapshot) -> None:
    seen = see(snapshot, companies=("acme",), currency="USD")
    assert picture.link(amounts(seen), seen, "https://moves.example/x/") == (
        f"https://moves.example/x/compare?companies=acme&currency=USD&nature=pledge&rev={snapshot.revision}"
    )


def test_long_note_is_cut_in_the_picture_alone(snapshot: Snapshot) -> None:
    seen = see(snapshot)
    chart = replace(amounts(seen), notes=("word " * 300,))
    page = picture.page(chart, seen, "https://moves.example/", "https://moves.example/api/chart.csv")
    (note,) = json.loads(page.split('id="content">')[1].split("</script>")[0])["notes"]
    assert note.endswith("word …")
    assert 590 <= len(note) <= 600
    assert json.loads(picture.json(chart, seen, "https://moves.example/"))["notes"] == ["word " * 300]


def test_equal_views_give_equal_pages(snapshot: Snapshot) -> None:
    pages = []
    for _ in range(2):
        seen = see(snapshot, currency="EUR")
        pages.append(picture.page(amounts(seen), seen, "https://moves.example/", "https://moves.example/api/chart.csv", "png"))
    assert pages[0] == pages[1]
