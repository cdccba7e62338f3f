"""What git tells about the data since a revision, in repositories made for the test."""

import shutil
import subprocess
from pathlib import Path

import pytest

from components.downloads import history
from components.downloads.history import Change
from components.records.library import Library
from components.records.schema import CompanyFile
from tests.analysis import samples

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")

FIRST = samples.text("Acme Sample", [samples.move("pledge"), samples.move("rumour", title="Said to plan more")])
SECOND = samples.text("Acme Sample", [samples.move("pledge", status="completed", note="Done."), samples.move("lease")])


class Repository:
    """A repository with a data folder in it."""

    def __init__(self, root: Path, form: str = "sha1") -> None:
        self.root = root
        self.data = root / "company data"
        self.data.mkdir(parents=True)
        self.git("init", "-q", f"--object-format={form}")

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=A. Person", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
        return subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, text=True).stdout.strip()

    def save(self, name: str, text: str) -> str:
        """Commit one file of the data; the revision that a dashboard would then show."""
        (self.data / name).write_text(text, encoding="utf-8")
        return self.commit()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "Change")
        return Library(self.data).snapshot().revision

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine too git answers in time, where a test does not ask for less."""
    monkeypatch.setattr(history, "SECONDS", 300)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "project")


def parsed(**texts: str) -> dict[str, CompanyFile]:
    return {company: samples.parse(company, text) for company, text in texts.items()}


def test_commits_have_the_revisions_that_the_dashboard_showed(repository: Repository) -> None:
    one = repository.save("acme.yaml", FIRST)
    first = repository.head
    (repository.root / "README.md").write_text("no data", encoding="utf-8")
    repository.commit()
    two = repository.save("acme.yaml", SECOND)
    second = repository.head
    (repository.data / "notes.txt").write_text("no data file", encoding="utf-8")
    assert repository.commit() == two
    assert history.commits(repository.data) == {two: repository.head, one: first}
    assert second != repository.head, "of two commits with one revision the newest is named"


def test_hidden_files_folders_and_second_endings_do_not_count(repository: Repository) -> None:
    repository.save("acme.yaml", FIRST)
    (repository.data / "old.yaml").mkdir()
    (repository.data / "old.yaml" / "acme.yaml").write_text(FIRST, encoding="utf-8")
    repository.save(".hidden.yaml", FIRST)
    repository.save("acme.yml", SECOND)
    revision = repository.save("_market.yaml", samples.MARKET)
    assert history.commits(repository.data)[revision] == repository.head
    assert history.files(repository.data, repository.head, {}) == parsed(acme=FIRST)


def test_repository_whose_top_is_the_data_folder(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "project")
    repository.data = repository.root
    revision = repository.save("acme.yaml", FIRST)
    assert history.commits(repository.data) == {revision: repository.head}
    assert history.files(repository.data, repository.head, {}) == parsed(acme=FIRST)


def test_repository_with_longer_ids(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "project", "sha256")
    revision = repository.save("acme.yaml", FIRST)
    assert history.commits(repository.data) == {revision: repository.head}
    assert history.files(repository.data, repository.head, {}) == parsed(acme=FIRST)


def test_files_are_those_of_the_commit_under_todays_ids(repository: Repository) -> None:
    repository.save("acme-old.yaml", FIRST)
    first = repository.head
    (repository.data / "acme-old.yaml").rename(repository.data / "acme.yaml")
    repository.save("acme.yaml", SECOND)
    assert history.files(repository.data, first, {"acme-old": "acme"}) == parsed(acme=FIRST)
    assert history.files(repository.data, repository.head, {"acme-old": "acme"}) == parsed(acme=SECOND)


def test_commit_with_a_broken_file_tells_nothing(repository: Repository) -> None:
    repository.save("bolt.yaml", samples.BOLT)
    repository.save("acme.yaml", FIRST.replace("category", "catgory"))
    assert history.files(repository.data, repository.head, {}) is None
    assert history.files(repository.data, "0" * 40, {}) is None


def test_no_repository_no_git_and_no_folder_tell_nothing(tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    assert history.commits(repository.data) == {}, "nothing was committed"
    repository.save("acme.yaml", FIRST)
    outside = tmp_path / "outside"
    outside.mkdir()
    # The folder of tests may itself lie in a repository.
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert history.commits(outside) == {}
    assert history.commits(tmp_path / "nowhere") == {}
    monkeypatch.setenv("PATH", str(outside))
    assert history.commits(repository.data) == {}
    assert history.files(repository.data, "0" * 40, {}) is None


def test_too_much_to_read_is_not_read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = repository.save("acme.yaml", FIRST)
    monkeypatch.setattr(history, "MOST_BYTES", len(FIRST.encode()))
    assert list(history.commits(repository.data)) == [revision]
    repository.save("acme.yaml", SECOND)
    assert history.commits(repository.data) == {}
    monkeypatch.setattr(history, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(history, "MOST_COMMITS", 1)
    assert list(history.commits(repository.data)) != [revision]
    assert len(history.commits(repository.data)) == 1


def test_git_that_hangs_is_left(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository.save("acme.yaml", FIRST)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent), prepend=":")
    monkeypatch.setattr(history, "SECONDS", 0.2)
    assert history.commits(repository.data) == {}


def test_changes_name_what_was_added_removed_and_edited() -> None:
    before = parsed(acme=FIRST, cog=samples.text("Cog Sample", [samples.move("chips")]))
    after = parsed(acme=SECOND, bolt=samples.text("Bolt Sample", [samples.move("model")]))
    assert history.changes(before, after) == [
        Change("added", "acme/lease", "A sample move lease"),
        Change("added", "bolt/model", "A sample move model"),
        Change("removed", "acme/rumour", "Said to plan more"),
        Change("removed", "cog/chips", "A sample move chips"),
        Change("edited", "acme/pledge", "A sample move pledge", ("status", "note")),
    ]


def test_equal_states_have_no_changes() -> None:
    assert history.changes(parsed(acme=FIRST), parsed(acme=FIRST)) == []
    # What else a file holds is no move.
    assert history.changes(parsed(acme=FIRST), parsed(acme=FIRST.replace("figures: []", f"figures:\n  - {samples.figure()}"))) == []


def test_changes_in_a_sentence() -> None:
    added, removed, edited = (Change(kind, f"acme/{kind}", "A title") for kind in (history.ADDED, history.REMOVED, history.EDITED))
    assert history.sentence([added, added, removed, edited]) == "Of the moves in view, 2 were added, 1 was removed and 1 was edited."
    assert history.sentence([edited, edited]) == "Of the moves in view, 2 were edited."
    assert history.sentence([]) == "None of the moves in view has changed."
