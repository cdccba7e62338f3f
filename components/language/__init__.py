"""The interface in the reader's language: what the code says in English is looked up in a catalogue (gettext, `zh.po`).

A run of a page, or a request, says once which language it speaks (`use`); everything that it calls follows. Texts from company files
are data and stay as they are written. After a change of texts `python -m tests.catalogue` brings the catalogue up to date.
"""

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages import mofile, pofile

# Code -> its own name. The first is the language of the code.
LANGUAGES = {"en": "English", "zh": "中文"}
_spoken: ContextVar[str] = ContextVar("language", default="en")


def use(code: str) -> None:
    """Speak this language from here on, in this thread or request. Raises KeyError for one that there is none of."""
    if code not in LANGUAGES:
        raise KeyError(code)
    _spoken.set(code)


def current() -> str:
    """The code of the language spoken now: "en" until `use` says otherwise."""
    return _spoken.get()


def named() -> list[tuple[str, str]]:
    """The language spoken now as the parameter of an address that is made for nobody in particular; none for the code's own."""
    return [] if current() == next(iter(LANGUAGES)) else [("lang", current())]


def nearest(tags: str | None) -> str:
    """The first language there is among those a browser asks for: "zh-TW" -> "zh", "de,zh;q=0.9,en;q=0.8" -> "zh", "fr" -> "en"."""
    for tag in (tags or "").split(","):
        code = tag.split(";")[0].strip().replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return next(iter(LANGUAGES))


def _(text: str) -> str:
    """A text in the language spoken now. Where the catalogue has none, in English."""
    return _catalogue(current()).gettext(text) if text else text


def n_(one: str, many: str, count: int) -> str:
    """A text that depends on a count: (“{count} move”, “{count} moves”, 3) -> the second, with its placeholders still in it."""
    # A count out of a frame is a number of numpy, which gettext takes for no integer.
    return _catalogue(current()).ngettext(one, many, int(count))


def p_(context: str, text: str) -> str:
    """A text that another meaning shares in English, with what tells them apart: ("button", "Share"); _("Share") is a part of a whole."""
    return _catalogue(current()).pgettext(context, text)


def N_(text: str) -> str:
    """Marks a text for the catalogue where it stands at the top of a module: `_` looks it up where it is shown."""
    return text


def folder() -> Path:
    """Where the catalogues are, a file `xx.po` for each language but the first."""
    return Path(__file__).parent


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    path = folder() / f"{code}.po"
    if code == next(iter(LANGUAGES)):
        return gettext.NullTranslations()
    with path.open("rb") as source:
        read = pofile.read_po(source, locale=code)
    packed = io.BytesIO()
    mofile.write_mo(packed, read)
    packed.seek(0)
    return gettext.GNUTranslations(packed)
