"""How many moves by category and over time, counted by hand."""

import pandas as pd
import pytest
from hypothesis import given

from components.analysis import counts
from components.analysis.tables import Tables
from components.records.vocabulary import Category
from tests.analysis import samples
from tests.analysis.samples import frames, move, text


def steps(data: Tables) -> list[tuple[str, str, int]]:
    found = counts.cumulative(data.moves)
    return [(row.company, str(row.date.date()), row.count) for row in found[["company", "date", "count"]].itertuples(index=False)]


class TestByCategory:
    def test_by_hand(self, both: Tables) -> None:
        table = counts.by_category(both.moves)
        assert table.to_dict("index") == {
            "infrastructure": {"Acme Sample": 4, "波特 Sample": 0},
            "chips": {"Acme Sample": 1, "波特 Sample": 1},
            "model": {"Acme Sample": 0, "波特 Sample": 1},
            "product": {"Acme Sample": 1, "波特 Sample": 0},
            "finance": {"Acme Sample": 1, "波特 Sample": 1},
        }
        assert list(table.index) == ["infrastructure", "chips", "model", "product", "finance"]

    def test_columns_are_in_the_order_of_ids_not_of_names(self) -> None:
        data = frames({"acme": text("Zebra Sample", [move()]), "bolt": text("Ant Sample", [move("a"), move("b")])})
        table = counts.by_category(data.moves)
        assert table.to_dict("list") == {"Zebra Sample": [1], "Ant Sample": [2]}
        assert list(table.columns) == ["Zebra Sample", "Ant Sample"]

    def test_companies_of_one_name_are_counted_apart(self) -> None:
        table = counts.by_category(frames(samples.STRANGE["two of one name"]).moves)
        assert table.to_dict("index") == {"infrastructure": {"Acme Sample (acme)": 1, "Acme Sample (acme-two)": 2}}

    def test_nothing(self) -> None:
        assert counts.by_category(frames({}).moves).empty


class TestCumulative:
    def test_by_hand(self) -> None:
        acme = [move("a", "2025-01-05"), move("b", "2025-01-05"), move("c", "2025-03-01"), move("d", "2025-Q1")]
        data = frames({"acme": text("Acme Sample", acme), "bolt": text("Bolt Sample", [move("a", "2025-02")])})
        # A quarter counts from its last day; the shorter line goes on to the last day of any.
        assert steps(data) == [
            ("acme", "2025-01-05", 2),
            ("acme", "2025-03-01", 3),
            ("acme", "2025-03-31", 4),
            ("bolt", "2025-02-28", 1),
            ("bolt", "2025-03-31", 1),
        ]

    def test_companies_of_one_name_are_counted_apart(self) -> None:
        assert steps(frames(samples.STRANGE["two of one name"])) == [("acme", "2025-02-24", 1), ("acme-two", "2025-02-24", 2)]

    def test_nothing(self) -> None:
        found = counts.cumulative(frames({}).moves)
        assert found.empty
        assert list(found.columns) == ["company", "company_name", "date", "count"]


@samples.few
@given(samples.data())
def test_every_move_is_counted_once(data: Tables) -> None:
    table, found = counts.by_category(data.moves), counts.cumulative(data.moves)
    each = data.moves["company_name"].value_counts()
    assert table.sum().to_dict() == each.to_dict()
    assert table.to_numpy().sum() == len(data.moves)
    assert found.groupby("company_name")["count"].max().to_dict() == each.to_dict()
    for _, line in found.groupby("company"):
        assert line["date"].is_monotonic_increasing
        assert line["count"].is_monotonic_increasing
    assert set(found.groupby("company")["date"].max()) == {data.moves["date_end"].max()}


def test_strange_data(strange: Tables) -> None:
    table, found = counts.by_category(strange.moves), counts.cumulative(strange.moves)
    assert (table.to_numpy().sum() if len(table) else 0) == len(strange.moves)
    assert table.columns.is_unique
    assert set(found["company"]) == set(strange.moves["company"])


def test_shipped_data(shipped_tables: Tables) -> None:
    table = counts.by_category(shipped_tables.moves)
    assert list(table.columns) == [
        name for company, name in shipped_tables.names.items() if company in set(shipped_tables.moves["company"])
    ]
    pairs = shipped_tables.moves.groupby(["category", "company_name"]).size()
    assert {(row, column): table.loc[row, column] for row, column in pairs.index} == pairs.to_dict()
    assert list(table.index) == [category.value for category in Category if category.value in set(shipped_tables.moves["category"])]


@pytest.mark.parametrize("function", [counts.by_category, counts.cumulative])
def test_frame_is_left_as_it_was(function: object, both: Tables) -> None:
    before = both.moves.copy(deep=True)
    assert callable(function)
    function(both.moves)
    pd.testing.assert_frame_equal(both.moves, before)
