"""Company: one company's profile, its moves in order, its figures as small charts, its sources."""

from collections import Counter

import pandas as pd
import streamlit as st

from components.analysis import readable, reported, wording
from components.analysis.tables import own_name
from components.downloads import charts, held
from components.language import _, dates, direction, n_, p_
from components.records.schema import Company
from components.records.vocabulary import Nature
from components.widgets import address, chart_panel, delivery_panel, legend, promises_panel, sources, tables, view
from components.widgets.text import link, plain
from components.widgets.view import View


def draw(now: View) -> None:
    names = now.data.names
    company = st.selectbox(
        _("Company"),
        list(names),
        index=None,
        key="company",
        format_func=lambda company: direction.drop_marks(str(names.get(company, company))),
        on_change=address.chosen,
        placeholder=_("Choose a company"),
    )
    if company is None:
        st.title(_("Companies"), anchor=False)
        _choose(now)
        return
    profile = now.snapshot.company(company)
    st.title(plain(own_name(profile)), anchor=False)
    _profile(profile)
    moves = now.moves[now.moves["company"] == company]
    st.header(_("Moves"), anchor=False, divider="gray")
    if moves.empty:
        st.info(_("None of this company's moves is in view: see the filters."), icon=":material/filter_alt:")
    else:
        pixels = view.chart_pixels()
        chart = held.of_view(now, "company", lambda: charts.company_moves(now, company, pixels=pixels), company, pixels)
        chart_panel.draw(chart, now, above=legend.draw, opens_cards=True, column_config=tables.of_moves())
        tables.draw_moves(moves.iloc[::-1], "company-moves", lambda make: held.of_view(now, "company's moves as a table", make, company))
    if moves["nature"].isin([Nature.PLEDGE.value, Nature.GUIDANCE.value]).any():
        delivery_panel.draw(now, moves, company)
    if moves["due"].notna().any():
        promises_panel.draw(now, moves, company)
    _figures(now, company)
    _sources(now, company)


def _choose(now: View) -> None:
    if not now.data.names:
        st.info(_("There is no company in the data yet."))
        return
    counts = Counter(now.moves["company"].to_list())
    names = now.data.names.items()
    shown = list(names)[: MOST_CARDS if len(names) <= MOST_CARDS else FIRST_CARDS]
    with st.grid(4, min_column_width=220):
        for company, name in shown:
            with st.container(border=True, height="stretch"):
                profile = now.snapshot.company(company)
                other = _other_name(profile)
                st.markdown(f"**{plain(name)}**" + (f"  \n{plain(other)}" if other else ""))
                count = counts[company]
                st.caption(n_("{count} move in view", "{count} moves in view", count).format(count=f"{count:,}"))
                st.button(p_("button", "Open"), key=f"open-{company}", on_click=_open, args=(company,))
    if len(shown) < len(names):
        words = _("The first {some} of {count} companies; the field above finds the others.")
        st.caption(words.format(some=len(shown), count=f"{len(names):,}"))


# Up to the one number all have a card, of more the first few: cards are sent with every view.
MOST_CARDS, FIRST_CARDS = 60, 24


def _open(company: str) -> None:
    address.chosen()
    st.session_state["company"] = company


def _profile(profile: Company) -> None:
    facts = [
        plain(_other_name(profile)),
        plain(_seat(profile)),
        plain(" · ".join(profile.listings)) or _("not listed"),
        _("fiscal year ends {day}").format(day=dates.day_of_year(profile.fiscal_year_end)) if profile.fiscal_year_end else "",
        link(_("website"), profile.website, shows_host=True) if profile.website else "",
    ]
    st.markdown(" · ".join(fact for fact in facts if fact))


def _other_name(profile: Company) -> str:
    """The name of a company that the title does not have: its own language's, or the English one; "" where there is one name only."""
    return profile.name if own_name(profile) != profile.name else profile.local_name or ""


def _seat(profile: Company) -> str:
    """Where a company is: "Hangzhou, CN"; empty where nothing of it is known."""
    city, country = profile.headquarters or "", wording.country(profile.country or "")
    return _("{city}, {country}").format(city=city, country=country) if city and country else city or country


def _figures(now: View, company: str) -> None:
    st.header(_("Reported figures"), anchor=False, divider="gray")
    figures = now.figures[now.figures["company"] == company]
    if figures.empty:
        st.info(_("No figure of this company is in view. Companies, evidence and dates filter them."), icon=":material/filter_alt:")
        return
    if now.selection.currency:
        st.caption(_("As reported, in the company's own currency, whatever currency is chosen."))
    found = reported.series(figures)
    _grid(now, found[:FIRST])
    if len(found) > FIRST:
        # The charts in it are drawn only once it is opened.
        rest = len(found) - FIRST
        more = st.expander(
            n_("{count} more series", "{count} more series", rest).format(count=rest),
            icon=":material/bar_chart:",
            key="more-series",
            on_change="rerun",
        )
        if more.open:
            with more:
                _grid(now, found[FIRST:])
    label = n_("All {count} figure as a table", "All {count} figures as a table", len(figures)).format(count=f"{len(figures):,}")
    with st.expander(label, icon=":material/table:"):
        st.dataframe(
            tables.shown(readable.figures(tables.first_rows(figures))),
            hide_index=True,
            column_config=tables.of_figures(),
            alt=_("All figures of the company"),
        )


FIRST = 6  # series shown before the reader asks for more


def _grid(now: View, found: list[pd.DataFrame]) -> None:
    with st.grid(3, min_column_width=270, gap="medium"):
        for group in found:
            chart, latest = charts.series(now, group), group.iloc[-1]
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{plain(chart.title)}**")
                st.caption(plain(f"{wording.named(latest['period_words'], latest['text'])} · {_steps(group)}"))
                alt = n_(
                    "{figure}: {count} value, latest {period} {value}", "{figure}: {count} values, latest {period} {value}", len(group)
                )
                alt = alt.format(figure=chart.title, count=len(group), period=latest["period_words"], value=latest["text"])
                st.plotly_chart(chart.figure, key=chart.name, config={"displayModeBar": False}, alt=alt)
                st.space("stretch")
                chart_panel.draw_below(chart, now)


def _steps(group: pd.DataFrame) -> str:
    """What a series has a value for each of."""
    words = {"quarter": _("by quarter"), "half": _("by half"), "year": _("by year"), "point": _("by date")}
    return words[str(group["span"].iloc[0])]


def _sources(now: View, company: str) -> None:
    file = now.snapshot.files[company]
    st.header(_("Sources"), anchor=False, divider="gray")

    def published(key: str) -> tuple[str, str]:
        day = file.sources[key].published
        return (day.start.isoformat() if day else "", key)

    keys = sorted(file.sources, key=published, reverse=True)
    st.caption(n_("{count} source, newest first", "{count} sources, newest first", len(keys)).format(count=f"{len(keys):,}"))
    sources.draw_list(file, keys[:8])
    if len(keys) > 8:
        with st.expander(_("{count} more").format(count=len(keys) - 8), icon=":material/library_books:"):
            sources.draw_list(file, keys[8:])


draw(view.get())
