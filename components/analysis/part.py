"""Some rows of a frame, each column copied when it is asked for.

Of a hundred thousand moves with sixty columns a filter leaves tens of thousands. To copy all of their columns takes as long as a page
that then looks at twenty, and to free them half as long again.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.intp]


# So many rows pandas takes, of all columns, in the time in which a page asks for twenty columns one by one.
FEW = 2000


def together(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame; one of few rows as a copy in which the columns of one type are one piece of memory: pandas cuts rows piece by piece."""
    return frame.copy() if len(frame) <= FEW else frame


class Codes:
    """The words of a frame's columns in whole numbers: to look for words in a hundred thousand rows takes twenty times as long.

    A column is numbered when it is first asked for. Good for every frame whose rows have the same words in it.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._columns: dict[str, tuple[Places, pd.Index[Any]]] = {}

    def of(self, column: str) -> "tuple[Places, pd.Index[Any]]":
        """The number of each row's word, and the words: 0 is the first of the alphabet."""
        if column not in self._columns:
            self._columns[column] = pd.factorize(self._frame[column], sort=True)
        return self._columns[column]

    def there(self, column: str, chosen: Sequence[str], places: Places) -> Places:
        """Those of the places at which a column has one of the words chosen."""
        numbers, words = self.of(column)
        wanted = np.zeros(len(words), dtype=bool)
        known = words.get_indexer(pd.Index(list(chosen), dtype="str"))
        wanted[known[known >= 0]] = True
        return places[wanted[numbers[places]]]


def part(source: pd.DataFrame, places: Places, codes: Codes | None = None) -> pd.DataFrame:
    """The rows of a frame at places: of many each column is copied when it is asked for. The source must not change.

    `codes` are those of the source, where they are known.
    """
    return source.take(places) if len(places) <= FEW else Part(source, places, codes)


def numbered(frame: pd.DataFrame, column: str) -> "tuple[Places, pd.Index[Any]]":
    """The words of a column of text as whole numbers, one a row, and the words that there are, by number, in the order of the alphabet."""
    if not isinstance(frame, Part) or frame._codes is None:
        return pd.factorize(frame[column], sort=True)
    numbers, words = frame._codes.of(column)
    numbers = numbers[frame._places]
    there = np.bincount(numbers, minlength=len(words)) > 0
    # Counted anew without the words that the part has nowhere.
    return (there.cumsum() - 1)[numbers], words[there]


class Part(pd.DataFrame):
    """The rows of `source` at `places`: in all respects the frame that `source.take(places)` gives, and not to be changed.

    A column, some of the rows, the index and the names of columns are taken from the source; whatever else pandas is asked for takes the
    whole frame first, once. The source must not change and stays in memory for as long as its parts do.
    """

    # Beside pandas' own: whatever else is set on a frame it takes for a column.
    _internal_names: ClassVar = [*pd.DataFrame._internal_names, "_source", "_places", "_codes", "_index", "_taken", "_whole"]  # type: ignore[attr-defined]
    _internal_names_set: ClassVar = set(_internal_names)

    def __init__(self, source: pd.DataFrame, places: Places, codes: Codes | None = None) -> None:
        super().__init__()
        self._source, self._places, self._codes = source, places, codes
        self._index = source.index.take(places)
        self._taken: dict[str, pd.Series] = {}
        self._whole: pd.DataFrame | None = None

    @property  # type: ignore[misc]  # pandas' own can be set, too
    def index(self) -> "pd.Index[Any]":
        return self._index

    @property  # type: ignore[misc]
    def columns(self) -> "pd.Index[Any]":
        return self._source.columns

    @property
    def _mgr(self) -> Any:
        """What pandas keeps a frame's values in, and asks for in all that is not answered below."""
        if self._whole is None:
            self._whole = self._source.take(self._places)
        return self._whole._mgr

    @_mgr.setter
    def _mgr(self, manager: Any) -> None:
        """Of no rows: pandas sets it where a frame is made."""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return self._column(key).copy(deep=False)
        if isinstance(key, list) and all(isinstance(name, str) for name in key):
            return self._source[key].take(self._places)
        if isinstance(key, pd.Series) and key.dtype == bool and key.index.equals(self.index):
            return self.take(key.to_numpy().nonzero()[0])
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError("a part of a frame is shared and not to be changed: take a copy")

    def take(self, indices: Any, axis: Any = 0) -> pd.DataFrame:  # type: ignore[misc, override]
        """As pandas' own. Many rows are a part of the same source."""
        return part(*self.within(indices), self._codes) if axis in (0, "index") else super().take(indices, axis)

    def within(self, places: Sequence[int] | Places) -> tuple[pd.DataFrame, Places]:
        """The source, and where in it the rows at these places of the part stand."""
        return self._source, self._places[np.asarray(places, dtype=np.intp)]

    def _column(self, name: str) -> pd.Series:
        column: pd.Series | None = self._taken.get(name)
        if column is None:
            values = self._source[name].array.take(self._places)
            column = self._taken[name] = pd.Series(values, index=self.index, name=name, copy=False)
        return column
