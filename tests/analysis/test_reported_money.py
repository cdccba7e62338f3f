"""Reported figures in another currency: the rate is the mean over the period, and what has none stays as it is."""

import pandas as pd
import pytest

from components.analysis import readable, reported, reported_money
from components.analysis.tables import Tables
from components.records.vocabulary import Metric
from tests.analysis.samples import figure, frames, text


def quarters(*figures: dict[str, object]) -> pd.DataFrame:
    return reported.quarterly(frames({"acme": text("Acme Sample", [], figures)}).figures, Metric.CAPITAL_EXPENDITURE)


def test_by_hand(shipped_tables: Tables) -> None:
    """67.678 billion yuan in the second quarter of 2026: the ECB's 62 rates of it make 0.147022 dollars for a yuan in the mean."""
    frame = reported.quarterly(shipped_tables.figures, Metric.CAPITAL_EXPENDITURE)
    found = reported_money.shown(frame, "USD")
    (row,) = found[(found["company"] == "alibaba") & (found["quarter"] == "2026-Q2")].itertuples(index=False)
    assert row.high == pytest.approx(67.678e9 * 0.147022, rel=1e-5)
    assert (row.currency, row.text, row.stated_text) == ("USD", "US$9.95bn", "¥67.678bn")
    assert row.note == (
        "¥67.678bn as stated; 1 CNY = US$0.147022, the mean of 62 ECB reference rates from 1 Apr 2026 to 30 Jun 2026, crossed through the "
        "euro (since the money was spent over Q2 2026)."
    )
    assert reported_money.not_converted(found, "USD") == []


def test_as_reported() -> None:
    frame = quarters(figure(value=2e9))
    pd.testing.assert_frame_equal(reported_money.shown(frame, "").drop(columns="stated_text"), frame)
    pd.testing.assert_frame_equal(reported_money.shown(frame, "CNY").drop(columns="stated_text"), frame)
    assert "Shown" not in readable.figures(reported_money.shown(frame, ""))


def test_what_has_no_rate_stays_and_is_said() -> None:
    found = reported_money.shown(quarters(figure(value=2e9, currency="TWD"), figure("2025-Q2", value=2e9)), "EUR")
    assert sorted(found["currency"]) == ["EUR", "TWD"]
    assert reported_money.not_converted(found, "EUR") == ["Not converted: Acme Sample TWD 2bn, Q1 2025."]
    table = readable.figures(found)
    assert set(table["As stated"]) == {"TWD 2bn", "¥2bn"}
    assert "TWD 2bn" in set(table["Shown"])


def test_ends_of_a_range_and_what_a_number_means_are_kept() -> None:
    ranged = {**figure(), "low": 1e9, "high": 3e9, "qualifier": "between"}
    ranged.pop("value")
    (row,) = reported_money.shown(quarters(ranged), "USD").itertuples(index=False)
    assert row.high == pytest.approx(3 * row.low)
    assert " to " in row.text
    (bound,) = reported_money.shown(quarters(figure(value=2e9, qualifier="more_than")), "USD").itertuples(index=False)
    assert bound.text.startswith("more than US$")


def test_nothing() -> None:
    assert reported_money.shown(quarters(), "USD").empty
    assert reported_money.not_converted(reported_money.shown(quarters(), "USD"), "USD") == []
