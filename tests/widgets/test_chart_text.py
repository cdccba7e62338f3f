"""Findings as titles."""

import pytest

from components.widgets import chart_text


@pytest.mark.parametrize(
    ("finding", "title", "rest"),
    [
        ("238 moves to Dec 2026. The busiest month is Feb 2025.", "238 moves to Dec 2026", "The busiest month is Feb 2025."),
        ("One sentence.", "One sentence", ""),
        ("", "", ""),
        # The points in names, numbers and short forms end no sentence.
        ("Acme Inc. 65, Bolt Co. 57 and J. Lee 3.5% lead. 6 known.", "Acme Inc. 65, Bolt Co. 57 and J. Lee 3.5% lead", "6 known."),
        ("最大的承诺是阿里巴巴。其次是腾讯。", "最大的承诺是阿里巴巴", "其次是腾讯。"),
    ],
)  # fmt: skip
def test_the_first_sentence_is_the_title(finding: str, title: str, rest: str) -> None:
    assert chart_text.split(finding) == (title, rest)


def test_sign_is_a_square_in_the_colour() -> None:
    assert chart_text.sign("#D55E00") == ':color[■]{foreground="#D55E00"}'
