"""Odd things among the company files: each is passed over with a message, and the good file beside it is read."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests import event_loop
from tests.attack.tools import GOOD, MB, Row, Run, at_once, child, listed

SECONDS, MOST_MEMORY, ADDRESS_SPACE = 20, 300 * MB, 2_000 * MB
PAGES = ("", "timeline", "compare", "company", "data", "contribute", "method")
NAMES = ("a\nb", "\u202egnp", " ", "*", "é", "-", "..", "_", "a'b\"", "<b>", "%00", "con", "x" * 240, "\x1b[31m", "\udcff")


def attack(run: Run) -> Iterator[Row]:
    """Rows for snapshots that do not come, messages that are missing, memory, and pages that show where the folder is."""
    made = {name: run.folder(name) for name in ODDITIES}
    results = at_once([lambda name=name: _read(name, made[name]) for name in ODDITIES], threads=2)
    tried = f"{len(made)} odd folders"
    found = {name: _fault(told, ended) for name, (told, ended) in zip(made, results, strict=True)}
    lost = [f"{name}: {fault}" for name, fault in found.items() if fault]
    silent = [name for name, (told, _) in zip(made, results, strict=True) if not found[name] and not told[-1]["messages"]]
    peak, of = max(((one["memory"], name) for name, (told, _) in zip(made, results, strict=True) for one in told), default=(0, ""))
    yield Row("folders", tried, "snapshots that did not come whole", len(lost), 0, note=listed(lost))
    yield Row("folders", tried, "things without a message", len(silent), 0, note=listed(silent))
    yield Row("folders", tried, "peak memory of those that came", peak, MOST_MEMORY, "MB", note=of)
    shown = event_loop.run(_pages_that_show(run))
    yield Row("folders", f"{len(PAGES)} pages without a data folder", "pages that show its path", len(shown), 0, note=listed(shown))


def _read(name: str, folder: Path) -> tuple[list[dict[str, Any]], str]:
    (folder / "acme.yaml").write_text(GOOD.format(name="Acme"))
    ODDITIES[name](folder)
    return child("folders", str(folder), memory=ADDRESS_SPACE, seconds=SECONDS)


def _fault(told: list[dict[str, Any]], ended: str) -> str:
    """Why a snapshot did not come whole, or ""."""
    raised = next((one["raised"] for one in told if one["raised"]), "")
    return ended or raised or ("" if all(one["good"] for one in told) else "the good file is gone")


async def _pages_that_show(run: Run) -> list[str]:
    from tests.attack.visitor import Visitor  # brings Streamlit along, which children have no use for
    from tests.benchmarks.viewer import ViewerError

    folder, shown = run.folder("away") / "private-place", []
    with run.dashboard(folder) as target:
        for page in PAGES:
            visitor = Visitor(target.address, page, secrets=[str(folder)])
            try:
                async with visitor:
                    pass
            except ViewerError as error:
                shown.append(f"/{page}: {error}")
            if visitor.heard.leaks or str(folder).encode() in target.get(f"/{page}").body:
                shown.append(f"/{page}")
    return shown


def inside(folder: str) -> Iterator[dict[str, Any]]:
    """Look into a folder twice, and say what came of it."""
    from components.records.library import Library

    library = Library(Path(folder))
    for _ in range(2):
        raised, good, messages = "", False, 0
        try:
            snapshot = library.snapshot()
            good = "acme" in snapshot.files
            messages = len([str(problem).encode() for problem in snapshot.problems])
        except Exception as error:
            raised = type(error).__name__
        yield {"raised": raised, "good": good, "messages": messages}


def _socket(folder: Path) -> None:
    # By the folder's descriptor: the whole path may be longer than an address of a socket.
    opened = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{opened}/odd.yaml")
    os.close(opened)


def _sparse(folder: Path) -> None:
    (folder / "odd.yaml").touch()
    os.truncate(folder / "odd.yaml", 4 * 1024**3)


def _tiny(folder: Path) -> None:
    for number in range(5_000):
        (folder / f"tiny-{number}.yaml").write_text("a")


def _names(folder: Path) -> None:
    for name in NAMES:
        (folder / f"{name}.yaml").write_text(GOOD.format(name="Odd"))


def _no_permission(folder: Path) -> None:
    # Who may read everything gets a file that fails when it is read.
    (folder / "odd.yaml").symlink_to("/proc/self/mem")
    if os.geteuid():
        (folder / "shut.yaml").touch(mode=0)


ODDITIES: dict[str, Callable[[Path], None]] = {
    "pipe": lambda folder: os.mkfifo(folder / "odd.yaml"),
    "endless-device": lambda folder: (folder / "odd.yaml").symlink_to("/dev/zero"),
    "terminal": lambda folder: (folder / "odd.yaml").symlink_to("/dev/tty"),
    "socket": _socket,
    "folder": lambda folder: (folder / "odd.yaml").mkdir(),
    "link-to-itself": lambda folder: (folder / "odd.yaml").symlink_to(folder / "odd.yaml"),
    "link-to-nothing": lambda folder: (folder / "odd.yaml").symlink_to(folder / "nothing"),
    "sparse-file": _sparse,
    "no-permission": _no_permission,
    "tiny-files": _tiny,
    "names": _names,
}
