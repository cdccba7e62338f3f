"""The usual file is read without a tree of nodes; whatever is not usual comes out the same the careful way."""

from pathlib import Path

import pytest

from components.records import quick_yaml
from components.records.yaml_text import MAX_DEPTH, _load_with_care, _plain, decode


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, 'y', {c: ~, d: true}]\ne: |\n  two\n  lines\n",
        "- 2025-02-24\n- 012\n- .5\n- ''\n- No\n",
        "",
        "# nothing but a remark\n",
        "word",
        "---\na: b\n...\n",
    ],
)
def test_the_usual(text: str) -> None:
    value = quick_yaml.load(text, _plain, MAX_DEPTH)
    assert value == _load_with_care(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "!!map {a: 1}\n",
        "a: 1\na: 2\n",
        "? [a]\n: b\n",
        "a: [\n",
        "a: 1\n---\nb: 2\n",
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
    ],
)
def test_what_is_left_to_the_careful_way(text: str) -> None:
    with pytest.raises(quick_yaml.Unusual):
        quick_yaml.load(text, _plain, MAX_DEPTH)


def test_shipped_files(shipped: Path) -> None:
    for path in sorted(shipped.glob("*.yaml")):
        text = decode(path.read_bytes())
        assert quick_yaml.load(text, _plain, MAX_DEPTH) == _load_with_care(text)
