"""Figures that no source states but that follow from stated ones, company by company.

On rows and not on frames: of a few hundred figures pandas' own overhead is most of the time, of many companies it takes a frame for
each. A row is a dict by the names of the figures' columns and `ADDED`; rows are shared, so nothing here changes one.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

import pandas as pd

from components.analysis import wording
from components.analysis.tables import rows
from components.language import _, dates
from components.records.vocabulary import RANKS, Metric, Qualifier

Row = dict[str, Any]

PLAIN_FREE_CASH_FLOW = "operating cash flow less capital expenditure"
# What the quarters of a metric may follow from, besides its own longer periods.
MADE_OF = {
    Metric.CAPITAL_EXPENDITURE: (Metric.CAPITAL_EXPENDITURE, Metric.OPERATING_CASH_FLOW, Metric.FREE_CASH_FLOW),
    Metric.REVENUE: (Metric.REVENUE,),
}
_PLACE = ["company", "segment", "currency", "period_start"]
_NUMBERS = (Qualifier.EXACTLY.value, Qualifier.ABOUT.value)
# What a row has besides the figures' columns: its calendar year ("2024") and quarter ("2024-Q1"), and whether no source states it.
ADDED = ("year", "quarter", "worked_out")


def records(figures: pd.DataFrame) -> list[Row]:
    """The rows of a figures frame in its order."""
    starts = figures["period_start"].dt
    names = (*map(str, figures.columns), *ADDED)
    added = (
        (f"{year}", f"{year}-Q{quarter}", False) for year, quarter in zip(starts.year.to_list(), starts.quarter.to_list(), strict=True)
    )
    return [dict(zip(names, (*row, *more), strict=True)) for row, more in zip(rows(figures), added, strict=True)]


def best(figures: Iterable[Row], by: Sequence[str]) -> list[Row]:
    """One row for each combination of `by`: that with the best evidence, the first among equals. The best evidence goes first."""
    place = itemgetter(*by)
    found: dict[tuple[Any, ...], Row] = {}
    for row in sorted(figures, key=_rank):
        found.setdefault(place(row), row)
    return list(found.values())


def numbers(figures: Iterable[Row]) -> list[Row]:
    """Figures that are one number: from a bound or a range no other number follows."""
    return [row for row in figures if row["qualifier"] in _NUMBERS and not math.isnan(row["value"])]


def quarters(figures: Sequence[Row], metric: Metric) -> list[Row]:
    """A metric of `MADE_OF` by calendar quarter where nobody states it but it follows from stated figures.

    Two ways, each only from figures of one company, segment and currency that are no bound and no range. Doubtful figures must
    be left out before:

    - the rest of a longer period: a half less a quarter, a year less three quarters;
    - capital expenditure as operating less free cash flow. Definitions differ (Alibaba's deducts more), so only a free cash
      flow whose `covers` starts with `PLAIN_FREE_CASH_FLOW` counts.

    A quarter may come out in both ways. The evidence is the weakest of the parts, doubts about any are kept, the number is
    "about" and the note holds the sum.
    """
    name = metric.value
    known = [row for row in figures if row["currency"]]
    own = [row for row in known if row["metric"] == name]
    place = itemgetter(*_PLACE)
    stated = {place(row) for row in own if row["span"] == "quarter"}
    found = _from_cash_flows(known, stated) if metric is Metric.CAPITAL_EXPENDITURE else []
    return found + _from_longer_periods([row for row in numbers(own) if not row["denied"]], stated)


def years(figures: Iterable[Row]) -> list[Row]:
    """Years as the sums of their four quarters. Takes quarters of one metric and segment, one row a company, currency and quarter.

    Only where all four are numbers of one definition that nobody denies. The note holds the sum.
    """
    found = []
    for place, parts in _grouped((row for row in numbers(figures) if not row["denied"]), itemgetter("company", "currency", "year")):
        if len(parts) == 4 and _one_definition(parts):
            parts.sort(key=itemgetter("period_start"))
            plain = all(part["qualifier"] == Qualifier.EXACTLY.value for part in parts)
            words = wording.listed([_of_period(part) for part in parts])
            found.append(
                {
                    **_made_of(parts, sum(part["value"] for part in parts), about=not plain),
                    "period_start": parts[0]["period_start"],
                    "period_end": parts[3]["period_end"],
                    "period_words": dates.year(int(place[2])),
                    "span": "year",
                    "fiscal_label": "",
                    "note": _("Worked out: {list} added up.").format(list=words),
                }
            )
    return found


def _rank(row: Row) -> int:
    return RANKS[row["evidence"]]


def _grouped(figures: Iterable[Row], by: Any) -> list[tuple[tuple[Any, ...], list[Row]]]:
    """The rows of each result of `by` in their order, and the results in theirs."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in figures:
        groups.setdefault(by(row), []).append(row)
    return sorted(groups.items(), key=itemgetter(0))


def _from_cash_flows(known: list[Row], stated: set[tuple[Any, ...]]) -> list[Row]:
    of_quarters = [row for row in numbers(known) if row["span"] == "quarter"]
    operating = best((row for row in of_quarters if row["metric"] == Metric.OPERATING_CASH_FLOW.value), _PLACE)
    flows = (row for row in of_quarters if row["metric"] == Metric.FREE_CASH_FLOW.value)
    free = best((row for row in flows if row["covers"].lower().startswith(PLAIN_FREE_CASH_FLOW)), _PLACE)
    place = itemgetter(*_PLACE)
    free_at = {place(row): row for row in free}
    found = []
    for left in operating:
        right = free_at.get(place(left))
        if right is not None and place(left) not in stated:
            note = _("Worked out: operating cash flow {operating} less free cash flow {free}.")
            made = {
                "metric": Metric.CAPITAL_EXPENDITURE.value,
                "covers": right["covers"],
                "note": note.format(operating=left["text"], free=right["text"]),
            }
            found.append({**_made_of([left, right], left["value"] - right["value"]), **made})
    return found


def _from_longer_periods(known: list[Row], stated: set[tuple[Any, ...]]) -> list[Row]:
    found = []
    # A rest is of something longer: of most companies there is nothing of the kind.
    owners = {row["company"] for row in known if row["span"] != "quarter"}
    known = best((row for row in known if row["company"] in owners), [*_PLACE, "period_end", "covers"])
    for (company, segment, currency), group in _grouped(known, itemgetter(*_PLACE[:3])):
        pieces: dict[tuple[int, int], list[Row]] = {}  # (first, last quarter) -> figures of just that span
        for row in group:
            span = _quarters(row["period_start"], row["period_end"])
            if span and span[1] - span[0] < 4:
                pieces.setdefault(span, []).append(row)
        ways: dict[int, list[list[Row]]] = {}  # quarter -> [longer, *rest of it]
        for (first, last), longer in pieces.items():
            for quarter in range(first, last + 1) if last > first else ():
                if (company, segment, currency, _first_day(quarter)) not in stated:
                    rests = itertools.product(_tilings(first, quarter - 1, pieces), _tilings(quarter + 1, last, pieces))
                    ways.setdefault(quarter, []).extend([whole, *one, *other] for (one, other) in rests for whole in longer)
        for quarter, candidates in sorted(ways.items()):
            # What comes out at nothing or less shows that the figures do not belong together.
            fitting = [parts for parts in candidates if _one_definition(parts) and _rest(parts) > 0]
            if fitting:
                found.append(_quarter_row(quarter, min(fitting, key=_ranks)))
    return found


def _quarter_row(quarter: int, parts: list[Row]) -> Row:
    """The figure of a quarter as the first of the parts less all others."""
    start = _first_day(quarter)
    rest = wording.listed([_of_period(part) for part in parts[1:]])
    return {
        **_made_of(parts, _rest(parts)),
        "period_start": start,
        "period_end": _first_day(quarter + 1) - pd.Timedelta(days=1),
        "period_words": dates.quarter(start.year, start.quarter),
        "span": "quarter",
        "year": str(start.year),
        "quarter": f"{start.year}-Q{start.quarter}",
        "fiscal_label": "",
        "note": _("Worked out: {whole} less {list}.").format(whole=_of_period(parts[0]), list=rest),
    }


def _of_period(part: Row) -> str:
    """A figure with its period, in a sum: "Q1 2024 ¥14.4bn"."""
    return _("{period} {sum}").format(period=part["period_words"], sum=part["text"])


def _rest(parts: list[Row]) -> float:
    return float(parts[0]["value"] - sum(part["value"] for part in parts[1:]))


def _tilings(first: int, last: int, pieces: dict[tuple[int, int], list[Row]]) -> list[list[Row]]:
    """All ways to fill the quarters from `first` to `last` with figures that neither overlap nor leave a gap."""
    if first > last:
        return [[]]
    return [
        [row, *others]
        for end in range(first, last + 1)
        for others in (_tilings(end + 1, last, pieces) if (first, end) in pieces else [])
        for row in pieces[first, end]
    ]


@lru_cache(maxsize=4096)
def _quarters(start: pd.Timestamp, end: pd.Timestamp) -> tuple[int, int] | None:
    """The first and last quarter of a span of whole calendar quarters, counted from year 0; None for any other span."""
    after = end + pd.Timedelta(days=1)
    if start.day != 1 or after.day != 1 or start.month % 3 != 1 or after.month % 3 != 1:
        return None
    return start.year * 4 + start.month // 3, after.year * 4 + after.month // 3 - 1


def _first_day(quarter: int) -> pd.Timestamp:
    return pd.Timestamp(quarter // 4, quarter % 4 * 3 + 1, 1)


def _one_definition(parts: list[Row]) -> bool:
    """Whether no two parts say that they cover different things; a figure without a word on it goes with any.

    Strict on purpose: "with finance leases" and "without finance leases" differ by one word.
    """
    return len({" ".join(part["covers"].split()).lower().rstrip(".") for part in parts} - {""}) <= 1


def _ranks(parts: list[Row]) -> list[int]:
    """How good the evidence of the parts is, weakest first: the least list has the best, and among equals the fewest parts."""
    return sorted(map(_rank, parts), reverse=True)


def _made_of(parts: list[Row], value: float, *, about: bool = True) -> Row:
    """A figure with a new value whose evidence, doubts and sources are those of its parts; the rest is the first's."""
    sources = [url for part in parts if pd.notna(url := part["source_url"])]
    return {
        **parts[0],
        "value": value,
        "low": value,
        "high": value,
        "worked_out": True,
        "qualifier": (Qualifier.ABOUT if about else Qualifier.EXACTLY).value,
        "text": wording.qualified(wording.money(value, parts[0]["currency"]), Qualifier.ABOUT if about else Qualifier.EXACTLY),
        "covers": next((part["covers"] for part in parts if part["covers"]), ""),
        "evidence": max(parts, key=_rank)["evidence"],
        "denied": any(part["denied"] for part in parts),
        "disputed": any(part["disputed"] for part in parts),
        "source_keys": tuple(dict.fromkeys(key for part in parts for key in part["source_keys"])),
        "source_url": sources[0] if sources else None,
        "publishers": ", ".join(dict.fromkeys(name for part in parts for name in part["publishers"].split(", "))),
    }
