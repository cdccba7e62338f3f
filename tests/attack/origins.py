"""Handshakes of a foreign origin, where whatever leaves the machine hangs: refused at once, and nothing is asked of the internet."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.attack.tools import Row, Run, handshake

ORIGINS = ("https://evil.example", "null", "http://127.0.0.1.evil.example", "https://evil.example:443", "file://", "not an origin")
COUNT, LOOKS, MOST_SECONDS = 20, 10, 10.0


def attack(run: Run) -> Iterator[Row]:
    """Rows for handshakes that were not refused, for what was asked of other machines, and for how long health took meanwhile."""
    target, asked, hang = run.target, run.watch / "asked", run.watch / "hang"
    before, waits, ill = len(asked.read_text().splitlines()), [], 0
    hang.touch()
    try:
        with ThreadPoolExecutor(COUNT) as pool:
            refused = [pool.submit(handshake, target.address, 120, Origin=ORIGINS[i % len(ORIGINS)]) for i in range(COUNT)]
            for _ in range(LOOKS):
                began = time.monotonic()
                ill += target.get("/_stcore/health").status != 200
                waits.append(time.monotonic() - began)
            statuses = Counter(future.result().status for future in refused)
    finally:
        hang.unlink()
    lines = asked.read_text().splitlines()[before:]
    tried = f"{COUNT} handshakes of foreign origins"
    said = ", ".join(f"{count} × {status}" for status, count in statuses.items())
    yield Row("origins", tried, "answers other than 403", COUNT - statuses[403], 0, note=said)
    yield Row("origins", tried, "look-ups on the internet", len(lines), 0, note=", ".join(sorted(set(lines))))
    yield Row("origins", f"{LOOKS} looks at health meanwhile", "not answered", ill, 0)
    yield Row("origins", f"{LOOKS} looks at health meanwhile", "slowest", max(waits), MOST_SECONDS, "s")
