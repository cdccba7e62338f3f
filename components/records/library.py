"""A folder of company files, read once and then only where a file has changed."""

import gc
import hashlib
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from components.records.problems import Problem
from components.records.reader import ReadFile, read
from components.records.schema import Company, CompanyFile

# A name with one of these endings is read; anything else in the folder is left alone.
ENDINGS = (".yaml", ".yml")
# Clocks of file systems tick, some every two seconds: of two edits within one tick the second has the time of the first.
TICK_NS = 2_000_000_000
# No save is atomic: a file that has become shorter may be one that is still being written, and its first lines alone can be good YAML.
# So it is taken once it has stayed as it is for this long. Some editors put the old file away before they write the new one, and so does
# git: a file that is gone may be back in a moment, so it is given as long.
SHRUNK_SECONDS = 0.4


def digest(content: bytes) -> str:
    """A short hash of one file's bytes."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def revision(digests: Iterable[tuple[str, str]]) -> str:
    """The revision of data: eight hex digits from the (name, digest) of each file that is shown, in the order of names."""
    mark = hashlib.blake2b(digest_size=4)
    for name, content in digests:
        mark.update(f"{name}:{content};".encode())
    return mark.hexdigest()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Reading makes millions of values and hardly a circle of them: looking for circles all the while takes twice the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that could be read of a folder at one moment.

    `files` maps a company's id to its file, in the order of ids; files of a name that starts with `_` are in `shared`.
    `stale` names the files that are broken now and shown in their last good version; where the whole folder cannot be read
    now, `lost` is true and all of them are. `revision` is a short hash of what is shown: equal data, equal revision.
    `aliases` has earlier id -> today's id; an id that is in use is never an alias.
    """

    files: dict[str, CompanyFile]
    shared: dict[str, CompanyFile]
    problems: tuple[Problem, ...]
    stale: tuple[str, ...]
    revision: str
    lost: bool = False
    aliases: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # Once and not when asked for: every page asks, and of a thousand companies it takes more than a millisecond.
        names = ((alias, company_id) for company_id in self.files for alias in self.company(company_id).aliases)
        object.__setattr__(self, "aliases", {alias: company_id for alias, company_id in names if alias not in self.files})

    def company(self, company_id: str) -> Company:
        """The profile of a company. Raises KeyError for an unknown id."""
        profile = self.files[company_id].company
        assert profile is not None, "the reader lets no company file through without one"
        return profile


@dataclass(frozen=True, slots=True)
class _Seen:
    stamp: tuple[int, ...] | None
    size: int
    digest: str
    result: ReadFile


class Library:
    """Reads a folder and remembers each file by its content. Safe to share between threads.

    A file whose size and times have not changed is not opened, unless it is only just written; one whose bytes have not
    changed is not parsed. A file that is broken keeps its last good version, if this library has seen one; so do all files
    while the folder cannot be read. With `patient`, a file that has become shorter or is gone is taken so only once it has stayed so.
    """

    def __init__(self, folder: Path, patient: bool = False) -> None:
        self.folder = folder
        self._patient = patient
        self._shrunk: dict[str, tuple[tuple[int, ...], float]] = {}
        self._gone: dict[str, float] = {}
        self._lock = threading.Lock()
        self._seen: dict[str, _Seen] = {}
        self._good: dict[str, tuple[str, CompanyFile]] = {}
        self._last: Snapshot | None = None

    @property
    def files(self) -> int:
        """How many files there were at the last look."""
        return len(self._seen)

    def snapshot(self) -> Snapshot:
        """The folder as it is now. A folder or file that cannot be read is a problem in the snapshot, never an error."""
        with self._lock:
            paths, problems = self._list()
            if problems and self._good:
                # A disk that is gone for a while, or a folder that is being exchanged: what was read of it stays.
                self._last = self._assemble(problems, lost=True)
                return self._last
            changed = False
            for name in [name for name in self._seen if name not in paths and not self._may_come_back(name, paths)]:
                del self._seen[name]
                self._good.pop(name, None)
                self._shrunk.pop(name, None)
                self._gone.pop(name, None)
                changed = True
            with without_collecting():
                for name, path in paths.items():
                    self._gone.pop(name, None)
                    changed |= self._refresh(name, path)
            if self._last is None or changed or problems or not self._seen or self._last.lost:
                self._last = self._assemble(problems)
            return self._last

    def _list(self) -> tuple[dict[str, str], list[Problem]]:
        # In plain texts: for a thousand files paths as objects take as long as to ask the disk.
        try:
            names = sorted(name for name in os.listdir(self.folder) if name.endswith(ENDINGS) and not name.startswith("."))
        except OSError as error:
            said = "there is no such folder" if isinstance(error, FileNotFoundError) else (error.strerror or "it cannot be read")
            mend = "make it and put company files into it, or name another folder in the environment variable AI_MOVES_DATA"
            return {}, [Problem(str(self.folder), 0, 0, f"the data folder cannot be read ({said}): {mend}")]
        if not names:
            mend = "add a company file such as `alibaba.yaml`, or name another folder in the environment variable AI_MOVES_DATA"
            return {}, [Problem(str(self.folder), 0, 0, f"the data folder has no YAML file: {mend}")]
        return {name: os.path.join(self.folder, name) for name in names}, []

    def _refresh(self, name: str, path: str) -> bool:
        """Read one file if it has changed; whether what is known of it did."""
        before = self._seen.get(name)
        try:
            status = os.stat(path)
            now = (status.st_mtime_ns, status.st_ctime_ns, status.st_size)
            # A time in the future is a clock that is wrong, here or where the file lies: such a file is looked into each time.
            settled = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > TICK_NS
            stamp = now if settled else None
            if before is not None and settled and before.stamp == stamp:
                return False
            age = (time.time_ns() - status.st_mtime_ns) / 1e9
            if self._patient and before is not None and age < SHRUNK_SECONDS and self._is_being_written(name, before.size, now):
                return False
            content = Path(path).read_bytes()
        except OSError as error:
            problem = Problem(name, 0, 0, f"the file cannot be read ({error.strerror}): check its permissions")
            self._seen[name] = _Seen(None, 0, "", ReadFile(name, None, (problem,)))
            return before is None or before.result.problems != (problem,)
        mark = digest(content)
        if before is not None and before.digest == mark:
            self._seen[name] = _Seen(stamp, len(content), mark, before.result)
            return False
        result = read(name, content)
        self._seen[name] = _Seen(stamp, len(content), mark, result)
        if result.content is not None:
            self._good[name] = (mark, result.content)
        return True

    def _may_come_back(self, name: str, paths: Iterable[str]) -> bool:
        """Whether a file that is not there may be one that is being replaced: it went a moment ago and no other has its place."""
        if not self._patient or any(Path(other).stem == Path(name).stem for other in paths):
            return False
        moment = time.monotonic()
        since = self._gone.setdefault(name, moment)
        try:
            age = (time.time_ns() - self.folder.stat().st_mtime_ns) / 1e9  # the folder's time is that of its last file to come or go
        except OSError:
            age = 0.0
        return moment - since < SHRUNK_SECONDS and age < SHRUNK_SECONDS

    def _is_being_written(self, name: str, size_before: int, now: tuple[int, ...]) -> bool:
        """Whether a file that was changed just now is shorter than when it was read, and was not so for long. Goes by no clock of files."""
        if now[-1] >= size_before:
            self._shrunk.pop(name, None)
            return False
        moment = time.monotonic()
        seen, since = self._shrunk.setdefault(name, (now, moment))
        if seen != now:
            self._shrunk[name] = now, moment
            return True
        return moment - since < SHRUNK_SECONDS

    def _assemble(self, problems: list[Problem], lost: bool = False) -> Snapshot:
        files: dict[str, CompanyFile] = {}
        shared: dict[str, CompanyFile] = {}
        stale: list[str] = []
        shown: list[tuple[str, str]] = []
        for name, seen in sorted(self._seen.items()):
            problems.extend(seen.result.problems)
            mark, content = self._good.get(name, ("", None))
            if content is None:
                continue
            if lost or seen.result.content is None:
                stale.append(name)
            if seen.result.id in files:
                problems.append(Problem(name, 0, 0, f"there are two files for `{seen.result.id}`: keep one ending, .yaml or .yml"))
                continue
            (files if seen.result.is_company else shared)[seen.result.id] = content
            shown.append((name, mark))
        return Snapshot(files, shared, tuple(problems), tuple(stale), revision(shown), lost)
