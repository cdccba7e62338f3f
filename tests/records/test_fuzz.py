"""Whatever is done to a file: it is read, or refused with a line that exists; nothing is ever raised."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.records.lint import lint
from components.records.reader import ReadFile, read
from components.records.yaml_text import decode, load
from tests.records.refusals import GOOD

TODAY = date(2026, 11, 24)
FOLDER = Path(__file__).resolve().parents[2] / "company_data"
# The fixtures are plain texts, which no example changes.
FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def lines_of(content: bytes) -> list[str]:
    """The lines of a file as an editor counts them."""
    return re.split("\r\n|\r|\n", content.decode("utf-8", "replace"))


def check(content: bytes, name: str = "acme.yaml") -> ReadFile:
    """Read the file and hold the result to what is promised of every file."""
    result = read(name, content)
    assert (result.content is None) == bool(result.problems)
    lines = lines_of(content)
    warnings = lint({name: (result.content, decode(content))}, TODAY) if result.content is not None else []
    for problem in (*result.problems, *warnings):
        assert problem.file == name
        assert 1 <= problem.line <= len(lines), str(problem)
        assert problem.column >= 1
        assert problem.message
        assert str(problem).isprintable(), "one line, and nothing that a terminal obeys"
    return result


WORDS = st.sampled_from(
    [
        *"-?:,[]{}#&*!|>'\"%@`~",
        "- ",
        ": ",
        "? ",
        "&a ",
        "*a ",
        "<<: ",
        "!!int ",
        "!!map ",
        "!!timestamp ",
        "!x ",
        "---\n",
        "...\n",
        "|\n",
        "\t",
        "\r",
        "\u2028",
        "\u0085",
        "\u00a0",
        "\ufeff",
        "\x00",
        "\x1b",
        ".nan",
        ".inf",
        "null",
        "true",
        "1e999",
        "2025-02-30",
        "9" * 5000,
        "[" * 40,
        "{a: " * 40,
        "\\ud800",
    ]
)
PIECES = WORDS | st.text(max_size=4)


def mutated(data: st.DataObject, text: str) -> str:
    """The text with one to four changes: lines taken out, doubled, swapped, indented, cut, or filled with pieces of YAML."""
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        how = data.draw(st.sampled_from(["drop", "double", "swap", "indent", "cut", "insert", "value", "line"]))
        column = data.draw(st.integers(0, len(line)))
        if how == "drop" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(data.draw(st.integers(0, len(lines))), line)
        elif how == "swap":
            other = data.draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], line
        elif how == "indent":
            lines[at] = " " * data.draw(st.integers(0, 8)) + line.lstrip()
        elif how == "cut":
            lines[at] = line[:column]
        elif how == "insert":
            lines[at] = line[:column] + data.draw(PIECES) + line[column:]
        elif how == "value":
            lines[at] = line.partition(":")[0] + ": " + data.draw(PIECES)
        else:
            lines[at] = data.draw(PIECES)
    return "\n".join(lines)


@FUZZ
@given(st.data())
def test_changed_lines(whole: str, data: st.DataObject) -> None:
    check(mutated(data, whole).encode("utf-8", "surrogatepass"))


@FUZZ
@given(st.data())
def test_changed_lines_of_a_short_file(data: st.DataObject) -> None:
    """Where a change hits what matters more often."""
    check(mutated(data, GOOD).encode("utf-8", "surrogatepass"))


@FUZZ
@given(st.data())
def test_changed_bytes(whole: str, data: st.DataObject) -> None:
    content = bytearray(whole.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 3))
        content[at : at + length] = data.draw(st.binary(max_size=4))
    check(bytes(content))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2025-02-24", "2025-Q4", "380 billion", "CNY", "https://a.b", "xinhua-2025-02-24", "earlier-plan", "between"]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8) | st.sampled_from(["id", "value", "low"]), below, max_size=3)
    ),
    max_leaves=8,
)


@FUZZ
@given(st.data())
def test_any_value_anywhere(whole: str, data: st.DataObject) -> None:
    root: Any = load(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        at = root
        while True:
            step = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not isinstance(at[step], dict | list) or not at[step] or data.draw(st.integers(0, 3)) == 0:
                break
            at = at[step]
        at[step] = data.draw(VALUES)
        if not isinstance(root, dict) or not root:
            break
    # JSON is YAML, but for what Python calls infinite and none of both has a word for.
    text = json.dumps(root, indent=1).replace("NaN", ".nan").replace("-Infinity", "-.inf").replace("Infinity", ".inf")
    check(text.encode())


def parts(path: Path) -> list[str]:
    """A shipped file cut into good files of one move or figure each, with the sources that it names: small, so that many are tried."""
    text = path.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^(\w+):\n((?:(?:[ #].*)?\n)+)", text, flags=re.MULTILINE))
    sources = {block.strip().partition(":")[0]: block for block in re.split(r"^(?=  [\w.-]+:)", sections["sources"], flags=re.MULTILINE)}
    head = f"company:\n{sections['company']}" if "company" in sections else ""
    found = []
    for section in ("moves", "figures"):
        for entry in re.split(r"^(?=  - )", sections.get(section, ""), flags=re.MULTILINE):
            named = [block for key, block in sources.items() if key and re.search(rf"(?<![\w.-]){re.escape(key)}(?![\w.-])", entry)]
            if entry.startswith("  - "):
                found.append(f"{head}sources:\n{''.join(named)}{section}:\n{entry}")
    return found


SHIPPED = [(path.name, part) for path in sorted(FOLDER.glob("*.yaml")) for part in parts(path)]


def test_parts_of_shipped_files_are_good_but_for_references_to_what_was_cut_off() -> None:
    assert len(SHIPPED) >= 200
    problems = [problem for name, part in SHIPPED for problem in read(name, part.encode()).problems]
    assert [str(problem) for problem in problems if "there is no " not in problem.message] == []
    assert len(problems) < len(SHIPPED)


@settings(FUZZ, max_examples=2000)
@given(st.data())
def test_changed_lines_of_shipped_files(data: st.DataObject) -> None:
    name, part = data.draw(st.sampled_from(SHIPPED))
    check(mutated(data, part).encode("utf-8", "surrogatepass"), name)


@given(st.text(max_size=30))
def test_any_name(name: str) -> None:
    result = read(name, b"company: {name: A}\nfigures: []\n")
    assert (result.content is None) == bool(result.problems)
    if result.content is not None:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", result.id)


def test_the_changes_do_lead_to_both_outcomes(whole: str) -> None:
    """Else the tests above would prove little: one harmless and one harmful change, through the same check."""
    assert check(whole.replace("Hangzhou", "Shanghai").encode()).problems == ()
    assert len(check(whole.replace("- id:", "- ide:").encode()).problems) == 2
