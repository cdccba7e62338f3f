"""The companies that a chart has room for: more than a few dozen nobody tells apart."""

import pandas as pd

from components.downloads.chart import Seen
from components.language import _

MOST = 30  # companies; tests/browser/test_states.py looks at as many


def companies(seen: Seen, frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The rows of the companies that are drawn, those with the most moves in view, and a sentence on it where that is not all.

    `frame` has a column `company`.
    """
    there = frame["company"].unique()
    if len(there) <= MOST:
        return frame, ()
    counts = seen.moves["company"].value_counts()
    drawn = sorted(there, key=lambda company: (-int(counts.get(company, 0)), company))[:MOST]
    words = _("Drawn are the {some} of {count} companies with the most moves in view; the table and the CSV have all.")
    return frame[frame["company"].isin(drawn)], (words.format(some=MOST, count=f"{len(there):,}"),)
