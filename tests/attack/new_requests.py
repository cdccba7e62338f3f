"""Requests that never repeat, so that nothing made for one serves another: memory stays within a bound, and who must wait is told so."""

import random
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from components.analysis import links
from components.downloads import api_page, chart_list
from tests.attack.folders import PAGES
from tests.attack.tools import MB, SHIPPED, Answer, Row, Run, at_once, listed

MOST_GROWTH = 500 * MB
COMPANIES = [path.stem for path in SHIPPED.glob("[!_]*.yaml")]


def attack(run: Run) -> Iterator[Row]:
    """Rows for errors, for refusals that do not say when to come again, and for memory."""
    with run.dashboard() as target:
        for path in ("/", "/timeline", "/api/view.json", "/api/chart.html?chart=timeline"):
            target.get(path)
        target.forget_peak()
        before = target.memory()
        paths = list(_made(run.chance("new-requests"), run.count(1_200, 150)))
        answers: list[Answer] = at_once((lambda path=path: target.get(path) for path in paths), threads=16)
        growth = target.peak() - before
    tried = f"{len(paths):,} requests, 16 at once"
    statuses = Counter(answer.status for answer in answers)
    said = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    bad = [f"{answer.status}: {path}" for path, answer in zip(paths, answers, strict=True) if _is_bad(answer)]
    yield Row("new-requests", tried, "errors, and 503 without Retry-After", len(bad), 0, note=listed(bad) or said)
    yield Row("new-requests", tried, "growth of memory", growth, MOST_GROWTH, "MB")


def _is_bad(answer: Answer) -> bool:
    return not answer.status or (answer.status >= 500 and not (answer.status == 503 and "retry-after" in answer.headers))


def _made(chance: random.Random, count: int) -> Iterator[str]:
    """Addresses of pages, previews, charts and reports, each with a choice that no other has."""
    files = ["view.json", "view.html", "view.xlsx"]
    kinds = [
        *[f"/api/{path}" for path in (*api_page.OF_CHARTS, *api_page.ADDRESSES)] * 3,
        *(f"/{page}" for page in PAGES),
        "/preview.png",
        "/feed.xml",
    ]
    for number in range(count):
        path = f"/api/{chance.choice(files)}" if number % 12 == 0 else chance.choice(kinds)
        day = f"20{chance.randint(15, 24)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}"
        pairs = [("q", f"{chance.choice(('cloud', 'model', 'chip', 'a'))} {number}" if chance.random() < 0.2 else ""), ("from", day)]
        pairs += [("companies", name) for name in chance.sample(COMPANIES, chance.randint(1, len(COMPANIES)))]
        pairs += [("basis", chance.choice(links.BASES)), ("currency", chance.choice(("USD", "EUR", "CNY", "JPY", "INR")))]
        pairs += [("chart", chance.choice(list(chart_list.KINDS))), ("company", COMPANIES[0])] if "/chart." in path else []
        yield f"{path}?{urlencode([(name, value) for name, value in pairs if value])}"
