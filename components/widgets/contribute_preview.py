"""The preview of a draft: its company on the timeline and in the comparison as if the file were in the folder, for this viewer only."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components import language
from components.analysis import findings, lanes, money, readable, reported, stated, wording
from components.analysis.selection import select_figures, select_moves
from components.analysis.tables import tables as make_tables
from components.charts import quarterly, stated_amounts, theme, timeline
from components.downloads.chart import Chart
from components.language import _, n_
from components.records.draft import Draft, encoded
from components.records.library import digest
from components.records.vocabulary import Metric, Nature
from components.widgets import chart_panel, draft_memo, legend, tables, view
from components.widgets.text import plain
from components.widgets.view import View

BESIDE = 11  # companies that are drawn beside the draft's
_MEMO = "_draft-preview"


@dataclass(frozen=True, slots=True)
class Shown:
    """The frames with the draft in them: `moves` and `figures` as the filters leave them, `all_moves` before that."""

    company: str
    name: str
    names: dict[str, str]
    all_moves: pd.DataFrame
    moves: pd.DataFrame
    figures: pd.DataFrame
    colours: dict[str, str]
    left_out: int


def draw(now: View, draft: Draft) -> None:
    """Draw the charts of a draft that has no error. Nobody else sees them, and nothing is written."""
    shown = _shown(now, draft)
    if draft.company in now.snapshot.files:
        words = _(
            "As if {file} were replaced. Only you see this, until the file is in the data folder. "
            "Filters, currency and basis apply as everywhere."
        )
    else:
        words = _(
            "As if {file} were added. Only you see this, until the file is in the data folder. "
            "Filters, currency and basis apply as everywhere."
        )
    st.caption(words.format(file=plain(draft.name)))
    if shown.left_out:
        words = n_(
            "{count} company left out here: choose in the filters whom to see beside it.",
            "{count} companies left out here: choose in the filters whom to see beside it.",
            shown.left_out,
        )
        st.caption(words.format(count=f"{shown.left_out:,}"))
    own = shown.moves[shown.moves["company"] == shown.company]
    hidden = int((shown.all_moves["company"] == shown.company).sum()) - len(own)
    if hidden:
        words = n_("The filters hide {count} move of {company}.", "The filters hide {count} moves of {company}.", hidden)
        st.info(words.format(count=f"{hidden:,}", company=plain(shown.name)), icon=":material/filter_alt:")
    elif own.empty:
        st.info(_("{company} has no move yet.").format(company=plain(shown.name)), icon=":material/timeline:")
    # A timeline without a move of its own shows nothing that the other pages do not.
    if hidden or not own.empty:
        _timeline(shown)
    _amounts(shown, own)
    _spending(shown)


def _shown(now: View, draft: Draft) -> Shown:
    chosen = now.selection.companies or tuple(now.snapshot.files)
    others = [company for company in chosen if company in now.snapshot.files and company != draft.company]
    beside = others[:BESIDE]
    memo = draft_memo.of_session(_MEMO, 2)
    currency, basis = now.selection.currency, now.selection.basis

    def make() -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
        assert draft.content is not None, "only a draft without an error is shown"
        files = {**{company: now.snapshot.files[company] for company in beside}, draft.company: draft.content}
        data = make_tables(dict(sorted(files.items())), now.snapshot.shared)
        return money.compare(money.with_revenue_shares(data.moves, data.figures), currency, basis), data.figures, data.names

    key = (draft.company, digest(encoded(draft.text)), now.snapshot.revision, tuple(beside), currency, basis, language.current())
    moves, figures, names = memo.get(key, make)
    # The companies are chosen already, and the draft's own is always among them.
    selection = replace(now.selection, companies=())
    return Shown(
        draft.company,
        names[draft.company],
        names,
        moves,
        select_moves(moves, selection),
        select_figures(figures[figures["company"].isin(list(names))], selection),
        theme.company_colours({*now.data.names, draft.company}),
        len(others) - len(beside),
    )


def _timeline(shown: Shown) -> None:
    if shown.moves.empty:
        return
    st.subheader(_("On the timeline"), anchor=False)
    legend.draw_evidence()
    figure = timeline.draw(lanes.arrange(shown.moves, pixels=view.chart_pixels()), shown.colours)
    chart = Chart("preview-timeline", _("On the timeline"), figure, findings.timeline(shown.moves), shown.moves, readable.moves)
    chart_panel.draw(chart, None, column_config=tables.of_moves())


def _amounts(shown: Shown, own: pd.DataFrame) -> None:
    st.subheader(_("Its stated amounts beside the others'"), anchor=False)
    there = stated.natures(own)
    if not there:
        st.info(_("{company} states no sum in view.").format(company=plain(shown.name)), icon=":material/payments:")
        return
    chosen = st.segmented_control(
        _("Nature of the amount"),
        [nature.value for nature in Nature],
        key="draft-nature",
        format_func=lambda word: Nature(word).label.lower(),
        persist_state="session",
    )
    nature = Nature(chosen) if chosen else there[0]
    amounts = stated.of_nature(shown.moves, nature)
    words = _("{nature}: {meaning} {company} states {natures}.")
    listed = wording.listed([word.label.lower() for word in there])
    st.caption(words.format(nature=nature.label, meaning=nature.description, company=plain(shown.name), natures=listed))
    if amounts.empty:
        st.info(_("No {nature} in view states a sum.").format(nature=nature.label.lower()), icon=":material/payments:")
        return
    legend.draw_evidence(bounds=True)
    figure, finding = stated_amounts.draw(amounts, shown.colours), findings.stated(amounts, nature)
    title = _("Stated amounts: {nature}").format(nature=wording.inside(nature))
    chart = Chart("preview-amounts", title, figure, finding, amounts, readable.amounts)
    chart_panel.draw(chart, None, column_config=tables.of_moves())
    for sentence in stated.left_out(stated.sums(shown.moves[shown.moves["nature"] == nature.value])):
        st.caption(plain(sentence))


def _spending(shown: Shown) -> None:
    st.subheader(_("Its reported capital expenditure beside the others'"), anchor=False)
    frame = reported.quarterly(shown.figures, Metric.CAPITAL_EXPENDITURE)
    if frame.empty or shown.company not in set(frame["company"]):
        words = _("{company} has no figure of a quarter's capital expenditure in view.")
        st.info(words.format(company=plain(shown.name)), icon=":material/receipt_long:")
        return
    figure = quarterly.draw(frame, shown.colours)
    title, finding = _("Reported capital expenditure by quarter"), findings.capital_expenditure(frame)
    chart = Chart("preview-capital-expenditure", title, figure, finding, frame, readable.figures)
    chart_panel.draw(chart, None, column_config=tables.of_figures())
    st.caption(plain(findings.gaps(frame, list(shown.names.values()))))
