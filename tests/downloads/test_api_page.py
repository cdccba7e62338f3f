"""The page that documents the data by URL."""

import re

import pytest

from components.downloads import api_page, files
from components.records.vocabulary import Category, Metric
from tests.downloads.html_tree import parse


def page(names: dict[str, str] | None = None) -> str:
    return api_page.html("https://dashboard.example/", "0a1b2c3d", {"acme": "Acme Sample"} if names is None else names)


def test_example_for_a_program_has_a_whole_address_to_be_filled_in_where_it_is_not_known() -> None:
    known, unknown = (api_page.html(base, "0a1b2c3d", {}).split("<pre>")[1].split("</pre>")[0] for base in ("https://a.example/", "/ai/"))
    assert "pandas.read_csv(&quot;https://a.example/api/moves.csv?currency=USD&quot;)" in known
    assert "host" not in known
    assert "host = &quot;https://...&quot;" in unknown
    assert "pandas.read_csv(host + &quot;/ai/api/moves.csv?currency=USD&quot;)" in unknown


@pytest.mark.parametrize("what", list(files.COLUMNS))
def test_every_column_has_a_meaning(what: str) -> None:
    section = page().split(f"<h2>Columns of {what}</h2>")[1].split("<h2>")[0]
    found = re.findall(r"<tr><td><code>(\w+)</code></td><td>(.*?)</td></tr>", section)
    assert [name for name, _ in found] == list(files.COLUMNS[what])
    assert [name for name, meaning in found if len(meaning) < 4 or "NaN" in meaning or "tuple" in meaning or "None" in meaning] == []


def test_every_address_and_word_is_there() -> None:
    text = page()
    for path in api_page.ADDRESSES:
        assert f'href="https://dashboard.example/api/{path}"' in text
    for word in (*Category, *Metric):
        assert f"<code>{word.value}</code>" in text


def test_sums_have_units() -> None:
    assert "<code>share_low</code></td><td>Percent of revenue. <em>Unit: percent of revenue.</em>" in page()


@pytest.mark.parametrize("names", [{}, {f"c{number}": "" for number in range(30)}, {"<script>": "<b>"}])
def test_any_companies(names: dict[str, str]) -> None:
    whole = parse(page(names))
    assert whole.every("h1")
    assert not whole.every("script")
    assert not whole.every("b")
