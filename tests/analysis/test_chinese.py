"""What charts and pages say in Chinese, word for word, and that what code goes by is the same in both languages."""

from datetime import date

import pytest

from components import language
from components.analysis import counts, coverage, delivery, export, findings, money, reported, responses, rules, stated, sums
from components.analysis.selection import Selection, select_moves
from components.analysis.tables import Tables, tables
from components.records.vocabulary import Metric, Nature
from tests.analysis import samples
from tests.analysis.samples import MARKET, figure, frames, move, parse, stating, text

pytestmark = pytest.mark.usefixtures("chinese")

LOCAL = """\
company: {name: Acme Group, local_name: 阿克米集团}
sources: {s: {publisher: The Paper, title: T, kind: news}}
moves:
  - {id: a, date: 2025-02-24, title: Opens a hall, category: chips, status: completed, evidence: news, sources: [s]}
figures:
  - {metric: capital_expenditure, period: 2025-Q1, value: 2 billion, currency: CNY, sources: [s]}
"""


class TestNames:
    def test_a_company_goes_by_its_local_name(self) -> None:
        data = frames({"acme": LOCAL, "bolt": text("Bolt", [move()]), "_market": MARKET})
        assert data.names == {"acme": "阿克米集团", "bolt": "Bolt"}
        assert set(data.moves["company_name"]) == {"阿克米集团", "Bolt"}
        assert set(data.figures["company_name"]) == {"阿克米集团", "市场"}
        assert set(data.sources["company_name"]) == {"阿克米集团", "Bolt", "市场"}

    def test_companies_of_one_local_name_are_told_apart(self) -> None:
        other = LOCAL.replace("Acme Group", "Acme Cloud")
        assert frames({"acme": LOCAL, "cloud": other}).names == {"acme": "阿克米集团 (acme)", "cloud": "阿克米集团 (cloud)"}

    @pytest.mark.parametrize("code", ["en", "zh"])
    @pytest.mark.parametrize("words", ["acme group", "阿克米"])
    def test_either_name_finds_its_moves_in_either_language(self, code: str, words: str) -> None:
        language.use(code)
        data = frames({"acme": LOCAL, "bolt": text("Bolt", [move()])})
        assert list(select_moves(data.moves, Selection(words=words))["key"]) == ["acme/a"]

    def test_dates(self) -> None:
        row = frames({"acme": LOCAL}).moves.iloc[0]
        assert (row["date_words"], row["date_text"]) == ("2025年2月24日", "2025-02-24")


class TestFindings:
    def test_timeline(self) -> None:
        dates = ("2025-02-01", "2025-02", "2025-02-10/2025-02-11", "2025-03-01")
        moves = [move(f"m{number}", day) for number, day in enumerate(dates)]
        data = frames({"acme": text("甲公司", moves), "bolt": text("乙公司", [move(date="2025-06")])})
        assert findings.timeline(data.moves) == "2025年2月至2025年6月共5项举措；甲公司最多（4项）。2025年2月最为密集，有3项。"

    def test_stated_amounts(self) -> None:
        pledge = move("a", amount=stating(380e9, qualifier="more_than"), period={"start": "2025-02", "end": "2028-01"})
        data = frames({"acme": text("甲公司", [pledge]), "bolt": text("乙公司", [move("b", amount=stating(5e9, "USD"), evidence="news")])})
        assert findings.stated(stated.of_nature(data.moves, Nature.PLEDGE), Nature.PLEDGE) == (
            "所述金额最大的承诺：以人民币计为甲公司，2025年2月至2028年1月超过3,800亿元（公司表示）；以美元计为乙公司，50亿美元（新闻报道）。"
        )
        per_year = stated.of_nature(data.moves, Nature.PLEDGE, "USD", "per_year")
        assert findings.stated(per_year, Nature.PLEDGE) == (
            "按年计金额最大的承诺：以美元计为甲公司，每年超过175亿美元（原始表述为2025年2月至2028年1月超过3,800亿元；公司表示）。"
        )
        assert stated.left_out(per_year) == ["未说明期限，因此没有年均数：1项举措（乙公司：50亿美元，2025年2月24日）。"]

    def test_no_rate(self) -> None:
        data = frames({"acme": text("甲公司", [move(amount=stating(5e9, "TWD"))])})
        assert stated.left_out(stated.of_nature(data.moves, Nature.PLEDGE, "USD")) == [
            "未换算：甲公司：50亿新台币，2025年2月24日（没有新台币的参考汇率）。"
        ]

    def test_counts(self) -> None:
        moves = [move("a", category="chips"), move("b", category="chips"), move("c", category="open_source")]
        data = frames({"acme": text("甲公司", moves), "bolt": text("乙公司", [move(date="2025-06", category="model")])})
        assert findings.categories(counts.by_category(data.moves)) == (
            "4项举措中，数量最多的类别是芯片（2项）。各公司最多的类别：甲公司：芯片（2项）；乙公司：模型（1项）。"
        )
        assert findings.growth(counts.cumulative(data.moves)) == (
            "此处记录的举措：甲公司（3项）和乙公司（1项）。数量只说明此处记录了多少，不代表实际做了多少。"
        )

    def test_capital_expenditure_and_gaps(self) -> None:
        known = [figure("2025-Q1", 2e9), figure("2025-Q3", 3e9, qualifier="about")]
        data = frames({"acme": text("甲公司", [], known), "bolt": text("乙公司", [], [figure("2025-Q3", 1e9)])})
        frame = reported.quarterly(data.figures, Metric.CAPITAL_EXPENDITURE)
        assert findings.capital_expenditure(frame) == (
            "2025年第3季度是有2家公司披露数据的最近一个季度：甲公司（约30亿元）和乙公司（10亿元）。"
        )
        assert findings.gaps(frame, ["甲公司", "乙公司", "丙公司"]) == (
            "数据中缺失：乙公司：2025年第1季度和2025年第2季度；甲公司：2025年第2季度。完全没有季度数据：丙公司。缺失不等于零。"
        )


def test_standing_and_totals() -> None:
    moves = [
        move("old", amount=stating(1e9)),
        move("new", amount=stating(2e9, qualifier="more_than"), supersedes="old"),
        move("called-wrong", amount=stating(9e9), denied_by=["blog"]),
    ]
    frame = money.compare(frames({"acme": text("甲公司", moves)}).moves)
    assert {row.id: row.standing for row in stated.of_nature(frame, Nature.PLEDGE).itertuples()} == {
        "old": "已被取代",
        "new": "",
        "called-wrong": "公司已否认",
    }
    total = sums.sums(frame).iloc[0]
    assert (total["text"], total["left"]) == ("超过20亿元", (("acme/called-wrong", "公司已否认"), ("acme/old", "已被取代")))


def test_figures_that_are_worked_out() -> None:
    known = [figure("2025-H1", 5e9), figure("2025-Q1", 2e9)]
    found = reported.quarterly(frames({"acme": text("甲公司", [], known)}).figures, Metric.CAPITAL_EXPENDITURE)
    assert [tuple(row) for row in found[["quarter", "period_words", "text", "worked_out", "note"]].itertuples(index=False)] == [
        ("2025-Q1", "2025年第1季度", "20亿元", False, ""),
        ("2025-Q2", "2025年第2季度", "约30亿元", True, "推算：2025年上半年50亿元减去2025年第1季度20亿元。"),
    ]


def test_coverage() -> None:
    known = [figure("2024-Q2", 1e9), figure("2024", 5e9, metric="revenue")]
    data = frames({"acme": text("甲公司", [move(), move("b", evidence="filing")], known)})
    cells = coverage.matrix(data.figures, data.names, (Metric.CAPITAL_EXPENDITURE, Metric.REVENUE, Metric.AI_SPENDING))
    assert [tuple(row) for row in cells[["text", "missing", "nothing"]].itertuples(index=False)] == [
        ("1/2个季度", "2024年第1季度", False),
        ("其他期间", "2024年第1季度至2024年第2季度没有完整的季度、半年或年度数据；已知期间：2024年", False),
        ("无", "2024年第1季度至2024年第2季度均无数据", True),
    ]
    assert coverage.coverage_finding(cells) == (
        "统计范围：2024年第1季度至2024年第2季度。资本支出：甲公司（1/2个季度）。收入：甲公司（其他期间）。"
        "此处没有任何数据的有：甲公司（AI支出）。缺失表示此处不掌握，不等于零。"
    )
    assert coverage.evidence_finding(coverage.evidence_counts(data.moves)) == (
        "2项举措所依据的最佳证据：公告1项（50%）和公告以外的公司表述1项（50%）。"
    )
    assert coverage.sources_finding(data.moves, data.sources) == "这2项举措共引用1个不同来源，按类型为：公司1个。"


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), ["全部举措", "金额按原始币种计"]),
        (
            Selection(companies=("acme",), statuses=("under_way", "completed"), start=date(2025, 1, 1), currency="USD", basis="per_year"),
            ["公司：acme", "状态：进行中、已完成", "自2025-01-01起", "金额按美元、按年计"],
        ),
    ],
)
def test_selection_in_words(selection: Selection, words: list[str]) -> None:
    assert export.in_words(selection) == words


def test_rules() -> None:
    assert [title for title, _rule, _formula in rules.in_words()] == [
        "不同性质绝不混合",
        "币种",
        "按年计",
        "下限、区间与约数",
        "收入占比",
        "绝不重复计算",
        "承诺与兑现",
        "推算的资本支出",
        "承诺事项",
        "资本支出强度",
        "后续反应",
    ]
    assert [bool(formula) for _title, _rule, formula in rules.in_words()] == [bool(formula) for _title, _rule, formula in rules.RULES]


def both_languages() -> list[Tables]:
    files = {"acme": parse("acme", samples.ACME), "bolt": parse("bolt", samples.BOLT)}
    made = []
    for code in ("en", "zh"):
        language.use(code)
        made.append(tables(files, {}))
    return made


def test_what_code_goes_by_is_the_same_in_both_languages() -> None:
    codes = []
    for code, data in zip(("en", "zh"), both_languages(), strict=True):
        language.use(code)
        compared = money.compare(data.moves, "USD", "per_year")
        near = responses.responses(data.moves, "acme/pledge", 100)
        cells = coverage.matrix(data.figures, data.names)
        outcomes = delivery.delivery(data.moves, data.figures, date(2025, 8, 1))
        codes.append(
            [
                *(list(data.moves[name]) for name in ("key", "nature", "measure", "evidence", "status", "qualifier", "currency", "plan")),
                *(list(data.figures[name]) for name in ("metric", "span", "currency", "evidence", "unit")),
                list(compared["left_out_kind"]),
                list(near["side"]),
                list(cells["unit"]),
                list(cells["nothing"]),
                [(one.key, one.nature, one.verdict, one.known_days) for one in outcomes],
            ]
        )
    english, chinese = codes
    assert english == chinese
    assert set(english[13]) == {"", "no_period"}
