"""Views of the invented companies, and a data folder that holds them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from components.analysis import export, money
from components.analysis.export import Extract
from components.analysis.selection import Selection
from components.analysis.tables import tables
from components.records.library import Library, Snapshot
from tests.downloads import folders


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    path = folders.fill(tmp_path / "data")
    monkeypatch.setenv("AI_MOVES_DATA", str(path))
    return path


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return Library(folders.fill(tmp_path_factory.mktemp("data"))).snapshot()


@pytest.fixture(scope="session")
def take(snapshot: Snapshot) -> Callable[..., Extract]:
    """A function that takes a selection's extract: `take(companies=("acme",))`; `day` is the day on which it is taken."""
    data = tables(snapshot.files, snapshot.shared)

    def taken(day: date | None = date(2026, 11, 24), **chosen: object) -> Extract:
        selection = Selection(**chosen)
        shown = money.compare(money.with_revenue_shares(data.moves, data.figures), selection.currency, selection.basis)
        return export.extract(snapshot, data, shown, selection, day)

    return taken
