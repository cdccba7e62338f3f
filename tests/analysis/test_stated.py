"""Stated amounts: what is drawn together, and what must not count."""

from typing import Any

import pytest

from components.analysis import findings, money, stated, wording
from components.analysis.tables import Tables
from components.records.vocabulary import Nature
from tests.analysis.samples import frames, move, stating, text


def acme(*moves: dict[str, Any]) -> Tables:
    return frames({"acme": text("Acme Sample", moves)})


def largest(*moves: dict[str, Any]) -> list[str]:
    """Ids of the largest pledges of one company."""
    return list(stated.largest(acme(*moves).moves, Nature.PLEDGE)["id"])


class TestSums:
    def test_only_sums_of_money_put_in(self, both: Tables) -> None:
        """A target for revenue is no investment; a share of revenue and no amount at all are no sums."""
        found = set(stated.sums(both.moves)["id"])
        assert found == {"first-pledge", "new-pledge", "pledge", "hall", "rumour", "loan", "chips"}

    def test_natures_in_the_order_of_the_vocabulary(self, both: Tables) -> None:
        # Guidance is there, but only as a share of revenue.
        assert stated.natures(both.moves) == [Nature.PLEDGE, Nature.ORDER, Nature.SPENDING, Nature.FINANCING]

    def test_revenue_targets_make_no_nature(self) -> None:
        assert stated.natures(acme(move(amount=stating(1e9, measure="revenue"))).moves) == []


class TestOfNature:
    def test_natures_stay_apart_and_standing_is_said(self, both: Tables) -> None:
        found = stated.of_nature(both.moves, Nature.PLEDGE)
        assert [tuple(row) for row in found[["id", "high", "standing"]].itertuples(index=False)] == [
            ("rumour", 900e9, "called wrong by the company"),
            ("pledge", 380e9, ""),
            ("new-pledge", 150e9, ""),
            ("first-pledge", 100e9, "superseded"),
        ]
        assert list(stated.of_nature(both.moves, Nature.SPENDING)["standing"]) == ["part of another"]
        assert list(stated.of_nature(both.moves, Nature.FINANCING)["id"]) == ["loan"]

    def test_every_reason_is_said(self) -> None:
        moves = [
            move("plan", amount=stating(9e9)),
            move("all", amount=stating(5e9), denied_by=["filing"], part_of="plan"),
            move("next", "2025-03", amount=stating(6e9), supersedes="all"),
        ]
        found = stated.of_nature(acme(*moves).moves, Nature.PLEDGE).set_index("id")["standing"]
        assert found.to_dict() == {"plan": "", "next": "", "all": "called wrong by the company, superseded, part of another"}

    def test_currency_of_most_companies_first(self) -> None:
        data = frames(
            {
                "acme": text("Acme Sample", [move("a", amount=stating(1e9, "USD")), move("b", amount=stating(9e9, "EUR"))]),
                "bolt": text("Bolt Sample", [move("a", amount=stating(2e9, "USD")), *(_many("EUR", 3))]),
                "cog": text("Cog Sample", [move("a", amount=stating(3e9, "USD"))]),
            }
        )
        found = stated.of_nature(data.moves, Nature.PLEDGE)
        assert list(dict.fromkeys(found["currency"])) == ["USD", "EUR"]
        assert list(found[found["currency"] == "USD"]["key"]) == ["cog/a", "bolt/a", "acme/a"]

    def test_one_company_with_very_many_sums_does_not_outweigh_two(self) -> None:
        data = frames(
            {
                "acme": text("Acme Sample", [*_many("USD", 1100), move("x", amount=stating(1e9, "EUR"))]),
                "bolt": text("Bolt Sample", [move("x", amount=stating(1e9, "EUR"))]),
            }
        )
        assert stated.of_nature(data.moves, Nature.PLEDGE)["currency"].iloc[0] == "EUR"

    def test_most_sums_decide_among_equals(self) -> None:
        data = acme(move("a", amount=stating(9e9, "EUR")), *_many("USD", 2))
        assert list(stated.of_nature(data.moves, Nature.PLEDGE)["currency"]) == ["USD", "USD", "EUR"]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"status": "denied", "denied_by": ["filing"]}, "called wrong by the company"),
            ({"status": "cancelled"}, "given up"),
            ({"shared_with": ["bolt", "cog"]}, "joint plan with bolt and cog"),
        ],
    )
    def test_more_reasons(self, fields: dict[str, Any], words: str) -> None:
        assert list(stated.of_nature(acme(move(amount=stating(1e9), **fields)).moves, Nature.PLEDGE)["standing"]) == [words]

    def test_one_currency_has_one_order(self) -> None:
        """8 billion dollars are more than 50 billion yuan; what has no rate comes last."""
        moves = [move("a", amount=stating(50e9)), move("b", amount=stating(8e9, "USD")), move("c", amount=stating(90e9, "TWD"))]
        found = stated.of_nature(acme(*moves).moves, Nature.PLEDGE, "CNY")
        assert list(found["id"]) == ["b", "a", "c"]
        assert list(found["shown_currency"]) == ["CNY"] * 3
        assert list(found["left_out"]) == ["", "", "no reference rate for TWD"]

    def test_frame_that_is_compared_already_stays_so(self) -> None:
        moves = money.compare(acme(move(amount=stating(8e9, "USD"))).moves, "EUR")
        assert list(stated.of_nature(moves, Nature.PLEDGE, "HKD")["shown_currency"]) == ["EUR"]

    def test_as_stated_without_more(self, both: Tables) -> None:
        found = stated.of_nature(both.moves, Nature.PLEDGE)
        assert list(found["shown_text"]) == ["¥900bn", "more than ¥380bn", "¥120bn to ¥150bn", "¥100bn"]
        assert list(found["shown_high"]) == list(found["high"])

    @pytest.mark.parametrize("nature", Nature)
    def test_nothing(self, nature: Nature) -> None:
        found = stated.of_nature(frames({}).moves, nature)
        assert found.empty
        assert "standing" in found.columns


def _many(currency: str, count: int) -> list[dict[str, Any]]:
    return [move(f"{currency.lower()}-{number}", amount=stating(1e9 + number, currency)) for number in range(count)]


class TestLargest:
    def test_by_hand(self, both: Tables) -> None:
        """The denied 900 billion is larger, and the superseded 100 billion and the range are smaller."""
        found = stated.largest(both.moves, Nature.PLEDGE)
        assert [tuple(row) for row in found[["key", "high"]].itertuples(index=False)] == [("acme/pledge", 380e9)]
        assert list(stated.largest(both.moves, Nature.ORDER)["key"]) == ["bolt/chips"]
        # The hall is part of the pledge, the share of revenue is no sum.
        assert stated.largest(both.moves, Nature.SPENDING).empty
        assert stated.largest(both.moves, Nature.GUIDANCE).empty

    @pytest.mark.parametrize(
        ("small", "large"),
        [
            ({}, {"denied_by": ["filing"]}),
            ({}, {"status": "denied", "denied_by": ["filing"]}),
            ({}, {"part_of": "small"}),
            ({"supersedes": "large"}, {}),
        ],
    )
    def test_what_does_not_stand_is_left_out(self, small: dict[str, Any], large: dict[str, Any]) -> None:
        assert largest(move("small", amount=stating(1e9), **small), move("large", amount=stating(9e9), **large)) == ["small"]

    @pytest.mark.parametrize("nature", [nature.value for nature in Nature if nature is not Nature.PLEDGE])
    def test_natures_are_never_compared(self, nature: str) -> None:
        assert largest(move("small", amount=stating(1e9)), move("large", amount=stating(9e9, nature=nature))) == ["small"]
        assert largest(move("large", amount=stating(9e9, nature=nature))) == []

    def test_once_for_each_currency_by_worth(self) -> None:
        """On 24 February 2025 a dollar was 33.6 baht: two billion baht are 0.06 billion dollars, nine billion euros 9.4."""
        moves = [move("a", amount=stating(9e9, "EUR")), move("b", amount=stating(1e9, "THB")), move("c", amount=stating(2e9, "THB"))]
        assert largest(*moves) == ["a", "c"]

    def test_more_sums_in_a_currency_make_it_no_larger(self) -> None:
        """1.6 billion dollars are 11.6 billion yuan: that a company states yuan more often does not make a billion of them its largest."""
        moves = [move("fund", amount=stating(1e9)), move("packets", amount=stating(5e8)), move("cloud", amount=stating(1.6e9, "USD"))]
        assert largest(*moves) == ["cloud", "fund"]

    def test_what_has_no_rate_comes_last(self) -> None:
        moves = [move(code.lower(), amount=stating(value, code)) for code, value in (("TWD", 9e9), ("AED", 1), ("CNY", 20), ("USD", 1))]
        assert largest(*moves) == ["cny", "usd", "aed", "twd"]

    def test_each_at_the_rate_of_its_own_day(self) -> None:
        """The worth orders the currencies; within one the larger sum stays the larger, whatever the rates of the days."""
        moves = [move("old", "2014-01-15", amount=stating(100e9)), move("new", "2024-09-02", amount=stating(101e9))]
        assert largest(*moves) == ["new"]

    def test_each_company_has_its_own_order(self) -> None:
        data = frames(
            {
                "acme": text("Acme Sample", [move("a", amount=stating(1e9, "EUR"))]),
                "bolt": text("Bolt Sample", [move("a", amount=stating(2e9, "EUR")), move("b", amount=stating(3e9, "USD"))]),
            }
        )
        assert list(stated.largest(data.moves, Nature.PLEDGE)["key"]) == ["acme/a", "bolt/b", "bolt/a"]

    def test_per_year_is_ranked_per_year(self) -> None:
        """Ten billion dollars in ten years are less a year than 20 billion yuan in one."""
        long, short = {"start": 2025, "end": 2034}, {"start": 2025, "end": 2025}
        moves = acme(move("long", amount=stating(10e9, "USD"), period=long), move("short", amount=stating(20e9), period=short)).moves
        assert list(stated.largest(moves, Nature.PLEDGE)["id"]) == ["long", "short"]
        assert list(stated.largest(money.compare(moves, "", money.PER_YEAR), Nature.PLEDGE)["id"]) == ["short", "long"]

    def test_upper_end_of_a_range_counts(self) -> None:
        ranged = {"low": 1e9, "high": 5e9, "currency": "CNY", "nature": "pledge", "measure": "chips"}
        assert largest(move("one", amount=stating(4e9)), move("range", amount=ranged)) == ["range"]

    def test_currencies_are_compared_where_they_are_converted(self) -> None:
        moves = acme(move("a", amount=stating(50e9)), move("b", amount=stating(8e9, "USD")), move("c", amount=stating(90e9, "TWD"))).moves
        assert list(stated.largest(money.compare(moves, "CNY"), Nature.PLEDGE)["id"]) == ["b"]

    @pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"shared_with": ["bolt"]}])
    def test_given_up_and_joint_plans_are_no_companys_largest(self, fields: dict[str, Any]) -> None:
        assert largest(move("small", amount=stating(1e9)), move("large", amount=stating(9e9), **fields)) == ["small"]

    def test_revenue_target_is_left_out(self) -> None:
        assert largest(move("target", amount=stating(9e9, measure="revenue"))) == []

    def test_nothing(self) -> None:
        moves = frames({}).moves
        found = stated.largest(moves, Nature.PLEDGE)
        assert found.empty
        assert list(found.columns) == list(stated.of_nature(moves, Nature.PLEDGE).columns)


class TestLeftOut:
    def test_by_hand(self) -> None:
        moves = [
            move("a", amount=stating(5e9, "TWD", as_stated="five thousand million")),
            move("b", "2003-03-01", amount=stating(1e9, qualifier="about")),
            move("c", amount=stating(1e9)),
        ]
        found = stated.of_nature(acme(*moves).moves, Nature.PLEDGE, "USD")
        assert stated.left_out(found) == [
            "Not converted: Acme Sample TWD 5bn, 24 Feb 2025 (no reference rate for TWD); "
            "Acme Sample about ¥1bn, 1 Mar 2003 (no rate within a week of 1 Mar 2003 (the first is of 1 Apr 2005))."
        ]

    def test_no_period(self) -> None:
        year = {"start": "2025", "end": "2025"}
        moves = [move("a", amount=stating(5e9)), move("b", "2025-Q1", amount=stating(4e9)), move("c", amount=stating(1e9), period=year)]
        assert stated.left_out(stated.of_nature(acme(*moves).moves, Nature.PLEDGE, "", "per_year")) == [
            "No period stated, so no figure per year: 2 moves (Acme Sample ¥5bn, 24 Feb 2025; Acme Sample ¥4bn, Q1 2025)."
        ]

    def test_both_kinds(self) -> None:
        year = {"start": "2025", "end": "2025"}
        moves = [move("a", amount=stating(5e9, "TWD"), period=year), move("b", amount=stating(4e9))]
        assert [sentence.split(":")[0] for sentence in stated.left_out(money.compare(acme(*moves).moves, "USD", "per_year"))] == [
            "No period stated, so no figure per year",
            "Not converted",
        ]

    def test_very_many_are_counted(self) -> None:
        (sentence,) = stated.left_out(money.compare(acme(*_many("TWD", 20)).moves, "USD"))
        assert sentence.count("no reference rate") == wording.MOST
        assert sentence.endswith("; 14 more.")

    def test_nothing(self, both: Tables) -> None:
        assert stated.left_out(money.compare(both.moves, "USD")) == []
        assert stated.left_out(money.compare(frames({}).moves, "USD", "per_year")) == []


class TestFinding:
    """`findings.stated` on what is shown otherwise than stated; as stated it is tested with the other findings."""

    def sentence(self, data: Tables, nature: Nature, currency: str, basis: str) -> str:
        return findings.stated(stated.of_nature(data.moves, nature, currency, basis), nature)

    @pytest.mark.parametrize(
        ("currency", "basis", "sentence"),
        [
            (
                "USD",
                "total",
                "The largest pledge in US dollars is Acme Sample's: more than US$52.4bn "
                "(more than ¥380bn for Feb 2025 to Jan 2028 as stated; in a filing).",
            ),
            (
                "USD",
                "per_year",
                "The largest pledge per year in US dollars is Acme Sample's: more than US$17.5bn a year "
                "(more than ¥380bn for Feb 2025 to Jan 2028 as stated; in a filing).",
            ),
            (
                "",
                "per_year",
                "The largest pledge per year in yuan is Acme Sample's: more than ¥126.7bn a year "
                "(more than ¥380bn for Feb 2025 to Jan 2028 as stated; in a filing).",
            ),
            (
                "CNY",
                "total",
                "The largest pledge stated in yuan is Acme Sample's: more than ¥380bn for Feb 2025 to Jan 2028 (in a filing).",
            ),
        ],
    )
    def test_by_hand(self, both: Tables, currency: str, basis: str, sentence: str) -> None:
        assert self.sentence(both, Nature.PLEDGE, currency, basis) == sentence

    def test_what_is_left_out_is_not_the_largest(self) -> None:
        data = acme(move("a", amount=stating(90e9, "TWD")), move("b", amount=stating(1e9, "EUR")))
        assert self.sentence(data, Nature.PLEDGE, "USD", "total") == (
            "The largest pledge in US dollars is Acme Sample's: US$1.05bn (€1bn as stated; said by the company)."
        )
        assert self.sentence(data, Nature.PLEDGE, "USD", "per_year") == ""


def test_strange_data(strange: Tables) -> None:
    there = stated.natures(strange.moves)
    assert sum(len(stated.of_nature(strange.moves, nature)) for nature in there) == len(stated.sums(strange.moves))
    for nature in Nature:
        top = stated.largest(strange.moves, nature)
        assert set(top["key"]) <= set(stated.of_nature(strange.moves, nature)["key"])


def test_shipped_data(shipped_tables: Tables) -> None:
    moves = shipped_tables.moves
    assert sum(len(stated.of_nature(moves, nature)) for nature in stated.natures(moves)) == len(stated.sums(moves))
    for nature in stated.natures(moves):
        found = stated.of_nature(moves, nature)
        assert set(found["nature"]) == {nature.value}
        assert found["key"].is_unique
        assert (found["high"] > 0).all()
        top = stated.largest(moves, nature)
        assert not top.duplicated(["company", "currency"]).any()
        standing = found[found["standing"] == ""]
        for row in top.itertuples(index=False):
            assert row.key in set(standing["key"])
            assert row.high == standing[(standing["company"] == row.company) & (standing["currency"] == row.currency)]["high"].max()


class TestDrawn:
    """No more bars than anyone scrolls through."""

    def found(self, **counts: int) -> Any:
        moves = [
            move(f"{currency}-{number}", amount=stating((number + 1) * 1e9, currency=currency.upper()))
            for currency, count in counts.items()
            for number in range(count)
        ]
        return stated.of_nature(acme(*moves).moves, Nature.PLEDGE)

    def test_few_are_all_drawn(self) -> None:
        found = self.found(cny=stated.MOST_DRAWN)
        assert stated.drawn(found) == (found, "")

    def test_largest_of_each_currency(self) -> None:
        some, words = stated.drawn(self.found(cny=90, usd=40, eur=1))
        assert words == "Drawn are 59 of 131 sums, the largest of each currency; the table and the CSV have all."
        assert dict(some["shown_currency"].value_counts()) == {"CNY": 29, "USD": 29, "EUR": 1}
        assert set(some.loc[some["shown_currency"] == "CNY", "high"]) == {number * 1e9 for number in range(62, 91)}

    def test_one_of_each_where_there_are_many_currencies(self) -> None:
        many = dict.fromkeys(("cny", "usd", "eur", "hkd", "gbp", "jpy", "krw", "inr", "sgd", "thb"), 2)
        some, words = stated.drawn(self.found(**many, brl=80))
        assert (len(some), words[:24]) == (60, "Drawn are 60 of 100 sums")
