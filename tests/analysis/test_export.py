"""CSV that a spreadsheet opens as it should, and that cannot make it calculate; what is taken away of a view."""

import csv
import io
from datetime import date
from typing import Any

import pandas as pd
import pytest

from components.analysis import counts, export, money
from components.analysis.selection import Selection
from components.analysis.tables import Tables
from components.records.library import Snapshot
from tests.analysis.samples import ACME, BOLT, STRANGE, figure, frames, move, parse, stating, text


def cells(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export.csv(frame).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_is_no_formula(start: str) -> None:
    frame = pd.DataFrame({"text": [f"{start}1+1", f"a{start}b", ""], "keys": [(f"{start}x", "y"), (), ("z",)]})
    assert cells(frame) == [["text", "keys"], [f"'{start}1+1", f"'{start}x y"], [f"a{start}b", ""], ["", "z"]]


@pytest.mark.parametrize("hidden", [" ", "  ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u202e", " \u2066 "])
def test_what_nobody_sees_hides_no_formula(hidden: str) -> None:
    assert cells(pd.DataFrame({"text": [f"{hidden}=1+1", f"{hidden}a=b"]}))[1:] == [[f"'{hidden}=1+1"], [f"{hidden}a=b"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_heading_is_no_formula(start: str) -> None:
    """The table of moves by category has the companies' names as headings."""
    table = counts.by_category(frames({"acme": text(f"{start}cmd", [move()])}).moves).reset_index()
    assert cells(table)[0] == ["category", f"'{start}cmd"]


def test_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"number": [-5.5, float("nan"), 380e9], "count": [-1, 0, 2], "flag": [True, False, True]})
    assert cells(frame)[1:] == [["-5.5", "-1", "True"], ["", "0", "False"], ["380000000000.0", "2", "True"]]


def test_dates_are_iso() -> None:
    frame = pd.DataFrame({"day": pd.to_datetime(["2025-02-24", None]), "plain": [date(2025, 2, 24), None]})
    assert cells(frame)[1:] == [["2025-02-24", "2025-02-24"], ["", ""]]


def test_byte_order_mark_and_chinese_names(both: Tables) -> None:
    content = export.csv(both.moves[["company_name"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert "波特 Sample" in content.decode("utf-8-sig").split("\r\n")


def test_carriage_return_in_a_text_starts_no_line() -> None:
    """Unquoted, a spreadsheet would take what follows it for a cell of its own, and for a formula."""
    frame = pd.DataFrame({"text": ["harmless\r=1+1"]})
    assert export.csv(frame).decode("utf-8-sig") == 'text\r\n"harmless\r=1+1"\r\n'


def test_lists_are_words() -> None:
    frame = pd.DataFrame({"keys": [("acme/a", "acme/b"), ["acme/c"], ()]})
    assert cells(frame)[1:] == [["acme/a acme/b"], ["acme/c"], [""]]


def test_commas_quotes_and_lines_come_back() -> None:
    frame = pd.DataFrame({"text": ['a, "b"\nc', "阿里; d"]})
    assert cells(frame)[1:] == [['a, "b"\nc'], ["阿里; d"]]


def test_frame_is_left_as_it_was(both: Tables) -> None:
    before = both.moves.copy(deep=True)
    export.csv(both.moves)
    pd.testing.assert_frame_equal(both.moves, before)


def test_nothing_is_a_line_of_headings() -> None:
    moves = frames({}).moves
    assert cells(moves) == [list(moves.columns)]


def test_shipped_data_comes_back(shipped_tables: Tables) -> None:
    for frame in (shipped_tables.moves, shipped_tables.figures, shipped_tables.sources):
        lines = cells(frame)
        assert len(lines) == len(frame) + 1
        assert {len(line) for line in lines} == {len(frame.columns)}


def snapshot_of(texts: dict[str, str]) -> Snapshot:
    files = {company: parse(company, content) for company, content in texts.items()}
    return Snapshot(files, {}, (), (), "0a1b2c3d")


def taken(texts: dict[str, str], **chosen: Any) -> export.Extract:
    data, selection = frames(texts), Selection(**chosen)
    shown = money.compare(money.with_revenue_shares(data.moves, data.figures), selection.currency, selection.basis)
    return export.extract(snapshot_of(texts), data, shown, selection)


def test_sources_are_those_that_are_cited() -> None:
    """The sample's five sources, one more that is known through another, and one that gives a sum in dollars."""
    sources = """\
sources:
  original: {publisher: Original, title: Read by nobody, kind: news}
  copy: {publisher: Copy, title: A copy, kind: news, via: original}
  dollars: {publisher: Dollars, title: A sum, kind: news}
"""
    amount = stating(5e9, "TWD", usd={"value": 160e6, "source": "dollars"})
    content = text("Acme Sample", [move("a", sources=["copy"], amount=amount), move("b", "2020")], [figure("2020", metric="revenue")])
    found = taken({"acme": content.replace("sources:\n", sources, 1)}, start=date(2024, 1, 1))
    assert list(found.moves["key"]) == ["acme/a"]
    assert list(found.figures["metric"]) == []
    assert list(found.sources["key"]) == ["acme/original", "acme/copy", "acme/dollars"]


def test_what_stands_against_a_move_comes_with_it_and_its_source() -> None:
    found = taken({"acme": ACME}, words="said to plan")
    assert list(found.moves["denied_by"]) == [("acme/filing",)]
    assert list(taken({"acme": ACME}, words="more than 380").moves["disputed_by"]) == [("acme/broker: it is less",)]
    assert "acme/broker" in set(taken({"acme": ACME}, words="more than 380").sources["key"])


def test_revenue_that_a_sum_was_worked_out_from_is_cited() -> None:
    amount = {"share_of_revenue": {"low": 11, "high": 14}, "nature": "guidance", "measure": "capital_expenditure"}
    content = text(
        "Acme Sample",
        [move("a", amount=amount, period={"start": "2024", "end": "2024"})],
        [figure("2024", 100e9, metric="revenue", sources=["paper"])],
    )
    found = taken({"acme": content}, start=date(2025, 1, 1))
    assert list(found.moves["shown_text"]) == ["¥11bn to ¥14bn"]
    assert len(found.figures) == 0
    assert list(found.sources["key"]) == ["acme/blog", "acme/paper"]


def test_companies_of_the_selection_with_counts() -> None:
    found = taken({"acme": ACME, "bolt": BOLT}, companies=("bolt",))
    assert found.companies[["company", "name", "moves", "figures"]].to_dict("records") == [
        {"company": "bolt", "name": "波特 Sample", "moves": 3, "figures": 1}
    ]


@pytest.mark.parametrize("name", STRANGE)
def test_every_frame_has_its_columns(name: str) -> None:
    texts = {company: content for company, content in STRANGE[name].items() if not company.startswith("_")}
    found = taken(texts)
    for frame, columns in ((found.moves, export.MOVES), (found.figures, export.FIGURES), (found.sources, export.SOURCES)):
        assert set(columns) <= set(frame.columns)
    assert list(found.companies.columns) == list(export.COMPANIES)


def test_every_column_has_a_meaning_and_every_number_a_unit() -> None:
    known = {"moves": export.MOVES, "figures": export.FIGURES, "sources": export.SOURCES, "companies": export.COMPANIES}
    assert [name for columns in known.values() for name, meaning in columns.items() if not meaning] == []
    found = taken({"acme": ACME, "bolt": BOLT})
    for name, columns in known.items():
        frame = getattr(found, name)
        numbers = [column for column in columns if pd.api.types.is_numeric_dtype(frame[column]) and frame[column].dtype != bool]
        assert (name, sorted(export.UNITS[name])) == (name, sorted(numbers))


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), ["all moves", "amounts in the currency stated"]),
        (
            Selection(companies=("acme",), start=date(2025, 1, 1), currency="USD", basis="per_year"),
            ["companies: acme", "from 2025-01-01", "amounts in USD, per year"],
        ),
    ],
)
def test_selection_in_words(selection: Selection, words: list[str]) -> None:
    assert export.in_words(selection) == words


def test_only_the_columns_asked_for() -> None:
    frame = pd.DataFrame({"a": ["=1"], "b": [2], "c": [3]})
    assert export.csv(frame, ["c", "a"]).decode("utf-8-sig") == "c,a\r\n3,'=1\r\n"
