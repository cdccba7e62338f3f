"""The overview's answers: the largest pledge in one currency, what came of it, and what was last recorded."""

from datetime import date

import pytest

from components.analysis import answers, money, stated
from components.analysis.answers import Answer
from components.analysis.delivery import by_worth, largest, spent
from components.analysis.tables import tables
from components.records.reader import read

DATA = {
    "acme": """
company: {name: Acme}
sources: {s: {publisher: The Paper, title: T, kind: news}}
moves:
  - {id: a, date: 2025-02-24, title: Pledges a sum, category: infrastructure, status: announced, evidence: company, sources: [s],
     amount: {value: 380 billion, currency: CNY, qualifier: more_than, nature: pledge, measure: capital_expenditure},
     period: {start: 2025-02, end: 2028-01}}
  - {id: year, date: 2026, title: Some time this year, category: model, status: announced, evidence: company, sources: [s]}
figures:
  - {metric: capital_expenditure, period: 2025-Q2, value: 40 billion, currency: CNY, sources: [s]}
""",
    "bolt": """
company: {name: Bolt}
sources: {s: {publisher: The Paper, title: T, kind: news}}
moves:
  - {id: b, date: 2025-02-24, title: Pledges a sum in dollars, category: infrastructure, status: announced, evidence: filing, sources: [s],
     amount: {value: 40 billion, currency: USD, nature: pledge, measure: capital_expenditure}, period: {start: 2025, end: 2025}}
  - {id: last, date: 2026-03-01, title: Opens a lab, category: research, status: completed, evidence: company, sources: [s]}
""",
}


SHARE = ("12.0%", "Acme's capital expenditure in 2025.")


def made(currency: str = "", companies: tuple[str, ...] = ("acme", "bolt")) -> list[Answer]:
    files = {}
    for name in companies:
        found = read(f"{name}.yaml", DATA[name].encode())
        assert found.content is not None, found.problems
        files[name] = found.content
    data = tables(files, {})
    moves = money.compare(data.moves, currency)
    measured = largest(moves, spent(data.figures), date(2025, 8, 1), by_worth(moves, stated.worths(moves)))
    return answers.answers(moves, measured, "Acme puts most of its revenue in.", currency, SHARE)


# Rates of the ECB of 24 Feb 2025: 1.0466 USD and 7.5879 CNY for a euro, so 380e9 / 7.5879 x 1.0466 = 52.41e9 dollars.
def test_largest_is_by_worth_not_by_number_of_its_currency() -> None:
    assert made()[0] == Answer(
        "Acme's is the largest pledge here: more than ¥380bn for Feb 2025 to Jan 2028 (said by the company), more than US$52.4bn at the "
        "rate of the day. Per year, where a period is stated, Bolt's is the largest: US$40bn a year.",
        "compare",
        (("nature", "pledge"),),
        "Stated amounts",
        question="Largest pledge",
        value="more than ¥380bn",
        brief="Acme, for Feb 2025 to Jan 2028 (said by the company). More than US$52.4bn at the rate of the day. Per year, where a period "
        "is stated, Bolt's is the largest: US$40bn a year.",
    )


def test_in_a_chosen_currency_what_was_stated_stands_behind() -> None:
    assert made("USD", ("acme",))[0].sentence == (
        "Acme's is the largest pledge here: more than US$52.4bn for Feb 2025 to Jan 2028 (more than ¥380bn as stated; said by the "
        "company), or more than US$17.5bn a year; no pledge here that states its period is larger per year."
    )
    assert made("CNY", ("acme",))[0].sentence == (
        "Acme's is the largest pledge here: more than ¥380bn for Feb 2025 to Jan 2028 (said by the company), or more than ¥126.7bn a year; "
        "no pledge here that states its period is larger per year."
    )


def test_each_sentence_of_the_brief_begins_as_one() -> None:
    assert made("EUR", ("acme",))[0].brief == (
        "Acme, for Feb 2025 to Jan 2028 (said by the company). More than ¥380bn as stated. More than €16.7bn a year, the largest too of "
        "those that state their period."
    )


def test_delivery_intensity_and_the_last_move_of_known_month() -> None:
    largest, delivered, intense, latest = made()
    assert delivered.sentence.startswith("By Q2 2025 Acme has reported capital expenditure of at least ¥40bn since Feb 2025")
    assert delivered.query == (("view", "Delivery"),)
    assert (intense.sentence, intense.query) == ("Acme puts most of its revenue in.", (("view", "Spending"),))
    # 40 of 380 billion.
    assert (delivered.question, delivered.value) == ("Reported against a pledge", "10.5%")
    assert delivered.brief == (
        "Acme: capital expenditure of at least ¥40bn, for AI and for all else, reported from Feb 2025 to Q2 2025, beside its pledge of "
        "more than ¥380bn for Feb 2025 to Jan 2028."
    )
    assert (intense.value, intense.brief) == ("12.0%", "Acme's capital expenditure in 2025.")
    assert latest == Answer(
        "Last recorded, 1 Mar 2026: Bolt – Opens a lab.",
        "timeline",
        (("move", "bolt/last"),),
        "Its card",
        question="Last recorded",
        value="1 Mar 2026",
        brief="Bolt – Opens a lab.",
    )
    assert largest.page == delivered.page == intense.page == "compare"


def test_nothing_in_view_says_nothing() -> None:
    data = tables({}, {})
    assert answers.answers(money.compare(data.moves), None, "", "") == []


@pytest.mark.usefixtures("chinese")
def test_chinese() -> None:
    assert [(answer.sentence, answer.label, answer.query) for answer in made()] == [
        (
            "这里金额最大的承诺来自Acme：2025年2月至2028年1月超过3,800亿元（公司表示），按当日汇率折合超过524亿美元。"
            "在说明了期限的承诺中，按年计算最大的来自Bolt：每年400亿美元。",
            "所述金额",
            (("nature", "pledge"),),
        ),
        (
            "自2025年2月起，截至2025年第2季度，Acme已披露资本支出至少400亿元，相当于其2025年2月至2028年1月超过3,800亿元的承诺的10.5%："
            "比按下限计算的直线进度领先约84.2亿元（同样91天应为315.8亿元）。已知1个季度；缺2025年第1季度。",
            "承诺与兑现",
            (("view", "Delivery"),),
        ),
        ("Acme puts most of its revenue in.", "支出与强度", (("view", "Spending"),)),
        ("最新记录，2026年3月1日：Bolt——Opens a lab。", "查看卡片", (("move", "bolt/last"),)),
    ]
    assert made("USD", ("acme",))[0].sentence == (
        "这里金额最大的承诺来自Acme：2025年2月至2028年1月超过524亿美元（原始表述为超过3,800亿元；公司表示），即每年超过175亿美元；"
        "在说明了期限的承诺中，按年计算也没有更大的。"
    )
