"""Faults while viewers look on: the page goes on with what it has, says so, and heals by itself."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

LANES = ".js-plotly-plot .ytick text"
LOST = "Nothing can be read from the data folder now; what was last read of it is shown."


def test_folder_that_goes_and_comes_back_under_an_open_page(page: Page, serve, settled, write_company, complaints: list[str]) -> None:
    write_company("bolt")
    folder = write_company("acme").parent
    page.goto(f"{serve(folder)}/timeline?companies=acme")
    settled(page)
    expect(page.locator(LANES)).to_have_count(1)
    away = folder.rename(folder.with_name("away"))
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.locator(LANES)).to_have_count(1)
    # Also for who comes now, and with a filter changed.
    page.reload()
    settled(page)
    expect(page.get_by_text(LOST)).to_be_visible()
    page.get_by_role("button", name="companies: acme").click()
    expect(page.locator(LANES)).to_have_count(2)
    away.rename(folder)
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.locator(LANES)).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/timeline$"))
    assert complaints == []


def test_file_left_half_written_and_one_saved_by_two(page: Page, serve, settled, write_company) -> None:
    write_company("bolt")
    path: Path = write_company("acme")
    good = path.read_bytes()
    page.goto(f"{serve(path.parent)}/timeline")
    settled(page)
    expect(page.locator(LANES)).to_have_count(2)
    # Cut off in the middle of a line, by an editor that has died.
    path.write_bytes(good[: good.index(b"category") + 4])
    expect(page.get_by_text("acme.yaml shown in the last good version")).to_be_visible()
    expect(page.locator(LANES)).to_have_count(2)
    settled(page)
    page.get_by_text("1 problem to mend").click()
    # What git leaves where two have edited the same line.
    both = good.replace(b"company: {name: Acme}", b"<<<<<<< ours\ncompany: {name: Acme}\n=======\ncompany: {name: Acne}\n>>>>>>> theirs")
    assert both != good
    path.write_bytes(both)
    expect(page.get_by_text("two versions of the same lines")).to_be_visible()
    expect(page.locator(LANES)).to_have_count(2)
    path.write_bytes(good)
    expect(page.get_by_text("shown in the last good version")).to_have_count(0)
