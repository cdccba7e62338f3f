"""The catalogues beside the texts of the code: nothing is missing in them, and a translation keeps what its text has."""

import re
import string
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from components import language
from tests import catalogue

OTHERS = list(language.LANGUAGES)[1:]


def in_file(code: str) -> Catalog:
    with (language.folder() / f"{code}.po").open("rb") as source:
        return read_po(source, locale=code)


def ids(texts: Catalog) -> set[tuple[object, str | None]]:
    """The English forms of every message, with its context."""
    return {(message.id, message.context) for message in texts if message.id}


def sides(message: Message) -> tuple[list[str], list[str]]:
    """The English forms of a message and its translated ones."""
    forms = ([form] if isinstance(form, str) else list(form) for form in (message.id, message.string))
    one, other = forms
    return one, other


def strings(code: str) -> dict[object, object]:
    """Every translation in a file, by its English forms and context."""
    return {(message.id, message.context): message.string for message in in_file(code) if message.id}


def placeholders(texts: list[str]) -> set[str]:
    return {name for text in texts for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.fixture(params=OTHERS)
def written(request: pytest.FixtureRequest) -> Catalog:
    """The catalogue of each language but English, as its file says."""
    return in_file(request.param)


class TestCatalogue:
    """After a change of texts: `python -m tests.catalogue`, then fill in what is empty."""

    def test_has_every_text_of_the_code_and_no_other(self, written: Catalog) -> None:
        in_code, there = ids(catalogue.texts()), ids(written)
        assert sorted(map(str, in_code - there)) == []
        assert sorted(map(str, there - in_code)) == []
        assert list(written.obsolete) == []

    def test_none_is_empty_or_a_guess(self, written: Catalog) -> None:
        assert [message.id for message in written if message.id and not all(sides(message)[1])] == []
        assert [message.id for message in written if message.id and message.fuzzy] == []

    def test_placeholders_are_the_same_on_both_sides(self, written: Catalog) -> None:
        wrong = []
        for message in written:
            if message.id:
                english, translated = sides(message)
                wrong += [message.id] if placeholders(english) != placeholders(translated) else []
        assert wrong == []

    def test_markdown_is_the_same_on_both_sides(self, written: Catalog) -> None:
        """What is bold or code in one language is so in the other."""
        wrong = []
        for message in written:
            if message.id:
                english, translated = sides(message)
                wrong += [message.id for sign in ("**", "`") if any(text.count(sign) != english[0].count(sign) for text in translated)]
        assert wrong == []

    def test_code_is_the_same_on_both_sides(self, written: Catalog) -> None:
        def code(text: str) -> set[str]:
            return set(re.findall(r"`[^`]*`|\]\([^)]*\)", text))

        wrong = []
        for message in written:
            if message.id:
                english, translated = sides(message)
                wrong += [message.id for text in translated if code(text) != code(english[-1])]
        assert wrong == []

    def test_bringing_it_up_to_date_keeps_every_translation(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for code in OTHERS:
            (tmp_path / f"{code}.po").write_bytes((language.folder() / f"{code}.po").read_bytes())
        before = {code: strings(code) for code in OTHERS}
        monkeypatch.setattr(language, "folder", lambda: tmp_path)
        for code in OTHERS:
            catalogue.write(code)
            assert strings(code) == before[code]
            assert len(before[code]) > 400
