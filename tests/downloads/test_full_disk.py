"""`ai-moves` where the disk is full: said in a line, and no half file left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def run(*arguments: str, before: str = "", output: Path | None = None) -> tuple[int, list[str]]:
    """Run the command in a process of its own; (exit status, lines on standard error). `before` is Python to run first."""
    code = f"import sys\n{before}\nfrom components import cli\nsys.exit(cli.main({list(arguments)!r}))"
    with (output or Path(os.devnull)).open("wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ), stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=300
        )
    return done.returncode, done.stderr.decode().splitlines()


@pytest.fixture(autouse=True)
def _data(folder: Path) -> None:
    assert folder.is_dir()


@needs_full
def test_export_to_a_full_device() -> None:
    status, said = run("export", "--format", "json", "--output", str(FULL))
    assert status == 1
    assert said[-1] == "ai-moves export: /dev/full cannot be written (No space left on device): make room, or name another file"


@needs_full
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("export", "--format", "csv", "--output", "-"), "ai-moves export: standard output cannot be written (No space left on device): "),
        (("schema",), "ai-moves: the output cannot be written (No space left on device)"),
        (("check",), "ai-moves: the output cannot be written (No space left on device)"),
    ],
    ids=["export", "schema", "check"],
)
def test_output_to_a_full_device(arguments: tuple[str, ...], line: str) -> None:
    status, said = run(*arguments, output=FULL)
    assert status == 1
    assert said[-1].startswith(line)
    assert not [text for text in said if "Traceback" in text or "Exception ignored" in text]


# A file of this process may have so many bytes: what a full disk is to a program, without filling one.
LIMIT = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits that Windows does not have")
@pytest.mark.parametrize("form", ["csv", "html"])
def test_disk_that_fills_up_leaves_no_half_file(tmp_path: Path, form: str) -> None:
    new, old = tmp_path / f"new.{form}", tmp_path / f"old.{form}"
    old.write_bytes(b"what was there")
    for path in (new, old):
        status, said = run("export", "--format", form, "--output", str(path), before=LIMIT)
        assert status == 1
        assert said[-1] == f"ai-moves export: {path} cannot be written (File too large): make room, or name another file"
    assert old.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [old.name]


def test_file_in_the_place_of_another_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_bytes(b"what was there")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("export", "--format", "csv", "--output", str(link))[0] == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkey,company,")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits that Windows does not have")
def test_new_file_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """Else the next try would find an empty file in its way, and the dashboard one with an error."""
    arguments = ("new", "Example Cloud", "--folder", str(tmp_path))
    path = tmp_path / "example-cloud.yaml"
    status, said = run(*arguments, before=LIMIT)
    assert status == 1
    assert said == [f"ai-moves: {path} cannot be written (File too large): make room, or name another one with --folder"]
    assert not [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert run(*arguments) == (0, [])
    written = path.read_bytes()
    assert run(*arguments, before=LIMIT)[0] == 1
    assert path.read_bytes() == written, "what is there already is never touched"
