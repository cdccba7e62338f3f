"""The sentences above the charts, word for word."""

import re
from typing import Any

import pytest

from components.analysis import counts, findings, reported, stated
from components.analysis.tables import Tables
from components.records.vocabulary import Evidence, Metric, Nature
from tests.analysis.samples import figure, frames, move, stating, text


def acme(*moves: dict[str, Any], **others: list[dict[str, Any]]) -> Tables:
    texts = {"acme": text("Acme Sample", moves)}
    return frames(texts | {company: text(f"{company.title()} Sample", listed) for company, listed in others.items()})


def monthly(*dates: str) -> list[dict[str, Any]]:
    return [move(f"m{number}", date) for number, date in enumerate(dates)]


class TestTimeline:
    def test_one_company(self) -> None:
        assert findings.timeline(acme(*monthly("2025-01-05", "2025-03-01")).moves) == "2 moves from Jan 2025 to Mar 2025."

    def test_most(self) -> None:
        data = acme(*monthly("2024", "2025-02-24"), bolt=monthly("2025-06"))
        assert findings.timeline(data.moves) == "3 moves from Jan 2024 to Jun 2025; Acme Sample has the most (2)."

    def test_a_draw_is_said(self) -> None:
        data = acme(*monthly("2025-02-24"), bolt=monthly("2025-06"))
        assert findings.timeline(data.moves) == "2 moves from Feb 2025 to Jun 2025; Acme Sample and Bolt Sample have the most (1)."

    def test_one_month_is_no_span(self) -> None:
        assert findings.timeline(acme(*monthly("2025-02-03")).moves) == "1 move in Feb 2025."
        data = acme(*monthly("2025-02-03", "2025-02-24"), bolt=monthly("2025-02-10"))
        assert findings.timeline(data.moves) == "3 moves in Feb 2025; Acme Sample has the most (2)."

    def test_a_year_says_nothing_of_its_december(self) -> None:
        assert findings.timeline(acme(*monthly("2025-02-24", "2025-10", "2026")).moves) == "3 moves from Feb 2025 to Jan 2026."
        assert findings.timeline(acme(*monthly("2025-02-24", "2025-10-03", "2025")).moves) == "3 moves from Jan 2025 to Oct 2025."
        # Alone it has nothing better.
        assert findings.timeline(acme(*monthly("2025")).moves) == "1 move from Jan 2025 to Dec 2025."

    def test_busiest_month(self) -> None:
        dates = ("2025-02-01", "2025-02", "2025-02-10/2025-02-11", "2025-03-01", "2025-Q1", "2025-03-30/2025-04-02")
        assert findings.timeline(acme(*monthly(*dates)).moves) == (
            "6 moves from Jan 2025 to Apr 2025. The busiest month is Feb 2025 with 3."
        )

    def test_what_spans_months_is_in_none(self) -> None:
        dates = ["2025-01/2025-06"] * 3 + ["2025-02-01", "2025-03-01"]
        assert "busiest" not in findings.timeline(acme(*monthly(*dates)).moves)

    def test_no_busiest_month_where_two_draw(self) -> None:
        dates = ["2025-02-01"] * 3 + ["2025-03-01"] * 3
        assert "busiest" not in findings.timeline(acme(*monthly(*dates)).moves)

    def test_nothing(self) -> None:
        assert findings.timeline(frames({}).moves) == ""


class TestStated:
    def sentence(self, data: Tables, nature: Nature = Nature.PLEDGE) -> str:
        return findings.stated(stated.of_nature(data.moves, nature), nature)

    def test_by_hand(self, both: Tables) -> None:
        """Not the denied 900 billion."""
        assert self.sentence(both) == (
            "The largest pledge stated in yuan is Acme Sample's: more than ¥380bn for Feb 2025 to Jan 2028 (in a filing)."
        )
        assert self.sentence(both, Nature.ORDER) == (
            "The largest order stated in US dollars is 波特 Sample's: US$2bn for Q1 2025 to Q4 2025 (said by a government)."
        )

    def test_two_most_used_currencies(self) -> None:
        data = acme(
            move("a", amount=stating(3e9, "THB")),
            move("b", amount=stating(1e9, "EUR", as_stated="a billion")),
            move("c", amount=stating(2e9, "EUR", qualifier="up_to")),
            bolt=[move("a", amount=stating(1e9, "THB")), move("b", amount=stating(9e9, "HKD"))],
        )
        assert self.sentence(data) == (
            "The largest pledge stated in THB is Acme Sample's: THB 3bn (said by the company); "
            "in euros is Acme Sample's: up to €2bn (said by the company)."
        )

    @pytest.mark.parametrize("evidence", Evidence)
    def test_every_evidence_has_words(self, evidence: Evidence) -> None:
        words = {
            "filing": "in a filing",
            "company": "said by the company",
            "government": "said by a government",
            "news": "a news report",
            "estimate": "an estimate",
            "unnamed": "from unnamed sources",
        }
        data = acme(move(amount=stating(1e9), evidence=evidence.value))
        assert self.sentence(data) == f"The largest pledge stated in yuan is Acme Sample's: ¥1bn ({words[evidence.value]})."

    def test_nothing_that_stands(self, both: Tables) -> None:
        assert self.sentence(both, Nature.SPENDING) == ""
        assert self.sentence(both, Nature.LEASE) == ""
        assert self.sentence(frames({})) == ""


@pytest.mark.parametrize(("name", "form"), [("Acme", "Acme's"), ("Systems", "Systems'"), ("阿里", "阿里's")])
def test_possessive(name: str, form: str) -> None:
    assert findings.possessive(name) == form


class TestCategories:
    def sentence(self, data: Tables) -> str:
        return findings.categories(counts.by_category(data.moves))

    def test_one_company(self) -> None:
        data = acme(move("a", category="open_source"), move("b", category="open_source"), move("c"))
        assert self.sentence(data) == "Open source is the largest category with 2 of 3 moves."

    def test_two_companies(self) -> None:
        data = acme(move("a", category="chips"), move("b", category="chips"), bolt=[move("a"), move("b", category="chips")])
        assert self.sentence(data) == (
            "Chips is the largest category with 3 of 4 moves. "
            "Most by company: Acme Sample: chips (2); Bolt Sample: infrastructure and chips (1)."
        )

    def test_a_draw_is_said(self) -> None:
        data = acme(move("a", category="open_source"), move("b", category="chips"))
        assert self.sentence(data) == "Chips and open source are the largest categories with 1 of 2 moves each."

    def test_too_many_companies_are_not_listed(self) -> None:
        data = frames({f"company-{number}": text(f"Sample {number}", [move()]) for number in range(7)})
        assert self.sentence(data) == "Infrastructure is the largest category with 7 of 7 moves."

    def test_nothing(self) -> None:
        assert self.sentence(frames({})) == ""


class TestGrowth:
    END = " The count says how much is recorded here, not how much was done."

    def test_by_hand(self) -> None:
        data = acme(*monthly("2025-01-05", "2025-03-01"), bolt=monthly("2025", "2025-02", "2025-02"))
        assert findings.growth(counts.cumulative(data.moves)) == "Moves recorded here: Bolt Sample 3 and Acme Sample 2." + self.END

    def test_many_companies(self) -> None:
        data = frames({f"company-{number}": text(f"Sample {number}", [move()]) for number in range(9)})
        assert findings.growth(counts.cumulative(data.moves)) == (
            "Moves recorded here: Sample 0 1, Sample 1 1, Sample 2 1, Sample 3 1, Sample 4 1, Sample 5 1 and 3 more." + self.END
        )

    def test_nothing(self) -> None:
        assert findings.growth(counts.cumulative(frames({}).moves)) == ""


class TestCapitalExpenditure:
    def frame(self, **figures: list[dict[str, Any]]) -> Any:
        data = frames({company: text(f"{company.title()} Sample", [], listed) for company, listed in figures.items()})
        return reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE)

    def test_latest_quarter_that_most_report(self) -> None:
        frame = self.frame(
            acme=[figure("2025-Q1", 1e9), figure("2025-Q2", 2e9), figure("2025-Q3", 9e9)],
            bolt=[figure("2025-Q1", 5e9), figure("2025-Q2", 3e9)],
        )
        assert findings.capital_expenditure(frame) == (
            "In Q2 2025, the latest quarter that 2 companies report here: Bolt Sample ¥3bn and Acme Sample ¥2bn."
        )

    def test_one_company(self) -> None:
        frame = self.frame(acme=[figure("2025-Q1", None, low=1e9, high=2e9)])
        assert findings.capital_expenditure(frame) == (
            "In Q1 2025, the latest quarter that 1 company reports here: Acme Sample ¥1bn to ¥2bn."
        )

    def test_two_currencies_are_not_ordered_against_each_other(self) -> None:
        frame = self.frame(acme=[figure(value=9e9, currency="USD"), figure(value=1e9)], bolt=[figure(value=5e9), figure("2025-Q2", 1e9)])
        assert findings.capital_expenditure(frame) == (
            "In Q1 2025, the latest quarter that 2 companies report here: Bolt Sample ¥5bn, Acme Sample ¥1bn and Acme Sample US$9bn."
        )

    def test_nothing(self) -> None:
        assert findings.capital_expenditure(self.frame()) == ""


class TestGaps:
    def test_by_hand(self) -> None:
        texts = {
            "acme": text("Acme Sample", [], [figure("2024-Q4"), figure("2025-Q2")]),
            "bolt": text("Bolt Sample"),
            "cog": text("Cog Sample"),
        }
        data = frames(texts)
        frame = reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE)
        assert findings.gaps(frame, list(data.names.values())) == (
            "Not in the data: Acme Sample: Q1 2025. No quarterly figure at all: Bolt Sample and Cog Sample. A gap is not a zero."
        )
        assert findings.gaps(frame, ["Acme Sample"]) == "Not in the data: Acme Sample: Q1 2025. A gap is not a zero."
        assert findings.gaps(frame.iloc[:1], ["Acme Sample"]) == ""

    def test_nothing(self) -> None:
        frame = reported.quarterly(frames({}).figures, Metric.CAPITAL_EXPENDITURE)
        assert findings.gaps(frame, []) == ""
        assert findings.gaps(frame, ["Acme Sample"]) == "No quarterly figure at all: Acme Sample. A gap is not a zero."


def sentences(data: Tables) -> list[str]:
    quarterly = reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE)
    return [
        findings.timeline(data.moves),
        findings.categories(counts.by_category(data.moves)),
        findings.growth(counts.cumulative(data.moves)),
        findings.capital_expenditure(quarterly),
        findings.gaps(quarterly, list(data.names.values())),
        *(findings.stated(stated.of_nature(data.moves, nature), nature) for nature in Nature),
    ]


def test_strange_data(strange: Tables) -> None:
    for sentence in sentences(strange):
        assert sentence == "" or sentence.endswith(".")
        assert not re.search(r"\b(nan|NaN|NaT|None)\b", sentence)
        # Whatever is in the data, a sentence can be read.
        assert len(sentence) < 700


def test_shipped_data(shipped_tables: Tables) -> None:
    said = sentences(shipped_tables)
    assert said[0].startswith(f"{len(shipped_tables.moves)} moves from ")
    assert all(said[:4])
    assert not any(re.search(r"\b(nan|NaN|NaT|None)\b", sentence) for sentence in said)
