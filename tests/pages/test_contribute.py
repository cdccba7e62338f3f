"""The contribute page: an editor that says what is wrong on which line, and a preview that is its writer's alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.testing.v1 import AppTest

from components.records import draft
from components.records.draft import MAX_BYTES
from components.records.starter import starter
from tests import hostile
from tests.pages.conftest import ACME, BOLT

Open = Callable[..., AppTest]
COVE = """\
company: {name: Cove Compute}
sources:
  blog: {publisher: Cove, title: Blog, kind: company, published: 2025-06-01}
moves:
  # The comment stays.
  - id: pledge
    date: 2025-06-01
    title: Pledges 5 billion yuan
    category: infrastructure
    status: announced
    evidence: company
    amount: {value: 5 billion, currency: CNY, nature: pledge, measure: capital_expenditure}
    sources: [blog]
"""


def charts(app: AppTest) -> list[dict]:
    """The Plotly figures on a page."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def lanes(app: AppTest) -> list[str]:
    return charts(app)[0]["layout"]["yaxis"]["ticktext"]


def said(app: AppTest) -> str:
    """The page's text without the signs that escape Markdown."""
    found = [*app.subheader, *app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    return "\n".join(str(element.value) for element in found).replace("\\", "")


def downloaded(app: AppTest) -> tuple[str, bool]:
    """The label of the button that hands the file out, and whether it does."""
    button = next(one for one in app.get("download_button") if one.proto.id.endswith("draft-download"))
    return button.proto.label.replace("\\", ""), not button.proto.disabled


def test_begins_with_a_blank_file_that_is_good(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    assert not app.exception
    assert app.text_area("draft").value == starter("New Company")
    assert [success.value for success in app.success] == ["All good: no error and no warning."]
    assert downloaded(app) == ("Download new-company.yaml", True)
    assert charts(app) == []
    assert "New Company has no move yet." in said(app)


def test_break_a_file_of_the_folder_see_the_line_and_mend_it(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.selectbox("draft-start").select("acme").run()
    assert app.text_area("draft").value == ACME
    assert app.text_input("draft-id").value == "acme"
    assert "acme.yaml is in the editor." in said(app)
    assert len(charts(app)) == 3
    broken = ACME.replace("    category: infrastructure\n    status: announced", "    catgory: infrastructure\n    status: announced")
    app.text_area("draft").set_value(broken).run()
    assert [error.value for error in app.error] == ["1 error to mend before the file can be shown or downloaded."]
    assert "**Line 11, error:** unknown key `catgory`: did you mean `category`?" in said(app)
    assert app.code[-1].value.splitlines()[2] == "▶ 11 │     catgory: infrastructure"
    assert downloaded(app) == ("Download acme.yaml", False)
    assert not charts(app)
    app.text_area("draft").set_value(ACME).run()
    assert not app.error
    assert len(charts(app)) == 3
    assert downloaded(app) == ("Download acme.yaml", True)


def test_preview_is_beside_the_others_and_of_this_session_only(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_area("draft").set_value(COVE).run()
    assert downloaded(app) == ("Download cove-compute.yaml", True)
    assert lanes(app) == ["<b>Acme Cloud</b>", "<b>Bolt AI</b>", "<b>Cove Compute</b>"]
    assert "As if cove-compute.yaml were added." in said(app)
    assert sorted(path.name for path in samples.iterdir()) == ["acme.yaml", "bolt.yaml"]
    other = open_page("timeline", samples)
    assert lanes(other) == ["<b>Acme Cloud</b>", "<b>Bolt AI</b>"]


def test_text_of_a_company_that_is_there_takes_its_place(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_input("draft-id").set_value("bolt")
    app.text_area("draft").set_value(COVE).run()
    assert "As if bolt.yaml were replaced." in said(app)
    assert lanes(app) == ["<b>Acme Cloud</b>", "<b>Cove Compute</b>"]


def test_filters_apply_but_never_hide_the_company_itself(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples, companies="bolt", currency="USD")
    app.text_area("draft").set_value(COVE).run()
    assert lanes(app) == ["<b>Bolt AI</b>", "<b>Cove Compute</b>"]
    assert "Cove Compute US$" in said(app) or "US$695m" in said(app)
    hidden = open_page("contribute", samples, categories="model")
    hidden.text_area("draft").set_value(COVE).run()
    assert "The filters hide 1 move of Cove Compute." in said(hidden)
    assert lanes(hidden) == ["<b>Bolt AI</b>"]


def test_text_outlives_a_change_of_page_and_of_the_data(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_input("draft-id").set_value("cove")
    app.text_area("draft").set_value(COVE).run()
    app.switch_page("../pages/timeline.py").run()
    app.switch_page("../pages/contribute.py").run()
    assert app.text_area("draft").value == COVE
    assert app.text_input("draft-id").value == "cove"
    (samples / "bolt.yaml").write_text(BOLT.replace("Bolt AI", "Bolt Renamed"), encoding="utf-8")
    app.run()
    assert app.text_area("draft").value == COVE
    assert lanes(app) == ["<b>Acme Cloud</b>", "<b>Bolt Renamed</b>", "<b>Cove Compute</b>"]


def test_text_that_a_file_has_replaced_comes_back(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    assert "draft-back" not in {button.key for button in app.button}
    app.text_area("draft").set_value(COVE).run()
    app.selectbox("draft-start").select("bolt").run()
    assert app.text_area("draft").value == BOLT
    app.button("draft-back").click().run()
    assert app.text_area("draft").value == COVE
    assert app.text_input("draft-id").value == ""
    # The blank file of the start was nobody's work.
    assert "draft-back" not in {button.key for button in app.button}


def test_move_that_another_file_has_is_told(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    twice = COVE.replace("2025-06-01", "2025-02-24").replace(
        "Pledges 5 billion yuan", "Pledges more than 380 billion yuan over three years"
    )
    app.text_area("draft").set_value(twice).run()
    assert "**Line 8, warning:** nearly the same title and the same date as `pledge` in acme.yaml" in said(app)
    assert [warning.value for warning in app.warning] == ["No error, but 1 warning: most likely a slip, though nothing stands in the way."]
    assert downloaded(app)[1]


def test_upload(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.file_uploader("draft-upload-0").set_value(("cove.yaml", COVE.encode(), "application/yaml")).run()
    assert not app.exception
    assert app.text_area("draft").value == COVE
    assert app.text_input("draft-id").value == "cove"
    app.file_uploader("draft-upload-1").set_value(("bad.yaml", b"company: {name: caf\xe9}", "application/yaml")).run()
    assert "bad.yaml was not taken: line 1: the byte 0xe9 here is not UTF-8: save the file as UTF-8." in said(app)
    assert app.text_area("draft").value == COVE


def test_what_is_loaded_outlives_a_message_sent_before_it_was_heard_of(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.file_uploader("draft-upload-0").set_value(("cove.yaml", COVE.encode(), "application/yaml")).run()
    # The browser's next message says what stood in its fields before.
    app.text_input("draft-id").set_value("")
    app.text_area("draft").set_value(starter("New Company")).run()
    assert (app.text_input("draft-id").value, app.text_area("draft").value) == ("cove", COVE)
    # A viewer who wants the same can have it: one field at a time.
    app.text_input("draft-id").set_value("").run()
    app.text_area("draft").set_value(starter("New Company")).run()
    assert (app.text_input("draft-id").value, app.text_area("draft").value) == ("", starter("New Company"))


def test_text_that_is_too_large_is_not_taken(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_area("draft").set_value(COVE).run()
    app.text_area("draft").set_value("#" * (MAX_BYTES + 1)).run()
    assert "The text was not taken: the text has 1,000,001 bytes; at most 1,000,000 are taken here" in said(app)
    assert app.text_area("draft").value == COVE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "company: {name: a\x00b}\n",
        "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{i}: &c{i} [{', '.join(['*b'] * 9)}]\n" for i in range(20)),
        "company: {name: '<script>alert(1)</script>'}\nscript: <img src=x onerror=alert(1)>\n",
        "company: {name: Evil, website: 'javascript:alert(1)'}\n",
        "company: {name: [a](http://evil.example)}\n",
        "company:\n\tname: Tab\n",
        "company: {name: 例子云}\n",
        "x: " + "y" * 300_000,
        "- a\n" * 50_000,
    ],
    ids=["empty", "brackets", "NUL", "aliases", "HTML", "script-link", "Markdown", "tab", "no-id", "long-line", "list"],
)
def test_hostile_text_is_told_as_plain_text(text: str, samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_area("draft").set_value(text).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "to mend before the file can be shown or downloaded." in app.error[0].value
    assert not downloaded(app)[1]
    for element in [*app.markdown, *app.caption]:
        assert not element.allow_html or element.value.startswith("<style>")
        assert "](http://evil" not in element.value


@pytest.mark.parametrize(
    ("company", "message"),
    [
        ("../etc/passwd", "`../etc/passwd` is no id"),
        ("_market", "`_market` is no id"),
        ("Cove", "`Cove` is no id"),
        ("acme-old", "`acme-old` is an earlier id of `acme`"),
    ],
)
def test_wrong_id(company: str, message: str, samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_input("draft-id").set_value(company)
    app.text_area("draft").set_value(COVE).run()
    assert f"**The file, error:** {message}" in said(app)
    assert downloaded(app) == ("Download new-company.yaml", False)


class TestSuggestion:
    def links(self, app: AppTest) -> list[str]:
        return [link.proto.url for link in app.get("link_button") if "/api/chart." not in link.proto.url]

    def test_card_opens_the_file_at_the_move(self, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_REPOSITORY", "https://host.example/you/ai-moves/")
        app = open_page("timeline", samples, move="acme/rumour")
        assert self.links(app) == ["https://host.example/you/ai-moves/blob/main/company_data/acme.yaml#L18"]
        monkeypatch.setenv("AI_MOVES_BRANCH", "next/one#x")
        (samples / "acme.yaml").write_text("company: {nam: Acme}\n", encoding="utf-8")
        app.run()
        # The last good version is shown; on which line its move was written nobody knows.
        assert self.links(app) == ["https://host.example/you/ai-moves/blob/next/one%23x/company_data/acme.yaml"]

    @pytest.mark.parametrize("address", ["", "javascript:alert(1)", "ftp://host.example/x", "https://", "https://me:secret@host.example/x"])
    def test_no_link_without_a_host(self, address: str, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_REPOSITORY", address)
        assert self.links(open_page("timeline", samples, move="acme/rumour")) == []
        assert "`company_data/` in your clone" in said(open_page("contribute", samples))


def test_check_ends_when_its_viewer_leaves(samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit ends a script only where the script lets it, and a check of a long text is one long call."""
    app = open_page("contribute", samples)
    reached: list[str] = []
    whole = draft.read

    def read(name: str, content: bytes, pause: Callable[[], None]) -> object:
        reached.append("the reader")
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        # As the server does when a browser has gone.
        context.script_requests.request_stop()
        result = whole(name, content, pause)
        reached.append("the end")
        return result

    monkeypatch.setattr(draft, "read", read)
    app.text_area("draft").set_value(hostile.wrong_references(10_000)).run()
    assert not app.exception
    assert reached == ["the reader"]


def test_says_that_there_are_more_problems_than_are_looked_for(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    app.text_area("draft").set_value(hostile.wrong_values(10_000)).run()
    assert [error.value for error in app.error] == ["100+ errors to mend before the file can be shown or downloaded."]
    assert "And 80+ more. They are told once these are mended; `ai-moves check` lists more at once." in said(app)
