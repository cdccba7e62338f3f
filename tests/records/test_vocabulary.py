"""The words of the file format as people read them."""

import pytest

from components.records.vocabulary import Category, Metric, in_words


@pytest.mark.parametrize(
    ("name", "words"),
    [("open_source", "open source"), ("ai_cloud", "AI cloud"), ("global_ai", "global AI"), ("maintenance", "maintenance")],
)
def test_names_in_words(name: str, words: str) -> None:
    assert in_words(name) == words


def test_labels_start_with_a_capital() -> None:
    assert (Category.OPEN_SOURCE.label, Metric.AI_SPENDING.label) == ("Open source", "AI spending")
