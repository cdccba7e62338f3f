"""Reported figures over time, as series that may be drawn beside each other."""

from collections.abc import Sequence
from operator import itemgetter

import numpy as np
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


def sound(figures: pd.DataFrame, metrics: Sequence[Metric]) -> pd.DataFrame:
    """The figures that some metrics of the whole group follow from, without what is doubtful or denied."""
    return figures[_used(figures, metrics, "group") & ~figures["denied"].astype(bool)]


def may_make_years(figures: pd.DataFrame, metrics: Sequence[Metric]) -> pd.DataFrame:
    """Figures without those of years that do not follow from them for all of these metrics. Takes the result of `sound` of the same.

    Of a thousand companies, with one kind of evidence alone, these are nearly all: to look at each takes a tenth of a second.
    """
    # Something longer than a quarter or a cash flow may make quarters that nobody states: of its company everything is kept.
    names = [metric.value for metric in metrics]
    makes = (figures["span"] != "quarter").to_numpy() | ~figures["metric"].isin(names).to_numpy()
    company, metric = (pd.factorize(figures[name])[0].astype("int64") for name in ("company", "metric"))
    year = company * 10_000 + figures["period_start"].dt.year.to_numpy()
    series, sizes = np.unique(year * len(Metric) + metric, return_counts=True)
    whole, counts = np.unique(series[sizes >= 4] // len(Metric), return_counts=True)
    return figures[np.isin(year, whole[counts == len(names)]) | np.isin(company, company[makes])]


def quarters(figures: Sequence[Row], metric: Metric) -> list[Row]:
    """As `quarterly`, in no order, of rows of one segment without doubtful ones."""
    name = metric.value
    stated = [row for row in figures if row["span"] == "quarter" and row["metric"] == name and row["currency"]]
    made = worked_out.quarters(figures, metric) if metric in MADE_OF else []
    return worked_out.best(stated + made, ["company", "quarter", "currency"])


def years(figures: Sequence[Row], metric: Metric) -> list[Row]:
    """As `annual`, in no order, of rows of one segment without doubtful ones."""
    by, name = ["company", "currency", "year"], metric.value
    stated = [row for row in figures if row["span"] == "year" and row["metric"] == name and row["currency"]]
    found = worked_out.best(stated, by)
    place = itemgetter(*by)
    there = set(map(place, found))
    return found + [row for row in worked_out.years(quarters(figures, metric)) if place(row) not in there]


def _rows(figures: pd.DataFrame, metric: Metric, segment: str) -> list[Row]:
    return worked_out.records(figures[_used(figures, [metric], segment)])


def _used(figures: pd.DataFrame, metrics: Sequence[Metric], segment: str) -> pd.Series:
    wanted = {part.value for metric in metrics for part in MADE_OF.get(metric, (metric,))}
    return figures["metric"].isin(list(wanted)) & (figures["segment"] == segment) & ~figures["doubtful"].astype(bool)


def _frame(found: list[Row], figures: pd.DataFrame, period: str) -> pd.DataFrame:
    types = {**figures.dtypes, "worked_out": "bool", period: "str"}
    return pd.DataFrame(sorted(found, key=itemgetter("currency", "company", period)), columns=list(types)).astype(types)


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
