"""The benchmarks' table: medians, paired ratios, percentiles, and whether a target is met."""

import statistics

import pytest

from tests.benchmarks.table import Row, alone, compared, markdown, percentile, shown


def test_ratio_is_the_median_of_the_pairs_ratios_not_the_ratio_of_medians() -> None:
    # The machine was slow while the second pair was taken, for both of it.
    row = compared("page", [1.0, 10.0, 3.0], [1.0, 5.0, 2.0], most_ratio=1.5)
    assert row == Row("page", measured=3.0, floor=2.0, ratio=1.5, most_ratio=1.5, taken="3 pairs")
    assert row.met is True
    assert compared("page", [2.0, 10.0, 9.0], [1.0, 5.0, 3.0], most_ratio=1.5).ratio == 2.0


@pytest.mark.parametrize(("measured", "floors"), [([], []), ([1.0], [1.0, 2.0])])
def test_what_makes_no_pairs_is_refused(measured: list[float], floors: list[float]) -> None:
    words = f"page: {len(measured)} measured and {len(floors)} floors make no pairs"
    with pytest.raises(ValueError, match=f"^{words}$"):
        compared("page", measured, floors)


def test_values_without_a_floor() -> None:
    assert alone("search", [0.2, 0.1, 0.6], unit="ms", most=0.1) == Row("search", "ms", measured=0.2, most=0.1, taken="3 ×")
    assert alone("memory", [5.0]).taken == "once"
    with pytest.raises(statistics.StatisticsError):
        alone("search", [])


@pytest.mark.parametrize(
    ("row", "target", "met"),
    [
        (Row("x", measured=3, floor=2, ratio=1.5, most_ratio=1.5), "≤ 1.5 ×", True),
        (Row("x", measured=3.2, floor=2, ratio=1.6, most_ratio=1.5), "≤ 1.5 ×", False),
        (Row("x", "kB", measured=500_000, most=500_000), "≤ 500 kB", True),
        (Row("x", "kB", measured=500_001, most=500_000), "≤ 500 kB", False),
        (Row("x", measured=1, ratio=3, most=2, most_ratio=2), "≤ 2 ×, ≤ 2.00 s", False),
        (Row("x", "count", measured=0, most=0), "≤ 0", True),
        (Row("x", "count", measured=1, most=0), "≤ 0", False),
        (Row("x", measured=3), "–", None),
        (Row("x", most=2, note="not measured"), "≤ 2.00 s", None),
    ],
)
def test_target_in_words_and_whether_it_is_met(row: Row, target: str, met: bool | None) -> None:
    assert (row.target, row.met) == (target, met)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.005, "s", "1.00 s"),
        (0.0314, "ms", "31 ms"),
        (1_234_567, "kB", "1,235 kB"),
        (279_240_000, "MB", "279.2 MB"),
        (1000, "count", "1,000"),
        (0.0047, "shift", "0.005"),
        (None, "s", "–"),
    ],
)
def test_values_in_their_units(value: float | None, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert [percentile(values, share) for share in (0.01, 0.07, 0.5, 0.95, 0.99, 1)] == [1, 7, 50, 95, 99, 100]
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([4.0], 0.95) == 4.0


@pytest.mark.parametrize(("values", "share", "words"), [([], 0.5, "50% percentile of 0"), ([1.0], 0, "0% percentile of 1")])
def test_percentile_of_nothing_is_refused(values: list[float], share: float, words: str) -> None:
    with pytest.raises(ValueError, match=f"no {words} values"):
        percentile(values, share)


def test_table_in_markdown() -> None:
    rows = [
        compared("first chart", [2.0], [1.0], most_ratio=1.15),
        Row("the same timeline in Vizro", note="skipped: a | b\nand more"),
    ]
    assert markdown(rows).splitlines() == [
        "| what                       | target   | measured | floor  | ratio  | met | taken   | note                     |",
        "| -------------------------- | -------- | -------- | ------ | ------ | --- | ------- | ------------------------ |",
        "| first chart                | ≤ 1.15 × | 2.00 s   | 1.00 s | 2.00 × | NO  | 1 pairs |                          |",
        "| the same timeline in Vizro | –        | –        | –      | –      | –   | –       | skipped: a \\| b and more |",
    ]
