"""Widgets and addresses with values that no browser of ours would send: a client of somebody's own making may say anything."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from components.analysis import links
from components.records.draft import file_of

Open = Callable[..., AppTest]
# What Streamlit sends of each kind of widget: one text, a list of texts, or JSON in a text.
TEXT = ("Selectbox", "TextInput", "TextArea")
TEXTS = ("MultiSelect", "ButtonGroup", "DateInput")
AS_JSON = ("PlotlyChart", "Dataframe")
VIEWS = [
    ("overview", {}),
    ("timeline", {"anchor": "acme/pledge"}),
    ("compare", {}),
    ("compare", {"view": "Counts"}),
    ("company", {"company": "acme"}),
    ("data", {}),
    ("contribute", {}),
]
VALUES = (
    "{beside}/plan",
    "../{beside_name}/plan",
    "x" * 100_000,
    "acme\0\u202e{0.__class__}%s%(x)s",
    "(((((a+)+)+)+$",
    "0001-01-01",
    "9999/12/31",
    "9" * 400,
    "",
)
POINTS: dict[str, Any] = {
    "no object": [None],
    "no list": {"0": 1},
    "a number for data": [{"customdata": 5}],
    "a text for data": [{"customdata": "acme/pledge"}],
    "no data": [{}],
    "a path": [{"customdata": ["../secret/plan"]}],
    "a nested move": [{"customdata": [["acme/pledge"]]}],
    "a lane of nothing": [{"customdata": ["", "nothing", "x", "2025-01-01", "2025-03-31"]}],
    "a lane that is none": [{"customdata": ["", "company", "../secret/plan", "2025-01-01", "2025-03-31"]}],
    "a category that is none": [{"customdata": ["", "category", "acme", "2025-01-01", "2025-03-31"]}],
    "no days": [{"customdata": ["", "company", "acme", "soon", "9999999999"]}],
    "days long gone": [{"customdata": ["", "company", "acme", "0001-01-01", "0001-01-02"]}],
}
ROWS: dict[str, Any] = {"none": None, "beyond": [99_999], "from the end": [-1], "a text": ["0"], "a part": [0.5], "an object": {"0": 0}}

_opened: list[str] | None = None


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _opened is not None and event in ("open", "os.listdir", "os.scandir"):
        _opened.append(str(arguments[0]))


sys.addaudithook(_hear)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files and folders that this process opens from here on."""
    global _opened
    _opened = []
    yield _opened
    _opened = None


@pytest.fixture
def beside(samples: Path) -> Path:
    """A folder beside the data folder, with a file that no viewer is to see."""
    folder = samples.parent / f"{samples.name}-beside"
    folder.mkdir()
    (folder / "plan.yaml").write_text("company: {name: Secret}\n", encoding="utf-8")
    return folder


def nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def widgets(app: AppTest) -> dict[str, str]:
    """The widgets of a page that have a value: id -> kind."""
    found = [node.proto for node in nodes(app._tree) if getattr(getattr(node, "proto", None), "id", "")]
    return {proto.id: kind for proto in found if (kind := type(proto).__name__) in (*TEXT, *TEXTS, *AS_JSON)}


def send(app: AppTest, chosen: dict[str, WidgetState]) -> AppTest:
    """Run a page with states of widgets as a client sends them, past all that a browser or the harness would refuse."""
    states = app._tree.get_widget_states()
    kept = [state for state in states.widgets if state.id not in chosen]
    del states.widgets[:]
    states.widgets.extend([*kept, *chosen.values()])
    app._run(widget_state=states)
    return app


def state(widget: str, kind: str, value: str) -> WidgetState:
    made = WidgetState(id=widget)
    if kind in TEXTS:
        made.string_array_value.data.append(value)
    else:
        made.string_value = value
    return made


def is_sound(app: AppTest) -> bool:
    """Whether a page has no error, and its fields hold nothing that is none of their options."""
    assert [error.message for error in app.exception] == []
    assert set(app.session_state["companies"]) <= {"acme", "bolt"}
    assert set(app.session_state["categories"]) <= {"infrastructure", "model"}
    days = [app.session_state[field] for field in ("from", "to")]
    return all(day is None or 2025 <= day.year <= 2026 for day in days)


@pytest.mark.parametrize(("page", "parameters"), VIEWS, ids=str)
def test_fields_with_none_of_their_options(
    page: str, parameters: dict[str, str], samples: Path, beside: Path, open_page: Open, opened: list[str]
) -> None:
    app = open_page(page, samples, tables=False, **parameters)
    for value in VALUES:
        value = value.replace("{beside}", str(beside)).replace("{beside_name}", beside.name)
        # Of all fields at once. Each run is also the one after the value before: nothing of that is left.
        fields = {widget: kind for widget, kind in widgets(app).items() if kind not in AS_JSON}
        assert len(fields) >= 9, "the filters at the least"
        send(app, {widget: state(widget, kind, value) for widget, kind in fields.items()})
        assert is_sound(app)
        assert page != "contribute" or "Secret" not in app.text_area("draft").value
    assert is_sound(app.run())
    assert [path for path in opened if beside.name in path] == []


@pytest.mark.parametrize(
    ("page", "parameters", "selections"),
    [("timeline", {}, POINTS), ("data", {}, ROWS)],
    ids=("timeline", "data"),
)
def test_clicks_on_what_is_not_there(
    page: str, parameters: dict[str, str], selections: dict[str, Any], samples: Path, open_page: Open
) -> None:
    app = open_page(page, samples, tables=False, **parameters)
    for name, selection in selections.items():
        charts = {widget: kind for widget, kind in widgets(app).items() if kind in AS_JSON}
        what = "points" if selections is POINTS else "rows"
        send(app, {widget: state(widget, kind, json.dumps({"selection": {what: selection}})) for widget, kind in charts.items()})
        assert is_sound(app), name
        assert "move" not in app.query_params, name
    assert is_sound(app.run())


def test_clicks_on_what_is_there(samples: Path, open_page: Open) -> None:
    for page, kind, selection in (
        ("timeline", "PlotlyChart", {"points": [{"customdata": ["acme/pledge"]}]}),
        ("timeline", "PlotlyChart", {"points": [{"customdata": {"0": "acme/pledge"}}]}),
        ("data", "Dataframe", {"rows": [0]}),
    ):
        app = open_page(page, samples, tables=False)
        widget = next(widget for widget, of in widgets(app).items() if of == kind)
        send(app, {widget: state(widget, kind, json.dumps({"selection": selection}))})
        assert app.query_params["move"] in ("acme/pledge", ["acme/pledge"])
    app = open_page("timeline", samples, tables=False)
    widget = next(widget for widget, kind in widgets(app).items() if kind == "PlotlyChart")
    lane = ["", "company", "acme", "2025-02-24", "2025-05-31"]
    send(app, {widget: state(widget, "PlotlyChart", json.dumps({"selection": {"points": [{"customdata": lane}]}}))})
    assert app.session_state["companies"] == ["acme"]
    assert (str(app.session_state["from"]), str(app.session_state["to"])) == ("2025-02-24", "2025-05-31")


def test_a_tab_that_is_none(samples: Path, open_page: Open) -> None:
    app = open_page("compare", samples, tables=False)
    tabs = next(node.proto for node in nodes(app._tree) if getattr(getattr(node, "proto", None), "tab_container", None) and node.proto.id)
    send(app, {tabs.id: state(tabs.id, "Selectbox", "../secret/plan")})
    assert is_sound(app)
    assert app.session_state["view"] == "Amounts"


@pytest.mark.parametrize("page", ["timeline", "compare", "company", "data"])
def test_every_parameter_with_none_of_its_values(page: str, samples: Path, beside: Path, open_page: Open, opened: list[str]) -> None:
    for value in VALUES[::2]:
        value = value.replace("{beside}", str(beside)).replace("{beside_name}", beside.name)
        assert is_sound(open_page(page, samples, tables=False, **{f"{parameter}_": value for parameter in links.PARAMETERS}))
    assert [path for path in opened if beside.name in path] == []


@pytest.mark.parametrize(
    "company",
    ["../beside/plan", "/etc/hosts", "..", ".", "", ".hidden", "sub/acme", "acme\0", "acme\n", "Acme", "acme/", "a" * 300, "acme*"],
)
def test_no_file_of_what_is_no_id(company: str, samples: Path) -> None:
    (samples / "sub").mkdir()
    (samples.parent / "beside").mkdir(exist_ok=True)
    for path in (samples / "sub/acme.yaml", samples / ".hidden.yaml", samples / ".yaml", samples.parent / "beside/plan.yaml"):
        path.write_text("company: {name: Secret}\n", encoding="utf-8")
    assert file_of(samples, company) is None
    assert file_of(samples, "acme") == samples / "acme.yaml"


def test_a_file_too_large_for_the_editor_stays_out_of_it(samples: Path, open_page: Open) -> None:
    app = open_page("contribute", samples)
    with (samples / "acme.yaml").open("r+b") as file:
        file.truncate(5_000_000)
    before = app.text_area("draft").value
    states = {widget: state(widget, kind, "Acme Cloud") for widget, kind in widgets(app).items() if "draft-start" in widget}
    send(app, states)
    assert app.text_area("draft").value == before
    assert any("acme.yaml was not taken" in item.value.replace("\\", "") for item in app.caption)
