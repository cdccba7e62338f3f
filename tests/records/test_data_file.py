"""Whatever stands under a file's name is read within bounds, or refused with a word at once."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from components.records import library
from components.records.data_file import MAX_BYTES, UnreadableFile, read_bytes
from components.records.library import Library

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes, sockets and devices among files")
GOOD = "company: {name: A}\n"
INSTEAD = "stands here where a file should, and is passed over: put a file there, or take it away"
NOWHERE = "the link leads nowhere, so mend it or take it away"


def make_socket(path: Path) -> None:
    # The name of a socket may have a hundred letters at most, and folders of tests have more.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


# A name -> what makes it, and what is said of it.
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "device.yaml": (link("/dev/zero"), f"a device {INSTEAD}"),
    "folder.yaml": (Path.mkdir, f"a folder {INSTEAD}"),
    "link-to-folder.yml": (link("."), f"a folder {INSTEAD}"),
    "link-to-itself.yaml": (link("link-to-itself.yaml"), f"the file cannot be read (Too many levels of symbolic links): {NOWHERE}"),
    "link-to-nothing.yaml": (link("nothing"), f"the file cannot be read (No such file or directory): {NOWHERE}"),
    "link-to-pipe.yaml": (link("pipe.yaml"), f"a pipe {INSTEAD}"),
    "pipe.yaml": (lambda path: os.mkfifo(path), f"a pipe {INSTEAD}"),
    "socket.yaml": (make_socket, f"a socket {INSTEAD}"),
    "terminal.yaml": (link("/dev/tty"), f"a device {INSTEAD}"),
}


def run(code: str) -> list[str]:
    """The lines that a process of its own prints, which is ended where it waits for ever."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.splitlines()


@posix
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    for name, (make, _) in ODD.items():
        make(tmp_path / name)
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    lines = run(f"""
from pathlib import Path
from components import cli
from components.records.library import Library
found = Library(Path({str(tmp_path)!r})).snapshot()
print(list(found.files), *found.problems, sep="\\n")
cli.main(["check", {str(tmp_path)!r}])
cli.main(["check", *(str(path) for path in sorted(Path({str(tmp_path)!r}).iterdir()) if not path.is_dir())])
""")
    said = [f"{name}: {message}" for name, (_, message) in ODD.items()]
    checked = [f"{tmp_path}/{name}: error: {message}" for name, (_, message) in ODD.items()]
    by_hand = [line for line in checked if "folder.y" not in line]
    assert lines == ["['a']", *said, *checked, "10 files checked: 9 errors", *by_hand, "8 files checked: 7 errors"]


@posix
def test_a_file_that_becomes_a_pipe_while_it_is_asked_for_is_not_waited_for(tmp_path: Path) -> None:
    """As if it had become one between the question to the file system and the opening."""
    path = tmp_path / "x.yaml"
    os.mkfifo(path)
    assert run(f"""
import os
from components.records import data_file
plain = os.stat(data_file.__file__)
os.stat = lambda path: plain
try:
    data_file.read_bytes({str(path)!r})
except data_file.UnreadableFile as error:
    print(error)
""") == [f"a pipe {INSTEAD}"]


def test_a_file_of_the_most_bytes_is_read_and_one_of_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"x" * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES
    path.write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(
        UnreadableFile, match=r"^the file has 4,000,001 bytes; at most 4,000,000 are read: split it into several companies$"
    ):
        read_bytes(path)


@posix
def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_is_allowed(tmp_path: Path) -> None:
    """As if it had grown to four gigabytes after the question; this process may have one."""
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(4 * 2**30)
    assert run(f"""
import os, resource
from components.records import data_file
small, real = os.stat(data_file.__file__), os.fstat
answers = [small]
os.stat = lambda path: small
os.fstat = lambda opened: answers.pop() if answers else real(opened)
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
try:
    data_file.read_bytes({str(path)!r})
except data_file.UnreadableFile as error:
    print(error)
""") == ["the file has 4,294,967,296 bytes; at most 4,000,000 are read: split it into several companies"]


@posix
def test_a_sparse_file_of_gigabytes_takes_no_memory(tmp_path: Path) -> None:
    """This process may have less memory than the file has bytes."""
    with (tmp_path / "x.yaml").open("wb") as file:
        file.truncate(4 * 2**30)
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    lines = run(f"""
import resource
from pathlib import Path
from components import cli
from components.records.library import Library
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
found = Library(Path({str(tmp_path)!r})).snapshot()
print(list(found.files), *found.problems, sep="\\n")
cli.main(["check", {str(tmp_path)!r}])
""")
    message = "the file has 4,294,967,296 bytes; at most 4,000,000 are read: split it into several companies"
    assert lines == ["['a']", f"x.yaml: {message}", f"{tmp_path}/x.yaml: error: {message}", "2 files checked: 1 error"]


def test_no_file_stays_open(tmp_path: Path) -> None:
    """Of whatever is read or refused: a server reads for months."""
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (tmp_path / "large.yaml").write_bytes(b"x" * (MAX_BYTES + 1))
    first = os.open(path, os.O_RDONLY)
    os.close(first)
    for name in ("x.yaml", "large.yaml", "none.yaml", "."):
        try:
            read_bytes(tmp_path / name)
        except UnreadableFile:
            assert name != "x.yaml"
    last = os.open(path, os.O_RDONLY)
    os.close(last)
    assert last == first, "a system gives the lowest number that is free"


def test_of_a_folder_of_very_many_files_the_first_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST_FILES", 3)
    for name in "abcde":
        (tmp_path / f"{name}.yaml").write_text(GOOD, encoding="utf-8")
    reader = Library(tmp_path)
    found = reader.snapshot()
    assert (list(found.files), found.stale, found.lost) == (["a", "b", "c"], (), False)
    assert [str(problem) for problem in found.problems] == [
        "the data folder: it has 5 YAML files, and only the first 3 by name are read: take away what is no company"
    ]
    assert reader.snapshot() is found
    (tmp_path / "d.yaml").unlink()
    (tmp_path / "e.yaml").unlink()
    assert reader.snapshot().problems == ()
