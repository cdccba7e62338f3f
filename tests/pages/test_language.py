"""The interface in the reader's language: which one, where it is remembered, and that no text of it stays English."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from components import language
from components.records.draft import MAX_BYTES, check, too_large
from components.records.schema import Move
from components.records.vocabulary import Nature, in_words
from components.widgets import revision_note
from tests.pages import greek, visible

Open = Callable[..., AppTest]
EVERY_PAGE = ["overview", "timeline", "compare", "company", "data", "contribute", "method"]
HAN = re.compile(r"[\u4e00-\u9fff]")


def named(app: AppTest) -> dict[str, list[str]]:
    """The parameters of the address; Streamlit's harness keeps a single value bare."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


def editors_own(app: AppTest) -> list[str]:
    """On the contribute page: what the reader tells of the text, in English as on the command line, and lines of the text itself."""
    if not [area for area in app.text_area if area.key == "draft"]:
        return []
    company, text, view = app.text_input("draft-id").value, app.text_area("draft").value, app.session_state["_view"]
    problems = check(company, text, view.snapshot, view.today).problems
    return [*(problem.message for problem in problems), *(code.value for code in app.code if "│" in code.value)]


class TestWhichLanguage:
    @pytest.fixture
    def asks_for(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
        """A function that says which language the browser asks for."""
        return lambda tag: monkeypatch.setattr(ContextProxy, "locale", property(lambda _: tag))

    @pytest.mark.parametrize(
        ("tag", "day"), [("zh-CN", "2025年2月24日"), ("zh-TW", "2025年2月24日"), ("fr-FR", "24 Feb 2025"), (None, "24 Feb 2025")]
    )
    def test_browser_decides_where_nothing_is_chosen(
        self, tag: str | None, day: str, asks_for: Callable, samples: Path, open_page: Open
    ) -> None:
        asks_for(tag)
        app = open_page("timeline", samples)
        assert app.dataframe[0].value.iloc[0, 0] == day
        assert "lang" not in app.query_params

    def test_address_counts_more_than_the_browser(self, asks_for: Callable, samples: Path, open_page: Open) -> None:
        asks_for("zh-CN")
        app = open_page("timeline", samples, lang="en")
        assert app.dataframe[0].value.iloc[0, 0] == "24 Feb 2025"
        assert named(app) == {"lang": ["en"]}

    @pytest.mark.parametrize("wrong", ["de", "", "../zh"])
    def test_unknown_language_is_no_harm(self, wrong: str, asks_for: Callable, samples: Path, open_page: Open) -> None:
        asks_for("zh-CN")
        app = open_page("timeline", samples, lang=wrong)
        assert not app.exception
        assert app.segmented_control("lang").value == "zh"

    def test_choosing_writes_it_into_the_address(self, asks_for: Callable, samples: Path, open_page: Open) -> None:
        asks_for("en-GB")
        app = open_page("timeline", samples, companies="acme")
        app.segmented_control("lang").set_value("zh").run()
        assert app.dataframe[0].value.iloc[0, 0] == "2025年2月24日"
        assert named(app) == {"companies": ["acme"], "lang": ["zh"]}
        app.segmented_control("lang").set_value("en").run()
        assert app.dataframe[0].value.iloc[0, 0] == "24 Feb 2025"
        assert named(app) == {"companies": ["acme"], "lang": ["en"]}

    def test_address_keeps_it_between_pages(self, samples: Path, open_page: Open) -> None:
        app = open_page("overview", samples, lang="zh")
        for page in ("timeline", "method", "data"):
            # Links in the navigation carry no parameters.
            app.query_params.clear()
            app.switch_page(f"../pages/{page}.py").run()
            assert named(app) == {"lang": ["zh"]}, page
        assert app.dataframe[0].value.iloc[0, 0] == "2025年2月24日"

    def test_pages_go_by_their_names_in_it(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, lang="en")
        for code, name in (("en", "Timeline"), ("zh", "时间线"), ("en", "Timeline")):
            app.segmented_control("lang").set_value(code).run()
            assert app.session_state["_view"].page.title == name

    def test_two_viewers_speak_their_own(self, samples: Path, open_page: Open) -> None:
        one, other = open_page("timeline", samples, lang="zh"), open_page("timeline", samples, lang="en")
        one.run()
        assert one.dataframe[0].value.iloc[0, 0] == "2025年2月24日"
        other.run()
        assert other.dataframe[0].value.iloc[0, 0] == "24 Feb 2025"

    def test_draft_outlives_a_change_of_language(self, samples: Path, open_page: Open) -> None:
        app = open_page("contribute", samples)
        app.text_area("draft").set_value("company: {name: Cove}\n").run()
        app.segmented_control("lang").set_value("zh").run()
        assert app.text_area("draft").value == "company: {name: Cove}\n"
        assert not app.exception


class TestChinese:
    def test_filter_bar(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, lang="zh")
        fields = [*app.text_input, *app.multiselect, *app.date_input, *app.selectbox]
        labels = {
            field.key: field.label
            for field in fields
            if field.key in ("q", "companies", "categories", "evidence", "statuses", "from", "to")
        }
        assert labels["companies"] == "公司"
        assert [key for key, label in labels.items() if not HAN.search(label) or visible.latin(label)] == []
        assert len(labels) == 7
        assert app.session_state["_view"].pages["timeline"].title == "时间线"

    def test_company_has_its_own_name_and_country(self, samples: Path, open_page: Open) -> None:
        file = samples / "acme.yaml"
        named = "name: Acme Cloud, local_name: 阿克米云, headquarters: Austin,"
        file.write_text(file.read_text(encoding="utf-8").replace("name: Acme Cloud,", named), encoding="utf-8")
        chinese, english = (open_page("company", samples, company="acme", lang=code) for code in ("zh", "en"))
        assert [app.title[0].value for app in (chinese, english)] == ["阿克米云", "Acme Cloud"]
        profiles = [[text.value for text in app.markdown if "Austin" in text.value] for app in (chinese, english)]
        assert profiles == [["Acme Cloud · Austin，美国 · 未上市"], ["阿克米云 · Austin, US · not listed"]]

    def test_tables_are_shown_alike_in_both_languages(self, samples: Path, open_page: Open) -> None:
        """How a column is shown hangs on its heading: a date as a date, an address as a link."""
        for code, first, source in (("zh", "首日", "来源"), ("en", "First day", "Source")):
            table = open_page("data", samples, lang=code).dataframe[0]
            config = json.loads(table.proto.columns)
            assert {first, source} < set(table.value.columns)
            assert config[first]["type_config"]["type"] == "date"
            assert config[source]["type_config"]["type"] == "link"

    def test_order_of_a_table_is_said_in_words(self, samples: Path, open_page: Open) -> None:
        app = open_page("data", samples, lang="zh", sort="-amount")
        assert app.selectbox("sort").options[0] == "最新在前"
        assert app.caption[1].value.startswith("按显示的金额排序，区间取其上限。")

    def test_fields_of_a_move_have_words(self) -> None:
        # The id is what an edited move is known by.
        assert {name: in_words(name) for name in Move.model_fields if name != "id"} == revision_note.FIELDS


class TestNothingIsLeftInEnglish:
    """Every page on data without a Latin letter, in a language without one: what is Latin was not looked up in the catalogue."""

    @pytest.fixture
    def data(self, tmp_path: Path) -> Path:
        return greek.write(tmp_path / "data")

    @pytest.fixture(autouse=True)
    def _invented_language(self, monkeypatch: pytest.MonkeyPatch) -> None:
        own = language._catalogue
        monkeypatch.setattr(language, "_catalogue", lambda code: visible.Foreign() if code == "zh" else own(code))

    def check(self, app: AppTest, *beside: str) -> None:
        """Fails with every English text of the page and where it stands. `beside` are texts that are no part of the interface."""
        assert not app.exception
        commands = [code.value for code in app.code if code.language == "bash"]
        # The longer ones first: they hold the revision too.
        beside = (*beside, *commands, *editors_own(app), app.session_state["_view"].snapshot.revision)
        found = {(where, text): visible.latin(text, beside) for where, text in visible.texts(app)}
        left = [f"{where}: {', '.join(words)} in {text!r}" for (where, text), words in found.items() if words]
        if left:
            pytest.fail("These texts are in no catalogue:\n" + "\n".join(left), pytrace=False)

    @pytest.mark.parametrize(
        "shown", [{}, {"currency": "USD"}, {"currency": "USD", "basis": "per_year"}], ids=["stated", "usd", "per-year"]
    )
    @pytest.mark.parametrize("page", EVERY_PAGE)
    def test_page(self, page: str, shown: dict, data: Path, open_page: Open) -> None:
        app = open_page(page, data, lang="zh", **shown)
        assert app.session_state["_view"].snapshot.problems == ()
        self.check(app)

    @pytest.mark.parametrize("nature", [nature.value for nature in Nature])
    def test_amounts(self, nature: str, data: Path, open_page: Open) -> None:
        self.check(open_page("compare", data, lang="zh", nature=nature, currency="USD", basis="per_year"))
        self.check(open_page("compare", data, lang="zh", nature=nature))

    @pytest.mark.parametrize("tab", ["Delivery", "Spending", "Counts"])
    def test_tab(self, tab: str, data: Path, open_page: Open) -> None:
        self.check(open_page("compare", data, lang="zh", view=tab))

    @pytest.mark.parametrize("company", ["10", "20"])
    def test_company(self, company: str, data: Path, open_page: Open) -> None:
        self.check(open_page("company", data, lang="zh", company=company))

    @pytest.mark.parametrize("move", ["10/1", "10/3", "10/4", "10/5", "10/7", "10/10", "10/14", "20/2"])
    def test_card(self, move: str, data: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_REPOSITORY", "https://host.example/1/2")
        self.check(open_page("data", data, lang="zh", move=move, currency="USD", basis="per_year"))

    @pytest.mark.parametrize("anchor", ["10/1", "10/4", "20/2"])
    def test_responses(self, anchor: str, data: Path, open_page: Open) -> None:
        self.check(open_page("timeline", data, lang="zh", anchor=anchor, window="180"))

    @pytest.mark.parametrize("page", EVERY_PAGE)
    def test_empty_result(self, page: str, data: Path, open_page: Open) -> None:
        self.check(open_page(page, data, lang="zh", companies="20", categories="pricing", from_="2025-01-01", to="2025-12-31", q="1"))

    @pytest.mark.parametrize("page", EVERY_PAGE)
    def test_nothing_to_show(self, page: str, tmp_path: Path, open_page: Open) -> None:
        (tmp_path / "empty").mkdir()
        app = open_page(page, tmp_path / "empty", lang="zh")
        self.check(app, *(str(problem) for problem in app.session_state["_view"].snapshot.problems))

    def test_broken_file(self, data: Path, open_page: Open) -> None:
        (data / "30.yaml").write_text(greek.BROKEN, encoding="utf-8")
        app = open_page("method", data, lang="zh")
        assert [code.value for code in app.code if "nam" in code.value] == [greek.BROKEN_SAYS]
        self.check(app, greek.BROKEN_SAYS)

    def test_broken_edit(self, data: Path, open_page: Open) -> None:
        app = open_page("method", data, lang="zh")
        (data / "20.yaml").write_text(greek.BROKEN, encoding="utf-8")
        self.check(app.run(), greek.BROKEN_SAYS.replace("30", "20"))

    @pytest.mark.parametrize("wrong", [{"companies": ["1", "2", "3", "4", "5", "6", "7"]}, {"move": "1/1"}, {"anchor": "1/1"}], ids=str)
    def test_link_to_what_is_not_there(self, wrong: dict, data: Path, open_page: Open) -> None:
        # Names of parameters stand in the note as in the address.
        self.check(open_page("timeline", data, lang="zh", **wrong), "companies=")

    def test_older_revision(self, data: Path, open_page: Open) -> None:
        if shutil.which("git") is None:
            pytest.skip("there is no git on this machine")
        who = ("-c", "user.name=1", "-c", "user.email=1@example.com", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
        for arguments in (("init", "-q"), ("add", "--all"), ("commit", "-q", "-m", "1")):
            subprocess.run(["git", *who, *arguments], cwd=data, check=True, capture_output=True)
        then = open_page("method", data).session_state["_view"].snapshot.revision
        text = greek.ALPHA.replace("id: 15, date: 2024, title: Έρευνα,", "id: 16, date: 2024-02, title: Άλλη έρευνα,")
        (data / "10.yaml").write_text(
            text.replace('summary: "Το', 'summary: "Όλο το').replace("evidence: filing", "evidence: company"), encoding="utf-8"
        )
        app = open_page("method", data, lang="zh", rev=then)
        assert app.button("dismiss-revision")
        assert len(app.expander[0].markdown[0].value.splitlines()) == 3
        self.check(app, then)
        self.check(open_page("method", data, lang="zh", rev="0123abcd"), "0123abcd")

    def test_share_panel(self, data: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ContextProxy, "url", property(lambda _: "https://moves.example/method"))
        app = open_page("method", data, lang="zh")
        app.button("share").click().run()
        # What is to be copied for machines: the snippet for a page and the entry for BibTeX.
        self.check(app, *(code.value for code in app.code if code.value.startswith(("<iframe", "@misc"))))

    def test_contribute_with_a_file_of_the_folder(self, data: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_REPOSITORY", "https://host.example/1/2")
        app = open_page("contribute", data, lang="zh", companies="10", categories="model")
        app.selectbox("draft-start").select("10").run()
        self.check(app)
        app.selectbox("draft-start").select("20").run()
        self.check(app)
        app.text_area("draft").set_value(greek.BETA.replace("Προϊόν", "Άλλο")).run()
        # The harness names the options in this thread.
        language.use("zh")
        app.selectbox("draft-start").select("").run()
        language.use("en")
        self.check(app)
        app.button("draft-back").click().run()
        self.check(app)

    def test_contribute_with_mistakes(self, data: Path, open_page: Open) -> None:
        app = open_page("contribute", data, lang="zh")
        app.text_input("draft-id").set_value("30")
        app.text_area("draft").set_value(greek.BROKEN).run()
        assert app.error
        self.check(app)
        app.text_area("draft").set_value(greek.BETA).run()
        assert app.warning
        self.check(app)
        app.text_area("draft").set_value("moves:\n" + "  - {id: 1}\n" * 30).run()
        assert len(app.session_state["_view"].snapshot.problems) == 0
        self.check(app)
        app.text_input("draft-id").set_value("-").run()
        self.check(app)

    def test_contribute_refuses(self, data: Path, open_page: Open) -> None:
        app = open_page("contribute", data, lang="zh")
        app.text_area("draft").set_value(greek.BETA)
        app.file_uploader("draft-upload-0").set_value(("1.yaml", b"company: \xe9", "application/yaml")).run()
        self.check(app, "the byte 0xe9 here is not UTF-8: save the file as UTF-8")
        app.text_area("draft").set_value("#" * (MAX_BYTES + 1)).run()
        self.check(app, too_large(MAX_BYTES + 1))
        app.file_uploader("draft-upload-1").set_value(("1.yaml", b"#" * (MAX_BYTES + 1), "application/yaml")).run()
        self.check(app, too_large(MAX_BYTES + 1))

    def test_embedded(self, data: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ContextProxy, "is_embedded", property(lambda _: True))
        self.check(open_page("contribute", data, lang="zh"))


def test_letters_of_the_invented_language_are_told_from_english() -> None:
    assert visible.foreign("Clear {filter}, see `ai-moves check`") == "𝖢𝗅𝖾𝖺𝗋 {filter}, 𝗌𝖾𝖾 `ai-moves check`"
    assert visible.latin(visible.foreign("Clear {filter}").format(filter="a date")) == ["a", "date"]
    assert visible.latin(r"[**Η Εφημερίδα**](<https://example.com/a>) US\$5 CNY :material/close: `code`") == []
    assert visible.latin("Click :blue-badge[a mark] <b>now</b>") == ["Click", "a", "mark", "now"]
