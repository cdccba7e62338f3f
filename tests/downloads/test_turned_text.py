"""Marks that turn text around are shown nowhere; files, CSV and JSON keep what they hold."""

import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from components.analysis import export
from components.downloads import chart_list, excel, feed, files, picture, preview, report
from components.downloads.preview import Words
from components.language.direction import drop_marks
from components.records.library import Library, Snapshot
from tests.analysis import samples
from tests.downloads.test_picture import see

MARKS = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
TURNED = re.compile(f"[{MARKS}]")
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The invented companies with an override before each word of each text, as a file can hold it."""
    folder = tmp_path_factory.mktemp("turned")
    for name, text in {"acme": samples.ACME, "bolt": samples.BOLT}.items():
        text = re.sub(r"\b(title|publisher|summary|note|says|covers|name): (?=[A-Z])", "\\1: \u202e\u2067", text)
        assert text.count("\u202e") > 5
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    snapshot = Library(folder).snapshot()
    assert (set(snapshot.files), snapshot.problems) == ({"acme", "bolt"}, ())
    return snapshot


def test_every_mark_and_nothing_else() -> None:
    assert drop_marks(f"a{MARKS}b\u200fc עברית") == "ab\u200fc עברית"
    assert drop_marks("plain") == "plain"


def test_report_feed_preview_and_workbook_show_none(turned: Snapshot, tmp_path: Path) -> None:
    seen = see(turned)
    whole = report.report(turned, seen.data, seen.every_move, seen.selection, DAY, "https://moves.example").decode()
    assert "Acme" in whole
    assert not TURNED.search(whole)
    assert not TURNED.search(feed.atom(seen.moves, seen.selection, "https://moves.example/").decode())
    said = Words("\u202eAcme", "\u2067Acme")
    assert not TURNED.search(preview.tags(said, "", "https://moves.example/"))
    taken = export.extract(turned, seen.data, seen.every_move, seen.selection, DAY)
    (tmp_path / "view.xlsx").write_bytes(excel.workbook(taken))
    cells = [cell.value for sheet in openpyxl.load_workbook(tmp_path / "view.xlsx") for row in sheet.iter_rows() for cell in row]
    assert [value for value in cells if isinstance(value, str) and TURNED.search(value)] == []


def test_charts_and_their_pages_show_none(turned: Snapshot) -> None:
    seen = see(turned)
    drawn = []
    for name, kind in chart_list.KINDS.items():
        chosen = {"company": "acme", "nature": "pledge", "anchor": "acme/pledge", "move": "acme/pledge", "series": "revenue-quarter-cny"}
        chart = kind.make(seen, {wanted: chosen[wanted] for wanted in kind.needs})
        if chart is None:
            continue
        drawn.append(name)
        assert not TURNED.search(json.dumps(json.loads(chart.figure.to_json()), ensure_ascii=False)), name
        assert not TURNED.search(picture.page(chart, seen, "https://moves.example/", "https://moves.example/api/chart.csv")), name
    assert len(drawn) > 8


def test_data_files_keep_them(turned: Snapshot) -> None:
    seen = see(turned)
    taken = export.extract(turned, seen.data, seen.every_move, seen.selection, DAY)
    assert TURNED.search(files.csv(taken, "moves").decode())
    assert TURNED.search(files.json(taken).decode())
