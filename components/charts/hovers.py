"""What the mark of a move says when it is pointed at or touched, the same on every chart."""

from functools import lru_cache
from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.charts import signs, theme
from components.language import _, current
from components.records.vocabulary import Category, Measure, Nature, Status


def hovers(moves: pd.DataFrame, *, shown: bool = True) -> list[str]:
    """What each mark says when pointed at: title, date, amount as stated and, with `shown`, as converted or per year, evidence.

    Takes a moves frame, compared or not.
    """
    changed = money.all_changed(moves) if shown and "shown_text" in moves else [False] * len(moves)
    texts = moves["shown_text"].to_list() if any(changed) else [""] * len(moves)
    said = [text if is_changed else "" for text, is_changed in zip(texts, changed, strict=True)]
    return [_hover(current(), *row) for row in zip(*(moves[name].to_list() for name in _SAID), said, strict=True)]


def hover(row: Any, *, shown: bool = True) -> str:
    """The same for one row."""
    text = row.shown_text if shown and getattr(row, "shown_text", None) and money.changed(row) else ""
    return _hover(current(), *(getattr(row, name) for name in _SAID), text)


_SAID = (
    "title",
    "company_name",
    "date_words",
    "amount_text",
    "nature",
    "measure",
    "period_text",
    "category",
    "status",
    "denied",
    "evidence",
)


# The same moves come again in most views.
@lru_cache(maxsize=8192)
def _hover(
    _language: str,
    title: str,
    company: str,
    day: str,
    amount: str,
    nature: str,
    measure: str,
    period: str,
    category: str,
    stands: str,
    denied: bool,
    evidence: str,
    shown: str,
) -> str:
    lines = [f"<b>{theme.wrap(title)}</b>", f"{theme.escape(company)} · {day}"]
    if amount:
        words = _("{amount} · {nature} of {measure}, {period}") if period else _("{amount} · {nature} of {measure}")
        of, what = wording.inside(Nature(nature)), wording.inside(Measure(measure))
        lines.append(theme.wrap(words.format(amount=amount, nature=of, measure=what, period=period)))
    if shown:
        lines.append(theme.wrap(f"= {shown}"))
    status = Status(stands)
    said = [Category(category).label, wording.inside(status)]
    said += [_("called wrong by the company")] if denied and status is not Status.DENIED else []
    lines.append(" · ".join(said))
    lines.append(signs.evidence(evidence))
    return "<br>".join(lines)
