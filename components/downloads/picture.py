"""The page of one chart, where a browser makes its picture: with the finding, what is in view, the sources, the revision and the link.

Browsers draw charts and servers do not: the page puts chart and words together into one SVG, and makes the PNG of it.
"""

from collections import Counter
from functools import cache

import orjson
import plotly

from components import language
from components.analysis import export, links, wording
from components.analysis.selection import Selection
from components.charts import theme
from components.downloads import files, held, page_parts, report_words
from components.downloads.chart import Chart, Seen
from components.downloads.charts import converted
from components.language import N_, _, n_

MOST_LETTERS = 600  # of a note in a picture; the page and the JSON have it whole
PNG_WIDTH = 2000  # pixels: sharp on a slide
ECB = N_("European Central Bank (reference rates)")


def publishers(chart: Chart, seen: Seen, most: int = 6) -> str:
    """Who is behind a chart, the `most` most cited first, as a line: "Sources: Reuters, Xinhua and 3 more."; empty without a source."""

    def cited() -> tuple[list[str], bool]:
        of = held.publishers(seen)
        counts = Counter(of[key] for key in chart.keys if key in of)
        if chart.moves is not None:
            counts.update(held.citations(seen).publishers(chart.moves))
        names = [name for name, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
        return names, bool(seen.selection.currency) and converted(chart)

    names, rated = held.of_view(seen, "cited", cited, chart.name, chart.chosen)
    if not names:
        return ""
    # One more than `most` is shown whole: "1 more" would be no shorter.
    shown = [*names[:most], _("{count} more").format(count=len(names) - most)] if len(names) > most + 1 else names
    told = [n_("Source: {list}.", "Sources: {list}.", len(shown)).format(list=wording.listed(shown))]
    told += [_("Exchange rates: {source}.").format(source=_(ECB))] if rated else []
    return wording.sentences(told)


def link(chart: Chart, seen: Seen, base: str) -> str:
    """The address of the view that shows the chart. `base` is the dashboard's address, or its path ("/"), and ends in a slash."""
    parameters = [*links.pairs(seen.selection), *chart.place, *language.named(), ("rev", seen.snapshot.revision)]
    return links.address(f"{base}{chart.page}", parameters)


def in_view(chart: Chart, seen: Seen) -> str:
    """What a selection leaves, as a line for a picture; empty where that is everything as it was stated.

    Amounts are named only where the chart draws some.
    """
    said = report_words.view(seen.selection, seen.data.names)
    usual = set(report_words.view(Selection(), seen.data.names))
    with_amounts = "shown_currency" in chart.frame
    amounts = report_words.amounts_label()
    parts = [wording.named(label, words) for label, words in said if (label, words) not in usual and (label != amounts or with_amounts)]
    return " · ".join(parts)


def name(chart: Chart, seen: Seen, ending: str) -> str:
    """The name of a file: "ai-moves-timeline-0a1b2c3d.png"."""
    return f"ai-moves-{files.stem(chart.name)}-{seen.snapshot.revision}.{ending}"


def json(chart: Chart, seen: Seen, base: str) -> bytes:
    """One chart as JSON: its words, its sources, its numbers as rows of the table, and Plotly's figure."""
    sources = seen.data.sources
    cited = sources[sources["key"].isin(set(chart.cited))]
    content = {
        "schema_version": files.SCHEMA_VERSION,
        "revision": seen.snapshot.revision,
        "chart": chart.parameters,
        "title": chart.title,
        "finding": chart.finding,
        "legend": chart.legend,
        "notes": chart.notes,
        "in_view": in_view(chart, seen),
        "link": link(chart, seen, base),
        "sources": [{"key": key, "publisher": who} for key, who in zip(cited["key"], cited["publisher"], strict=True)],
        "rows": files.rows(chart.table),
        "figure": page_parts.figure_json(chart.figure),
    }
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def csv(chart: Chart) -> bytes:
    """The numbers of one chart, as the page's table has them."""
    return export.csv(chart.table)


def page(chart: Chart, seen: Seen, base: str, address: str, save: str = "") -> str:
    """The page that shows the picture of a chart and saves it.

    `base` is the dashboard's address, or its path ("/"), and ends in a slash, `address` that of the chart's numbers as CSV. With
    `save` ("png" or "svg") the page saves the picture by itself.
    """
    back = link(chart, seen, base)
    content = {
        "figure": page_parts.figure_json(chart.figure),
        "ink": theme.INK,
        "width": chart.width,
        "least": chart.least,
        "toolbar": theme.TOOLBAR,
        "pngWidth": PNG_WIDTH,
        "brand": "AI Moves",
        "title": chart.title,
        "finding": chart.finding or chart.title,
        "view": in_view(chart, seen),
        "legend": chart.legend,
        "notes": [page_parts.cut(note, MOST_LETTERS) for note in chart.notes],
        "sources": publishers(chart, seen),
        "made": _("AI Moves, data revision {revision}, {day}").format(revision=seen.snapshot.revision, day=report_words.day(seen.today)),
        "link": back,
        "files": {ending: name(chart, seen, ending) for ending in ("png", "svg")},
        "save": save,
        "words": {
            "drawing": _("The picture is being drawn …"),
            "saved": _("Saved as {file}."),
            "copied": _("Copied."),
            "failed": _("This did not work here: {reason}."),
        },
    }
    rendered: str = page_parts.template("picture.html.j2").render(
        style=page_parts.text("picture.css"),
        script=page_parts.text("picture.js"),
        plotly=f"{base}api/plotly.js?v={plotly.__version__}",
        content=page_parts.embedded(content),
        title=chart.title,
        finding=chart.finding or chart.title,
        csv=address,
        back=back,
    )
    return rendered


@cache
def policy() -> str:
    """What a browser lets the page do: run its own script and Plotly's from the same server, show the picture, and nothing else."""
    own = page_parts.script_hash(page_parts.text("picture.js"))
    shown = "style-src 'unsafe-inline'; img-src data: blob:"
    return f"default-src 'none'; script-src 'self' '{own}'; {shown}; base-uri 'none'; form-action 'none'"
