"""The answers at a glance, made of a view: the same for the overview and the report."""

from components.analysis import answers, delivery, intensity
from components.analysis.answers import Answer
from components.downloads import charts, held
from components.downloads.chart import Seen


def found(seen: Seen) -> list[Answer]:
    """What a reader asks first, answered from the data in view."""
    # What was spent does not depend on what is in view: a filter on dates must not hide a quarter from the sum.
    measured = delivery.largest(seen.moves, held.spent(seen), seen.today, answers.worth)
    ratios = charts.yearly_shares(seen)
    return answers.answers(seen.moves, measured, intensity.finding(ratios), seen.selection.currency, intensity.largest(ratios))
