"""The report: its contents equal the frames, its text is text, and it asks nobody for anything."""

import base64
import gzip
import hashlib
import json
import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import plotly.offline
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import money
from components.analysis.rules import RULES
from components.analysis.selection import Selection, select_moves
from components.analysis.tables import tables
from components.downloads import report, report_words
from components.records.library import Library, Snapshot
from tests.analysis import samples
from tests.downloads.html_tree import Element, parse

DAY = date(2026, 11, 24)


def snapshot_of(texts: dict[str, str]) -> Snapshot:
    files = {name: samples.parse(name, text) for name, text in texts.items()}
    own = {name: file for name, file in files.items() if not name.startswith("_")}
    shared = {name: file for name, file in files.items() if name.startswith("_")}
    return Snapshot(own, shared, (), (), "0a1b2c3d")


def write(snapshot: Snapshot, selection: Selection | None = None, base: str = "", day: date = DAY) -> str:
    chosen = selection or Selection()
    data = tables(snapshot.files, snapshot.shared)
    every = money.compare(money.with_revenue_shares(data.moves, data.figures), chosen.currency, chosen.basis)
    return report.report(snapshot, data, every, chosen, day, base).decode()


@cache
def sample() -> Element:
    return parse(write(snapshot_of({"acme": samples.ACME, "bolt": samples.BOLT, "_market": samples.MARKET})))


@cache
def shipped() -> Snapshot:
    return Library(Path(__file__).resolve().parents[2] / "company_data").snapshot()


@cache
def whole() -> str:
    """The report of the shipped data with links back."""
    return write(shipped(), base="https://moves.example/")


def move_rows(page: Element) -> dict[str, list[Element]]:
    """Cells of the table of moves by the key of the move."""
    (table,) = [table for table in page.every("table") if table.attributes.get("class", "").startswith("moves")]
    rows = [row for row in table.every("tr") if "id" in row.attributes]
    return {
        row.attributes["id"].removeprefix("move-"): [
            cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")
        ]
        for row in rows
    }


def stored(page: Element) -> dict[str, Any]:
    (script,) = page.every("script", id="charts")
    # What a browser reads of a script is what stands there: nothing in it is decoded.
    (text,) = script.children
    assert isinstance(text, str)
    whole: dict[str, Any] = json.loads(text)
    return whole


class TestContents:
    def test_head(self) -> None:
        page = sample()
        assert [heading.text for heading in page.every("h1")] == ["What companies say they will put into AI"]
        (dateline,) = page.every("p", kind="dateline")
        assert dateline.text == "24 Nov 2026 · data revision 0a1b2c3d"
        (facts,) = page.every("ul", kind="facts")
        # All five sources of Acme, four of Bolt (nothing cites its forum) and that of the market's figure.
        assert [fact.text for fact in facts.every("li")] == ["2 companies", "10 moves", "7 figures", "10 sources"]

    def test_sections_in_order(self) -> None:
        assert [heading.text for heading in sample().every("h2")] == [
            "The answers",
            "Timeline",
            "Stated amounts",
            "Pledge and delivery",
            "Promises",
            "Capital expenditure by quarter",
            "Intensity",
            "All moves",
            "Reported figures",
            "Sources",
            "Method",
        ]

    def test_first_answer_is_the_largest_pledge(self) -> None:
        (answers,) = sample().every("ul", kind="answers")
        assert answers.every("li")[0].text.startswith("Acme Sample's is the largest pledge here: more than ¥380bn for Feb 2025 to Jan 2028")

    def test_moves_the_newest_first(self) -> None:
        assert list(move_rows(sample())) == [
            "acme/new-pledge",
            "acme/rumour",
            "bolt/model",
            "acme/share",
            "acme/target",
            "acme/hall",
            "bolt/loan",
            "acme/pledge",
            "bolt/chips",
            "acme/first-pledge",
        ]

    def test_a_move(self) -> None:
        day, company, what, amount, evidence, status, cited = (cell.text for cell in move_rows(sample())["acme/pledge"])
        assert (day, company) == ("24 Feb 2025", "Acme Sample")
        assert what.startswith("Pledges more than 380 billion yuan Summary A *sample* summary. Covers servers Stated by A. Person, CEO")
        assert "Note Only a sample." in what
        assert what.endswith("Sample Broker says otherwise: it is less")
        assert amount == "more than ¥380bn Pledge · capital expenditure · Feb 2025 to Jan 2028"
        assert (evidence, status) == ("● Filing", "Announced Infrastructure")
        # Its own in their order, then the one that disputes it; numbers run from the dated source on, then by key.
        assert cited == "Sample Blog 2 Sample Exchange 1 The Sample Paper 4 Sample Broker 3"

    def test_denied_stays_visible_and_says_so(self) -> None:
        cells = move_rows(sample())["acme/rumour"]
        assert cells[3].text.startswith("¥900bn")
        assert cells[2].every("span", kind="doubt")[0].text == "Called wrong by the company (Sample Exchange)"
        assert cells[4].text == "○ Unnamed"

    def test_converted_amounts_carry_their_working(self) -> None:
        page = parse(write(snapshot_of({"acme": samples.ACME}), Selection(currency="USD", basis="per_year")))
        cells = move_rows(page)["acme/pledge"]
        assert cells[4].text == "more than US$17.5bn a year"
        (working,) = cells[2].every("ol", kind="working")
        steps = [line.text for line in working.every("li")]
        assert (steps[0], steps[-1]) == ("Stated: more than ¥380bn", "Per year: more than US$17.5bn a year")
        # Without a period there is no figure per year, and the row says why.
        assert move_rows(page)["acme/rumour"][4].text == "not shown: no period stated"

    def test_rules(self) -> None:
        (rules,) = sample().every("dl", kind="rules")
        assert [name.text for name in rules.every("dt")] == [name for name, _, _ in RULES]

    def test_sources_by_company_the_newest_first(self) -> None:
        lists = sample().every("ol", kind="sources")
        assert [one.attributes["start"] for one in lists] == ["1", "6", "10"]
        own, market = lists[0], lists[2]
        assert market.every("li")[0].text == "The Sample Paper , A sample article · news · not on the web"
        filing = own.every("li")[0]
        assert filing.text == "Sample Exchange , A sample filing, 20 Feb 2025 · filing https://example.com/filing"
        assert [link.attributes["href"] for link in filing.every("a")] == ["https://example.com/filing"]
        assert own.every("li")[1].text == "Sample Blog , A sample post · company · not on the web"

    def test_view_in_words(self) -> None:
        names = {"acme": "Acme", "bolt": "Bolt", "cog": "Cog", "dot": "Dot"}
        assert report_words.title(Selection(), names) == "What companies say they will put into AI"
        assert report_words.title(Selection(companies=("acme",)), names) == "What Acme says it will put into AI"
        assert report_words.title(Selection(companies=("acme", "bolt")), names) == "What Acme and Bolt say they will put into AI"
        assert report_words.title(Selection(companies=tuple(names)), names) == "What companies say they will put into AI"
        chosen = Selection(("acme",), ("open_source",), (), ("filing", "news"), date(2025, 1, 1), None, "cloud", "USD", "per_year")
        assert report_words.view(chosen, names) == [
            ("Companies", "Acme"),
            ("Categories", "open source"),
            ("Evidence", "filing and news"),
            ("From", "1 Jan 2025"),
            ("Words", "“cloud”"),
            (
                "Amounts",
                "in USD, at the reference rate of the European Central Bank of the day of each statement (money already spent: the mean "
                "over its period), divided by the length of the stated period",
            ),
        ]


class TestShippedData:
    @pytest.mark.parametrize(
        "selection",
        [
            Selection(),
            Selection(companies=("tencent",), evidence=("filing",)),
            Selection(categories=("chips",), currency="USD", basis="per_year"),
            Selection(words="no such word anywhere"),
        ],
        ids=["all", "filings of one", "chips in dollars per year", "nothing"],
    )
    def test_every_move_in_view_once(self, selection: Selection) -> None:
        snapshot = shipped()
        in_view = select_moves(tables(snapshot.files, snapshot.shared).moves, selection)
        page = parse(write(snapshot, selection))
        found = move_rows(page) if len(in_view) else {}
        assert list(found) == list(in_view["key"])[::-1]
        assert [cells[3].text.startswith(amount) for cells, amount in zip(found.values(), in_view["amount_text"][::-1], strict=True)] == [
            True
        ] * len(in_view)

    def test_links_lead_somewhere(self) -> None:
        page = parse(whole())
        ids = [
            element.attributes["id"]
            for tag in ("a", "tr", "li", "section", "div", "button", "script")
            for element in page.every(tag)
            if "id" in element.attributes
        ]
        assert len(ids) == len(set(ids))
        addresses = [link.attributes["href"] for link in page.every("a")]
        assert [address for address in addresses if address.startswith("#") and address[1:] not in ids] == []
        assert [address for address in addresses if not address.startswith(("#", "https://", "http://"))] == []

    def test_size(self) -> None:
        assert len(whole().encode()) < 6_000_000


class TestCharts:
    def test_each_has_its_place_its_words_and_its_table(self) -> None:
        page = sample()
        names = [*stored(page)["charts"]]
        assert names == [
            "timeline",
            "amounts-pledge",
            "amounts-order",
            "amounts-spending",
            "amounts-financing",
            "delivery-acme-pledge",
            "promises",
            "capital-expenditure",
            "intensity-quarters",
        ]
        boxes = page.every("figure", kind="chart-box")
        drawn = [box.every("div", role="img")[0] for box in boxes]
        assert [one.attributes["id"] for one in drawn] == [f"chart-{name}" for name in names]
        assert [len(one.attributes["aria-label"]) > 20 for one in drawn] == [True] * len(names)
        # The timeline's numbers are the table of moves.
        assert [bool(box.every("table")) for box in boxes] == [name != "timeline" for name in names]

    def test_drawn_as_elsewhere(self) -> None:
        wide, narrow = (stored(sample())["charts"]["timeline"][width] for width in ("wide", "narrow"))
        marks = [trace for trace in wide["data"] if trace["type"] == "scatter" and trace.get("customdata")]
        assert sorted(key for (key,) in marks[0]["customdata"]) == sorted(move_rows(sample()))
        assert narrow["layout"]["xaxis"]["tickangle"] == 0

    def test_text_takes_the_ink_of_the_page(self) -> None:
        whole = stored(sample())
        assert whole["ink"] == "#000037"
        assert all(chart["wide"]["layout"]["font"]["color"] == whole["ink"] for chart in whole["charts"].values())


class TestAlone:
    """The file needs nobody, and nobody can put anything into it."""

    def test_nothing_is_loaded(self) -> None:
        page = parse(whole())
        assert [element.attributes for tag in ("img", "link", "iframe", "object", "embed", "source") for element in page.every(tag)] == []
        assert [script.attributes for script in page.every("script") if "src" in script.attributes] == []
        (style,) = page.every("style")
        assert not re.search(r"url\(|@import", style.text)

    def test_policy_knows_the_two_scripts(self) -> None:
        page = sample()
        (policy,) = [meta.attributes["content"] for meta in page.every("meta") if "http-equiv" in meta.attributes]
        (packed,) = page.every("script", id="plotly")[0].children
        own = page.every("script")[-1].children[0]
        assert isinstance(packed, str)
        assert isinstance(own, str)
        code = gzip.decompress(base64.b64decode(packed)).decode()
        assert code == plotly.offline.get_plotlyjs()
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in (code, own)]
        assert policy.startswith(f"default-src 'none'; script-src {' '.join(hashes)}; ")
        assert "unsafe-eval" not in policy
        assert [script.attributes.get("type") for script in page.every("script")] == ["application/json", "text/plain", None]

    @pytest.mark.parametrize("base", ["javascript:alert(1)", "moves.example", "ftp://moves.example", " https://moves.example"])
    def test_address_of_a_dashboard_is_http(self, base: str) -> None:
        with pytest.raises(ValueError, match="is no address of a dashboard"):
            write(snapshot_of({"acme": samples.ACME}), base=base)

    def test_links_back(self) -> None:
        page = parse(write(snapshot_of({"acme": samples.ACME}), Selection(companies=("acme",), words="a b"), "https://moves.example/x/"))
        (home, again) = page.every("a", kind="web")
        assert home.attributes["href"] == again.attributes["href"] == "https://moves.example/x/?companies=acme&q=a+b&rev=0a1b2c3d"
        cards = [link.attributes["href"] for link in page.every("a") if link.text == "open in the dashboard"]
        assert cards == [f"https://moves.example/x/timeline?move={key.replace('/', '%2F')}&rev=0a1b2c3d" for key in move_rows(page)]

    def test_no_links_back_without_a_dashboard(self) -> None:
        assert sample().every("a", kind="web") == []
        assert [link for link in sample().every("a") if "dashboard" in link.text] == []


def words(sign: str) -> dict[str, str]:
    """A data folder in which every text that an editor can write is one text."""
    moves = [
        samples.move(
            "summed",
            title=f"T{sign}",
            summary=f"S{sign}",
            note=f"N{sign}",
            stated_by={"name": f"B{sign}", "role": f"R{sign}"},
            amount=samples.stating(5e9, as_stated=f"A{sign}", covers=f"C{sign}"),
            period={"start": "2025", "end": "2026"},
            due="2025-06",
            disputed_by=[{"source": "paper", "says": f"D{sign}"}],
        ),
        samples.move("bare", amount={"as_stated": f"W{sign}", "nature": "guidance", "measure": "chips"}),
    ]
    figures = [
        samples.figure("2025-Q1", fiscal_label=f"F{sign}", covers=f"V{sign}", note=f"O{sign}"),
        samples.figure("2025-Q1", metric="users", unit=f"U{sign}"),
        samples.figure("2025-Q1", metric="revenue"),
    ]
    text = samples.text(f"K{sign}", moves, figures)
    for plain in ("Sample Exchange", "A sample filing", "Sample Blog", "The Sample Paper"):
        text = text.replace(plain, json.dumps(f"P{sign}"))
    return {"acme": text}


def shape(element: Element) -> list[tuple[str, list[str]]]:
    """Tags and names of attributes in order: what text can never change."""
    found = []
    for child in element.children:
        if isinstance(child, Element):
            found += [(child.tag, list(child.attributes)), *shape(child)]
    return found


HOSTILE = "</script></style></title><img src=x onerror=alert(1)>--><script>alert(1)</script>'\"&amp;{{ 7*7 }}"


@cache
def harmless() -> list[tuple[str, list[str]]]:
    return shape(parse(write(snapshot_of(words("xx")))))


class TestTextIsText:
    # A report takes a while, so few examples; each puts its text into every place there is.
    @settings(samples.few, max_examples=6)
    @given(st.text(st.sampled_from("<>&\"'/=!-{}%\\`$ ;abscript"), min_size=1, max_size=30).map(lambda text: f"x{text}x"))
    def test_no_text_becomes_markup(self, text: str) -> None:
        assert shape(parse(write(snapshot_of(words(text))))) == harmless()

    def test_a_script_stays_a_text(self) -> None:
        page = parse(write(snapshot_of(words(HOSTILE))))
        assert shape(page) == harmless()
        cells = move_rows(page)["acme/summed"]
        assert cells[1].text == f"K{HOSTILE}"
        assert f"T{HOSTILE} Summary S{HOSTILE} Covers C{HOSTILE}" in cells[2].text
        assert "<" not in json.dumps(page.every("script", id="charts")[0].children)


class TestAlways:
    def test_equal_views_give_equal_bytes(self) -> None:
        first, second = (write(snapshot_of({"acme": samples.ACME, "bolt": samples.BOLT}), Selection(currency="EUR")) for _ in range(2))
        assert first == second

    def test_day_is_the_one_given(self) -> None:
        snapshot = snapshot_of({"acme": samples.ACME})
        assert "1 Mar 2025" in write(snapshot, day=date(2025, 3, 1))
        assert write(snapshot, day=date(2025, 3, 1)) != write(snapshot)

    @pytest.mark.parametrize("name", [name for name in samples.STRANGE if name != "two hundred"])
    def test_strange_data(self, name: str) -> None:
        page = parse(write(snapshot_of(samples.STRANGE[name])))
        assert len(page.every("h1")) == 1
        # Headings go down one step at a time.
        levels = [int(tag[1]) for tag, _ in shape(page) if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
        assert [one.attributes["id"] for one in page.every("div", role="img")] == [f"chart-{chart}" for chart in stored(page)["charts"]]
