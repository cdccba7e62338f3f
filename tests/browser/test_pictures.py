"""Pictures of charts as a browser makes them: saved from the links below a chart, whole, and with their words."""

import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from tests.browser import harness

DRAWN = "html[data-drawn=true]"
PLEDGE = "alibaba%2Fthree-year-infrastructure-pledge"
# An address of each kind of chart, and where its link leads back to.
CHARTS = {
    "chart=overview-timeline&companies=baidu": "?companies=baidu&",
    "chart=timeline&currency=USD": "timeline?currency=USD&",
    f"chart=responses&anchor={PLEDGE}&window=30": f"timeline?anchor={PLEDGE}&window=30&",
    "chart=stated-amounts&nature=pledge": "compare?nature=pledge&",
    f"chart=delivery&move={PLEDGE}": "compare?view=Delivery&",
    f"chart=delivery&move={PLEDGE}&company=alibaba": "company?company=alibaba&",
    "chart=promises": "compare?view=Delivery&",
    "chart=capital-expenditure&companies=tencent&companies=baidu": "compare?companies=tencent&companies=baidu&view=Spending&",
    "chart=intensity-years": "compare?view=Spending&",
    "chart=intensity-quarters": "compare?view=Spending&",
    "chart=categories&q=cloud": "compare?q=cloud&view=Counts&",
    "chart=cumulative": "compare?view=Counts&",
    "chart=company-timeline&company=tencent": "company?company=tencent&",
    "chart=figures&company=alibaba&series=revenue-quarter-cny": "company?company=alibaba&",
    "chart=evidence": "method?",
    "chart=coverage": "method?",
}
TEXT = "{http://www.w3.org/2000/svg}text"
# Everything that is written in a picture has to lie in it, and what is written in its drawing within the drawing.
OUTSIDE = """async (markup) => {
  const whole = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
  document.body.append(document.importNode(whole, true));
  const svg = document.body.lastElementChild;
  const found = [];
  for (const text of svg.querySelectorAll("text")) {
    const box = text.getBoundingClientRect();
    if (!box.width) continue;
    const drawing = text.closest("svg").getBoundingClientRect();
    if (box.left < drawing.left - 1 || box.right > drawing.right + 1 || box.top < drawing.top - 2 || box.bottom > drawing.bottom + 2)
      found.push(text.textContent);
  }
  svg.remove();
  return found;
}"""


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=button).click()
    return Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize("asked", CHARTS)
def test_picture_is_whole_and_says_what_it_shows(page: Page, app: str, complaints: list[str], asked: str) -> None:
    page.goto(f"{app}/api/chart.html?{asked}")
    page.wait_for_selector(DRAWN)
    said = json.loads(page.locator("#content").text_content() or "")
    svg = saved(page, "Save SVG")
    root = ET.fromstring(svg)
    lines = ["".join(text.itertext()) for text in root.findall(TEXT)]
    whole = " ".join(lines)
    assert " ".join(said["finding"].split()) in whole
    assert said["sources"] in whole
    assert re.search(r"AI Moves, data revision [0-9a-f]{8}, \d+ \w+ 2\d{3}$", whole)
    (link,) = root.findall("{http://www.w3.org/2000/svg}a")
    assert link.get("href") == "".join("".join(text.itertext()) for text in link) == said["link"]
    assert re.fullmatch(rf"{re.escape(f'{app}/{CHARTS[asked]}')}rev=[0-9a-f]{{8}}", said["link"])
    assert page.evaluate(OUTSIDE, svg.decode()) == []
    png = saved(page, "Save PNG")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(png) > 40_000
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.width == 2000
    assert abs(picture.height / picture.width - float(root.get("height", 0)) / float(root.get("width", 0))) < 0.01
    # A white ground to its very edge, and something drawn on it.
    edge = [picture.getpixel((x, y)) for x in (0, 1999) for y in (0, picture.height - 1)]
    assert edge == [(255, 255, 255)] * 4
    colours = picture.resize((200, 200)).getcolors(40_000)
    assert colours is not None
    assert len(colours) > 50
    expect(page.get_by_role("img", name=said["finding"])).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("form", ["PNG", "SVG"])
def test_link_below_a_chart_saves_its_picture(page: Page, app: str, settled, form: str) -> None:
    page.goto(f"{app}/compare?companies=alibaba&companies=tencent&currency=USD&nature=guidance")
    settled(page)
    downloads: list[Download] = []

    def hear(other: Page) -> None:
        other.on("download", lambda download: downloads.append(download))

    page.context.on("page", hear)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=form, exact=True).click()
    other = opened.value
    expect(other.get_by_role("status")).to_have_text(re.compile(rf"^Saved as ai-moves-stated-amounts-[0-9a-f]{{8}}\.{form.lower()}\.$"))
    # Shown again, or sent on, the page does not save once more.
    assert "save" not in parse_qs(urlsplit(other.url).query)
    # The page may say that it has saved before the word of the download comes to this side.
    for _ in range(harness.PATIENCE_MS // 100):
        if downloads:
            break
        other.wait_for_timeout(100)
    (download,) = downloads
    content = Path(download.path()).read_bytes()
    start = b"\x89PNG\r\n\x1a\n" if form == "PNG" else b"<svg "
    assert content.startswith(start)
    # On the page the finding is the chart's title, without its full stop.
    finding = page.get_by_role("heading", name=re.compile("^The largest guidance")).inner_text()
    expect(other.get_by_role("img", name=finding)).to_be_visible()
    if form == "SVG":
        assert finding in " ".join("".join(text.itertext()) for text in ET.fromstring(content).findall(TEXT))


def test_numbers_below_a_chart_are_those_of_its_table(page: Page, app: str, settled) -> None:
    page.goto(f"{app}/compare?view=Counts&companies=alibaba")
    settled(page)
    address = page.get_by_role("link", name="CSV", exact=True).first.get_attribute("href")
    assert address == f"{app}/api/chart.csv?chart=categories&companies=alibaba"
    lines = page.request.get(address).body().decode("utf-8-sig").splitlines()
    # The labels of the rows have the sign of the category behind its name.
    shown = [re.sub(r"\W+$", "", text) for text in page.locator(".js-plotly-plot").first.locator(".ytick text").all_text_contents()]
    assert lines[0] == "Category,Alibaba Group"
    assert sorted(line.split(",")[0] for line in lines[1:]) == sorted(shown)


def test_grounds(page: Page, app: str) -> None:
    page.goto(f"{app}/api/chart.html?chart=evidence")
    page.wait_for_selector(DRAWN)
    page.get_by_label("Ground").select_option("dark")
    expect(page.get_by_role("status")).to_have_text("")
    dark = Image.open(io.BytesIO(saved(page, "Save PNG"))).convert("RGBA")
    assert dark.getpixel((0, 0)) == (16, 21, 28, 255)
    page.get_by_label("Ground").select_option("none")
    expect(page.get_by_role("status")).to_have_text("")
    clear = Image.open(io.BytesIO(saved(page, "Save PNG"))).convert("RGBA")
    assert clear.getpixel((0, 0))[3] == 0
    assert clear.size == dark.size


def test_copied_picture(page: Page, app: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{app}/api/chart.html?chart=evidence")
    page.wait_for_selector(DRAWN)
    page.get_by_role("button", name="Copy picture").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.read().then(items => items[0].types)") == ["image/png"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_on_a_phone(phone: Page, app: str, scheme: str, complaints: list[str]) -> None:
    phone.emulate_media(color_scheme=scheme)
    phone.goto(f"{app}/api/chart.html?chart=timeline")
    phone.wait_for_selector(DRAWN)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    for button in phone.locator("button:visible, .button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 40
        assert box["x"] + box["width"] <= 390
    assert complaints == []


def test_links_below_a_chart_on_a_phone(phone: Page, app: str, settled) -> None:
    phone.goto(f"{app}/compare?view=Delivery&companies=alibaba")
    settled(phone)
    rows = phone.locator("[class*=st-key-take-]")
    assert rows.count() >= 2
    for row in rows.all():
        boxes = [link.bounding_box() for link in row.get_by_role("link").all()]
        assert len(boxes) == 3
        # One row, each large enough for a thumb.
        assert len({round(box["y"]) for box in boxes if box}) == 1
        assert all(box and box["x"] + box["width"] <= 390 and box["height"] >= 24 for box in boxes)
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
