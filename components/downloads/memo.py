"""The last few results of what takes long to make, for all threads of the process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

Made = TypeVar("Made")


class Memo:
    """The last few results of something that is expensive. What is being made is waited for, not made twice.

    Bounded in number and, where `most_bytes` is given, in the bytes of the frames held; the newest result always stays. One result is
    made at a time, so that a crowd does not fill the memory with what is half made; who asks for one that is there waits for nobody.
    """

    def __init__(self, most: int, most_bytes: int | None = None) -> None:
        self._most, self._most_bytes = most, most_bytes
        # The first is held for an instant, the second for as long as something is made.
        self._lock, self._making = threading.Lock(), threading.RLock()
        self._made: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result for a key, made now if it is not among the last ones."""
        if (found := self._found(key)) is None:
            with self._making:
                # Somebody may have made it meanwhile.
                if (found := self._found(key)) is None:
                    found = (make(),)
                    self.put(key, found[0])
        made: Made = found[0]
        return made

    def clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._made.clear()
            self._bytes = 0

    def keep(self, wanted: Callable[[Any], bool]) -> None:
        """Forget all results but those whose keys are wanted."""
        with self._lock:
            gone = [self._made.pop(key) for key in list(self._made) if not wanted(key)]
            self._bytes -= sum(size for _result, size in gone)

    def put(self, key: Hashable, result: object) -> None:
        """Take a result that was made elsewhere."""
        size = size_of(result) if self._most_bytes is not None else 0
        # Freed after the lock: to free a large frame takes as long as to copy it.
        gone = []
        with self._lock:
            if (before := self._made.pop(key, None)) is not None:
                gone.append(before)
            self._made[key] = result, size
            self._bytes += size - (before[1] if before else 0)
            while len(self._made) > self._most or (len(self._made) > 1 and self._bytes > (self._most_bytes or self._bytes)):
                gone.append(self._made.popitem(last=False)[1])
                self._bytes -= gone[-1][1]

    def _found(self, key: Hashable) -> tuple[Any, ...] | None:
        with self._lock:
            if key not in self._made:
                return None
            self._made.move_to_end(key)
            return self._made[key]


# Bytes of a cell of a frame: the place of a text, or a number. The texts themselves are most often those of the records, which are there
# anyway. To ask pandas takes longer than a page's table.
CELL = 10
TEXT = 40  # bytes of a text in a list


def size_of(result: object) -> int:
    """Bytes of the frames in a result, roughly: a frame, an Arrow table, a dataclass or tuple with frames, a list of texts.

    A frame that stands in it twice is counted once; what two results share is counted for each.
    """
    return sum({id(part): size for part, size in _parts(result)}.values())


def _parts(result: object) -> Iterator[tuple[object, int]]:
    if isinstance(result, pd.DataFrame):
        yield result, result.size * CELL
    elif isinstance(result, pa.Table):
        yield result, result.nbytes
    elif isinstance(result, tuple | list) and result and isinstance(result[0], str):
        yield result, len(result) * TEXT
    elif isinstance(result, tuple | list):
        for part in result:
            yield from _parts(part)
    elif is_dataclass(result):
        for field in fields(result):
            yield from _parts(getattr(result, field.name))
