"""Pages in Streamlit's own test harness: the whole frame runs, without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.downloads import chart_list

ROOT = Path(__file__).resolve().parents[2]

ACME = """
company: {name: Acme Cloud, country: US, aliases: [acme-old]}
sources:
  filing-2025: {publisher: Acme, title: Results, kind: filing, published: 2025-02-24, url: "https://example.com/acme"}
  paper-2025: {publisher: The Paper, title: "Costs $5B to $8B :tada:", kind: news}
moves:
  - id: pledge
    date: 2025-02-24
    title: Pledges more than 380 billion yuan over three years
    summary: "Costs of $5B to $8B, :tada: and <b>bold</b> claims; see [here](http://evil.example)"
    category: infrastructure
    status: announced
    evidence: filing
    stated_by: {name: A. Person, role: CEO}
    amount: {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure, covers: servers}
    period: {start: 2025-02, end: 2028-01}
    sources: [filing-2025]
  - id: rumour
    date: 2025-Q3
    title: Said to plan 480 billion yuan instead
    category: infrastructure
    status: denied
    evidence: unnamed
    denied_by: [filing-2025]
    disputed_by: [{source: paper-2025, says: the plan was never larger}]
    note: A rumour.
    supersedes: pledge
    amount: {value: 480 billion, currency: CNY, nature: guidance, measure: capital_expenditure}
    sources: [paper-2025]
figures:
  - {metric: capital_expenditure, period: 2024-Q4, value: 31.8 billion, currency: CNY, sources: [filing-2025]}
  - {metric: capital_expenditure, period: 2025-Q2, value: 38.6 billion, currency: CNY, sources: [filing-2025]}
  - {metric: revenue, period: 2024-Q4, value: 280 billion, currency: CNY, sources: [filing-2025]}
"""
BOLT = """
company: {name: Bolt AI}
sources:
  blog: {publisher: Bolt, title: Blog, kind: company}
moves:
  - {id: model, date: 2025-05, title: Opens its model, category: model, status: completed, evidence: company, sources: [blog]}
"""


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A data folder with two invented companies."""
    (tmp_path / "acme.yaml").write_text(ACME, encoding="utf-8")
    (tmp_path / "bolt.yaml").write_text(BOLT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A function that runs one page on a data folder with URL parameters, and returns the finished page.

    The tables below the charts, which come only once a reader opens them, are open, unless `tables` is False.
    """

    def run(page: str, folder: Path, *, tables: bool = True, **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("AI_MOVES_DATA", str(folder))
        app = AppTest.from_file(ROOT / "components/frame/app.py", default_timeout=300)
        for name, value in parameters.items():
            app.query_params[name.rstrip("_")] = value
        if page != "overview":
            app.switch_page(f"../pages/{page}.py")
        for name in chart_list.KINDS:
            app.session_state[f"table-{name}"] = tables
        app.run()
        # Charts that are named after a move.
        shut = [box.proto.id.split("-", 2)[2] for box in app.expander if "-table-" in box.proto.id and not box.proto.expanded]
        for name in shut if tables else ():
            app.session_state[name] = True
        return app.run() if tables and shut else app

    return run
