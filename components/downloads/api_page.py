"""The page that documents the data by URL, made from the very dictionaries that name the columns."""

from collections.abc import Iterable, Mapping
from html import escape

from components.analysis import export, links, rates, wording
from components.downloads import chart_list, files
from components.records.vocabulary import Category, Described, Evidence, Measure, Metric, Nature, Qualifier, SourceKind, Status

# Address below `api/` -> frame and format.
ADDRESSES = {
    "moves.json": ("moves", "json"),
    "moves.csv": ("moves", "csv"),
    "figures.json": ("figures", "json"),
    "figures.csv": ("figures", "csv"),
    "sources.json": ("sources", "json"),
    "sources.csv": ("sources", "csv"),
    "companies.json": ("companies", "json"),
}
# Address below `api/` -> format of a file that holds a whole view.
WHOLE = {"view.json": "json", "view.xlsx": "xlsx", "view.html": "html"}
# Address below `api/` -> format of one chart.
OF_CHARTS = {"chart.html": "html", "chart.csv": "csv", "chart.json": "json"}
_WHAT = {
    "moves": "what companies did, or said or are said to do, with amounts as stated and as shown",
    "figures": "reported numbers that pledges are measured against",
    "sources": "the sources that these moves and figures cite",
    "companies": "the companies, with how many moves and figures of each are in view",
}
_WORDS: dict[str, Iterable[Described]] = {
    "category": Category,
    "status": Status,
    "evidence": Evidence,
    "nature": Nature,
    "measure": Measure,
    "qualifier": Qualifier,
    "metric": Metric,
    "kind": SourceKind,
}
EXAMPLE = "chart=evidence"  # a chart that there is wherever there is a move
_STYLE = """
:root { color-scheme: light dark; --ink: #1b2430; --ground: #fff; --soft: #f3f5f8; --line: #d5dbe3; --link: #005a8e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf1; --ground: #10151c; --soft: #1b222c; --line: #36404d; --link: #7cc0ec; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem 1rem 4rem; max-width: 62rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 2.5rem; font-size: 1.35rem; } h3 { margin-top: 1.75rem; font-size: 1.05rem; }
a { color: var(--link); } code { font-size: .92em; background: var(--soft); padding: .05em .3em; border-radius: 4px; }
pre { background: var(--soft); padding: .8rem 1rem; border-radius: 6px; white-space: pre-wrap; } pre code { padding: 0; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); } td:first-child { width: 30%; }
@media (max-width: 40rem) { tr, td, td:first-child { display: block; width: auto; } tr { border-bottom: 1px solid var(--line); }
  td { border: 0; padding: .1rem 0; } tr { padding: .35rem 0; } }
summary { cursor: pointer; font-weight: 600; padding: .4rem 0; }
"""


def html(base: str, revision: str, names: Mapping[str, str]) -> str:
    """The whole page.

    `base` is the dashboard's address, or its path alone ("/"), and ends in a slash; `names` are company ids with names, for the
    examples.
    """
    companies = list(names)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Data by URL · AI Moves</title><style>{_STYLE}</style></head><body><main>",
        f'<p><a href="{escape(base)}">AI Moves</a></p><h1>Data by URL</h1>',
        "<p>Everything that the pages show, for scripts and spreadsheets: no key, no sign-up, read only. Each address takes the filters "
        "of the pages, so the part of a page’s address behind the question mark works here too.</p>",
        _addresses(base),
        _parameters(companies),
        _examples(base, companies),
        _charts(base),
        _rules(base, revision),
        *(_columns(what, known) for what, known in files.COLUMNS.items()),
        "<h2>Words</h2><p>The closed lists of words that columns use.</p>",
        *(_details(name, _table((word.value, escape(word.description)) for word in words)) for name, words in _WORDS.items()),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _addresses(base: str) -> str:
    lines = [(_link(f"{base}api/{path}", f"/api/{path}"), _WHAT[what]) for path, (what, _) in ADDRESSES.items()]
    whole = "a whole view in one file to save: moves, figures and sources"
    kinds = {"json": "as JSON", "xlsx": "as an Excel workbook", "html": "with charts and method, as a page that opens without a network"}
    lines += [(_link(f"{base}api/{path}", f"/api/{path}"), f"{whole}, {kinds[form]}") for path, form in WHOLE.items()]
    kinds = {
        "html": "one chart as a picture: a page that draws it with its finding, sources and link, and saves it as PNG or SVG",
        "csv": "the numbers of one chart",
        "json": "one chart with its words, its sources, its numbers and the figure as Plotly has it",
    }
    lines += [(_link(f"{base}api/{path}?{EXAMPLE}", f"/api/{path}"), kinds[form]) for path, form in OF_CHARTS.items()]
    lines.append((_link(f"{base}feed.xml", "/feed.xml"), "Atom feed of the newest moves, for a feed reader; takes the same filters"))
    return "<h2>Addresses</h2>" + _rows(lines)


def _parameters(companies: list[str]) -> str:
    listed = [escape(company) for company in companies[:20]] + ([f"{len(companies) - 20} more"] if len(companies) > 20 else [])
    codes = [f"<code>{code}</code>" for code in rates.currencies()]
    lines = [
        ("companies", f"company ids, repeated for several: {wording.listed(listed) or 'there is none yet'}"),
        ("categories, statuses, evidence", "words from the lists below, repeated for several"),
        ("from, to", "days such as 2025-01-31; what overlaps them is kept"),
        ("q", "words that must all occur in a move’s text"),
        ("currency", f"shows amounts converted to it: {wording.listed(codes)}. Without it: as stated"),
        ("basis", "<code>total</code> (where nothing is said) or <code>per_year</code>: divided by the length of the stated period"),
    ]
    return (
        "<h2>Parameters</h2>"
        + _table(lines)
        + "<p>Nothing chosen means all. Companies, evidence and dates filter figures; the other filters are about moves. A parameter or "
        "value that does not exist is answered with status 400 and a message that says what would be right.</p>"
    )


def _examples(base: str, companies: list[str]) -> str:
    first = f"companies={companies[0]}&" if companies else ""
    queries = [
        ("moves.json", f"{first}categories=infrastructure", "Moves about infrastructure"),
        ("moves.csv", f"{first}from=2025-01-01&currency=USD&basis=per_year", "Since 2025, in US dollars a year, for a spreadsheet"),
        ("figures.csv", f"{first}evidence=filing", "Figures from filings"),
        ("companies.json", "q=cloud", "How many moves of each company mention the cloud"),
    ]
    lines = [f"<li>{escape(words)}:<br>{_link(f'{base}api/{path}?{query}', f'/api/{path}?{query}')}</li>" for path, query, words in queries]
    asked = f'"{base}api/moves.csv?{first}currency=USD"'
    code = f"import pandas\n\nmoves = pandas.read_csv({asked})"
    if "://" not in base:  # a program needs the whole address, and the reader's browser shows it
        code = f'import pandas\n\nhost = "https://..."  # where this page is\nmoves = pandas.read_csv(host + {asked})'
    return f"<h2>Examples</h2><ul>{''.join(lines)}</ul><pre><code>{escape(code)}</code></pre>"


def _charts(base: str) -> str:
    """The names of charts, what each draws, and the parameters that they have beside the selection."""
    lines = []
    for name, kind in chart_list.KINDS.items():
        wants = [f"<code>{wanted}</code>" for wanted in kind.needs] + [f"<code>{may}</code> if wished" for may in kind.may]
        lines.append((name, escape(kind.draws) + (f"; with {wording.listed(wants)}" if wants else "")))
    parameters = [(name, _marked(meaning)) for name, meaning in chart_list.PARAMETERS.items()]
    parameters += [(name, _marked(links.PARAMETERS[name])) for name in ("company", "nature", "anchor", "window")]
    parameters.append(("move", "the pledge or guidance of <code>delivery</code>, as <code>company/move-id</code>"))
    query = f"{EXAMPLE}&save=svg"
    return (
        "<h2>Charts</h2><p>The links below each chart of the pages lead here. For example "
        f"{_link(f'{base}api/chart.html?{query}', f'/api/chart.html?{query}')}: the picture is made by the browser that opens the page, so "
        "a program asks for the CSV or the JSON. A chart that has nothing to draw in view is answered with status 404.</p>"
        f"{_table(lines)}<h3>Their parameters</h3>{_table(parameters)}"
    )


def _rules(base: str, revision: str) -> str:
    lines = (
        "JSON is one object: <code>schema_version</code>, <code>revision</code>, <code>selection</code>, <code>units</code> and the rows "
        f"under the name of the address. The version is {files.SCHEMA_VERSION} and goes up when a name or a meaning changes.",
        "A day is an ISO date; beside it stands the date as precise as it was stated, which may be a month, a quarter or a year.",
        "What is not known is <code>null</code> or an empty text, in CSV an empty cell, and never zero.",
        "Sums are in single units of their currency: 380 billion is 380000000000. Sums of unlike <code>nature</code>, "
        "<code>measure</code> or currency must not be added, nor what is <code>superseded_by</code>, <code>part_of</code> another or "
        "<code>denied</code>.",
        "In CSV the keys of a list are separated by spaces, its sentences by semicolons. A text that a spreadsheet would take "
        "for a formula has an apostrophe before it.",
        f"The data now has the revision <code>{escape(revision)}</code>. Each answer has an <code>ETag</code>: send it back as "
        "<code>If-None-Match</code> and be answered 304 while nothing has changed. Any web page may ask (CORS).",
        "Files are made one after the other: while many wait for theirs, the next is answered 503, with the seconds to wait in "
        "<code>Retry-After</code>.",
        f"{escape(export.LICENCE)} Name each figure’s own source where you use it; <a href='{escape(base)}api/sources.json'>sources</a> "
        "has them by key.",
    )
    return "<h2>Rules</h2><ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


def _columns(what: str, known: Mapping[str, str]) -> str:
    units = export.UNITS[what]
    lines = []
    for name, meaning in known.items():
        unit = f" <em>Unit: {_marked(units[name])}.</em>" if name in units else ""
        lines.append((name, f"{_marked(_in_json(meaning))}.{unit}"))
    return f"<h2>Columns of {what}</h2>{_table(lines)}"


def _in_json(meaning: str) -> str:
    """A column's meaning as the files have it: a frame's NaN is null there and its tuple a list."""
    text = meaning.replace("NaN", "null").replace("None", "null").replace("tuple of", "list of").rstrip(".")
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _marked(text: str) -> str:
    """Text with its `code` marked up and all else escaped."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))


def _link(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}"><code>{escape(shown)}</code></a>'


def _table(lines: Iterable[tuple[str, str]]) -> str:
    """Names with what they mean; the meanings are HTML."""
    return _rows((", ".join(f"<code>{escape(name)}</code>" for name in names.split(", ")), words) for names, words in lines)


def _rows(lines: Iterable[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in lines) + "</table>"


def _details(name: str, inner: str) -> str:
    return f"<details><summary><code>{escape(name)}</code></summary>{inner}</details>"
