"""The last few results of what takes long to make, for all threads of the process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import pandas as pd

Made = TypeVar("Made")


class Memo:
    """The last few results of something that is expensive. What is being made is waited for, not made twice.

    Bounded in number and, where `most_bytes` is given, in the bytes of the frames held; the newest result always stays.
    """

    def __init__(self, most: int, most_bytes: int | None = None) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.RLock()
        self._made: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result for a key, made now if it is not among the last ones."""
        with self._lock:
            if key not in self._made:
                result = make()
                size = size_of(result) if self._most_bytes is not None else 0
                self._made[key] = result, size
                self._bytes += size
            self._made.move_to_end(key)
            while len(self._made) > self._most or (len(self._made) > 1 and self._bytes > (self._most_bytes or self._bytes)):
                self._bytes -= self._made.popitem(last=False)[1][1]
            made: Made = self._made[key][0]
            return made

    def clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._made.clear()
            self._bytes = 0

    def put(self, key: Hashable, result: object) -> None:
        """Take a result that was made elsewhere."""
        with self._lock:
            self._bytes -= self._made.pop(key, (None, 0))[1]
        self.get(key, lambda: result)


CELL = 40  # bytes of a cell of a frame, texts and numbers together; to ask pandas takes longer than a page's table


def size_of(result: object) -> int:
    """Bytes of the frames in a result, roughly: a frame, a dataclass or tuple with frames. What two results share is counted for each."""
    if isinstance(result, pd.DataFrame):
        return result.size * CELL
    if isinstance(result, tuple | list):
        if result and isinstance(result[0], str):
            return len(result) * CELL
        return sum(size_of(part) for part in result)
    if is_dataclass(result):
        return sum(size_of(getattr(result, field.name)) for field in fields(result))
    return 0
