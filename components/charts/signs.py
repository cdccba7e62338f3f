"""What shapes and fills mean, as text: a legend that wraps on a phone and can stand below a picture."""

import pandas as pd

from components.analysis import wording
from components.analysis.part import numbered
from components.charts import theme
from components.language import N_, _
from components.records.vocabulary import Category, Evidence

EVIDENCE = N_("Filled: a filing, the company or a government. Pale: a news report. Hollow: an estimate or unnamed sources.")
BOUNDS = N_("▶ more than this. ┃ up to this. Pale end: a range.")
SPANS = N_("A line through a mark: the day is not known, only the span.")
BARS = N_("A bar is the period that an amount is spread over.")


def shapes(moves: pd.DataFrame) -> list[str]:
    """The shapes of the categories in a frame of moves: ["■ infrastructure", "● model"]."""
    there = set(numbered(moves, "category")[1])
    return [f"{theme.SHAPES[category][1]} {wording.inside(category)}" for category in Category if category.value in there]


def said(*texts: str) -> str:
    """Some of the texts above as a paragraph in the language spoken."""
    return wording.sentences(_(text) for text in texts)


def evidence(word: str) -> str:
    """How good the evidence of a mark is, as the last line of what it says: "Evidence: filing"."""
    return _("Evidence: {evidence}").format(evidence=wording.inside(Evidence(word)))


def source(publishers: str) -> str:
    """Where a mark comes from: "Source: Xinhua"."""
    return _("Source: {publishers}").format(publishers=publishers)
