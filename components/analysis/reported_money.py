"""Reported figures in another currency, each at the mean of the reference rates over its period."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from components.analysis import conversion, money, wording
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Nature


def shown(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Rows of the figures frame in `currency` (ISO 4217; empty: as reported), with what was reported in a column `stated_text`.

    The working goes before the note. What has no rate stays as it is, in its own currency: see `not_converted`.
    """
    frame = frame.assign(stated_text=frame["text"])
    if not currency:
        return frame
    made = [_made(row, currency) for row in rows(frame)]
    columns = ("value", "low", "high", "currency", "text", "note")
    return frame.assign(**{name: pd.Series([one[name] for one in made], frame.index, dtype=frame[name].dtype) for name in columns})


def not_converted(frame: pd.DataFrame, currency: str) -> list[str]:
    """A sentence on the rows of a result of `shown` that have no rate; none where all have one, or no currency is chosen."""
    left = frame[frame["currency"] != currency] if currency else frame.iloc[:0]
    if left.empty:
        return []
    words = _("{company} {sum}, {date}")
    named = [words.format(company=row.company_name, sum=row.text, date=row.period_words) for row in rows(left)]
    return [_("Not converted: {list}.").format(list=wording.clauses(wording.first(named)))]


def _made(row: Any, currency: str) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in ("value", "low", "high", "currency", "text", "note")}
    if row.currency == currency:
        return kept
    # Of money spent over a period the mean over that period counts, as for a statement of what was spent.
    spent = SimpleNamespace(nature=Nature.SPENDING, period_start=row.period_start, period_end=row.period_end, period_text=row.period_words)
    found = conversion.find(spent, row.currency, currency)
    if isinstance(found, str):
        return kept
    low, high = ((row.value if pd.isna(end) else end) * found.factor for end in (row.low, row.high))
    return {
        "value": row.value * found.factor,
        "low": row.low * found.factor,
        "high": row.high * found.factor,
        "currency": currency,
        "text": money.text(low, high, currency, row.qualifier, money.CONVERTED),
        "note": wording.sentences([_("{sum} as stated; {rate}.").format(sum=row.text, rate=found.words), row.note]),
    }
