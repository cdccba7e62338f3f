"""What a file costs that means harm: few problems, short messages, little memory, and an end when its sender leaves.

No test here looks at a clock. Time is counted in steps, memory is what the system lets the process have.
"""

import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from components.records import draft, lint, problems, trial
from components.records.draft import check
from components.records.library import Snapshot
from components.records.problems import MOST_PROBLEMS, MOST_SAID, Known, Problem, bounded, cut, quoted, short
from components.records.reader import read
from components.records.yaml_text import MAX_BYTES, MAX_NODES
from tests import hostile
from tests.records.refusals import GOOD, told

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
NOTHING = Snapshot({}, {}, (), (), "")
FEW = 10_000  # bytes of a text of which only the number and the length of the messages are looked at


def name(text: hostile.Text) -> str:
    return text.__name__


class TestMemory:
    # Bytes of a file, and of the address space that reading it may take, the interpreter and its libraries among them.
    WHOLE, QUARTER = (MAX_BYTES, 1_500_000_000), (MAX_BYTES // 4, 700_000_000)
    SCRIPT = """
import sys
from components.records.library import without_collecting
from components.records.reader import read
from tests import hostile
text = getattr(hostile, sys.argv[1])(int(sys.argv[2]))
assert len(text) > 0.9 * int(sys.argv[2]), len(text)
with without_collecting():
    result = read("acme.yaml", text.encode())
print(len(result.problems), max(len(problem.message) for problem in result.problems))
"""

    @pytest.mark.parametrize(
        ("text", "bounds"),
        [
            (hostile.empty_moves, WHOLE),
            (hostile.beside_an_anchor, WHOLE),
            (hostile.one_scalar, WHOLE),
            (hostile.keys_of_one_move, QUARTER),
            (hostile.nested_as_deep_as_allowed, QUARTER),
            (hostile.wrong_values, QUARTER),
        ],
        ids=lambda value: name(value) if callable(value) else "",
    )
    def test_of_a_file_as_large_as_is_read(self, text: hostile.Text, bounds: tuple[int, int]) -> None:
        size, most = bounds
        done = subprocess.run(
            [sys.executable, "-c", self.SCRIPT, text.__name__, str(size)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=1200,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
        )
        assert done.returncode == 0, done.stderr[-2000:]
        number, longest = map(int, done.stdout.split())
        assert 1 <= number <= MOST_PROBLEMS + 1
        assert longest <= MOST_SAID + 1


@pytest.mark.parametrize("text", hostile.FILES, ids=name)
def test_few_problems_and_short_messages_whatever_a_file_holds(text: hostile.Text) -> None:
    content = text(FEW)
    result = read("acme.yaml", content.encode())
    found = result.problems
    if result.content is not None:
        found = tuple(lint.lint({"acme.yaml": (result.content, content)}, TODAY))
    assert len(found) <= MOST_PROBLEMS + 1
    assert all(len(problem.message) <= MOST_SAID + 1 for problem in found)
    lines = content.split("\n")
    assert all(1 <= problem.line <= len(lines) for problem in found)


class TestSteps:
    """How often the costly steps are taken, for a text and for one four times as long."""

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """Lengths of the words that `difflib` compared, multiplied pair by pair."""
        counted: list[int] = []
        whole = problems.SequenceMatcher.ratio

        def ratio(matcher: problems.SequenceMatcher[str]) -> float:
            counted.append(len(matcher.a) * len(matcher.b))
            return whole(matcher)

        monkeypatch.setattr(problems.SequenceMatcher, "ratio", ratio)
        return counted

    @pytest.mark.parametrize("text", [hostile.wrong_references, hostile.wrong_words_of_two_letters], ids=name)
    def test_wrong_references(self, text: hostile.Text, compared: list[int]) -> None:
        read("acme.yaml", text(400_000).encode())
        assert sum(compared) <= 1.1 * problems.MOST_COMPARED

    def test_wrong_references_of_an_honest_file_all_get_their_hint(self) -> None:
        sources = "".join(
            f"  xinhua-20{n // 360 + 10}-{n // 30 % 12 + 1:02}-{n % 30 + 1:02}: {{publisher: X, title: T, kind: news}}\n"
            for n in range(300)
        )
        entry = "date: 2025, title: T, category: model, status: announced, evidence: news"
        moves = "".join(f"  - {{id: m{n}, {entry}, sources: [xinua-2010-{n // 25 + 1:02}-{n % 25 + 1:02}]}}\n" for n in range(50))
        lines = told(f"company: {{name: A}}\nsources:\n{sources}moves:\n{moves}")
        assert len(lines) == 50
        assert all("did you mean `xinhua-2010-" in line for line in lines)

    @pytest.mark.parametrize("text", [hostile.one_day, hostile.one_day_of_many_titles], ids=name)
    def test_entries_of_one_day(self, text: hostile.Text, monkeypatch: pytest.MonkeyPatch) -> None:
        counted = 0
        whole = lint._Titled.is_alike

        def is_alike(one: lint._Titled, other: lint._Titled) -> bool:
            nonlocal counted
            counted += 1
            return whole(one, other)

        monkeypatch.setattr(lint._Titled, "is_alike", is_alike)
        found = check("acme", text(400_000), NOTHING, TODAY)
        assert found.content is not None
        assert 0 < counted <= lint.MOST_COMPARED * len(found.content.moves)

    def test_same_move_is_named_three_times_and_then_told_of(self) -> None:
        text = hostile.one_day(1_000)
        found = [problem.message for problem in check("acme", text, NOTHING, TODAY).problems if problem.line == text.count("\n")]
        mend = "keep one, or say in the titles how they differ"
        first = [f"nearly the same title and the same date as `m{n}` above: {mend}" for n in range(3)]
        assert found[-4:] == [*first, "nearly the same title and the same date as more moves than are named here: keep one of them all"]

    def test_doubles_far_apart_on_a_crowded_day_are_found(self) -> None:
        kind = f"date: 2025-02-24, {hostile.KIND}"
        titles = [f"{chr(97 + n % 26) * 5} {chr(97 + n // 26) * 9}" for n in range(400)]
        moves = "".join(f"  - {{id: m{n}, title: {title}, {kind}}}\n" for n, title in enumerate([*titles, titles[0]]))
        found = [
            problem for problem in check("acme", f"{hostile.HEAD}moves:\n{moves}", NOTHING, TODAY).problems if "nearly" in problem.message
        ]
        assert [(problem.line, problem.message.split(":")[0]) for problem in found] == [
            (405, "nearly the same title and the same date as `m0` above")
        ]


class TestPause:
    """Who waits for a check can end it."""

    class Gone(BaseException):
        """As Streamlit ends a script."""

    def stop_at(self, number: int) -> tuple[Callable[[], None], list[int]]:
        """A pause that raises when it is called for that time, and what it was called for."""
        calls: list[int] = []

        def pause() -> None:
            calls.append(len(calls))
            if len(calls) == number:
                raise self.Gone

        return pause, calls

    @pytest.mark.parametrize("text", hostile.DRAFTS, ids=name)
    def test_ends_the_check_wherever_it_is(self, text: hostile.Text) -> None:
        content = text(FEW)
        never, all_of_them = self.stop_at(-1)
        whole = check("acme", content, NOTHING, TODAY, never)
        assert whole.problems == check("acme", content, NOTHING, TODAY).problems
        assert len(all_of_them) >= 2
        for number in range(1, len(all_of_them) + 1, max(1, len(all_of_them) // 4)):
            pause, calls = self.stop_at(number)
            with pytest.raises(self.Gone):
                check("acme", content, NOTHING, TODAY, pause)
            assert len(calls) == number

    @pytest.mark.parametrize(
        ("text", "least"),
        [(hostile.wrong_references, 60), (hostile.unknown_keys, 3), (hostile.one_day, 4)],
        ids=lambda value: name(value) if callable(value) else "",
    )
    def test_is_called_again_and_again(self, text: hostile.Text, least: int) -> None:
        pause, calls = self.stop_at(-1)
        check("acme", text(FEW), NOTHING, TODAY, pause)
        assert len(calls) >= least


class TestTrial:
    """A file that does not fit is tried entry by entry: the same errors, in the order of the file."""

    def test_figures_above_the_moves_are_told_first(self) -> None:
        figures = "figures:\n" + "".join(f"  - {{metric: x{n}}}\n" for n in range(300))
        moves = "moves:\n" + "".join(f"  - {{id: m{n}}}\n" for n in range(300))
        lines = told(f"company: {{name: A}}\n{figures}{moves}")
        assert lines[0].startswith("acme.yaml:3:")
        assert lines[-1].endswith(": and at least 900 more problems: mend these first")

    def test_entry_with_too_many_errors_says_so_and_hides_no_other(self) -> None:
        wrong = ", ".join(f"k{n}: 1" for n in range(trial.MOST_ERRORS + 1))
        text = GOOD.replace("part_of: one,", f"{wrong}, part_of: on,").replace("category: infra", "catgory: infra")
        assert [line.split(":", 1)[1] for line in told(text)] == [
            "8:5: unknown key `catgory`: did you mean `category`?",
            "14:5: 1,001 mistakes stand in here, too many to tell one by one: compare it with an entry that is good",
            f"14:{text.splitlines()[13].index('on, sources') + 1}: there is no move `on` in this file: did you mean `one`?",
        ]

    def test_list_that_is_too_long(self) -> None:
        tags = ", ".join(["a"] * 1001)
        assert told(GOOD.replace("part_of: one,", f"part_of: one, tags: [{tags}],")) == [
            "acme.yaml:14:111: `tags` has 1,001 entries: at most 1,000 are read"
        ]
        assert told(GOOD.replace("part_of: one,", f"part_of: one, tags: [{tags[3:]}],")) == []

    def test_company_among_more_unknown_keys_than_are_looked_at(self) -> None:
        lines = told("".join(f"k{n}: 1\n" for n in range(2000)) + "compny: {name: A}\n")
        assert lines[0] == "acme.yaml:1:1: `company` is missing: add `company:` with the company's `name` below it"
        assert len(lines) == MOST_PROBLEMS + 1


class TestNodes:
    def test_too_many_for_a_text_that_needs_a_closer_look(self) -> None:
        text = "a: &a 1\nb: [" + "1," * MAX_NODES + "]\n"
        assert told(text) == [
            f"acme.yaml:2:{2 * MAX_NODES - 5}: the file has more than 500,000 words, lists and mappings: split it into several companies"
        ]

    def test_draft_has_fewer(self) -> None:
        text = "company: {name: &a Acme}\nb: [" + "1," * (2 * draft.MOST_VALUES) + "]\n"
        assert [problem.message for problem in check("acme", text, NOTHING, TODAY).problems] == [
            "the file holds too much to be checked while it is written: split it, or use `ai-moves check`"
        ]


class TestQuotations:
    """Nothing from a file makes a message long, and what is left out is seen."""

    LONG = "x" * 1000  # YAML takes no longer key

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("id: one", f"id: {LONG}\n    {LONG}: 1"),
            ("id: one", f"id: one\n    {LONG}: 1\n    {LONG}: 2"),
            ("id: one", f"id: [{LONG}]"),
            ("id: one", f"id: A {LONG}"),
            ("category: infrastructure", f"category: {LONG}"),
            ("category: infrastructure", f"category: [{LONG}, [{LONG}]]"),
            ("category: infrastructure", f"category: {{{LONG}: {LONG}}}"),
            ("category: infrastructure", f"category: “{LONG}”"),
            ("date: 2025-02-24", f"date: {LONG}"),
            ("date: 2025-02-24", f"date: [{LONG}]"),
            ("date: 2025-02-24", f"date: 2025/{LONG}"),
            ("start: 2025-02", f'start: "2029 {" " * 5000} / 2030"'),
            ("value: 380 billion", f"value: {LONG}"),
            ("value: 380 billion", f"value: {'9' * 5000}"),
            ("value: 380 billion", f"value: [{LONG}]"),
            ("currency: CNY, qualifier", f"currency: {LONG}, qualifier"),
            ("company: {name: Acme}", f"company: {{name: Acme, country: {LONG}}}"),
            ("part_of: one", f"part_of: {LONG}"),
            ("part_of: one", f"part_of: two{LONG}"),
            ("  s1: {", f"  {LONG}: {{"),
            ("  s1: {", f"  {LONG}: 5\n  s1: {{"),
            ("    sources: [s1]\n", f"    sources: [{LONG}]\n"),
            ("id: one", f"id: &{LONG} one\n    note: *x{LONG}"),
            ("id: one", f"id: !{LONG} one"),
            ("id: one", f"id: !!int {LONG}"),
        ],
    )
    def test_of_a_long_word(self, old: str, new: str) -> None:
        assert old in GOOD
        lines = told(GOOD.replace(old, new, 1))
        assert lines
        # 200 of what the file says, and what we say ourselves.
        assert all(len(line) <= 600 for line in lines), max(lines, key=len)
        assert all(line.count("x") < 230 for line in lines)
        assert all("…" in line for line in lines if line.count("x") > 30)

    def test_of_long_known_words(self) -> None:
        sources = "".join(f"  {letter * 1000}: {{publisher: P, title: T, kind: news}}\n" for letter in "abcdefgh")
        (line,) = told(GOOD.replace("  s1: {", f"{sources}  s1: {{").replace("    sources: [s1]\n", "    sources: [nowhere]\n"))
        assert line == f"acme.yaml:21:15: there is no source `nowhere`: known here: {'a' * 200}… and 8 more"

    def test_of_warnings(self) -> None:
        key, segment = "s" * 1000, "g" * 1000
        figures = "".join(
            f"  - {{metric: growth, of: {'o' * 300}, segment: {segment}, value: {value}, unit: {'u' * 300}, as_of: 202{n}, sources: [s]}}\n"
            for n, value in enumerate((5, 6, 7_000_000))
        )
        text = (
            hostile.HEAD
            + f"  {key}: {{publisher: P, title: T, kind: news}}\n  other: {{publisher: &{'n' * 1000} P, title: T, kind: news, url: https://example.org}}\nfigures:\n{figures}"
        )
        found = check("acme", text, NOTHING, TODAY)
        assert found.content is not None
        assert len(found.problems) >= 4
        assert all(len(problem.message) < 400 for problem in found.problems)

    def test_of_an_id_that_is_too_long(self) -> None:
        problem = check("a" * 5000, GOOD, NOTHING, TODAY).problems[0]
        assert problem.file == "new-company.yaml"
        assert problem.message == f"`{'a' * 60}…` is too long for an id: use at most 200 letters, digits and `-`"

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("abcd", "abcd"),
            ("abcde", "abcd…"),
            (12345, "1234…"),
            ([1], "[1]"),
            ([1, 2], "[1, …"),
            ({"a": [1]}, "{'a'…"),
            (None, "None"),
            ({}, "{}"),
            ([[[[[]]]]], "[[[[…"),
        ],
    )
    def test_cut(self, value: object, words: str) -> None:
        assert short(value, 4) == words
        assert quoted(value, 4) == f"`{words}`"

    @pytest.mark.parametrize("value", [{"a": [1, {"b": "it's"}], "c": None}, [1.5, True, "“"], {}, [], -3])
    def test_whole_value_is_as_python_writes_it(self, value: object) -> None:
        assert short(value, 1000) == str(value)

    def test_message_as_a_whole(self) -> None:
        assert Problem("acme.yaml", 1, 1, "x" * 5000).message == "x" * MOST_SAID + "…"
        assert cut("abc", 3) == "abc"


class TestBounded:
    def problem(self, line: int, level: str = "error") -> Problem:
        return Problem("acme.yaml", line, 1, "wrong", level)  # type: ignore[arg-type]

    def test_few_are_told_in_order_and_once(self) -> None:
        assert bounded([self.problem(2), self.problem(1), self.problem(2)]) == (self.problem(1), self.problem(2))
        assert bounded([]) == bounded([], stopped=True) == ()

    @pytest.mark.parametrize(
        ("number", "stopped", "line", "message"),
        [
            (101, False, 101, "and 1 more warning: mend these first"),
            (1200, False, 101, "and 1,100 more warnings: mend these first"),
            (1200, True, 101, "and at least 1,100 more warnings: mend these first"),
            (5, True, 5, "and more warnings: mend these first"),
        ],
    )
    def test_last_says_how_many_more_there_are(self, number: int, stopped: bool, line: int, message: str) -> None:
        found = bounded((self.problem(line, "warning") for line in range(number, 0, -1)), stopped=stopped)
        assert found[-1] == Problem("acme.yaml", line, 1, message, "warning")
        assert found[:-1] == tuple(self.problem(line, "warning") for line in range(1, min(number, MOST_PROBLEMS) + 1))


def test_hints_end_with_their_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_COMPARED", 200)
    known = Known(["category", "title"])
    assert known.hint("catgory") == "did you mean `category`?"
    assert known.hint("titel") == "did you mean `title`?"
    assert [known.hint(f"catgor{letter}") for letter in "abcdefgh"][-1] == "known here: category, title"
    # What was found once is known, whatever it cost.
    assert known.hint("catgory") == "did you mean `category`?"
