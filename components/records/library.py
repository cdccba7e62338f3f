"""A folder of company files, read once and then only where a file has changed."""

import gc
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_IFMT

from components.records.data_file import UnreadableFile, read_bytes
from components.records.problems import Problem
from components.records.reader import ReadFile, read
from components.records.schema import Company, CompanyFile

# A name with one of these endings is read; anything else in the folder is left alone.
ENDINGS = (".yaml", ".yml")
# More are not read: each page looks at each file, and of 100,000 that takes seconds.
MOST_FILES = 2_000
# Clocks of file systems tick, some every two seconds: of two edits within one tick the second has the time of the first.
TICK_NS = 2_000_000_000
# No save is atomic, and no switch of branches: a file may be half written, one that was put away
# may be back in a moment, and of two files that belong together one may still be the old one. So a
# change is taken once the whole folder has been as it is for this long, whatever clocks of files say.
QUIET_SECONDS = 0.35
# A folder that something writes into all the time is taken as it is after this long.
MOST_SECONDS = 5.0
# Nobody who asks waits longer than this for a change to be whole.
WAIT_SECONDS = 1.0
# How often files are read anew that change while they are read.
TRIES = 3
# What viewers read in place of the folder's path, which is for the operator alone.
FOLDER = "the data folder"


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


_Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was taken. `stamp` is None where an equal one would not mean equal content."""

    stamp: _Stamp | None
    digest: str
    result: ReadFile


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read. One that cannot be has no content, and "!" and the reason as digest."""

    stamp: _Stamp | None
    digest: str
    content: bytes | None

    def parse(self, name: str) -> ReadFile:
        if self.content is None:
            return ReadFile(name, None, (Problem(name, 0, 0, self.digest[1:]),))
        return read(name, self.content)


@dataclass(frozen=True, slots=True)
class _Look:
    """The folder at one moment: what the file system says of each file, and those that may differ.

    `is_whole` is false where something changed while these were read.
    """

    stamps: dict[str, _Stamp]
    read: dict[str, _Read]
    problems: tuple[Problem, ...]
    is_whole: bool

    @property
    def mark(self) -> tuple[object, ...]:
        """Equal for two looks between which nothing has changed."""
        return self.stamps, {name: file.digest for name, file in self.read.items()}, self.problems


@dataclass(slots=True)
class _Change:
    """A change of the folder that is not taken yet. Moments are those of the library's clock.

    `since` is when the folder was first seen as it is now, `begun` when somebody began to wait,
    `looked` the last look. `held` is for how long the change has been held back; a time without
    looks counts as one look, since nobody knows what happened in it.
    """

    mark: tuple[object, ...]
    since: float
    begun: float
    looked: float
    held: float = 0.0


class Library:
    """Reads a folder and remembers each file by its content. Safe to share between threads.

    A file whose size and times have not changed is not opened, unless it is only just written; one whose bytes have not
    changed is not parsed. A file that is broken keeps its last good version, if this library has seen one; so do all files
    while the folder cannot be read.

    With `patient`, all that has changed is taken together, once the folder has been quiet for
    QUIET_SECONDS; until then the last snapshot stands. The first one is taken at once. `clock`
    counts seconds as `time.monotonic` does.
    """

    def __init__(self, folder: Path, patient: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._patient, self._clock = patient, clock
        self._lock = threading.Lock()
        self._seen: dict[str, _Seen] = {}
        self._good: dict[str, tuple[str, CompanyFile]] = {}
        self._problems: tuple[Problem, ...] = ()
        self._last: Snapshot | None = None
        self._change: _Change | None = None
        self._left_lock: _Stamp = ()

    @property
    def files(self) -> int:
        """How many files there were when the last snapshot was taken."""
        return len(self._seen)

    @property
    def wait(self) -> float:
        """In how many seconds to look again for the change that the last look held back.

        0 where there is none, and where it has been waited for long enough.
        """
        with self._lock:
            if self._change is None or (now := self._clock()) - self._change.begun >= WAIT_SECONDS:
                return 0.0
            return max(self._change.since + QUIET_SECONDS - now, 0.01)

    def snapshot(self) -> Snapshot:
        """The folder as it is now. A folder or file that cannot be read is a problem in the snapshot, never an error."""
        with self._lock:
            look = self._look()
            if self._last is not None and not self._has_changed(look):
                self._change = None
                for name, file in look.read.items():
                    self._seen[name] = replace(self._seen[name], stamp=file.stamp)
            elif self._last is None or not self._patient or self._is_quiet(look):
                self._change = None
                self._last = self._take(look)
            return self._last

    def _look(self) -> _Look:
        paths, problems = self._list()
        stamps = {name: _stamp(path) for name, path in paths.items()}
        for _ in range(TRIES):
            before = stamps, problems
            files = {name: _read(path, stamps[name]) for name, path in paths.items() if self._may_differ(name, stamps[name])}
            if files:
                paths, problems = self._list()
                stamps = {name: _stamp(path) for name, path in paths.items()}
            if (stamps, problems) == before:
                return _Look(stamps, files, problems, True)
        return _Look(before[0], files, before[1], False)

    def _list(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        # In plain texts: for a thousand files paths as objects take as long as to ask the disk.
        try:
            names = sorted(name for name in os.listdir(self.folder) if name.endswith(ENDINGS) and not name.startswith("."))
        except OSError as error:
            said = "there is no such folder" if isinstance(error, FileNotFoundError) else (error.strerror or "it fails")
            mend = "make it and put company files into it, or name another folder in the environment variable AI_MOVES_DATA"
            return {}, (Problem(FOLDER, 0, 0, f"it cannot be read ({said}): {mend}"),)
        problems: tuple[Problem, ...] = ()
        if not names:
            mend = "add a company file such as `alibaba.yaml`, or name another folder in the environment variable AI_MOVES_DATA"
            problems = (Problem(FOLDER, 0, 0, f"it has no YAML file: {mend}"),)
        if len(names) > MOST_FILES:
            message = f"it has {len(names):,} YAML files, and only the first {MOST_FILES:,} by name are read: take away what is no company"
            problems = (Problem(FOLDER, 0, 0, message),)
        return {name: os.path.join(self.folder, name) for name in names[:MOST_FILES]}, problems

    def _may_differ(self, name: str, stamp: _Stamp) -> bool:
        before = self._seen.get(name)
        return before is None or before.stamp != stamp

    def _has_changed(self, look: _Look) -> bool:
        """Whether a look found anything else than what was taken last."""
        assert self._last is not None
        if look.problems != self._problems:
            return True
        if self._last.lost:
            return False
        return look.stamps.keys() != self._seen.keys() or any(file.digest != self._seen[name].digest for name, file in look.read.items())

    def _is_quiet(self, look: _Look) -> bool:
        """Whether a change is whole, as far as one can tell, or has been held back for too long."""
        now, lock = self._clock(), _git_lock(self.folder)
        change = self._change = self._change or _Change(look.mark, now, now, now)
        change.held += min(now - change.looked, QUIET_SECONDS)
        if now - change.looked > MOST_SECONDS:
            change.begun = now  # whoever waited has gone long ago
        change.looked = now
        if look.mark != change.mark or not look.is_whole or (lock and lock != self._left_lock):
            change.mark, change.since = look.mark, now
        if change.held >= MOST_SECONDS:
            self._left_lock = lock  # perhaps of a git that has died: it is not waited for again
            return True
        return now - change.since >= QUIET_SECONDS

    def _take(self, look: _Look) -> Snapshot:
        """The snapshot of what a look found."""
        self._problems = look.problems
        if not look.stamps and self._good:
            # A disk that is gone for a while, or a folder that is being exchanged: what was read of it stays.
            return self._assemble(lost=True)
        seen: dict[str, _Seen] = {}
        with without_collecting():
            for name in look.stamps:
                before, file = self._seen.get(name), look.read.get(name)
                if file is None:
                    seen[name] = self._seen[name]
                elif before is not None and before.digest == file.digest:
                    seen[name] = replace(before, stamp=file.stamp)
                else:
                    result = file.parse(name)
                    seen[name] = _Seen(file.stamp, file.digest, result)
                    if result.content is not None:
                        self._good[name] = (file.digest, result.content)
        self._seen = seen
        self._good = {name: good for name, good in self._good.items() if name in seen}
        return self._assemble()

    def _assemble(self, lost: bool = False) -> Snapshot:
        problems = list(self._problems)
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


def _stamp(path: str) -> _Stamp:
    """What the file system says of a file: kind, times and size; empty where it says nothing."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return S_IFMT(status.st_mode), status.st_mtime_ns, status.st_ctime_ns, status.st_size


def _read(path: str, stamp: _Stamp) -> _Read:
    # A time in the future is a clock that is wrong, here or where the file lies: such a file is looked into each time.
    is_settled = bool(stamp) and time.time_ns() - max(stamp[1:3]) > TICK_NS
    try:
        content = read_bytes(path)
    except UnreadableFile as error:
        return _Read(None, f"!{error}", None)
    return _Read(stamp if is_settled else None, digest(content), content)


def _git_lock(folder: Path) -> _Stamp:
    """The stamp of the lock that git holds while it changes the work tree around a folder, if any."""
    here = Path(os.path.realpath(folder))
    for parent in (here, *here.parents):
        git = parent / ".git"
        try:
            if git.is_dir():
                return _stamp(str(git / "index.lock"))
            if git.is_file():  # of a work tree beside the main one: `gitdir: /path/to/it`
                return _stamp(str(parent / read_bytes(git).decode().removeprefix("gitdir:").strip() / "index.lock"))
        except (OSError, UnreadableFile, ValueError):
            return ()
    return ()
