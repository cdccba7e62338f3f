"""What stands below each chart: its sources, and pictures and numbers that are those on the screen."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from components.downloads import chart_list
from components.records.library import Library
from tests.downloads import folders

Open = Callable[..., AppTest]
BASE = "https://moves.example/base"
# Views that have every chart: page, parameters, and the charts on it by the names in their addresses.
VIEWS = [
    ("overview", {"companies": "acme"}, ["overview-timeline"]),
    ("timeline", {"currency": "USD", "anchor": "acme/pledge", "window": "30"}, ["timeline", "responses"]),
    ("compare", {"nature": "financing", "basis": "total", "from_": "2025-01-01"}, ["stated-amounts"]),
    ("compare", {"currency": "EUR"}, ["stated-amounts"]),
    ("compare", {"view": "Delivery"}, ["delivery", "promises"]),
    ("compare", {"view": "Spending", "evidence": "filing"}, ["capital-expenditure", "intensity-quarters"]),
    ("compare", {"view": "Counts", "q": "cloud"}, ["categories", "cumulative"]),
    ("company", {"company": "acme"}, ["company-timeline", "delivery", "promises", *["figures"] * 2]),
    ("method", {"lang": "zh"}, ["evidence", "coverage"]),
]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a server that `dashboard.py` has started, below a path of its own."""
    monkeypatch.setitem(sys.modules, "components.frame.routes", sys.modules.get("components.frame.routes", ModuleType("routes")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folders.fill(tmp_path / "data")


def open_at(open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str, folder: Path, parameters: dict) -> AppTest:
    monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "moves.example")
    monkeypatch.setattr(ContextProxy, "url", property(lambda _: f"{BASE}/{'' if page == 'overview' else page}"))
    app = open_page(page, folder, **parameters)
    assert not app.exception
    return app


def links(app: AppTest, label: str) -> list[str]:
    return [link.proto.url for link in app.get("link_button") if link.proto.label == label]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(("page", "parameters", "charts"), VIEWS)
def test_picture_and_numbers_are_those_on_the_screen(
    page: str, parameters: dict, charts: list[str], folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Imported late: the door's routes must not be loaded for the tests that go without them.
    from components.frame import chart_routes

    app = open_at(open_page, monkeypatch, page, folder, parameters)
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    numbers, pictures = links(app, "CSV"), links(app, "PNG")
    assert [address.split("chart=")[1].split("&")[0] for address in numbers] == charts
    assert pictures == [f"{address.replace('.csv?', '.html?')}&save=png" for address in numbers]
    assert links(app, "SVG") == [address.replace("save=png", "save=svg") for address in pictures]
    # The tables in the expanders below the charts; the small charts of a company share one.
    tables = [table.value for table in app.dataframe if table.proto.arrow_data is not None]
    routes = [Route(path, answer) for path, answer in chart_routes.answers().items()]
    with TestClient(Starlette(routes=routes), base_url="https://moves.example", root_path="/base") as client:
        for address, figure in zip(numbers, drawn, strict=True):
            assert address.startswith(f"{BASE}/api/chart.csv?chart=")
            asked = urlsplit(address).query
            whole = client.get(f"{BASE}/api/chart.json?{asked}").json()
            assert whole["figure"]["data"] == figure["data"]
            answer = client.get(f"{BASE}/api/chart.csv?{asked}")
            if dict(whole["chart"])["chart"] != "figures":
                assert any(same(answer.content, table) for table in tables), asked
            assert whole["link"].startswith(f"{BASE}/{'' if page == 'overview' else page}?")
            picture = client.get(f"{BASE}/api/chart.html?{asked}&save=png")
            assert picture.status_code == 200


def same(content: bytes, table: pd.DataFrame) -> bool:
    """Whether a CSV file has the columns and the texts of a table on the screen."""
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    texts = [name for name in table.columns if pd.api.types.is_string_dtype(table[name])]
    return (
        list(lines[0] if lines else ()) == list(table.columns)
        and len(lines) == len(table)
        and all([line[name] for line in lines] == list(table[name].fillna("")) for name in texts)
    )


def test_a_table_is_sent_once_it_is_opened(folder: Path, open_page: Open) -> None:
    shut = open_page("timeline", folder, tables=False)
    assert len(shut.dataframe) == 0
    shut.session_state["table-timeline"] = True
    (table,) = shut.run().dataframe
    assert len(table.value) == len(open_page("timeline", folder, tables=False).session_state["_view"].moves)


def test_every_chart_is_on_some_page() -> None:
    # Nobody has the figures of a whole year in the invented data.
    assert {chart for _, _, charts in VIEWS for chart in charts} == set(chart_list.KINDS) - {"intensity-years"}


def cited(app: AppTest) -> list[str]:
    """What the pages say of sources, without the backslashes of Markdown."""
    said = [caption.value.replace("\\", "") for caption in app.caption]
    return [line for line in said if line.startswith("Sources: ")]


@pytest.mark.usefixtures("served")
def test_sources_stand_below_a_chart(folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_at(open_page, monkeypatch, "timeline", folder, {})
    revision = Library(folder).snapshot().revision
    lines = cited(app)
    assert lines == [f"Sources: Sample Blog, The Sample Paper, Sample Broker, Sample Exchange and Sample Forum. Revision {revision}."]
    converted = open_at(open_page, monkeypatch, "compare", folder, {"currency": "EUR"})
    (line,) = cited(converted)
    assert line.endswith(f". Exchange rates: European Central Bank (reference rates). Revision {revision}.")


@pytest.mark.parametrize(("page", "parameters", "charts"), VIEWS)
def test_numbers_alone_where_no_address_answers(
    page: str, parameters: dict, charts: list[str], folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "components.frame.routes", raising=False)
    app = open_at(open_page, monkeypatch, page, folder, parameters)
    assert [link for link in app.get("link_button") if "/api/" in link.proto.url] == []
    keys = [button.key for button in app.get("download_button") if button.key.startswith("csv-")]
    assert len(keys) == len(set(keys)) == len(charts)


@pytest.mark.parametrize("routes", [True, False])
def test_bare_picture_of_the_toolbar_only_where_there_is_no_better(
    routes: bool, folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "components.frame.routes", raising=False)
    if routes:
        monkeypatch.setitem(sys.modules, "components.frame.routes", ModuleType("routes"))
    app = open_at(open_page, monkeypatch, "timeline", folder, {})
    (chart,) = app.get("plotly_chart")
    assert ("toImage" in json.loads(chart.proto.config)["modeBarButtonsToRemove"]) == routes


class TestSort:
    def shown(self, app: AppTest) -> list[str]:
        return list(app.dataframe[0].value["Title"])

    def test_order_of_a_link(self, folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        usual = self.shown(open_at(open_page, monkeypatch, "data", folder, {}))
        app = open_at(open_page, monkeypatch, "data", folder, {"sort": "-date"})
        assert self.shown(app) == usual[::-1]
        assert app.query_params["sort"] == "-date"
        app.selectbox("sort").set_value(None).run()
        assert self.shown(app) == usual

    def test_file_has_the_order_of_the_screen(self, folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        app = open_at(open_page, monkeypatch, "data", folder, {"sort": "title"})
        assert self.shown(app) == sorted(self.shown(app), key=str.casefold)

    def test_amounts_are_shown_in_the_currency_that_orders_them(
        self, folder: Path, open_page: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = open_at(open_page, monkeypatch, "data", folder, {"sort": "-amount", "currency": "USD"})
        table = app.dataframe[0].value
        assert list(table.columns[3:5]) == ["Amount", "Shown"]
        assert table["Shown"].iloc[0] == "US$125bn"
        assert [caption.value for caption in app.caption if "sums shown" in caption.value] != []
        apart = open_at(open_page, monkeypatch, "data", folder, {"sort": "-amount"})
        assert "Shown" not in apart.dataframe[0].value
        assert [caption.value for caption in apart.caption if "have no order" in caption.value] != []
