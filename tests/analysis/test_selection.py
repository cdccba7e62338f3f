"""Which moves and figures are in view: each filter, all together, and what empties a view."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis.part import Codes
from components.analysis.selection import URL_NAMES, Selection, blockers, select_figures, select_moves
from components.analysis.tables import Tables
from components.records.vocabulary import Category, Evidence, Status
from tests.analysis import samples
from tests.analysis.samples import figure, frames, move, text


def ids(data: Tables, selection: Selection) -> list[str]:
    return list(select_moves(data.moves, selection)["key"])


EVERYTHING = [
    "acme/first-pledge",
    "bolt/chips",
    "acme/pledge",
    "bolt/loan",
    "acme/hall",
    "acme/target",
    "acme/share",
    "bolt/model",
    "acme/rumour",
    "acme/new-pledge",
]


class TestMoves:
    @pytest.mark.parametrize(
        ("chosen", "there"),
        [
            ({}, EVERYTHING),
            ({"companies": ("bolt",)}, ["bolt/chips", "bolt/loan", "bolt/model"]),
            ({"companies": ("bolt", "acme")}, EVERYTHING),
            ({"companies": ("nobody",)}, []),
            ({"categories": ("chips", "model")}, ["bolt/chips", "bolt/model", "acme/rumour"]),
            ({"statuses": ("denied",)}, ["acme/rumour"]),
            ({"evidence": ("filing", "estimate")}, ["acme/pledge", "bolt/loan"]),
            ({"categories": ("chips",), "companies": ("acme",)}, ["acme/rumour"]),
            ({"categories": ("chips",), "evidence": ("government",), "statuses": ("reported",), "words": "orders"}, ["bolt/chips"]),
            ({"categories": ("chips",), "companies": ("acme",), "statuses": ("reported",)}, []),
        ],
    )
    def test_filters(self, both: Tables, chosen: dict[str, Any], there: list[str]) -> None:
        assert ids(both, Selection(**chosen)) == there

    @pytest.mark.parametrize(
        ("words", "there"),
        [
            ("", EVERYTHING),
            ("   ", EVERYTHING),
            ("MONEY", ["bolt/loan"]),
            ("yuan pledges", ["acme/first-pledge", "acme/pledge"]),
            ("pledges yuan", ["acme/first-pledge", "acme/pledge"]),
            ("波特", ["bolt/chips", "bolt/loan", "bolt/model"]),
            ("波特 chips", ["bolt/chips"]),
            ("person", ["acme/pledge"]),
            ("forum", ["acme/rumour"]),
            ("cloud", ["acme/pledge"]),
            # A point and a star are themselves, no pattern.
            (".*", []),
            ("*sample*", ["acme/pledge"]),
            ("pledge money", []),
        ],
    )
    def test_words(self, both: Tables, words: str, there: list[str]) -> None:
        assert ids(both, Selection(words=words)) == there

    @pytest.mark.parametrize(
        ("start", "end", "there"),
        [
            # The quarter 2025-Q1 goes from 1 January to 31 March: what touches it keeps it.
            ("2025-02-10", None, ["year", "quarter"]),
            ("2025-03-31", None, ["year", "quarter"]),
            ("2025-04-01", None, ["year"]),
            (None, "2025-01-01", ["year", "quarter", "day"]),
            (None, "2024-12-31", ["day"]),
            ("2024-12-31", "2024-12-31", ["day"]),
            ("2025-02-01", "2025-02-01", ["year", "quarter"]),
            ("2026-01-01", None, []),
            # The wrong way round there is no day, but what spans both ends is in.
            ("2025-03-01", "2025-02-01", ["year", "quarter"]),
        ],
    )
    def test_coarse_dates_overlap(self, start: str | None, end: str | None, there: list[str]) -> None:
        moves = [move("day", "2024-12-31"), move("quarter", "2025-Q1"), move("year", "2025")]
        selection = Selection(start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None)
        found = select_moves(frames({"acme": text("Acme Sample", moves)}).moves, selection)
        assert set(found["id"]) == set(there)

    def test_frame_is_left_as_it_was(self, both: Tables) -> None:
        before = both.moves.copy(deep=True)
        select_moves(both.moves, Selection(companies=("bolt",), words="money"))
        pd.testing.assert_frame_equal(both.moves, before)


class TestFigures:
    @pytest.mark.parametrize(
        ("chosen", "there"),
        [
            ({}, ["Q4 2024", "Q2 2025", "Q1 2025", "Q4 2024", "Q1 2025", "Q1 2025"]),
            ({"companies": ("bolt",)}, ["Q1 2025"]),
            ({"evidence": ("news",)}, ["Q2 2025"]),
            ({"start": date(2025, 4, 1)}, ["Q2 2025"]),
            ({"end": date(2024, 12, 31)}, ["Q4 2024", "Q4 2024"]),
            ({"start": date(2025, 2, 1), "end": date(2025, 2, 1), "companies": ("acme",)}, ["Q1 2025", "Q1 2025"]),
        ],
    )
    def test_filters(self, both: Tables, chosen: dict[str, Any], there: list[str]) -> None:
        assert list(select_figures(both.figures, Selection(**chosen))["period_words"]) == there

    def test_filters_of_moves_leave_figures_alone(self, both: Tables) -> None:
        selection = Selection(categories=("chips",), statuses=("denied",), words="nothing like it")
        pd.testing.assert_frame_equal(select_figures(both.figures, selection), both.figures)

    def test_point_in_time(self) -> None:
        data = frames({"acme": text("Acme Sample", [], [figure(None, as_of="2025-03")])})
        assert len(select_figures(data.figures, Selection(start=date(2025, 3, 31)))) == 1
        assert select_figures(data.figures, Selection(start=date(2025, 4, 1))).empty


class TestSelection:
    FULL = Selection(
        ("acme",), ("chips",), ("under_way",), ("filing",), date(2025, 1, 1), date(2025, 12, 31), "GPU order", "USD", "per_year"
    )

    def test_active(self) -> None:
        assert Selection().active == ()
        assert Selection(words="a", companies=("acme",)).active == ("companies", "words")
        assert self.FULL.active == tuple(URL_NAMES)

    def test_without(self) -> None:
        for name in URL_NAMES:
            rest = self.FULL.without(name)
            assert rest.active == tuple(other for other in URL_NAMES if other != name)
            assert all(getattr(rest, other) == getattr(self.FULL, other) for other in rest.active)
        with pytest.raises(KeyError):
            self.FULL.without("colour")

    def test_how_amounts_are_shown_is_no_filter(self, both: Tables) -> None:
        shown = Selection(currency="USD", basis="per_year")
        assert shown.active == ()
        assert ids(both, shown) == EVERYTHING
        for name in ("currency", "basis"):
            with pytest.raises(KeyError):
                shown.without(name)
        cleared = self.FULL.without("words")
        assert (cleared.currency, cleared.basis) == ("USD", "per_year")

    def test_describe(self) -> None:
        assert [self.FULL.describe(name) for name in URL_NAMES] == [
            "companies: acme",
            "categories: chips",
            "statuses: under way",
            "evidence: filing",
            "from 2025-01-01",
            "to 2025-12-31",
            "words: GPU order",
        ]

    def test_describe_leaves_ids_and_words_as_they_are(self) -> None:
        selection = Selection(companies=("acme_cloud", "bolt"), categories=("open_source", "chips"), words="a_b")
        assert selection.describe("companies") == "companies: acme_cloud, bolt"
        assert selection.describe("categories") == "categories: open source, chips"
        assert selection.describe("words") == "words: a_b"


class TestBlockers:
    def test_single_culprit(self, both: Tables) -> None:
        selection = Selection(companies=("acme",), statuses=("denied",), words="nowhere")
        assert blockers(both.moves, selection) == [("words", 1)]

    def test_most_helpful_first(self, both: Tables) -> None:
        selection = Selection(companies=("bolt",), categories=("infrastructure",))
        assert blockers(both.moves, selection) == [("categories", 3), ("companies", 4)][::-1]

    def test_two_are_to_blame_together(self, both: Tables) -> None:
        assert blockers(both.moves, Selection(companies=("nobody",), words="nowhere")) == []

    def test_no_filter_no_blame(self, both: Tables) -> None:
        assert blockers(both.moves, Selection()) == []
        assert blockers(frames({}).moves, Selection(words="a")) == []


def test_shipped_companies_can_be_chosen_one_by_one(shipped_tables: Tables) -> None:
    parts = [select_moves(shipped_tables.moves, Selection(companies=(company,))) for company in shipped_tables.names]
    assert sum(map(len, parts)) == len(shipped_tables.moves)
    assert all(len(part) for part in parts)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    def some(words: list[str]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(words), max_size=2, unique=True)))

    return Selection(
        some(["acme", "bolt", "cog"]),
        some([word.value for word in Category]),
        some([word.value for word in Status]),
        some([word.value for word in Evidence]),
        draw(st.none() | st.dates(date(2017, 1, 1), date(2028, 1, 1))),
        draw(st.none() | st.dates(date(2017, 1, 1), date(2028, 1, 1))),
        draw(st.sampled_from(["", "sample", "m1 sample", "nowhere"])),
    )


@samples.few
@given(samples.data(), selections())
def test_each_filter_only_takes_away(data: Tables, selection: Selection) -> None:
    here = set(select_moves(data.moves, selection)["key"])
    for name in selection.active:
        assert here <= set(select_moves(data.moves, selection.without(name))["key"])
    cleared = selection
    for name in selection.active:
        cleared = cleared.without(name)
    assert cleared == Selection()
    pd.testing.assert_frame_equal(select_moves(data.moves, cleared), data.moves)


@samples.few
@given(samples.data(), st.lists(selections(), max_size=3))
def test_codes_kept_choose_what_codes_made_anew_choose(data: Tables, chosen: list[Selection]) -> None:
    of_moves, of_figures = Codes(data.moves), Codes(data.figures)
    for selection in chosen:
        pd.testing.assert_frame_equal(select_moves(data.moves, selection, of_moves), select_moves(data.moves, selection))
        pd.testing.assert_frame_equal(select_figures(data.figures, selection, of_figures), select_figures(data.figures, selection))
        assert blockers(data.moves, selection, of_moves) == blockers(data.moves, selection)


@samples.few
@given(samples.data(), selections())
def test_choosing_a_company_never_changes_the_rows_of_another(data: Tables, selection: Selection) -> None:
    every = select_moves(data.moves, selection.without("companies"))
    for company in data.names:
        alone = select_moves(data.moves, Selection(**{**{n: getattr(selection, n) for n in URL_NAMES}, "companies": (company,)}))
        pd.testing.assert_frame_equal(alone, every[every["company"] == company])


@samples.few
@given(samples.data(), selections())
def test_blockers_say_what_clearing_would_bring(data: Tables, selection: Selection) -> None:
    found = blockers(data.moves, selection)
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
    for name, count in found:
        assert len(select_moves(data.moves, selection.without(name))) == count > 0
