"""The data for one run of a page, shared between viewers: never change it."""

from components.analysis.tables import Tables
from components.downloads import held
from components.records.library import Snapshot


def current() -> tuple[Snapshot, Tables]:
    """The folder as it is now, and its frames."""
    snapshot = held.newest()
    return snapshot, held.tables(snapshot)


def is_read() -> bool:
    """Whether the folder has been read before, so that nobody has to wait for it."""
    return held.is_read()


def changed_since(shown: Snapshot) -> bool:
    """Whether the folder now has other data or other problems than a snapshot of it."""
    return _mark(held.snapshot()) != _mark(shown)


def _mark(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.revision, snapshot.stale, snapshot.problems
