"""Data by URL, the feed and the preview's picture, as a program asks for them."""

import csv
import io
import os
import re
import time
from html import unescape
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.testclient import TestClient

from components.downloads import api_page, held

JSON = [f"/api/{path}" for path in api_page.ADDRESSES if path.endswith("json")]
CSV = [f"/api/{path}" for path in api_page.ADDRESSES if path.endswith("csv")]
HOSTILE = {
    "companies": "../../etc/passwd",
    "categories": "<script>alert(1)</script>",
    "statuses": "\x00",
    "evidence": "' OR 1=1 --",
    "from": "9999-99-99",
    "to": "2025-02-24T00:00:00",
    "q": "x" * 5000,
    "currency": "​USD",
    "basis": "total\r\nSet-Cookie: a=b",
    "__class__": "1",
    "companies[]": "acme",
    "q\x00": "1",
    "<b>": "</b>",
    "format": "xml",
    "callback": "alert",
    "limit": "-1",
    "%00": "%00",
    "🙂": "🙂",
    "\u202egnp": "x",
    "a" * 3000: "b",
    "Companies": "acme",
    "from ": "2025-01-01",
    "order": "key",
    "company_name": "Acme",
    "key": "acme/pledge",
    "{}": "{}",
    "$where": "1",
    "\ufffe": "\uffff",
    "..": "..",
    ";": ";",
}


@pytest.mark.parametrize("path", JSON)
def test_json(client: TestClient, path: str) -> None:
    answer = client.get(path)
    what = path.removeprefix("/api/").removesuffix(".json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert list(answer.json()) == ["schema_version", "revision", "selection", "units", what]
    assert len(answer.json()[what]) > 1


@pytest.mark.parametrize("path", CSV)
def test_csv_is_the_json_as_a_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    revision, what = held.snapshot().revision, path.removeprefix("/api/").removesuffix(".csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="ai-moves-{what}-{revision}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(client.get(path.replace("csv", "json")).json()[what])


def test_parameters_are_those_of_the_pages(client: TestClient) -> None:
    query = "companies=bolt&from=2025-02-20&to=2025-03-01&currency=USD&move=acme/hall&view=Counts&embed=true&rev=1&utm_source=x"
    found = client.get(f"/api/moves.json?{query}").json()
    assert [row["key"] for row in found["moves"]] == ["bolt/loan"]
    assert found["selection"]["currency"] == "USD"
    assert [row["company"] for row in client.get("/api/companies.json?companies=bolt&companies=acme").json()["companies"]] == [
        "acme",
        "bolt",
    ]


def test_wrong_parameters_are_named_with_what_would_be_right(client: TestClient) -> None:
    answer = client.get("/api/figures.csv?companies=cog&companies=acme&colour=red")
    assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (400, "application/json", "no-store")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {
        "error": "a parameter is not understood",
        "parameters": [
            {"given": "companies=cog", "right": "one of acme, bolt"},
            {
                "given": "colour",
                "right": "no such parameter; there are companies, categories, statuses, evidence, from, to, q, currency, basis",
            },
        ],
        "documentation": "https://dashboard.example/api",
    }


@pytest.mark.parametrize("path", ["/api/moves.json", "/api/figures.csv", "/feed.xml"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_parameter_is_refused(client: TestClient, path: str, name: str) -> None:
    answer = client.get(f"{path}?{quote(name)}={quote(HOSTILE[name])}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json"
    assert len(answer.json()["parameters"]) == 1
    assert len(answer.content) < 1000
    assert "set-cookie" not in answer.headers


def test_thirty_hostile_parameters_at_once(client: TestClient) -> None:
    answer = client.get("/api/moves.json?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in HOSTILE.items()))
    assert (len(HOSTILE), answer.status_code, len(answer.json()["parameters"])) == (30, 400, 20)


@pytest.mark.parametrize("query", ["?", "&&&", "=", "%", "%ff=%fe", "companies=&from=", "?" * 500])
def test_broken_queries(client: TestClient, query: str) -> None:
    assert client.get(f"/api/moves.json?{query}").status_code in (200, 400)


@pytest.mark.parametrize("path", [*JSON, *CSV, "/feed.xml", "/preview.png"])
def test_head_is_get_without_its_body(client: TestClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize("path", ["/api/moves.json?companies=acme", "/api/figures.csv", "/feed.xml", "/preview.png"])
def test_unchanged_is_304(client: TestClient, path: str) -> None:
    tag = client.get(path).headers["etag"]
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = client.get(path, headers={"If-None-Match": given})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_etag_is_of_the_data_and_the_selection(client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tag(query: str, path: str = "/api/moves.json") -> str:
        return client.get(f"{path}?{query}").headers["etag"]

    assert tag("companies=acme&q=a") == tag("q=a&companies=acme&utm_source=x")
    assert len({tag(""), tag("companies=acme"), tag("currency=USD"), tag("basis=per_year"), tag("", "/api/moves.csv")}) == 5
    before = tag("")
    (folder / "bolt.yaml").unlink()
    os.utime(folder, (time.time(), time.time() - 10))  # a file that went a moment ago would be waited for
    monkeypatch.setattr(held, "LOOK_SECONDS", 1e-9)
    assert tag("") != before


@pytest.mark.parametrize("path", ["/api", "/api/"])
def test_documentation(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_every_link_of_the_documentation_works(client: TestClient) -> None:
    links = {unescape(link) for link in re.findall(r'href=["\'](.*?)["\']', client.get("/api").text)}
    there = sorted(link for link in links if link != "https://dashboard.example/")
    assert len(there) == 19
    assert [(link, client.get(link).status_code) for link in there] == [(link, 200) for link in there]


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("json", "application/json", b"{"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_whole_view_as_a_file(client: TestClient, form: str, media_type: str, start: bytes) -> None:
    answer = client.get(f"/api/view.{form}?companies=acme")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert re.fullmatch(rf'attachment; filename="ai-moves-[0-9a-f]{{8}}\.{form}"', answer.headers["content-disposition"])
    assert answer.content.startswith(start)
    again = client.get(f"/api/view.{form}?companies=acme", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/view.{form}?companies=nobody").status_code == 400


def test_unknown_address_names_those_there_are(client: TestClient) -> None:
    answer = client.get("/api/orders.json")
    assert answer.status_code == 404
    assert answer.json()["error"].startswith("no such address; there are /api/moves.json, ")


@pytest.mark.parametrize("path", ["/api/moves.json", "/feed.xml", "/preview.png", "/api"])
def test_nothing_can_be_sent(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 405


def test_feed_links_to_the_address_it_was_asked_at(client: TestClient) -> None:
    answer = client.get("/feed.xml?companies=bolt")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    entries = ET.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    first = entries[0].find("{http://www.w3.org/2005/Atom}link")
    assert (len(entries), first is not None and first.get("href")) == (3, "https://dashboard.example/timeline?move=bolt%2Fmodel")
    other = client.get("/feed.xml", headers={"host": 'x"><b>&'})
    assert other.status_code == 200
    ET.fromstring(other.content)


def test_preview(client: TestClient) -> None:
    answer = client.get("/preview.png")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/png", "public, max-age=60")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    lasting = client.get(f"/preview.png?rev={held.snapshot().revision}")
    assert (lasting.content, lasting.headers["cache-control"]) == (answer.content, "public, max-age=86400")
    assert client.get("/preview.png?rev=0a1b2c3d&x=<b>").status_code == 200


@pytest.mark.parametrize("path", [*JSON, *CSV, "/feed.xml", "/preview.png", "/api"])
def test_no_data_is_no_error(path: str, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(tmp_path / "none"))
    assert client.get(path).status_code == 200


class TestLanguage:
    @pytest.mark.parametrize(
        ("path", "english", "chinese"),
        [
            ("/api/view.html", "What companies say they will put into AI", "各公司表示将在AI上投入多少"),
            ("/feed.xml", "AI Moves: what companies say they will put into AI", "AI Moves：各公司表示将在AI上投入多少"),
            ("/api/moves.json", "24 Feb 2025", "2025年2月24日"),
        ],
    )
    def test_is_that_of_the_address(self, client: TestClient, path: str, english: str, chinese: str) -> None:
        first, other, again = (client.get(path + query) for query in ("", "?lang=zh", "?lang=en"))
        assert english in first.text
        assert chinese not in first.text
        assert chinese in other.text
        # One request's language is not the next one's.
        assert again.content == first.content
        assert first.headers["etag"] == again.headers["etag"] != other.headers["etag"]
        assert client.get(f"{path}?lang=zh", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
        assert client.get(f"{path}?lang=zh", headers={"If-None-Match": other.headers["etag"]}).status_code == 304

    def test_of_the_preview_picture(self, client: TestClient) -> None:
        english, chinese = (client.get(f"/preview.png{query}") for query in ("", "?lang=zh"))
        assert (english.status_code, chinese.status_code) == (200, 200)
        assert english.headers["etag"] != chinese.headers["etag"]

    @pytest.mark.parametrize("path", ["/api/view.html", "/feed.xml", "/api/moves.csv", "/preview.png"])
    def test_that_is_not_there_is_refused(self, client: TestClient, path: str) -> None:
        answer = client.get(f"{path}?lang=tlh")
        assert (answer.status_code, answer.json()["parameters"]) == (400, [{"given": "lang=tlh", "right": "one of en, zh"}])
