"""Attack the dashboard as a hostile visitor and a careless editor would, and print one table of figures: `python -m tests.attack`.

Everything is bounded in number and time, stays on this machine, and is the same for an equal seed.
"""

import argparse
import importlib
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.attack.tools import Row, Run, Skipped, table

# Attack -> its module in this folder, in the order in which they run.
ATTACKS = {
    "files": "files",
    "folders": "folders",
    "branches": "branches",
    "drafts": "drafts",
    "widgets": "widgets",
    "addresses": "addresses",
    "origins": "origins",
    "uploads": "uploads",
    "slow-readers": "slow_readers",
    "new-requests": "new_requests",
    "log": "log",
    "sessions": "sessions",
    "replica": "replica",
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    given = argparse.ArgumentParser(prog="python -m tests.attack", description=(__doc__ or "").splitlines()[0])
    given.add_argument("--quick", action="store_true", help="try less of everything: a rough look")
    given.add_argument("--seed", type=int, help="try again what a run with this seed has tried")
    given.add_argument(
        "--only", action="append", choices=ATTACKS, metavar="NAME", help=f"only this attack, may repeat: {', '.join(ATTACKS)}"
    )
    return given


def main(arguments: list[str] | None = None) -> int:
    """Attack, print the table to standard output and progress to standard error. 1 where one was not held or could not run."""
    given = parser().parse_args(arguments)
    # A server must not outlive the command, however that ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    seed = random.randrange(1_000_000) if given.seed is None else given.seed
    began = time.monotonic()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="ai-moves-") as folder, Run(Path(folder), seed, given.quick) as run:
        for name in given.only or ATTACKS:
            print(f"{name} ({time.monotonic() - began:.0f} s)", file=sys.stderr)
            try:
                for row in importlib.import_module(f"tests.attack.{ATTACKS[name]}").attack(run):
                    print("  " + " | ".join(row.cells()), file=sys.stderr)
                    rows.append(row)
            except Skipped as error:
                rows.append(Row(name, "nothing", str(error)))
            except Exception as error:
                traceback.print_exc()
                said = str(error).splitlines()[0] if str(error) else ""
                rows.append(Row(name, "stopped", f"{type(error).__name__}: {said}", most=0))
    print(table(rows))
    lost = sum(row.held is False for row in rows)
    size = "quick" if given.quick else "full"
    print(f"\n{lost} of {len(rows)} not held. A {size} run with seed {seed}, {time.monotonic() - began:.0f} s.")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
