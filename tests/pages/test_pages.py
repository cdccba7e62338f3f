"""What each page shows, on two invented companies and on the shipped data."""

import gc
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.widgets import live
from tests.analysis.samples import many

Open = Callable[..., AppTest]
PAGES = ["overview", "timeline", "compare", "company", "data", "contribute", "method"]
SHIPPED = Path(__file__).resolve().parents[2] / "company_data"


def charts(app: AppTest) -> list[dict]:
    """The Plotly figures on a page."""
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def texts(app: AppTest) -> str:
    """All text of a page in one piece."""
    found = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.code]
    return "\n".join(str(element.value) for element in found)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("data", ["samples", "shipped"])
def test_page_runs_without_a_problem(page: str, data: str, samples: Path, open_page: Open) -> None:
    app = open_page(page, samples if data == "samples" else SHIPPED)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert len(app.title) == 1


class TestOverview:
    def test_answers_first(self, samples: Path, open_page: Open) -> None:
        app = open_page("overview", samples)
        # The pledge is superseded by a rumour in this sample, so nothing stands that could be the largest.
        assert [(metric.label, metric.value) for metric in app.metric] == [
            ("Last recorded", "May 2025"),
            *[("Largest pledge", "none"), ("Largest guidance", "none")] * 2,
        ]
        assert "**Acme Cloud**  \n:small[2 moves · 2 sources]" in texts(app)
        assert "**Bolt AI**  \n:small[1 move · 1 source]" in texts(app)

    def test_key_figure_is_the_largest_that_stands(self, samples: Path, open_page: Open) -> None:
        # No shorter than before: a file that has become shorter is taken only once it has stayed so for a moment.
        kept = "    # by itself, and replacing nothing\n"
        text = (samples / "acme.yaml").read_text(encoding="utf-8").replace("    supersedes: pledge\n", kept)
        (samples / "acme.yaml").write_text(text, encoding="utf-8")
        app = open_page("overview", samples)
        # The answer, then the company's card.
        assert [metric.value for metric in app.metric if metric.label == "Largest pledge"] == ["more than ¥380bn"] * 2 + ["none"]
        assert "Capital expenditure  \nFeb 2025 to Jan 2028" in texts(app).replace("\\", "")
        assert app.button("card-pledge-acme").label == "Evidence: filing"
        assert (
            "Acme Cloud, for Feb 2025 to Jan 2028 (in a filing). More than US$52.4bn at the rate of the day. More than US$17.5bn a year, "
            "the largest too of those that state their period."
        ) in texts(app).replace("\\", "")

    def test_key_figure_in_the_currency_and_on_the_basis_chosen(self, samples: Path, open_page: Open) -> None:
        # No shorter than before: a file that has become shorter is taken only once it has stayed so for a moment.
        kept = "    # by itself, and replacing nothing\n"
        text = (samples / "acme.yaml").read_text(encoding="utf-8").replace("    supersedes: pledge\n", kept)
        (samples / "acme.yaml").write_text(text, encoding="utf-8")
        app = open_page("overview", samples, currency="USD", basis="per_year")
        # Too long for the large letters of a key figure.
        assert r"**more than US\$17.5bn a year**" in texts(app)
        assert "Capital expenditure  \nFeb 2025 to Jan 2028  \nmore than ¥380bn as stated" in texts(app).replace("\\", "")

    def test_latest_move(self, samples: Path, open_page: Open) -> None:
        app = open_page("overview", samples)
        assert app.button("card-latest-acme").label == "Latest: Q3 2025"
        assert ":small[Said to plan 480 billion yuan instead]" in texts(app)


class TestTimeline:
    def test_a_lane_for_each_company(self, samples: Path, open_page: Open) -> None:
        figure = charts(open_page("timeline", samples))[0]
        assert figure["layout"]["yaxis"]["ticktext"] == ["<b>Acme Cloud</b>", "<b>Bolt AI</b>"]

    def test_four_lanes_of_the_shipped_data(self, open_page: Open) -> None:
        figure = charts(open_page("timeline", SHIPPED))[0]
        lanes = [lane.replace("<br>", " ") for lane in figure["layout"]["yaxis"]["ticktext"]]
        assert [lane.split()[0].removeprefix("<b>").removesuffix("</b>") for lane in lanes] == ["Alibaba", "Baidu", "ByteDance", "Tencent"]

    def test_table_holds_the_same_moves(self, samples: Path, open_page: Open) -> None:
        table = open_page("timeline", samples).dataframe[0].value
        assert list(table["Title"]) == [
            "Pledges more than 380 billion yuan over three years",
            "Opens its model",
            "Said to plan 480 billion yuan instead",
        ]


class TestResponses:
    def test_link_opens_them(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, anchor="acme-old/pledge", window="180")
        said = texts(app).replace("\\", "")
        assert (
            "In the 180 days after Acme Cloud pledged more than ¥380bn (24 Feb 2025), 1 move by 1 other company is recorded: Bolt AI 1"
            in said
        )
        assert app.selectbox("_anchor").value == "acme/pledge"
        assert len(charts(app)) == 2

    def test_choosing_writes_the_address(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples)
        app.selectbox("_anchor").select("bolt/model").run()
        assert app.query_params["anchor"] == "bolt/model"
        app.selectbox("_anchor").set_value(None).run()
        assert "anchor" not in app.query_params
        assert len(charts(app)) == 1

    def test_unknown_move_is_ignored_with_a_note(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, anchor="acme/nothing", window="7")
        assert not app.exception
        assert "names a move that is not in the data" in texts(app)

    def test_anchor_need_not_be_in_view(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, companies="bolt", anchor="acme/pledge", window="180")
        assert "Bolt AI 1" in texts(app)


class TestMethod:
    def test_rules_formulas_and_what_is_known(self, samples: Path, open_page: Open) -> None:
        said = texts(open_page("method", samples)).replace("\\", "")
        assert "sum in USD = sum in CNY ÷ (CNY for one euro) × (USD for one euro)" in said
        assert "2 companies, 3 moves, 3 figures and 3 sources" in said
        assert "The last reference rates are of" in said


class TestCompare:
    def test_natures_are_chosen_never_mixed(self, samples: Path, open_page: Open) -> None:
        pledges = open_page("compare", samples).dataframe[0].value
        assert list(pledges["Amount"]) == ["more than ¥380bn"]
        guidance = open_page("compare", samples, nature="guidance").dataframe[0].value
        assert list(guidance["Amount"]) == ["¥480bn"]
        assert list(guidance["Standing"]) == ["called wrong by the company"]

    def test_amounts_in_one_currency_with_the_working(self, samples: Path, open_page: Open) -> None:
        table = open_page("compare", samples, currency="USD", basis="per_year").dataframe[0].value
        assert list(table["Shown"]) == ["more than US$17.5bn a year"]
        # Rates of the ECB of 24 Feb 2025: 1.0466 USD and 7.5879 CNY for a euro; 36 months are three years.
        assert table["Shown low"].iloc[0] == pytest.approx(380e9 / 7.5879 * 1.0466 / 3)
        assert "crossed through the euro" in table["Working"].iloc[0]

    def test_what_cannot_be_shown_is_named(self, samples: Path, open_page: Open) -> None:
        said = texts(open_page("compare", samples, nature="guidance", basis="per_year")).replace("\\", "")
        assert "No period stated, so no figure per year: 1 move (Acme Cloud ¥480bn, Q3 2025)." in said

    def test_pledge_and_delivery(self, samples: Path, open_page: Open) -> None:
        # No shorter than before: a file that has become shorter is taken only once it has stayed so for a moment.
        kept = "    # by itself, and replacing nothing\n"
        text = (samples / "acme.yaml").read_text(encoding="utf-8").replace("    supersedes: pledge\n", kept)
        (samples / "acme.yaml").write_text(text, encoding="utf-8")
        app = open_page("compare", samples, view="Delivery")
        said = texts(app).replace("\\", "")
        # Q2 2025 is the only quarter known since February: 38.6 of 380 billion.
        assert (
            "Acme Cloud has reported capital expenditure of at least ¥38.6bn since Feb 2025, 10.2% of its pledge of more than ¥380bn"
            in said
        )
        assert "Acme Cloud, guidance of ¥480bn: called wrong by the company." in said
        assert len(charts(app)) == 1

    def test_intensity(self, samples: Path, open_page: Open) -> None:
        said = texts(open_page("compare", samples, view="Spending")).replace("\\", "")
        # 31.8 / 280 = 11.36 %
        assert "11.4%" in said
        # Below the ranking as below the bars: the companies do not count the same things.
        assert said.count("All capital expenditure, not for AI alone; definitions differ between companies.") == 2

    def test_what_states_no_sum_is_listed_where_nothing_is_drawn(self, samples: Path, open_page: Open) -> None:
        bare = "{value: 480 billion, currency: CNY, nature: guidance, measure: capital_expenditure}"
        text = (samples / "acme.yaml").read_text(encoding="utf-8")
        assert bare in text
        share = "{share_of_revenue: {low: 11, high: 14}, nature: guidance, measure: capital_expenditure}"
        (samples / "acme.yaml").write_text(text.replace(bare, share), encoding="utf-8")
        said = texts(open_page("compare", samples, nature="guidance")).replace("\\", "")
        assert "No guidance in view states a sum." in said
        assert "Stated without a sum, so not drawn: Acme Cloud: 11–14% of revenue" in said

    def test_reported_spending_in_the_currency_chosen(self, samples: Path, open_page: Open) -> None:
        text = (samples / "acme.yaml").read_text(encoding="utf-8").replace("    supersedes: pledge\n", "")
        (samples / "acme.yaml").write_text(text, encoding="utf-8")
        said = texts(open_page("compare", samples, view="Spending", currency="USD")).replace("\\", "")
        assert "In USD, at the mean of the European Central Bank's reference rates over each quarter." in said
        # 38.6 billion yuan in the second quarter of 2025, whose mean rate makes 0.13832 dollars for a yuan.
        assert "US$5.34bn" in said
        assert "In USD" not in texts(open_page("compare", samples, view="Spending"))
        # What stays in its own currency says so.
        assert "Each in the currency of its statement" in texts(open_page("compare", samples, view="Delivery", currency="USD"))
        assert "As reported, in the company's own currency" in texts(open_page("company", samples, company="acme", currency="USD"))

    def test_a_missing_quarter_is_named(self, samples: Path, open_page: Open) -> None:
        said = texts(open_page("compare", samples, view="Spending")).replace("\\", "")
        assert "Not in the data: Acme Cloud: Q1 2025. No quarterly figure at all: Bolt AI. A gap is not a zero." in said

    def test_nothing_stated(self, samples: Path, open_page: Open) -> None:
        app = open_page("compare", samples, companies="bolt")
        assert "No move in view states a sum of money." in texts(app)
        app = open_page("compare", samples, companies="bolt", view="Spending")
        assert "No quarterly capital expenditure in view. Companies, evidence and dates filter it." in texts(app)
        app = open_page("compare", samples, companies="bolt", view="Delivery")
        assert "Nothing in view can be set against reported capital expenditure." in texts(app)

    def test_counts(self, samples: Path, open_page: Open) -> None:
        assert len(charts(open_page("compare", samples, view="Counts"))) == 2

    def test_unknown_view_is_the_first(self, samples: Path, open_page: Open) -> None:
        assert "Stated amounts" in texts(open_page("compare", samples, view="<b>"))


class TestCompany:
    def test_choose_first(self, samples: Path, open_page: Open) -> None:
        app = open_page("company", samples)
        assert app.title[0].value == "Companies"
        app.button("open-bolt").click().run()
        assert app.title[0].value == "Bolt AI"

    @pytest.mark.parametrize(("companies", "cards"), [(60, 60), (61, 24)])
    def test_of_many_the_first_have_a_card(self, companies: int, cards: int, tmp_path: Path, open_page: Open) -> None:
        for name, content in many(companies).items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        app = open_page("company", tmp_path)
        assert len([button for button in app.button if (button.key or "").startswith("open-")]) == cards
        said = "The first 24 of 61 companies; the field above finds the others." in texts(app)
        assert said == (cards < companies)
        assert [caption.value for caption in app.caption].count("2 moves in view") == cards

    def test_link_opens_it(self, samples: Path, open_page: Open) -> None:
        app = open_page("company", samples, company="acme")
        assert app.title[0].value == "Acme Cloud"
        assert "Results" in texts(app)
        assert len(charts(app)) == 2, "the timeline and the one figure that has two values"

    def test_earlier_id_still_works(self, samples: Path, open_page: Open) -> None:
        assert open_page("company", samples, company="acme-old").title[0].value == "Acme Cloud"

    def test_unknown_company(self, samples: Path, open_page: Open) -> None:
        app = open_page("company", samples, company="nobody")
        assert not app.exception
        assert app.title[0].value == "Companies"


class TestData:
    @pytest.mark.parametrize(("served", "element"), [(True, "link_button"), (False, "download_button")])
    def test_tables_and_downloads(
        self, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch, served: bool, element: str
    ) -> None:
        monkeypatch.setattr("components.widgets.addresses.routes_served", lambda: served)
        app = open_page("data", samples, companies="acme")
        assert [header.value for header in app.header] == ["2 moves", "3 figures", "2 sources"]
        assert list(app.dataframe[1].value["As stated"]) == ["¥31.8bn", "¥38.6bn", "¥280bn"]
        files = [button for button in app.get(element) if "as CSV" in button.proto.label]
        assert len(files) == 3
        if served:
            addresses = [button.proto.url for button in files]
            assert addresses == [f"/api/{what}.csv?companies=acme" for what in ("moves", "figures", "sources")]

    def test_a_long_table_says_that_it_is_cut(self, samples: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("components.widgets.tables.MOST_ROWS", 2)
        app = open_page("data", samples)
        assert [len(table.value) for table in app.dataframe] == [2, 2, 2]
        assert texts(app).count("The first 2 of 3 rows; the CSV has them all.") == 3


class TestCard:
    def test_everything_known(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, move="acme/rumour")
        said = texts(app).replace("\\", "")
        assert "Said to plan 480 billion yuan instead" in said
        assert "The company called this wrong (Acme)." in said
        assert "**The Paper says otherwise.** the plan was never larger" in said
        assert "A rumour." in said
        assert "[Results](<https://example.com/acme>) · example.com" in said
        assert any(button.label.startswith("Replaces: Pledges") for button in app.button)

    def test_amount_as_chosen_with_its_working(self, samples: Path, open_page: Open) -> None:
        app = open_page("data", samples, move="acme/pledge", currency="EUR", basis="per_year")
        said = texts(app).replace("\\", "")
        assert "more than ¥380bn" in said
        # 380e9 / 7.5879 CNY for a euro / 3 years
        assert "**= more than €16.7bn a year**" in said
        assert "1. Stated: more than ¥380bn" in said

    def test_amount_that_cannot_be_shown_as_chosen_says_why(self, samples: Path, open_page: Open) -> None:
        said = texts(open_page("data", samples, move="acme/rumour", basis="per_year"))
        assert "Not shown as chosen: no period stated" in said.replace("\\", "")

    def test_text_from_a_file_is_shown_as_text(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, move="acme/pledge")
        summary = next(item.value for item in app.markdown if "evil.example" in item.value)
        assert summary == (
            r"Costs of \$5B to \$8B, \::color[]tada\: and \<b\>bold\</b\> claims; see \[here\](http:color[]\://evil.example)"
        )

    def test_linked_moves_open(self, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, move="acme/rumour")
        next(button for button in app.button if button.label.startswith("Replaces")).click().run()
        assert app.query_params["move"] == "acme/pledge"

    def test_earlier_company_id(self, samples: Path, open_page: Open) -> None:
        assert "Pledges more than" in texts(open_page("timeline", samples, move="acme-old/pledge"))

    @pytest.mark.parametrize("move", ["acme/nothing", "nobody/pledge", "", "a/b/c", "$<b>", "x" * 5000])
    def test_unknown_move_is_ignored_with_a_note(self, move: str, samples: Path, open_page: Open) -> None:
        app = open_page("timeline", samples, move=move)
        assert not app.exception
        assert app.title[0].value == "Timeline"
        assert ("names a move that is not in the data" in texts(app)) == bool(move)


def test_each_session_counts_once_among_those_that_look_for_edits(samples: Path, open_page: Open) -> None:
    gc.collect()  # what other tests have left
    before = len(live._viewers)
    one, other = open_page("overview", samples), open_page("timeline", samples)
    one.run()
    assert len(live._viewers) == before + 2, (one, other)
