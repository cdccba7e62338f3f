"""A view as one HTML file that opens from disk with no server and no network: charts, moves, working, sources, method.

Equal views give equal bytes. Plotly's code is in the file, packed; a content security policy lets nothing else run and nothing
be asked for, so that no text from a company file can do either.
"""

import base64
import gzip
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from components import language
from components.analysis import delivery, export, links, promises, rates, rules
from components.analysis.selection import Selection, select_figures, select_moves
from components.analysis.tables import MARKET, Tables, rows
from components.charts import theme
from components.downloads import glance, held, page_parts, report_charts, report_tables, report_words
from components.downloads.chart import Seen
from components.downloads.report_charts import Chart, Section
from components.downloads.report_tables import Table
from components.downloads.report_words import Sources
from components.language import _, n_
from components.records.library import Snapshot


def report(snapshot: Snapshot, data: Tables, every_move: pd.DataFrame, selection: Selection, day: date, base: str = "") -> bytes:
    """The HTML file of what a selection leaves of the data, as UTF-8.

    `data` are the frames of the snapshot, `every_move` all its moves as `money.compare` makes them in the selection's currency and
    basis. `day` is written into the report and decides which quarters are over and which promises overdue. `base` is the address
    of the dashboard that links lead back to ("https://moves.example"); without one there are none. Raises ValueError for a `base`
    that is not http(s).
    """
    if base and not base.startswith(("http://", "https://")):
        raise ValueError(f"`{base[:60]}` is no address of a dashboard: it starts with http:// or https://")
    return _Report(snapshot, data, every_move, selection, day, base.rstrip("/")).html().encode()


class _Report:
    """Everything of one report, worked out once."""

    def __init__(self, snapshot: Snapshot, data: Tables, every_move: pd.DataFrame, selection: Selection, day: date, base: str) -> None:
        self.snapshot, self.data, self.every_move, self.selection, self.day, self.base = snapshot, data, every_move, selection, day, base
        self.moves = select_moves(every_move, selection)
        self.figures = select_figures(data.figures, selection)
        self.titles = dict(zip(every_move["key"], every_move["title"], strict=True))
        # What was spent and what became of a promise do not depend on what is in view.
        self.promises = promises.in_view(promises.promises(every_move, promises.due_dates(snapshot.files), day), self.moves["key"])
        colours = theme.company_colours(data.names)
        self.seen = Seen(snapshot, data, selection, every_move, self.moves, self.figures, colours, day)
        self.deliveries = delivery.delivery(self.moves, data.figures, day, held.spent(self.seen), held.measured(self.seen))
        self.sources = Sources(data.sources, self._cited())

    def _cited(self) -> set[str]:
        by_key = report_tables.moves_by_key(self.snapshot.files)
        cited = report_tables.every_key([self.figures, self.promises])
        cited |= {key for one in self.deliveries for key in one.source_keys}
        return cited | {key for row in rows(self.moves) for key in report_tables.keys_cited(row, by_key[row.key])}

    def html(self) -> str:
        sections = self._sections()
        charts = [chart for section in sections for chart in section.charts]
        packed, plotly_hash = _plotly()
        script = page_parts.text("report.js")
        # Only these two scripts may run: one written into a text of a company file could not.
        scripts = f"'{plotly_hash}' '{page_parts.script_hash(script)}'"
        page: str = page_parts.template("report.html.j2").render(
            policy=f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; "
            "form-action 'none'",
            style=page_parts.text("report.css"),
            script=script,
            plotly=packed,
            charts=_charts_json(charts),
            title=report_words.title(self.selection, self.data.names),
            day=report_words.day(self.day),
            day_iso=self.day.isoformat(),
            revision=self.snapshot.revision,
            facts=self._facts(),
            view=report_words.view(self.selection, self.data.names),
            shown_otherwise=bool(self.selection.currency) or self.selection.basis != links.BASES[0],
            answers=self._answers(),
            sections=sections,
            moves=report_tables.moves(self.moves, self.snapshot.files, self.titles, self.sources),
            figures=self._figures(),
            sources=self.sources,
            rules=rules.in_words(),
            last_rate=report_words.day(rates.last_day()),
            licence=_(export.LICENCE),
            home=self._address("/", links.pairs(self.selection)),
            card=lambda key: self._address("/timeline", [("move", key)]),
        )
        return page

    def _address(self, path: str, parameters: list[tuple[str, str]]) -> str:
        """An address of the dashboard that says which revision it was taken from; empty without a dashboard."""
        return links.address(f"{self.base}{path}", [*parameters, *language.named(), ("rev", self.snapshot.revision)]) if self.base else ""

    def _facts(self) -> list[tuple[str, str]]:
        """How much is in view, as pairs of a number and its noun."""
        companies, moves, figures, sources = self.moves["company"].nunique(), len(self.moves), len(self.figures), self.sources.count
        words = (
            (companies, n_("{count} company", "{count} companies", companies)),
            (moves, n_("{count} move", "{count} moves", moves)),
            (figures, n_("{count} figure", "{count} figures", figures)),
            (sources, n_("{count} source", "{count} sources", sources)),
        )
        # The number stands above its noun, whatever is between the two in a sentence.
        return [(f"{count:,}", noun.replace("{count}", "").strip()) for count, noun in words]

    def _answers(self) -> list[str]:
        return [one.sentence for one in glance.found(self.seen)]

    def _sections(self) -> list[Section]:
        every = [
            report_charts.moves(self.seen),
            report_charts.amounts(self.seen, self.titles, self.sources, report_words.amounts(self.selection)),
            report_charts.deliveries(self.seen, self.deliveries),
            report_charts.kept(self.seen, self.promises, self.sources),
            report_charts.spending(self.seen, self.sources),
            report_charts.shares(self.seen, self.sources),
        ]
        return [section for section in every if section.charts or section.notes]

    def _figures(self) -> list[tuple[str, Table]]:
        """A table of the figures of each company, that of the market last."""
        order = [*self.seen.names, *(name for name in self.figures["company"].unique() if name not in self.data.names)]
        found = []
        for company in order:
            frame = self.figures[self.figures["company"] == company]
            if len(frame):
                name = self.data.names.get(company, _(MARKET))
                found.append((name, report_tables.figures(frame, _("{company}: reported figures").format(company=name), self.sources)))
        return found


def _charts_json(charts: Iterable[Chart]) -> str:
    """All charts by name, as JSON that is safe inside a script element."""
    found: dict[str, Any] = {}
    for chart in charts:
        found[chart.name] = {"wide": page_parts.figure_json(chart.figure), "file": f"ai-moves-{chart.name}"}
        if chart.narrow is not None:
            found[chart.name]["narrow"] = page_parts.figure_json(chart.narrow)
    return page_parts.embedded({"charts": found, "config": {**theme.CONFIG, **theme.spoken()}, "ink": theme.INK})


@cache
def _plotly() -> tuple[str, str]:
    """Plotly's code, packed and as base64, and its hash. Packed it is a third of its size, and the file can be sent by mail."""
    code = page_parts.plotly_code()
    return base64.b64encode(gzip.compress(code.encode(), mtime=0)).decode(), page_parts.script_hash(code)
