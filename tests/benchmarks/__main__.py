"""Measure the dashboard against its targets and print the table: `python -m tests.benchmarks`.

What is compared is taken in turns in one run on one machine, so ratios hold where seconds do not. A target that is missed is said
and does not fail the command: only a part that cannot be measured does.
"""

import argparse
import importlib.util
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.benchmarks import generate, scale
from tests.benchmarks.table import Row, markdown, shown

# Part -> its module in this folder, in the order in which they run.
PARTS = {
    "first-chart": "first_chart",
    "filter-click": "filter_click",
    "rerun": "rerun",
    "saved-edit": "saved_edit",
    "reading": "reading",
    "sent": "sent",
    "search": "search",
    "hostile-draft": "hostile_draft",
    "crowd": "crowd",
    "soak": "soak",
    "peers": "peers",
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    given = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").splitlines()[0])
    given.add_argument("--quick", action="store_true", help="few repetitions, small data and a small crowd: a rough look")
    given.add_argument(
        "--only", action="append", choices=PARTS, metavar="PART", help=f"measure only this part, may repeat: {', '.join(PARTS)}"
    )
    return given


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table to standard output and progress to standard error. 1 where a part could not be measured."""
    given = parser().parse_args(arguments)
    # Every part that starts a server asks for its memory.
    if importlib.util.find_spec("psutil") is None:
        print("benchmarks need packages of their own: pip install -e '.[test,benchmarks]'", file=sys.stderr)
        return 2
    # A server must not outlive the command, however that ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    rows: list[Row] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="ai-moves-") as folder:
        size = (scale.quick if given.quick else scale.full)(Path(folder))
        print(f"writing {size.moves:,} moves of {size.companies:,} companies", file=sys.stderr)
        generate.write(size.large, size.companies, size.moves)
        for part in given.only or PARTS:
            print(f"{part} ({time.monotonic() - began:.0f} s)", file=sys.stderr)
            try:
                for row in importlib.import_module(f"tests.benchmarks.{PARTS[part]}").measure(size):
                    print(f"  {row.what}: {shown(row.measured, row.unit)}", file=sys.stderr)
                    rows.append(row)
            except Exception as error:
                traceback.print_exc()
                rows.append(Row(part, note=f"not measured: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"))
                failed = 1
    print(markdown(rows))
    print(f"\nMeasured in {time.monotonic() - began:.0f} s. Measured and floor are medians, the ratio is the median of the pairs' ratios.")
    return failed


if __name__ == "__main__":
    sys.exit(main())
