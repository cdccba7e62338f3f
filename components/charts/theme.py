"""How charts look: the template, type sizes, company colours, category shapes, evidence by fill. The one place where a colour is named.

Python does not know the viewer's theme, so every colour has a contrast of at least 3:1 on white and on near-black
(relative luminance between 0.123 and 0.30), and text takes the colour of the page. The page itself is `.streamlit/config.toml`.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.charts.drawn import Drawn, Spec
from components.charts.drawn import layout as layout_of
from components.language import N_, _, current, direction
from components.records.vocabulary import Category, Evidence

# Found by search among the colours of that luminance: any two lie at least 7 apart (Oklab x 100; 2 is just seen) for full colour vision
# and for each of the three deficiencies, as Machado, Oliveira and Fernandes (2009) simulate them. tests/charts/test_palette.py checks it.
PALETTE = ("#C0243C", "#5490FC", "#789C6C", "#C078B4", "#D55E00", "#0072B2", "#845478", "#8454E4")
# Type sizes in pixels: what a chart is read for, labels of its marks, and remarks.
TEXT, LABEL, NOTE = 13, 12, 11
NEUTRAL = "#7F7F7F"
ACCENT = "0, 114, 178"
# Text in the ink of the page: Streamlit's browser side replaces this very value by the theme's strong grey, dark on a light page
# and light on a dark one (see streamlit/elements/lib/streamlit_plotly_theme.py). Anywhere else it is nearly black.
INK = "#000037"
GRID = "rgba(127, 127, 127, 0.22)"
BAND = "rgba(127, 127, 127, 0.07)"

# Shapes with a sign that text can show too: the legend is text, so that it wraps on a phone.
SHAPES: dict[Category, tuple[str, str]] = {
    Category.INFRASTRUCTURE: ("square", "■"),
    Category.CHIPS: ("diamond", "◆"),
    Category.MODEL: ("circle", "●"),
    Category.PRODUCT: ("triangle-up", "▲"),
    Category.OPEN_SOURCE: ("star", "★"),
    Category.RESEARCH: ("hexagon", "⬢"),
    Category.ORGANISATION: ("cross", "✚"),
    Category.PARTNERSHIP: ("triangle-right", "▶"),
    Category.PRICING: ("triangle-down", "▼"),
    Category.FINANCE: ("pentagon", "⬟"),
}

# Who stands behind a statement: filled, half filled, hollow. A filing and a rumour never look alike.
FILLS: dict[Evidence, float] = {
    Evidence.FILING: 1.0,
    Evidence.COMPANY: 1.0,
    Evidence.GOVERNMENT: 1.0,
    Evidence.NEWS: 0.4,
    Evidence.ESTIMATE: 0.0,
    Evidence.UNNAMED: 0.0,
}
CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "sendDataToCloud", "sendChartToCloud"],
    "toImageButtonOptions": {"format": "png", "scale": 2},
}


def company_colours(companies: Iterable[str]) -> dict[str, str]:
    """A colour for each company id, the same on every chart. Give all companies of the data, whatever is filtered.

    A company's own slot comes from its id, so that a new company rarely moves another's colour; a taken slot moves
    the later id to the next free one. More companies than colours share them.
    """
    return dict(_colours(tuple(sorted(companies))))


@lru_cache(maxsize=16)
def _colours(companies: tuple[str, ...]) -> dict[str, str]:
    colours: dict[str, str] = {}
    free: list[str] = []
    for company in companies:
        if not free:
            free = list(PALETTE)
        slot = int.from_bytes(hashlib.blake2b(company.encode(), digest_size=4).digest()) % len(PALETTE)
        choices = [PALETTE[(slot + step) % len(PALETTE)] for step in range(len(PALETTE))]
        colours[company] = next(colour for colour in choices if colour in free)
        free.remove(colours[company])
    return colours


def tint(colour: str, strength: float) -> str:
    """A colour at a strength from 0 (nothing) to 1: ("#0072B2", 0.4) -> "rgba(0, 114, 178, 0.4)"."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {strength:g})"


def key(colour: str) -> str:
    """A short line in a company's colour, to stand before its name, which stays in the ink of the page: that is easier to read."""
    return f'<span style="color:{colour}">━</span>'


def escape(text: str) -> str:
    """Text as Plotly shows it to the letter: Plotly reads some HTML in labels and hovers."""
    return direction.drop_marks(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrap(text: str, width: int = 52, *, hard: bool = False) -> str:
    """Escaped text in lines of at most `width` letters where words allow; with `hard` a longer word is broken with a hyphen.

    A Chinese sign is as wide as two letters, and a line may end behind any.
    """
    lines: list[str] = []
    used, inside = 0, False  # inside: the last line goes on with the word of the line before it
    for word in text.split():
        for number, (piece, length) in enumerate(_pieces(word, width, hard)):
            gap = " " if lines and number == 0 else ""
            if not lines or used + len(gap) + length > width:
                lines.append(piece)
                used, inside = length, number > 0
            else:
                lines[-1] += gap + piece
                used += len(gap) + length
    if inside and letters(lines[-1]) == 2 and _movable(lines[-2][-2:]):
        # A Chinese sign does not stand alone in the last line: the one before it goes with it.
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return "<br>".join(escape(line) for line in lines)


def _pieces(word: str, width: int, hard: bool) -> list[tuple[str, int]]:
    """The parts of a word that stay whole, each with its width in letters."""
    if word.isascii():
        if not hard or len(word) <= width:
            return [(word, len(word))]
        step = max(width - 1, 1)
        parts = [word[start : start + step] for start in range(0, len(word), step)]
        return [(f"{part}-", len(part) + 1) for part in parts[:-1]] + [(parts[-1], len(parts[-1]))]
    pieces: list[tuple[str, int]] = []
    whole = False  # whether the last piece goes on with the next sign
    for sign in word:
        wide = unicodedata.east_asian_width(sign) in "WF"
        if pieces and (sign in _ENDS or pieces[-1][0][-1] in _STARTS or (whole and not wide)):
            pieces[-1] = (pieces[-1][0] + sign, pieces[-1][1] + letters(sign))
        else:
            pieces.append((sign, letters(sign)))
        whole = not wide
    return pieces


def _movable(end: str) -> bool:
    """Whether the last of the two signs that a line ends with may begin the next one."""
    return letters(end) == 4 and end[-1] not in _ENDS and end[0] not in _STARTS


# Signs that no line begins with, and those that none ends with.
_ENDS, _STARTS = "，。、；：！？）》”’％", "（《“‘"


def letters(text: str) -> int:
    """The width of a text in letters: a Chinese sign is as wide as two."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def width(text: str, size: int = LABEL) -> float:
    """About how many pixels a text takes in bold, the longest of its lines (`<br>`): rather too many than too few, whatever the font."""
    lines = re.sub(r"</?[bi]>", "", text).split("<br>")
    return size * max(sum(_ems(sign) for sign in html.unescape(line)) for line in lines)


def _ems(sign: str) -> float:
    """The width of a sign in parts of its height, as wide fonts have it."""
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.38 if sign in " .,:;'|!iljtfrI()-" else 0.96 if sign in "mwMW@%" else 0.78 if sign.isupper() else 0.66


# An axis whose labels the caller leaves room for: to find that room itself Plotly lays the whole chart out twice.
OWN_MARGIN: Spec = {"automargin": False}
HEAD = 8  # pixels above what is drawn, so that the topmost label is whole
TOOLBAR = 34  # pixels of the toolbar of a chart that can be dragged or zoomed; no other chart has one

# The shared look. Streamlit's browser side writes its own font, axis colours and grounds over a template, so those are set on each
# figure too, in `frame`; everywhere else (the report, a notebook) the template alone would do.
TEMPLATE = go.layout.Template(
    layout={
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": TEXT, "color": INK},
        "hoverlabel": {"align": "left", "font": {"size": TEXT}},
        "colorway": PALETTE,
        "showlegend": False,
        "xaxis": {"automargin": True, "gridcolor": GRID, "zeroline": False, "tickfont": {"size": LABEL}},
        "yaxis": {"automargin": True, "gridcolor": GRID, "zeroline": False, "tickfont": {"size": LABEL}},
    }
)
_TEMPLATE = TEMPLATE.to_plotly_json()


# Whether Plotly is to look for mistakes in what `built` gives it. Tests set it.
CHECKED = False


def built(traces: list[Spec], height: float, *, top: int = HEAD, axes: Mapping[str, Spec], **layout: Any) -> go.Figure:
    """A figure of traces, each a mapping with its `type`, in the shared look of `frame`; `axes` is what each axis has besides.

    Made in one go and as it is given: Plotly checks every value of a figure whenever something is added to it, which takes longer than
    all else together. What is drawn is checked in each test instead (see `CHECKED`).
    """
    layout = {name: value for name, value in layout.items() if value != []}
    whole = {**_look(height, top), **layout}
    # What is given for a margin or a font goes into the shared one.
    whole |= {name: {**_look(height, top)[name], **layout[name]} for name in ("margin", "font", "hoverlabel") if name in layout}
    whole |= {name: {**_AXIS, **axis} for name, axis in axes.items()}
    return go.Figure({"data": traces, "layout": whole}) if CHECKED else Drawn(traces, whole)


def frame(figure: go.Figure, height: float, *, top: int = HEAD, **layout: object) -> go.Figure:
    """Give a figure the shared look: transparent ground, quiet grid, room for labels, no legend.

    `height` is that of what is drawn, in pixels; `top` is left free above it for an axis on top and for a toolbar.
    """
    figure.update_layout(**_look(height, top), **layout)
    figure.update_xaxes(**_AXIS)
    figure.update_yaxes(**_AXIS)
    return figure


def _look(height: float, top: int) -> Spec:
    return {
        "template": _TEMPLATE,
        "height": round(height) + top,
        "margin": {"l": 8, "r": 8, "t": top, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "font": {"size": TEXT, "color": INK},
        "hoverlabel": {"align": "left", "font": {"size": TEXT}},
        "clickmode": "event+select",
        # A chart must not catch the finger that scrolls the page.
        "dragmode": False,
    }


_AXIS: Spec = {
    "automargin": True,
    "gridcolor": GRID,
    "zeroline": False,
    "fixedrange": True,
    "tickfont": {"color": INK, "size": LABEL},
    # Nothing is drawn that is no data: the labels alone say where a place on the axis is.
    "ticks": "",
    "showline": False,
}


# What Plotly says of the buttons of a toolbar, word for word.
_BUTTONS = (N_("Download plot as a PNG"), N_("Zoom"), N_("Pan"), N_("Zoom in"), N_("Zoom out"), N_("Reset axes"))


def spoken() -> dict[str, object]:
    """Plotly's settings for the language spoken: it brings English alone, so in another one its words come with the chart."""
    code = current()
    return {} if code == "en" else {"locale": code, "locales": {code: {"dictionary": {text: _(text) for text in _BUTTONS}}}}


def config(figure: go.Figure, name: str) -> dict[str, object]:
    """Plotly's settings for a chart: a toolbar only where there is something to drag or zoom; `name` is the stem of a picture's file."""
    return {
        **CONFIG,
        **spoken(),
        "displayModeBar": "hover" if layout_of(figure).get("dragmode") else False,
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name},
    }


def marker(categories: Iterable[str], evidence: Iterable[str], own: list[str], size: int) -> dict[str, object]:
    """The marks of moves: shape by category, fill by evidence, outline in the company's own colour."""
    return {
        "size": size,
        "symbol": [SHAPES[Category(category)][0] for category in categories],
        "color": [tint(colour, FILLS[Evidence(word)]) for colour, word in zip(own, evidence, strict=True)],
        "line": {"color": own, "width": 1.6},
        "opacity": 1,
    }
