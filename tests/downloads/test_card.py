"""The picture beside a shared link: what it says, and that anything can be drawn."""

import io

import pytest
from PIL import Image, ImageFont

from components.analysis import money
from components.analysis.tables import Tables
from components.charts import theme
from components.downloads import card, held
from tests.analysis import samples


def content(data: Tables) -> card.Content:
    return card.content(data, money.compare(money.with_revenue_shares(data.moves, data.figures)), "0a1b2c3d")


def drawn(data: Tables) -> bytes:
    return card.draw(content(data), theme.company_colours(data.names))


def test_largest_pledge_of_each_company_in_one_currency() -> None:
    texts = {
        "acme": samples.text("Acme", [samples.move("a", amount=samples.stating(100e9)), samples.move("b", amount=samples.stating(90e9))]),
        "bolt": samples.text("Bolt", [samples.move("a", amount=samples.stating(200e9, qualifier="more_than"))]),
        "cog": samples.text("Cog", [samples.move("a", amount=samples.stating(1e9, "USD"))]),
        "dot": samples.text("Dot", [samples.move("a", amount=samples.stating(5e9, "TWD"))]),
    }
    said = content(samples.frames(texts))
    # On 24 Feb 2025 one yuan was US$0.13793, so a dollar 1 / 0.13793 = 7.25 yuan.
    assert list(zip(said.bars["company"], said.bars["shown_text"], strict=True)) == [
        ("bolt", "more than ¥200bn"),
        ("acme", "¥100bn"),
        ("cog", "¥7.25bn"),
    ]
    assert said.subtitle == (
        "Largest pledge of each company, in CNY at the ECB rate of the day it was stated · 1 pledge without a rate left out"
    )
    assert said.footer == "AI Moves · data revision 0a1b2c3d · every figure links to its source"


def test_many_companies_say_how_many_are_not_drawn() -> None:
    said = content(samples.frames(samples.many(8)))
    assert list(said.bars["company"]) == ["company-007", "company-006", "company-005", "company-004", "company-003"]
    assert said.subtitle == "Largest pledge of 5 of 8 companies, in CNY at the ECB rate of the day it was stated"


def test_without_a_pledge() -> None:
    said = content(samples.strange("no amounts"))
    assert said.bars.empty
    assert said.subtitle == "3 moves of 2 companies so far"


def test_bars_start_at_zero_and_are_as_long_as_their_sums() -> None:
    """Along the middle of each bar, the pixels of the company's colour: 200 and 100 billion, the longest 400 pixels."""
    texts = {
        name: samples.text(name, [samples.move("a", amount=samples.stating(value))])
        for name, value in {"acme": 200e9, "bolt": 100e9}.items()
    }
    picture = Image.open(io.BytesIO(card.draw(content(samples.frames(texts)), {"acme": "#FF0000", "bolt": "#00FF00"}))).convert("RGB")
    lengths = {}
    for name, colour, middle in (("acme", (255, 0, 0), 206 + 85 * 0.5), ("bolt", (0, 255, 0), 206 + 85 * 1.5)):
        row = [x for x in range(picture.width) if picture.getpixel((x, int(middle))) == colour]
        lengths[name] = (row[0], len(row))
    start = card.LEFT + card.NAMES + 16
    assert lengths["acme"][0] == pytest.approx(start, abs=1)
    assert lengths["bolt"][0] == pytest.approx(start, abs=1)
    assert lengths["acme"][1] == pytest.approx(400, abs=2)
    assert lengths["bolt"][1] == pytest.approx(200, abs=2)


@pytest.mark.parametrize("name", samples.STRANGE)
def test_strange_data_makes_a_picture_of_the_right_size(name: str) -> None:
    picture = Image.open(io.BytesIO(drawn(samples.strange(name))))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_equal_data_make_equal_bytes() -> None:
    assert drawn(samples.both()) == drawn(samples.both())


def test_font_without_the_signs_says_them_otherwise() -> None:
    """Pillow's own font has ASCII and little more."""
    plain = ImageFont.load_default(40)
    assert card._drawable("more than ¥380bn – €1bn’s · 波特", plain) == "more than CNY 380bn - EUR 1bn’s ·"
    assert card._drawable("US$5bn", plain) == "US$5bn"


def test_name_that_no_font_draws_is_the_id(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    pen = card._Pen(None)
    monkeypatch.setattr(pen, "text", lambda _x, _middle, text, *_: written.append(text))
    pen.name(100, "波特", "bolt")
    pen.name(100, "A company with a really long name, Incorporated", "acme")
    assert written == ["bolt", "A company with a really long", "name, Incorporated"]


@pytest.mark.usefixtures("folder")
def test_drawn_once_for_each_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    first = card.current(held.snapshot())
    monkeypatch.setattr(card, "draw", lambda *_: pytest.fail("drawn again"))
    assert card.current(held.snapshot()) is first
