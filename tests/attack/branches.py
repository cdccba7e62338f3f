"""Two branches of company files, switched to and fro under a library that looks all the while: no view has files of both."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from components.records.library import Library, Snapshot
from tests.attack.tools import GOOD, Row, Run, Skipped, listed

FILES, SECONDS = 200, 20.0
View = frozenset[tuple[str, str]]


def attack(run: Run) -> Iterator[Row]:
    """Rows for views that mix two branches, and for switches that were never seen."""
    if shutil.which("git") is None:
        raise Skipped("there is no git on this machine")
    folder = run.folder("branches")
    wholes = {branch: _commit(folder, branch, names) for branch, names in (("old", range(FILES)), ("new", range(9, FILES + 9)))}
    library, seen, at_end = Library(folder, patient=True), [], threading.Event()

    def look() -> None:
        while not at_end.is_set():
            view = _view(library.snapshot())
            if not seen or seen[-1] != view:
                seen.append(view)
            time.sleep(0.002)

    looker = threading.Thread(target=look)
    looker.start()
    switches, missed = run.count(60, 10), []
    try:
        # A library that begins in the middle of a switch has nothing else to show.
        while not seen and looker.is_alive():
            time.sleep(0.01)
        for number in range(switches):
            branch = ("old", "new")[number % 2]
            _git(folder, "checkout", "-q", branch)
            deadline = time.monotonic() + SECONDS
            while time.monotonic() < deadline and seen[-1:] != [wholes[branch]]:
                time.sleep(0.01)
            if seen[-1:] != [wholes[branch]]:
                missed.append(f"{branch}, switch {number}")
    finally:
        at_end.set()
        looker.join()
    mixed = [view for view in seen if view not in wholes.values()]
    note = listed([f"{sum(name == 'Old' for _, name in view)} files of the old, {len(view)} in all" for view in mixed])
    tried = f"{switches} switches of {FILES} files"
    yield Row("branches", tried, f"views of {len(seen)} that mix both", len(mixed), 0, note=note)
    yield Row("branches", tried, f"switches not seen in {SECONDS:g} s", len(missed), 0, note=listed(missed))


def _view(snapshot: Snapshot) -> View:
    return frozenset((company, snapshot.company(company).name) for company in snapshot.files)


def _commit(folder: Path, branch: str, names: range) -> View:
    """Make a branch with files of its own; returns the view that it should give."""
    if not (folder / ".git").exists():
        _git(folder, "init", "-q")
    _git(folder, "checkout", "-q", "--orphan", branch)
    for path in folder.glob("*.yaml"):
        path.unlink()
    for name in names:
        (folder / f"company-{name}.yaml").write_text(GOOD.format(name=branch.title()))
    _git(folder, "add", "--all")
    _git(folder, "commit", "-q", "-m", branch)
    return frozenset((f"company-{name}", branch.title()) for name in names)


def _git(folder: Path, *words: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    person = {f"GIT_{who}_{what}": "someone@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **own, **person}, timeout=60)
