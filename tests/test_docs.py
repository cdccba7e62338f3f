"""What is documented is there, and what is there is documented."""

import argparse
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from components import cli
from components.records import schema, vocabulary
from components.records.reader import read

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "company_data" / "README.md").read_text(encoding="utf-8")
MODELS = {
    "`company`": schema.Company,
    "`sources`": schema.Source,
    "`moves`": schema.Move,
    "`amount`": schema.Amount,
    "`figures`": schema.Figure,
}
WORDS = {
    "`category`": vocabulary.Category,
    "`status`": vocabulary.Status,
    "`evidence`": vocabulary.Evidence,
    "`kind`": vocabulary.SourceKind,
    "`qualifier`": vocabulary.Qualifier,
    "`nature`": vocabulary.Nature,
    "`measure`": vocabulary.Measure,
    "`metric`": vocabulary.Metric,
}
# What has no table of its own, and the row that explains it.
SMALL = {
    "`stated_by`": schema.Speaker,
    "`disputed_by`": schema.Dispute,
    "`period`": schema.Period,
    "`share_of_revenue`": schema.Range,
    "`usd`": schema.UsdValue,
    "`quantities`": schema.Quantity,
}


def table(heading: str) -> dict[str, str]:
    """The rows of the first table below a heading that is `heading`, or starts with it and a colon: first cell -> second."""
    section = re.search(rf"^##+ {re.escape(heading)}(?::[^\n]*)?$(.*?)(?=^##|\Z)", GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert section, heading
    cells = re.findall(r"^\| (.*?) \| (.*) \|$", section[1], flags=re.MULTILINE)[2:]
    return {name: text for names, text in cells for name in names.split(", ")}


@pytest.mark.parametrize(("heading", "model"), MODELS.items(), ids=str)
def test_guide_explains_the_fields_that_there_are_and_says_which_are_needed(heading: str, model: type[BaseModel]) -> None:
    rows = table(heading)
    assert {name.strip("`") for name in rows} == set(model.model_fields)
    needed = {name.strip("`") for name, text in rows.items() if text.endswith("(needed)") and name != "`quantities`"}
    assert needed == {name for name, field in model.model_fields.items() if field.is_required()}


@pytest.mark.parametrize(("name", "model"), SMALL.items(), ids=str)
def test_guide_shows_the_fields_of_what_has_no_table(name: str, model: type[BaseModel]) -> None:
    text = (table("`moves`") | table("`amount`"))[name]
    assert [field for field in model.model_fields if not re.search(rf"\b{field}\b", text)] == []


def test_every_model_is_explained() -> None:
    explained = {schema.CompanyFile, schema.Valued, *MODELS.values(), *SMALL.values()}
    assert {*schema.Record.__subclasses__(), *schema.Valued.__subclasses__()} == explained


@pytest.mark.parametrize(("heading", "words"), WORDS.items(), ids=str)
def test_guide_gives_every_word_with_its_meaning(heading: str, words: type[vocabulary.Described]) -> None:
    assert table(heading) == {f"`{word.value}`": word.description for word in words}


def test_links_within_the_guide_lead_to_its_headings() -> None:
    headings = re.findall(r"^##+ (.*)$", GUIDE, flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#(.*?)\)", GUIDE)) - anchors == set()


def test_guide_explains_every_command_and_option() -> None:
    section = GUIDE[GUIDE.index("## The command") : GUIDE.index("## Dates and numbers")]
    (commands,) = [action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)]
    assert set(commands.choices) == {"check", "export", "new", "schema"}
    for name, command in commands.choices.items():
        assert f"`ai-moves {name}" in section
        options = [option for action in command._actions for option in action.option_strings]
        assert [option for option in options if f"`{option}`" not in section] == []
        words = [word for action in command._actions for word in action.choices or ()]
        assert [word for word in words if f"`{word}`" not in section] == []


def example() -> str:
    """The whole file that the guide shows."""
    return next(block for block in re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL) if "moves:" in block)


def test_example_in_the_guide_is_a_good_file() -> None:
    assert read("example-cloud.yaml", example().encode()).problems == ()


def test_what_the_guide_shows_of_the_command_is_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.findall(r"```console\n(.*?)```", GUIDE, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "company_data"
    folder.mkdir()
    (folder / "company.schema.json").write_text(cli.schema_text(), encoding="utf-8")
    monkeypatch.setenv("AI_MOVES_DATA", str(folder))
    assert cli.main(["new", "Example Cloud"]) == 0
    assert shown[0] == '$ ai-moves new "Example Cloud"\n' + capsys.readouterr().out
    slips = example().replace("category: infrastructure", "category: infastructure")
    slips = slips.replace("    sources: [example-cloud-2025-02-24]", "    sources: [example-cloud-2025]", 1)
    (folder / "example-cloud.yaml").write_text(slips, encoding="utf-8")
    assert cli.main(["check", "company_data/example-cloud.yaml"]) == 1
    assert shown[1] == "$ ai-moves check company_data/example-cloud.yaml\n" + capsys.readouterr().out
    assert len(shown) == 2


def test_every_environment_variable_is_explained() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(AI_MOVES_[A-Z_]+)` \| .{10,} \|$", readme, flags=re.MULTILINE)
    read_in = {path: re.findall(r"\bAI_MOVES_[A-Z_]+", path.read_text(encoding="utf-8")) for path in (ROOT / "components").rglob("*.py")}
    assert sorted(explained) == sorted({name for names in read_in.values() for name in names})
