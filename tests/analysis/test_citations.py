"""Cited sources by number: the same as by their keys."""

from collections import Counter

from components.analysis.citations import Citations
from components.analysis.tables import Tables


def by_keys(data: Tables, keys: set[str]) -> tuple[list[str], Counter[str]]:
    """The keys in the order of the sources, and how many of them each publisher has."""
    cited = data.sources[data.sources["key"].isin(keys)]
    return list(cited["key"]), Counter(cited["publisher"])


def test_of_all_and_of_some_moves(both: Tables) -> None:
    citations = Citations(both.moves, both.sources)
    for moves in (
        both.moves,
        both.moves[both.moves["company"] == "bolt"],
        both.moves.iloc[[3]],
        both.moves.iloc[[4, 1]],
        both.moves.head(0),
    ):
        keys, publishers = by_keys(both, {key for some in moves["source_keys"] for key in some})
        assert list(both.sources["key"].take(citations.places(moves))) == keys
        assert citations.publishers(moves) == publishers
    assert citations.publishers(both.moves.head(0)) == {}


def test_strange_data(strange: Tables) -> None:
    citations = Citations(strange.moves, strange.sources)
    keys, publishers = by_keys(strange, {key for some in strange.moves["source_keys"] for key in some})
    assert list(strange.sources["key"].take(citations.places(strange.moves))) == keys
    assert citations.publishers(strange.moves) == publishers
