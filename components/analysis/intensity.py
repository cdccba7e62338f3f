"""Intensity: capital expenditure as a share of revenue, of the same company, currency and calendar quarter or year."""

from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import pandas as pd

from components.analysis import findings, reported, wording, worked_out
from components.analysis.tables import rows
from components.analysis.worked_out import Row
from components.language import _
from components.records.vocabulary import RANKS, Metric, Qualifier

METRICS = (Metric.CAPITAL_EXPENDITURE, Metric.REVENUE)
INTENSITY_COLUMNS: dict[str, str] = {
    "company": "id of the company",
    "company_name": "its name",
    "period": "2024-Q4, or 2024",
    "label": "the period for people: Q4 2024, or 2024",
    "period_start": "first day",
    "currency": "of both sums",
    "capex": "capital expenditure",
    "revenue": "",
    "share": "capital expenditure in percent of revenue",
    "text": "the share in words: 11.6%, about 11.6%",
    "evidence": "the weaker of the two",
    "worked_out": "whether one of the two is stated by nobody but follows from stated figures",
    "working": "tuple of the steps, in words",
    "source_keys": "tuple of `company/source-key` of both",
    "source_url": "address of the first source that has one",
    "publishers": "publishers of both",
}


def by_quarter(figures: pd.DataFrame) -> pd.DataFrame:
    """Intensity by calendar quarter, with `INTENSITY_COLUMNS`, sorted by company and quarter. Takes the figures frame."""
    return _shares(reported.sound(figures, METRICS), reported.quarters, "quarter")


def by_year(figures: pd.DataFrame) -> pd.DataFrame:
    """Intensity by calendar year, of what is stated for the year or adds up from four quarters; else as `by_quarter`."""
    return _shares(reported.may_make_years(reported.sound(figures, METRICS), METRICS), reported.years, "year")


def _shares(figures: pd.DataFrame, series: Callable[[Sequence[Row], Metric], list[Row]], period: str) -> pd.DataFrame:
    """One row a company and period: where it is known in two currencies, that of the better evidence, the first of the alphabet
    among equals. A share follows from two numbers only: a bound, a range, a doubtful or denied figure and no revenue make none.
    """
    known = worked_out.records(figures)
    spent, earned = (worked_out.numbers(series(known, metric)) for metric in METRICS)
    place = itemgetter("company", "currency", period)
    revenues = {place(row): row for row in earned if row["value"] > 0}
    found = [_row(row, revenue, row[period]) for row in spent if (revenue := revenues.get(place(row))) is not None]
    found = worked_out.best(sorted(found, key=itemgetter("currency")), ["company", "period"])
    found.sort(key=itemgetter("company", "period"))
    return pd.DataFrame(found, columns=list(INTENSITY_COLUMNS)).astype(_TYPES)


_TYPES = {
    **dict.fromkeys(("company", "company_name", "period", "label", "currency", "text", "evidence", "source_url", "publishers"), "str"),
    **dict.fromkeys(("capex", "revenue", "share"), "float64"),
    "period_start": "datetime64[s]",
    "worked_out": "bool",
}


def _row(spent: Row, earned: Row, period: str) -> Row:
    share = spent["value"] / earned["value"] * 100
    about = Qualifier.ABOUT in (spent["qualifier"], earned["qualifier"])
    text = wording.qualified(percent(share), Qualifier.ABOUT if about else Qualifier.EXACTLY)
    lines = [_line(Metric.CAPITAL_EXPENDITURE, spent), _line(Metric.REVENUE, earned), f"{spent['text']} ÷ {earned['text']} = {text}"]
    return {
        "company": spent["company"],
        "company_name": spent["company_name"],
        "period": period,
        "label": spent["period_words"],
        "period_start": spent["period_start"],
        "currency": spent["currency"],
        "capex": spent["value"],
        "revenue": earned["value"],
        "share": share,
        "text": text,
        "evidence": max(spent["evidence"], earned["evidence"], key=RANKS.__getitem__),
        "worked_out": spent["worked_out"] or earned["worked_out"],
        "working": tuple(lines),
        "source_keys": tuple(dict.fromkeys((*spent["source_keys"], *earned["source_keys"]))),
        "source_url": spent["source_url"] if pd.notna(spent["source_url"]) else earned["source_url"],
        "publishers": ", ".join(dict.fromkeys(f"{spent['publishers']}, {earned['publishers']}".split(", "))),
    }


def _line(metric: Metric, figure: Row) -> str:
    """ "Capital expenditure of Q1 2024: about ¥14.392bn, “purchases of property” (Worked out: ...)"."""
    words = _("{metric} of {period}: {sum}, “{covers}”") if figure["covers"] else _("{metric} of {period}: {sum}")
    words = words.format(metric=metric.label, period=figure["period_words"], sum=figure["text"], covers=figure["covers"])
    return wording.noted(words, figure["note"]) if figure["worked_out"] else words


def percent(share: float) -> str:
    """A share with one decimal, with two below one percent: 11.6258 -> "11.6%", 0.0456 -> "0.05%"."""
    digits = 1 if abs(share) >= 1 or share == 0 else 2
    return f"{share:.{digits}f}%".replace("-", "−")


def finding(frame: pd.DataFrame) -> str:
    """Who puts most of its revenue into capital expenditure in the latest period that most companies report.

    Takes the result of `by_quarter` or `by_year`.
    """
    if frame.empty:
        return ""
    period, latest = _latest(frame)
    top, *others = latest
    named = {"period": top.label, "company": top.company_name, "share": top.text}
    if not others:
        words = _(
            "In {period}, the latest quarter for which 1 company is known here, {company} put this share of its revenue into capital "
            "expenditure: {share}."
        )
        if "Q" not in period:
            words = _(
                "In {period}, the latest year for which 1 company is known here, {company} put this share of its revenue into capital "
                "expenditure: {share}."
            )
        return words.format(**named)
    words = _(
        "In {period}, the latest quarter for which {count} companies are known here, {company} put the largest share of its revenue "
        "into capital expenditure: {share}, before {list}."
    )
    if "Q" not in period:
        words = _(
            "In {period}, the latest year for which {count} companies are known here, {company} put the largest share of its revenue "
            "into capital expenditure: {share}, before {list}."
        )
    return words.format(**named, count=f"{len(latest):,}", list=_others(others))


def largest(frame: pd.DataFrame) -> tuple[str, str]:
    """The largest share that `finding` names and, in a sentence, whose it is; nothing of nothing.

    ("12.2%", "Alibaba Group's capital expenditure in 2025, the largest of the 3 that are known, before Tencent 10.5% and Baidu 9.4%.")
    """
    if frame.empty:
        return "", ""
    latest = _latest(frame)[1]
    top, *others = latest
    named = {"owner": findings.possessive(top.company_name), "period": top.label}
    if not others:
        return top.text, _("{owner} capital expenditure in {period}.").format(**named)
    words = _("{owner} capital expenditure in {period}, the largest of the {count} that are known, before {list}.")
    return top.text, words.format(**named, count=f"{len(latest):,}", list=_others(others))


def _others(others: list[Any]) -> str:
    """The rows behind the first: "Tencent 10.5% and Baidu 9.4%"."""
    return wording.listed(wording.first([_("{company} {sum}").format(company=row.company_name, sum=row.text) for row in others]))


def _latest(frame: pd.DataFrame) -> tuple[str, list[Any]]:
    """The latest period that most companies report, and its rows, the largest share first."""
    periods = frame["period"].to_list()
    counts = Counter(periods)  # one row a company
    latest = max(counts, key=lambda period: (counts[period], period))
    places = [place for place, period in enumerate(periods) if period == latest]
    there = rows(frame, ["company", "company_name", "label", "share", "text"], places)
    return latest, sorted(there, key=lambda row: (-row.share, row.company))
