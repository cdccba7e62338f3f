"""A folder: read once, then only where a file has changed; broken files never take the others down."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from components.records import library
from components.records.library import Library, Snapshot
from components.records.problems import Problem
from components.records.reader import ReadFile, read

GOOD = "company: {{name: {}}}\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were parsed, in order."""
    names: list[str] = []

    def counting(name: str, content: bytes) -> ReadFile:
        names.append(name)
        return read(name, content)

    monkeypatch.setattr(library, "read", counting)
    return names


NOTHING = hashlib.blake2b(digest_size=4).hexdigest()


def test_missing_folder(tmp_path: Path) -> None:
    snapshot = Library(tmp_path / "no").snapshot()
    mend = "make it and put company files into it, or name another folder in the environment variable AI_MOVES_DATA"
    problem = Problem("the data folder", 0, 0, f"it cannot be read (there is no such folder): {mend}")
    assert snapshot == Snapshot(files={}, shared={}, problems=(problem,), stale=(), revision=NOTHING)


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    (problem,) = Library(path).snapshot().problems
    assert str(problem).startswith("the data folder: it cannot be read (Not a directory): make it and put company files into it")


@pytest.mark.parametrize("others", [[], ["README.md", "a.json", ".hidden.yaml", "a.yaml.bak", "b.YAML.txt"]])
def test_folder_without_company_files(tmp_path: Path, others: list[str]) -> None:
    for name in others:
        put(tmp_path, name, "- no\n")
    mend = "add a company file such as `alibaba.yaml`, or name another folder in the environment variable AI_MOVES_DATA"
    problem = Problem("the data folder", 0, 0, f"it has no YAML file: {mend}")
    assert Library(tmp_path).snapshot() == Snapshot(files={}, shared={}, problems=(problem,), stale=(), revision=NOTHING)


def test_empty_folder_that_is_filled(tmp_path: Path) -> None:
    folder = Library(tmp_path)
    assert folder.snapshot().files == {}
    put(tmp_path, "a.yaml", GOOD.format("A"))
    filled = folder.snapshot()
    assert (list(filled.files), filled.problems) == (["a"], ())


def test_only_broken_files(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "- no\n")
    put(tmp_path, "b.yaml", "")
    snapshot = Library(tmp_path).snapshot()
    assert (snapshot.files, snapshot.shared, snapshot.stale, snapshot.revision) == ({}, {}, (), NOTHING)
    assert [str(problem) for problem in snapshot.problems] == [
        "a.yaml:1:1: a list stands at the top: a company file starts with `company:`, `sources:`, `moves:`",
        "b.yaml:1:1: the file is empty: start it with `company:` and the company's name",
    ]


def test_companies_stand_in_the_order_of_their_ids_and_shared_facts_apart(tmp_path: Path) -> None:
    put(tmp_path, "b.yaml", GOOD.format("B"))
    put(tmp_path, "_market.yaml", "sources: {}\n")
    put(tmp_path, "a.yml", GOOD.format("A"))
    snapshot = Library(tmp_path).snapshot()
    assert (list(snapshot.files), list(snapshot.shared), snapshot.problems) == (["a", "b"], ["_market"], ())
    assert [snapshot.company(company).name for company in snapshot.files] == ["A", "B"]
    with pytest.raises(KeyError, match=r"^'_market'$"):
        snapshot.company("_market")


def test_edit_reads_only_the_edited_file(tmp_path: Path, reads: list[str]) -> None:
    first, _ = put(tmp_path, "a.yaml", GOOD.format("A")), put(tmp_path, "b.yml", GOOD.format("B"))
    folder = Library(tmp_path)
    before = folder.snapshot()
    assert (list(before.files), reads) == (["a", "b"], ["a.yaml", "b.yml"])
    assert folder.snapshot() is before
    first.write_text(GOOD.format("Other"), encoding="utf-8")
    after = folder.snapshot()
    assert reads == ["a.yaml", "b.yml", "a.yaml"]
    assert after.company("a").name == "Other"
    assert after.revision != before.revision


def test_touched_file_is_not_parsed_again(tmp_path: Path, reads: list[str]) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    folder = Library(tmp_path)
    revision = folder.snapshot().revision
    os.utime(path, ns=(1, 1))
    assert folder.snapshot().revision == revision
    assert reads == ["a.yaml"]


def test_edit_within_one_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("One"))
    now = path.stat().st_mtime_ns
    folder = Library(tmp_path)
    assert folder.snapshot().company("a").name == "One"
    path.write_text(GOOD.format("Two"), encoding="utf-8")
    os.utime(path, ns=(now, now))
    assert folder.snapshot().company("a").name == "Two"


def test_file_that_has_not_changed_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    os.utime(path, ns=(1, 1))
    opened: list[Path] = []
    real = library.read_bytes

    def counting(path: str) -> bytes:
        opened.append(Path(path))
        return real(path)

    monkeypatch.setattr(library, "read_bytes", counting)
    # Long after it was written: the time of its last change cannot be set like that of its content.
    later = path.stat().st_ctime_ns + 2 * library.TICK_NS
    monkeypatch.setattr(library.time, "time_ns", lambda: later)
    folder = Library(tmp_path)
    first = folder.snapshot()
    assert folder.snapshot() is first
    assert opened == [path]


def test_broken_file_is_not_parsed_again_either(tmp_path: Path, reads: list[str]) -> None:
    put(tmp_path, "a.yaml", "- no\n")
    folder = Library(tmp_path)
    first = folder.snapshot()
    assert folder.snapshot() is first
    assert reads == ["a.yaml"]


def test_rewriting_the_same_bytes_parses_nothing(tmp_path: Path, reads: list[str]) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    folder = Library(tmp_path)
    before = folder.snapshot()
    path.write_text(GOOD.format("A"), encoding="utf-8")
    os.utime(path, ns=(5, 5))
    assert folder.snapshot() is before
    assert reads == ["a.yaml"]


def test_new_file_is_read_and_the_others_are_not(tmp_path: Path, reads: list[str]) -> None:
    put(tmp_path, "b.yaml", GOOD.format("B"))
    folder = Library(tmp_path)
    before = folder.snapshot()
    put(tmp_path, "a.yaml", GOOD.format("A"))
    after = folder.snapshot()
    assert (list(before.files), list(after.files), reads) == (["b"], ["a", "b"], ["b.yaml", "a.yaml"])
    assert after.files["b"] is before.files["b"]


def test_undone_edit_brings_the_revision_back(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    folder = Library(tmp_path)
    revisions = [folder.snapshot().revision]
    for name, time in (("Other", 1), ("A", 2)):
        path.write_text(GOOD.format(name), encoding="utf-8")
        os.utime(path, ns=(time, time))
        revisions.append(folder.snapshot().revision)
    assert revisions[0] == revisions[2] != revisions[1]


def test_equal_data_has_an_equal_revision(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        put(tmp_path / name, "a.yaml", GOOD.format("A"))
    assert Library(tmp_path / "one").snapshot().revision == Library(tmp_path / "two").snapshot().revision


def test_broken_edit_keeps_the_last_good_version(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    folder = Library(tmp_path)
    revision = folder.snapshot().revision
    path.write_text("company: {nam: A}\n", encoding="utf-8")
    broken = folder.snapshot()
    assert (broken.company("a").name, broken.stale, broken.revision) == ("A", ("a.yaml",), revision)
    assert [str(problem) for problem in broken.problems] == ["a.yaml:1:11: unknown key `nam`: did you mean `name`?"]
    path.write_text(GOOD.format("Again"), encoding="utf-8")
    mended = folder.snapshot()
    assert (mended.company("a").name, mended.stale, mended.problems) == ("Again", (), ())


@pytest.mark.parametrize(
    "broken", [b"", b"- no\n", b"company: {name: caf\xe9}\n", b"company: {name: 'A\n", b"company:\n  name: *x\n", b"[" * 5000]
)
def test_whatever_breaks_a_file_its_last_good_version_stays(tmp_path: Path, broken: bytes) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "b.yaml", GOOD.format("B"))
    folder = Library(tmp_path)
    good = folder.snapshot()
    path.write_bytes(broken)
    snapshot = folder.snapshot()
    assert (snapshot.files, snapshot.stale, snapshot.revision) == (good.files, ("a.yaml",), good.revision)
    assert [problem.file for problem in snapshot.problems] == ["a.yaml"]


def test_file_that_becomes_a_folder_keeps_its_last_good_version_until_it_is_mended(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    folder = Library(tmp_path)
    folder.snapshot()
    path.unlink()
    path.mkdir()
    broken = folder.snapshot()
    assert (broken.company("a").name, broken.stale) == ("A", ("a.yaml",))
    assert [str(problem) for problem in broken.problems] == [
        "a.yaml: a folder stands here where a file should, and is passed over: put a file there, or take it away"
    ]
    assert folder.snapshot() == broken
    path.rmdir()
    put(tmp_path, "a.yaml", GOOD.format("A"))
    mended = folder.snapshot()
    assert (mended.company("a").name, mended.stale, mended.problems) == ("A", (), ())


def test_a_second_library_has_no_last_good_version(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    Library(tmp_path).snapshot()
    path.write_text("- no\n", encoding="utf-8")
    snapshot = Library(tmp_path).snapshot()
    assert (snapshot.files, snapshot.stale) == ({}, ())


def test_removed_broken_file_takes_its_problem_and_its_last_good_version_along(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "b.yaml", GOOD.format("B"))
    folder = Library(tmp_path)
    folder.snapshot()
    path.write_text("- no\n", encoding="utf-8")
    assert folder.snapshot().stale == ("a.yaml",)
    path.unlink()
    snapshot = folder.snapshot()
    assert (list(snapshot.files), snapshot.stale, snapshot.problems) == (["b"], (), ())


def test_removed_file_that_comes_back_broken_has_no_last_good_version(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "b.yaml", GOOD.format("B"))
    folder = Library(tmp_path)
    folder.snapshot()
    path.unlink()
    folder.snapshot()
    put(tmp_path, "a.yaml", "- no\n")
    snapshot = folder.snapshot()
    assert (list(snapshot.files), snapshot.stale, [problem.file for problem in snapshot.problems]) == (["b"], (), ["a.yaml"])


def test_file_broken_from_the_start_leaves_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "b.yaml", "- no\n")
    (tmp_path / "c.yaml").mkdir()
    snapshot = Library(tmp_path).snapshot()
    assert list(snapshot.files) == ["a"]
    assert [problem.file for problem in snapshot.problems] == ["b.yaml", "c.yaml"]
    assert (
        str(snapshot.problems[1])
        == "c.yaml: a folder stands here where a file should, and is passed over: put a file there, or take it away"
    )


def test_removed_file_is_gone(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "b.yaml", GOOD.format("B"))
    folder = Library(tmp_path)
    folder.snapshot()
    path.unlink()
    assert list(folder.snapshot().files) == ["b"]


def test_two_files_for_one_company(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", GOOD.format("A"))
    put(tmp_path, "a.yml", GOOD.format("B"))
    snapshot = Library(tmp_path).snapshot()
    assert snapshot.company("a").name == "A"
    assert [str(problem) for problem in snapshot.problems] == ["a.yml: there are two files for `a`: keep one ending, .yaml or .yml"]


def test_aliases_lead_to_todays_id_and_never_hide_a_company(tmp_path: Path) -> None:
    put(tmp_path, "new.yaml", "company: {name: New, aliases: [old, other]}\n")
    put(tmp_path, "other.yaml", GOOD.format("Other"))
    assert Library(tmp_path).snapshot().aliases == {"old": "new"}


def test_readers_who_come_at_once_share_one_reading(tmp_path: Path, reads: list[str]) -> None:
    names = [f"company{number}.yaml" for number in range(20)]
    for name in names:
        put(tmp_path, name, GOOD.format(name))
    folder = Library(tmp_path)
    together = threading.Barrier(8)
    seen: list[Snapshot] = []

    def look() -> None:
        together.wait()
        seen.append(folder.snapshot())

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reads == sorted(names)
    assert len(seen) == 8
    assert all(snapshot is seen[0] for snapshot in seen)


def test_many_readers_while_a_file_is_rewritten(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", GOOD.format("A0"))
    folder = Library(tmp_path)
    folder.snapshot()  # a first good version: a file that is just being written may be empty for a moment
    failures: list[BaseException] = []
    seen: list[str] = []

    def look() -> None:
        try:
            seen.extend(folder.snapshot().company("a").name for _ in range(100))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 50):
        path.write_text(GOOD.format(f"A{number}"), encoding="utf-8")
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(seen) <= {f"A{number}" for number in range(50)}
    assert folder.snapshot().company("a").name == "A49"
