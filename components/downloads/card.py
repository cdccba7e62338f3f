"""The picture that a chat shows beside a shared link: the largest pledge of each company as bars, 1200 x 630 pixels.

Drawn with Pillow, since the charts would need a browser to become a picture.
"""

import io
import textwrap
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image, ImageColor, ImageDraw, ImageFont

from components import language
from components.analysis import findings, money, stated, sums, wording
from components.analysis.tables import Tables, rows
from components.charts import theme
from components.downloads import held
from components.downloads.memo import Memo
from components.language import N_, _, n_
from components.records.library import Snapshot
from components.records.vocabulary import Evidence, Nature, Qualifier
from components.settings import data_folder

WIDTH, HEIGHT = 1200, 630
TITLE = N_("What companies say they will put into AI")
MOST_BARS = 5
GROUND, INK, SOFT, LINE = "#10151C", "#E8ECF1", "#A9B4C2", "#36404D"
LEFT, RIGHT = 64, WIDTH - 64
NAMES = 250  # pixels for the names
BARS = 400  # pixels that the longest bar has; the words behind it need the rest
TIP = 18  # pixels that the point of a lower bound sticks out
THICK = 34
NAME_SIZE, LONG_NAME = 29, 20  # pixels; letters from which a name takes two lines

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_pictures = Memo(4)


@dataclass(frozen=True, slots=True)
class Content:
    """What the picture says. `bars` has the columns of `stated.of_nature`, the largest first, all in one currency."""

    bars: pd.DataFrame
    subtitle: str
    footer: str


def current(snapshot: Snapshot) -> bytes:
    """The picture of a snapshot as PNG, drawn once for each revision and language.

    In English where this machine has no typeface for the language spoken.
    """
    code = language.current()
    if code == "zh" and not _chinese(NAME_SIZE):
        return copy_context().run(_english, snapshot)

    def make() -> bytes:
        data = held.tables(snapshot)
        return draw(content(data, held.amounts(snapshot, "", money.TOTAL), snapshot.revision), theme.company_colours(data.names))

    return _pictures.get((data_folder(), snapshot.revision, code), make)


def _english(snapshot: Snapshot) -> bytes:
    language.use("en")
    return current(snapshot)


def content(data: Tables, every_move: pd.DataFrame, revision: str) -> Content:
    """What the picture of some data says. The currency is the one that most companies state pledges in."""
    footer = _("AI Moves · data revision {revision} · every figure links to its source").format(revision=revision)
    pledges = stated.sums(every_move[every_move["nature"] == Nature.PLEDGE.value])
    top = sums.largest(pledges, Nature.PLEDGE)
    if top.empty:
        words = _("{moves} of {companies} so far")
        subtitle = words.format(moves=wording.moves(len(data.moves)), companies=wording.companies(len(data.names)))
        return Content(top, subtitle, footer)
    currency = top["shown_currency"].iloc[0]
    shown = money.compare(pledges, currency)
    largest = stated.largest(shown, Nature.PLEDGE).sort_values(["shown_high", "key"], ascending=[False, True], kind="stable")
    words = _("Largest pledge of each company, in {currency} at the ECB rate of the day it was stated")
    if len(largest) > MOST_BARS:
        words = _("Largest pledge of {some} of {count} companies, in {currency} at the ECB rate of the day it was stated")
    notes = [words.format(currency=wording.code(currency), some=MOST_BARS, count=len(largest))]
    not_converted = int((shown["left_out"] != "").sum())
    if not_converted:
        words = n_("{count} pledge without a rate left out", "{count} pledges without a rate left out", not_converted)
        notes.append(words.format(count=f"{not_converted:,}"))
    return Content(largest.head(MOST_BARS), " · ".join(notes), footer)


def draw(said: Content, colours: dict[str, str]) -> bytes:
    """The picture as PNG; equal content gives equal bytes. Bars start at zero and are filled by evidence as on the charts."""
    # Drawn twice as large and made smaller: Pillow smooths letters but no edges.
    picture = Image.new("RGB", (WIDTH * 2, HEIGHT * 2), GROUND)
    pen = _Pen(ImageDraw.Draw(picture))
    pen.text(LEFT, 92, _(TITLE), 54, INK, RIGHT - LEFT, 700)
    pen.text(LEFT, 150, said.subtitle, 27, SOFT, RIGHT - LEFT)
    if not said.bars.empty:
        longest = float(said.bars["shown_high"].max())
        step = 340 / max(len(said.bars), 4)
        for number, row in enumerate(rows(said.bars)):
            _bar(pen, row, 206 + step * (number + 0.5), longest, colours[row.company])
    pen.line(LEFT, 560, RIGHT, LINE)
    pen.text(LEFT, 592, said.footer, 23, SOFT, RIGHT - LEFT)
    target = io.BytesIO()
    # A palette makes the file a fifth as large; these few colours lose nothing by it.
    picture.reduce(2).quantize(256, dither=Image.Dither.NONE).save(target, "PNG")
    return target.getvalue()


def _bar(pen: "_Pen", row: Any, middle: float, longest: float, colour: str) -> None:
    """One company: name, bar, sum in words, and under it the period and the evidence."""
    start = LEFT + NAMES + 16
    pen.name(middle, row.company_name, row.company)
    low, high = (BARS * float(value) / longest for value in (row.shown_low, row.shown_high))
    strength = theme.FILLS[Evidence(row.evidence)]
    end = start + high
    if row.qualifier == Qualifier.MORE_THAN:
        pen.shape(start, end, middle, colour, strength, TIP)
        end += TIP
    else:
        pen.shape(start, end, middle, colour, strength * (0.4 if low < high else 1))
        if low < high:
            pen.shape(start, start + low, middle, colour, strength)
    pen.text(end + 16, middle - 13, row.shown_text, 29, INK, RIGHT - end - 16, 600)
    said = " · ".join(part for part in (row.period_text, findings.said_by(row.evidence)) if part)
    pen.text(end + 16, middle + 17, said, 20, SOFT, RIGHT - end - 16)


class _Pen:
    """Draws in the picture's own pixels on a ground twice as large."""

    def __init__(self, ground: ImageDraw.ImageDraw) -> None:
        self._ground = ground

    def text(self, x: float, middle: float, text: str, size: int, colour: str, room: float, weight: int = 400) -> None:
        """A line of text, made smaller where it would not fit: nothing is cut off."""
        font = _font(size * 2, weight)
        words = _drawable(text, font)
        width = font.getlength(words)
        if width > room * 2:
            font = _font(int(size * 2 * room * 2 / width), weight)
        self._ground.text((x * 2, middle * 2), words, font=font, fill=colour, anchor="lm")

    def name(self, middle: float, name: str, company: str) -> None:
        """A company's name, in two lines where it is long; its id where the font can draw none of it."""
        words = _drawable(name, _font(NAME_SIZE * 2, 600)) or company
        lines = textwrap.wrap(words, max(LONG_NAME, len(words) * 3 // 5), break_long_words=False)
        for number, line in enumerate(lines):
            place = middle + (number - (len(lines) - 1) / 2) * NAME_SIZE
            self.text(LEFT, place, line, NAME_SIZE if len(lines) == 1 else NAME_SIZE - 9, INK, NAMES, 600)

    def line(self, left: float, y: float, right: float, colour: str) -> None:
        self._ground.line((left * 2, y * 2, right * 2, y * 2), fill=colour, width=2)

    def shape(self, start: float, end: float, middle: float, colour: str, strength: float, tip: float = 0) -> None:
        """A bar, with a point at its end for a lower bound; the fill as strong as the evidence, the outline always full."""
        top, bottom = middle - THICK / 2, middle + THICK / 2
        # A sum too small to see is still there.
        end = max(end, start + 2)
        corners = [(start, top), (end, top), (end + tip, middle), (end, bottom), (start, bottom)]
        filled = _mixed(colour, strength)
        self._ground.polygon([(x * 2, y * 2) for x, y in corners], fill=filled, outline=colour, width=4)


def _mixed(colour: str, strength: float) -> tuple[int, ...]:
    """A colour at a strength on the ground."""
    return tuple(round(over * strength + under * (1 - strength)) for over, under in zip(_rgb(colour), _rgb(GROUND), strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    return ImageColor.getrgb(colour)[:3]


def _font(size: int, weight: int) -> Font:
    """A typeface for the language spoken."""
    return (_chinese(size, weight > 500) if language.current() == "zh" else None) or _own(size, weight)


# Typefaces that systems come with, the one for text and the one for headings: file and place in it. Pillow looks where systems keep them.
_CHINESE = (
    (("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJK-Bold.ttc", 2)),
    (("NotoSansSC-Regular.otf", 0), ("NotoSansSC-Bold.otf", 0)),
    (("SourceHanSansSC-Regular.otf", 0), ("SourceHanSansSC-Bold.otf", 0)),
    (("wqy-microhei.ttc", 0), ("wqy-microhei.ttc", 0)),
    (("wqy-zenhei.ttc", 0), ("wqy-zenhei.ttc", 0)),
    (("DroidSansFallbackFull.ttf", 0), ("DroidSansFallbackFull.ttf", 0)),
    (("Hiragino Sans GB.ttc", 0), ("Hiragino Sans GB.ttc", 2)),
    (("STHeiti Light.ttc", 1), ("STHeiti Medium.ttc", 1)),
    (("msyh.ttc", 0), ("msyhbd.ttc", 0)),
)


@cache
def _chinese(size: int, bold: bool = False) -> Font | None:
    """A typeface of this machine that has Chinese signs; None where there is none."""
    for both in _CHINESE:
        for name, place in (both[bold], both[0]):
            try:
                return ImageFont.truetype(name, size, index=place)
            except OSError:
                continue
    return None


@cache
def _own(size: int, weight: int) -> Font:
    """The dashboard's own typeface, as Streamlit ships it; Pillow's where it does not."""
    spec = find_spec("streamlit")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).glob("static/static/media/SourceSansVF-Upright*.woff2")):
            try:
                font = ImageFont.truetype(str(path), size)
                font.set_variation_by_axes([weight])
            except (OSError, NotImplementedError):
                continue  # built without the format, or without variable fonts
            return font
    return ImageFont.load_default(size)


def _drawable(text: str, font: Font) -> str:
    """The text with what the font has no shape for taken out or said otherwise: "¥380bn" -> "CNY 380bn" in a font without ¥."""
    for code, sign in wording.SIGNS.items():
        if sign in text and not all(_has(font, letter) for letter in sign):
            text = text.replace(sign, f"{code} ")
    for sign, plain in (("–", "-"), ("−", "-"), ("’", "'"), ("·", "|")):
        text = text if _has(font, sign) else text.replace(sign, plain)
    return "".join(letter for letter in text if letter == " " or _has(font, letter)).strip()


def _has(font: Font, letter: str) -> bool:
    """Whether a font has a shape for a letter: what it has none for all looks like U+FFFF, which is no letter."""
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
