"""Totals: what is added, what never is, and that no plan is counted twice."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import money, sums
from components.analysis.selection import Selection, select_moves
from components.analysis.tables import Tables, rows
from components.records.vocabulary import Nature
from tests.analysis import samples
from tests.analysis.samples import frames, move, stating, text


def total(*moves: dict[str, Any], currency: str = "", basis: str = "total") -> pd.DataFrame:
    return sums.sums(money.compare(frames({"acme": text("Acme Sample", moves)}).moves, currency, basis))


def only(*moves: dict[str, Any], **shown: str) -> tuple[str, list[str], dict[str, str]]:
    """The one total of these moves: in words, ids that count, ids that do not with the reason."""
    (row,) = rows(total(*moves, **shown))
    return row.text, [key.removeprefix("acme/") for key in row.counted], {key.removeprefix("acme/"): reason for key, reason in row.left}


RANGE = {"low": 2e9, "high": 5e9, "currency": "CNY", "nature": "pledge", "measure": "capital_expenditure"}
PART = "part of another that is counted"


def test_by_hand(both: Tables) -> None:
    """Of the pledges in capital expenditure the first is superseded; the denied one is of chips; the target is revenue."""
    found = sums.sums(money.compare(both.moves))
    names = ["company", "company_name", "nature", "measure", "currency", "low", "high", "text", "counted", "left"]
    assert list(found.columns) == names == list(sums.COLUMNS)
    assert [tuple(row) for row in rows(found.fillna(0))] == [
        (
            *("acme", "Acme Sample", "pledge", "capital_expenditure", "CNY", 500e9, 530e9, "more than ¥500bn"),
            ("acme/new-pledge", "acme/pledge"),
            (("acme/first-pledge", "superseded"),),
        ),
        (*("acme", "Acme Sample", "pledge", "chips", "CNY", 0, 0, ""), (), (("acme/rumour", "called wrong by the company"),)),
        # The pledge that the hall is part of is of another nature, so it is not in this total.
        (*("acme", "Acme Sample", "spending", "data_centres", "CNY", 0, 10e9, "up to ¥10bn"), ("acme/hall",), ()),
        (*("bolt", "波特 Sample", "financing", "total", "USD", 5e9, 5e9, "about US$5bn"), ("bolt/loan",), ()),
        (*("bolt", "波特 Sample", "order", "chips", "USD", 2e9, 2e9, "US$2bn"), ("bolt/chips",), ()),
    ]
    # Where nothing counts there is no total: a gap, not a zero.
    assert found.loc[1, ["low", "high"]].isna().all()


class TestQualifiers:
    @pytest.mark.parametrize(
        ("amounts", "low", "high", "words"),
        [
            ([stating(1e9), stating(2e9)], 3e9, 3e9, "¥3bn"),
            ([stating(1e9), stating(2e9, qualifier="about")], 3e9, 3e9, "about ¥3bn"),
            ([stating(1e9), stating(2e9, qualifier="more_than")], 3e9, 3e9, "more than ¥3bn"),
            ([stating(1e9, qualifier="about"), stating(2e9, qualifier="more_than")], 3e9, 3e9, "more than about ¥3bn"),
            ([stating(1e9), RANGE], 3e9, 6e9, "¥3bn to ¥6bn"),
            ([stating(1e9, qualifier="about"), RANGE], 3e9, 6e9, "about ¥3bn to ¥6bn"),
            ([stating(1e9, qualifier="more_than"), RANGE], 3e9, 6e9, "more than ¥3bn"),
            ([stating(1e9, qualifier="up_to"), stating(2e9, qualifier="up_to")], 0, 3e9, "up to ¥3bn"),
            # Nothing is certain below an upper bound.
            ([stating(1e9, qualifier="up_to"), stating(2e9)], 2e9, 3e9, "¥2bn to ¥3bn"),
            ([stating(1e9, qualifier="up_to"), stating(2e9, qualifier="about")], 2e9, 3e9, "about ¥2bn to ¥3bn"),
            ([stating(1e9, qualifier="up_to"), stating(2e9, qualifier="more_than")], 2e9, 3e9, "more than ¥2bn"),
        ],
    )
    def test_of_a_total(self, amounts: list[dict[str, Any]], low: float, high: float, words: str) -> None:
        (row,) = rows(total(*(move(f"m{number}", amount=amount) for number, amount in enumerate(amounts))))
        assert (row.low, row.high, row.text) == (low, high, words)

    def test_converted_and_per_year(self) -> None:
        """(76 + 2) / 7.5879 x 1.0466 = 10.76 billion dollars over three years."""
        period = {"start": "2025", "end": "2027"}
        moves = [move("a", amount=stating(76e9), period=period), move("b", amount=stating(2e9, qualifier="about"), period=period)]
        (row,) = rows(total(*moves, currency="USD", basis="per_year"))
        assert row.low == row.high == pytest.approx(78e9 / 7.5879 * 1.0466 / 3)
        assert (row.text, row.currency) == ("about US$3.59bn a year", "USD")


class TestApart:
    @pytest.mark.parametrize(
        "fields",
        [{"nature": nature.value} for nature in Nature if nature is not Nature.PLEDGE]
        + [{"measure": "chips"}, {"measure": "total"}, {"currency": "USD"}],
    )
    def test_unlike_sums_are_never_added(self, fields: dict[str, str]) -> None:
        found = total(move("a", amount=stating(1e9)), move("b", amount=stating(**{"value": 2e9, **fields})))
        assert sorted(row.counted for row in rows(found) if row.text) == (
            [("acme/a",)] if fields.get("nature") == "estimate" else [("acme/a",), ("acme/b",)]
        )
        assert len(found) == 2

    def test_companies(self) -> None:
        data = frames({company: text(f"{company} Sample", [move(amount=stating(1e9))]) for company in ("acme", "bolt")})
        assert list(sums.sums(money.compare(data.moves))["low"]) == [1e9, 1e9]

    def test_currencies_come_together_where_they_are_converted(self) -> None:
        moves = [move("a", amount=stating(1e9, "EUR")), move("b", amount=stating(1e9, "USD"))]
        assert only(*moves, currency="USD") == ("US$2.05bn", ["a", "b"], {})
        assert len(total(*moves)) == 2

    def test_revenue_targets_are_no_investment(self) -> None:
        assert total(move(amount=stating(1e9, measure="revenue"))).empty


class TestLeft:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"denied_by": ["filing"]}, "called wrong by the company"),
            ({"status": "cancelled"}, "given up"),
            ({"shared_with": ["bolt", "cog"]}, "joint plan with bolt and cog"),
            ({"part_of": "a"}, PART),
        ],
    )
    def test_reasons(self, fields: dict[str, Any], reason: str) -> None:
        assert only(move("a", amount=stating(1e9)), move("b", amount=stating(2e9), **fields)) == ("¥1bn", ["a"], {"b": reason})

    def test_third_parties_estimates_tell_of_the_same_money(self) -> None:
        moves = [move(name, amount=stating(1e9, nature="estimate")) for name in ("a", "b")]
        assert only(*moves) == ("", [], {"a": "a third party's estimate", "b": "a third party's estimate"})

    def test_what_cannot_be_shown(self) -> None:
        found = only(move("a", amount=stating(1e9)), move("b", amount=stating(1e9, "TWD")), currency="CNY")
        assert found == ("¥1bn", ["a"], {"b": "no reference rate for TWD"})
        assert only(move(amount=stating(1e9)), basis="per_year") == ("", [], {"only": "no period stated"})

    def test_newer_statement_of_the_same_plan(self) -> None:
        old, new = move("old", "2024", amount=stating(1e9)), move("new", "2025", amount=stating(2e9), supersedes="old")
        assert only(old, new) == ("¥2bn", ["new"], {"old": "superseded"})

    def test_later_of_two_statements_that_replace_one(self) -> None:
        moves = [
            move("old", "2024", amount=stating(1e9)),
            move("newest", "2026", amount=stating(3e9), supersedes="old"),
            move("newer", "2025", amount=stating(2e9), supersedes="old"),
        ]
        assert only(*moves) == ("¥3bn", ["newest"], {"newer": "superseded", "old": "superseded"})


class TestParts:
    def test_any_ancestor_in_the_total(self) -> None:
        """The hall states no sum, so the rack in it is counted inside the plan."""
        moves = [move("plan", amount=stating(9e9)), move("hall", part_of="plan"), move("rack", amount=stating(1e9), part_of="hall")]
        assert only(*moves) == ("¥9bn", ["plan"], {"rack": PART})

    def test_ancestor_of_another_measure_is_in_no_total_with_it(self) -> None:
        moves = [move("plan", amount=stating(9e9)), move("chips", amount=stating(1e9, measure="chips"), part_of="plan")]
        assert list(total(*moves)["text"]) == ["¥9bn", "¥1bn"]

    def test_whole_that_is_called_wrong_does_not_hide_its_part(self) -> None:
        moves = [move("plan", amount=stating(9e9), denied_by=["filing"]), move("hall", amount=stating(1e9), part_of="plan")]
        assert only(*moves) == ("¥1bn", ["hall"], {"plan": "called wrong by the company"})

    def test_part_of_a_superseded_statement_is_part_of_the_new_one(self) -> None:
        moves = [
            move("plan", "2024", amount=stating(9e9)),
            move("hall", "2024-02", amount=stating(1e9), part_of="plan"),
            move("new-plan", "2025", amount=stating(10e9), supersedes="plan"),
        ]
        assert only(*moves) == ("¥10bn", ["new-plan"], {"plan": "superseded", "hall": PART})

    def test_newer_statement_of_a_part_is_a_part(self) -> None:
        moves = [
            move("plan", "2024", amount=stating(9e9)),
            move("hall", "2024-02", amount=stating(1e9), part_of="plan"),
            move("new-hall", "2025", amount=stating(2e9), supersedes="hall"),
        ]
        assert only(*moves) == ("¥9bn", ["plan"], {"hall": "superseded", "new-hall": PART})

    def test_part_counts_itself_where_its_whole_is_filtered_away(self) -> None:
        moves = [move("plan", amount=stating(9e9), evidence="unnamed"), move("hall", amount=stating(1e9), part_of="plan")]
        every = money.compare(frames({"acme": text("Acme Sample", moves)}).moves)
        (row,) = rows(sums.sums(select_moves(every, Selection(evidence=("company",)))))
        assert (row.text, row.counted, row.left) == ("¥1bn", ("acme/hall",), ())

    def test_part_stays_one_where_only_what_lies_between_is_filtered_away(self) -> None:
        moves = [
            move("plan", amount=stating(9e9)),
            move("hall", amount=stating(3e9), part_of="plan", evidence="unnamed"),
            move("rack", amount=stating(1e9), part_of="hall"),
        ]
        every = money.compare(frames({"acme": text("Acme Sample", moves)}).moves)
        (row,) = rows(sums.sums(select_moves(every, Selection(evidence=("company",)))))
        assert (row.text, row.left) == ("¥9bn", (("acme/rack", PART),))


class TestLargest:
    def found(self, data: Tables, **fields: Any) -> list[tuple[str, str, str]]:
        return [(row.key, row.shown_basis, row.shown_text) for row in rows(sums.largest(data.moves, **fields))]

    def test_by_hand(self, both: Tables) -> None:
        """Not the 900 billion that the company called wrong."""
        assert self.found(both, currency="USD") == [
            ("acme/pledge", "total", "more than US$52.4bn"),
            ("acme/pledge", "per_year", "more than US$17.5bn a year"),
        ]
        assert self.found(both, nature=Nature.ORDER) == [
            ("bolt/chips", "total", "US$2bn"),
            ("bolt/chips", "per_year", "US$2bn a year"),
        ]
        assert self.found(both, nature=Nature.FINANCING) == [("bolt/loan", "total", "about US$5bn")]
        assert self.found(both, nature=Nature.LEASE) == []

    def test_may_be_another_move_per_year(self) -> None:
        moves = [
            move("long", amount=stating(9e9), period={"start": "2025", "end": "2033"}),
            move("short", amount=stating(4e9), period={"start": "2025", "end": "2026"}),
        ]
        data = frames({"acme": text("Acme Sample", moves)})
        assert self.found(data) == [("acme/long", "total", "¥9bn"), ("acme/short", "per_year", "¥2bn a year")]

    def test_frames_that_are_compared_already(self, both: Tables) -> None:
        compared = Tables(money.compare(both.moves, "HKD", "per_year"), both.figures, both.sources, both.names)
        assert self.found(compared, currency="USD") == self.found(both, currency="USD")

    def test_of_a_view_by_the_ranking_of_all(self, both: Tables) -> None:
        every = money.compare(both.moves)
        ranked = sums.ranking(every, "USD")
        for chosen in (Selection(), Selection(companies=("bolt",)), Selection(evidence=("company",)), Selection(words="nothing has it")):
            moves = select_moves(every, chosen)
            found = [(row.key, row.shown_basis, row.shown_text) for row in sums.largest_shown(moves, ranked).values()]
            assert found == self.found(Tables(moves, both.figures, both.sources, both.names), currency="USD")

    def test_ranking_of_two_parts_is_that_of_the_whole(self) -> None:
        """Whatever rows the parts stood at before: an edit moves those of all other companies."""
        period = {"start": "2025", "end": "2026"}
        of = {"acme": (("b", "2025-02-01", 3e9), ("d", "2025-04-01", 1e9)), "bolt": (("a", "2025-01-01", 2e9), ("c", "2025-03-01", 4e9))}
        files = {
            company: text(company, [move(name, day, amount=stating(value), period=period) for name, day, value in pledges])
            for company, pledges in of.items()
        }
        every = money.compare(frames(files).moves)
        acme, bolt = (every[every["company"] == company].reset_index(drop=True) for company in ("acme", "bolt"))
        whole = sums.ranking(every, "USD")
        assert set(whole["total"]["company"]) == {"acme", "bolt"}
        joined = sums.joined(sums.ranking(acme, "USD"), sums.ranking(bolt, "USD"), every)
        assert list(joined) == list(whole)
        for basis, frame in whole.items():
            pd.testing.assert_frame_equal(joined[basis], frame)


def test_types_do_not_depend_on_the_data(both: Tables) -> None:
    nothing, full = (sums.sums(money.compare(data.moves)) for data in (frames({}), both))
    assert nothing.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()


def test_strange_data(strange: Tables) -> None:
    for row in rows(sums.sums(money.compare(strange.moves, "USD", "per_year"))):
        assert row.text == ""
    assert len(sums.largest(strange.moves)) <= 2


@pytest.mark.parametrize("basis", ["total", "per_year"])
@pytest.mark.parametrize("company", ["acme", "bolt"])
def test_adds_up_where_there_is_a_total(both: Tables, company: str, basis: str) -> None:
    for data in (both.moves[both.moves["company"] == company], samples.strange("no amounts").moves):
        frame = money.compare(data, "", basis)
        totals = sums.sums(frame)
        there = set(totals["nature"][totals["text"] != ""])
        assert {nature for nature in Nature if sums.adds_up(frame, nature)} == {Nature(word) for word in there}


@pytest.mark.parametrize("basis", ["total", "per_year"])
@pytest.mark.parametrize("currency", ["", "USD"])
def test_shipped_data(shipped_tables: Tables, currency: str, basis: str) -> None:
    frame = money.compare(money.with_revenue_shares(shipped_tables.moves, shipped_tables.figures), currency, basis)
    found = sums.sums(frame)
    named = [key for row in rows(found) for key in (*row.counted, *(key for key, _ in row.left))]
    stated = frame[(frame["currency"] != "") & (frame["measure"] != "revenue")]
    assert sorted(named) == sorted(stated["key"])
    assert {nature.value for nature in Nature if sums.adds_up(frame, nature)} == set(found["nature"][found["text"] != ""])


@st.composite
def plans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Moves of which each may be part of an earlier one and supersede an earlier one."""
    moves: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 12))):
        earlier = [f"m{before}" for before in range(number)]
        fields = {
            "amount": stating(
                2.0**number,
                draw(st.sampled_from(["CNY", "USD"])),
                draw(st.sampled_from(["pledge", "pledge", "order"])),
                measure=draw(st.sampled_from(["chips", "chips", "total"])),
            ),
            "part_of": draw(st.none() | st.sampled_from(earlier)) if earlier else None,
            "supersedes": draw(st.none() | st.none() | st.sampled_from(earlier)) if earlier else None,
            "denied_by": ["filing"] if draw(st.integers(0, 5)) == 0 else [],
        }
        moves.append(move(f"m{number}", draw(samples.days(2018, 2025)), **{name: value for name, value in fields.items() if value}))
    return moves


def _reached(start: str, moves: dict[str, dict[str, Any]]) -> set[str]:
    """Every move whose plan the plan of `start` is or is inside: along `part_of` forwards, along `supersedes` both ways."""
    found, ahead = {start}, [start]
    while ahead:
        at = moves[ahead.pop()]
        near = {at.get("part_of"), at.get("supersedes"), *(other for other, one in moves.items() if one.get("supersedes") == at["id"])}
        ahead += [one for one in near if one and one not in found]
        found |= {one for one in near if one}
    return found - {start}


@samples.few
@given(plans(), st.sampled_from(["", "USD"]))
def test_no_plan_is_counted_twice(moves: list[dict[str, Any]], currency: str) -> None:
    by_id = {one["id"]: one for one in moves}
    every = money.compare(frames({"acme": text("Acme Sample", moves)}).moves, currency)
    seen: list[str] = []
    for row in rows(sums.sums(every)):
        counted = {key.removeprefix("acme/") for key in row.counted}
        left = {key.removeprefix("acme/"): reason for key, reason in row.left}
        seen += [*counted, *left]
        for one in counted:
            assert not _reached(one, by_id) & counted
            assert "denied_by" not in by_id[one]
            amount = by_id[one]["amount"]
            assert (amount["nature"], amount["measure"]) == (row.nature, row.measure)
        for one, reason in left.items():
            # Whatever is left for being a part really is inside something that is counted.
            assert reason != PART or _reached(one, by_id) & counted
        if counted:
            assert row.high == pytest.approx(every.set_index("id").loc[sorted(counted), "shown_high"].sum())
    assert sorted(seen) == sorted(by_id)


def test_shipped_plans_that_overlap(shipped_tables: Tables) -> None:
    """Two reports on one chip budget of 2026, and a purchase inside it, are one budget; a stake bought is no money raised."""
    totals = sums.sums(money.compare(shipped_tables.moves))
    counted = {(row.company, row.nature, row.measure, row.currency): row.counted for row in rows(totals)}
    assert counted["bytedance", "guidance", "chips", "CNY"] == ("bytedance/chip-budget-2026-scmp",)
    assert counted["bytedance", "guidance", "capital_expenditure", "USD"] == ("bytedance/capex-2026-bloomberg",)
    assert counted["alibaba", "financing", "total", "USD"] == ("alibaba/convertible-notes-2032",)
    assert counted["alibaba", "financing", "other", "USD"] == ("alibaba/moonshot-stake-disclosed",)
    assert counted["tencent", "financing", "total", "CNY"] == ("tencent/dim-sum-bond-2025",)


@samples.few
@given(samples.data(), st.sampled_from(["", "USD"]), st.sampled_from(["total", "per_year"]))
def test_filtering_never_changes_another_companys_totals(data: Tables, currency: str, basis: str) -> None:
    frame = money.compare(data.moves, currency, basis)
    every = sums.sums(frame)
    for company in data.names:
        alone = sums.sums(select_moves(frame, Selection(companies=(company,))))
        pd.testing.assert_frame_equal(alone, every[every["company"] == company].reset_index(drop=True))
