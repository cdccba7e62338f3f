"""The same complaint again and again: the log says it, and does not fill the disk."""

from collections.abc import Iterator
from contextlib import suppress

from websockets.exceptions import WebSocketException

from tests import event_loop
from tests.attack.tools import Row, Run, Target, ask, at_once, handshake
from tests.attack.visitor import Visitor
from tests.benchmarks.viewer import ViewerError

# For all kinds of complaints together: each may be told a few times, with where it came from.
MOST_LINES, MOST_BYTES = 200, 50_000


def attack(run: Run) -> Iterator[Row]:
    """Rows for lines and bytes that many refusals and senseless messages add to the log."""
    target, each = run.target, run.count(300, 60)
    before = target.log.read_bytes()
    refusals = [lambda i=i: handshake(target.address, Origin=f"https://evil-{i}.example") for i in range(each)]
    refusals += [lambda i=i: target.get(f"/media/{i}") for i in range(each)]
    refusals += [lambda i=i: ask(target.address, f"/_stcore/upload_file/x/{i}", "PUT", b"x") for i in range(each)]
    at_once(refusals)
    for message in (b"\xff\xff\xff no message", "text"):
        event_loop.run(_say(target, message, each))
    added = target.log.read_bytes()[len(before) :]
    tried = f"{len(refusals) + 2 * each:,} refusals and senseless messages"
    yield Row("log", tried, "lines", added.count(b"\n"), MOST_LINES)
    yield Row("log", tried, "bytes", len(added), MOST_BYTES, "kB")
    told = sum(f"evil-{i}.example".encode() in added for i in range(each))
    yield Row("log", f"{each} of them with an origin of their own", "origins in the log", told, MOST_LINES)


async def _say(target: Target, message: bytes | str, count: int) -> None:
    """Connect and say something that is no message, so many times."""
    for _ in range(count):
        visitor = Visitor(target.address, seconds=10)
        await visitor.meet()
        with suppress(ViewerError, WebSocketException, OSError):
            await visitor.send(message)
            await visitor.end()
        await visitor.close()
