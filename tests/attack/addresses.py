"""Hostile addresses, parameters, methods and hosts: no error of the server, nothing of theirs in the answer, nothing of the machine's."""

import random
from collections.abc import Iterator
from urllib.parse import quote

from components.analysis import links
from components.downloads import api_page, chart_list
from tests.attack.folders import PAGES
from tests.attack.tools import CANARY, Answer, Row, Run, Target, ask, at_once, handshake, listed

PATHS = [f"/{page}" for page in PAGES]
DATA = ["/api", "/feed.xml", "/preview.png", "/api/plotly.js"]
DATA += [f"/api/{path}" for path in (*api_page.ADDRESSES, *api_page.OF_CHARTS, "view.json")]
PARAMETERS = [*links.PARAMETERS, *chart_list.PARAMETERS, "rev", "v", "utm_source", "lang", "__proto__", "embed", "a b"]
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>", "]]><a:b xmlns:a='c'>")
PAYLOADS = [
    *MARKUP,
    *("../../../../etc/passwd", "\r\nX-Injected: 1", "\0", "{{7*7}}", "${jndi:ldap://x}", "=cmd|'/C calc'!A1", "\u202e", "A" * 4_000),
    *("-1", "9" * 400, "2025-02-30", "0001-01-01", "9999-12-31", "javascript:alert(1)", "null", "true", "NaN", "acme/../x", "", " "),
]
CHARTS = [f"chart={name}" for name in chart_list.KINDS]
# Sent as they are.
ODD = [
    *(
        "//evil.example/",
        "/\\evil.example",
        "/%2f%2fevil.example",
        "/api/../../etc/passwd",
        "/api/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/%ff",
    ),
    *("/static/../../dashboard.py", "/static/%2e%2e/%2e%2e/server.py", "/media/../../etc/passwd", "/component/x/../../../etc/passwd"),
    *("/app/static/../dashboard.py", "/api/moves.json/", "/api/moves.json;x", "/API/MOVES.JSON", "/api/" + "a" * 5_000, "/timeline/../api"),
    *("/_stcore/bidi-components/x/../../y", "/_stcore/upload_file/x/y", "/?%", "/?%=%", "/?a=%ED%A0%80", "/api/moves.json?%ED%A0%80=%80"),
    *("/api/moves.json?" + "&".join(["companies=x"] * 2_000), "/timeline?" + "a=1&" * 2_000, "/api/chart.html?chart=" + "%3c" * 2_000),
]
METHODS = ("HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
EVIL = "evil.example"


def attack(run: Run) -> Iterator[Row]:
    """Rows for errors, echoes and insides in answers, and for hosts that are not the dashboard's."""
    asked = [("GET", path) for path in [*ODD, *_made(run.chance("addresses"), run.count(2_000, 200))]]
    asked += [(method, path) for method in METHODS for path in (*PATHS[:2], *DATA[:5])]
    calls = [lambda method=method, path=path: ask(run.target.address, path, method) for method, path in asked]
    answers = [(f"{method} {path[:60]}", answer) for (method, path), answer in zip(asked, at_once(calls, threads=4), strict=True)]
    tried = f"{len(asked):,} hostile addresses"
    for figure, is_bad in (
        ("answers of 500 and above, or none", lambda answer: answer.status >= 500 or not answer.status),
        ("answers that echo markup", _echoes),
        ("answers with insides of the machine", lambda answer: any(word in answer.body for word in (b"root:x:", CANARY.encode()))),
        ("answers with a header of the visitor's", lambda answer: "x-injected" in answer.headers),
        ("redirects elsewhere", lambda answer: EVIL in answer.headers.get("location", "")),
    ):
        found = [f"{what}: {answer.status}" for what, answer in answers if is_bad(answer)]
        yield Row("addresses", tried, figure, len(found), 0, note=listed(found))
    yield from _hosts(run.target)
    with run.dashboard(AI_MOVES_ALLOWED_HOSTS="moves.example 127.0.0.1") as bound:
        yield from _bound(bound)


def _made(chance: random.Random, count: int) -> Iterator[str]:
    """Addresses of pages and data with hostile parameters."""
    for number in range(count):
        path = chance.choice([*PATHS, *DATA])
        pairs = [chance.choice(CHARTS)] if "/chart." in path and chance.random() < 0.8 else []
        for _ in range(chance.choice((1, 1, 2, 3))):
            payload = PAYLOADS[number % len(PAYLOADS)]
            name = chance.choice(PARAMETERS) if chance.random() < 0.9 else payload
            pairs.append(f"{quote(name, safe='')}={quote(payload, safe='')}")
        yield f"{path}?{'&'.join(pairs)}"


def _echoes(answer: Answer) -> bool:
    """Whether a page has markup in it that came from the address. What is no page is never read as one (`nosniff`)."""
    kind = answer.headers.get("content-type", "")
    return any(word in kind for word in ("html", "xml", "svg")) and any(markup.encode() in answer.body for markup in MARKUP)


def _hosts(target: Target) -> Iterator[Row]:
    """A host that nobody set, where the operator has named none."""
    paths = [*PATHS, *DATA, *(f"/api/chart.html?{chart}" for chart in CHARTS[:4])]
    told = [
        {"Host": EVIL},
        {"Host": f"{EVIL}:80"},
        {"X_Forwarded_Host": EVIL},
        {"Forwarded": f"host={EVIL}"},
        {"Host": f"127.0.0.1@{EVIL}"},
    ]
    asked = [(path, headers) for path in paths for headers in told]
    answers = at_once((lambda path=path, headers=headers: target.get(path, **headers) for path, headers in asked), threads=4)
    pairs = [(f"{path}, {next(iter(headers))}", answer) for (path, headers), answer in zip(asked, answers, strict=True)]
    tried = f"{len(asked)} requests with an unknown host"
    echoed = [what for what, answer in pairs if EVIL in f"{answer.headers} {answer.body.decode(errors='replace')}"]
    yield Row("addresses", tried, "answers that name it", len(echoed), 0, note=listed(echoed))
    by_host = [(what, answer) for (_, headers), (what, answer) in zip(asked, pairs, strict=True) if "Host" in headers]
    public = [what for what, answer in by_host if "public" in answer.headers.get("cache-control", "")]
    yield Row("addresses", f"{len(by_host)} of them by `Host`", "answers that anybody may keep", len(public), 0, note=listed(public))


def _bound(target: Target) -> Iterator[Row]:
    """The same where the operator has named hosts."""
    paths = [*PATHS, *DATA]
    answers = [(path, target.get(path, Host=host)) for path in paths for host in (EVIL, f"moves.example.{EVIL}", "localhost")]
    let_in = [f"{path}: {answer.status}" for path, answer in answers if answer.status != 421]
    shut_out = [f"{path}: {answer.status}" for path in paths if (answer := target.get(path, Host="moves.example")).status not in (200, 400)]
    origins = {path: target.get(path, Host="moves.example", Origin=f"https://{EVIL}") for path in DATA}
    open_to = [path for path, answer in origins.items() if answer.headers.get("access-control-allow-origin") in ("*", f"https://{EVIL}")]
    sockets = [status for host in (EVIL, "localhost") if (status := handshake(target.address, Host=host).status) not in (403, 421)]
    tried = f"{len(answers)} requests, allowed hosts set"
    yield Row("addresses", tried, "unknown hosts not refused with 421", len(let_in), 0, note=listed(let_in))
    yield Row("addresses", f"{len(paths)} requests, allowed hosts set", "own host refused", len(shut_out), 0, note=listed(shut_out))
    yield Row(
        "addresses",
        f"{len(origins)} requests, allowed hosts set",
        "answers open to a foreign origin",
        len(open_to),
        0,
        note=listed(open_to),
    )
    yield Row("addresses", "2 handshakes, allowed hosts set", "unknown hosts let in", len(sockets), 0, note=str(sockets or ""))
