"""Files of a view: what stands in them, and that equal views make equal bytes."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from components.analysis.export import Extract
from components.downloads import files

Take = Callable[..., Extract]


def read(taken: Extract, *parts: str) -> Any:
    return json.loads(files.json(taken, parts) if parts else files.json(taken))


def table(taken: Extract, what: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.csv(taken, what).decode("utf-8-sig"), newline="")))


def test_json_says_what_it_is_of(take: Take) -> None:
    whole = read(take(companies=("acme",), currency="CNY", basis="per_year"))
    assert list(whole) == ["schema_version", "revision", "taken", "selection", "units", "moves", "figures", "sources", "companies"]
    assert whole["schema_version"] == 1
    assert whole["taken"] == "2026-11-24"
    assert whole["selection"] == {
        "words": ["companies: acme", "amounts in CNY, per year"],
        "parameters": [["companies", "acme"], ["currency", "CNY"], ["basis", "per_year"]],
        "currency": "CNY",
        "basis": "per_year",
    }
    assert whole["units"]["moves"]["share_low"] == "percent of revenue"


def test_json_of_one_move(take: Take) -> None:
    rows = read(take(basis="per_year"), "moves")["moves"]
    pledge = next(row for row in rows if row["key"] == "acme/pledge")
    # 380 billion over February 2025 to January 2028, 36 months: 126.67 billion a year.
    assert pledge["shown_low"] == pytest.approx(380e9 / 3)
    expected = {
        "company_name": "Acme Sample",
        "date_start": "2025-02-24",
        "date_text": "2025-02-24",
        "precision": "day",
        "amount_text": "more than ¥380bn",
        "value": 380e9,
        "qualifier": "more_than",
        "usd": None,
        "share_low": None,
        "period_start": "2025-02-01",
        "period_end": "2028-01-31",
        "due": "2025-06-30",
        "denied": False,
        "disputed": True,
        "part_of": "",
        "shared_with": [],
        "source_keys": ["acme/blog", "acme/filing", "acme/paper"],
        "source_url": "https://example.com/filing",
        "shown_text": "more than ¥126.7bn a year",
        "shown_basis": "per_year",
        "left_out": "",
    }
    assert {name: pledge[name] for name in expected} == expected


def test_missing_is_null_and_a_zero_stays_zero(take: Take) -> None:
    whole = read(take())
    model = next(row for row in whole["moves"] if row["key"] == "bolt/model")
    assert [model[name] for name in ("value", "low", "high", "period_start", "due", "source_url")] == [None] * 6
    assert (model["date_start"], model["date_end"], model["date_text"], model["precision"]) == (
        "2025-05-01",
        "2025-05-31",
        "2025-05",
        "month",
    )
    revenue = next(row for row in whole["figures"] if row["metric"] == "revenue" and row["period_words"] == "Q1 2025")
    assert revenue["value"] == 0


def test_denied_and_superseded_stay_visible(take: Take) -> None:
    rows = {row["key"]: row for row in read(take(), "moves")["moves"]}
    assert (rows["acme/rumour"]["denied"], rows["acme/rumour"]["denied_by"]) == (True, ["acme/filing"])
    assert (rows["acme/pledge"]["disputed"], rows["acme/pledge"]["disputed_by"]) == (True, ["acme/broker: it is less"])
    assert rows["acme/first-pledge"]["superseded_by"] == "acme/new-pledge"


def test_parts_alone_and_no_day(take: Take) -> None:
    whole = read(take(day=None), "sources")
    assert list(whole) == ["schema_version", "revision", "selection", "units", "sources"]


def test_companies_with_what_is_in_view(take: Take) -> None:
    whole = read(take(categories=("chips",)), "companies")
    assert [(row["company"], row["name"], row["country"], row["moves"], row["figures"]) for row in whole["companies"]] == [
        ("acme", "Acme Sample", "US", 1, 5),
        ("bolt", "波特 Sample", "", 1, 1),
    ]


@pytest.mark.parametrize("what", list(files.COLUMNS))
def test_csv_has_the_rows_and_columns_of_the_json(take: Take, what: str) -> None:
    taken = take(currency="USD")
    rows, same = table(taken, what), read(taken, what)[what]
    assert len(rows) == len(same) > 0
    assert list(rows[0]) == list(same[0]) == list(files.COLUMNS[what])


def test_csv_parts_the_steps_of_a_working(take: Take) -> None:
    row = next(row for row in table(take(basis="per_year"), "moves") if row["key"] == "acme/pledge")
    assert row["working"] == (
        "Stated: more than ¥380bn; Period: Feb 2025 to Jan 2028, 36 months / 12 = 3 years; Per year: more than ¥126.7bn a year"
    )
    assert row["source_keys"] == "acme/blog acme/filing acme/paper"


def test_nothing_in_view_makes_files_without_rows(take: Take) -> None:
    taken = take(words="no such word")
    assert read(taken)["moves"] == []
    assert table(taken, "moves") == []
    assert files.csv(taken, "moves").decode("utf-8-sig").startswith("key,company,company_name,id,")


@pytest.mark.parametrize("form", list(files.FORMATS))
def test_equal_views_make_equal_bytes(take: Take, form: str) -> None:
    make = files.FORMATS[form].make
    assert make(take(), "moves", print) == make(take(), "moves", print)


def test_names() -> None:
    assert files.name("0a1b2c3d", "csv", "figures") == "ai-moves-figures-0a1b2c3d.csv"
    assert files.name("0a1b2c3d", "xlsx") == "ai-moves-0a1b2c3d.xlsx"
