"""What moves rest on and which figures are known, counted by hand: a gap is never a zero."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import coverage, wording
from components.analysis.tables import Tables
from components.records.vocabulary import Evidence, Metric
from tests.analysis import samples
from tests.analysis.samples import figure, frames, move, text


class TestEvidenceCounts:
    def test_by_hand(self, both: Tables) -> None:
        """Acme has 7 moves: a filing, 4 of the company, news and a rumour. The pledge names three sources, the 4 others one together."""
        found = coverage.evidence_counts(both.moves)
        assert list(found.columns) == list(coverage.EVIDENCE_COLUMNS)
        acme = found[found["company"] == "acme"]
        assert [(row.evidence, row.count, row.moves, round(row.percent, 1), row.sources) for row in acme.itertuples(index=False)] == [
            ("filing", 1, 7, 14.3, 3),
            ("company", 4, 7, 57.1, 1),
            ("government", 0, 7, 0, 0),
            ("news", 1, 7, 14.3, 1),
            ("estimate", 0, 7, 0, 0),
            ("unnamed", 1, 7, 14.3, 1),
        ]
        bolt = found[found["company"] == "bolt"]
        assert dict(zip(bolt["evidence"], bolt["count"], strict=True)) == {
            "filing": 0,
            "company": 1,
            "government": 1,
            "news": 0,
            "estimate": 1,
            "unnamed": 0,
        }
        assert set(bolt["company_name"]) == {"波特 Sample"}

    def test_evidence_that_nothing_rests_on_is_left_out(self) -> None:
        data = frames({"acme": text("Acme Sample", [move("a", evidence="unnamed"), move("b", evidence="news")])})
        assert list(coverage.evidence_counts(data.moves)["evidence"]) == ["news", "unnamed"]

    def test_nothing(self) -> None:
        found = coverage.evidence_counts(frames({}).moves)
        assert found.empty
        assert list(found.columns) == list(coverage.EVIDENCE_COLUMNS)

    @samples.few
    @given(samples.data())
    def test_every_move_is_counted_once(self, data: Tables) -> None:
        found = coverage.evidence_counts(data.moves)
        assert found.groupby("company")["count"].sum().to_dict() == data.moves["company"].value_counts().to_dict()
        assert found.groupby("evidence")["count"].sum().to_dict() == data.moves["evidence"].value_counts().to_dict()
        assert found.groupby("company")["percent"].sum().to_numpy() == pytest.approx(100)


class TestEvidenceFinding:
    def test_by_hand(self, both: Tables) -> None:
        """10 moves of both; a tenth is 10%."""
        assert coverage.evidence_finding(coverage.evidence_counts(both.moves)) == (
            "What 10 moves rest on at best: a filing 1 (10%), the company's word outside a filing 5 (50%), a government 1 (10%), "
            "a news report 1 (10%), an estimate 1 (10%) and unnamed sources 1 (10%). "
            "The largest part on a filing: Acme Sample (1 of 7 moves); on unnamed sources: Acme Sample (1 of 7 moves)."
        )

    def test_one_move(self) -> None:
        counts = coverage.evidence_counts(frames(samples.STRANGE["one move"]).moves)
        assert coverage.evidence_finding(counts) == "What 1 move rests on at best: the company's word outside a filing 1 (100%)."

    def test_the_part_counts_not_the_number(self) -> None:
        many = [move(name, evidence="unnamed") for name in "abc"] + [move("d")]
        data = frames({"acme": text("Acme Sample", many), "bolt": text("Bolt Sample", [move(evidence="unnamed")])})
        finding = coverage.evidence_finding(coverage.evidence_counts(data.moves))
        assert finding.endswith("The largest part on unnamed sources: Bolt Sample (1 of 1 move).")

    def test_a_draw_names_both(self) -> None:
        data = frames({name: text(f"{name.title()} Sample", [move(evidence="filing")]) for name in ("acme", "bolt")})
        finding = coverage.evidence_finding(coverage.evidence_counts(data.moves))
        assert finding.endswith("The largest part on a filing: Acme Sample (1 of 1 move) and Bolt Sample (1 of 1 move).")

    def test_nothing(self) -> None:
        assert coverage.evidence_finding(coverage.evidence_counts(frames({}).moves)) == ""

    @pytest.mark.parametrize(
        ("share", "words"), [(0, "0%"), (0.2, "under 1%"), (0.99, "under 1%"), (1, "1%"), (48.7, "49%"), (100, "100%")]
    )
    def test_percent(self, share: float, words: str) -> None:
        assert coverage.percent(share) == words


class TestSources:
    def test_by_hand(self, both: Tables) -> None:
        """Acme's moves name all of its sources but the broker, Bolt's its blog, broker and paper; paper has the same address in both."""
        assert coverage.sources_finding(both.moves, both.sources) == (
            "The 10 moves name 6 distinct sources, by kind: filing 1, company 2, news 1, report 1 and social 1."
        )

    def test_one(self) -> None:
        data = frames(samples.STRANGE["one move"])
        assert coverage.sources_finding(data.moves, data.sources) == "The move names 1 distinct source, by kind: company 1."

    def test_nothing(self) -> None:
        data = frames({})
        assert coverage.sources_finding(data.moves, data.sources) == ""


def matrix(*figures: dict[str, Any], **options: Any) -> dict[str, tuple[int, int, str, str]]:
    """Metric -> (known, possible, text, missing) of one company with these figures."""
    data = frames({"acme": text("Acme Sample", [], figures)})
    cells = coverage.matrix(data.figures, data.names, **options)
    return {row.metric: (row.known, row.possible, row.text, row.missing) for row in cells.itertuples(index=False)}


class TestMatrix:
    def test_by_hand(self, both: Tables) -> None:
        """The last quarter is Acme's Q2 2025: six quarters from Q1 2024. Of revenue that of Q1 2025 is 0, which is known."""
        cells = coverage.matrix(both.figures, both.names, (Metric.REVENUE, Metric.CAPITAL_EXPENDITURE, Metric.EMPLOYEES))
        assert list(cells.columns) == list(coverage.MATRIX_COLUMNS)
        assert [tuple(row) for row in cells.drop(columns=["company_name", "span"]).itertuples(index=False)] == [
            ("acme", "revenue", 2, 6, "quarters", "2 of 6 quarters", "Q1 2024 to Q3 2024 and Q2 2025", False),
            ("acme", "capital_expenditure", 2, 6, "quarters", "2 of 6 quarters", "Q1 2024 to Q3 2024 and Q1 2025", False),
            ("acme", "employees", 0, 2, "years", "none", "nothing of 2024 to 2025", True),
            ("bolt", "revenue", 0, 6, "quarters", "none", "nothing of Q1 2024 to Q2 2025", True),
            ("bolt", "capital_expenditure", 1, 6, "quarters", "1 of 6 quarters", "Q1 2024 to Q4 2024 and Q2 2025", False),
            ("bolt", "employees", 0, 2, "years", "none", "nothing of 2024 to 2025", True),
        ]
        assert set(cells["span"]) == {"Q1 2024 to Q2 2025"}
        assert list(dict.fromkeys(cells["company_name"])) == ["Acme Sample", "波特 Sample"]

    def test_all_known(self) -> None:
        quarters = [figure(f"2024-Q{number}") for number in (1, 2, 3, 4)]
        assert matrix(*quarters)["capital_expenditure"] == (4, 4, "4 of 4 quarters", "")

    def test_doubtful_and_denied_count_as_not_known(self) -> None:
        known = figure("2024-Q2", metric="revenue")
        assert matrix(known, figure("2024-Q1", doubtful=True))["capital_expenditure"][2] == "none"
        assert matrix(known, figure("2024-Q1", denied_by=["blog"]))["capital_expenditure"][2] == "none"

    def test_parts_of_the_company_do_not_count(self) -> None:
        assert matrix(figure("2024-Q1", metric="revenue"), figure("2024-Q1", segment="cloud"))["capital_expenditure"][2] == "none"

    def test_a_quarter_worked_out_is_known(self) -> None:
        """The half less its first quarter."""
        assert matrix(figure("2024-H1", 5e9), figure("2024-Q1", 2e9))["capital_expenditure"] == (2, 2, "2 of 2 quarters", "")

    def test_two_figures_of_one_quarter_are_one(self) -> None:
        assert matrix(figure("2024-Q1", 1e9), figure("2024-Q1", 2e9))["capital_expenditure"][:3] == (1, 1, "1 of 1 quarter")

    def test_longer_periods_where_no_quarter_is_known(self) -> None:
        """Revenue says that there are quarters up to Q3 2025; the first half and one whole year lie within them."""
        known = [figure("2025-Q3", metric="revenue")]
        assert matrix(*known, figure("2024-H2"))["capital_expenditure"] == (1, 3, "1 of 3 halves", "H1 2024 and H1 2025")
        assert matrix(*known, figure("2024"))["capital_expenditure"] == (1, 1, "1 of 1 year", "")

    def test_a_longer_period_fills_no_quarter_but_is_named(self) -> None:
        found = matrix(figure("2025-Q1", metric="profit"), figure("2024-H1", metric="profit"), figure("2024", metric="profit"))
        assert found["profit"] == (1, 5, "1 of 5 quarters", "Q1 2024 to Q4 2024; known as longer periods: H1 2024 and 2024")

    def test_a_longer_period_of_known_quarters_is_not_named(self) -> None:
        found = matrix(*(figure(f"2024-Q{number}") for number in (1, 2, 3, 4)), figure("2024", 9e9), figure("2025-Q2", metric="revenue"))
        assert found["capital_expenditure"] == (4, 6, "4 of 6 quarters", "Q1 2025 to Q2 2025")

    def test_periods_that_are_no_quarter_half_or_year(self) -> None:
        found = matrix(figure("2024-Q4", metric="revenue"), figure({"start": "2024-07", "end": "2025-06"}))
        assert found["capital_expenditure"] == (
            0,
            4,
            "other periods",
            "no whole quarter, half or year of Q1 2024 to Q4 2024; known for Jul 2024 to Jun 2025",
        )

    def test_a_year_that_is_not_over_is_no_whole_year(self) -> None:
        found = matrix(figure("2025-Q1", metric="revenue"), figure("2025"))
        assert found["capital_expenditure"][2:] == (
            "other periods",
            "no whole quarter, half or year of Q1 2024 to Q1 2025; known for 2025",
        )

    def test_points_count_by_year(self) -> None:
        """Counted on two days of 2024, and in 2026, later than the last quarter."""
        people = [figure(None, 100, as_of=day, metric="employees", unit="people") for day in ("2024-03-31", "2024-12-31", "2026-01-31")]
        assert matrix(figure("2025-Q1"), *people)["employees"] == (2, 3, "2 of 3 years", "2025")

    def test_first_quarter_is_given(self) -> None:
        quarters = [figure(f"2024-Q{number}") for number in (1, 2, 3, 4)]
        assert matrix(*quarters, first="2023-Q3")["capital_expenditure"] == (4, 6, "4 of 6 quarters", "Q3 2023 to Q4 2023")

    def test_older_figures_alone_count_from_their_year(self) -> None:
        assert matrix(figure("2010-Q2"))["capital_expenditure"] == (1, 2, "1 of 2 quarters", "Q1 2010")
        assert matrix(figure("2010"))["capital_expenditure"] == (1, 1, "1 of 1 year", "")

    def test_older_figures_beside_new_ones_do_not_count(self) -> None:
        assert matrix(figure("2010-Q2"), figure("2024-Q1", metric="revenue"))["capital_expenditure"][2] == "none"

    def test_cash_flows_alone_make_capital_expenditure_known(self) -> None:
        flows = [
            figure("2024-Q1", 4e9, metric="operating_cash_flow"),
            figure("2024-Q1", 1e9, metric="free_cash_flow", covers="Operating cash flow less capital expenditure"),
        ]
        assert matrix(*flows, metrics=(Metric.CAPITAL_EXPENDITURE,)) == {"capital_expenditure": (1, 1, "1 of 1 quarter", "")}

    def test_only_companies_named(self) -> None:
        data = frames(samples.STRANGE["figures only"])
        assert set(coverage.matrix(data.figures, data.names)["company"]) == {"acme"}
        assert coverage.matrix(data.figures, {}).empty

    def test_company_without_a_figure_is_there(self) -> None:
        data = frames({"acme": text("Acme Sample", [], [figure()]), "bolt": text("Bolt Sample", [])})
        cells = coverage.matrix(data.figures, data.names)
        assert set(cells[cells["company"] == "bolt"]["text"]) == {"none"}
        assert len(cells) == 2 * len(coverage.METRICS)

    def test_nothing(self) -> None:
        found = coverage.matrix(frames({}).figures, {})
        assert found.empty
        assert list(found.columns) == list(coverage.MATRIX_COLUMNS)

    @samples.few
    @given(st.lists(st.tuples(st.sampled_from(["revenue", "profit", "capital_expenditure"]), samples.days(2023, 2026)), max_size=12))
    def test_known_and_missing_are_all(self, stated: list[tuple[str, str]]) -> None:
        data = frames({"acme": text("Acme Sample", [], [figure(period, metric=metric) for metric, period in stated])})
        cells = coverage.matrix(data.figures, data.names)
        for row in cells.itertuples(index=False):
            assert 0 <= row.known <= row.possible
            assert (row.missing == "") == (row.known == row.possible)
            assert (row.known > 0) == row.text[0].isdigit()
            if row.text == "none":
                mine = data.figures[(data.figures["metric"] == row.metric) & (data.figures["period_end"] >= pd.Timestamp(2024, 1, 1))]
                assert mine.empty


class TestCoverageFinding:
    def test_by_hand(self, both: Tables) -> None:
        cells = coverage.matrix(both.figures, both.names, (Metric.REVENUE, Metric.CAPITAL_EXPENDITURE, Metric.AI_SPENDING))
        assert coverage.coverage_finding(cells) == (
            "Counted: Q1 2024 to Q2 2025. Capital expenditure: Acme Sample 2 of 6 quarters and 波特 Sample 1 of 6 quarters. "
            "Revenue: Acme Sample 2 of 6 quarters and 波特 Sample none. "
            "Nothing is known here of Acme Sample (AI spending) and 波特 Sample (revenue and AI spending). "
            "What is missing is not known here; it is not zero."
        )

    def test_all_known(self) -> None:
        data = frames({"acme": text("Acme Sample", [], [figure("2024-Q1")])})
        assert coverage.coverage_finding(coverage.matrix(data.figures, data.names, (Metric.CAPITAL_EXPENDITURE,))) == (
            "Counted: Q1 2024. Capital expenditure: Acme Sample 1 of 1 quarter. What is missing is not known here; it is not zero."
        )

    def test_long_lists_are_cut(self) -> None:
        data = frames(samples.many(200))
        sentence = coverage.coverage_finding(coverage.matrix(data.figures, data.names))
        assert "Sample 5 2 of 6 quarters and 194 more." in sentence
        assert sentence.count("AI spending") == wording.MOST

    def test_nothing(self) -> None:
        assert coverage.coverage_finding(coverage.matrix(frames({}).figures, {})) == ""


def test_strange_data(strange: Tables) -> None:
    counts = coverage.evidence_counts(strange.moves)
    assert (coverage.evidence_finding(counts) == "") == strange.moves.empty
    assert (coverage.sources_finding(strange.moves, strange.sources) == "") == strange.moves.empty
    cells = coverage.matrix(strange.figures, strange.names)
    assert (coverage.coverage_finding(cells) == "") == cells.empty
    assert len(cells) in (0, len(strange.names) * len(coverage.METRICS))


class TestShippedData:
    def test_all_moves_are_counted(self, shipped_tables: Tables) -> None:
        counts = coverage.evidence_counts(shipped_tables.moves)
        assert counts["count"].sum() == len(shipped_tables.moves)
        assert set(counts["company"]) == set(shipped_tables.names)
        assert list(dict.fromkeys(counts["evidence"])) == [
            kind.value for kind in Evidence if kind.value in set(shipped_tables.moves["evidence"])
        ]

    def test_every_quarter_of_alibabas_capital_expenditure_of_2024_is_known(self, shipped_tables: Tables) -> None:
        """Four results announcements: the quarters ended March, June, September and December 2024."""
        cells = coverage.matrix(shipped_tables.figures, shipped_tables.names)
        assert len(cells) == len(shipped_tables.names) * len(coverage.METRICS)
        (cell,) = cells[(cells["company"] == "alibaba") & (cells["metric"] == "capital_expenditure")].itertuples(index=False)
        assert cell.known >= 4
        assert cell.text.endswith("quarters")
        assert "2024" not in cell.missing
