"""Reported figures over time, as series that may be drawn beside each other."""

from collections.abc import Iterable
from operator import itemgetter

import pandas as pd

from components.analysis import worked_out
from components.analysis.worked_out import MADE_OF, Row
from components.language import dates
from components.records.vocabulary import RANKS, Metric

SERIES = ["company", "metric", "segment", "of", "currency", "unit", "span"]


def usable(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures that may be drawn: what is marked doubtful is not."""
    return figures[~figures["doubtful"].astype(bool)]


def quarterly(figures: pd.DataFrame, metric: Metric, segment: str = "group") -> pd.DataFrame:
    """One metric by calendar quarter. Where a quarter has two figures the best evidence stands. Adds `quarter` ("2024-Q1") and
    `worked_out`: whether no source states it.

    Only figures in a currency; sorted by currency, company and quarter. Capital expenditure and revenue that no source states
    are worked out where they follow from stated figures, as `worked_out.quarters` does it.
    """
    return _frame(quarters(_rows(figures, metric, segment), metric), figures, "quarter")


def annual(figures: pd.DataFrame, metric: Metric, segment: str = "group") -> pd.DataFrame:
    """One metric by calendar year, as it is stated, or else as the sum of its four quarters, as `worked_out.years` adds them up.
    Columns as the figures', `year` ("2024") and `worked_out`.

    Only figures in a currency; sorted by currency, company and year.
    """
    return _frame(years(_rows(figures, metric, segment), metric), figures, "year")


def sound_rows(figures: pd.DataFrame, metrics: Iterable[Metric]) -> list[Row]:
    """Rows for `quarters` and `years` of some metrics of the whole group: what is doubtful or denied is left out."""
    wanted = dict.fromkeys(part for metric in metrics for part in MADE_OF.get(metric, (metric,)))
    return _rows_of(figures[~figures["denied"].astype(bool)], list(wanted), "group")


def quarters(figures: list[Row], metric: Metric) -> list[Row]:
    """As `quarterly`, of rows of one segment without doubtful ones."""
    made = worked_out.quarters(figures, metric) if metric in MADE_OF else []
    stated = [row for row in figures if row["metric"] == metric.value and row["span"] == "quarter" and row["currency"]]
    found = [{**row, "worked_out": False, "quarter": _quarter(row)} for row in stated]
    found += [{**row, "worked_out": True, "quarter": _quarter(row)} for row in made]
    return sorted(worked_out.best(found, ["company", "quarter", "currency"]), key=itemgetter("currency", "company", "quarter"))


def years(figures: list[Row], metric: Metric) -> list[Row]:
    """As `annual`, of rows of one segment without doubtful ones."""
    by = ["company", "currency", "year"]
    stated = [row for row in figures if row["metric"] == metric.value and row["span"] == "year" and row["currency"]]
    found = worked_out.best(({**row, "worked_out": False, "year": str(row["period_start"].year)} for row in stated), by)
    place = itemgetter(*by)
    there = set(map(place, found))
    made = worked_out.years({**row, "worked_out": True} for row in quarters(figures, metric))
    return sorted(found + [row for row in made if place(row) not in there], key=itemgetter("currency", "company", "year"))


def _quarter(row: Row) -> str:
    return f"{row['period_start'].year}-Q{row['period_start'].quarter}"


def _rows(figures: pd.DataFrame, metric: Metric, segment: str) -> list[Row]:
    return _rows_of(figures, MADE_OF.get(metric, (metric,)), segment)


def _rows_of(figures: pd.DataFrame, metrics: Iterable[Metric], segment: str) -> list[Row]:
    wanted = figures["metric"].isin([metric.value for metric in metrics]) & (figures["segment"] == segment)
    return worked_out.records(usable(figures[wanted]))


def _frame(found: list[Row], figures: pd.DataFrame, period: str) -> pd.DataFrame:
    types = {**figures.dtypes, "worked_out": "bool", period: "str"}
    return pd.DataFrame(found, columns=list(types)).astype(types)


def best(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """One row for each combination of `by`: that with the best evidence, the first in the file among equals."""
    return frame.assign(_rank=frame["evidence"].map(RANKS)).sort_values("_rank", kind="stable").drop_duplicates(by).drop(columns="_rank")


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
