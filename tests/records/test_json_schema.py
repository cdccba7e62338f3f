"""The schema for editors: fresh, valid, complete, and of one mind with the reader."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from components.cli import schema_text
from components.records import schema
from components.records.reader import read
from components.records.yaml_text import UnreadableText, load
from tests.records.refusals import GOOD, REFUSALS

FOLDER = Path(__file__).resolve().parents[2] / "company_data"
SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)


def test_committed_schema_is_fresh() -> None:
    mend = "write it anew: `ai-moves schema > company_data/company.schema.json` (or `python -m components.cli schema > ...`)"
    assert (FOLDER / "company.schema.json").read_text(encoding="utf-8") == schema_text(), mend


def test_schema_is_valid() -> None:
    assert (SCHEMA["$schema"], SCHEMA["title"]) == ("https://json-schema.org/draft/2020-12/schema", "AI Moves company file")
    Draft202012Validator.check_schema(SCHEMA)


def records() -> list[type[schema.Record]]:
    """Every model that a company file is made of."""
    waiting, found = [schema.Record], []
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += below
    return sorted(found, key=lambda model: model.__name__)


def test_the_models_are_these() -> None:
    assert [model.__name__ for model in records()] == [
        "Amount",
        "Company",
        "CompanyFile",
        "Dispute",
        "Figure",
        "Move",
        "Period",
        "Quantity",
        "Range",
        "Source",
        "Speaker",
        "UsdValue",
        "Valued",
    ]


@pytest.mark.parametrize("model", records(), ids=lambda model: model.__name__)
def test_every_model_and_field_is_described(model: type[schema.Record]) -> None:
    assert model.__doc__
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_every_part_of_the_schema_is_described() -> None:
    parts = {"CompanyFile": SCHEMA, **SCHEMA["$defs"]}
    properties = [(part, name, value) for part, body in parts.items() for name, value in body.get("properties", {}).items()]
    assert [f"{part}.{name}" for part, name, value in properties if not value.get("description")] == []
    assert [part for part, body in parts.items() if "properties" in body and body.get("additionalProperties") is not False] == []
    assert [part for part, body in parts.items() if "properties" in body and not body.get("description")] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_file_fits_and_names_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=company.schema.json\n")
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(load(text))] == []


# What the schema cannot refuse, as the reader words it, and why. Everything else that the reader refuses, the schema refuses.
BEYOND = {
    r"there is no (source|move) `": "a schema cannot follow references within a file",
    r"leads in a circle": "a schema cannot follow references within a file",
    r"cannot be known through itself": "a schema cannot follow references within a file",
    r"is taken by a move above": "a schema compares whole entries, never their ids",
    r"`company` is missing": "one schema serves the companies and the shared facts, whose file has none",
    r"does not exist: \w+ \d+ has \d+ days": "a pattern cannot know how long a month is",
    r"a fiscal year ends on a month and day": "a pattern cannot know how long a month is",
    r"ends before it starts|the period ends": "a schema compares no two values",
    r"is more than `high`": "a schema compares no two values",
    r"there is no currency": "the list of codes is ISO's and grows; the schema knows their form",
    r"there is no country": "the list of codes is ISO's and grows; the schema knows their form",
    r"has no host that there can be": "a pattern for every address would be longer than the schema",
    r"`http://\[` is not a web address": "a pattern for every address would be longer than the schema",
    r"is not a finite number": "JSON has neither infinity nor NaN; in YAML they are numbers like others",
    r"`0` is not more than zero": "of a text such as `0 billion` the schema knows the form only",
    # Rules between fields: editors word a broken condition so that nobody knows which of its branches was meant.
    r"`low` and `high` go together": "a rule between fields",
    r"give either `value`, or `low` and `high`": "a rule between fields",
    r"give either a sum or `share_of_revenue`": "a rule between fields",
    r"a range is `between`": "a rule between fields",
    r"`between` needs `low` and `high`": "a rule between fields",
    r"the amount (has no currency|says nothing)": "a rule between fields",
    r"need a `value`, or `low` and `high`": "a rule between fields",
    r"needs `value`, or `low` and `high`": "a rule between fields",
    r"a figure has either": "a rule between fields",
    r"needs `of`": "a rule between fields",
    r"needs a `title`": "a rule between fields",
    r"the status is `denied`": "a rule between fields",
}


def reasons(messages: list[str]) -> set[str]:
    """The patterns of BEYOND that the messages match; a message that none matches stands for itself."""
    return {next((pattern for pattern in BEYOND if re.search(pattern, message)), message) for message in messages}


def test_what_the_reader_refuses_the_schema_refuses_bar_the_named_list() -> None:
    used: set[str] = set()
    for old, new, message in REFUSALS:
        try:
            data = load(GOOD.replace(old, new, 1))
        except UnreadableText:
            assert "stands twice" in message, "the text itself is no good: no schema sees it"
            continue
        if VALIDATOR.is_valid(data):
            used |= reasons([message])
    assert used - set(BEYOND) == set()
    assert set(BEYOND) - used - {r"`0` is not more than zero"} == set(), "reasons that nothing needs any more"


@pytest.mark.parametrize("value", ["0 billion", "0"])
def test_a_sum_of_nothing_in_words_is_beyond_the_schema(value: str) -> None:
    data = load(GOOD.replace("value: 380 billion", f"value: '{value}'"))
    assert VALIDATOR.is_valid(data)
    assert not read("acme.yaml", json.dumps(data).encode()).content


@pytest.mark.parametrize("company", ["alibaba", "baidu", "bytedance", "tencent"])
def test_shipped_companies_are_there_and_read_without_problems(company: str) -> None:
    path = FOLDER / f"{company}.yaml"
    assert path.is_file()
    assert read(path.name, path.read_bytes()).problems == ()


Steps = tuple[str | int, ...]


def paths(value: Any, so_far: Steps = ()) -> Iterator[Steps]:
    """Where each value stands: {a: [1]} -> (), ("a",), ("a", 0)."""
    yield so_far
    for step, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(below, (*so_far, step))


def at(data: Any, path: Steps) -> Any:
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: Steps, value: object) -> Any:
    """A copy of `data` with `value` at `path`."""
    data = copy.deepcopy(data)
    at(data, path[:-1])[path[-1]] = value
    return data


def verdicts(data: Any) -> tuple[bool, bool]:
    """Whether the reader takes it, and whether the schema does. What is refused only for reasons beyond a schema is as it says."""
    problems = read("alibaba.yaml", json.dumps(data).encode()).problems
    fits = VALIDATOR.is_valid(data)
    if problems and reasons([problem.message for problem in problems]) <= set(BEYOND):
        return fits, fits
    return not problems, fits


def test_whole_example_fits(whole: str) -> None:
    assert verdicts(load(whole)) == (True, True)


def test_an_unknown_key_is_refused_everywhere_by_both(whole: str) -> None:
    data = load(whole)
    mappings = [path for path in paths(data) if isinstance(at(data, path), dict) and path != ("sources",)]
    assert len(mappings) == 18
    assert {path: verdicts(changed(data, (*path, "colour"), "red")) for path in mappings} == dict.fromkeys(mappings, (False, False))


def test_a_source_key_that_is_no_plain_name_is_refused_by_both(whole: str) -> None:
    data = load(whole)
    source = {"publisher": "P", "title": "T", "kind": "news"}
    assert verdicts(changed(data, ("sources", "s-1"), source)) == (True, True)
    assert verdicts(changed(data, ("sources", "S One"), source)) == (False, False)


NEEDED = {
    "company": {"name"},
    "figures": {"metric", "sources"},
    "figures.disputed_by": {"source", "says"},
    "moves": {"id", "date", "title", "category", "status", "evidence", "sources"},
    "moves.amount": {"nature", "measure"},
    "moves.amount.share_of_revenue": {"low", "high"},
    "moves.amount.usd": {"value", "source"},
    "moves.disputed_by": {"source", "says"},
    "moves.period": {"start", "end"},
    "moves.quantities": {"unit"},
    "sources.results-2025-02-20": {"publisher", "kind"},
    "sources.xinhua-2025-02-24": {"publisher", "kind"},
}


def test_a_needed_key_that_is_missing_is_refused_by_both(whole: str) -> None:
    data = load(whole)
    needed: dict[str, set[str]] = {}
    for *above, last in [path for path in paths(data) if len(path) > 1 and isinstance(path[-1], str) and path[:-1] != ("sources",)]:
        without = copy.deepcopy(data)
        del at(without, tuple(above))[last]
        taken, fits = verdicts(without)
        assert fits or not taken, f"{above} {last}: the schema asks for what the reader does not need"
        if not fits:
            needed.setdefault(".".join(step for step in above if isinstance(step, str)), set()).add(str(last))
    assert needed == NEEDED


TEXTS = [" ", "\u00a0", "Non Sense", "2025-Q5", "2025-2-4", "soon", "380 bilion", "ftp://a.b", "javascript:alert(1)"]
JUNK = [5, -5, 1.5, 0, None, True, *TEXTS, ["x"], [["x"]], {"x": 1}]


@pytest.mark.parametrize("junk", JUNK, ids=json.dumps)
def test_what_the_reader_refuses_by_its_form_the_schema_refuses_and_the_other_way_round(junk: object, whole: str) -> None:
    data = load(whole)
    places = [path for path in paths(data) if path]
    taken = {path: verdicts(changed(data, path, junk)) for path in places}
    if junk == 0 and not isinstance(junk, bool):
        # The reader takes 0 and 1, yes and no for a truth value, as people write them; an editor says which word is meant.
        assert taken.pop(("figures", 0, "doubtful")) == (True, False)
    assert {path: verdict for path, verdict in taken.items() if len(set(verdict)) > 1} == {}
    assert (False, False) in taken.values()


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every model in the schema: "Move.title" and what the schema says of it."""
    for part, body in {"CompanyFile": SCHEMA, **SCHEMA["$defs"]}.items():
        for name, value in body.get("properties", {}).items():
            yield f"{part}.{name}", value


def test_every_field_has_examples_that_fit_it() -> None:
    bad = {}
    for name, value in properties():
        within = Draft202012Validator({**value, "$defs": SCHEMA["$defs"]})
        bad[name] = [example for example in value["examples"] if not within.is_valid(example)]
        assert value["examples"], name
    assert {name: examples for name, examples in bad.items() if examples} == {}
    assert len(bad) == 87


def test_every_word_of_a_list_has_its_meaning_beside_it() -> None:
    lists = {name: body for name, body in SCHEMA["$defs"].items() if "enum" in body}
    assert sorted(lists) == ["Category", "Evidence", "Measure", "Metric", "Nature", "Qualifier", "SourceKind", "Status"]
    category = lists["Category"]
    assert (category["enum"][0], category["enumDescriptions"][0]) == (
        "infrastructure",
        "Data centres, servers, cloud capacity and plans to spend on them.",
    )
    assert category["description"].startswith("What a move is about.\n- infrastructure: Data centres, servers")
    assert [name for name, body in lists.items() if len(body["enum"]) != len([text for text in body["enumDescriptions"] if text])] == []
