"""What all tests share: data folders to read from, and how long property tests may look for examples."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from components import language
from components.analysis import part
from components.charts import theme

# No property depends on speed. In CI the examples are the same each time, so that a change is refused for what it does; new ones are
# looked for wherever else the tests run, and found ones are written down as cases of their own.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("local", STEADY)
settings.register_profile("in-ci", STEADY, derandomize=True, database=None)
settings.load_profile("in-ci" if os.environ.get("CI") else "local")

# What is cut of a frame is cut as if it were large.
part.FEW = 0

# Every chart that a test draws is one that Plotly takes.
theme.CHECKED = True

ROOT = Path(__file__).resolve().parents[1]

MINIMAL = """\
company: {{name: {name}}}
sources:
  report: {{publisher: The Paper, title: A report, kind: news}}
moves:
  - id: first
    date: 2025-02-24
    title: Opens a data centre
    category: infrastructure
    status: completed
    evidence: news
    sources: [report]
"""


@pytest.fixture
def shipped() -> Path:
    """The folder of company files that the project ships."""
    return ROOT / "company_data"


@pytest.fixture
def write_company(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a company file into a folder of its own and returns its path.

    `write_company("acme")` writes a small good file; `write_company("acme", text)` writes the text given.
    """
    folder = tmp_path / "data"

    def write(company: str, text: str | None = None) -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / f"{company}.yaml"
        path.write_text(MINIMAL.format(name=company.title()) if text is None else text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def chinese() -> Iterator[None]:
    """Chinese is spoken in this test: for `@pytest.mark.usefixtures("chinese")`."""
    language.use("zh")
    yield
    language.use("en")
