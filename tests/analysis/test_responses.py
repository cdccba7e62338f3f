"""The others' moves around one move: lags counted by hand, what is near enough, and what the dates do not tell."""

import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import lanes, responses
from components.analysis.responses import AFTER, BEFORE, OPEN, SAME_DAY
from components.analysis.tables import Tables
from tests.analysis import samples
from tests.analysis.samples import frames, move, stating, text


def found(data: Tables, key: str, days: int) -> list[tuple[str, int, int, str]]:
    frame = responses.responses(data.moves, key, days)
    return [(row.key, row.lag_low, row.lag_high, row.side) for row in frame.itertuples(index=False)]


def around(*others: dict[str, object], anchor: dict[str, object] | None = None) -> Tables:
    """Acme's move of 24 Feb 2025, `acme/only`, and moves of Bolt."""
    return frames({"acme": text("Acme Sample", [anchor or move()]), "bolt": text("Bolt Sample", others)})


class TestResponses:
    def test_by_hand(self, both: Tables) -> None:
        """The pledge is of 24 Feb 2025, the chips of 15 or 16 Feb, the model of May: 4 + 31 + 30 + 1 = 66 days to 1 May, 96 to 31 May."""
        assert found(both, "acme/pledge", 100) == [
            ("bolt/chips", -9, -8, BEFORE),
            ("bolt/loan", 0, 0, SAME_DAY),
            ("bolt/model", 66, 96, AFTER),
        ]

    def test_own_moves_are_none(self) -> None:
        data = frames({"acme": text("Acme Sample", [move("a"), move("b", "2025-02-25")])})
        assert found(data, "acme/a", 30) == []

    def test_keeps_the_columns_of_the_moves(self, both: Tables) -> None:
        frame = responses.responses(both.moves, "acme/pledge", 100)
        assert list(frame.columns) == [*both.moves.columns, *responses.LAG_COLUMNS]
        assert list(frame["lag_mid"]) == [-8.5, 0, 81]
        assert list(frame["lag_text"]) == ["8–9 days before, day not known", "same day", "66–96 days after, day not known"]

    @pytest.mark.parametrize(
        ("day", "side"),
        [
            ("2025-01-24", None),  # 31 days before
            ("2025-01-25", BEFORE),  # 30
            ("2025-02-23", BEFORE),
            ("2025-02-24", SAME_DAY),
            ("2025-02-25", AFTER),
            ("2025-03-26", AFTER),  # 30 days after: 4 in February and 26
            ("2025-03-27", None),
            ("2025-01", OPEN),  # only from 25 Jan is near enough
            ("2025-02", OPEN),
            ("2025-03", OPEN),
            ("2025-03-01/2025-03-26", AFTER),
            ("2025-02-24/2025-02-26", OPEN),  # the same day or later
            ("2025-01-25/2025-02-23", BEFORE),
            ("2025-04", None),
            ("2025", OPEN),
        ],
    )
    def test_what_is_in(self, day: str, side: str | None) -> None:
        sides = [row[3] for row in found(around(move("a", day)), "acme/only", 30)]
        assert sides == ([side] if side else [])

    def test_anchor_of_unknown_day(self) -> None:
        """From 28 Feb to 10 Mar are 10 days at the least, from 1 Feb 37 at the most."""
        data = around(move("a", "2025-03-10"), move("b", "2025-02-10"), anchor=move(date="2025-02"))
        assert found(data, "acme/only", 90) == [("bolt/b", -18, 9, OPEN), ("bolt/a", 10, 37, AFTER)]

    def test_no_such_move(self, both: Tables) -> None:
        with pytest.raises(KeyError, match="acme/nothing"):
            responses.responses(both.moves, "acme/nothing", 30)

    @samples.few
    @given(samples.data(), st.data(), st.integers(1, 500))
    def test_against_counting_day_by_day(self, data: Tables, choose: st.DataObject, days: int) -> None:
        moves = data.moves
        key = choose.draw(st.sampled_from(list(moves["key"])))
        anchor = responses.anchor(moves, key)
        frame = responses.responses(moves, key, days)
        assert frame["lag_mid"].is_monotonic_increasing
        lags = {row.key: (row.lag_low, row.lag_high) for row in frame.itertuples(index=False)}
        for row in moves[moves["company"] != anchor.company].itertuples(index=False):
            ends = [(their - own).days for their in (row.date_start, row.date_end) for own in (anchor.date_start, anchor.date_end)]
            near = max(ends) >= -days and min(ends) <= days
            assert (row.key in lags) == near
            if near:
                assert lags[row.key] == (min(ends), max(ends))
        assert not any(key.startswith(f"{anchor.company}/") for key in lags)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "same day"),
        (1, 1, "1 day after"),
        (3, 3, "3 days after"),
        (-1, -1, "1 day before"),
        (1200, 1200, "1,200 days after"),
        (12, 40, "12–40 days after, day not known"),
        (-40, -12, "12–40 days before, day not known"),
        (0, 27, "same day to 27 days after, day not known"),
        (-27, 0, "27 days before to same day, day not known"),
        (-12, 18, "12 days before to 18 days after, day not known"),
    ],
)
def test_lag_in_words(low: int, high: int, words: str) -> None:
    assert responses.lag_text(low, high) == words


class TestAnchors:
    def test_by_hand(self, both: Tables) -> None:
        """Pledges by size, then the newest first. The rumour and the new pledge are dated to a year and a quarter; a target for
        revenue and a share of revenue are no sums."""
        assert responses.anchors(both.moves) == {
            "acme/pledge": "Acme Sample: Pledges more than 380 billion yuan (24 Feb 2025)",
            "acme/first-pledge": "Acme Sample: Pledges 100 billion yuan (Jun 2024)",
            "bolt/model": "波特 Sample: Opens its model (May 2025)",
            "acme/share": "Acme Sample: Will spend a low share of revenue (2 May 2025)",
            "acme/target": "Acme Sample: Means to sell AI for 40 billion dollars (1 May 2025)",
            "acme/hall": "Acme Sample: Builds one hall of the pledge (5 Mar 2025)",
            "bolt/loan": "波特 Sample: Raises money (24 Feb 2025)",
            "bolt/chips": "波特 Sample: Orders chips (15–16 Feb 2025)",
        }
        assert list(responses.anchors(both.moves)) == [
            *("acme/pledge", "acme/first-pledge", "bolt/model", "acme/share", "acme/target", "acme/hall", "bolt/loan", "bolt/chips")
        ]

    def test_size_is_compared_across_currencies(self) -> None:
        """A yuan is worth about a seventh of a dollar: 10 billion dollars are more than 60 billion yuan and less than 80."""
        sums = [("a", 60e9, "CNY"), ("b", 10e9, "USD"), ("c", 80e9, "CNY")]
        data = frames({"acme": text("Acme Sample", [move(name, amount=stating(value, currency)) for name, value, currency in sums])})
        assert list(responses.anchors(data.moves)) == ["acme/c", "acme/b", "acme/a"]

    def test_what_was_called_wrong_or_has_no_rate_is_not_in_front(self) -> None:
        data = frames(
            {
                "acme": text(
                    "Acme Sample",
                    [
                        move("small", "2025-01-01", amount=stating(1e9, nature="guidance")),
                        move("denied", "2025-01-02", amount=stating(9e9), denied_by=["blog"]),
                        move("given-up", "2025-01-03", status="cancelled", amount=stating(9e9)),
                        move("no-rate", "2025-01-04", amount=stating(9e12, "TWD")),
                        move("spent", "2025-01-05", amount=stating(9e9, nature="spending")),
                    ],
                )
            }
        )
        assert list(responses.anchors(data.moves)) == ["acme/small", "acme/spent", "acme/no-rate", "acme/given-up", "acme/denied"]

    def test_the_order_of_all_moves_serves_for_some_of_them(self, both: Tables) -> None:
        order = responses.Order(both.moves)
        for company in ("acme", "bolt"):
            some = both.moves[both.moves["company"] == company]
            assert responses.anchors(some, order=order) == responses.anchors(some)
            assert list(responses.anchors(some, 2, order)) == list(responses.anchors(some))[:2]
        assert responses.anchors(both.moves.iloc[:0], order=order) == {}

    def test_at_most_so_many(self) -> None:
        assert len(responses.anchors(frames(samples.STRANGE["two hundred"]).moves)) == 200
        assert len(responses.anchors(samples.both().moves, 3)) == 3


class TestFinding:
    def sentence(self, data: Tables, days: int = 30, key: str = "acme/only") -> str:
        anchor = responses.anchor(data.moves, key)
        return responses.finding(responses.responses(data.moves, key, days), anchor, data.names, days)

    def test_by_hand(self) -> None:
        pledge = move(evidence="filing", amount=stating(380e9, qualifier="more_than"))
        bolt = [move("a", "2025-02-26", title="Opens its model"), move("b", "2025-03-01"), move("c", "2025-02-24"), move("d", "2025-02-20")]
        cogs = [move("a", "2025-03-05"), move("b", "2025-02"), move("c", "2025-06-01")]
        data = frames(
            {
                "acme": text("Acme Sample", [pledge]),
                "bolt": text("Bolt Works", bolt),
                "cog": text("Cog Sample", cogs),
                "dot": text("Dot Sample", [move(date="2020")]),
            }
        )
        # February as a whole may be earlier than 26 Feb, so that this is the first of known day.
        assert self.sentence(data) == (
            "In the 30 days after Acme Sample pledged more than ¥380bn (24 Feb 2025), 3 moves by 2 other companies are recorded: "
            "Bolt Works 2 and Cog Sample 1; the first of known day, 2 days later, is Bolt Works' “Opens its model”. "
            "In the 30 days before it: 1 move; on the same day: 1. Another 1 is dated too coarsely to tell. "
            "Nothing recorded in these days: Dot Sample. What follows in time is not said to be a response."
        )

    @pytest.mark.usefixtures("chinese")
    def test_chinese(self) -> None:
        pledge = move(evidence="filing", amount=stating(380e9, qualifier="more_than"))
        bolt = [move("a", "2025-02-26", title="Opens its model"), move("c", "2025-02-24"), move("d", "2025-02")]
        data = frames({"acme": text("Acme", [pledge]), "bolt": text("Bolt", bolt), "dot": text("Dot", [move(date="2020")])})
        assert self.sentence(data) == (
            "在Acme承诺投入超过3,800亿元（2025年2月24日）之后的30天内，记录到另外1家公司的1项举措：Bolt（1项）；日期确切的举措中，"
            "最早的是2天后Bolt的“Opens its model”。此前30天内：0项举措；同日：1项。另有1项日期过于笼统，无法判断先后。"
            "这段时间没有记录的公司：Dot。时间在后并不表示就是回应。"
        )
        lags = [(3, 3), (-1, -1), (0, 0), (12, 40), (-40, -12), (-3, 2)]
        assert [responses.lag_text(*lag) for lag in lags] == [
            "3天后",
            "1天前",
            "同日",
            "12–40天后，具体日期不详",
            "12–40天前，具体日期不详",
            "3天前至2天后，具体日期不详",
        ]

    def test_nothing(self) -> None:
        assert self.sentence(around()) == (
            "In the 30 days after “A sample move only” (Acme Sample, 24 Feb 2025), no move by another company is recorded. "
            "In the 30 days before it: 0 moves. Nothing recorded in these days: Bolt Sample. "
            "What follows in time is not said to be a response."
        )

    def test_one(self) -> None:
        assert self.sentence(around(move("a", "2025-02-25")), 1).startswith(
            "In the 1 day after “A sample move only” (Acme Sample, 24 Feb 2025), 1 move by 1 other company is recorded: "
            "Bolt Sample 1; the first, 1 day later, is Bolt Sample's “A sample move a”. In the 1 day before it: 0 moves. What"
        )

    def test_no_known_day_has_no_first(self) -> None:
        assert "is recorded: Bolt Sample 1. In" in self.sentence(around(move("a", "2025-03")), 90)

    @pytest.mark.parametrize(
        "fields",
        [
            {"evidence": "unnamed"},
            {"evidence": "news"},
            {"status": "reported"},
            {"denied_by": ["blog"]},
            {"amount": stating(1e9, nature="guidance")},
            {"amount": {"as_stated": "a lot", "nature": "pledge", "measure": "chips"}},
        ],
    )
    def test_only_the_companys_own_word_makes_a_pledge(self, fields: dict[str, object]) -> None:
        anchor = move(**{"amount": stating(1e9), **fields})
        assert "after “A sample move only” (Acme Sample, 24 Feb 2025), no" in self.sentence(around(anchor=anchor))

    def test_long_lists_are_cut(self) -> None:
        busy = {f"b{number}": text(f"Busy {number}", [move(date="2025-02-25")]) for number in range(9)}
        idle = {f"i{number}": text(f"Idle {number}", []) for number in range(8)}
        sentence = self.sentence(frames({"acme": text("Acme Sample", [move()]), **busy, **idle}))
        assert (
            "9 other companies are recorded: Busy 0 1, Busy 1 1, Busy 2 1, Busy 3 1, Busy 4 1, Busy 5 1 and 3 more; the first" in sentence
        )
        assert "Nothing recorded in these days: Idle 0, Idle 1, Idle 2, Idle 3, Idle 4, Idle 5 and 2 more." in sentence


class TestArrange:
    def layout(self, data: Tables, days: int = 30, key: str = "acme/only", **options: int) -> responses.Layout:
        anchor = responses.anchor(data.moves, key)
        return responses.arrange(responses.responses(data.moves, key, days), anchor, data.names, days, **options)

    def test_by_hand(self) -> None:
        """Two marks of one day are in two rows; a coarse date takes its range, cut at the days shown: March is 5 to 35, shown 5 to 30."""
        data = around(move("a", "2025-02-26"), move("b", "2025-02-26"), move("c", "2025-03"), move("d", "2025-02-14"))
        layout = self.layout(data)
        assert [(row.key, row.x, row.y) for row in layout.marks.itertuples(index=False)] == [
            ("bolt/d", -10, 0.5),
            ("bolt/a", 2, 0.5),
            ("bolt/b", 2, 1.5),
            ("bolt/c", 17.5, 0.5),
        ]
        assert [(lane.company, lane.name, lane.top, lane.bottom) for lane in layout.lanes] == [("bolt", "Bolt Sample", 0, 2)]
        assert (layout.rows, layout.days, layout.anchor.key) == (2, 30, "acme/only")

    def test_company_without_a_move_has_an_empty_lane(self) -> None:
        layout = self.layout(frames({"acme": text("Acme Sample", [move()]), "bolt": text("Bolt", []), "cog": text("Cog", [move()])}))
        assert [(lane.company, lane.top, lane.bottom) for lane in layout.lanes] == [("bolt", 0, 1), ("cog", 1.9, 2.9)]

    def test_too_many_without_a_move_have_none(self) -> None:
        data = frames({"acme": text("Acme Sample", [move(date="2026-12-24")]), **samples.many(responses.LANES)})
        assert self.layout(data, 1).lanes == []
        few = frames({"acme": text("Acme Sample", [move(date="2026-12-24")]), **samples.many(responses.LANES - 1)})
        assert len(self.layout(few, 1).lanes) == responses.LANES - 1

    @samples.few
    @given(samples.data(), st.data(), st.integers(1, 400), st.sampled_from([lanes.WIDE, lanes.NARROW]))
    def test_no_two_cover_each_other(self, data: Tables, choose: st.DataObject, days: int, pixels: int) -> None:
        layout = self.layout(data, days, choose.draw(st.sampled_from(list(data.moves["key"]))), pixels=pixels)
        marks = layout.marks
        assert ((marks["x"] >= -days) & (marks["x"] <= days)).all()
        for _, level in marks.sort_values("x").groupby("y"):
            assert level["company"].nunique() == 1
            lines = [(max(low, -days), min(high, days)) for low, high in zip(level["lag_low"], level["lag_high"], strict=True)]
            for (x, one), (other, after) in itertools.pairwise(zip(level["x"], lines, strict=True)):
                assert (other - x) * pixels / (2 * days) >= lanes.MARK - 1e-6
                assert one[1] <= after[0]
        for lane in layout.lanes:
            own = marks[marks["company"] == lane.company]["y"]
            assert ((own > lane.top) & (own < lane.bottom)).all()


class TestStrangeData:
    def test_every_move_may_be_chosen(self, strange: Tables) -> None:
        for key in list(strange.moves["key"])[:20]:
            frame = responses.responses(strange.moves, key, 90)
            anchor = responses.anchor(strange.moves, key)
            assert responses.arrange(frame, anchor, strange.names, 90).rows >= 0
            assert responses.finding(frame, anchor, strange.names, 90).endswith("is not said to be a response.")
        assert set(responses.anchors(strange.moves)) <= set(strange.moves["key"])

    def test_frames_are_left_as_they_were(self, both: Tables) -> None:
        before = both.moves.copy(deep=True)
        frame = responses.responses(both.moves, "acme/pledge", 90)
        responses.anchors(both.moves)
        kept = frame.copy(deep=True)
        responses.arrange(frame, responses.anchor(both.moves, "acme/pledge"), both.names, 90)
        pd.testing.assert_frame_equal(both.moves, before)
        pd.testing.assert_frame_equal(frame, kept)


class TestShippedData:
    PLEDGE = "alibaba/three-year-infrastructure-pledge"

    def test_the_pledge_of_380_billion_yuan_is_among_the_first_to_choose(self, shipped_tables: Tables) -> None:
        options = responses.anchors(shipped_tables.moves)
        pledges = shipped_tables.moves[shipped_tables.moves["nature"].isin(["pledge", "guidance"])]
        assert self.PLEDGE in list(options)[: len(pledges)]
        assert options[self.PLEDGE].startswith("Alibaba Group: ")
        assert options[self.PLEDGE].endswith(" (24 Feb 2025)")

    def test_days_are_those_of_the_calendar(self, shipped_tables: Tables) -> None:
        frame = responses.responses(shipped_tables.moves, self.PLEDGE, 90)
        assert set(frame["company"]) <= set(shipped_tables.names) - {"alibaba"}
        exact = frame[frame["precision"] == "day"]
        assert len(exact) > 0
        for row in exact.itertuples(index=False):
            assert row.lag_low == row.lag_high == (date.fromisoformat(row.date_text) - date(2025, 2, 24)).days
            assert -90 <= row.lag_low <= 90
