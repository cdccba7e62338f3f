"""Warnings: each slip with its line and its mend, and nothing said of what is merely unusual."""

from datetime import date
from pathlib import Path

import pytest

from components.records.lint import lint
from components.records.reader import read

FOLDER = Path(__file__).resolve().parents[2] / "company_data"
TODAY = date(2026, 11, 24)
SOURCE = "  s: {publisher: P, title: T, published: 2025-02-24, kind: news}\n"


def told(*texts: str, today: date = TODAY) -> list[str]:
    """What is said of files a.yaml, b.yaml ... of these texts, which the reader takes."""
    files = {}
    for name, text in zip(("a.yaml", "b.yaml", "c.yaml"), texts, strict=False):
        result = read(name, text.encode())
        assert result.problems == ()
        assert result.content is not None
        files[name] = (result.content, text)
    return [problem.report for problem in lint(files, today)]


def company(*, sources: str = SOURCE, moves: str = "", figures: str = "") -> str:
    """A file whose sources start in line 3."""
    text = f"company: {{name: A}}\nsources:\n{sources}"
    return text + (f"moves:\n{moves}" if moves else "") + (f"figures:\n{figures}" if figures else "")


def move(name: str, title: str = "", *, day: str = "2025-02-24", more: str = "", source: str = "s") -> str:
    """One line."""
    kind = "category: finance, status: announced, evidence: news"
    return f'  - {{id: {name}, title: "{title or name}", date: {day}, {kind}, sources: [{source}]{more}}}\n'


def amount(name: str, value: str, *, nature: str = "pledge", currency: str = "CNY") -> str:
    """One line: a move with an amount."""
    return move(name, more=f", amount: {{value: {value}, currency: {currency}, nature: {nature}, measure: total}}")


def figure(period: str, value: str, metric: str = "capital_expenditure", more: str = "currency: CNY") -> str:
    """One line, whose value starts in the column after `value: `."""
    return f"  - {{value: {value}, metric: {metric}, period: {period}, {more}, sources: [s]}}\n"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_whatever_is_said_of_a_shipped_file_names_a_line_of_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    content = read(path.name, text.encode()).content
    assert content is not None
    for problem in lint({path.name: (content, text)}, TODAY):
        assert problem.level == "warning"
        assert 1 <= problem.line <= len(text.splitlines())


def test_nothing_is_said_of_the_example_but_what_is_odd_in_it(whole: str) -> None:
    assert told(whole) == []


def test_no_files() -> None:
    assert lint({}, TODAY) == []


def test_a_source_never_used() -> None:
    spare = "  spare: {publisher: P, title: T, kind: news}\n  other: {publisher: P, title: T, kind: news, via: s}\n"
    assert told(company(sources=SOURCE + spare)) == [
        "a.yaml:4:3: warning: the source `spare` is never used: name it where it says something, or take it out",
        "a.yaml:5:3: warning: the source `other` is never used: name it where it says something, or take it out",
    ]


@pytest.mark.parametrize(
    "use",
    [
        ", denied_by: [spare]",
        ", disputed_by: [{source: spare, says: less}]",
        ", amount: {value: 1, currency: AED, usd: {value: 1, source: spare}, nature: pledge, measure: total}",
    ],
)
def test_a_source_may_be_used_in_any_way(use: str) -> None:
    sources = SOURCE + "  spare: {publisher: P, title: T, kind: news}\n"
    assert told(company(sources=sources, moves=move("m", more=use))) == []


def link(name: str, url: str) -> str:
    return f"  {name}: {{publisher: P, title: T, kind: news, url: {url}}}\n"


@pytest.mark.parametrize("other", ["https://a.b/c", "http://a.b/c", "https://A.B/c/", "'https://a.b/c#part'"])
def test_a_link_that_two_sources_share(other: str) -> None:
    text = company(sources=link("s", "https://a.b/c") + link("s2", other), moves=move("m", source="s, s2"))
    column = len("  s2: {publisher: P, title: T, kind: news, url: ") + 1
    assert told(text) == [f"a.yaml:4:{column}: warning: the source `s` has the same link: keep one of the two, and point to it"]


def test_links_that_differ_and_links_of_two_files() -> None:
    sources = link("s", "https://a.b/c") + link("s2", "https://a.b/c?page=2") + link("s3", "https://a.b/C")
    text = company(sources=sources, moves=move("m", source="s, s2, s3"))
    assert told(text, text.replace('id: m, title: "m"', 'id: m, title: "quite another"')) == []


def test_a_move_whose_sources_nobody_could_find_again() -> None:
    lost = "  s: {publisher: P, title: T, kind: news}\n"
    text = company(sources=lost, moves=move("m"))
    message = "every source of this move is off the web and undated: add `url` or `archived_url`, or when it was `published`"
    assert told(text) == [f"a.yaml:5:{text.splitlines()[4].index('[s]') + 1}: warning: {message}"]
    for enough in ("url: https://a.b", "archived_url: https://a.b", "published: 2025"):
        assert told(text.replace("title: T", f"title: T, {enough}")) == []
    through = "  s: {publisher: P, title: T, kind: news, via: web}\n" + link("web", "https://a.b")
    assert told(company(sources=through, moves=move("m"))) == []


def test_a_move_whose_sources_have_no_title() -> None:
    text = company(sources="  s: {publisher: P, url: https://a.b, kind: news}\n", moves=move("m"))
    message = "no source of this move has a `title`: when the link dies nobody can find it, so add the title"
    assert told(text) == [f"a.yaml:5:{text.splitlines()[4].index('[s]') + 1}: warning: {message}"]


def test_dates_in_the_future() -> None:
    sources = "  s: {publisher: P, title: T, published: 2026-12, accessed: 2026-11-25, kind: news}\n"
    figures = "".join(
        f"  - {{metric: employees, unit: people, value: 5, sources: [s], {when}}}\n"
        for when in ("as_of: 2027", "period: 2027-Q1", "period: 2026-Q4", "period: 2030, evidence: estimate")
    )
    moves = move("m", day="2027-01-01", more=", due: 2028, period: {start: 2028, end: 2029}") + move("n", day="2026-11-24")
    lines = told(company(sources=sources, moves=moves, figures=figures))
    assert [line.split(" ", 1)[1] for line in lines] == [
        "warning: `published` is in the future (Dec 2026): check the year",
        "warning: `accessed` is in the future (25 Nov 2026): check the year",
        "warning: `date` is in the future (1 Jan 2027): check the year; when a promise is to take effect goes into `due`",
        "warning: `as_of` is in the future (2027): check the year",
        "warning: `period` is in the future (Q1 2027): check the year",
    ]
    assert [line.split(":")[1] for line in lines] == ["3", "3", "5", "8", "9"]
    assert told(company(sources=sources, moves=moves, figures=figures), today=date(2027, 1, 1)) == []


SLIP = "check million, billion and 亿 (1 亿 is 100 million)"


def test_an_amount_a_thousand_times_off() -> None:
    text = company(moves=amount("a", "380 billion") + amount("b", "100 billion") + amount("c", "150 million") + amount("d", "60 billion"))
    column = text.splitlines()[6].index("150 million") + 1
    kind = "CNY amounts of this file with the nature pledge"
    assert told(text) == [
        f"a.yaml:7:{column}: warning: 150 million is one part in 666.7 of what is usual among the {kind} (100 billion CNY): {SLIP}",
    ]
    assert told(text.replace("150 million", "150 trillion"))[0].endswith(
        f"warning: 150 trillion is 1,500 times what is usual among the {kind} (100 billion CNY): {SLIP}"
    )


@pytest.mark.parametrize(
    "moves",
    [
        # 60 billion over 250 million is 240, under the 300 that count as far off
        amount("a", "380 billion") + amount("b", "60 billion") + amount("c", "250 million"),
        # two are no neighbourhood
        amount("a", "380 billion") + amount("c", "1 million"),
        # other kinds are no neighbours
        amount("a", "380 billion") + amount("b", "60 billion") + amount("c", "1 million", nature="order"),
        amount("a", "380 billion") + amount("b", "60 billion") + amount("c", "1 million", currency="USD"),
        # a neighbour that is as small
        amount("a", "380 billion") + amount("b", "60 billion") + amount("c", "1 million") + amount("d", "9 million"),
    ],
)
def test_amounts_that_merely_differ(moves: str) -> None:
    assert told(company(moves=moves)) == []


def test_the_middle_of_a_range_counts_and_its_lower_end_is_shown() -> None:
    moves = amount("a", "380 billion") + amount("b", "60 billion") + amount("c", "0").replace("value: 0", "low: 1 million, high: 3 million")
    (line,) = told(company(moves=moves))
    assert "warning: 2 million is one part in 110,000 of what is usual" in line
    assert line.startswith(f"a.yaml:7:{company(moves=moves).splitlines()[6].index('1 million') + 1}: ")


def test_a_figure_a_thousand_times_off() -> None:
    figures = figure("2024-Q3", "17 billion") + figure("2024-Q4", "31.4 million") + figure("2025-Q1", "70 billion")
    assert told(company(figures=figures)) == [
        "a.yaml:6:13: warning: 31.4 million is one part in 1,385 of what is usual among the figures for capital_expenditure, group "
        f"(43.5 billion CNY): {SLIP}"
    ]
    # Neighbours in time that are alike say more, and one message is enough.
    assert told(company(figures=figures.replace("70 billion", "25 billion"))) == [
        f"a.yaml:6:13: warning: 31.4 million stands beside 17 billion and 25 billion CNY in time: {SLIP}"
    ]


@pytest.mark.parametrize(
    ("place", "value", "beside"),
    [
        (1, "314 billion", "24 billion and 25 billion"),
        (1, "3.14 billion", "24 billion and 25 billion"),
        (0, "240 billion", "31.4 billion and 25 billion"),
        (4, "2.8 billion", "25 billion and 30 billion"),
    ],
)
def test_a_figure_ten_times_its_neighbours_in_time(place: int, value: str, beside: str) -> None:
    values = ["24 billion", "31.4 billion", "25 billion", "30 billion", "28 billion"]
    values[place] = value
    periods = ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"]
    text = company(figures="".join(figure(*pair) for pair in zip(periods, values, strict=True)))
    assert told(text) == [f"a.yaml:{5 + place}:13: warning: {value} stands beside {beside} CNY in time: {SLIP}"]


@pytest.mark.parametrize(
    "figures",
    [
        # growth is no spike
        [("2023", "4 billion"), ("2024", "36 billion"), ("2025", "200 billion")],
        # 7 times is where a spike starts: 6.9 is none
        [("2024-Q3", "10 billion"), ("2024-Q4", "69 billion"), ("2025-Q1", "10 billion")],
        # neighbours that are not alike themselves
        [("2024-Q3", "5 billion"), ("2024-Q4", "150 billion"), ("2025-Q1", "16 billion")],
        # a year stands beside no quarters
        [("2024-Q3", "10 billion"), ("2024", "100 billion"), ("2024-Q4", "11 billion")],
    ],
)
def test_figures_that_merely_differ(figures: list[tuple[str, str]]) -> None:
    assert told(company(figures="".join(figure(*pair) for pair in figures))) == []


def test_profit_may_fall_to_nearly_nothing() -> None:
    values = [("2024-Q3", "10 billion"), ("2024-Q4", "-0.9 billion"), ("2025-Q1", "11 billion"), ("2025-Q2", "0")]
    assert told(company(figures="".join(figure(*pair, metric="profit") for pair in values))) == []


def test_figures_at_points_in_time_are_a_series_too() -> None:
    figures = "".join(
        f"  - {{value: {value}, metric: employees, as_of: {day}, unit: people, sources: [s]}}\n"
        for day, value in (("2023-12-31", 200_000), ("2024-12-31", 20_000), ("2025-12-31", 190_000))
    )
    assert told(company(figures=figures)) == [f"a.yaml:6:13: warning: 20,000 stands beside 200,000 and 190,000 people in time: {SLIP}"]


def test_the_same_move_twice_in_a_file() -> None:
    moves = move("one", "Opens a data centre in Thailand") + move("two", "Opens data centre in Thailand!")
    mend = "keep one, or say in the titles how they differ"
    assert told(company(moves=moves)) == [
        f"a.yaml:6:22: warning: nearly the same title and the same date as `one` above: {mend}",
    ]


def test_the_same_move_in_two_files() -> None:
    text = company(moves=move("one", "联手建设数据中心"))
    assert told(text, text) == [
        "b.yaml:5:22: warning: nearly the same title and the same date as `one` in a.yaml: for a joint plan, say so in `shared_with`"
    ]
    assert told(text, company(moves=move("one", "联手建设数据中心", more=", shared_with: [a]"))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (move("a", "Releases a model of 7B"), move("b", "Releases a model of 72B")),
        (move("a", "Opens a data centre"), move("b", "Opens a data centre", day="2025-02")),
        (move("a", "Opens a data centre"), move("b", "Closes a data centre in Dublin")),
        (move("a", "Opens a data centre"), move("b", "Opens a data centre", more=", part_of: a")),
        (move("a", "Opens a data centre", more=", fulfils: b"), move("b", "Opens a data centre")),
    ],
)
def test_moves_that_merely_look_alike(first: str, second: str) -> None:
    assert told(company(moves=first + second)) == []


class TestWhatYamlDoesNotReadAsText:
    COMMENT = "what stands behind ` #` is a comment, and no part of the text: put the whole in quotes, or a space behind the `#`"
    ANCHOR = "names a value for YAML, and is no part of the text: put the whole in quotes, or take it out"

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Acme #1", [f"a.yaml:2:14: warning: {COMMENT}"]),
            ("Acme  #AI of 2025", [f"a.yaml:2:15: warning: {COMMENT}"]),
            ("&Co opens", [f"a.yaml:2:9: warning: `&Co` {ANCHOR}"]),
            ("Acme # as of 2025", []),
            ("Acme ## as of 2025", []),
            ("Acme#1", []),
            ("'Acme #1'", []),
            ("'Acme' #1", []),
            ("|\n    Acme #1", []),
            ("AT&T & Co", []),
        ],
    )
    def test_text_behind_a_sign(self, name: str, said: list[str]) -> None:
        assert told(f"company:\n  name: {name}\n") == said

    def test_an_anchor_that_is_referred_to_is_one(self) -> None:
        assert told("company:\n  name: &name Acme\n  local_name: *name\n") == []
