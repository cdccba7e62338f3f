"""A new company's file: good as it is written, and good with all of its examples switched on."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from components.records import schema, vocabulary
from components.records.lint import lint
from components.records.reader import read
from components.records.starter import id_from, starter
from components.records.yaml_text import load


def switched_on(text: str) -> str:
    """What an editor makes of the file when the comments of all of its lines but the first are switched."""
    first, rest = text.split("\n", 1)
    return f"{first}\n" + re.sub(r"^#(?: |(?=#))", "", rest, flags=re.MULTILINE)


def test_starter_is_a_good_file_that_says_nothing_but_the_name() -> None:
    text = starter("Huawei")
    assert text.startswith("# yaml-language-server: $schema=company.schema.json\n")
    assert load(text) == {"company": {"name": "Huawei"}}
    content = read("huawei.yaml", text.encode()).content
    assert content is not None
    assert lint({"huawei.yaml": (content, text)}, date(2026, 11, 24)) == []


def test_every_example_is_good_when_it_is_switched_on() -> None:
    text = switched_on(starter("Huawei"))
    result = read("huawei.yaml", text.encode())
    assert result.problems == ()
    assert result.content is not None
    assert lint({"huawei.yaml": (result.content, text)}, date(2026, 11, 24)) == []
    assert (len(result.content.sources), len(result.content.moves), len(result.content.figures)) == (2, 4, 2)


def test_examples_use_every_field_there_is() -> None:
    content = read("huawei.yaml", switched_on(starter("Huawei")).encode()).content
    assert content is not None
    used: dict[type[BaseModel], set[str]] = {}

    def visit(record: BaseModel) -> None:
        used.setdefault(type(record), set()).update(record.model_fields_set)
        for value in (getattr(record, name) for name in type(record).model_fields):
            for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
                if isinstance(item, BaseModel):
                    visit(item)

    visit(content)
    unused = {model.__name__: set(model.model_fields) - fields for model, fields in used.items()}
    # A quantity is a range as an amount is: once is enough.
    assert {name: fields for name, fields in unused.items() if fields} == {"Quantity": {"low", "high"}}
    assert {model.__name__ for model in used} == {
        model.__name__ for model in [*schema.Record.__subclasses__(), *schema.Valued.__subclasses__()] if model is not schema.Valued
    }


def test_every_choice_is_explained() -> None:
    text = starter("Huawei")
    lists = [vocabulary.Category, vocabulary.Status, vocabulary.Evidence, vocabulary.SourceKind, vocabulary.Qualifier]
    lists += [vocabulary.Nature, vocabulary.Measure, vocabulary.Metric]
    notes = {re.sub(r"^##   (\w+) +", r"\1 ", line) for line in text.splitlines()}
    assert [f"{word} {word.description}" for words in lists for word in words if f"{word} {word.description}" not in notes] == []
    assert max(map(len, starter("Huawei").splitlines())) <= 140


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Huawei", "Huawei"),
        ("C3.ai, Inc.", "C3.ai, Inc."),
        ("华为", "华为"),
        ("true", '"true"'),
        ("null", '"null"'),
        ("360", '"360"'),
        ("Acme: the company", '"Acme: the company"'),
        ("# 1", '"# 1"'),
        ("'s", '"\'s"'),
        ('"A" & B', '"\\"A\\" & B"'),
        ("{name}", '"{name}"'),
        ("A\nB: c", '"A\\nB: c"'),
        ("no", "no"),
    ],
)
def test_a_name_is_quoted_where_yaml_would_read_something_else(name: str, written: str) -> None:
    text = starter(name)
    assert f"\n  name: {written}\n" in text
    assert load(text) == {"company": {"name": name}}


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20))
def test_any_name_is_read_back(name: str) -> None:
    assert load(starter(name)) == {"company": {"name": name}}


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Huawei", "huawei"),
        ("SK hynix", "sk-hynix"),
        ("Société Générale", "societe-generale"),
        ("AT&T", "at-t"),
        ("C3.ai, Inc.", "c3-ai-inc"),
        ("  01.AI ", "01-ai"),
        ("Ｂａｉｄｕ", "baidu"),
        ("华为", None),
        ("华为 Cloud", None),
        ("Яндекс", None),
        ("!?", None),
        ("", None),
    ],
)
def test_id_from_a_name(name: str, company: str | None) -> None:
    assert id_from(name) == company


@given(st.text(max_size=20))
def test_any_id_is_one_that_the_reader_takes(name: str) -> None:
    company = id_from(name)
    if company is not None:
        assert read(f"{company}.yaml", b"company: {name: A}\n").problems == ()
