"""Bad input: the app starts, says what is wrong, and shows what can be shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]
PAGES = ["overview", "timeline", "compare", "company", "data"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("folder", ["missing", "empty", "only-broken"])
def test_nothing_to_show(page: str, folder: str, tmp_path: Path, open_page: Open) -> None:
    data = tmp_path / folder
    if folder != "missing":
        data.mkdir()
    if folder == "only-broken":
        (data / "acme.yaml").write_text("company: {nam: Acme}\n", encoding="utf-8")
    app = open_page(page, data)
    assert not app.exception
    assert [error.value for error in app.error] == ["There is no company to show yet."]
    said = "\n".join(code.value for code in app.code)
    expected = {
        "missing": "the data folder: it cannot be read (there is no such folder): make it and put company files into it",
        "empty": "the data folder: it has no YAML file: add a company file such as `alibaba.yaml`",
        "only-broken": "acme.yaml:1:11: unknown key `nam`: did you mean `name`?",
    }
    assert expected[folder] in said
    assert str(tmp_path) not in said, "where the folder lies is for the operator alone"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"company: {name: caf\xe9}\n", "new.yaml:1:20: the byte 0xe9 here is not UTF-8: save the file as UTF-8"),
        (b"", "new.yaml:1:1: the file is empty: start it with `company:` and the company's name"),
        (b"- a\n- b\n", "new.yaml:1:1: a list stands at the top: a company file starts with `company:`, `sources:`, `moves:`"),
    ],
)
def test_one_broken_file_leaves_the_others(content: bytes, message: str, samples: Path, open_page: Open) -> None:
    (samples / "new.yaml").write_bytes(content)
    app = open_page("timeline", samples)
    assert not app.exception
    assert [warning.value for warning in app.warning] == ["1 data file with problems; everything else is shown."]
    assert [code.value for code in app.code] == [message]
    assert len(app.dataframe[0].value) == 3


def test_broken_edit_keeps_the_last_good_version(samples: Path, open_page: Open) -> None:
    app = open_page("timeline", samples)
    good = (samples / "bolt.yaml").read_text(encoding="utf-8")
    (samples / "bolt.yaml").write_text(good.replace("category: model", "category: modle"), encoding="utf-8")
    app.run()
    assert [warning.value for warning in app.warning] == [
        "1 data file with problems; everything else is shown. bolt.yaml shown in the last good version."
    ]
    assert len(app.dataframe[0].value) == 3
    (samples / "bolt.yaml").write_text(good.replace("Opens its model", "Opens its weights"), encoding="utf-8")
    app.run()
    assert not app.warning
    assert "Opens its weights" in list(app.dataframe[0].value["Title"])
