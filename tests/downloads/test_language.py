"""The report, the page of a picture, the feed, the citation and the link preview in the reader's language."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from components import language
from components.analysis.links import Place
from components.analysis.selection import Selection
from components.downloads import card, citation, held, page_parts, preview, report
from components.downloads.chart_list import KINDS
from tests.pages import greek, visible

# Words that a report has in every language, beside those of `visible.NAMES`.
KEPT = ("plotly.js", "© Plotly, Inc.", "MIT", "JavaScript")
# A view for each chart, by the name of the chart in an address.
ASKED = {
    "responses": {"anchor": "10/1"},
    "stated-amounts": {"nature": "pledge"},
    "delivery": {"move": "10/1"},
    "company-timeline": {"company": "10"},
    "figures": {"company": "10", "series": "capital_expenditure-quarter-cny"},
}


class Reading(HTMLParser):
    """Everything that a page says: its text, and the attributes that a reader sees or hears."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._mute = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._mute = tag in ("script", "style")
        self.found += [given.get(name) or "" for name in ("alt", "aria-label", "title")]
        if tag == "meta" and (
            given.get("name") == "description" or given.get("property", "") in ("og:title", "og:description", "og:image:alt")
        ):
            self.found.append(given.get("content") or "")

    def handle_endtag(self, _tag: str) -> None:
        self._mute = False

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self.found.append(data)


def english(texts: list[str], *beside: str) -> list[tuple[str, list[str]]]:
    """The texts with words in Latin letters that are nobody's name, each with those words."""
    found = [(text, visible.latin(text, beside)) for text in texts]
    return [(text.strip(), words) for text, words in found if words]


class TestNothingIsLeftInEnglish:
    """On a data folder without a Latin letter and in an invented language without one: what is Latin then has not been looked up."""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_DATA", str(greek.write(tmp_path / "data")))

    @pytest.fixture(autouse=True)
    def _invented_language(self, monkeypatch: pytest.MonkeyPatch) -> None:
        own = language._catalogue
        monkeypatch.setattr(language, "_catalogue", lambda code: visible.Foreign() if code == "zh" else own(code))

    @pytest.fixture
    def client(self) -> Iterator[TestClient]:
        from starlette.applications import Starlette

        from components.frame.routes import routes

        with TestClient(Starlette(routes=routes()), base_url="https://moves.example") as started:
            yield started

    @pytest.mark.parametrize(
        "query", ["", "&currency=USD&basis=per_year&companies=10&evidence=company&q=α", "&categories=pricing", "&q=ζζζ"]
    )
    def test_report(self, query: str, client: TestClient) -> None:
        answer = client.get(f"/api/view.html?lang=zh{query}")
        page = Reading(answer.text)
        assert answer.status_code == 200
        assert len(page.found) > 100
        assert english(page.found, *KEPT, held.snapshot().revision) == []

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_picture(self, kind: str, client: TestClient) -> None:
        answer = client.get("/api/chart.html", params={"lang": "zh", "currency": "USD", "chart": kind, **ASKED.get(kind, {})})
        assert answer.status_code == 200, answer.text
        content = json.loads(html.unescape(answer.text.split('id="content">')[1].split("</script>")[0]))
        words = [content[name] for name in ("title", "finding", "view", "sources", "made")]
        words += [*content["legend"], *content["notes"], *content["words"].values()]
        assert english([*Reading(answer.text).found, *words], *KEPT, "{file}", "{reason}", held.snapshot().revision) == []

    @pytest.mark.parametrize("page", list(preview.PAGES))
    @pytest.mark.parametrize(
        "query",
        [
            (),
            (("companies", "10"),),
            (("move", "10/1"),),
            (("q", "ζζζ"),),
            (("view", "Counts"),),
            (("view", "Spending"),),
            (("company", "20"),),
        ],
    )
    def test_link_preview(self, page: str, query: tuple[tuple[str, str], ...]) -> None:
        language.use("zh")
        try:
            tags = preview.tags(preview.words(page, query, held.snapshot()), page, "https://moves.example/")
        finally:
            language.use("en")
        assert english(Reading(tags).found) == []

    def test_feed(self, client: TestClient) -> None:
        feed = ET.fromstring(client.get("/feed.xml?lang=zh").content)
        name = "{http://www.w3.org/2005/Atom}"
        texts = [one.text or "" for kind in ("title", "subtitle", "summary") for one in feed.iter(name + kind)]
        texts += [one.get("title", "") for one in feed.iter(name + "link")]
        assert len(texts) > 20
        assert english(texts) == []

    def test_card(self) -> None:
        language.use("zh")
        try:
            snapshot = held.snapshot()
            said = card.content(held.tables(snapshot), held.amounts(snapshot, "", "total"), snapshot.revision)
        finally:
            language.use("en")
        assert english([said.subtitle, said.footer, *said.bars["shown_text"]], snapshot.revision) == []


@pytest.mark.usefixtures("chinese")
class TestChinese:
    def test_report(self, folder: Path) -> None:
        assert folder.is_dir()
        snapshot, selection = held.snapshot(), Selection(companies=("acme",))
        shown = held.shown(snapshot, selection)
        made = report.report(snapshot, held.tables(snapshot), shown, selection, date(2026, 11, 24), "https://moves.example")
        page = made.decode()
        assert '<html lang="zh-CN">' in page
        assert "<title>Acme Sample表示将在AI上投入多少 · AI Moves, 2026年11月24日</title>" in page
        assert f'href="https://moves.example/?companies=acme&amp;lang=zh&amp;rev={snapshot.revision}"' in page
        config = json.loads(page.split('id="charts">')[1].split("</script>")[0])["config"]
        assert config["locale"] == "zh"
        assert "sendChartToCloud" in config["modeBarButtonsToRemove"], "the file asks nobody for anything"
        assert config["locales"]["zh"]["dictionary"]["Zoom in"] == "放大"

    def test_citation(self) -> None:
        selection = Selection(companies=("acme",), currency="USD", basis="per_year")
        place = Place("timeline", (("anchor", "acme/pledge"), ("window", "30")), "acme/pledge")
        of = citation.title("时间线", selection, place, {"acme": "阿克米"}, {"acme/pledge": "承诺"})
        assert of == "AI Moves：时间线（“承诺”前后；前后30天；打开“承诺”的卡片；公司：acme；金额按美元、按年计）"
        address, day = "https://a.example/?rev=17e78437", date(2026, 11, 4)
        assert citation.text(of[:8], address, "17e78437", day) == (
            "AI Moves。数据版本17e78437。https://a.example/?rev=17e78437（2026年11月4日访问）。"
        )
        assert "  note = {数据版本17e78437，2026年11月4日访问},\n" in citation.bibtex(of, address, "17e78437", day)

    def test_tab_in_a_citation(self) -> None:
        place = Place("compare", (("view", "Delivery"), ("nature", "pledge")))
        assert citation.title("比较", Selection(), place, {}, {}) == "AI Moves：比较（兑现；承诺；全部举措；金额按原始币种计）"

    def test_link_preview(self, folder: Path) -> None:
        assert folder.is_dir()
        said = preview.words("timeline", [("move", "bolt/loan"), ("lang", "zh")], held.snapshot())
        assert said.title == "波特 Sample：Raises money"
        assert said.description == "2025年2月24日。金额：约50亿美元。证据：估算（Sample Broker）。"
        tags = preview.tags(said, "timeline", "https://moves.example/")
        assert re.findall('<meta property="og:(?:url|locale|image)" content="([^"]*)"', tags) == [
            "zh_CN",
            "https://moves.example/timeline?move=bolt%2Floan&amp;lang=zh",
            f"https://moves.example/preview.png?lang=zh&amp;rev={said.revision}",
        ]
        assert 'href="https://moves.example/feed.xml?lang=zh"' in tags

    def test_long_text_without_spaces_is_cut(self) -> None:
        assert page_parts.cut("字" * 400, 300) == "字" * 298 + " …"
        assert page_parts.cut("甲 " + "字" * 400, 300) == "甲 " + "字" * 296 + " …"
        assert page_parts.cut("word " * 100, 300) == "word " * 59 + "…"

    def test_card_has_its_own_words(self, folder: Path) -> None:
        assert folder.is_dir()
        snapshot = held.snapshot()
        said = card.content(held.tables(snapshot), held.amounts(snapshot, "", "total"), "0a1b2c3d")
        assert said.subtitle.startswith("各公司金额最大的承诺，以人民币计")
        assert said.footer == "AI Moves · 数据版本0a1b2c3d · 每项数据都附来源链接"

    def test_card_is_english_where_no_typeface_has_chinese_signs(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert folder.is_dir()
        monkeypatch.setattr(card, "_chinese", lambda *_, **__: None)
        drawn = card.current(held.snapshot())
        assert language.current() == "zh"
        language.use("en")
        assert drawn == card.current(held.snapshot())
