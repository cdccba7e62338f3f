"""One chart by its address: its page, its numbers, its JSON, and the script that draws it."""

import csv
import gzip
import io
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import plotly
import plotly.offline
import pytest
from starlette.testclient import TestClient

from components.analysis import reported
from components.downloads import chart_list, charts, held

# What names each chart that the invented companies have.
NAMED = {
    "overview-timeline": "",
    "timeline": "",
    "responses": "&anchor=acme/pledge",
    "stated-amounts": "&nature=pledge",
    "delivery": "&move=acme/pledge",
    "promises": "",
    "capital-expenditure": "",
    "intensity-years": "",
    "intensity-quarters": "",
    "categories": "",
    "cumulative": "",
    "company-timeline": "&company=acme",
    "figures": "&company=acme&series=capital_expenditure-quarter-cny",
    "evidence": "",
    "coverage": "",
}
NOTHING_TO_DRAW = ("intensity-years",)  # no year of the invented companies has both figures
DRAWN = [name for name in NAMED if name not in NOTHING_TO_DRAW]


def query(name: str) -> str:
    return f"chart={name}{NAMED[name]}"


def content(page: str) -> dict:
    """What the page of a chart gives its script."""
    return json.loads(page.split('<script type="application/json" id="content">')[1].split("</script>")[0])


def test_every_chart_is_tried() -> None:
    assert list(NAMED) == list(chart_list.KINDS)


@pytest.mark.parametrize("name", DRAWN)
def test_page(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/chart.html?{query(name)}&companies=acme&companies=bolt")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "public, max-age=60"
    said = content(answer.text)
    revision = held.snapshot().revision
    assert said["finding"]
    assert said["sources"].startswith(("Source: ", "Sources: "))
    assert said["made"].startswith(f"AI Moves, data revision {revision}, ")
    assert said["link"].startswith("https://dashboard.example/")
    assert said["link"].endswith(f"&rev={revision}")
    assert said["view"].startswith("Companies: Acme Sample and 波特 Sample")
    assert said["files"]["png"] == said["files"]["svg"].replace(".svg", ".png")
    assert re.fullmatch(rf"ai-moves-[a-z0-9_-]+-{revision}\.svg", said["files"]["svg"])


@pytest.mark.parametrize("name", DRAWN)
def test_numbers_are_those_of_the_json(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/chart.csv?{query(name)}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="ai-moves-[a-z0-9_-]+-[0-9a-f]{8}\.csv"', answer.headers["content-disposition"])
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    whole = client.get(f"/api/chart.json?{query(name)}").json()
    assert [list(row) for row in whole["rows"]] == [lines[0]] * (len(lines) - 1)
    assert len(lines) > 1
    assert whole["figure"]["data"]
    assert [dict(whole["chart"])["chart"], whole["schema_version"]] == [name, 1]


def test_json_of_stated_amounts(client: TestClient) -> None:
    whole = client.get("/api/chart.json?chart=stated-amounts&nature=financing&currency=USD").json()
    assert list(whole) == [
        "schema_version",
        "revision",
        "chart",
        "title",
        "finding",
        "legend",
        "notes",
        "in_view",
        "link",
        "sources",
        "rows",
        "figure",
    ]
    assert whole["chart"] == [["chart", "stated-amounts"], ["nature", "financing"]]
    assert whole["title"] == "Stated amounts: financing"
    assert whole["link"] == f"https://dashboard.example/compare?currency=USD&nature=financing&rev={whole['revision']}"
    assert whole["in_view"] == (
        "Amounts: in USD, at the reference rate of the European Central Bank of the day of each statement (money already spent: the mean "
        "over its period)"
    )
    assert [row["Company"] for row in whole["rows"]] == ["波特 Sample"]
    assert [source["key"].split("/")[0] for source in whole["sources"]] == ["bolt"]


@pytest.mark.parametrize("name", NOTHING_TO_DRAW)
@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_nothing_to_draw(client: TestClient, name: str, form: str) -> None:
    answer = client.get(f"/api/chart.{form}?{query(name)}")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    assert answer.json()["error"].startswith("nothing in view to draw")


@pytest.mark.parametrize("name", [name for name in DRAWN if name not in ("coverage", "responses")])
def test_filters_that_leave_nothing(client: TestClient, name: str) -> None:
    assert client.get(f"/api/chart.html?{query(name)}&q=nobody+says+this&from=1999-01-01&to=1999-01-02").status_code == 404


@pytest.mark.parametrize(
    ("asked", "given", "right"),
    [
        ("", "chart=", f"one of {', '.join(chart_list.KINDS)}"),
        ("chart=pie", "chart=pie", f"one of {', '.join(chart_list.KINDS)}"),
        ("chart=<script>alert(1)</script>", "chart=<script>alert(1)</script>", f"one of {', '.join(chart_list.KINDS)}"),
        ("chart=stated-amounts", "nature=", "`stated-amounts` needs it: on `/compare`: the nature of the amounts drawn, such as `pledge`"),
        ("chart=company-timeline&company=cog", "company=cog", "one of acme, bolt"),
        ("chart=responses&anchor=acme/none", "anchor=acme/none", "a move as `company/move-id`"),
        ("chart=responses&anchor=acme/pledge&window=91", "window=91", "one of 30, 60, 90, 180, 365"),
        ("chart=timeline&save=exe", "save=exe", "one of png, svg"),
        ("chart=timeline&companies=cog", "companies=cog", "one of acme, bolt"),
    ],
)
def test_wrong_parameters_are_named_with_what_would_be_right(client: TestClient, asked: str, given: str, right: str) -> None:
    for form in ("html", "csv", "json"):
        answer = client.get(f"/api/chart.{form}?{asked}")
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
        assert answer.json()["parameters"] == [{"given": given, "right": right}]


def test_unknown_parameter_is_refused(client: TestClient) -> None:
    answer = client.get("/api/chart.csv?chart=timeline&colour=red")
    assert (answer.status_code, [one["given"] for one in answer.json()["parameters"]]) == (400, ["colour"])


def test_parameters_of_pages_are_passed_over(client: TestClient) -> None:
    asked = "chart=evidence&view=Counts&nature=none&anchor=x&sort=-date&embed=true&rev=1&utm_source=mail"
    assert client.get(f"/api/chart.csv?{asked}").content == client.get("/api/chart.csv?chart=evidence").content


@pytest.mark.parametrize("form", ["html", "csv", "json"])
def test_unchanged_is_304(client: TestClient, form: str) -> None:
    address = f"/api/chart.{form}?chart=timeline"
    tag = client.get(address).headers["etag"]
    answer = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    others = {client.get(f"{address}&companies=acme").headers["etag"], client.get(f"/api/chart.{form}?chart=evidence").headers["etag"]}
    assert len({tag, *others}) == 3
    nature, other = (client.get(f"/api/chart.{form}?chart=stated-amounts&nature={name}").headers["etag"] for name in ("pledge", "order"))
    assert nature != other


def test_page_runs_its_own_script_and_that_of_plotly_only(client: TestClient) -> None:
    answer = client.get("/api/chart.html?chart=timeline")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/=]{44}'", policy.pop("script-src"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    (source,) = re.findall(r'<script src="(.*?)"', answer.text)
    assert unescape(source) == f"https://dashboard.example/api/plotly.js?v={plotly.__version__}"


def test_plotly(client: TestClient) -> None:
    lasting = client.get(f"/api/plotly.js?v={plotly.__version__}")
    assert (lasting.status_code, lasting.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert lasting.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert lasting.headers["content-encoding"] == "gzip"
    assert lasting.text == plotly.offline.get_plotlyjs()
    plain = client.get("/api/plotly.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert (plain.headers["cache-control"], plain.text) == ("public, max-age=60", lasting.text)
    assert len(gzip.compress(plain.content)) < 2_000_000
    assert client.get("/api/plotly.js", headers={"If-None-Match": plain.headers["etag"]}).status_code == 304


def test_language_is_that_of_the_address(client: TestClient) -> None:
    english, chinese = (client.get(f"/api/chart.json?chart=timeline{lang}") for lang in ("", "&lang=zh"))
    assert chinese.headers["etag"] != english.headers["etag"]
    assert re.search("[\u4e00-\u9fff]", chinese.json()["finding"])
    assert not re.search("[\u4e00-\u9fff]", english.json()["finding"].replace("波特", ""))
    assert chinese.json()["link"].split("?")[1] == f"lang=zh&rev={chinese.json()['revision']}"
    # One request's language is not the next one's.
    assert client.get("/api/chart.json?chart=timeline").json() == english.json()


def test_text_is_text(client: TestClient) -> None:
    hostile = "</script><script>alert(1)</script>'\"&"
    page = client.get(f"/api/chart.html?chart=coverage&q={quote(hostile)}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert content(page.text)["view"] == f"Words: “{hostile}”"


@pytest.mark.parametrize("of", ['revenue"; filename="evil.exe', "云收入", "a/b\\\\c", "x" * 290, "\\u202egpj"])
def test_name_of_a_file_is_plain_whatever_a_figure_is_of(of: str, client: TestClient, folder: Path) -> None:
    """A header holds no other letters: with them the answer was an error, and a quote ended the name."""
    lines = "".join(
        f"  - {{metric: share, of: {json.dumps(of, ensure_ascii=False)}, period: {year}, value: 5, unit: percent, sources: [filing]}}\n"
        for year in (2023, 2024, 2025)
    )
    text = (folder / "acme.yaml").read_text(encoding="utf-8")
    (folder / "acme.yaml").write_text(text.replace("figures:\n", f"figures:\n{lines}", 1), encoding="utf-8")
    figures = held.tables(held.snapshot()).figures
    series = next(
        charts.series_id(group) for group in reported.series(figures[figures["company"] == "acme"]) if (group["metric"] == "share").all()
    )
    answer = client.get("/api/chart.csv", params={"chart": "figures", "company": "acme", "series": series})
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]{1,200}\.csv"', answer.headers["content-disposition"])


def test_saving_belongs_to_the_page(client: TestClient) -> None:
    assert content(client.get("/api/chart.html?chart=timeline&save=svg").text)["save"] == "svg"
    assert content(client.get("/api/chart.html?chart=timeline").text)["save"] == ""


@pytest.mark.parametrize("name", NAMED)
def test_documented(client: TestClient, name: str) -> None:
    assert f"<tr><td><code>{name}</code></td>" in client.get("/api").text


@pytest.mark.parametrize("parameter", [*chart_list.PARAMETERS, "company", "nature", "anchor", "window", "move"])
def test_parameters_are_documented(client: TestClient, parameter: str) -> None:
    section = client.get("/api").text.split("<h3>Their parameters</h3>")[1].split("</table>")[0]
    assert f"<code>{parameter}</code>" in section
