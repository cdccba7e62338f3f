"""A switch of branches changes many files one by one: old or new is shown, and no mixture."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from components.downloads import held
from components.records import library
from components.records.library import Library, Snapshot

BRANCHES = ("spring", "autumn")
COMPANY = "company: {{name: The {branch} name of {id}{more}}}\n"
QUIET = library.QUIET_SECONDS + 0.001  # a clock is a sum of fractions
STEP = library.QUIET_SECONDS / 4


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def contents(branch: str) -> dict[str, str]:
    """The files of a branch, with sizes equal or not. Each branch has some of its own."""
    of_both = [f"c{number:02}" for number in range(40)]
    of_one = [f"{branch}-{number}" for number in range(5)]
    more = ", country: CN" if branch == "spring" else ""
    texts = {name: COMPANY.format(branch=branch, id=name, more=more if number % 2 else "") for number, name in enumerate(of_both + of_one)}
    return {f"{name}.yaml": text for name, text in texts.items()}


def write(folder: Path, branch: str) -> Iterator[None]:
    """Put the files of a branch into a folder as git does, step by step: old ones go first."""
    wanted = contents(branch)
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in wanted:
            path.unlink()
            yield
    for name, text in wanted.items():
        path = folder / name
        path.unlink(missing_ok=True)
        yield
        with path.open("w", encoding="utf-8") as file:
            file.write(text[:20])
            file.flush()
            yield
            file.write(text[20:])
        yield


def shown(snapshot: Snapshot) -> str:
    """The one branch that a snapshot is of."""
    names = {snapshot.company(company).name.split()[1] for company in snapshot.files}
    assert len(names) == 1, names
    (branch,) = names
    assert sorted(snapshot.files) == sorted(name.removesuffix(".yaml") for name in contents(branch))
    assert (snapshot.problems, snapshot.stale) == ((), ())
    return branch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder on the branch spring."""
    path = tmp_path / "data"
    path.mkdir()
    for _ in write(path, "spring"):
        pass
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.mark.parametrize("steps_a_look", [1, 2, 7, 50])
def test_a_snapshot_is_of_one_branch_however_often_one_looks(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, steps_a_look: int
) -> None:
    monkeypatch.setattr(library, "MOST_SECONDS", 1e9)
    reader = Library(folder, patient=True, clock=clock)
    assert shown(reader.snapshot()) == "spring"
    for branch, before in (("autumn", "spring"), ("spring", "autumn")):
        for number, _ in enumerate(write(folder, branch)):
            clock.now += STEP
            if number % steps_a_look == 0:
                assert shown(reader.snapshot()) == before
        assert shown(reader.snapshot()) == before
        clock.now += QUIET
        assert shown(reader.snapshot()) == branch


def test_a_switch_between_the_listing_and_the_reading_is_seen(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder was quiet when it was looked through, and changes while its files are read."""
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    for _ in write(folder, "autumn"):
        pass
    reader.snapshot()
    clock.now += QUIET
    real, begun = library.read_bytes, False

    def switching(path: str) -> bytes:
        nonlocal begun
        if not begun and path.endswith("c20.yaml"):
            begun = True
            for _ in write(folder, "spring"):
                pass
        return real(path)

    monkeypatch.setattr(library, "read_bytes", switching)
    assert shown(reader.snapshot()) == "spring"
    assert begun
    clock.now += QUIET
    assert shown(reader.snapshot()) == "spring"


def test_a_first_look_is_of_one_moment_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it, but what changed while it was read is read once more."""
    real, begun = library.read_bytes, False

    def switching(path: str) -> bytes:
        nonlocal begun
        if not begun and path.endswith("c20.yaml"):
            begun = True
            for _ in write(folder, "autumn"):
                pass
        return real(path)

    monkeypatch.setattr(library, "read_bytes", switching)
    assert shown(Library(folder, patient=True).snapshot()) == "autumn"


def test_a_change_that_is_taken_back_is_none(folder: Path, clock: Clock) -> None:
    reader = Library(folder, patient=True, clock=clock)
    before = reader.snapshot()
    path = folder / "c00.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("- no\n", encoding="utf-8")
    assert (reader.snapshot() is before, reader.wait) == (True, pytest.approx(library.QUIET_SECONDS))
    path.write_text(text, encoding="utf-8")
    clock.now += QUIET
    assert (reader.snapshot() is before, reader.wait) == (True, 0)


def test_a_folder_that_is_never_quiet_is_not_held_back_for_good(folder: Path, clock: Clock) -> None:
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    edited = folder / "c00.yaml"
    edited.write_text(edited.read_text(encoding="utf-8").replace("spring", "edited"), encoding="utf-8")
    started, number = clock.now, 0
    while "edited" not in reader.snapshot().company("c00").name:
        number += 1
        (folder / "noise.yaml").write_text(f"company: {{name: Noise {number}}}\n", encoding="utf-8")
        clock.now += STEP
        assert clock.now - started <= library.MOST_SECONDS + STEP


def test_a_change_found_after_a_long_time_without_looks_is_waited_for(folder: Path, clock: Clock) -> None:
    """An hour in which nobody looked says nothing about how long the folder has been quiet."""
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    steps = write(folder, "autumn")
    next(steps)
    assert shown(reader.snapshot()) == "spring"
    for _ in islice(steps, 10):
        clock.now += 3600
        assert shown(reader.snapshot()) == "spring"
        assert reader.wait > 0, "whoever asks now waits"
    for _ in steps:
        pass
    reader.snapshot()
    clock.now += QUIET
    assert shown(reader.snapshot()) == "autumn"


def test_nobody_waits_for_longer_than_a_second(folder: Path, clock: Clock) -> None:
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    asked = clock.now
    for number in range(1000):
        (folder / "noise.yaml").write_text(f"company: {{name: Noise {number}}}\n", encoding="utf-8")
        reader.snapshot()
        if not reader.wait:
            break
        assert 0 < reader.wait <= QUIET
        clock.now += reader.wait
    assert clock.now - asked <= library.WAIT_SECONDS + library.QUIET_SECONDS


class TestGit:
    @pytest.mark.parametrize("kind", ["work tree", "second work tree"])
    def test_its_lock_is_waited_for(self, folder: Path, clock: Clock, kind: str) -> None:
        """While git changes other folders of a large work tree, ours may be quiet for long."""
        git = folder.parent / ".git"
        if kind == "work tree":
            git.mkdir()
        else:
            (folder.parent / "elsewhere").mkdir()
            git.write_text("gitdir: elsewhere\n", encoding="utf-8")
        lock = git / "index.lock" if kind == "work tree" else folder.parent / "elsewhere" / "index.lock"
        reader = Library(folder, patient=True, clock=clock)
        reader.snapshot()
        lock.touch()
        for _ in islice(write(folder, "autumn"), 30):
            pass
        for _ in range(3):
            clock.now += QUIET
            assert shown(reader.snapshot()) == "spring"
        for _ in write(folder, "autumn"):
            pass
        lock.unlink()
        reader.snapshot()
        clock.now += QUIET
        assert shown(reader.snapshot()) == "autumn"

    def test_a_lock_that_git_has_left_behind_is_waited_for_once(self, folder: Path, clock: Clock) -> None:
        (folder.parent / ".git").mkdir()
        lock = folder.parent / ".git" / "index.lock"
        lock.touch()
        reader = Library(folder, patient=True, clock=clock)
        reader.snapshot()
        path = folder / "c00.yaml"
        waited = []
        for name in ("First", "Second"):
            path.write_text(f"company: {{name: {name}}}\n", encoding="utf-8")
            started = clock.now
            while reader.snapshot().company("c00").name != name:
                clock.now += QUIET
                assert clock.now - started <= library.MOST_SECONDS + 2 * QUIET
            waited.append(clock.now - started)
        assert waited[0] >= library.MOST_SECONDS
        assert waited[1] == pytest.approx(QUIET)

    @pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
    def test_pages_show_one_branch_while_it_switches(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the real git and the real clock, asked as pages ask."""
        monkeypatch.setattr(library, "MOST_SECONDS", 1e9)
        folder = tmp_path / "project" / "data"
        folder.mkdir(parents=True)
        monkeypatch.setenv("AI_MOVES_DATA", str(folder))

        def git(*arguments: str) -> None:
            who = ("-c", "user.name=A. Person", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
            subprocess.run(["git", *who, *arguments], cwd=folder.parent, check=True, capture_output=True, timeout=300)

        git("init", "-q")
        for branch in BRANCHES:
            git("switch", "-q", "--orphan", branch)
            folder.mkdir(exist_ok=True)
            for name, text in contents(branch).items():
                (folder / name).write_text(text, encoding="utf-8")
            git("add", "--all")
            git("commit", "-q", "-m", branch)
        assert shown(held.newest()) == "autumn"
        wanted, ended = "autumn", threading.Event()
        failures: list[BaseException] = []
        seen: list[str] = []

        def look() -> None:
            try:
                while not ended.is_set():
                    seen.append(shown(held.newest()))
            except BaseException as error:
                failures.append(error)

        viewers = [threading.Thread(target=look) for _ in range(3)]
        for viewer in viewers:
            viewer.start()
        try:
            for number in range(6):
                wanted = BRANCHES[number % 2]
                git("switch", "-q", wanted)
                ends = time.monotonic() + 300
                while shown(held.newest()) != wanted and not failures:
                    assert time.monotonic() < ends, "a guard against waiting for ever"
        finally:
            ended.set()
            for viewer in viewers:
                viewer.join()
        assert failures == []
        assert set(seen) == set(BRANCHES)
