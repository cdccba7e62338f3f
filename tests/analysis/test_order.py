"""The order of a table of moves, as the parameter `sort` names it."""

import pandas as pd
import pytest

from components.analysis import money, order
from components.analysis.tables import Tables
from tests.analysis.samples import frames, move, stating, text


@pytest.fixture
def data() -> Tables:
    acme = [
        move("small", "2025-01-10", title="beta", amount=stating(1e9), evidence="news"),
        move("dollars", "2025-02-10", title="Alpha", amount=stating(1e9, "USD"), category="chips"),
        move("bare", "2025-03-10", title="gamma", status="completed"),
    ]
    bolt = [move("large", "2025-02-01", title="delta", amount=stating(5e9), category="chips")]
    return frames({"acme": text("Acme", acme), "bolt": text("Bolt", bolt)})


def ids(data: Tables, by: str, currency: str = "", basis: str = money.TOTAL) -> tuple[list[str], str]:
    arranged, said = order.arrange(money.compare(data.moves, currency, basis), by)
    return list(arranged["id"]), said


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("", ["small", "large", "dollars", "bare"]),
        ("-date", ["bare", "dollars", "large", "small"]),
        ("company", ["small", "dollars", "bare", "large"]),
        ("-company", ["large", "small", "dollars", "bare"]),
        ("title", ["dollars", "small", "large", "bare"]),
        ("-title", ["bare", "large", "small", "dollars"]),
        ("category", ["small", "bare", "large", "dollars"]),
        ("status", ["small", "large", "dollars", "bare"]),
        ("evidence", ["large", "dollars", "bare", "small"]),
        ("-evidence", ["small", "large", "dollars", "bare"]),
    ],
)
def test_orders(data: Tables, by: str, expected: list[str]) -> None:
    assert ids(data, by) == (expected, "")


def test_amounts_in_one_currency_and_what_has_none_last(data: Tables) -> None:
    said = "In the order of the sums shown, of a range its upper end. Unlike natures stand side by side: see that column. "
    assert ids(data, "-amount", "CNY") == (["dollars", "large", "small", "bare"], f"{said}1 move without a sum to show comes last.")
    assert ids(data, "amount", "CNY")[0] == ["small", "large", "dollars", "bare"]


def test_amounts_in_several_currencies_have_no_order(data: Tables) -> None:
    assert ids(data, "-amount") == (
        ["small", "large", "dollars", "bare"],
        "Amounts in CNY and USD have no order: choose a currency in the filters. Until then the order is by date.",
    )


def test_amounts_that_no_move_has(data: Tables) -> None:
    # No period is stated, so there is no sum per year.
    assert ids(data, "amount", "CNY", money.PER_YEAR) == (
        ["small", "large", "dollars", "bare"],
        "No move in view has a sum to show, so the order is by date.",
    )


@pytest.mark.parametrize("by", order.SORTS)
def test_every_order_keeps_every_move(both: Tables, by: str) -> None:
    moves = money.compare(both.moves, "USD")
    arranged, _ = order.arrange(moves, by)
    pd.testing.assert_frame_equal(arranged.sort_index(), moves)
    assert order.arrange(moves.iloc[:0], by)[0].empty
