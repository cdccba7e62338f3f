"""What all tests share: data folders to read from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components import language

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
