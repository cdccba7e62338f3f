"""The overview's answers, in sentences made from the data in view, each with the place where it is shown in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.analysis import delivery_words, findings, money, stated, sums, wording
from components.analysis.delivery import Delivery
from components.analysis.tables import rows
from components.language import _
from components.records.vocabulary import Nature


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence in plain text; `page` and `query` are the page, and what to choose on it, that show it in full.

    `question` is what it answers and `value` the answer in a word or two, for who reads no sentence; `brief` is the sentence for
    where both stand above it.
    """

    sentence: str
    page: str
    query: tuple[tuple[str, str], ...]
    label: str
    question: str
    value: str
    brief: str


def answers(
    moves: pd.DataFrame,
    delivered: Delivery | None,
    intensity: str,
    currency: str,
    share: tuple[str, str] = ("", ""),
    ranked: Mapping[str, pd.DataFrame] | None = None,
) -> list[Answer]:
    """What a reader asks first: the largest pledge, what has come of it, who spends most of its revenue, what changed last.

    `moves` are those in view, as `money.compare` makes them; `delivered` the result of `delivery.largest` of the same,
    `intensity` the sentence of `intensity.finding` and `share` the largest share in it and whose
    it is (`intensity.largest`), `currency` the one chosen ("": as stated). `ranked` is the result of `sums.ranking` of all moves in
    `currency`, or in `stated.RANKED_IN`, where that is known already. What the data does not tell is left out.
    """
    found = [
        *_largest(moves, currency, ranked or sums.ranking(moves, currency or stated.RANKED_IN)),
        *_delivered(delivered),
        *_intensity(intensity, share),
        *_latest(moves),
    ]
    return [answer for answer in found if answer.sentence]


def _largest(moves: pd.DataFrame, currency: str, ranked: Mapping[str, pd.DataFrame]) -> list[Answer]:
    """The largest pledge in total and, where it is another, per year: by worth in one currency, dollars where none is chosen."""
    by_basis = sums.largest_shown(moves, ranked)
    whole, yearly = by_basis.get(money.TOTAL), by_basis.get(money.PER_YEAR)
    if whole is None:
        return []
    said, evidence = wording.short(whole.amount_text), findings.said_by(whole.evidence)
    amount = wording.noted(findings.over(said, whole.period_text), evidence)
    if money.changed(whole) and currency:
        amount = findings.as_stated(findings.over(whole.shown_text, whole.period_text), said, evidence)
    elif money.changed(whole):
        amount = _("{stated}, {shown} at the rate of the day").format(stated=amount, shown=whole.shown_text)
    named = {"owner": findings.possessive(whole.company_name), "sum": amount}
    if yearly is None:
        sentence = _("{owner} is the largest pledge here: {sum}.").format(**named)
    elif yearly.key == whole.key:
        words = _("{owner} is the largest pledge here: {sum}, or {yearly}; no pledge here that states its period is larger per year.")
        sentence = words.format(**named, yearly=yearly.shown_text)
    else:
        words = _("{owner} is the largest pledge here: {sum}. Per year, where a period is stated, {other} is the largest: {yearly}.")
        sentence = words.format(**named, other=findings.possessive(yearly.company_name), yearly=yearly.shown_text)
    return [
        Answer(
            sentence,
            "compare",
            (("nature", Nature.PLEDGE.value),),
            _("Stated amounts"),
            question=_("Largest pledge"),
            value=whole.shown_text if currency else said,
            brief=_largest_brief(whole, yearly, currency),
        )
    ]


def _largest_brief(whole: Any, yearly: Any, currency: str) -> str:
    """Whose pledge it is, what stands behind it, and what it comes to in the other ways of showing it."""
    told = [_("{company} ({evidence}).").format(company=whole.company_name, evidence=findings.said_by(whole.evidence))]
    if whole.period_text:
        words = _("{company}, for {period} ({evidence}).")
        told = [words.format(company=whole.company_name, period=whole.period_text, evidence=findings.said_by(whole.evidence))]
    if money.changed(whole) and currency:
        told.append(_("{sum} as stated.").format(sum=_capital(wording.short(whole.amount_text))))
    elif money.changed(whole):
        told.append(_("{sum} at the rate of the day.").format(sum=_capital(whole.shown_text)))
    if yearly is not None and yearly.key == whole.key:
        told.append(_("{sum}, the largest too of those that state their period.").format(sum=_capital(yearly.shown_text)))
    elif yearly is not None:
        words = _("Per year, where a period is stated, {other} is the largest: {yearly}.")
        told.append(words.format(other=findings.possessive(yearly.company_name), yearly=yearly.shown_text))
    return wording.sentences(told)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _delivered(largest: Delivery | None) -> list[Answer]:
    """What was reported against the largest pledge that can be measured."""
    if largest is None:
        return []
    return [
        Answer(
            largest.finding,
            "compare",
            (("view", "Delivery"),),
            _("Pledge and delivery"),
            question=_("Reported against a pledge"),
            value=delivery_words.share(largest),
            brief=delivery_words.brief(largest),
        )
    ]


def _intensity(sentence: str, share: tuple[str, str]) -> list[Answer]:
    if not sentence:
        return []
    return [
        Answer(
            sentence,
            "compare",
            (("view", "Spending"),),
            _("Spending and intensity"),
            question=_("Largest share of revenue"),
            value=share[0],
            brief=share[1],
        )
    ]


def _latest(moves: pd.DataFrame) -> list[Answer]:
    """The newest move whose month is known: of a quarter or a year nothing can be said to be the last."""
    starts, ends = (moves[name].to_numpy("datetime64[D]") for name in ("date_start", "date_end"))
    known = (ends - starts).astype("int64") < 31
    if not known.any():
        return []
    places = (known & (ends == ends[known].max())).nonzero()[0].tolist()
    row = max(rows(moves, ["key", "company_name", "title", "date_words"], places), key=lambda row: row.key)
    words = _("Last recorded, {day}: {company} – {title}.")
    named = {"company": row.company_name, "title": row.title}
    return [
        Answer(
            words.format(day=row.date_words, **named),
            "timeline",
            (("move", row.key),),
            _("Its card"),
            question=_("Last recorded"),
            value=row.date_words,
            brief=_("{company} – {title}.").format(**named),
        )
    ]
