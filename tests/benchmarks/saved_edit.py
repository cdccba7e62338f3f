"""Saved edit to changed page: a file of the large folder is written anew, and an open page shows the new data."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import browsers, servers
from tests.benchmarks.scale import Scale
from tests.benchmarks.table import Row, alone

# The last line of each page names the revision of the data that the page shows: once it is another, all above it is there as well.
REVISION = """() => [...document.querySelectorAll('[data-testid=stCaptionContainer]')].map(line => line.textContent)
    .find(text => text.includes('data revision'))"""


def measure(scale: Scale) -> Iterator[Row]:
    """A row for each of the shipped data and the large folder. Both are copied first: nothing of anybody's is edited."""
    with browsers.chromium() as browser:
        for source, name, times in ((servers.SHIPPED, "shipped data", scale.times), (scale.large, scale.much, scale.large_times)):
            with tempfile.TemporaryDirectory() as folder:
                data = Path(folder) / "data"
                shutil.copytree(source, data)
                yield alone(f"saved edit to changed page ({name})", _edits(browser, data, times), most=2.0)


def _edits(browser: browsers.Browser, data: Path, times: int) -> list[float]:
    path = next(path for path in sorted(data.glob("*.yaml")) if not path.name.startswith("_"))
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("    title: ") and number > lines.index("moves:"))
    taken = []
    with servers.dashboard(data) as dashboard, browsers.fresh(browser) as page:
        page.goto(f"{dashboard.address}/timeline", wait_until="commit")
        browsers.settle(page)
        for number in range(times):
            browsers.rest(page)
            before = page.evaluate(REVISION)
            lines[place] = f"    title: Edited for the {number + 1}. time"
            began = time.perf_counter()
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            page.wait_for_function(f"before => ![undefined, before].includes(({REVISION})())", arg=before)
            taken.append(time.perf_counter() - began)
    return taken
