"""`ai-moves export` as somebody at a shell sees it."""

import argparse
import json
from pathlib import Path

import openpyxl
import pytest

from components.downloads import command

pytestmark = pytest.mark.usefixtures("folder")


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="ai-moves")
    command.add(parser.add_subparsers(dest="command", required=True))
    return command.run(parser.parse_args(["export", *arguments]))


def keys(path: Path) -> list[str]:
    return [row["key"] for row in json.loads(path.read_text(encoding="utf-8"))["moves"]]


def test_everything_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    path = tmp_path / "all.json"
    assert run("--format", "json", "--output", str(path)) == 0
    assert len(keys(path)) == 10
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        f"Reading the company files in {folder} …",
        "Working out the amounts …",
        "Writing 10 moves, 7 figures and 10 sources …",
        f"{path}: {path.stat().st_size:,} bytes",
    ]


def test_filters(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    filters = ("--company", "bolt", "--from", "2025-02-20", "--to", "2025-03-01", "--currency", "CNY", "--basis", "per_year")
    assert run("--format", "json", *filters, "--output", str(path)) == 0
    assert keys(path) == ["bolt/loan"]
    assert json.loads(path.read_text(encoding="utf-8"))["selection"]["parameters"] == [
        ["companies", "bolt"],
        ["from", "2025-02-20"],
        ["to", "2025-03-01"],
        ["currency", "CNY"],
        ["basis", "per_year"],
    ]


def test_view_of_a_shared_link(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    link = "https://dashboard.example/compare?companies=bolt&q=model&nature=pledge&rev=0a1b2c3d&utm_source=mail&fbclid=x"
    assert run("--format", "json", "--url", link, "--output", str(path)) == 0
    assert keys(path) == ["bolt/model"]


def test_language_of_a_shared_link(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    for link, tag in (("?lang=zh", "zh-CN"), ("?companies=bolt&lang=xx", ""), ("?companies=bolt", "en-GB")):
        status = run("--format", "html", "--url", f"https://dashboard.example/{link}", "--output", str(path))
        assert status == (0 if tag else 2)
        if tag:
            assert f'<html lang="{tag}"' in path.read_text(encoding="utf-8")


def test_csv_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("--format", "csv", "--what", "figures", "--company", "bolt", "--output", "-") == 0
    lines = capfdbinary.readouterr().out.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("bolt,波特 Sample,capital_expenditure,group,,2025-01-01,2025-03-31,Q1 2025,quarter,")


def test_excel(tmp_path: Path) -> None:
    path = tmp_path / "some.xlsx"
    assert run("--format", "xlsx", "--company", "bolt", "--output", str(path)) == 0
    assert openpyxl.load_workbook(path)["Moves"].max_row == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--company", "cog"), "--company cog: one of acme, bolt"),
        (("--from", "2025"), "--from 2025: a day such as 2025-01-31"),
        (("--basis", "weekly"), "--basis weekly: one of total, per_year"),
        (("--company", ""), "a filter is empty: give it a value or leave it out"),
        (("--url", "https://a.example/?companies=cog"), "companies=cog: one of acme, bolt"),
        (("--url", "companies=acme"), "--url is no link: copy it from the share panel or the address bar, with its https://"),
        (("--url", "http://[::1"), "--url is no link: copy it from the share panel or the address bar, with its https://"),
        (
            ("--url", "https://a.example/", "--company", "acme"),
            "give either --url or the filters (--company, --from, --to, --currency, --basis), not both",
        ),
    ],
)
def test_what_does_not_fit(arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.json"
    assert run("--format", "json", *arguments, "--output", str(path)) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"ai-moves export: {said}"
    assert not path.exists()


def test_bytes_that_are_no_text_in_a_link(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    assert run("--format", "json", "--url", "https://a.example/?q=\udcff", "--output", str(path)) == 0
    assert keys(path) == []


def test_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no" / "such.csv"
    assert run("--format", "csv", "--output", str(path)) == 1
    said = f"ai-moves export: {path} cannot be written (No such file or directory): name another file"
    assert capsys.readouterr().err.splitlines()[-1] == said


def test_broken_file_is_named_and_leaves_the_others(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "acme.yaml").write_text("- no\n", encoding="utf-8")
    path = tmp_path / "some.json"
    assert run("--format", "json", "--output", str(path)) == 0
    assert len(keys(path)) == 3
    assert "acme.yaml:1:1: a list stands at the top" in capsys.readouterr().err


def test_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("AI_MOVES_DATA", str(tmp_path / "none"))
    assert run("--format", "json", "--output", str(tmp_path / "none.json")) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "ai-moves export: there is no company file that can be read"


@pytest.mark.parametrize("arguments", [("--output", "x"), ("--format", "pdf", "--output", "x"), ("--format", "csv")])
def test_what_is_no_command(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_html_of_a_shared_link_leads_back_to_its_dashboard(tmp_path: Path) -> None:
    path = tmp_path / "view.html"
    link = "https://host.example/moves/timeline?companies=bolt"
    assert run("--format", "html", "--url", link, "--output", str(path)) == 0
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "https://host.example/moves/" in page
    run("--format", "html", "--company", "bolt", "--output", str(path))
    assert "host.example" not in path.read_text(encoding="utf-8")
