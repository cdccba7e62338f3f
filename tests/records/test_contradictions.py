"""Figures that contradict each other or cannot be, and signs that nobody sees."""

from datetime import date
from pathlib import Path

import pytest

from components.records import contradictions, invisible_signs
from components.records.lint import lint
from components.records.reader import read

FOLDER = Path(__file__).resolve().parents[2] / "company_data"
SOURCES = """\
  s: {publisher: P, title: T, published: 2025, kind: filing}
  news: {publisher: P, title: N, published: 2025, kind: news}
"""


def told(figures: str, more: str = "") -> list[str]:
    """What is said of a file with these figures, the first of which stands in line 6."""
    used = "  - {metric: profit, period: 2020, value: 1, currency: CNY, sources: [s, news]}\n"
    return said(f"company: {{name: A{more}}}\nsources:\n{SOURCES}figures:\n{figures}{used}")


def said(text: str) -> list[str]:
    result = read("a.yaml", text.encode())
    assert result.problems == ()
    assert result.content is not None
    return [problem.report for problem in lint({"a.yaml": (result.content, text)}, date(2026, 11, 24))]


def figure(value: str = "31.4 billion", more: str = "", *, metric: str = "capital_expenditure", period: str = "2024-Q4") -> str:
    """One line, whose number starts in column 13. `more` starts with a comma."""
    number = value if ":" in value else f"value: {value}"
    source = "" if "sources:" in more else ", sources: [s]"
    currency = "" if "currency:" in more or "unit:" in more else ", currency: CNY"
    time = "" if "as_of:" in more else f", period: {period}"
    return f"  - {{{number}, metric: {metric}{time}{currency}{more}{source}}}\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_nothing_is_said_of_the_shipped_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = read(path.name, text.encode()).content
    assert file is not None
    assert [*contradictions.find(path.name, file, text), *invisible_signs.find(path.name, text)] == []


class TestTwoFiguresForOneThing:
    @pytest.mark.parametrize(
        ("first", "second", "words"),
        [
            (figure(), figure("35 billion"), "35 billion here and 31.4 billion"),
            (figure(), figure("31.41 billion"), "31.41 billion here and 31.4 billion"),
            (figure("31.4001 billion"), figure(), "31.4 billion here and 31,400,100,000"),
            (figure(), figure("low: 30 billion, high: 33 billion"), "30 billion to 33 billion here and 31.4 billion"),
            (figure(), figure("30 billion", ", qualifier: more_than"), "more than 30 billion here and 31.4 billion"),
            (figure(), figure("35 billion", period="{start: 2024-10, end: 2024-12}"), "35 billion here and 31.4 billion"),
            (figure(), figure("35 billion", ", segment: group"), "35 billion here and 31.4 billion"),
            (figure("1", ", of: Revenue"), figure("2", ", of: revenue"), "2 here and 1"),
            (figure("1", ", unit: people, as_of: 2024-12-31"), figure("2", ", unit: People, as_of: 2024-12-31"), "2 here and 1"),
            # Both are a filing's: the first says so, and the second's source is one.
            (figure("1", ", evidence: filing, sources: [news]"), figure("2"), "2 here and 1"),
            # What has no definition may have any.
            (figure("1", ", covers: with leases"), figure("2"), "2 here and 1"),
            (figure("1"), figure("2", ", covers: with leases"), "2 here and 1"),
            (figure("1", ", covers: with leases"), figure("2", ", covers: With  leases"), "2 here and 1"),
        ],
    )
    def test_the_later_one_is_warned_of(self, first: str, second: str, words: str) -> None:
        lines = [line for line in told(first + figure("9", metric="profit") + second) if "`segment`" not in line]
        column = 13 if "value" in second else 11
        assert lines == [
            f"a.yaml:8:{column}: warning: {words} in line 6 are figures for the same thing, and only the first is shown: "
            "put one into `disputed_by` of the other, or say in `covers` of both how they differ"
        ]

    @pytest.mark.parametrize("second", [figure(), figure("31_400_000_000"), figure("314亿", ", sources: [news], evidence: filing")])
    def test_one_that_says_the_same_is_a_duplicate(self, second: str) -> None:
        assert told(figure() + second) == [
            "a.yaml:7:13: warning: the same figure stands in line 6: keep one of the two, with the sources of both"
        ]

    @pytest.mark.parametrize(
        "second",
        [
            figure("35 billion", metric="revenue"),
            figure("35 billion", ", of: software"),
            figure("35 billion", ", segment: cloud"),
            figure("35 billion", period="2025-Q1"),
            figure("35 billion", period="2024"),
            figure("35 billion", ", as_of: 2024-12-31"),
            figure("35 billion", ", currency: USD"),
            figure("35 billion", ", evidence: news"),
            figure("35 billion", ", sources: [news]"),
            figure("35 billion", ", doubtful: true"),
            figure("35 billion", ", denied_by: [news]"),
            figure("35 billion", ", disputed_by: [{source: news, says: more}]"),
        ],
    )
    def test_what_is_recorded_twice_with_reason(self, second: str) -> None:
        for both in (figure() + second, second + figure()):
            assert [line for line in told(both) if "`segment`" not in line] == []

    def test_definitions_that_differ(self) -> None:
        assert told(figure("1", ", covers: with leases") + figure("2", ", covers: without leases")) == []
        # A third one without a definition may be either.
        (line,) = told(figure("1", ", covers: with leases") + figure("2", ", covers: without leases") + figure("3"))
        assert line.startswith("a.yaml:8:13: warning: 3 here and 1 in line 6 are figures for the same thing")


class TestNumbersThatCannotBe:
    @pytest.mark.parametrize("metric", contradictions.POSITIVE)
    @pytest.mark.parametrize(("value", "words"), [("0", "0"), ("-31.4 billion", "-31.4 billion"), ("low: -1, high: 3", "-1")])
    def test_what_is_always_more_than_zero(self, metric: str, value: str, words: str) -> None:
        column = len("  - {low: ") + 1 if "low" in value else len("  - {value: ") + 1
        assert told(figure(value, metric=metric)) == [
            f"a.yaml:6:{column}: warning: {metric} is never {words}: check the number, write what was spent without a minus, "
            "and leave the figure out where nothing is known"
        ]

    @pytest.mark.parametrize("metric", ["profit", "free_cash_flow", "operating_cash_flow", "impairment", "investment", "ai_spending"])
    def test_what_may_be_anything(self, metric: str) -> None:
        assert told(figure("0", metric=metric) + figure("-1", metric=metric, period="2025-Q1")) == []

    def test_what_is_marked_as_doubtful_is_known_to_be_odd(self) -> None:
        assert told(figure("0", ", doubtful: true")) == []


class TestSegmentThatIsLeftOut:
    @pytest.mark.parametrize(("named", "shown"), [("cloud", "cloud"), ("group", "group")])
    def test_where_others_of_the_metric_say_theirs(self, named: str, shown: str) -> None:
        text = figure("1", metric="revenue") + figure("2", f", segment: {named}", metric="revenue", period="2025-Q1") + figure("3")
        column = figure("1", metric="revenue").index("revenue") + 1
        assert told(text) == [
            f"a.yaml:6:{column}: warning: `segment` is left out, though another figure for revenue in this file says "
            f"`segment: {shown}`: say `segment: group` for all of the company, or which part it is"
        ]
        assert told(text.replace("metric: revenue,", "metric: revenue, segment: group,", 1)) == []

    def test_a_line_that_is_lost_is_told_of(self) -> None:
        """Of a good file: with any one `segment:` taken out, its figure is warned of."""
        segments = ("group", "cloud", "group", "cloud")
        lines = [
            figure(str(5 + number), f", segment: {segment}", metric="revenue", period=f"2024-Q{number + 1}")
            for number, segment in enumerate(segments)
        ]
        assert told("".join(lines)) == []
        for number, line in enumerate(lines):
            without = line.replace(f", segment: {segments[number]}", "")
            (warning,) = told("".join([*lines[:number], without, *lines[number + 1 :]]))
            assert warning.startswith(f"a.yaml:{6 + number}:")
            assert "`segment` is left out" in warning

    def test_a_file_that_says_it_nowhere(self) -> None:
        assert told(figure() + figure(period="2025-Q1")) == []


def test_of_many_warnings_of_a_kind_the_first_are_told_and_the_others_counted() -> None:
    periods = [f"{year}-Q{quarter}" for year in range(1990, 2020) for quarter in range(1, 5)]
    figures = "".join(figure("-1", metric="share_price", period=period) for period in periods)
    lines = told(figures + figure("1", metric="share_price", more=", segment: ads"))
    never = [line for line in lines if "never" in line]
    left_out = [line for line in lines if "left out" in line]
    assert (len(never), len(left_out), len(lines)) == (contradictions.MOST, contradictions.MOST, 2 * contradictions.MOST + 2)
    counted = [line for line in lines if "more figures" in line]
    assert counted == [
        "a.yaml:26:13: warning: and 100 more figures like the 20 above: mend those first",
        f"a.yaml:26:{figures.index('share_price') + 1}: warning: and 100 more figures like the 20 above: mend those first",
    ]


def test_definitions_of_a_thousand_twins_are_compared_with_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows as the file does: no figure is held against each one before it."""
    plain, asked = contradictions._plain, []
    monkeypatch.setattr(contradictions, "_plain", lambda text: asked.append(text) or plain(text))
    figures = "".join(figure("1", f", covers: definition {number}") for number in range(1000))
    assert told(figures) == []
    assert len(asked) <= 4 * 1001


def named(sign: str) -> str:
    return {
        "\u202e": "U+202E RIGHT-TO-LEFT OVERRIDE",
        "\u200b": "U+200B ZERO WIDTH SPACE",
        "\u2066": "U+2066 LEFT-TO-RIGHT ISOLATE",
        "\u200f": "U+200F RIGHT-TO-LEFT MARK",
        "\u061c": "U+061C ARABIC LETTER MARK",
        "\u2060": "U+2060 WORD JOINER",
        "\ufeff": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
        "\u00ad": "U+00AD SOFT HYPHEN",
        "\u200d": "U+200D ZERO WIDTH JOINER",
        "\U000e0041": "U+E0041 TAG LATIN CAPITAL LETTER A",
        "\x1b": "U+001B CONTROL CHARACTER",
    }[sign]


class TestSignsThatNobodySees:
    @pytest.mark.parametrize("sign", "\u202e\u200b\u2066\u200f\u061c\u2060\ufeff\u00ad\u200d\U000e0041")
    def test_each_is_told_with_its_name_and_place(self, sign: str) -> None:
        text = f"company:\n  local_name: 阿里巴巴\n  name: Ac{sign}me  # note{sign}\n"
        assert said(text) == [
            f"a.yaml:3:{column}: warning: an invisible sign stands here, {named(sign)}: take it out" for column in (11, 22)
        ]

    @pytest.mark.parametrize(
        ("written", "sign"), [(r"\u202E", "\u202e"), (r"\u200b", "\u200b"), (r"\U0000feff", "\ufeff"), (r"\x1b", "\x1b"), (r"\e", "\x1b")]
    )
    def test_one_that_is_written_as_an_escape_is_told_too(self, written: str, sign: str) -> None:
        text = f'company:\n  local_name: 阿里巴巴\n  name: "Ac{written}me"\n'
        assert said(text) == [f"a.yaml:3:9: warning: an invisible sign stands here, {named(sign)}: take it out"]
        # Outside of double quotes these are plain letters.
        assert said(text.replace('"', "'")) == said(text.replace('"', "")) == []

    @pytest.mark.parametrize(
        "name",
        [
            "Résumé – 阿里巴巴集团, 한국, «Ω» …",
            "Family \N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}, \N{RAINBOW} \N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW}",
            "نمی\u200cخواهم",
            "क्\u200dष",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Scotland",
            "No\u00a0break\u2009thin\u3000wide",
            "Acme\tCloud",
        ],
    )
    def test_what_scripts_and_emoji_need_is_no_such_sign(self, name: str) -> None:
        assert said(f'company:\n  name: "{name}"\n') == []

    def test_the_mark_at_the_start_of_a_file_is_no_part_of_it(self) -> None:
        content = "company: {name: A}\n".encode("utf-8-sig")
        result = read("a.yaml", content)
        assert result.content is not None
        assert lint({"a.yaml": (result.content, content.decode("utf-8-sig"))}, date(2026, 11, 24)) == []

    def test_of_very_many_the_first_are_told_and_the_others_counted(self) -> None:
        lines = said("company: {name: A}\n" + "# x\u200b\n" * 1000)
        assert len(lines) == invisible_signs.MOST + 1
        assert lines[-1] == "a.yaml:22:4: warning: and 980 more invisible signs: take them out"
