"""One chart by its address: a page that draws and saves its picture, its numbers as CSV, and all of it as JSON."""

import gzip
from datetime import date
from functools import cache

import plotly
from starlette.requests import Request
from starlette.responses import Response

from components import language
from components.analysis import links
from components.analysis.selection import Selection
from components.charts import theme
from components.downloads import api_page, chart_list, held, page_parts, picture, query
from components.downloads.chart import Chart, Seen
from components.frame import hosts
from components.frame.answers import FRESH_SECONDS, OPEN, has_it, refused, speak, tag_of, too_many
from components.frame.turns import PARTS, Answer, TooMany
from components.records.library import Snapshot

LASTING = "public, max-age=31536000, immutable"


def answers() -> dict[str, Answer]:
    """The addresses of charts, and that of the script which draws them."""
    return {**{f"/api/{path}": _chart(form) for path, form in api_page.OF_CHARTS.items()}, "/api/plotly.js": _plotly}


def _chart(form: str) -> Answer:
    def answer(request: Request) -> Response:
        speak(request)
        today, base = date.today(), hosts.base_url(request)
        snapshot = held.snapshot()
        data = held.tables(snapshot)
        given = request.query_params.multi_items()
        kind, chosen, mistakes = chart_list.read(given, data, snapshot.aliases)
        rest = [(name, value) for name, value in given if name not in chart_list.PARAMETERS]
        selection, more = query.read(rest, data.names, snapshot.aliases)
        if kind is None or mistakes or more:
            return refused(request, 400, "a parameter is not understood", [*mistakes, *more])
        save = request.query_params.get("save", "") if form == "html" else ""
        selected = links.address("", links.pairs(selection))
        tag = tag_of(
            request.url.path,
            base,
            snapshot.revision,
            selected,
            kind.draws,
            str(sorted(chosen.items())),
            save,
            picture.policy(),
            today.isoformat(),
        )
        headers = {**OPEN, "Cache-Control": f"public, max-age={FRESH_SECONDS}", "ETag": tag}
        if has_it(request, tag):
            return Response(status_code=304, headers=headers)
        try:
            with PARTS.turn():
                seen = seen_now(snapshot, selection, today)
                chart = kind.make(seen, chosen)
                response = _made(chart, seen, form, base, save) if chart is not None else None
        except TooMany:
            return too_many(request)
        if response is None:
            return refused(request, 404, "nothing in view to draw: fewer filters may help, or another choice of what is drawn", [])
        response.headers.update(headers)
        return response

    return answer


def seen_now(snapshot: Snapshot, selection: Selection, today: date) -> Seen:
    """The view that a selection leaves of the data as this process holds it."""
    data, every_move = held.tables(snapshot), held.shown(snapshot, selection)
    moves, figures = held.selected(snapshot, selection)
    return Seen(snapshot, data, selection, every_move, moves, figures, theme.company_colours(data.names), today)


def _made(chart: Chart, seen: Seen, form: str, base: str, save: str) -> Response:
    if form == "csv":
        named = {"Content-Disposition": f'attachment; filename="{picture.name(chart, seen, "csv")}"'}
        return Response(picture.csv(chart), media_type="text/csv; charset=utf-8", headers=named)
    if form == "json":
        return Response(picture.json(chart, seen, base), media_type="application/json")
    numbers = links.address(f"{base}api/chart.csv", [*chart.parameters, *links.pairs(seen.selection), *language.named()])
    page = picture.page(chart, seen, base, numbers, save)
    return Response(page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": picture.policy()})


@cache
def _script() -> tuple[bytes, bytes]:
    """Plotly's script as it is, and packed."""
    code = page_parts.plotly_code().encode()
    return code, gzip.compress(code, mtime=0)


def _plotly(request: Request) -> Response:
    """The script that draws. An address that names its version is good for ever; it is a third of its size when packed."""
    code, packed = _script()
    tag = tag_of("plotly", plotly.__version__)
    lasting = request.query_params.get("v") == plotly.__version__
    headers = {**OPEN, "ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": LASTING if lasting else f"public, max-age={FRESH_SECONDS}"}
    if has_it(request, tag):
        return Response(status_code=304, headers=headers)
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed if is_packed else code, media_type="text/javascript; charset=utf-8", headers=headers)
