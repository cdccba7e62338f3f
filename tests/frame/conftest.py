"""The addresses next to the pages, on a data folder with the invented companies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.frame.routes import routes
from tests.downloads import folders


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    path = folders.fill(tmp_path / "data")
    monkeypatch.setenv("AI_MOVES_DATA", str(path))
    return path


@pytest.fixture(autouse=True)
def _known_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that clients of these tests ask by is the dashboard's. A test of names sets others."""
    monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "dashboard.example")
    monkeypatch.delenv("AI_MOVES_PUBLIC_URL", raising=False)


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    """A client of the routes alone."""
    assert folder.is_dir()
    with TestClient(Starlette(routes=routes()), base_url="https://dashboard.example") as started:
        yield started
