"""What the answers of all addresses next to the pages have in common: who may read them, how long they hold, how they refuse."""

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components import language
from components.analysis import rates
from components.downloads import files, query
from components.frame import hosts
from components.frame.turns import RETRY_SECONDS

# Anyone may read the data, from any web page; nothing here depends on who asks. `host_check` narrows it where there is a list of hosts.
OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
FRESH_SECONDS = 60


def speak(request: Request) -> None:
    """Speak the language that a request names, in this request alone: each has a context of its own. English where it names none."""
    said = request.query_params.get("lang", "")
    language.use(said if said in language.LANGUAGES else next(iter(language.LANGUAGES)))


def tag_of(*parts: str) -> str:
    """An ETag of everything that an answer is made of, the language spoken too. Weak, because the same answer may be compressed or not."""
    made_of = (
        *parts,
        language.current(),
        str(files.SCHEMA_VERSION),
        rates.last_day().isoformat(),
        *(name for known in files.COLUMNS.values() for name in known),
    )
    return f'W/"{hashlib.blake2b(chr(0).join(made_of).encode("utf-8", "replace"), digest_size=10).hexdigest()}"'


def has_it(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag; weak and strong ones compare alike (RFC 9110, 13.1.2)."""
    given = [part.strip().removeprefix("W/") for part in ",".join(request.headers.getlist("if-none-match")).split(",")]
    return "*" in given or tag.removeprefix("W/") in given


def refused(request: Request, status: int, message: str, mistakes: list[query.Mistake]) -> Response:
    """The answer to a request that cannot be met, as JSON with a message and what would be right; never kept by anybody."""
    body = {
        "error": message,
        "parameters": [{"given": mistake.given, "right": mistake.right} for mistake in mistakes],
        "documentation": f"{hosts.base_url(request)}api",
    }
    return JSONResponse(body, status, headers={**OPEN, "Cache-Control": "no-store"})


def too_many(request: Request) -> Response:
    """The answer to a request that comes while too many others wait for what they asked for."""
    response = refused(request, 503, f"many are asking for files just now: try again in {RETRY_SECONDS} seconds", [])
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
