"""Frames of the invented companies and of the shipped data."""

from pathlib import Path

import pytest

from components.analysis.tables import Tables, tables
from components.records.library import Library
from tests.analysis import samples


@pytest.fixture
def both() -> Tables:
    """Acme and Bolt of `samples`."""
    return samples.both()


@pytest.fixture(scope="session")
def shipped_tables() -> Tables:
    """The company files that the project ships."""
    snapshot = Library(Path(__file__).resolve().parents[2] / "company_data").snapshot()
    return tables(snapshot.files, snapshot.shared)


@pytest.fixture(params=samples.STRANGE)
def strange(request: pytest.FixtureRequest) -> Tables:
    """Each of the data that is strange and yet valid."""
    return samples.strange(request.param)
