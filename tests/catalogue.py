"""Bring the catalogues up to date with the texts in the code: `python -m tests.catalogue`.

New texts are added empty, texts that are no longer there go; a translation is never lost to a change elsewhere.
"""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from components import language
from components.records import vocabulary

ROOT = Path(__file__).resolve().parents[1]
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
WIDTH = 140
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def texts() -> Catalog:
    """Every text of the interface, with its places: calls of `_`, `n_`, `p_` and `N_`, and the vocabulary of company files."""
    found = Catalog()
    for path, _line, message, _comments, context in extract_from_dir(
        ROOT / "components", [("**.py", "python"), ("**.j2", "jinja2")], {"**.j2": {"silent": "false"}}, keywords=KEYWORDS
    ):
        found.add(message, locations=[(f"components/{path}", 0)], context=context)
    for words in vocabulary.Described.__subclasses__():
        for word in words:
            for text in (word.english, word.meaning):
                found.add(text, locations=[("components/records/vocabulary.py", 0)])
    return found


def updated(code: str) -> Catalog:
    """The catalogue of a language as it should be in the file: all texts of the code in their order, with what is translated."""
    path = language.folder() / f"{code}.po"
    old = Catalog(locale=code)
    if path.exists():
        with path.open("rb") as source:
            old = read_po(source, locale=code)
    # No date, so that what changes nothing leaves the file as it is.
    new = Catalog(locale=code, project="AI Moves", version="", creation_date=NEVER, revision_date=NEVER, header_comment="", fuzzy=False)
    for message in texts():
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        new.add(message.id, known.string if known else "", locations=message.locations, context=message.context)
    return new


def write(code: str) -> None:
    """Write one catalogue anew. Line numbers are left out, so that a moved line changes nothing."""
    new = updated(code)  # reads the file, so before it is opened to be written
    with (language.folder() / f"{code}.po").open("wb") as target:
        write_po(target, new, width=WIDTH, omit_header=False, include_lineno=False, sort_output=False)


if __name__ == "__main__":
    for known in list(language.LANGUAGES)[1:]:
        write(known)
        missing = [message.id for message in updated(known) if message.id and not message.string]
        print(f"{known}: {len(missing)} texts without a translation")
