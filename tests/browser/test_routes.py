"""The addresses next to the pages, on a server that was started as the README says."""

import json
import urllib.error
import urllib.request
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.browser import harness


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=harness.START_SECONDS) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), refused.read()


def test_data_by_url(app: str) -> None:
    status, headers, body = get(f"{app}/api/moves.json?companies=alibaba&currency=USD")
    assert (status, headers["content-type"]) == (200, "application/json")
    keys = [row["key"] for row in json.loads(body)["moves"]]
    assert "alibaba/three-year-infrastructure-pledge" in keys
    assert all(key.startswith("alibaba/") for key in keys)
    assert get(f"{app}/api/moves.json?companies=alibaba&currency=USD", **{"If-None-Match": headers["etag"]})[0] == 304
    assert get(f"{app}/api/moves.json?companies=acme")[0] == 400


def test_feed(app: str) -> None:
    status, _, body = get(f"{app}/feed.xml")
    entries = ET.fromstring(body).findall("{http://www.w3.org/2005/Atom}entry")
    assert (status, len(entries)) == (200, 50)


def test_link_preview(app: str) -> None:
    title = '<meta property="og:title" content="Alibaba Group: Pledges more than 380 billion yuan'
    status, body = 0, b""

    def named() -> bool:
        """A server that has only just started, or is busy, says it the next time: whoever asks waits two seconds at most."""
        nonlocal status, body
        status, _, body = get(f"{app}/?move=alibaba/three-year-infrastructure-pledge")
        return title in body.decode()

    harness.wait_until(named)
    assert status == 200
    picture = body.decode().split('<meta property="og:image" content="')[1].split('"')[0]
    assert picture.startswith(f"{app}/preview.png")
    status, headers, content = get(picture)
    assert (status, headers["content-type"], content[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_documentation_on_a_phone(phone: Page, app: str, scheme: str, complaints: list[str]) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(f"{app}/api")
    expect(phone.get_by_role("heading", name="Data by URL")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    phone.get_by_role("link", name="/api/companies.json", exact=True).click()
    expect(phone.locator("body")).to_contain_text('"schema_version":1')
    assert complaints == []
