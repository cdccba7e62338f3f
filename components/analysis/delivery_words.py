"""One pledge or guidance and what was reported against it, in sentences: the finding, what it leaves open, and how it was made."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from components.analysis import delivery_quarters, wording
from components.analysis.tables import rows
from components.language import N_, _, dates, n_
from components.records.vocabulary import Evidence, Nature, Qualifier, Status

if TYPE_CHECKING:
    from components.analysis.delivery import Delivery


def finding(found: "Delivery", status: str, *, has_figures: bool, begun: bool) -> str:
    """What was reported against a statement, or why nothing can be said; `status` is that of its move.

    `has_figures` tells whether the company has a quarterly figure at all, `begun` whether the period has.
    """
    name, plan = found.company_name, _plan(found, status)
    if not begun:
        return _("{company}: the period of {plan} has not begun.").format(company=name, plan=plan)
    if found.delivered is None:
        if found.steps.empty:
            return _("{company}: no quarter of {plan} is over yet.").format(company=name, plan=plan)
        words = _("{company}: nothing reported to measure {plan} against. No quarterly capital expenditure is known here; that is no zero.")
        if has_figures:
            words = _(
                "{company}: nothing reported to measure {plan} against. No quarterly capital expenditure of its period is known here; "
                "that is no zero."
            )
        return words.format(company=name, plan=plan)
    if found.verdict:
        words = _("{company} has reported capital expenditure of {sum} for {period}: {outcome}.")
        told = [words.format(company=name, sum=found.delivered_text, period=found.period_text, outcome=_ending(found, plan))]
    else:
        words = _("By {quarter} {company} has reported capital expenditure of {sum} since {start}, {share} of {plan}: {pace}.")
        shares = {"share": share(found), "plan": plan, "pace": _beside_pace(found)}
        told = [
            words.format(quarter=found.known[-1], company=name, sum=found.delivered_text, start=_since(found.start), **shares),
            _("The period is over; how it ended is not known.") if found.missing and found.end == found.steps["end"].iloc[-1] else "",
        ]
    if found.missing:
        missing = n_("{quarters} known; {list} is missing.", "{quarters} known; {list} are missing.", len(found.missing))
        told.append(missing.format(quarters=wording.quarters(len(found.known)), list=wording.listed(_runs(found))))
    return wording.sentences(told)


def _plan(found: "Delivery", status: str) -> str:
    """The statement in words: "its pledge of more than ¥380bn for Feb 2025 to Jan 2028"."""
    words = _("its {nature} of {sum} for {period}")
    if status == Status.REPORTED and found.evidence == Evidence.UNNAMED:
        words = _("the {nature} of {sum} for {period} (a report from unnamed sources)")
    elif status == Status.REPORTED:
        words = _("the {nature} of {sum} for {period} (a report)")
    return words.format(nature=wording.inside(Nature(found.nature)), sum=found.stated, period=found.period_text)


def brief(found: "Delivery") -> str:
    """What was reported, without what a straight line would be; the whole finding where the period is over or nothing is known."""
    if found.verdict or not found.known or found.delivered is None:
        return found.finding
    words = _(
        "{company}: capital expenditure of {sum}, for AI and for all else, reported from {start} to {quarter}, beside its {nature} of "
        "{stated} for {period}."
    )
    named = {"nature": wording.inside(Nature(found.nature)), "stated": found.stated, "period": found.period_text}
    return words.format(company=found.company_name, sum=found.delivered_text, start=_since(found.start), quarter=found.known[-1], **named)


def _since(day: pd.Timestamp) -> str:
    return dates.month(day) if day.day == 1 else dates.day(day)


def share(found: "Delivery") -> str:
    """How much of the stated sum was reported: "55.2%", of a range from the share of its high end to that of its low end."""
    assert found.delivered is not None, "only called with a sum"
    return f"{'–'.join(dict.fromkeys(f'{found.delivered / end * 100:.3g}' for end in (found.high, found.low)))}%"


_LINE, _LOWER_END, _UPPER_END = N_("the straight line"), N_("the straight line to its lower end"), N_("the straight line to its upper end")
_TO_BOUND = {
    Qualifier.UP_TO.value: N_("the straight line to its upper bound"),
    Qualifier.MORE_THAN.value: N_("the straight line to its lower bound"),
}


def _beside_pace(found: "Delivery") -> str:
    """How far ahead of or behind the straight line. Differences are those of the sums as they are shown.

    A gap changes nothing here, since the line is of the same days; a quarter known as a lower bound does.
    """
    assert found.delivered is not None, "only called with a sum"
    assert found.pace_low is not None, "known with it"
    assert found.pace_high is not None, "known with it"
    spent, low, high = (delivery_quarters.digits(value) for value in (found.delivered, found.pace_low, found.pace_high))
    sums = [delivery_quarters.rounded(value, found.currency) for value in (low, high)]
    days = wording.days(found.known_days)
    bound = bool(found.steps["bound"].any())
    if low <= spent <= high:
        if low == high:
            words = _("on the straight line, {sum} for the same {days}")
            if bound:
                words = _("at least on the straight line, {sum} for the same {days}")
            return words.format(sum=sums[0], days=days)
        words = _("between the straight lines to its lower and its upper end, {low} and {high} for the same {days}")
        if bound:
            words = _("at least between the straight lines to its lower and its upper end, {low} and {high} for the same {days}")
        return words.format(low=sums[0], high=sums[1], days=days)
    ahead = spent > high
    line = _TO_BOUND.get(found.qualifier, _LINE) if low == high else _UPPER_END if ahead else _LOWER_END
    apart = delivery_quarters.rounded(spent - high if ahead else low - spent, found.currency)
    if not bound:
        apart = wording.qualified(apart, Qualifier.ABOUT)
    else:
        apart = (_("at least {sum}") if ahead else _("at most {sum}")).format(sum=apart)
    words = _("{sum} ahead of {line}, {pace} for the same {days}") if ahead else _("{sum} behind {line}, {pace} for the same {days}")
    return words.format(sum=apart, line=_(line), pace=sums[ahead], days=days)


def _ending(found: "Delivery", plan: str) -> str:
    assert found.delivered is not None, "only called with a sum"
    spent, low, high = (delivery_quarters.digits(value) for value in (found.delivered, found.low, found.high))
    # In three digits, as a sum that follows from a share is shown: a difference of sums already rounded would be off by one.
    apart = (found.delivered - found.high, found.low - found.delivered)
    over, under = (wording.money(float(f"{value:.3g}"), found.currency) for value in apart)
    if found.verdict == "above":
        return _("about {sum} above {plan}").format(sum=over, plan=plan)
    if found.verdict == "below":
        return _("about {sum} below {plan}").format(sum=under, plan=plan)
    if found.qualifier == Qualifier.MORE_THAN and spent > high:
        return _("about {sum} more than the lower bound of {plan}, which is met").format(sum=over, plan=plan)
    if found.qualifier == Qualifier.UP_TO and spent < low:
        return _("about {sum} less than the upper bound of {plan}, which is met").format(sum=under, plan=plan)
    return _("{plan} is met").format(plan=plan)


def _runs(found: "Delivery") -> list[str]:
    """The missing quarters in words, three and more in a row as a span: Q1 2025, Q2 2025, Q3 2025 -> "Q1 2025 to Q3 2025"."""
    missing = list(rows(found.steps[~found.steps["known"]]))
    runs = [[step] for step in missing[:1]]
    for before, step in pairwise(missing):
        if before.end + pd.Timedelta(days=1) == step.start:
            runs[-1].append(step)
        else:
            runs.append([step])
    return [
        word for run in runs for word in ([step.quarter for step in run] if len(run) < 3 else [dates.span(run[0].quarter, run[-1].quarter)])
    ]


def caveat(move: Any, figures: list[Any], whole: str, newer: str) -> str:
    """What the statement covers and what the figures beside it cover: the two are rarely the same.

    `whole` is the title of the move that it is a part of, `newer` that of a statement without a sum that has replaced it.
    """
    nature = wording.inside(Nature(move.nature))
    told = [_("What the {nature} covers was not said.").format(nature=nature)]
    if move.covers:
        told = [_("The {nature} is for “{covers}”.").format(nature=nature, covers=move.covers)]
    told.append(_("Reported capital expenditure is that of the whole group, for AI and for all else."))
    definitions = list(dict.fromkeys(figure.covers for figure in figures if figure.covers))
    if definitions:
        told.append(_("The sources call it {list}.").format(list=wording.listed([_("“{text}”").format(text=text) for text in definitions])))
    if move.part_of and whole:
        told.append(_("The {nature} is itself part of another, “{title}”.").format(nature=nature, title=whole))
    elif move.part_of:
        told.append(_("The {nature} is itself part of another.").format(nature=nature))
    if newer:
        told.append(_("A newer statement without a sum has replaced it: “{title}”.").format(title=newer))
    return wording.sentences(told)


def working(found: "Delivery", made_from: str) -> tuple[str, ...]:
    """How the sums were made, step by step. `made_from` is what the sum stated was worked out from, or empty."""
    stated = _("Stated: {sum} for {period}, which is {days}")
    lines = [stated.format(sum=found.stated, period=found.period_text, days=wording.days(found.all_days))]
    lines += [wording.named(made_from, wording.short(found.stated))] if made_from else []
    lines += list(found.steps["working"])
    if found.delivered is None or found.pace_low is None or found.pace_high is None:
        return tuple(lines)
    known = n_("Sum of {count} known quarter: {sum}", "Sum of {count} known quarters: {sum}", len(found.known))
    lines.append(known.format(count=len(found.known), sum=found.delivered_text))
    for end, pace in dict.fromkeys([(found.low, found.pace_low), (found.high, found.pace_high)]):
        line = _("Straight line over the same days: {sum} × {known}/{all} days = {pace}")
        sums = {"sum": wording.money(end, found.currency), "pace": delivery_quarters.rounded(pace, found.currency)}
        lines.append(line.format(**sums, known=f"{found.known_days:,}", all=f"{found.all_days:,}"))
    return tuple(lines)
