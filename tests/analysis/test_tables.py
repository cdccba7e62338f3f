"""Records to frames: whole rows as literals, and what an empty folder gives."""

from typing import Any

import pandas as pd
import pytest

from components.analysis.tables import FIGURE_COLUMNS, MOVE_COLUMNS, SOURCE_COLUMNS, Tables, rows
from tests.analysis.samples import ACME, BOLT, MARKET, STRANGE, figure, frames, move, stating, text

day = pd.Timestamp


def row(frame: pd.DataFrame, **where: object) -> dict[str, Any]:
    """The one row of a frame in which the columns have these values; what is missing is None."""
    found = frame[(frame[list(where)] == list(where.values())).all(axis=1)]
    assert len(found) == 1
    return {name: None if not isinstance(value, tuple) and pd.isna(value) else value for name, value in found.iloc[0].items()}


class TestMoves:
    def test_whole_row(self, both: Tables) -> None:
        assert row(both.moves, key="acme/pledge") == {
            "key": "acme/pledge",
            "company": "acme",
            "company_name": "Acme Sample",
            "id": "pledge",
            "date_start": day("2025-02-24"),
            "date_end": day("2025-02-24"),
            "date_mid": day("2025-02-24"),
            "date_text": "2025-02-24",
            "date_words": "24 Feb 2025",
            "precision": "day",
            "title": "Pledges more than 380 billion yuan",
            "summary": "A *sample* summary.",
            "category": "infrastructure",
            "status": "announced",
            "evidence": "filing",
            "stated_by": "A. Person, CEO",
            "amount_text": "more than ¥380bn",
            "nature": "pledge",
            "measure": "capital_expenditure",
            "qualifier": "more_than",
            "value": 380e9,
            "low": 380e9,
            "high": 380e9,
            "currency": "CNY",
            "usd": None,
            "usd_source": "",
            "usd_publisher": "",
            "share_low": None,
            "share_high": None,
            "covers": "servers",
            "period_start": day("2025-02-01"),
            "period_end": day("2028-01-31"),
            "period_text": "Feb 2025 to Jan 2028",
            "period_months": 36,
            "period_days": 1095,
            "due": day("2025-06-30"),
            "denied": False,
            "disputed": True,
            "part_of": "",
            "supersedes": "",
            "superseded_by": "",
            "plan": "acme/pledge",
            "wholes": (),
            "shared_with": (),
            "fulfils": "",
            "source_keys": ("acme/blog", "acme/filing", "acme/paper"),
            "source_url": "https://example.com/filing",
            "publishers": "Sample Blog, Sample Exchange, The Sample Paper",
            "words": "acme sample\npledges more than 380 billion yuan\na *sample* summary.\na. person, ceo\nservers\nonly a sample.\n"
            "cloud\nsample blog, sample exchange, the sample paper\npledge",
        }

    def test_range_and_share(self, both: Tables) -> None:
        ranged, share = row(both.moves, key="acme/new-pledge"), row(both.moves, key="acme/share")
        names = ("value", "low", "high", "currency", "qualifier", "share_low", "share_high", "nature", "amount_text")
        assert [ranged[name] for name in names] == [None, 120e9, 150e9, "CNY", "between", None, None, "pledge", "¥120bn to ¥150bn"]
        words = "11–14% of revenue (low teens of revenue)"
        assert [share[name] for name in names] == [None, None, None, "", "", 11, 14, "guidance", words]

    def test_no_amount(self, both: Tables) -> None:
        bare = row(both.moves, key="bolt/model")
        empty = ("amount_text", "nature", "measure", "qualifier", "currency", "covers", "period_text", "summary", "stated_by")
        assert [bare[name] for name in empty] == [""] * len(empty)
        assert [bare[name] for name in ("value", "low", "high", "period_start", "period_end", "due", "source_url")] == [None] * 7

    def test_links_between_moves(self, both: Tables) -> None:
        hall = row(both.moves, key="acme/hall")
        assert (hall["part_of"], hall["fulfils"]) == ("acme/pledge", "acme/pledge")
        assert row(both.moves, key="acme/new-pledge")["supersedes"] == "acme/first-pledge"
        assert row(both.moves, key="acme/first-pledge")["superseded_by"] == "acme/new-pledge"
        assert both.moves.set_index("key")["denied"].to_dict() == {key: key == "acme/rumour" for key in both.moves["key"]}

    def test_newest_of_two_replacements_stands(self) -> None:
        moves = [move("old", "2024"), move("newest", "2025-06-01", supersedes="old"), move("newer", "2025-02", supersedes="old")]
        assert row(frames({"acme": text("Acme Sample", moves)}).moves, id="old")["superseded_by"] == "acme/newest"

    def test_chain_of_replacements_leads_to_its_end(self) -> None:
        moves = [move("old", "2024"), move("newer", "2025", supersedes="old"), move("newest", "2026", supersedes="newer")]
        after = frames({"acme": text("Acme Sample", moves)}).moves.set_index("id")["superseded_by"]
        assert after.to_dict() == {"old": "acme/newest", "newer": "acme/newest", "newest": ""}

    def test_plan_is_the_oldest_statement_of_the_same(self) -> None:
        moves = [move("old", "2024"), move("newer", "2025", supersedes="old"), move("newest", "2026", supersedes="newer"), move("else")]
        plans = frames({"acme": text("Acme Sample", moves)}).moves.set_index("id")["plan"]
        assert plans.to_dict() == {"old": "acme/old", "newer": "acme/old", "newest": "acme/old", "else": "acme/else"}

    def test_wholes_lead_outwards_through_every_statement_of_a_plan(self) -> None:
        """The rack is in the hall, the hall in the old pledge: so both are in what replaced the pledge, and so is the new hall."""
        moves = [
            move("pledge", "2024"),
            move("new-pledge", "2026", supersedes="pledge"),
            move("hall", "2024-02", part_of="pledge"),
            move("new-hall", "2025", supersedes="hall"),
            move("rack", "2024-03", part_of="hall"),
        ]
        wholes = frames({"acme": text("Acme Sample", moves)}).moves.set_index("id")["wholes"]
        assert wholes.to_dict() == {
            "pledge": (),
            "new-pledge": (),
            "hall": ("acme/pledge",),
            "new-hall": ("acme/pledge",),
            "rack": ("acme/hall", "acme/pledge"),
        }

    def test_part_of_and_supersedes_may_run_in_a_circle_together(self) -> None:
        moves = [move("a", part_of="b"), move("b"), move("b2", supersedes="b", part_of="a2"), move("a2", supersedes="a")]
        wholes = frames({"acme": text("Acme Sample", moves)}).moves.set_index("id")["wholes"]
        assert wholes.to_dict() == {"a": ("acme/b",), "a2": ("acme/b",), "b": ("acme/a",), "b2": ("acme/a",)}

    @pytest.mark.parametrize(
        ("start", "end", "months", "days"),
        [
            ("2025-02", "2028-01", 36, 1095),
            ("2025", "2025", 12, 365),
            ("2024", "2024", 12, 366),
            ("2025-Q2", "2025-H2", 9, 275),
            ("2025-02", "2025-02", 1, 28),
            ("2025-02/2025-03", "2025-04", 3, 89),
            # Where a day is known the days count.
            ("2025-02-24", "2028-01", 0, 1072),
            ("2025-02", "2028-01-31", 0, 1095),
            ("2025-02-01/2025-02-28", "2025-03", 0, 59),
            ("2025-02-24", "2025-02-24", 0, 1),
        ],
    )
    def test_length_of_the_period(self, start: str, end: str, months: int, days: int) -> None:
        only = row(frames({"acme": text("Acme Sample", [move(period={"start": start, "end": end})])}).moves, id="only")
        assert (only["period_months"], only["period_days"]) == (months, days)

    def test_no_period_has_no_length(self, both: Tables) -> None:
        bare = row(both.moves, key="bolt/model")
        assert (bare["period_months"], bare["period_days"]) == (0, 0)

    def test_dollar_value_and_partners(self) -> None:
        amount = stating(1e9, "TWD", usd={"value": 3e7, "source": "paper"})
        only = row(frames({"acme": text("Acme Sample", [move(amount=amount, shared_with=["bolt", "cog"])])}).moves, id="only")
        assert [only[name] for name in ("usd", "usd_source", "usd_publisher", "shared_with")] == [
            3e7,
            "acme/paper",
            "The Sample Paper",
            ("bolt", "cog"),
        ]

    @pytest.mark.parametrize(
        ("date", "start", "mid", "end", "precision"),
        [
            ("2025-02-24", "2025-02-24", "2025-02-24", "2025-02-24", "day"),
            ("2025-02", "2025-02-01", "2025-02-14", "2025-02-28", "month"),
            ("2025-Q1", "2025-01-01", "2025-02-14", "2025-03-31", "quarter"),
            ("2025-H2", "2025-07-01", "2025-09-30", "2025-12-31", "half"),
            ("2025", "2025-01-01", "2025-07-02", "2025-12-31", "year"),
            ("2025-02-15/2025-02-16", "2025-02-15", "2025-02-15", "2025-02-16", "interval"),
        ],
    )
    def test_date_keeps_its_precision(self, date: str, start: str, mid: str, end: str, precision: str) -> None:
        only = row(frames({"acme": text("Acme Sample", [move(date=date)])}).moves, id="only")
        assert [only[name] for name in ("date_start", "date_mid", "date_end")] == [day(start), day(mid), day(end)]
        assert (only["precision"], only["date_text"]) == (precision, date)

    def test_order_is_by_date_then_key(self, both: Tables) -> None:
        assert list(both.moves["key"]) == [
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
        assert list(both.moves.index) == list(range(10))

    def test_words_are_folded(self) -> None:
        only = frames({"acme": text("ACME STRASSE ß", [move(note="阿里 ÄÖ")])}).moves["words"].iloc[0]
        assert only.startswith("acme strasse ss\n")
        assert "阿里 äö" in only


class TestFigures:
    def test_whole_row(self, both: Tables) -> None:
        assert row(both.figures, company="acme", metric="growth") == {
            "company": "acme",
            "company_name": "Acme Sample",
            "metric": "growth",
            "segment": "group",
            "of": "revenue",
            "period_start": day("2025-01-01"),
            "period_end": day("2025-03-31"),
            "period_words": "Q1 2025",
            "span": "quarter",
            "fiscal_label": "",
            "value": -3.5,
            "low": -3.5,
            "high": -3.5,
            "qualifier": "exactly",
            "currency": "",
            "unit": "percent",
            "text": "−3.5%",
            "covers": "",
            "evidence": "unnamed",
            "denied": False,
            "disputed": False,
            "doubtful": False,
            "note": "A sample.",
            "source_keys": ("acme/post",),
            "source_url": None,
            "publishers": "Sample Forum",
        }

    def test_money_range_and_dispute(self) -> None:
        disputed = [{"source": "broker", "says": "less"}, {"source": "post", "says": "more"}]
        fields = {"low": 1e9, "high": 2e9, "disputed_by": disputed, "denied_by": ["blog"], "doubtful": True, "note": "Old."}
        only = row(frames({"acme": text("Acme Sample", [], [figure(value=None, **fields)])}).figures, company="acme")
        names = ("value", "low", "high", "qualifier", "text", "disputed", "denied", "doubtful", "note")
        note = "Old. Sample Broker: less Sample Forum: more"
        assert [only[name] for name in names] == [None, 1e9, 2e9, "between", "¥1bn to ¥2bn", True, True, True, note]

    @pytest.mark.parametrize(
        ("fields", "evidence"),
        [
            ({"sources": ["filing"]}, "filing"),
            ({"sources": ["blog"]}, "company"),
            ({"sources": ["paper"]}, "news"),
            ({"sources": ["broker"]}, "estimate"),
            ({"sources": ["post"]}, "unnamed"),
            ({"sources": ["post", "paper", "broker"]}, "news"),
            ({"sources": ["post"], "evidence": "government"}, "government"),
            ({"sources": ["filing"], "evidence": "unnamed"}, "unnamed"),
        ],
    )
    def test_evidence_is_that_of_the_best_source_unless_stated(self, fields: dict[str, Any], evidence: str) -> None:
        assert list(frames({"acme": text("Acme Sample", [], [figure(**fields)])}).figures["evidence"]) == [evidence]

    @pytest.mark.parametrize(
        ("period", "span"),
        [
            ("2025-Q1", "quarter"),
            ("2025-H2", "half"),
            ("2025", "year"),
            ("2025-02", "other"),
            ("2025-02-24", "other"),
            ("2025-01-01/2025-03-31", "quarter"),
            ({"start": "2025-04", "end": "2025-06"}, "quarter"),
            ({"start": "2025-02", "end": "2025-04"}, "other"),
            ({"start": "2025-07", "end": "2025-12-31"}, "half"),
            ({"start": "2025-Q1", "end": "2025-Q2"}, "half"),
            ({"start": "2025-04", "end": "2025-09"}, "other"),
            ({"start": "2025-01-01", "end": "2025-12-31"}, "year"),
            ({"start": "2025-01-02", "end": "2025-12-31"}, "other"),
            ({"start": "2025-01-01", "end": "2025-12-30"}, "other"),
            # A fiscal year is as long as a calendar year but is not drawn beside one.
            ({"start": "2024-04", "end": "2025-03"}, "other"),
            ({"start": "2024", "end": "2025"}, "other"),
        ],
    )
    def test_span(self, period: str | dict[str, str], span: str) -> None:
        assert list(frames({"acme": text("Acme Sample", [], [figure(period)])}).figures["span"]) == [span]

    @pytest.mark.parametrize(
        ("as_of", "end", "words"), [("2024-12-31", "2024-12-31", "31 Dec 2024"), ("2024-12", "2024-12-31", "Dec 2024")]
    )
    def test_point_in_time(self, as_of: str, end: str, words: str) -> None:
        only = row(frames({"acme": text("Acme Sample", [], [figure(None, as_of=as_of)])}).figures, company="acme")
        assert (only["span"], only["period_end"], only["period_words"]) == ("point", day(end), words)

    def test_order(self) -> None:
        listed = [
            figure("2025-Q2"),
            figure("2025-Q1", metric="revenue"),
            figure("2025-Q1", segment="cloud"),
            figure("2024-Q4"),
            figure("2025-Q2", 7, unit="percent"),
        ]
        both = frames({"bolt": text("Bolt Sample", [], [figure()]), "acme": text("Acme Sample", [], listed)}).figures
        assert [tuple(row) for row in both[["company", "metric", "segment", "period_words", "text"]].itertuples(index=False)] == [
            ("acme", "capital_expenditure", "cloud", "Q1 2025", "¥1bn"),
            ("acme", "capital_expenditure", "group", "Q4 2024", "¥1bn"),
            ("acme", "capital_expenditure", "group", "Q2 2025", "¥1bn"),
            ("acme", "capital_expenditure", "group", "Q2 2025", "7%"),
            ("acme", "revenue", "group", "Q1 2025", "¥1bn"),
            ("bolt", "capital_expenditure", "group", "Q1 2025", "¥1bn"),
        ]

    def test_market_is_no_company(self) -> None:
        data = frames({"acme": ACME, "_market": MARKET})
        assert data.names == {"acme": "Acme Sample"}
        assert row(data.figures, metric="market_size")["company_name"] == "Market"
        assert "_market" not in set(data.moves["company"])
        assert row(data.sources, key="_market/paper")["company_name"] == "Market"


def test_whole_row_of_a_source() -> None:
    lines = (
        "sources:\n  filing: {publisher: P, title: T, kind: filing, published: 2025-02, url: 'https://a.example', "
        "archived_url: 'https://b.example', accessed: 2026-11-24, note: N}\n  via: {publisher: Q, title: U, kind: news, via: filing}\n"
    )
    found = frames({"acme": f"company: {{name: Acme Sample}}\n{lines}"}).sources
    assert row(found, id="filing") == {
        "key": "acme/filing",
        "company": "acme",
        "company_name": "Acme Sample",
        "id": "filing",
        "publisher": "P",
        "title": "T",
        "published": "Feb 2025",
        "published_start": day("2025-02-01"),
        "kind": "filing",
        "url": "https://a.example",
        "archived_url": "https://b.example",
        "accessed": "24 Nov 2026",
        "via": "",
        "note": "N",
    }
    second = row(found, id="via")
    assert (second["via"], second["url"], second["published"], second["published_start"]) == ("acme/filing", None, "", None)


class TestColumns:
    def test_descriptions_cover_the_frames(self, both: Tables) -> None:
        assert list(both.moves.columns) == list(MOVE_COLUMNS)
        assert list(both.figures.columns) == list(FIGURE_COLUMNS)
        assert list(both.sources.columns) == list(SOURCE_COLUMNS)

    def test_no_column_is_forgotten_when_rows_are_made(self) -> None:
        abroad = move(amount=stating(1e9, "TWD", usd={"value": 3e7, "source": "paper"}))
        others = {"ranged": text("Ranged Sample", [], [figure(value=None, low=1, high=2)]), "abroad": text("Abroad Sample", [abroad])}
        data = frames({"acme": ACME, "bolt": BOLT, **others})
        assert [name for name in MOVE_COLUMNS if data.moves[name].isna().all()] == []
        assert [name for name in FIGURE_COLUMNS if data.figures[name].isna().all()] == []
        assert [name for name in SOURCE_COLUMNS if name not in ("archived_url",) and data.sources[name].isna().all()] == []

    @pytest.mark.parametrize("name", ["nothing at all", "one company with nothing", "one move", "figures only"])
    def test_types_do_not_depend_on_the_data(self, name: str) -> None:
        """A chart of nothing fails where an empty column has another type than a full one."""
        full, other = frames({"acme": ACME, "bolt": BOLT}), frames(STRANGE[name])
        assert other.moves.dtypes.astype(str).to_dict() == full.moves.dtypes.astype(str).to_dict()
        assert other.figures.dtypes.astype(str).to_dict() == full.figures.dtypes.astype(str).to_dict()
        assert other.sources["published_start"].dtype == full.sources["published_start"].dtype

    def test_types(self, both: Tables) -> None:
        types = both.moves.dtypes.astype(str)
        assert {types[name].partition("[")[0] for name in ("date_start", "date_end", "date_mid", "period_start", "due")} == {"datetime64"}
        assert {types[name] for name in ("value", "low", "high", "usd", "share_low", "share_high")} == {"float64"}
        assert {types[name] for name in ("period_months", "period_days")} == {"int64"}
        assert {types[name] for name in ("denied", "disputed")} == {"bool"}


class TestNames:
    def test_in_the_order_of_ids(self) -> None:
        assert list(frames({"acme": ACME, "bolt": BOLT}).names.items()) == [("acme", "Acme Sample"), ("bolt", "波特 Sample")]

    def test_companies_of_one_name_are_told_apart_by_their_ids(self) -> None:
        """Charts, tables and sentences name companies by name only: two of one name would be merged or look the same."""
        three = {"acme": text("Acme", [move()]), "acme-two": text("Acme", [move()]), "bolt": text("Bolt", [move()])}
        data = frames(three)
        assert data.names == {"acme": "Acme (acme)", "acme-two": "Acme (acme-two)", "bolt": "Bolt"}
        assert set(data.moves["company_name"]) == {"Acme (acme)", "Acme (acme-two)", "Bolt"}

    def test_a_name_told_apart_does_not_meet_a_third(self) -> None:
        names = frames({"a": text("Acme"), "b": text("Acme"), "c": text("Acme (a)")}).names
        assert len(set(names.values())) == 3

    def test_the_market_keeps_its_name_to_itself(self) -> None:
        data = frames({"acme": text("Market", [], [figure()]), "_market": MARKET})
        assert data.names == {"acme": "Market (acme)"}
        assert set(data.figures["company_name"]) == {"Market", "Market (acme)"}


def test_shipped_data(shipped_tables: Tables) -> None:
    data = shipped_tables
    assert data.moves["key"].is_unique
    assert data.sources["key"].is_unique
    cited = {key for frame in (data.moves, data.figures) for keys in frame["source_keys"] for key in keys}
    assert cited <= set(data.sources["key"])
    assert (data.moves["source_keys"].map(len) > 0).all()
    links = data.moves[["part_of", "supersedes", "superseded_by", "fulfils"]].to_numpy().ravel()
    assert set(links) - {""} <= set(data.moves["key"])
    summed = data.moves[data.moves["currency"] != ""]
    assert (summed["low"] <= summed["high"]).all()
    assert (summed["low"] > 0).all()
    assert (summed["amount_text"] != "").all()


def test_same_data_gives_the_same_frames() -> None:
    first, second = frames({"acme": ACME, "bolt": BOLT}), frames({"acme": ACME, "bolt": BOLT})
    pd.testing.assert_frame_equal(first.moves, second.moves)
    pd.testing.assert_frame_equal(first.figures, second.figures)


def test_superseded_by_another_company_is_not_meant() -> None:
    """Ids are unique in a file only: `old` of Bolt has nothing to do with `old` of Acme."""
    acme = text("Acme Sample", [move("old"), move("new", supersedes="old", amount=stating(1e9))])
    data = frames({"acme": acme, "bolt": text("Bolt Sample", [move("old")])})
    assert row(data.moves, key="bolt/old")["superseded_by"] == ""


class TestRows:
    def test_are_those_of_pandas(self, strange: Tables) -> None:
        for frame in (strange.moves, strange.figures, strange.sources):
            ours, theirs = ([str(tuple(row)) for row in some] for some in (rows(frame), frame.itertuples(index=False)))
            assert ours == theirs

    def test_have_names(self, both: Tables) -> None:
        (row,) = rows(both.moves[both.moves["key"] == "acme/pledge"])
        assert (row.key, row.low, row.denied, row.date_start) == ("acme/pledge", 380e9, False, day("2025-02-24"))


def test_rows_of_some_columns_at_some_places(both: Tables) -> None:
    every = list(rows(both.moves))
    columns = ["key", "date_start", "value", "denied", "source_keys"]
    some = list(rows(both.moves, columns, [4, 0]))
    assert [tuple(row) for row in some] == [tuple(getattr(every[place], name) for name in columns) for place in (4, 0)]
    assert list(map(type, some[0])) == [type(getattr(every[4], name)) for name in columns]
    assert [row.key for row in rows(both.moves, ["key"])] == [row.key for row in every]
    assert list(rows(both.moves, columns, [])) == []
