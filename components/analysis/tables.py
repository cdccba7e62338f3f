"""Checked records to tidy frames: one row a move, a figure, a source. Column meanings stand with each function.

Frames are shared between viewers: never change one in place, take a copy or a selection.
"""

import sys
from collections import Counter, namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from components.analysis import plans, wording
from components.analysis.part import Part, Places
from components.language import N_, _, current
from components.records.dates import PartialDate
from components.records.schema import Company, CompanyFile, Figure, Move, Period, Source
from components.records.vocabulary import EVIDENCE_OF_KIND

# To cut a frame of some hundred rows and to read its cells takes a third of the time that Arrow's strings take; with a hundred
# thousand rows the two are even, as the memory is: the strings are those of the records.
pd.set_option("mode.string_storage", "python")

MOVE_DATES = ("date_start", "date_end", "date_mid", "period_start", "period_end", "due")
FIGURE_DATES = ("period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Tables:
    """All data as frames; `names` maps a company's id to its name, in the order of ids. No two have the same name."""

    moves: pd.DataFrame
    figures: pd.DataFrame
    sources: pd.DataFrame
    names: dict[str, str]


def tables(files: Mapping[str, CompanyFile], shared: Mapping[str, CompanyFile], given: Mapping[str, str] | None = None) -> Tables:
    """Frames of all companies (`files`) and of what belongs to none (`shared`), both as id -> file. In the language spoken: dates,
    amounts and names are in words.

    `given` are the names of all companies where `files` are only some of them, as `names_of` makes them.
    """
    names = names_of(files) if given is None else dict(given)
    everything = {**files, **shared}
    market = _(MARKET)
    return Tables(
        moves=_moves_frame(row for company_id, file in files.items() for row in _move_rows(company_id, names[company_id], file)),
        figures=_figures_frame(_figure_row(i, names.get(i, market), f, figure) for i, f in everything.items() for figure in f.figures),
        sources=_sources_frame(_source_row(i, names.get(i, market), key, s) for i, f in everything.items() for key, s in f.sources.items()),
        names=names,
    )


def names_of(files: Mapping[str, CompanyFile]) -> dict[str, str]:
    """Names that tell companies apart, by id, in the language spoken."""
    return _names({company_id: own_name(file.company) for company_id, file in files.items() if file.company is not None})


MARKET = N_("Market")  # the name of what belongs to no company


def own_name(company: Company) -> str:
    """What a company goes by: in Chinese its name in its own language, where the file has one."""
    return company.local_name if current() == "zh" and company.local_name else company.name


def _names(given: dict[str, str]) -> dict[str, str]:
    """Names that tell companies apart wherever a chart or a sentence has nothing else: {"a": "Acme", "b": "Acme"} ->
    {"a": "Acme (a)", "b": "Acme (b)"}."""
    names = dict(given)
    while taken := {name for name, count in Counter([_(MARKET), *names.values()]).items() if count > 1}:
        names = {company_id: f"{name} ({company_id})" if name in taken else name for company_id, name in names.items()}
    return names


def rows(frame: pd.DataFrame, columns: Sequence[str] | None = None, places: Sequence[int] | Places | None = None) -> Iterable[Any]:
    """The rows of a frame as named tuples, without the index: of all its columns or of some, all rows or those at some places.

    As pandas' own `itertuples`, in a third of its time; to cut the frame first takes longer than to name columns and places.
    """
    if isinstance(frame, Part) and places is not None:
        # A few rows of a part need none of its columns whole.
        frame, places = frame.within(places)
    names = tuple(frame.columns if columns is None else columns)
    # Through `items` where all are taken: a name may stand over two columns.
    series = [column for _name, column in frame.items()] if columns is None else [frame[name] for name in names]
    lists = [column.to_list() if places is None else _cells(column, places) for column in series]
    return map(_row_of(names), zip(*lists, strict=True))


def _cells(column: pd.Series, places: Sequence[int] | Places) -> list[Any]:
    """The values at some places, as `to_list` gives them: numbers as Python's own, days as timestamps."""
    kept = column.array if column.dtype.kind == "M" or not isinstance(column.dtype, np.dtype) else column.to_numpy()
    values: list[Any] = kept.take(places).tolist()
    return values


@lru_cache(maxsize=64)
def _row_of(columns: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """What makes a named tuple of the values of one row."""
    row: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]
    made: Callable[[Iterable[Any]], Any] = row._make
    return made


MOVE_COLUMNS: dict[str, str] = {
    "key": "`company/move-id`, unique",
    "company": "id of the company",
    "company_name": "its name, with the id where two companies share one; in Chinese the local one where there is one",
    "id": "id of the move in its file",
    "date_start": "first day of the span that its date stands for",
    "date_end": "last day of that span",
    "date_mid": "middle of that span: where a mark is drawn",
    "date_text": "the date as written",
    "date_words": "the date for people",
    "precision": "day, month, quarter, half, year or interval",
    "title": "",
    "summary": "",
    "category": "",
    "status": "",
    "evidence": "",
    "stated_by": "name and role",
    "amount_text": "the amount in words, empty without one",
    "nature": "of the amount, empty without one",
    "measure": "of the amount, empty without one",
    "qualifier": "of the amount, empty without a sum",
    "value": "the sum; NaN where there is none or a range",
    "low": "lower end of the sum: equal to value where there is no range",
    "high": "upper end of the sum",
    "currency": "of the sum, empty without one",
    "usd": "the sum in US dollars where a source states it, for a currency without a reference rate; NaN where none does",
    "usd_source": "`company/source-key` of that source, empty without one",
    "usd_publisher": "who published it",
    "share_low": "percent of revenue",
    "share_high": "percent of revenue",
    "covers": "what the amount includes",
    "period_start": "first day that the amount is spread over",
    "period_end": "last day",
    "period_text": "the period for people",
    "period_months": "its length in whole months where both ends are known no closer than to the month; else 0",
    "period_days": "its length in days, both ends included; 0 without a period",
    "due": "last day of the span in which a promise falls due",
    "denied": "whether the company called it wrong",
    "disputed": "whether a source says otherwise",
    "part_of": "key of the move that it is counted inside",
    "supersedes": "key of the older statement that it replaces",
    "superseded_by": "key of the newest statement that replaces it",
    "plan": "key of the oldest statement of the same plan: its own where it supersedes nothing",
    "wholes": "tuple of the plans that it is counted inside, the nearest first: as `part_of` leads from any statement of its plan",
    "shared_with": "tuple of ids of the other companies in a joint plan",
    "fulfils": "key of the promise it delivers",
    "source_keys": "tuple of `company/source-key`",
    "source_url": "address of its first source that has one",
    "publishers": "publishers of its sources",
    "words": "all its text in lower case, for searching",
}


def _move_rows(company_id: str, name: str, file: CompanyFile) -> Iterable[dict[str, Any]]:
    newest, oldest = plans.newest(file), plans.oldest(file)
    wholes = plans.wholes(file, oldest)
    for move in file.moves:
        row = _move_row(company_id, name, file, move)
        row["superseded_by"] = _key(company_id, newest.get(move.id))
        row["plan"] = _key(company_id, oldest[move.id])
        row["wholes"] = tuple(_key(company_id, whole) for whole in wholes.get(oldest[move.id], ()))
        yield row


def _key(company_id: str, own: str | None) -> str:
    # One object for each key however often it is cited: a hundred thousand moves compare them all the time.
    return sys.intern(f"{company_id}/{own}") if own else ""


def _months(period: Period) -> int:
    """Length in whole months where only months or longer spans are known: 2025-02 to 2028-01 -> 36; else 0."""
    ends = [PartialDate.parse(part) for date in (period.start, period.end) for part in date.text.split("/")]
    if any(end.precision == "day" for end in ends):
        return 0
    first, last = period.start.start, period.end.end
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _move_row(company_id: str, name: str, file: CompanyFile, move: Move) -> dict[str, Any]:
    """All columns but those that other moves of the file decide: `superseded_by`, `plan` and `wholes`."""
    amount, period = move.amount, move.period
    summed = amount is not None and amount.currency is not None
    usd = amount.usd if amount else None
    speaker = ", ".join(part for part in (move.stated_by.name, move.stated_by.role) if part) if move.stated_by else ""
    publishers = list(dict.fromkeys(file.sources[source].publisher for source in move.sources))
    row: dict[str, Any] = {
        "key": _key(company_id, move.id),
        "company": company_id,
        "company_name": name,
        "id": move.id,
        "date_start": move.date.start,
        "date_end": move.date.end,
        "date_mid": move.date.start + (move.date.end - move.date.start) / 2,
        "date_text": move.date.text,
        "date_words": move.date.words,
        "precision": move.date.precision,
        "title": move.title,
        "summary": move.summary or "",
        "category": move.category.value,
        "status": move.status.value,
        "evidence": move.evidence.value,
        "stated_by": speaker,
        "amount_text": wording.amount(amount) if amount else "",
        "nature": amount.nature.value if amount else "",
        "measure": amount.measure.value if amount else "",
        "qualifier": amount.meant.value if amount and summed else "",
        "value": amount.value if amount and summed else None,
        "low": (amount.value if amount.low is None else amount.low) if amount and summed else None,
        "high": (amount.value if amount.high is None else amount.high) if amount and summed else None,
        "currency": (amount.currency or "") if amount else "",
        "usd": usd.value if usd else None,
        "usd_source": _key(company_id, usd.source if usd else None),
        "usd_publisher": file.sources[usd.source].publisher if usd else "",
        "share_low": amount.share_of_revenue.low if amount and amount.share_of_revenue else None,
        "share_high": amount.share_of_revenue.high if amount and amount.share_of_revenue else None,
        "covers": (amount.covers or "") if amount else "",
        "period_start": period.start.start if period else None,
        "period_end": period.end.end if period else None,
        "period_text": wording.period(period) if period else "",
        "period_months": _months(period) if period else 0,
        "period_days": (period.end.end - period.start.start).days + 1 if period else 0,
        "due": move.due.end if move.due else None,
        "denied": bool(move.denied_by),
        "disputed": bool(move.disputed_by),
        "part_of": _key(company_id, move.part_of),
        "supersedes": _key(company_id, move.supersedes),
        "shared_with": tuple(move.shared_with),
        "fulfils": _key(company_id, move.fulfils),
        "source_keys": tuple(_key(company_id, source) for source in move.sources),
        "source_url": next((url for source in move.sources if (url := file.sources[source].url)), None),
        "publishers": ", ".join(publishers),
    }
    # By both names, so that a link finds the same moves in every language.
    own = (file.company.name, file.company.local_name) if file.company else ()
    parts = (
        *dict.fromkeys((name, *own)),
        move.title,
        move.summary,
        speaker,
        row["covers"],
        move.note,
        " ".join(move.tags),
        row["publishers"],
        move.id,
    )
    row["words"] = "\n".join(part for part in parts if part).casefold()
    return row


FIGURE_COLUMNS: dict[str, str] = {
    "company": "id of the company, or of the file of what belongs to none",
    "company_name": "its name, `Market` for what belongs to none; in Chinese the local one where there is one",
    "metric": "",
    "segment": "",
    "of": "what a share is a share of, or what grew",
    "period_start": "first day; for a point in time the day itself",
    "period_end": "last day",
    "period_words": "the period for people",
    "span": "quarter, half, year, point or other: what may be drawn beside each other",
    "fiscal_label": "",
    "value": "NaN where there is a range",
    "low": "equal to value where there is no range",
    "high": "",
    "qualifier": "",
    "currency": "empty where it is no money",
    "unit": "empty where it is money",
    "text": "value and unit in words",
    "covers": "the definition",
    "evidence": "",
    "denied": "whether the company called it wrong",
    "disputed": "whether a source says otherwise",
    "doubtful": "kept as stated, left out of charts",
    "note": "doubts, and what other sources say",
    "source_keys": "tuple of `company/source-key`",
    "source_url": "address of its first source that has one",
    "publishers": "publishers of its sources",
}


def _figure_row(company_id: str, name: str, file: CompanyFile, figure: Figure) -> dict[str, Any]:
    if figure.period is not None:
        start, end = figure.period.start, figure.period.end
        span = start.precision if start == end and start.precision in ("quarter", "half", "year") else _span_of(start.start, end.end)
        words = wording.period(figure.period)
    else:
        assert figure.as_of is not None, "the models let no figure through without a time"
        start = end = figure.as_of
        span, words = "point", figure.as_of.words
    evidence = figure.evidence or min((EVIDENCE_OF_KIND[file.sources[key].kind] for key in figure.sources), key=lambda kind: kind.rank)
    says = [f"{file.sources[item.source].publisher}: {item.says}" for item in figure.disputed_by]
    publishers = list(dict.fromkeys(file.sources[source].publisher for source in figure.sources))
    return {
        "company": company_id,
        "company_name": name,
        "metric": figure.metric.value,
        "segment": figure.segment,
        "of": figure.of or "",
        "period_start": start.start,
        "period_end": end.end,
        "period_words": words,
        "span": span,
        "fiscal_label": figure.fiscal_label or "",
        "value": figure.value,
        "low": figure.value if figure.low is None else figure.low,
        "high": figure.value if figure.high is None else figure.high,
        "qualifier": figure.meant.value,
        "currency": figure.currency or "",
        "unit": figure.unit or "",
        "text": wording.figure(figure),
        "covers": figure.covers or "",
        "evidence": evidence.value,
        "denied": bool(figure.denied_by),
        "disputed": bool(figure.disputed_by),
        "doubtful": figure.doubtful,
        "note": " ".join(part for part in (figure.note or "", *says) if part),
        "source_keys": tuple(_key(company_id, source) for source in figure.sources),
        "source_url": next((url for source in figure.sources if (url := file.sources[source].url)), None),
        "publishers": ", ".join(publishers),
    }


def _span_of(start: Any, end: Any) -> str:
    """What calendar span two days make: (2025-01-01, 2025-03-31) -> "quarter"."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and (pd.Timestamp(end) + pd.Timedelta(days=1)).day == 1
    names = {3: "quarter", 6: "half", 12: "year"}
    return names.get(months, "other") if whole and (start.month - 1) % min(months, 12) == 0 else "other"


SOURCE_COLUMNS: dict[str, str] = {
    "key": "`company/source-key`, unique",
    "company": "id of the company",
    "company_name": "its name",
    "id": "key of the source in its file",
    "publisher": "",
    "title": "",
    "published": "the date for people",
    "published_start": "first day of that date",
    "kind": "",
    "url": "None for a source off the web",
    "archived_url": "",
    "accessed": "the date for people",
    "via": "key of the source through which it is known",
    "note": "",
}


def _source_row(company_id: str, name: str, key: str, source: Source) -> dict[str, Any]:
    return {
        "key": _key(company_id, key),
        "company": company_id,
        "company_name": name,
        "id": key,
        "publisher": source.publisher,
        "title": source.title or "",
        "published": source.published.words if source.published else "",
        "published_start": source.published.start if source.published else None,
        "kind": source.kind.value,
        "url": source.url,
        "archived_url": source.archived_url,
        "accessed": source.accessed.words if source.accessed else "",
        "via": _key(company_id, source.via),
        "note": source.note or "",
    }


def _moves_frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    numbers = ("value", "low", "high", "usd", "share_low", "share_high")
    frame = _frame(rows, MOVE_COLUMNS, MOVE_DATES, numbers, ("denied", "disputed"), ("period_months", "period_days"))
    return frame.sort_values(["date_mid", "key"], kind="stable", ignore_index=True)


def _figures_frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    frame = _frame(rows, FIGURE_COLUMNS, FIGURE_DATES, ("value", "low", "high"), ("denied", "disputed", "doubtful"))
    return frame.sort_values(["company", "metric", "segment", "period_start"], kind="stable", ignore_index=True)


def _sources_frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return _frame(rows, SOURCE_COLUMNS, ("published_start",))


TUPLES = ("source_keys", "shared_with", "wholes")


def _frame(
    rows: Iterable[dict[str, Any]],
    columns: Iterable[str],
    dates: Iterable[str],
    numbers: Iterable[str] = (),
    flags: Iterable[str] = (),
    counts: Iterable[str] = (),
) -> pd.DataFrame:
    """Columns have their type whatever is in them: pandas would make an empty one an object, and charts of nothing would fail."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    types = {
        **dict.fromkeys((name for name in columns if name not in TUPLES), "str"),
        **dict.fromkeys(dates, "datetime64[s]"),
        **dict.fromkeys(numbers, "float64"),
        **dict.fromkeys(flags, "bool"),
        **dict.fromkeys(counts, "int64"),
    }
    return frame.astype(types)
