"""Names at the ends of lines, in place of a legend. Where lines meet, names are pushed apart and a thin line leads to each."""

from typing import Any

from components.charts import theme

NEAR, FAR = 6, 26  # pixels from the last point to a name: beside it, and where lines lead to names


def labels(
    texts: list[str], values: list[float], middles: list[float], colours: list[str], *, gap: float, size: int
) -> list[dict[str, Any]]:
    """Annotations with these texts at the heights `middles`, for lines that end at `values`; both are in the units of the axis.

    A name that stands at least `gap` from the end of its line has been pushed away from it.
    """
    pushed = [abs(middle - value) > gap for value, middle in zip(values, middles, strict=True)]
    place = {"x": 1, "xref": "paper", "xanchor": "left", "align": "left", "font": {"size": size}}
    led = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "axref": "pixel", "ax": FAR, "ayref": "y", "borderpad": 0, "standoff": 0}
    found: list[dict[str, Any]] = []
    for text, value, middle, colour, away in zip(texts, values, middles, colours, pushed, strict=True):
        if away:
            found.append({**place, **led, "text": text, "y": value, "ay": middle, "arrowcolor": theme.tint(colour, 0.7)})
        else:
            found.append({**place, "text": text, "y": middle, "showarrow": False, "xshift": FAR if any(pushed) else NEAR})
    return found


def room(longest: int, *, led: bool) -> int:
    """Pixels to the right of the lines for names of so many letters."""
    return 8 * longest + (FAR if led else NEAR)
