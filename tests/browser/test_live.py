"""A saved edit shows in every open page by itself, and each viewer keeps what they have chosen."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.viewer import Viewer

LANES = ".js-plotly-plot .ytick text"


@pytest.fixture
def folder(write_company) -> Path:
    """A data folder with two invented companies, acme and bolt."""
    write_company("bolt")
    return write_company("acme").parent


def test_edit_addition_and_removal_show_in_every_open_page(
    page: Page, browser: Browser, serve, settled, folder: Path, write_company
) -> None:
    address = serve(folder)
    page.goto(f"{address}/timeline?companies=acme")
    other = browser.new_context().new_page()
    other.goto(f"{address}/company?company=acme")
    for one in (page, other):
        settled(one)
    expect(page.locator(LANES)).to_have_count(1)
    path = folder / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Acme", "name: Renamed Works"), encoding="utf-8")
    # While the charts are exchanged the old one's lane stands beside the new one's.
    expect(page.locator(LANES).filter(has_text="Renamed")).to_have_count(1)
    expect(other.get_by_role("heading", name="Renamed Works")).to_be_visible()
    # The filter stands, in the page and in its address.
    expect(page.locator(LANES)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/timeline\?companies=acme$"))
    settled(page)
    page.get_by_role("button", name="Companies: Renamed Works").click()
    expect(page.locator(LANES)).to_have_count(2)
    write_company("cove")
    expect(page.locator(LANES)).to_have_count(3)
    (folder / "bolt.yaml").unlink()
    expect(page.locator(LANES)).to_have_count(2)
    other.context.close()


def test_edit_that_breaks_a_file_shows_its_message_and_mending_clears_it(page: Page, serve, settled, folder: Path) -> None:
    page.goto(f"{serve(folder)}/timeline")
    settled(page)
    expect(page.locator(LANES)).to_have_count(2)
    path = folder / "acme.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("category:", "catgory:"), encoding="utf-8")
    expect(page.get_by_text("shown in the last good version")).to_be_visible()
    settled(page)
    page.get_by_text("1 problem to mend").click()
    expect(page.get_by_text("did you mean `category`?")).to_be_visible()
    expect(page.locator(LANES)).to_have_count(2)
    path.write_text(good, encoding="utf-8")
    expect(page.get_by_text("shown in the last good version")).to_have_count(0)


def test_open_card_stays_open_through_an_edit(page: Page, serve, settled, folder: Path) -> None:
    move = re.search(r"- id: (\S+)", (folder / "acme.yaml").read_text(encoding="utf-8"))
    assert move
    page.goto(f"{serve(folder)}/timeline?move=acme/{move[1]}")
    settled(page)
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    path = folder / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Acme", "name: Renamed Works"), encoding="utf-8")
    expect(card).to_contain_text("Renamed Works")


def test_look_for_new_data_that_comes_after_the_page_was_drawn_anew_is_turned_away(app: str) -> None:
    """Else it takes the place of the run that has just ended, and Streamlit throws away what of that has not left the server yet."""

    async def talk() -> None:
        async with Viewer(app, "timeline", clocks=False) as viewer:
            (late,) = viewer.heard.clocks
            await viewer.choose("categories", "chips")
            (now,) = viewer.heard.clocks
            assert now != late
            await viewer.look(late)
            await viewer.look(now)
            await viewer.until(lambda: viewer.heard.runs > viewer.heard.whole_runs)
            # Whatever `late` had started would have ended by now: a server answers in the order of the questions.
            assert viewer.heard.looks == [now]

    # Playwright has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(talk())).result()
