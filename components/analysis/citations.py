"""Which sources moves cite, for a hundred thousand of them at once: in whole numbers, not in texts."""

from collections.abc import Iterable
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.intp]


class Citations:
    """Made once of all moves and all sources, frames as `tables.Tables` has them."""

    def __init__(self, moves: pd.DataFrame, sources: pd.DataFrame) -> None:
        self._place = place = {key: number for number, key in enumerate(sources["key"].to_list())}
        cited = moves["source_keys"].to_list()
        self._moves = moves.index
        self._counts = np.fromiter(map(len, cited), np.intp, len(cited))
        self._cited = np.fromiter(map(place.__getitem__, chain.from_iterable(cited)), np.intp, int(self._counts.sum()))
        codes, names = pd.factorize(sources["publisher"])
        self._publisher_of, self._publishers = codes, names.to_list()

    def places(self, moves: pd.DataFrame) -> Places:
        """The places of the sources that some of the moves cite, each once, in the order of the sources."""
        chosen = np.zeros(len(self._moves), dtype=bool)
        chosen[self._moves.get_indexer(moves.index)] = True
        used = np.zeros(len(self._publisher_of), dtype=bool)
        used[self._cited[np.repeat(chosen, self._counts)]] = True
        return used.nonzero()[0]

    def places_of(self, keys: Iterable[str]) -> Places:
        """The places of the sources with these keys."""
        return np.array([self._place[key] for key in keys], dtype=np.intp)

    def publishers(self, moves: pd.DataFrame) -> dict[str, int]:
        """How many sources of each publisher some of the moves cite, publisher -> number, without those that they cite none of."""
        counts = np.bincount(self._publisher_of[self.places(moves)], minlength=len(self._publishers))
        return {str(self._publishers[code]): int(counts[code]) for code in counts.nonzero()[0]}
