"""Promises kept: what became of each move that was due by some date. Nothing known is never shown as broken."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from components.analysis import wording
from components.analysis.tables import rows
from components.language import N_, _, n_
from components.records.dates import PartialDate
from components.records.schema import CompanyFile
from components.records.vocabulary import Evidence, Status


class Outcome(StrEnum):
    """What became of a promise, in the order in which tables and charts show it. The value is in English, `label` is for people."""

    EARLY = N_("kept early")
    ON_TIME = N_("kept on time")
    LATE = N_("kept late")
    SOMETIME = N_("kept, day not known")
    OVERDUE = N_("overdue, nothing known")
    OPEN = N_("open")
    CANCELLED = N_("cancelled")

    @property
    def label(self) -> str:
        """The outcome in the reader's language."""
        return _(self.value)


PROMISE_COLUMNS: dict[str, str] = {
    "key": "`company/move-id` of the promise",
    "company": "id of the company",
    "company_name": "its name",
    "title": "of the promise",
    "made": "the date of the promise for people",
    "due": "the date that it was due for people, in the precision in which it was given",
    "due_start": "first day of the span that the due date stands for",
    "due_end": "last day",
    "outcome": "one of `Outcome`",
    "days_low": "days from the due date to the first day on which it may have been kept: less than 0 is early, 0 is on time, more is "
    "late; NaN where it is not kept, or the day is not known",
    "days_high": "the same to the last such day; equal where the day is known",
    "text": "the outcome in words, with the days",
    "kept": "the date on which it was kept for people, empty where it is not",
    "fulfilled_by": "key of the move that completes it, empty without one",
    "fulfilled_title": "its title",
    "parts": "tuple of the keys of all moves that fulfil it or a part of it, also of those not completed",
    "evidence": "how good the source of the promise is, or the weaker of that and its fulfilment's",
    "source_keys": "tuple of `company/source-key` of the promise and of what fulfils it",
    "source_url": "address of the first source of the fulfilment, or else of the promise; None where no source has one",
}


def due_dates(files: Mapping[str, CompanyFile]) -> dict[str, PartialDate]:
    """When each promise is due, by the key of its move."""
    return {f"{company}/{move.id}": move.due for company, file in files.items() for move in file.moves if move.due is not None}


def promises(moves: pd.DataFrame, dues: Mapping[str, PartialDate], today: date) -> pd.DataFrame:
    """Each move that has a due date, with `PROMISE_COLUMNS`, by outcome, then by due date.

    `moves` are all moves, whatever is in view, since what fulfils a promise may be of another kind; `dues` is the result of
    `due_dates`. What the company called wrong was no promise and is left out. The rules:

    - A move fulfils a promise where its `fulfils` names any statement of the promise's plan.
    - Several such moves are parts of one promise: it is kept when all are completed, on the date of the last. Until then it is
      open or overdue, and the text names the parts that are there.
    - A fulfilment that is only reported ("media say so") has the date of the report, which says nothing on the day itself. It is
      still on time where the report is no later than the due date.
    - It is kept on time where its date and the due date have a day in common: dates of a month or a year say no more.
    """
    given = moves[moves["key"].isin(dues) & ~moves["denied"] & (moves["status"] != Status.DENIED.value)]
    plans = dict(zip(moves["key"], moves["plan"], strict=True))
    fulfilling: dict[str, list[Any]] = {}
    for row in rows(moves[(moves["fulfils"] != "") & ~moves["denied"] & (moves["status"] != Status.CANCELLED.value)]):
        fulfilling.setdefault(plans.get(row.fulfils, row.fulfils), []).append(row)
    found = [_row(promise, dues[promise.key], fulfilling.get(promise.plan, []), pd.Timestamp(today)) for promise in rows(given)]
    frame = pd.DataFrame(found, columns=list(PROMISE_COLUMNS)).astype(_TYPES)
    order = frame["outcome"].map({outcome.value: place for place, outcome in enumerate(Outcome)})
    ordered = frame.assign(_order=order).sort_values(["_order", "due_end", "key"], kind="stable", ignore_index=True)
    return ordered.drop(columns="_order")


_TYPES = {
    **dict.fromkeys((name for name in PROMISE_COLUMNS if name not in ("parts", "source_keys")), "str"),
    **dict.fromkeys(("due_start", "due_end"), "datetime64[s]"),
    **dict.fromkeys(("days_low", "days_high"), "float64"),
}


def _row(promise: Any, due: PartialDate, parts: list[Any], today: pd.Timestamp) -> dict[str, Any]:
    done = [part for part in parts if part.status in (Status.COMPLETED, Status.REPORTED)]
    outcome, days = _outcome(promise, due, parts, done, today)
    kept = outcome in (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE, Outcome.SOMETIME)
    last = _last(done) if kept and done else None
    sources = [last, promise] if last is not None else [promise]
    return {
        "key": promise.key,
        "company": promise.company,
        "company_name": promise.company_name,
        "title": promise.title,
        "made": promise.date_words,
        "due": due.words,
        "due_start": due.start,
        "due_end": due.end,
        "outcome": outcome.value,
        "days_low": days[0] if days else None,
        "days_high": days[1] if days else None,
        "text": _text(outcome, days, due, last, done, parts),
        "kept": last.date_words if last is not None else "",
        "fulfilled_by": last.key if last is not None else "",
        "fulfilled_title": last.title if last is not None else "",
        "parts": tuple(part.key for part in parts),
        "evidence": max((Evidence(row.evidence) for row in sources), key=lambda evidence: evidence.rank).value,
        "source_keys": tuple(dict.fromkeys(key for row in (promise, *parts) for key in row.source_keys)),
        "source_url": next((row.source_url for row in sources if pd.notna(row.source_url)), None),
    }


def _last(done: list[Any]) -> Any:
    """The part that completes a promise: the one with the latest date."""
    return max(done, key=lambda part: (part.date_end, part.date_start, part.key))


def _outcome(
    promise: Any, due: PartialDate, parts: list[Any], done: list[Any], today: pd.Timestamp
) -> tuple[Outcome, tuple[int, int] | None]:
    """What became of it, and from how many to how many days early (less than 0) or late where that is known."""
    if parts and len(done) == len(parts):
        last = _last(done)
        low, high = (_apart(day, due) for day in (last.date_start.date(), last.date_end.date()))
        if last.status == Status.REPORTED:
            # It was true by then; since when is not said.
            return (Outcome.ON_TIME if high <= 0 else Outcome.SOMETIME), None
        if high < 0:
            return Outcome.EARLY, (low, high)
        return (Outcome.LATE if low > 0 else Outcome.ON_TIME), (low, high)
    if promise.status == Status.CANCELLED:
        return Outcome.CANCELLED, None
    if promise.status == Status.COMPLETED:
        return Outcome.SOMETIME, None
    return (Outcome.OVERDUE if pd.Timestamp(due.end) < today else Outcome.OPEN), None


def _apart(day: date, due: PartialDate) -> int:
    """Days from a due date to a day: 0 on any day of its span, less before it, more after it."""
    return min((day - due.start).days, 0) + max((day - due.end).days, 0)


def _text(outcome: Outcome, days: tuple[int, int] | None, due: PartialDate, last: Any, done: list[Any], parts: list[Any]) -> str:
    if outcome in (Outcome.EARLY, Outcome.LATE) and days:
        words = _("kept early, by {days}") if outcome is Outcome.EARLY else _("kept late, by {days}")
        return words.format(days=_span(*days))
    if outcome is Outcome.ON_TIME:
        if days and days != (0, 0):
            # The due day lies within what is known of the day: a month, say.
            return _("kept on time, as far as {date} says").format(date=last.date_words)
        return outcome.label if days else _("kept on time: reported by {date}").format(date=last.date_words)
    if outcome is Outcome.SOMETIME and last is not None:
        late = (last.date_end.date() - due.end).days
        words = _("kept, as reported by {date}; since when is not known, so at most {days} late")
        return words.format(date=last.date_words, days=wording.days(late))
    if outcome in (Outcome.OVERDUE, Outcome.OPEN) and parts:
        words = n_("open; {done} of {count} known part done", "open; {done} of {count} known parts done", len(parts))
        if outcome is Outcome.OVERDUE:
            words = n_(
                "overdue; {done} of {count} known part done, nothing known of the rest",
                "overdue; {done} of {count} known parts done, nothing known of the rest",
                len(parts),
            )
        return words.format(done=len(done), count=f"{len(parts):,}")
    return outcome.label


def _span(low: int, high: int) -> str:
    """Days in words without their sign: (3, 3) -> "3 days", (-40, -10) -> "10 to 40 days"."""
    first, last = sorted((abs(low), abs(high)))
    if first == last:
        return wording.days(last)
    return n_("{first} to {count} day", "{first} to {count} days", last).format(first=f"{first:,}", count=f"{last:,}")


_COUNTED = {
    Outcome.EARLY: N_("{count} kept early"),
    Outcome.ON_TIME: N_("{count} kept on time"),
    Outcome.LATE: N_("{count} kept late"),
    Outcome.SOMETIME: N_("{count} kept on a day that is not known"),
    Outcome.OVERDUE: N_("{count} overdue with nothing known"),
    Outcome.OPEN: N_("{count} open"),
    Outcome.CANCELLED: N_("{count} cancelled"),
}


def finding(frame: pd.DataFrame) -> str:
    """How many promises there are and what became of them. Takes the result of `promises`."""
    if frame.empty:
        return ""
    counts = frame["outcome"].value_counts()
    parts = [_(_COUNTED[outcome]).format(count=counts[outcome.value]) for outcome in Outcome if outcome.value in counts]
    lead = n_("{count} promise with a due date: {list}.", "{count} promises with a due date: {list}.", len(frame))
    told = [lead.format(count=f"{len(frame):,}", list=wording.listed(parts))]
    latest = frame[frame["outcome"] == Outcome.LATE.value].sort_values("days_low", ascending=False, kind="stable")
    if len(latest):
        top = latest.iloc[0]
        words = _("The latest is {company}: {title}, {outcome}.")
        told.append(words.format(company=top["company_name"], title=top["title"], outcome=top["text"]))
    unnamed = int((frame["evidence"] == Evidence.UNNAMED.value).sum())
    if unnamed:
        words = n_(
            "{count} of them rests on unnamed sources, not on the company's word.",
            "{count} of them rest on unnamed sources, not on the company's word.",
            unnamed,
        )
        told.append(words.format(count=f"{unnamed:,}"))
    if Outcome.OVERDUE.value in counts:
        told.append(_("Overdue means that nothing on it is known here, not that it was broken."))
    return wording.sentences(told)


def in_view(frame: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    """The promises among so many moves: filters choose what is shown, never what became of it."""
    return frame[frame["key"].isin(list(keys))].reset_index(drop=True)
