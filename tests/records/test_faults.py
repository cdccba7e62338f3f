"""Faults of disks, editors and clocks: what was read stays, is called what it is, and heals."""

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from components.records import library
from components.records.library import Library, Snapshot
from components.records.reader import read

QUIET = library.QUIET_SECONDS + 0.001  # a clock is a sum of fractions, which may fall short

COMPANY = """\
company: {{name: {name}}}
sources:
  report: {{publisher: The Paper, title: A report, kind: news}}
moves:
"""
MOVE = """\
  - id: move-{number}
    date: 2025-02-24
    title: Opens data centre {number}
    category: infrastructure
    status: completed
    evidence: news
    sources: [report]
"""


def company(name: str, moves: int = 3) -> str:
    return COMPANY.format(name=name) + "".join(MOVE.format(number=number) for number in range(moves))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with acme and bolt."""
    path = tmp_path / "data"
    path.mkdir()
    for name in ("acme", "bolt"):
        (path / f"{name}.yaml").write_text(company(name.title()), encoding="utf-8")
    return path


class Clock:
    """A clock that stands still until `on` moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def later(reader: Library, clock: Clock) -> Snapshot:
    """What is shown once the folder has been left alone for long enough."""
    reader.snapshot()
    clock.on(QUIET)
    return reader.snapshot()


def vanish(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.rename(folder.with_name("elsewhere"))


def become_a_file(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("", encoding="utf-8")


def empty(folder: Path, _: pytest.MonkeyPatch) -> None:
    """As a disk leaves it that is no longer mounted there."""
    folder.rename(folder.with_name("elsewhere"))
    folder.mkdir()


def fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a disk or a network fails; tests may run as root, whom permissions do not stop."""
    whole = os.listdir

    def listdir(path: str | Path = ".") -> list[str]:
        if Path(path) == folder:
            raise OSError(errno.EIO, "Input/output error")
        return whole(path)

    monkeypatch.setattr(os, "listdir", listdir)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (vanish, "it cannot be read (there is no such folder)"),
        (become_a_file, "it cannot be read (Not a directory)"),
        (empty, "it has no YAML file"),
        (fail, "it cannot be read (Input/output error)"),
    ],
)
def test_folder_that_goes_leaves_what_was_read_and_comes_back(
    folder: Path, fault: Callable[[Path, pytest.MonkeyPatch], None], said: str
) -> None:
    reader = Library(folder)
    before = reader.snapshot()
    with pytest.MonkeyPatch.context() as patched:
        fault(folder, patched)
        gone = reader.snapshot()
        assert (gone.files, gone.revision, gone.lost) == (before.files, before.revision, True)
        assert gone.stale == ("acme.yaml", "bolt.yaml")
        (problem,) = gone.problems
        assert problem.message.startswith(f"{said}: ")
        # A reader that starts now has nothing to show, and says the same.
        assert Library(folder).snapshot().files == {}
    elsewhere = folder.with_name("elsewhere")
    if elsewhere.exists():
        folder.unlink() if folder.is_file() else folder.exists() and folder.rmdir()
        elsewhere.rename(folder)
    back = reader.snapshot()
    assert (back.files, back.revision, back.lost, back.stale, back.problems) == (before.files, before.revision, False, (), ())


def test_what_changed_while_the_folder_was_away_is_seen(folder: Path) -> None:
    reader = Library(folder)
    reader.snapshot()
    elsewhere = folder.rename(folder.with_name("elsewhere"))
    assert reader.snapshot().lost
    (elsewhere / "bolt.yaml").unlink()
    (elsewhere / "acme.yaml").write_text(company("Renamed"), encoding="utf-8")
    elsewhere.rename(folder)
    back = reader.snapshot()
    assert ({name: file.company and file.company.name for name, file in back.files.items()}, back.lost) == ({"acme": "Renamed"}, False)


def test_file_that_cannot_be_read_for_a_while_keeps_its_last_good_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Library(folder)
    before = reader.snapshot()
    whole = os.open

    def refuse(path: str | Path, flags: int) -> int:
        if Path(path).name == "acme.yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return whole(path, flags)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        (folder / "acme.yaml").touch()
        unreadable = reader.snapshot()
        assert (unreadable.files, unreadable.stale, unreadable.lost) == (before.files, ("acme.yaml",), False)
        assert [str(problem) for problem in unreadable.problems] == [
            "acme.yaml: the file cannot be read (Permission denied): check its permissions"
        ]
    assert reader.snapshot() == before


def test_file_cut_off_anywhere_never_shows_less_and_heals(folder: Path, clock: Clock) -> None:
    path = folder / "acme.yaml"
    reader = Library(folder, patient=True, clock=clock)
    before = reader.snapshot()
    whole = company("Renamed").encode()
    pieces = range(0, len(whole), 7)
    for end in pieces:
        path.write_bytes(whole[:end])
        half = reader.snapshot()
        assert (half.files, half.problems, half.stale) == (before.files, (), ())
        clock.on(library.MOST_SECONDS / 2 / len(pieces))
    path.write_bytes(whole)
    assert later(reader, clock).company("acme").name == "Renamed"


def test_file_that_stays_shorter_is_what_its_editor_wanted(folder: Path, clock: Clock) -> None:
    path = folder / "acme.yaml"
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    path.write_text(company("Acme", moves=1), encoding="utf-8")
    assert len(reader.snapshot().files["acme"].moves) == 3
    clock.on(QUIET)
    assert len(reader.snapshot().files["acme"].moves) == 1
    # One that breaks by getting shorter says so after that time too.
    path.write_text("company: {nam: A}\n", encoding="utf-8")
    assert reader.snapshot().problems == ()
    clock.on(QUIET)
    assert [problem.line for problem in reader.snapshot().problems] == [1]


class TestFileThatIsGone:
    def test_it_may_be_back_in_a_moment(self, folder: Path, clock: Clock) -> None:
        """As vim saves, and git: the old file is put away before the new one is there."""
        path = folder / "acme.yaml"
        reader = Library(folder, patient=True, clock=clock)
        before = reader.snapshot()
        path.rename(folder / "acme.yaml~")
        assert reader.snapshot() == before
        clock.on(library.QUIET_SECONDS / 2)
        path.write_text(company("Renamed"), encoding="utf-8")
        assert reader.snapshot() == before
        assert later(reader, clock).company("acme").name == "Renamed"
        # What was waited for then does not count the next time.
        clock.on(library.QUIET_SECONDS * 1.5)
        path.unlink()
        assert "acme" in reader.snapshot().files

    def test_one_that_stays_away_is_gone(self, folder: Path, clock: Clock) -> None:
        reader = Library(folder, patient=True, clock=clock)
        reader.snapshot()
        (folder / "acme.yaml").unlink()
        assert "acme" in reader.snapshot().files
        clock.on(QUIET)
        assert "acme" not in reader.snapshot().files

    def test_another_ending_takes_its_place(self, folder: Path, clock: Clock) -> None:
        reader = Library(folder, patient=True, clock=clock)
        before = reader.snapshot()
        (folder / "acme.yaml").rename(folder / "acme.yml")
        assert reader.snapshot() == before
        after = later(reader, clock)
        assert ("acme" in after.files, after.problems) == (True, ())


@pytest.mark.parametrize("moment", [1, 4_000_000_000 * 10**9], ids=["1970", "2096"])
def test_what_the_clock_of_a_file_says_hurries_nothing(folder: Path, clock: Clock, moment: int) -> None:
    """A share's clock may be years off: a file that says it is old may be one that is being written."""
    path = folder / "acme.yaml"
    reader = Library(folder, patient=True, clock=clock)
    before = reader.snapshot()
    path.write_text(company("Acme", moves=1), encoding="utf-8")
    os.utime(path, ns=(moment, moment))
    assert reader.snapshot() == before
    clock.on(QUIET)
    assert len(reader.snapshot().files["acme"].moves) == 1


@pytest.mark.parametrize("hours", [-48, 48], ids=["back", "forward"])
def test_clock_that_jumps_between_two_edits_hides_neither(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    path = folder / "acme.yaml"
    reader = Library(folder, patient=True, clock=clock)
    reader.snapshot()
    real = time.time_ns
    for number, jump in enumerate((0, hours, 0)):
        monkeypatch.setattr(library.time, "time_ns", lambda jump=jump: real() + jump * 3600 * 10**9)
        path.write_text(company(f"Name{number}"), encoding="utf-8")
        os.utime(path, ns=(library.time.time_ns(),) * 2)
        assert later(reader, clock).company("acme").name == f"Name{number}"
        # Once more at the same moment and of the same size.
        path.write_text(company(f"Eman{number}"), encoding="utf-8")
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
        assert later(reader, clock).company("acme").name == f"Eman{number}"


@pytest.mark.parametrize("moment", [1, 4_000_000_000 * 10**9], ids=["1970", "2096"])
def test_edit_of_equal_size_with_its_time_put_back_is_seen(folder: Path, moment: int) -> None:
    path = folder / "acme.yaml"
    reader = Library(folder)
    for name in ("Acme", "Acne", "Acre"):
        path.write_text(company(name), encoding="utf-8")
        os.utime(path, ns=(moment, moment))
        assert reader.snapshot().company("acme").name == name


def test_data_that_is_exchanged_as_a_cluster_does_it(tmp_path: Path, clock: Clock) -> None:
    """A config map's files are links into a hidden folder, which is exchanged whole by renaming one link."""
    folder = tmp_path / "data"
    folder.mkdir()
    for version in ("1", "2"):
        (folder / f"..{version}").mkdir()
        (folder / f"..{version}" / "acme.yaml").write_text(company(f"Acme{version}"), encoding="utf-8")
    (folder / "..data").symlink_to("..1")
    (folder / "acme.yaml").symlink_to(Path("..data") / "acme.yaml")
    reader = Library(folder, patient=True, clock=clock)
    assert {name: file.company and file.company.name for name, file in reader.snapshot().files.items()} == {"acme": "Acme1"}
    (folder / "..new").symlink_to("..2")
    (folder / "..new").rename(folder / "..data")
    after = later(reader, clock)
    assert (after.company("acme").name, after.problems) == ("Acme2", ())


def test_two_editors_who_save_at_once(folder: Path, clock: Clock) -> None:
    """Whoever is last wins, whole; in between there is one version or the last good one, and never an error."""
    path = folder / "acme.yaml"
    versions = {name: company(name, moves=40) for name in ("First", "Other")}
    path.write_text(versions["First"], encoding="utf-8")
    reader = Library(folder, patient=True, clock=clock)
    seen: list[Snapshot] = [reader.snapshot()]
    together = threading.Barrier(3)

    def save(name: str) -> None:
        together.wait()
        for _ in range(30):
            # As an editor does that saves in place: emptied first, then written piece by piece.
            with path.open("w", encoding="utf-8") as file:
                for line in versions[name].splitlines(keepends=True):
                    file.write(line)
                    file.flush()

    editors = [threading.Thread(target=save, args=(name,)) for name in versions]
    for editor in editors:
        editor.start()
    together.wait()
    while any(editor.is_alive() for editor in editors):
        seen.append(reader.snapshot())
        clock.on(library.QUIET_SECONDS / 10)
    for editor in editors:
        editor.join()
    assert {snapshot.company("acme").name for snapshot in seen} <= {"First", "Other"}
    path.write_text(versions["Other"], encoding="utf-8")
    last = later(reader, clock)
    assert (last.company("acme").name, len(last.files["acme"].moves), last.problems) == ("Other", 40, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< HEAD\ncompany: {name: A}\n=======\ncompany: {name: B}\n>>>>>>> other\n", 1),
        ("company: {name: A}\nmoves:\n  - id: x\n<<<<<<< HEAD\n    date: 2025\n=======\n    date: 2026\n>>>>>>> other\n", 4),
    ],
)
def test_two_versions_that_git_left_in_a_file_are_told_as_that(text: str, line: int) -> None:
    assert [str(problem) for problem in read("acme.yaml", text.encode()).problems] == [
        f"acme.yaml:{line}:1: two versions of the same lines stand here, as git leaves them: keep what is right and take out the marks"
    ]
