"""Evidence and coverage: what the moves rest on, and which figures are known, so that a gap is never read as a zero."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from components.analysis import reported, wording
from components.analysis.tables import rows
from components.language import N_, _, dates, n_
from components.records.vocabulary import Evidence, Metric, SourceKind

EVIDENCE_COLUMNS: dict[str, str] = {
    "company": "id of the company",
    "company_name": "its name",
    "evidence": "",
    "count": "its moves that rest on this evidence at best",
    "moves": "all its moves",
    "percent": "the first as a share of the second",
    "sources": "distinct sources that the moves counted name",
}
MATRIX_COLUMNS: dict[str, str] = {
    "company": "id of the company",
    "company_name": "its name",
    "metric": "",
    "known": "periods with a figure",
    "possible": "periods that there are from the first quarter counted to the last that any company reports",
    "unit": "quarters, halves or years: the shortest that the company has a figure of",
    "text": "known, possible and unit in words; none where nothing is known",
    "missing": "the periods without a figure, in words; empty where all are known",
    "nothing": "whether no figure of any period is known",
    "span": "all periods counted, in words",
}
FIRST = "2024-Q1"
METRICS = (
    Metric.REVENUE,
    Metric.PROFIT,
    Metric.CAPITAL_EXPENDITURE,
    Metric.OPERATING_CASH_FLOW,
    Metric.FREE_CASH_FLOW,
    Metric.RESEARCH_AND_DEVELOPMENT,
    Metric.AI_SPENDING,
    Metric.EMPLOYEES,
    Metric.MARKET_VALUE,
)
POINTS = (Metric.EMPLOYEES, Metric.MARKET_VALUE)  # known for a day, not for a period: one in a year is enough
# Quarters in a period of each unit.
UNITS = {"quarters": 1, "halves": 2, "years": 4}
# What is counted: to cut all columns of the moves frame into a thousand companies takes many times as long.
_COUNTED = ["company", "company_name", "evidence", "source_keys"]


def evidence_counts(moves: pd.DataFrame) -> pd.DataFrame:
    """How good the evidence of each company's moves is: `EVIDENCE_COLUMNS`, companies by id, evidence best first.

    Evidence that no move in the frame rests on is left out; a missing pair counts 0.
    """
    there = set(moves["evidence"])
    kinds = [kind.value for kind in Evidence if kind.value in there]
    found = []
    for (company, name), group in moves[_COUNTED].groupby(["company", "company_name"], sort=True):
        for kind in kinds:
            resting = group[group["evidence"] == kind]
            keys = {key for some in resting["source_keys"] for key in some}
            found.append((company, name, kind, len(resting), len(group), 100 * len(resting) / len(group), len(keys)))
    frame = pd.DataFrame(found, columns=list(EVIDENCE_COLUMNS))
    return frame.astype(
        {
            **dict.fromkeys(("company", "company_name", "evidence"), "str"),
            **dict.fromkeys(("count", "moves", "sources"), "int64"),
            "percent": "float64",
        }
    )


# What evidence is in a sentence.
_WORDS = {
    Evidence.FILING: N_("a filing"),
    Evidence.COMPANY: N_("the company's word outside a filing"),
    Evidence.GOVERNMENT: N_("a government"),
    Evidence.NEWS: N_("a news report"),
    Evidence.ESTIMATE: N_("an estimate"),
    Evidence.UNNAMED: N_("unnamed sources"),
}


def evidence_finding(counts: pd.DataFrame) -> str:
    """What all moves rest on, and who leans most on the best and the poorest of it. Takes the result of `evidence_counts`."""
    if counts.empty:
        return ""
    totals = {str(kind): int(count) for kind, count in counts.groupby("evidence")["count"].sum().items()}
    whole = sum(totals.values())
    kinds = [kind for kind in Evidence if kind.value in totals]
    part = _("{evidence} {count} ({percent})")
    parts = [
        part.format(evidence=_(_WORDS[kind]), count=f"{totals[kind.value]:,}", percent=percent(100 * totals[kind.value] / whole))
        for kind in kinds
    ]
    words = n_("What {moves} rests on at best: {list}.", "What {moves} rest on at best: {list}.", whole)
    told = [words.format(moves=wording.moves(whole), list=wording.listed(parts))]
    if counts["company"].nunique() > 1:
        lead = _("on {evidence}: {companies}")
        leads = [
            lead.format(evidence=_(_WORDS[kind]), companies=_largest(counts[counts["evidence"] == kind.value]))
            for kind in (Evidence.FILING, Evidence.UNNAMED)
            if kind in kinds
        ]
        told += [_("The largest part {list}.").format(list=wording.clauses(leads))] if leads else []
    return wording.sentences(told)


def _largest(counts: pd.DataFrame) -> str:
    """The company, or the companies, with the largest share: "Bolt (24 of 57 moves)"."""
    top = [row for row in rows(counts) if row.percent == counts["percent"].max()]
    words = _("{company} ({count} of {moves})")
    each = [words.format(company=row.company_name, count=row.count, moves=wording.moves(row.moves)) for row in top]
    return wording.listed(wording.first(each))


def percent(share: float) -> str:
    """A share in percent in whole numbers: 48.7 -> "49%", 0.2 -> "under 1%"."""
    return _("under 1%") if 0 < share < 1 else f"{share:.0f}%"


def sources_finding(moves: pd.DataFrame, sources: pd.DataFrame) -> str:
    """How many distinct sources the moves name, by kind. Takes the moves and the sources frame.

    One address is one source, in however many files it is entered; a source off the web counts by its key.
    """
    named = sources[sources["key"].isin({key for some in moves["source_keys"] for key in some})]
    distinct = named.assign(_address=named["url"].where(named["url"].notna(), named["key"])).drop_duplicates("_address")
    if distinct.empty:
        return ""
    kinds = {str(kind): int(count) for kind, count in distinct["kind"].value_counts().items()}
    part = _("{kind} {count}")
    parts = [part.format(kind=wording.inside(kind), count=f"{kinds[kind.value]:,}") for kind in SourceKind if kind.value in kinds]
    words = n_("The move names {sources}, by kind: {list}.", "The {count} moves name {sources}, by kind: {list}.", len(moves))
    named_sources = n_("{count} distinct source", "{count} distinct sources", len(distinct)).format(count=f"{len(distinct):,}")
    return words.format(count=f"{len(moves):,}", sources=named_sources, list=wording.listed(parts))


def matrix(figures: pd.DataFrame, names: Mapping[str, str], metrics: Sequence[Metric] = METRICS, first: str = FIRST) -> pd.DataFrame:
    """Which figures of each company as a whole are known: `MATRIX_COLUMNS`, a row for each company of `names` and each metric.

    Periods count from the quarter `first` (or, where all figures are older, from the year of the last) to the last quarter that
    any company reports. Doubtful and denied figures count as not known, quarters that are worked out as known. Give all
    figures: what a filter hides would be said to be missing. Without a figure the frame is empty.
    """
    wanted = [metric.value for metric in metrics]
    trusted = reported.usable(figures)
    trusted = trusted[~trusted["denied"].astype(bool) & (trusted["segment"] == "group") & trusted["company"].isin(list(names))]
    counted = trusted[trusted["metric"].isin(wanted)]
    known = _known(trusted, counted, metrics)
    quarters = [quarter for units in known.values() for quarter in units.get("quarters", ())]
    if counted.empty and not quarters:
        return pd.DataFrame(columns=list(MATRIX_COLUMNS))
    last = max(quarters) if quarters else int(_quarter(counted["period_end"]).max())
    start = min(_quarter_of(first), last // 4 * 4)
    points = counted[counted["metric"].isin([metric.value for metric in POINTS])]
    # A number of employees may be newer than the last quarter reported.
    newest = max([last // 4, *points["period_end"].dt.year])
    others = dict(iter(counted[_quarter(counted["period_end"]) >= start].groupby(["company", "metric"])))
    span = _span("quarters", start, last)
    found = []
    for company, name in names.items():
        for metric in metrics:
            have = known.get((company, metric.value), {})
            cell = _year_cell(have, start // 4, newest) if metric in POINTS else _cell(have, start, last)
            other = others.get((company, metric.value))
            if cell[5] and other is not None:
                periods = wording.listed(wording.first(list(dict.fromkeys(other["period_words"]))))
                words = _("no whole quarter, half or year of {span}; known for {list}").format(span=span, list=periods)
                cell = (0, cell[1], cell[2], _("other periods"), words, False)
            found.append((company, name, metric.value, *cell, span))
    return pd.DataFrame(found, columns=list(MATRIX_COLUMNS))


Cell = tuple[int, int, str, str, str, bool]  # known, possible, unit, text, missing, nothing


def _known(trusted: pd.DataFrame, counted: pd.DataFrame, metrics: Sequence[Metric]) -> dict[tuple[str, str], dict[str, set[int]]]:
    """(company, metric) -> unit -> numbers of the periods that have a figure, counted from year 0: 2024 is half 4048 and quarter 8096."""
    known: dict[tuple[str, str], dict[str, set[int]]] = {}

    def add(unit: str, frame: pd.DataFrame) -> None:
        for company, metric, quarter in zip(frame["company"], frame["metric"], _quarter(frame["period_end"]), strict=True):
            known.setdefault((company, metric), {}).setdefault(unit, set()).add(int(quarter) // UNITS[unit])

    for metric in metrics:
        if metric in POINTS:
            add("years", counted[counted["metric"] == metric.value])
        else:
            # Among them what follows from longer periods and from cash flows.
            add("quarters", reported.quarterly(trusted, metric))
    periods = counted[~counted["metric"].isin([metric.value for metric in POINTS])]
    add("halves", periods[periods["span"] == "half"])
    add("years", periods[periods["span"] == "year"])
    return known


def _cell(have: Mapping[str, set[int]], first: int, last: int) -> Cell:
    """What is known of a metric in the quarters from `first` to `last`, in the shortest unit that there is a figure of."""
    longer: list[tuple[str, list[int], list[int]]] = []
    for unit, length in UNITS.items():
        every = [number for number in range(first // length, last // length + 1) if first <= number * length <= last + 1 - length]
        there = [number for number in every if number in have.get(unit, ())]
        if there and not longer:
            longer.append((unit, every, there))
        elif there:
            # A longer period says something where a shorter one in it is not known.
            _unit, shorter, fine = longer[0]
            size = UNITS[longer[0][0]]
            gaps = [number * size // length for number in shorter if number not in fine]
            if helps := [number for number in there if number in gaps]:
                longer.append((unit, every, helps))
    if not longer:
        return 0, last + 1 - first, "quarters", _("none"), _("nothing of {span}").format(span=_span("quarters", first, last)), True
    unit, every, there = longer[0]
    missing = _runs(unit, [number for number in every if number not in there])
    as_longer = [words for other, _, helps in longer[1:] for words in _runs(other, helps)]
    words = wording.listed(missing)
    if as_longer:
        words = _("{missing}; known as longer periods: {list}").format(missing=words, list=wording.listed(as_longer))
    return len(there), len(every), unit, _text(len(there), len(every), unit), words, False


def _year_cell(have: Mapping[str, set[int]], first: int, last: int) -> Cell:
    every = range(first, last + 1)
    there = [year for year in every if year in have.get("years", ())]
    if not there:
        return 0, len(every), "years", _("none"), _("nothing of {span}").format(span=_span("years", first, last)), True
    missing = _runs("years", [year for year in every if year not in there])
    return len(there), len(every), "years", _text(len(there), len(every), "years"), wording.listed(missing), False


def _text(known: int, possible: int, unit: str) -> str:
    words = {
        "quarters": n_("{known} of {count} quarter", "{known} of {count} quarters", possible),
        "halves": n_("{known} of {count} half", "{known} of {count} halves", possible),
        "years": n_("{known} of {count} year", "{known} of {count} years", possible),
    }
    return words[unit].format(known=known, count=f"{possible:,}")


def _runs(unit: str, numbers: Iterable[int]) -> list[str]:
    """Periods in words, those that follow each other as one: [8096, 8097, 8100] -> ["Q1 2024 to Q2 2024", "Q1 2025"]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [_span(unit, run[0], run[-1]) for run in runs]


def _span(unit: str, first: int, last: int) -> str:
    return dates.span(_words(unit, first), _words(unit, last)) if last > first else _words(unit, first)


def _words(unit: str, number: int) -> str:
    if unit == "years":
        return dates.year(number)
    return dates.quarter(number // 4, number % 4 + 1) if unit == "quarters" else dates.half(number // 2, number % 2 + 1)


def _quarter(days: pd.Series) -> pd.Series:
    """Number of the quarter that each day is in, counted from year 0."""
    return pd.Series(days.dt.year * 4 + days.dt.quarter - 1)


def _quarter_of(text: str) -> int:
    year, number = text.split("-Q")
    return int(year) * 4 + int(number) - 1


# What pledges are measured against.
MAIN = (Metric.CAPITAL_EXPENDITURE, Metric.REVENUE)


def coverage_finding(cells: pd.DataFrame) -> str:
    """How much is known of capital expenditure and revenue, and of what nothing is. Takes the result of `matrix`."""
    if cells.empty:
        return ""
    told = [_("Counted: {span}.").format(span=cells["span"].iloc[0])]
    for metric in MAIN:
        own = cells[cells["metric"] == metric.value]
        if not own.empty:
            each = [_("{company} {known}").format(company=row.company_name, known=row.text) for row in rows(own)]
            told.append(_("{metric}: {list}.").format(metric=metric.label, list=wording.listed(wording.first(each))))
    nothing = [
        wording.noted(str(name), wording.listed([wording.inside(Metric(metric)) for metric in group["metric"]]))
        for name, group in cells[cells["nothing"].astype(bool)].groupby("company_name", sort=False)
    ]
    if nothing:
        told.append(_("Nothing is known here of {list}.").format(list=wording.listed(wording.first(nothing))))
    return wording.sentences([*told, _("What is missing is not known here; it is not zero.")])
