"""The share panel on every page, what a link of an older revision says, and what a link names that is not there."""

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from components.downloads import history
from components.records.library import Library
from components.widgets import handed_over

Open = Callable[..., AppTest]
BASE = "https://moves.example/start"


@pytest.fixture(autouse=True)
def browser_is_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "url", property(lambda _: BASE))


def opened(app: AppTest) -> AppTest:
    """The page with its share panel open."""
    return app.button("share").click().run()


def copied(app: AppTest, start: str) -> str:
    """The one text to copy that starts so."""
    (found,) = [code.value for code in app.code if code.value.startswith(start)]
    return found


def noted(app: AppTest) -> list[str]:
    """What the page says of the link's revision."""
    return [text.value for text in app.markdown if "has changed since this link was made" in text.value]


def revision(folder: Path) -> str:
    return Library(folder).snapshot().revision


@pytest.mark.parametrize(
    ("page", "parameters", "expected"),
    [
        ("overview", {}, "?rev="),
        ("overview", {"companies": "acme-old", "view": "Delivery"}, "?companies=acme&rev="),
        ("timeline", {"window": "30", "q": "yuan plan"}, "?q=yuan+plan&window=30&rev="),
        ("timeline", {"anchor": "acme-old/pledge", "window": "91"}, "?anchor=acme%2Fpledge&rev="),
        ("compare", {"view": "Amounts", "nature": "pledge", "from_": "2025-01-01"}, "?from=2025-01-01&nature=pledge&rev="),
        ("compare", {"view": "Spending", "nature": "lease"}, "?view=Spending&nature=lease&rev="),
        ("compare", {"currency": "USD", "basis": "per_year", "company": "acme"}, "?currency=USD&basis=per_year&rev="),
        ("company", {"company": "acme-old"}, "?company=acme&rev="),
        ("data", {"evidence": ["filing", "unnamed"]}, "?evidence=filing&evidence=unnamed&rev="),
        ("data", {"sort": "-date"}, "?sort=-date&rev="),
        ("overview", {"sort": "-date"}, "?rev="),
        ("method", {"rev": "0123abcd", "embed": "false", "utm_source": "mail"}, "?rev="),
    ],
)
def test_link_holds_the_view_and_nothing_else(page: str, parameters: dict, expected: str, samples: Path, open_page: Open) -> None:
    app = opened(open_page(page, samples, **parameters))
    assert not app.exception
    assert copied(app, BASE) == f"{BASE}{expected}{revision(samples)}"


def test_nothing_is_made_while_the_panel_is_closed(samples: Path, open_page: Open) -> None:
    app = open_page("overview", samples)
    assert not app.code
    assert [button.key for button in app.get("download_button") if button.key.startswith("share-")] == []


def test_panel_is_handed_to_the_server_before_its_run_ends(samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[bool] = []
    monkeypatch.setattr(handed_over, "wait", lambda: handed.append(True))
    app = open_page("method", samples)
    assert handed == []
    opened(app)
    assert handed == [True]


def test_snippet_and_citation(samples: Path, open_page: Open) -> None:
    app = opened(open_page("compare", samples, companies=["acme", "bolt"], q='"><script>', currency="USD"))
    address = f"{BASE}?companies=acme&companies=bolt&q=%22%3E%3Cscript%3E&currency=USD"
    source = html.unescape(re.fullmatch(r'<iframe src="([^"<>]+)" title="AI Moves: Compare" [^<>]+></iframe>', copied(app, "<iframe"))[1])
    assert source == f"{address}&embed=true"
    of = 'AI Moves: Compare (companies: acme, bolt; words: "><script>; amounts in USD)'
    assert copied(app, "AI Moves").startswith(f"{of}. Data revision {revision(samples)}. {address}&rev={revision(samples)} (accessed ")
    assert f"  url = {{{address}&rev={revision(samples)}}}," in copied(app, "@misc").splitlines()


def test_files_of_the_view_are_at_addresses_of_their_own(samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "components.frame.routes", ModuleType("routes"))
    app = opened(open_page("data", samples, companies="bolt"))
    found = {link.proto.label: link.proto.url for link in app.get("link_button")}
    assert [(label, found[label].split("/api/")[1]) for label in ("HTML report", "Excel", "JSON", "CSV of figures")] == [
        ("HTML report", "view.html?companies=bolt"),
        ("Excel", "view.xlsx?companies=bolt"),
        ("JSON", "view.json?companies=bolt"),
        ("CSV of figures", "figures.csv?companies=bolt"),
    ]


def test_files_of_the_view_where_no_address_answers(samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "components.frame.routes", raising=False)
    app = opened(open_page("data", samples, companies="bolt"))
    assert [button.label for button in app.get("download_button") if button.key.startswith("share-")] == [
        "HTML report",
        "Excel",
        "JSON",
        "CSV of moves",
        "CSV of figures",
        "CSV of sources",
    ]


@pytest.mark.parametrize("page", ["overview", "timeline"])
def test_addresses_of_data_only_where_they_answer(page: str, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "components.frame.routes", raising=False)
    app = opened(open_page(page, samples, companies="bolt"))
    assert not [text.value for text in app.markdown if "feed.xml" in text.value]
    monkeypatch.setitem(sys.modules, "components.frame.routes", ModuleType("routes"))
    monkeypatch.setattr(ContextProxy, "url", property(lambda _: "https://moves.example/base/" + ("" if page == "overview" else page)))
    (text,) = [text.value for text in opened(app).markdown if "feed.xml" in text.value]
    assert re.findall(r"<(\S+)>", text) == [
        "https://moves.example/base/api/moves.json?companies=bolt",
        "https://moves.example/base/api",
        "https://moves.example/base/feed.xml?companies=bolt",
    ]


def test_page_of_somebody_else_gets_the_way_to_the_dashboard(samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ContextProxy, "is_embedded", property(lambda _: True))
    app = open_page("timeline", samples, companies="bolt", window="30", move="acme-old/pledge")
    (link,) = [link for link in app.get("link_button") if "/api/chart." not in link.proto.url]
    assert (link.proto.label, link.proto.url) == ("Open in AI Moves", f"{BASE}?companies=bolt&window=30&move=acme%2Fpledge")
    assert "share" not in [button.key for button in app.button]


class TestRevision:
    @pytest.fixture
    def repository(self, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """The sample data, committed. On a busy machine too git answers in time."""
        monkeypatch.setattr(history, "SECONDS", 300)
        if shutil.which("git") is None:
            pytest.skip("there is no git on this machine")
        self.git(samples, "init", "-q")
        self.commit(samples)
        return samples

    def git(self, folder: Path, *arguments: str) -> None:
        who = ("-c", "user.name=A. Person", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    def commit(self, folder: Path) -> None:
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "-q", "-m", "Change")

    def test_same_revision_is_no_news(self, samples: Path, open_page: Open) -> None:
        assert noted(open_page("data", samples, rev=revision(samples))) == []

    @pytest.mark.parametrize("rev", ["", "0123ABCD", "0123abc", "$(reboot)", "../../etc", "0123abcd\n", "<b>", ["0123abcd", "x"]])
    def test_what_is_no_revision_is_ignored(self, rev: str, samples: Path, open_page: Open) -> None:
        app = open_page("data", samples, rev=rev)
        assert not app.exception
        assert noted(app) == []

    def test_unknown_revision_is_told_once(self, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(samples.parent))
        app = open_page("data", samples, rev="0123abcd")
        assert noted(app) == [
            ":material/history: **The data has changed since this link was made** "
            f"(revision 0123abcd then, {revision(samples)} now). What has changed is not known here."
        ]
        app.button("dismiss-revision").click().run()
        assert noted(app) == []
        assert "rev" not in app.query_params

    def test_changes_of_the_moves_in_view(self, repository: Path, open_page: Open) -> None:
        then = revision(repository)
        acme = (repository / "acme.yaml").read_text(encoding="utf-8")
        text = acme.replace("title: Said to plan 480 billion yuan instead", "title: Said to plan *more*")
        (repository / "acme.yaml").write_text(text, encoding="utf-8")
        (repository / "bolt.yaml").unlink()
        (repository / "cog.yaml").write_text(acme.replace("name: Acme Cloud", "name: Cog").replace("acme-old", "cog-old"), encoding="utf-8")
        app = open_page("data", repository, rev=then)
        assert noted(app)[0].endswith("now). Of the moves in view, 2 were added, 1 was removed and 1 was edited.")
        (lines,) = [text.value for text in app.expander[0].markdown]
        assert lines.splitlines() == [
            "- **Added**: Pledges more than 380 billion yuan over three years, `cog/pledge`",
            "- **Added**: Said to plan 480 billion yuan instead, `cog/rumour`",
            "- **Removed**: Opens its model, `bolt/model`",
            r"- **Edited** (title): Said to plan \*more\*, `acme/rumour`",
        ]
        # Only what the selection leaves, now or then.
        only = open_page("data", repository, rev=then, categories="model")
        assert noted(only)[0].endswith("Of the moves in view, 1 was removed.")
        none = open_page("data", repository, rev=then, companies="acme", evidence="filing")
        assert noted(none)[0].endswith("None of the moves in view has changed.")


HOSTILE = {
    "companies": ["<script>alert(1)</script>", "nobody", "' OR 1=1 --", "x" * 3000],
    "categories": ["Model", "\x00"],
    "statuses": "{{7*7}}",
    "evidence": "../../etc/passwd",
    "from_": ["2025-02-30", "0001-01-01", "9999-12-31"],
    "to": "-1",
    "q": "(" * 500,
    "currency": ["DROP", "usd"],
    "basis": "per_century",
    "company": ["nobody", "\u202ecve"],
    "view": "🧨",
    "nature": "none",
    "anchor": "acme/../../x",
    "window": "1e999",
    "sort": "-amount); --",
    "move": "%00/%00",
    "rev": "deadbeefdeadbeef",
    "embed_options": "x",
    "share": "true",
    "_view": "1",
    "__proto__": "1",
    "clear-companies": "true",
    "Companies": "bolt",
    "a b": "\ud7ff",
}


@pytest.mark.parametrize("page", ["overview", "timeline", "compare", "company", "data", "method"])
def test_hostile_link_shows_everything_and_one_note(page: str, samples: Path, open_page: Open) -> None:
    app = open_page(page, samples, **HOSTILE)
    assert not app.exception
    assert not app.error
    assert "All 3 moves in view" in [caption.value for caption in app.caption]
    assert len([info.value for info in app.info if info.value.startswith("The link names what is not in the data")]) == 1
    app.run()
    assert not [info.value for info in app.info if info.value.startswith("The link names what is not in the data")]


def test_note_names_what_is_ignored(samples: Path, open_page: Open) -> None:
    app = open_page(
        "data", samples, colour="red", basis=["per_year", "total"], from_="1800-01-01", utm_source="mail", rev="0123abcd", embed="true"
    )
    (note,) = [info.value for info in app.info]
    # Signs of Markdown stand behind a backslash.
    assert note.replace("\\", "") == (
        "The link names what is not in the data, which is ignored: from=1800-01-01, colour=red and basis=per_year."
    )


def test_last_of_a_repeated_day_counts(samples: Path, open_page: Open) -> None:
    app = open_page("data", samples, from_=["2025-01-01", "2025-05-01"])
    assert "**2 of 3 moves** in view" in [text.value for text in app.markdown]
