"""Reported figures over time, as series that may be drawn beside each other."""

import itertools
from functools import lru_cache
from typing import Any

import pandas as pd

from components.analysis import wording
from components.analysis.tables import rows
from components.language import _, dates
from components.records.vocabulary import Evidence, Metric, Qualifier

SERIES = ["company", "metric", "segment", "of", "currency", "unit", "span"]


def usable(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that may be drawn: what is marked doubtful is not."""
    return figures[~figures["doubtful"].astype(bool)]


def quarterly(figures: pd.DataFrame, metric: Metric, segment: str = "group") -> pd.DataFrame:
    """One metric by calendar quarter. Where a quarter has two figures the best evidence stands. Adds `quarter` ("2024-Q1") and
    `worked_out`: whether no source states it.

    Only figures in a currency; sorted by currency, company and quarter. Capital expenditure and revenue that no source states
    are worked out where they follow from stated figures.
    """
    frame = usable(figures).assign(worked_out=False)
    if metric in WORKED_OUT_METRICS:
        frame = pd.concat([frame, worked_out(figures, metric).assign(worked_out=True)], ignore_index=True)
    frame = frame[
        (frame["metric"] == metric.value) & (frame["segment"] == segment) & (frame["span"] == "quarter") & (frame["currency"] != "")
    ]
    starts = frame["period_start"].dt
    frame = frame.assign(quarter=starts.year.astype("str") + "-Q" + starts.quarter.astype("str"))
    return best(frame, ["company", "quarter", "currency"]).sort_values(["currency", "company", "quarter"], kind="stable")


def annual(figures: pd.DataFrame, metric: Metric, segment: str = "group") -> pd.DataFrame:
    """One metric by calendar year, as it is stated, or else as the sum of its four quarters. Columns as the figures', `year` ("2024")
    and `worked_out`.

    Only figures in a currency; sorted by currency, company and year. Quarters are added up only where all four are numbers of one
    definition that nobody denies; such a year is `worked_out` and its note holds the sum.
    """
    frame = usable(figures)
    stated = frame[
        (frame["metric"] == metric.value) & (frame["segment"] == segment) & (frame["span"] == "year") & (frame["currency"] != "")
    ]
    by = ["company", "currency", "year"]
    stated = best(stated.assign(worked_out=False, year=stated["period_start"].dt.year.astype("str")), by)
    there = set(stated[by].itertuples(index=False, name=None))
    quarters = _numbers(quarterly(frame, metric, segment))
    quarters = quarters[~quarters["denied"]].assign(year=quarters["quarter"].str[:4])
    sums = []
    for place, parts in _grouped(_whole(quarters, by).drop(columns="quarter"), by):
        if place not in there and _one_definition(parts):
            plain = all(part["qualifier"] == Qualifier.EXACTLY.value for part in parts)
            words = wording.listed([_of_period(part) for part in parts])
            sums.append(
                {
                    **_made_of(parts, sum(part["value"] for part in parts), about=not plain),
                    "period_start": parts[0]["period_start"],
                    "period_end": parts[3]["period_end"],
                    "period_words": dates.year(int(parts[0]["year"])),
                    "span": "year",
                    "fiscal_label": "",
                    "worked_out": True,
                    "note": _("Worked out: {list} added up.").format(list=words),
                }
            )
    if sums:
        stated = pd.concat([stated, pd.DataFrame(sums, columns=stated.columns).astype(stated.dtypes)], ignore_index=True)
    return stated.sort_values(["currency", "company", "year"], kind="stable")


def _whole(quarters: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The quarters of years that have all four."""
    sizes = quarters.groupby(by).size()
    whole = sizes[sizes == 4].index
    return quarters[pd.MultiIndex.from_frame(quarters[by]).isin(whole)] if len(whole) else quarters.iloc[:0]


WORKED_OUT_METRICS = (Metric.CAPITAL_EXPENDITURE, Metric.REVENUE)
PLAIN_FREE_CASH_FLOW = "operating cash flow less capital expenditure"


def worked_out(figures: pd.DataFrame, metric: Metric = Metric.CAPITAL_EXPENDITURE) -> pd.DataFrame:
    """One metric by calendar quarter where nobody states it but it follows from stated figures. Columns as the figures'.

    Two ways, each only from figures of one company, segment and currency that are no bound and no range and not doubtful:

    - the rest of a longer period: a half less a quarter, a year less three quarters;
    - capital expenditure as operating less free cash flow. Definitions differ (Alibaba's deducts more), so only a free cash
      flow whose `covers` starts with `PLAIN_FREE_CASH_FLOW` counts.

    A quarter may come out in both ways. The evidence is the weakest of the parts, doubts about any are kept, the number is
    "about" and the note holds the sum.
    """
    frame = usable(figures)
    frame = frame[frame["currency"] != ""]
    quarters = frame[(frame["span"] == "quarter") & (frame["metric"] == metric.value)]
    stated = set(quarters[_PLACE].itertuples(index=False, name=None))
    numbers = _numbers(frame)
    found = _from_cash_flows(numbers, stated) if metric is Metric.CAPITAL_EXPENDITURE else []
    found += _from_longer_periods(numbers[(numbers["metric"] == metric.value) & ~numbers["denied"]], stated)
    return pd.DataFrame(found, columns=figures.columns).astype(figures.dtypes) if found else figures.iloc[:0]


_PLACE = ["company", "segment", "currency", "period_start"]
Row = dict[str, Any]


def _numbers(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that are one number: from a bound or a range no other number follows."""
    return figures[figures["qualifier"].isin([Qualifier.EXACTLY.value, Qualifier.ABOUT.value]) & figures["value"].notna()]


def _records(frame: pd.DataFrame) -> list[Row]:
    """As `to_dict("records")` of pandas, in a tenth of its time."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in rows(frame)]


def _grouped(frame: pd.DataFrame, by: list[str]) -> list[tuple[tuple[Any, ...], list[Row]]]:
    """The rows of each combination of `by` in their order, and the combinations in theirs.

    Not by pandas: of a thousand companies it takes a frame for each and seconds for all.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in _records(frame):
        groups.setdefault(tuple(row[name] for name in by), []).append(row)
    return sorted(groups.items(), key=lambda group: group[0])


def _from_cash_flows(numbers: pd.DataFrame, stated: set[tuple[Any, ...]]) -> list[Row]:
    quarters = numbers[numbers["span"] == "quarter"]
    operating = best(quarters[quarters["metric"] == Metric.OPERATING_CASH_FLOW.value], _PLACE)
    plain = quarters["covers"].str.lower().str.startswith(PLAIN_FREE_CASH_FLOW)
    free = best(quarters[(quarters["metric"] == Metric.FREE_CASH_FLOW.value) & plain], _PLACE)
    free_at = {tuple(row[name] for name in _PLACE): row for row in _records(free)}
    found = []
    for left in _records(operating):
        place = tuple(left[name] for name in _PLACE)
        right = free_at.get(place)
        if right is not None and place not in stated:
            note = _("Worked out: operating cash flow {operating} less free cash flow {free}.")
            made = {
                "metric": Metric.CAPITAL_EXPENDITURE.value,
                "covers": right["covers"],
                "note": note.format(operating=left["text"], free=right["text"]),
            }
            found.append({**_made_of([left, right], left["value"] - right["value"]), **made})
    return found


def _from_longer_periods(numbers: pd.DataFrame, stated: set[tuple[Any, ...]]) -> list[Row]:
    found = []
    # A rest is of something longer: of most companies there is nothing of the kind.
    owners = set(numbers.loc[numbers["span"] != "quarter", "company"].to_list())
    numbers = best(numbers[numbers["company"].isin(owners)], [*_PLACE, "period_end", "covers"])
    for (company, segment, currency), group in _grouped(numbers, _PLACE[:3]):
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
    return sorted((Evidence(part["evidence"]).rank for part in parts), reverse=True)


def _weakest(parts: list[Row]) -> Evidence:
    return max((Evidence(part["evidence"]) for part in parts), key=lambda evidence: evidence.rank)


def _made_of(parts: list[Row], value: float, *, about: bool = True) -> Row:
    """A figure with a new value whose evidence, doubts and sources are those of its parts; the rest is the first's."""
    sources = [url for part in parts if pd.notna(url := part["source_url"])]
    return {
        **parts[0],
        "value": value,
        "low": value,
        "high": value,
        "qualifier": (Qualifier.ABOUT if about else Qualifier.EXACTLY).value,
        "text": wording.qualified(wording.money(value, parts[0]["currency"]), Qualifier.ABOUT if about else Qualifier.EXACTLY),
        "covers": next((part["covers"] for part in parts if part["covers"]), ""),
        "evidence": _weakest(parts).value,
        "denied": any(part["denied"] for part in parts),
        "disputed": any(part["disputed"] for part in parts),
        "source_keys": tuple(dict.fromkeys(key for part in parts for key in part["source_keys"])),
        "source_url": sources[0] if sources else None,
        "publishers": ", ".join(dict.fromkeys(name for part in parts for name in part["publishers"].split(", "))),
    }


def best(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row for each combination of `by`: that with the best evidence, the first in the file among equals."""
    rank = frame["evidence"].map({evidence.value: evidence.rank for evidence in Evidence})
    return frame.assign(_rank=rank).sort_values("_rank", kind="stable").drop_duplicates(by).drop(columns="_rank")


def missing_quarters(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Quarters without a figure between the first and the last known of any company: name -> ["Q2 2024", ...].

    Takes the result of `quarterly`. A gap in the data is never a zero.
    """
    if frame.empty:
        return {}
    every = pd.period_range(frame["quarter"].min().replace("-", ""), frame["quarter"].max().replace("-", ""), freq="Q")
    gaps = {}
    for name, group in frame.groupby("company_name", sort=True):
        known = set(group["quarter"])
        absent = [dates.quarter(period.year, period.quarter) for period in every if f"{period.year}-Q{period.quarter}" not in known]
        if absent:
            gaps[str(name)] = absent
    return gaps


def series(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """One company's figures as series of at least two points of the same metric, segment, unit and length of period.

    The whole group's before its segments', then in the order of metrics, the longest first. Each is sorted by date, with
    one row a period.
    """
    groups = []
    for _series, group in usable(figures).groupby(SERIES, sort=False):
        group = best(group, ["period_start", "period_end"]).sort_values("period_start", kind="stable")
        if len(group) >= 2 and group["span"].iloc[0] != "other":
            groups.append(group)
    order = {metric.value: rank for rank, metric in enumerate(Metric)}
    return sorted(groups, key=lambda group: (group["segment"].iloc[0] != "group", order[group["metric"].iloc[0]], -len(group)))
