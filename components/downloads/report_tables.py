"""The tables of a report: rows of cells that a template can write without knowing what is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.analysis import money, wording
from components.analysis.tables import rows
from components.downloads.charts import measured
from components.downloads.report_words import Reference, Sources, joined, sign
from components.language import _, dates
from components.records.schema import CompanyFile, Move
from components.records.vocabulary import Category, Evidence, Measure, Metric, Nature, Status


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says. `lines` are the steps of a working, `move` the key of the move that the text leads to."""

    text: str = ""
    references: tuple[Reference, ...] = ()
    lines: tuple[str, ...] = ()
    move: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of each row names the row."""

    caption: str
    head: list[str]
    body: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A row of the table of moves: what stands in its cells, and `facts` (label, words) and `working` that unfold below its title.

    `shown` is empty where the amount is shown as stated; `doubts` are what stands against the statement, in words.
    """

    key: str
    date: str
    company: str
    title: str
    category: str
    amount: str
    amount_note: str
    shown: str
    left_out: str
    evidence: str
    sign: str
    status: str
    doubts: list[str]
    facts: list[tuple[str, str]]
    working: tuple[str, ...]
    references: list[Reference]


def evidence(word: str) -> Cell:
    """An evidence with its sign before it."""
    return Cell(f"{sign(word)}\N{NO-BREAK SPACE}{Evidence(word).label}" if word else "")


def moves_by_key(files: Mapping[str, CompanyFile]) -> dict[str, Move]:
    """Each move of the files by `company/move-id`."""
    return {f"{company}/{move.id}": move for company, file in files.items() for move in file.moves}


def keys_cited(row: Any, move: Move) -> list[str]:
    """All sources that a move names, also those that deny or dispute it and those of its dollar value and of the revenue behind it."""
    others = [*move.denied_by, *(dispute.source for dispute in move.disputed_by)]
    usd = [row.usd_source] if row.usd_source else []
    return list(dict.fromkeys([*row.source_keys, *(f"{row.company}/{key}" for key in others), *usd, *row.made_sources]))


def moves(frame: pd.DataFrame, files: Mapping[str, CompanyFile], titles: Mapping[str, str], sources: Sources) -> list[MoveRow]:
    """The moves in view, the newest first. `titles` are those of all moves by key."""
    by_key = moves_by_key(files)
    return [_move(row, files[row.company], by_key[row.key], titles, sources) for row in rows(frame.iloc[::-1])]


def _move(row: Any, file: CompanyFile, move: Move, titles: Mapping[str, str], sources: Sources) -> MoveRow:
    said = (Nature(row.nature).label, wording.inside(Measure(row.measure)), row.period_text or _("no period stated")) if row.nature else ()
    changed = bool(row.currency) and money.changed(row)
    publishers = _(", ").join(file.sources[key].publisher for key in move.denied_by)
    doubts = [_("Called wrong by the company ({publishers})").format(publishers=publishers)] if move.denied_by else []
    otherwise = _("{publisher} says otherwise: {text}")
    doubts += [otherwise.format(publisher=file.sources[dispute.source].publisher, text=dispute.says) for dispute in move.disputed_by]
    return MoveRow(
        key=row.key,
        date=row.date_words,
        company=row.company_name,
        title=row.title,
        category=Category(row.category).label,
        amount=row.amount_text,
        amount_note=" · ".join(said),
        shown=row.shown_text if changed else "",
        left_out=row.left_out,
        evidence=Evidence(row.evidence).label,
        sign=sign(row.evidence),
        status=Status(row.status).label,
        doubts=doubts,
        facts=_facts(row, move, titles),
        working=row.working if changed or row.left_out else (),
        references=sources.cite(keys_cited(row, move)),
    )


def _facts(row: Any, move: Move, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """What else is known of a move, as pairs of a label and words."""
    found = [
        (_("Summary"), row.summary),
        (_("Covers"), row.covers),
        (_("Stated by"), row.stated_by),
        (_("Due"), move.due.words if move.due else ""),
        (_("Joint plan with"), _(", ").join(row.shared_with)),
        (_("Part of"), titles.get(row.part_of, "")),
        (_("Replaces"), titles.get(row.supersedes, "")),
        (_("Replaced by"), titles.get(row.superseded_by, "")),
        (_("Delivers"), titles.get(row.fulfils, "")),
        (_("Note"), move.note or ""),
    ]
    return [(label, words) for label, words in found if words]


def stated(frame: pd.DataFrame, nature: Nature, sources: Sources) -> Table:
    """The result of `analysis.stated.of_nature`."""
    body = [
        [
            Cell(row.company_name),
            Cell(row.title, move=row.key),
            Cell(row.shown_text or _("not shown: {reason}").format(reason=row.left_out), number=True),
            Cell(row.amount_text, number=True),
            Cell(row.period_text or _("not stated")),
            Cell(row.date_words),
            Cell(Measure(row.measure).label),
            evidence(row.evidence),
            Cell(row.standing or _("none")),
            Cell(lines=row.working if money.changed(row) or row.left_out else ()),
            Cell(references=tuple(sources.cite(row.source_keys))),
        ]
        for row in rows(frame)
    ]
    head = [
        _("Company"),
        _("Move"),
        _("Shown"),
        _("As stated"),
        _("Period"),
        _("Said"),
        _("Measure"),
        _("Evidence"),
        _("Against adding it"),
        _("Working"),
        _("Sources"),
    ]
    return Table(_("{nature}: every sum in view").format(nature=nature.label), head, body)


def totals(frame: pd.DataFrame, nature: Nature, titles: Mapping[str, str]) -> Table | None:
    """The result of `analysis.sums.sums` of one nature; None where nothing may be added."""
    body = [
        [
            Cell(row.company_name),
            Cell(Measure(row.measure).label),
            Cell(row.text, number=True),
            Cell(lines=tuple(titles[key] for key in row.counted)),
            Cell(lines=tuple(wording.noted(titles[key], reason) for key, reason in row.left)),
        ]
        for row in rows(frame[frame["text"] != ""])
    ]
    head = [_("Company"), _("Measure"), _("Total"), _("Moves counted"), _("Not counted")]
    caption = _("{nature}: added up by company and measure, nothing counted twice").format(nature=nature.label)
    return Table(caption, head, body) if body else None


def steps(frame: pd.DataFrame, caption: str) -> Table:
    """The steps of an `analysis.delivery.Delivery`."""
    body = [
        [
            Cell(row.quarter),
            Cell(dates.span(f"{row.start:%Y-%m-%d}", f"{row.end:%Y-%m-%d}")),
            Cell(row.text if row.known else _("not known"), number=True),
            evidence(row.evidence),
            Cell(row.working),
        ]
        for row in rows(frame)
    ]
    return Table(caption, [_("Quarter"), _("Days"), _("Sum so far"), _("Evidence"), _("How")], body)


def promises(frame: pd.DataFrame, sources: Sources) -> Table:
    """The result of `analysis.promises.promises`."""
    body = [
        [
            Cell(row.company_name),
            Cell(row.title, move=row.key),
            Cell(row.made),
            Cell(row.due),
            Cell(row.text),
            Cell(joined(row.fulfilled_title, row.kept)),
            evidence(row.evidence),
            Cell(references=tuple(sources.cite(row.source_keys))),
        ]
        for row in rows(frame)
    ]
    head = [_("Company"), _("Promise"), _("Made"), _("Due"), _("Outcome"), _("Kept by"), _("Evidence"), _("Sources")]
    return Table(_("Promises with a due date"), head, body)


def intensity(frame: pd.DataFrame, caption: str, sources: Sources) -> Table:
    """A result of `analysis.intensity`."""
    body = [
        [
            Cell(row.company_name),
            Cell(row.label),
            Cell(row.text, number=True),
            evidence(row.evidence),
            Cell(lines=row.working),
            Cell(references=tuple(sources.cite(row.source_keys))),
        ]
        for row in rows(frame)
    ]
    return Table(caption, [_("Company"), _("Period"), _("Share of revenue"), _("Evidence"), _("Working"), _("Sources")], body)


def figures(frame: pd.DataFrame, caption: str, sources: Sources, *, with_company: bool = False) -> Table:
    """Rows of the figures frame; the company has a column where the table holds several."""
    head = [_("Metric"), _("Period"), _("As stated"), _("Evidence"), _("Definition and notes"), _("Sources")]
    body = [
        [
            *([Cell(row.company_name)] if with_company else []),
            Cell(measured(Metric(row.metric).label, row.of, row.segment)),
            Cell(wording.noted(row.period_words, row.fiscal_label) if row.fiscal_label else row.period_words),
            Cell(row.text, number=True),
            evidence(row.evidence),
            Cell(lines=_notes(row)),
            Cell(references=tuple(sources.cite(row.source_keys))),
        ]
        for row in rows(frame)
    ]
    return Table(caption, [_("Company"), *head] if with_company else head, body)


def _notes(row: Any) -> tuple[str, ...]:
    doubts = [_("Doubtful: left out of charts.")] if row.doubtful else []
    doubts += [_("Called wrong by the company.")] if row.denied else []
    return tuple(text for text in (*doubts, row.covers, row.note) if text)


def every_key(frames: Iterable[pd.DataFrame]) -> set[str]:
    """All sources that frames with a column `source_keys` name."""
    return {key for frame in frames for keys in frame["source_keys"] for key in keys}
