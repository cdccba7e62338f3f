"""The command line, as an editor sees it."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from components.cli import main, schema_text
from components.records.starter import starter

Write = Callable[..., Path]
Captured = pytest.CaptureFixture[str]
ROOT = Path(__file__).resolve().parents[1]

# One unused source (a warning) in a file that is otherwise good, and one file with two errors.
UNUSED = "company: {name: Bolt}\nsources:\n  spare: {publisher: P, title: T, kind: news}\n"
WRONG = "company: {nam: Acme, country: XX}\n"
UNUSED_SAID = "the source `spare` is never used: name it where it says something, or take it out"
NO_COUNTRY = "there is no country `XX`: use the ISO 3166-1 code of two letters, such as CN or US"


@pytest.fixture
def write_company(write_company: Write) -> Write:
    """As for all tests, but the good file has nothing to warn of either: its source is dated."""

    def write(company: str, text: str | None = None) -> Path:
        path = write_company(company, text)
        if text is None:
            path.write_text(path.read_text(encoding="utf-8").replace("kind: news", "published: 2025, kind: news"), encoding="utf-8")
        return path

    return write


def test_good_folder(write_company: Write, capsys: Captured) -> None:
    folder = write_company("acme").parent
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "1 file checked: all good\n"


def test_every_problem_with_its_place(write_company: Write, capsys: Captured) -> None:
    path = write_company("acme", WRONG)
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out == (
        f"{path}:1:11: error: unknown key `nam`: did you mean `name`?\n{path}:1:31: error: {NO_COUNTRY}\n1 file checked: 2 errors\n"
    )


def test_warnings_alone_are_no_failure(write_company: Write, capsys: Captured) -> None:
    path = write_company("bolt", UNUSED)
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}:3:3: warning: {UNUSED_SAID}\n1 file checked: 1 warning\n"


def test_errors_and_warnings_stand_file_by_file_and_are_counted_apart(write_company: Write, capsys: Captured) -> None:
    paths = [write_company("acme", UNUSED), write_company("bolt", WRONG), write_company("core", UNUSED)]
    assert main(["check", str(paths[0].parent)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[:2] for line in lines[:-1]] == [
        [f"{paths[0]}:3:3", "warning"],
        [f"{paths[1]}:1:11", "error"],
        [f"{paths[1]}:1:31", "error"],
        [f"{paths[2]}:3:3", "warning"],
    ]
    assert lines[-1] == "3 files checked: 2 errors, 2 warnings"


def test_the_same_move_in_two_files_is_warned_of(write_company: Write, capsys: Captured) -> None:
    first, second = write_company("acme"), write_company("bolt")
    assert main(["check", str(second), str(first)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{first}:7:12: warning: nearly the same title and the same date as `first` in {second}: for a joint plan, say so in `shared_with`",
        "2 files checked: 1 warning",
    ]


def test_a_file_named_twice_is_checked_once(write_company: Write, capsys: Captured) -> None:
    path = write_company("acme")
    assert main(["check", str(path), str(path.parent)]) == 0
    assert capsys.readouterr().out == "1 file checked: all good\n"


def test_two_files_for_one_company(write_company: Write, capsys: Captured) -> None:
    folder = write_company("acme").parent
    (folder / "acme.yml").write_text("company: {name: Acme}\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{folder}/acme.yml: error: there are two files for `acme`: keep one ending, .yaml or .yml\n2 files checked: 1 error\n"
    )


def test_json_is_a_list_of_objects(write_company: Write, capsys: Captured) -> None:
    bad, good = write_company("acme", WRONG), write_company("bolt", UNUSED)
    assert main(["check", "--format", "json", str(bad), str(good)]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"file": str(bad), "line": 1, "column": 11, "message": "unknown key `nam`: did you mean `name`?", "level": "error"},
        {"file": str(bad), "line": 1, "column": 31, "message": NO_COUNTRY, "level": "error"},
        {"file": str(good), "line": 3, "column": 3, "message": UNUSED_SAID, "level": "warning"},
    ]


def test_json_of_good_files_is_an_empty_list(write_company: Write, capsys: Captured) -> None:
    assert main(["check", "--format", "json", str(write_company("acme"))]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_github_annotates_lines(write_company: Write, capsys: Captured) -> None:
    bad, good = write_company("acme", WRONG), write_company("bolt", UNUSED)
    assert main(["check", "--format", "github", str(bad), str(good)]) == 1
    assert capsys.readouterr().out == (
        f"::error file={bad},line=1,col=11::unknown key `nam`: did you mean `name`?\n"
        f"::error file={bad},line=1,col=31::{NO_COUNTRY}\n"
        f"::warning file={good},line=3,col=3::{UNUSED_SAID}\n"
        "2 files checked: 2 errors, 1 warning\n"
    )


def test_github_reads_no_command_out_of_what_a_file_or_its_name_says(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "a,b:c%.yaml"
    path.write_text('company: {name: A, "x%0A::error::y\\n::set-env": 1}\n', encoding="utf-8")
    assert main(["check", "--format", "github", str(path), str(tmp_path / "no.yaml")]) == 1
    assert capsys.readouterr().out == (
        f"::error file={tmp_path}/a%2Cb%3Ac%25.yaml,line=1,col=1::the file's name is the company's id: "
        "use lower-case letters, digits and `-`, such as `new-company.yaml`\n"
        f"::error file={tmp_path}/a%2Cb%3Ac%25.yaml,line=1,col=20::unknown key `x%250A::error::y ::set-env`: "
        "known here: name, local_name, country, headquarters, listings, fiscal_year_end, aliases, website\n"
        f"::error file={tmp_path}/no.yaml::the file cannot be read (No such file or directory): check its name\n"
        "2 files checked: 3 errors\n"
    )


def test_files_below_the_shells_folder_are_named_from_there(
    write_company: Write, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = write_company("acme", WRONG)
    monkeypatch.chdir(path.parents[1])
    monkeypatch.setenv("AI_MOVES_DATA", str(path.parent))
    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=data/acme.yaml,line=1,col=11::")


def test_missing_file_and_empty_folder(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "no.yaml")]) == 1
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        f"{tmp_path}/no.yaml: error: the file cannot be read (No such file or directory): check its name\n1 file checked: 1 error\n"
        f"{tmp_path}: error: there is no YAML file here: name another folder\n0 files checked: 1 error\n"
    )


def test_data_folder_of_the_environment(write_company: Write, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(write_company("acme").parent))
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "1 file checked: all good\n"


def test_schema(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()


def test_files_and_folders_together_in_the_order_given(write_company: Write, tmp_path: Path, capsys: Captured) -> None:
    folder = write_company("bolt").parent
    write_company("acme", "- no\n")
    (folder / "notes.txt").write_text("no company", encoding="utf-8")
    (folder / ".hidden.yaml").write_text("- no\n", encoding="utf-8")
    other = tmp_path / "_market.yml"
    other.write_text("", encoding="utf-8")
    assert main(["check", str(other), str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{other}:1:1: error: the file is empty: start it with `sources:` and `figures:`\n"
        f"{folder}/acme.yaml:1:1: error: a list stands at the top: a company file starts with `company:`, `sources:`, `moves:`\n"
        "3 files checked: 2 errors\n"
    )


def test_files_of_a_folder_are_checked_by_name(write_company: Write, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    paths = [write_company(name, "- no\n") for name in ("b", "c", "a")]
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(paths))
    assert main(["check", str(paths[0].parent)]) == 1
    assert [Path(line.split(":")[0]).name for line in capsys.readouterr().out.splitlines()[:3]] == ["a.yaml", "b.yaml", "c.yaml"]


def test_file_that_cannot_be_read_leaves_the_others(write_company: Write, capsys: Captured) -> None:
    folder = write_company("acme").parent
    (folder / "x.yaml").mkdir()
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"{folder}/x.yaml: error: a folder stands here where a file should, and is passed over: put a file there, or take it away\n"
        "2 files checked: 1 error\n"
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_file_whose_name_is_no_text(tmp_path: Path, form: str) -> None:
    (tmp_path / os.fsdecode(b"a\xff.yaml")).write_text("company: {name: A}\n", encoding="utf-8")
    arguments = [sys.executable, "-m", "components.cli", "check", "--format", form, str(tmp_path)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"the file's name is the company's id" in done.stdout
    if form == "json":
        assert json.loads(done.stdout)[0]["file"] == os.path.join(tmp_path, "a\udcff.yaml")


def test_missing_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(tmp_path / "no"))
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        f"{tmp_path}/no: error: the file cannot be read (No such file or directory): check its name\n1 file checked: 1 error\n"
    )


def test_shipped_folder_has_no_errors(shipped: Path, capsys: Captured) -> None:
    files = len(list(shipped.glob("*.yaml")))
    assert main(["check", str(shipped)]) == 0
    assert re.fullmatch(rf"{files} files checked: (all good|\d+ warnings?)", capsys.readouterr().out.splitlines()[-1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty data folder that has its schema."""
    (tmp_path / "company.schema.json").write_text(schema_text(), encoding="utf-8")
    return tmp_path


def test_new_writes_a_file_that_is_good_as_it_is(folder: Path, capsys: Captured) -> None:
    assert main(["new", "Huawei", "--folder", str(folder)]) == 0
    path = folder / "huawei.yaml"
    assert path.read_text(encoding="utf-8") == starter("Huawei")
    assert capsys.readouterr().out == (
        f"{path} is written.\nNext: open it, switch on the examples you need and write what your sources say. Then: ai-moves check {path}\n"
    )
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == "1 file checked: all good\n"


def test_new_writes_into_the_data_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(folder))
    assert main(["new", "华为", "--id", "huawei"]) == 0
    assert yaml.safe_load((folder / "huawei.yaml").read_text(encoding="utf-8")) == {"company": {"name": "华为"}}


def test_new_takes_a_file_name_for_an_id(folder: Path) -> None:
    assert main(["new", "Huawei", "--id", "huawei-cloud.yaml", "--folder", str(folder)]) == 0
    assert (folder / "huawei-cloud.yaml").exists()


def test_new_says_where_a_missing_schema_comes_from(tmp_path: Path, capsys: Captured) -> None:
    assert main(["new", "Huawei", "--folder", str(tmp_path)]) == 0
    said = f"So that your editor completes and checks it: ai-moves schema > {tmp_path}/company.schema.json"
    assert capsys.readouterr().out.splitlines()[1] == said


@pytest.mark.parametrize("ending", ["yaml", "yml"])
def test_new_never_overwrites(folder: Path, ending: str, capsys: Captured) -> None:
    path = folder / f"huawei.{ending}"
    path.write_text("# mine\n", encoding="utf-8")
    assert main(["new", "Huawei", "--folder", str(folder)]) == 1
    assert capsys.readouterr() == ("", f"ai-moves: {path} is there already: add to it, or say another id with --id\n")
    assert path.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["华为"], "no id can be made of the name `华为`: say one with --id, such as `--id new-company`"),
        (["华为 Cloud"], "no id can be made of the name `华为 Cloud`: say one with --id, such as `--id new-company`"),
        (["!!!"], "no id can be made of the name `!!!`: say one with --id, such as `--id new-company`"),
        (["  "], "the name is empty: say the company's name in English"),
        (["A\udcff"], "the name is no text in UTF-8: set the shell to UTF-8, or say the name in Latin letters"),
        (["A", "--id", "Hua Wei"], "`Hua Wei` is no id: use lower-case letters, digits and `-`, such as `new-company`"),
        (["A", "--id", "../a"], "`../a` is no id: use lower-case letters, digits and `-`, such as `new-company`"),
        (["A", "--id", "_market"], "`_market` is no id: use lower-case letters, digits and `-`, such as `new-company`"),
        (["A", "--id", ""], "`` is no id: use lower-case letters, digits and `-`, such as `new-company`"),
        (["x" * 301, "--id", "a"], "`name` is too long: at most 300 characters"),
        (["Old"], "`old` is an earlier id of `acme`, and links with it lead there: say another one with --id"),
    ],
)
def test_new_refuses(write_company: Write, arguments: list[str], said: str, capsys: Captured) -> None:
    folder = write_company("acme", "company: {name: Acme, aliases: [old]}\n").parent
    assert main(["new", *arguments, "--folder", str(folder)]) == 1
    assert capsys.readouterr() == ("", f"ai-moves: {said}\n")
    assert [path.name for path in folder.parent.rglob("*.yaml")] == ["acme.yaml"]


def test_new_makes_no_folders(tmp_path: Path, capsys: Captured) -> None:
    assert main(["new", "Huawei", "--folder", str(tmp_path / "no")]) == 1
    path = tmp_path / "no" / "huawei.yaml"
    said = f"{path} cannot be written (No such file or directory): make the folder, or name another one with --folder"
    assert capsys.readouterr() == ("", f"ai-moves: {said}\n")
    assert list(tmp_path.iterdir()) == []


HELP = {
    "": """\
usage: ai-moves [-h] COMMAND ...

Work with AI Moves company files.

positional arguments:
  COMMAND
    check     check company files and say what to mend
    new       write a starter file for a new company
    export    write the data of a view to a file
    schema    print the JSON Schema of a company file

options:
  -h, --help  show this help message and exit
""",
    "check": """\
usage: ai-moves check [-h] [--format {text,json,github}] [PATH ...]

Print every error and warning of company files, each with its place and its
mend. The exit status is 1 if there is an error; warnings alone leave it at 0.

positional arguments:
  PATH                  files or folders; the data folder by default

options:
  -h, --help            show this help message and exit
  --format {text,json,github}
                        text: file:line:column: level: message, and a summary
                        (the default); json: a list of objects; github:
                        annotations of a workflow run
""",
    "new": """\
usage: ai-moves new [-h] [--id ID] [--folder FOLDER] NAME

Write a commented starter file for a new company into the data folder. A file
that is there is never overwritten.

positional arguments:
  NAME             the company's name in English, such as "Huawei"

options:
  -h, --help       show this help message and exit
  --id ID          the id that links use, and the file's name; made from NAME
                   by default
  --folder FOLDER  where to write it; the data folder by default
""",
    "schema": """\
usage: ai-moves schema [-h]

Print the JSON Schema of a company file: the text of
company_data/company.schema.json.

options:
  -h, --help  show this help message and exit
""",
}


@pytest.mark.parametrize("command", list(HELP))
def test_help(command: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == HELP[command]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["chekc"], "invalid choice: 'chekc'"),
        (["schema", "x"], "unrecognized arguments: x"),
        (["check", "--fast"], "unrecognized arguments: --fast"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
        (["new"], "the following arguments are required: NAME"),
        (["new", "A", "B"], "unrecognized arguments: B"),
    ],
)
def test_what_is_no_command(arguments: list[str], said: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def run(*arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, whose output has the encoding named, as on a Windows pipe."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "components.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_schema_is_written_in_utf_8_whatever_the_console_speaks(encoding: str) -> None:
    ended = run("schema", encoding=encoding)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode("utf-8").replace("\r\n", "\n") == schema_text()


def test_messages_quote_chinese_whatever_the_console_speaks(write_company: Write) -> None:
    path = write_company("acme", "company: {name: A}\n阿里: 1\n")
    ended = run("check", str(path), encoding="cp1252")
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert ended.stdout.decode("utf-8").splitlines() == [
        f"{path}:2:1: error: unknown key `阿里`: known here: company, sources, moves, figures",
        "1 file checked: 1 error",
    ]


def test_hook_for_pre_commit_runs_the_command_on_company_files() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["entry"]) == ("ai-moves-check", "python", "ai-moves check")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts["ai-moves"] == "components.cli:main"
    named = ["company_data/acme.yaml", "company_data/_market.yml", "company_data/README.md", "other.yaml", "x/company_data/acme.yaml"]
    assert [name for name in named if re.search(hook["files"], name)] == named[:2]
