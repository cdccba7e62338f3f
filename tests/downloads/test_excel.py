"""The workbook: sheets, types of cells, links, and nothing that calculates."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from components.analysis import export, money
from components.analysis.export import Extract
from components.analysis.selection import Selection
from components.downloads import excel
from components.records.library import Snapshot
from tests.analysis import samples

Take = Callable[..., Extract]


def opened(taken: Extract) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel.workbook(taken)))


def column(sheet: Any, heading: str) -> list[Any]:
    place = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]


def of_texts(snapshot: Snapshot, texts: dict[str, str]) -> Extract:
    data = samples.frames(texts)
    empty = replace(snapshot, files={company: samples.parse(company, text) for company, text in texts.items()})
    return export.extract(empty, data, money.compare(money.with_revenue_shares(data.moves, data.figures)), Selection())


def test_sheets_with_their_rows(take: Take) -> None:
    taken = take()
    book = opened(taken)
    assert book.sheetnames == ["About", "Moves", "Figures", "Sources"]
    rows = [book[name].max_row - 1 for name in ("Moves", "Figures", "Sources")]
    assert rows == [len(taken.moves), len(taken.figures), len(taken.sources)]


def test_about_says_which_view_of_which_data(take: Take, snapshot: Snapshot) -> None:
    sheet = opened(take(companies=("bolt",), currency="USD"))["About"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=3, max_row=6)}
    assert said == {
        "Selection": "companies: bolt; amounts in USD",
        "Contents": "3 moves, 1 figure and 4 sources",
        "Data revision": snapshot.revision,
        "Taken on": "2026-11-24",
    }


def test_cells_have_their_types(take: Take) -> None:
    sheet = opened(take())["Moves"]
    keys = [cell.value for cell in column(sheet, "Key")]
    place = keys.index("acme/pledge")
    low, period_start, disputed = (column(sheet, heading)[place] for heading in ("Low", "Period start", "Disputed"))
    assert (low.value, low.data_type) == (380_000_000_000, "n")
    assert (period_start.value, period_start.number_format) == (datetime(2025, 2, 1), "yyyy-mm-dd")
    assert disputed.value == "yes"
    assert column(sheet, "Low")[keys.index("bolt/model")].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.endswith(str(len(keys) + 1))


def test_sources_are_links(take: Take) -> None:
    sheet = opened(take())["Moves"]
    place = [cell.value for cell in column(sheet, "Key")].index("acme/pledge")
    source = column(sheet, "First source")[place]
    assert (source.value, source.hyperlink.target) == ("https://example.com/filing", "https://example.com/filing")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_is_no_formula_and_no_link(snapshot: Snapshot, start: str) -> None:
    text = samples.text(f"{start}1+1", [samples.move("a", title=f"{start}HYPERLINK(1)", summary="https://example.com/in-a-text")])
    sheet = opened(of_texts(snapshot, {"acme": text}))["Moves"]
    cells = [column(sheet, heading)[0] for heading in ("Company", "Title", "Summary")]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (f"{start}1+1", "s", None),
        (f"{start}HYPERLINK(1)", "s", None),
        ("https://example.com/in-a-text", "s", None),
    ]


@pytest.mark.parametrize("name", samples.STRANGE)
def test_strange_data(snapshot: Snapshot, name: str) -> None:
    texts = {company: text for company, text in samples.STRANGE[name].items() if not company.startswith("_")}
    taken = of_texts(snapshot, texts)
    book = opened(taken)
    assert book["Moves"].max_row - 1 == len(taken.moves)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_day_that_the_format_cannot_hold_is_text(snapshot: Snapshot) -> None:
    sheet = opened(of_texts(snapshot, samples.STRANGE["far apart"]))["Moves"]
    assert [cell.value for cell in column(sheet, "First day")] == ["1900-01-01", datetime(2025, 2, 24), datetime(2199, 1, 1)]


def test_address_too_long_for_the_format_is_text(snapshot: Snapshot) -> None:
    # Each of these signs takes three letters in an escaped address.
    address = "https://example.com/" + "é" * 400
    text = samples.text("Acme Sample", [samples.move("a", sources=["far"])]).replace(
        "sources:\n", f'sources:\n  far: {{publisher: Far, kind: news, url: "{address}"}}\n', 1
    )
    sheet = opened(of_texts(snapshot, {"acme": text}))["Moves"]
    cell = column(sheet, "First source")[0]
    assert (cell.value, cell.hyperlink) == (address, None)


def test_links_beyond_the_most_are_text(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_LINKS", 1)
    cells = [cell for cell in column(opened(take())["Moves"], "First source") if cell.value]
    assert [bool(cell.hyperlink) for cell in cells] == [True] + [False] * (len(cells) - 1)
    assert len(cells) > 1


def test_text_beyond_the_most_is_cut_and_says_so(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_LETTERS", 10)
    assert {cell.value for cell in column(opened(take(words="opens its model"))["Moves"], "Title")} == {"Opens its…"}


def test_long_work_is_told(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROWS_TOLD", 4)
    told: list[str] = []
    excel.workbook(take(), told.append)
    assert told[:3] == ["Moves: 4 of 10 written", "Moves: 8 of 10 written", "Figures: 4 of 7 written"]


def test_bytes_do_not_depend_on_the_clock(take: Take) -> None:
    assert opened(take(day=date(2026, 11, 24))).properties.created == datetime(2026, 11, 24)
    assert opened(take(day=None)).properties.created == datetime(2000, 1, 1)
