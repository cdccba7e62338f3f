"""Addresses next to the pages: data by URL, the feed, the preview's picture. They need no session and keep no state.

Every answer comes from the data folder as it is now, so behind several replicas any of them may answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import language
from components.analysis import export, links
from components.analysis.selection import Selection, select_moves
from components.analysis.tables import Tables
from components.downloads import api_page, card, feed, files, held, query, report
from components.downloads.memo import Memo
from components.frame import chart_routes, hosts
from components.frame.answers import FRESH_SECONDS, OPEN, has_it, refused, speak, tag_of, too_many
from components.frame.turns import FILES, PARTS, TooMany, Turns, apart
from components.records.library import Snapshot

# No script, no request to anywhere: the page has its style in itself.
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for data: the data as it is now, and what is chosen of it."""

    snapshot: Snapshot
    data: Tables
    selection: Selection


def routes() -> list[Route]:
    """All of them. They run in threads of their own, so no page waits for a file being made."""
    answers = {
        **{f"/api/{path}": _data(what, form) for path, (what, form) in api_page.ADDRESSES.items()},
        **{f"/api/{path}": _view(form) for path, form in api_page.WHOLE.items()},
        **chart_routes.answers(),
        "/api": _documentation,
        "/api/": _documentation,
        "/api/{unknown:path}": _unknown,
        "/feed.xml": _feed,
        "/preview.png": _preview,
    }
    return [Route(path, apart(answer), methods=["GET"]) for path, answer in answers.items()]


# The addresses above without what is below `/api/`.
PATHS = ("/api", "/feed.xml", "/preview.png")


def _data(what: str, form: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        def make(asked: Asked) -> Response:
            every_move = held.shown(asked.snapshot, asked.selection)
            taken = export.extract(asked.snapshot, asked.data, every_move, asked.selection)
            content = files.csv(taken, what) if form == "csv" else files.json(taken, [what])
            # A link that is clicked on shows JSON in the browser and saves CSV under a name.
            named = {"Content-Disposition": f'attachment; filename="{files.name(taken.revision, form, what)}"'} if form == "csv" else {}
            return Response(content, media_type=files.FORMATS[form].media_type, headers=named)

        return _answer(request, make)

    return answer


# A report takes a second or two to make; the last few are kept.
_made = Memo(6)


def _view(form: str) -> Callable[[Request], Response]:
    """A whole view as one file to save. The share panel leads here: a file that a page's session made would be gone with the session."""

    def answer(request: Request) -> Response:
        today, base = date.today(), hosts.base_url(request)
        # A saved file has no address that its links could go on from.
        base = base if hosts.is_whole(base) else ""

        def make(asked: Asked) -> Response:
            def content() -> bytes:
                every_move = held.shown(asked.snapshot, asked.selection)
                if form == "html":
                    return report.report(asked.snapshot, asked.data, every_move, asked.selection, today, base)
                taken = export.extract(asked.snapshot, asked.data, every_move, asked.selection, today)
                return files.FORMATS[form].make(taken, "", lambda _: None)

            key = (form, asked.snapshot.revision, language.current(), asked.selection, today, base)
            media_type = "text/html; charset=utf-8" if form == "html" else files.FORMATS[form].media_type
            saved = {"Content-Disposition": f'attachment; filename="ai-moves-{asked.snapshot.revision}.{form}"'}
            return Response(_made.get(key, content), media_type=media_type, headers=saved)

        return _answer(request, make, today.isoformat(), FILES)

    return answer


def _feed(request: Request) -> Response:
    def make(asked: Asked) -> Response:
        moves = select_moves(asked.data.moves, asked.selection)
        return Response(feed.atom(moves, asked.selection, hosts.base_url(request)), media_type=feed.MEDIA_TYPE)

    return _answer(request, make)


def _answer(request: Request, make: Callable[[Asked], Response], also: str = "", turns: Turns = PARTS) -> Response:
    """What is made for the selection of a request; 304 where the asker has it already, 400 where a parameter is wrong, 503 where too
    many wait for theirs.

    `also` is what the answer depends on beside address, data and selection.
    """
    speak(request)
    snapshot = held.snapshot()
    data = held.tables(snapshot)
    selection, mistakes = query.read(request.query_params.multi_items(), data.names, snapshot.aliases)
    if mistakes:
        return refused(request, 400, "a parameter is not understood", mistakes)
    tag = tag_of(request.url.path, hosts.base_url(request), snapshot.revision, links.address("", links.pairs(selection)), also)
    headers = {**OPEN, "Cache-Control": f"public, max-age={FRESH_SECONDS}", "ETag": tag}
    if has_it(request, tag):
        return Response(status_code=304, headers=headers)
    try:
        with turns.turn():
            response = make(Asked(snapshot, data, selection))
    except TooMany:
        return too_many(request)
    response.headers.update(headers)
    return response


def _unknown(request: Request) -> Response:
    there = ", ".join(f"/api/{path}" for path in (*api_page.ADDRESSES, *api_page.WHOLE, *api_page.OF_CHARTS))
    return refused(request, 404, f"no such address; there are {there}", [])


def _documentation(request: Request) -> Response:
    snapshot = held.snapshot()
    content = api_page.html(hosts.base_url(request), snapshot.revision, held.tables(snapshot).names)
    return Response(
        content,
        media_type="text/html; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={FRESH_SECONDS}", "Content-Security-Policy": PAGE_POLICY, **OPEN},
    )


def _preview(request: Request) -> Response:
    """The picture of the overview. An address that names the revision is good for ever, any other for a while."""
    mistakes = query.language(request.query_params.multi_items())
    if mistakes:
        return refused(request, 400, "a parameter is not understood", mistakes)
    speak(request)
    snapshot = held.snapshot()
    tag = tag_of("preview", snapshot.revision)
    lasting = request.query_params.get("rev") == snapshot.revision
    headers = {**OPEN, "Cache-Control": f"public, max-age={86_400 if lasting else FRESH_SECONDS}", "ETag": tag}
    if has_it(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(card.current(snapshot), media_type="image/png", headers=headers)
