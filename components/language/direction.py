"""The marks of Unicode that turn text around, which no text needs on a page of its own lines and cells."""

# Embeddings and overrides (U+202A to U+202E) and isolates (U+2066 to U+2069). Letters of scripts that run from right to left
# need none of them; a mark left open turns whatever stands behind it on the same line.
_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def drop_marks(text: str) -> str:
    """A text as it is shown: "Xinhua \\u202e%21" -> "Xinhua %21". Files, CSV and JSON keep what they hold."""
    return text if text.isascii() else text.translate(_MARKS)
