"""Pledge and delivery: what a company has reported to have spent since a pledge or guidance began, beside a straight line.

Only sums for capital expenditure with a period can be set against reported capital expenditure; `left_out` says of each other
pledge and guidance why it is not. The straight line is ours: nobody has promised to spend evenly.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from components.analysis import delivery_quarters, delivery_words, money, reported, wording
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Measure, Metric, Nature, Qualifier, Status

NATURES = (Nature.PLEDGE, Nature.GUIDANCE)


@dataclass(frozen=True, slots=True, eq=False)
class Delivery:
    """One pledge or guidance and what was reported against it. Sums are in `currency`.

    `low` and `high` are the ends of the sum stated, equal where it is no range. `steps` has a row for each quarter of the period
    that is over, with `delivery_quarters.STEP_COLUMNS`. `delivered` adds the `known_days` of known quarters, `pace_low` and
    `pace_high` are what a straight line makes of just these days; all three are None where no quarter is known. `through` is the
    last of these days. `verdict` says how a period that is over has ended: "met", "above", "below", or empty where that is open
    or not known.
    """

    key: str
    company: str
    company_name: str
    title: str
    nature: str
    evidence: str
    stated: str
    low: float
    high: float
    qualifier: str
    currency: str
    start: pd.Timestamp
    end: pd.Timestamp
    period_text: str
    steps: pd.DataFrame
    delivered: float | None
    delivered_text: str
    pace_low: float | None
    pace_high: float | None
    known_days: int
    all_days: int
    through: pd.Timestamp | None
    known: tuple[str, ...]
    missing: tuple[str, ...]
    source_keys: tuple[str, ...]
    verdict: str = ""
    finding: str = ""
    caveat: str = ""
    working: tuple[str, ...] = ()


Spent = Mapping[str, Sequence[Any]]
# Gives what it has kept under a name, or makes it.
Keep = Callable[[tuple[Hashable, ...], Callable[[], Delivery]], Delivery]


def spent(figures: pd.DataFrame) -> Spent:
    """What companies have reported to have spent, quarter by quarter: company -> rows of `reported.quarterly`. Takes all figures,
    whatever is in view."""
    found: dict[str, list[Any]] = {}
    for row in rows(reported.quarterly(figures[~figures["denied"].astype(bool)], Metric.CAPITAL_EXPENDITURE)):
        found.setdefault(row.company, []).append(row)
    return found


def delivery(
    moves: pd.DataFrame, figures: pd.DataFrame, today: date, reports: Spent | None = None, keep: Keep | None = None
) -> list[Delivery]:
    """Each pledge and guidance of `moves` that stands and can be compared, pledges first, then by company and start.

    One that was replaced by a statement without a sum is compared too: it is the last sum there was. `figures` are all figures,
    whatever is in view, and `reports` what `spent` makes of them, where that is known already; `keep` remembers what was measured of
    the same figures on the same day; `today` decides which quarters are over. A share of revenue takes part once it has been given a
    sum (`low`, `high` and `currency`).
    """
    around, spending = _Around(moves), spent(figures) if reports is None else reports
    rank = {nature.value: place for place, nature in enumerate(NATURES)}
    comparable = sorted(
        around.comparable(around.stating(NATURES)), key=lambda row: (rank[row.nature], row.company, row.period_start, row.key)
    )
    return [around.measure(row, spending, today, keep) for row in comparable]


def by_worth(moves: pd.DataFrame, worths: Mapping[str, float]) -> list[int]:
    """The labels in the index of `moves` of the pledges that may be compared, the greatest worth first.

    `worths` are by key, in one currency, of what has a rate.
    """
    places, keys, labels = _Around(moves).stating((Nature.PLEDGE,)), moves["key"].to_list(), moves.index.to_list()
    return [labels[place] for place in sorted(places, key=lambda place: (worths.get(keys[place], -1.0), keys[place]), reverse=True)]


def largest(moves: pd.DataFrame, reports: Spent, today: date, ranked: list[int], keep: Keep | None = None) -> Delivery | None:
    """The largest pledge of `moves` that something was reported against.

    `ranked` is what `by_worth` makes of the same frame, or of one that `moves` were chosen from. What is worth less is not measured:
    there may be thousands.
    """
    around = _Around(moves)
    places = moves.index.get_indexer(pd.Index(ranked, dtype="int64"))
    places = places[places >= 0].tolist()
    # A few at a time: most often the first that stands is the one.
    for start in range(0, len(places), AT_ONCE):
        for row in around.comparable(places[start : start + AT_ONCE]):
            if row.company in reports and (found := around.measure(row, reports, today, keep)).delivered is not None:
                return found
    return None


AT_ONCE = 8


def few(moves: pd.DataFrame, worths: Mapping[str, float], most: int) -> tuple[pd.DataFrame, int]:
    """Moves without those pledges and guidance that could be compared but are not among the `most` of greatest worth, and their number.

    `worths` as in `by_worth`.
    """
    around = _Around(moves)
    comparable = around.comparable(around.stating(NATURES))
    if len(comparable) <= most:
        return moves, 0
    small = {row.key for row in sorted(comparable, key=lambda row: (-worths.get(row.key, -1.0), row.key))[most:]}
    return moves[~moves["key"].isin(small)], len(small)


class _Around:
    """The moves that others refer to: looked for only where one does."""

    def __init__(self, moves: pd.DataFrame) -> None:
        self.moves = moves

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles, by key, of the moves that others are part of."""
        wholes = set(self.moves["part_of"].to_list())
        return {key: title for key, title in self._columns("key", "title") if key in wholes}

    @cached_property
    def unsummed(self) -> Mapping[str, str]:
        """Titles, by key, of the moves that replace others and state no sum: "below what was guided" gives nothing to measure."""
        columns = self._columns("key", "title", "supersedes", "low")
        return {key: title for key, title, supersedes, low in columns if supersedes and low != low}

    def stating(self, natures: Sequence[Nature]) -> list[int]:
        """Places of the moves of these natures that may be compared: what `_reason` would say of most others, a few columns tell."""
        wanted = {nature.value for nature in natures}
        columns = self._columns("nature", "measure", "currency", "denied", "period_text")
        return [
            place
            for place, (nature, measure, currency, denied, period) in enumerate(columns)
            if nature in wanted and currency and period and not denied and measure == Measure.CAPITAL_EXPENDITURE.value
        ]

    def comparable(self, places: Sequence[int]) -> list[Any]:
        """The rows at some of these places that can be compared."""
        names = [name for name in _NEEDED if name in self.moves]
        return [row for row in rows(self.moves, names, places) if not _reason(row, self)]

    def _columns(self, *names: str) -> Iterator[tuple[Any, ...]]:
        # In lists: pandas takes longer for each of its steps than a loop over some hundred rows, and no less over many.
        return zip(*(self.moves[name].to_list() for name in names), strict=True)

    def measure(self, row: Any, reports: Spent, today: date, keep: Keep | None) -> Delivery:
        """One of the rows that can be compared against what was reported; `keep` need not know of `reports` and `today`."""
        whole = self.titles.get(row.part_of, "") if row.part_of else ""
        newer = self.unsummed.get(row.superseded_by, "") if row.superseded_by else ""

        def make() -> Delivery:
            return _measure(row, reports.get(row.company, ()), pd.Timestamp(today), whole, newer)

        return keep((row.key, whole, newer), make) if keep else make()


# What is taken of a move: a frame of all its columns takes longer to read than all else here.
_NEEDED = (
    "key",
    "company",
    "company_name",
    "title",
    "nature",
    "measure",
    "evidence",
    "status",
    "denied",
    "superseded_by",
    "part_of",
    "amount_text",
    "low",
    "high",
    "currency",
    "qualifier",
    "share_low",
    "covers",
    "period_start",
    "period_end",
    "period_text",
    "source_keys",
    "made_from",
    "made_sources",
)


def left_out(moves: pd.DataFrame) -> pd.DataFrame:
    """The pledges and guidance that are not set against anything: key, company, company_name, nature, title, amount_text, reason."""
    stated = moves[moves["nature"].isin([nature.value for nature in NATURES])]
    around = _Around(moves)
    stated = stated.assign(reason=[_reason(row, around) for row in rows(stated)])
    columns = ["key", "company", "company_name", "nature", "title", "amount_text", "reason"]
    return stated[stated["reason"] != ""][columns].reset_index(drop=True)


def _reason(move: Any, around: _Around) -> str:
    """Why a pledge or guidance is not compared, in words; empty where it is."""
    if move.superseded_by and move.superseded_by not in around.unsummed:
        return _("replaced by a newer statement")
    if move.denied or move.status == Status.DENIED:
        return _("called wrong by the company")
    if move.status == Status.CANCELLED:
        return _("given up")
    if move.measure != Measure.CAPITAL_EXPENDITURE:
        words = _("counts {measure}, which reported capital expenditure does not measure")
        return words.format(measure=wording.inside(Measure(move.measure)))
    if not move.currency or pd.isna(move.low):
        share = pd.notna(move.share_low)
        return _("a share of a revenue that is not known for its period") if share else _("no sum was stated")
    return _("no period was stated") if pd.isna(move.period_start) else ""


def _measure(move: Any, spent: Sequence[Any], today: pd.Timestamp, whole: str, newer: str) -> Delivery:
    start, end = move.period_start, move.period_end
    steps, figures = delivery_quarters.steps(spent, start, end, move.currency, today)
    known = steps[steps["known"]]
    days, all_days = int(known["days"].sum()), (end - start).days + 1
    keys = [move.source_keys, getattr(move, "made_sources", ()), *(figure.source_keys for figure in figures)]
    bare = Delivery(
        key=move.key,
        company=move.company,
        company_name=move.company_name,
        title=move.title,
        nature=move.nature,
        evidence=move.evidence,
        stated=_stated(move),
        low=float(move.low),
        high=float(move.high),
        qualifier=move.qualifier,
        currency=move.currency,
        start=start,
        end=end,
        period_text=move.period_text,
        steps=steps,
        delivered=float(known["cumulative"].iloc[-1]) if figures else None,
        delivered_text=known["text"].iloc[-1] if figures else "",
        pace_low=float(move.low) * days / all_days if figures else None,
        pace_high=float(move.high) * days / all_days if figures else None,
        known_days=days,
        all_days=all_days,
        through=known["end"].iloc[-1] if figures else None,
        known=tuple(known["quarter"]),
        missing=tuple(steps[~steps["known"]]["quarter"]),
        source_keys=tuple(dict.fromkeys(key for some in keys for key in some)),
    )
    found = replace(bare, verdict=_verdict(bare, today))
    return replace(
        found,
        finding=delivery_words.finding(found, move.status, has_figures=bool(spent), begun=start <= today),
        caveat=delivery_words.caveat(move, figures, whole, newer),
        working=delivery_words.working(found, getattr(move, "made_from", "")),
    )


def _stated(move: Any) -> str:
    """The sum in words; of a share of revenue the sum that it makes, with the share behind it."""
    stated = wording.short(move.amount_text)
    if pd.isna(move.share_low):
        return stated
    return wording.noted(money.text(move.low, move.high, move.currency, move.qualifier, money.CONVERTED), stated)


def _verdict(found: Delivery, today: pd.Timestamp) -> str:
    """How a period that is over has ended. A lower bound can show that enough was spent, never that too little was."""
    spent = found.delivered
    if spent is None or found.end > today:
        return ""
    if found.qualifier == Qualifier.MORE_THAN and spent >= found.low:
        return "met"
    if spent > found.high:
        return "above"
    if found.missing or found.steps["at_least"].any():
        return ""
    return "below" if spent < found.low and found.qualifier != Qualifier.UP_TO else "met"
