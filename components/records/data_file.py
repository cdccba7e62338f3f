"""One file of the data folder, read safely whatever stands under its name.

A name that ends in .yaml may be a pipe, whose opening waits for a writer for ever, or a file of
terabytes. So the file system is asked first what it is and how large.
"""

import errno
import os
import stat
from pathlib import Path

from components.records.yaml_text import MAX_BYTES

# A pipe that takes the place of a file between the question and the opening is opened without
# waiting for its writer, and a terminal does not become this process's own. Windows has neither,
# but has text files, in which it would change line ends.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


class UnreadableFile(Exception):
    """What stands there is not read. The message says why and what would be right; no path."""


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file of at most MAX_BYTES. Raises UnreadableFile for anything else; never waits.

    Links are followed. At most one byte more than is allowed is read, also where the file grows.
    """
    try:
        _check(os.stat(path))
        opened = os.open(path, _FLAGS)
        try:
            _check(os.fstat(opened))
            with open(opened, "rb", closefd=False) as file:
                content = file.read(MAX_BYTES + 1)
            if len(content) > MAX_BYTES:
                raise _too_large(max(len(content), os.fstat(opened).st_size))
        finally:
            os.close(opened)
    except OSError as error:
        raise UnreadableFile(f"the file cannot be read ({error.strerror}): {_mend(path, error)}") from None
    return content


def _too_large(size: int) -> UnreadableFile:
    """What to say of a file of so many bytes."""
    return UnreadableFile(f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read: split it into several companies")


def _check(status: os.stat_result) -> None:
    """Refuse what is no plain file, and what is too large."""
    if not stat.S_ISREG(status.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "a device")
        raise UnreadableFile(f"{kind} stands here where a file should, and is passed over: put a file there, or take it away")
    if status.st_size > MAX_BYTES:
        raise _too_large(status.st_size)


def _mend(path: str | Path, error: OSError) -> str:
    if error.errno == errno.ELOOP or (error.errno == errno.ENOENT and os.path.islink(path)):
        return "the link leads nowhere, so mend it or take it away"
    return "check its name" if error.errno == errno.ENOENT else "check its permissions"
