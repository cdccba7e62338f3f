"""What has changed in the data since a revision, as far as the history of its repository can tell.

A revision is a hash of names and contents, so no list of revisions is kept: git gives the names and contents of each commit that
touched the data folder, and the same formula gives its revision.
"""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from components.analysis import wording
from components.language import _, n_
from components.records import library
from components.records.reader import read
from components.records.schema import CompanyFile, Move

MOST_COMMITS = 500
MOST_BYTES = 64_000_000  # of all versions of all files together
SECONDS = 5  # for each of a handful of questions to git
ADDED, REMOVED, EDITED = "added", "removed", "edited"
_Blobs = dict[str, str]  # the files of one commit: name -> id of its content, in the order of names


@dataclass(frozen=True, slots=True)
class Change:
    """One move that is not as it was. `kind` is ADDED, REMOVED or EDITED; `key` is `company/move-id` as it is called today.

    `title` is today's, or the last one of a move that is gone; `fields` names what an edit changed, in the order of the format.
    """

    kind: str
    key: str
    title: str
    fields: tuple[str, ...] = ()


def commits(folder: Path) -> dict[str, str]:
    """Revision -> the newest commit with it, newest first, of the commits that touched the folder.

    Empty where the folder lies in no git work tree, where there is no git, and where it takes git too long or gives too much to read.
    """
    prefix = _git(folder, "rev-parse", "--show-prefix")
    logged = _git(folder, "-c", "log.showSignature=false", "log", f"--max-count={MOST_COMMITS}", "--format=%H", "--", ".")
    if prefix is None or not logged:
        return {}
    ids = logged.decode().split()
    trees = _objects(folder, [f"{commit}:{prefix.decode().rstrip(chr(10))}" for commit in ids])
    found = {commit: _data_files(tree, len(commit) // 2) for commit, tree in zip(ids, trees, strict=True) if tree is not None}
    wanted = sorted({blob for blobs in found.values() for blob in blobs.values()})
    if not wanted or _size(folder, wanted) > MOST_BYTES:
        return {}
    contents = dict(zip(wanted, _objects(folder, wanted), strict=True))
    digests = {blob: library.digest(content) for blob, content in contents.items() if content is not None}
    revisions: dict[str, str] = {}
    for commit, blobs in found.items():
        if blobs and all(blob in digests for blob in blobs.values()):
            revisions.setdefault(library.revision((name, digests[blob]) for name, blob in blobs.items()), commit)
    return revisions


def files(folder: Path, commit: str, aliases: Mapping[str, str]) -> dict[str, CompanyFile] | None:
    """Company id -> its file as of a commit that `commits` gave; None where today's reader cannot read every one of them.

    `aliases` maps earlier ids of companies to today's: a company has its id of today, so that a renamed file is no change.
    """
    prefix = _git(folder, "rev-parse", "--show-prefix")
    if prefix is None:
        return None
    (tree,) = _objects(folder, [f"{commit}:{prefix.decode().rstrip(chr(10))}"])
    blobs = {} if tree is None else _data_files(tree, len(commit) // 2)
    found: dict[str, CompanyFile] = {}
    for name, content in zip(blobs, _objects(folder, list(blobs.values())), strict=True):
        result = read(name, content) if content is not None else None
        if result is None or result.content is None:
            return None
        if result.is_company:
            found[aliases.get(result.id, result.id)] = result.content
    return found or None


def changes(before: Mapping[str, CompanyFile], after: Mapping[str, CompanyFile]) -> list[Change]:
    """What became of each move between two states of the data, as company id -> file: added, then removed, then edited, each by key."""
    old, new = _moves(before), _moves(after)
    added = [Change(ADDED, key, new[key].title) for key in sorted(new.keys() - old.keys())]
    removed = [Change(REMOVED, key, old[key].title) for key in sorted(old.keys() - new.keys())]
    edited = [
        Change(EDITED, key, new[key].title, tuple(name for name in Move.model_fields if getattr(old[key], name) != getattr(new[key], name)))
        for key in sorted(new.keys() & old.keys())
        if old[key] != new[key]
    ]
    return [*added, *removed, *edited]


def sentence(found: list[Change]) -> str:
    """Changes in a sentence: "Of the moves in view, 2 were added, 1 was removed and 3 were edited." """
    if not found:
        return _("None of the moves in view has changed.")
    added, removed, edited = (sum(change.kind == kind for change in found) for kind in (ADDED, REMOVED, EDITED))
    parts = [n_("{count} was added", "{count} were added", added).format(count=f"{added:,}")] if added else []
    parts += [n_("{count} was removed", "{count} were removed", removed).format(count=f"{removed:,}")] if removed else []
    parts += [n_("{count} was edited", "{count} were edited", edited).format(count=f"{edited:,}")] if edited else []
    return _("Of the moves in view, {changes}.").format(changes=wording.listed(parts))


def _moves(files: Mapping[str, CompanyFile]) -> dict[str, Move]:
    return {f"{company}/{move.id}": move for company, file in files.items() for move in file.moves}


def _git(folder: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """What git answers; None where there is none, where it refuses and where it takes too long."""
    program = shutil.which("git")
    if program is None:
        return None
    try:
        done = subprocess.run([program, "-C", str(folder), *arguments], input=asked, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _objects(folder: Path, names: list[str]) -> list[bytes | None]:
    """The contents of git's objects in the order of their names; None for each that is not there.

    The answer's form is that of https://git-scm.com/docs/git-cat-file: a line "ID TYPE SIZE", the content and a line end, or
    "NAME missing".
    """
    answer = _git(folder, "cat-file", "--batch", asked="".join(f"{name}\n" for name in names).encode())
    if answer is None:
        return [None] * len(names)
    found: list[bytes | None] = []
    at = 0
    for _name in names:
        end = answer.index(b"\n", at)
        words = answer[at:end].split()
        at = end + 1
        if words[-1] == b"missing":
            found.append(None)
        else:
            size = int(words[-1])
            found.append(answer[at : at + size])
            at += size + 1
    return found


def _size(folder: Path, blobs: list[str]) -> int:
    """How many bytes these contents have together."""
    answer = _git(folder, "cat-file", "--batch-check=%(objectsize)", asked="".join(f"{blob}\n" for blob in blobs).encode())
    return sum(int(line) for line in (answer or b"").split() if line.isdigit())


def _data_files(tree: bytes, id_bytes: int) -> _Blobs:
    """The files of a tree object that the reader would read; of `a.yaml` and `a.yml` the first, as in `records.library`.

    A tree is a row of "MODE NAME", a zero byte and the id as bytes: 20 of them, or 32 in a repository with SHA-256.
    """
    found: _Blobs = {}
    at = 0
    while at < len(tree):
        mode, _space, name = tree[at : (end := tree.index(b"\0", at))].decode(errors="replace").partition(" ")
        at = end + 1 + id_bytes
        if mode.startswith("100") and PurePosixPath(name).suffix in library.ENDINGS and not name.startswith("."):
            found[name] = tree[end + 1 : at].hex()
    stems: dict[str, str] = {}
    for name in sorted(found):
        stems.setdefault(PurePosixPath(name).stem, name)
    return {name: found[name] for name in sorted(stems.values())}
