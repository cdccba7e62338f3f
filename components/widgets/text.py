"""Text from files and from visitors, and links, safe to put into Streamlit's Markdown.

A backslash keeps a sign from Markdown, but not from what Streamlit (1.67) looks for in a text once its escapes are gone: bare addresses and
those of mail, which it makes links; `:streamlit:`, `:material_home:` and `:tada:`, which it makes pictures; `->`, `--` or `>=`, which it
writes as one sign. It looks into one piece of text at a time, so such a text is parted by an element with nothing in it: `:color[]`,
Streamlit's own directive without a colour. Nobody sees it, and who copies the text gets it as it was, which an invisible sign would spoil.
"""

import re

from components.language import direction
from components.records import web_address

_PART = ":color[]"
_ARROW = "<->|<-|->|--|>=|<=|~="
# What an escape alone does not help against. `:material/` becomes `:material_` wherever it stands, so its slash is escaped too.
_PARTED = (
    r"(?P<before>https?(?=://)|www(?=\.))"
    r"|(?P<behind>(?<=[-.\w+])@(?=[-\w]))"
    r"|(?P<icon>:material(?=/))"
    r"|(?P<name>:(?=[\w+-]+:))"
)
# Streamlit writes an arrow between spaces as one sign. In a summary an emphasis may stand where the space would.
_PLAIN = re.compile(
    rf"{_PARTED}|(?<![^\s\ufeff])(?P<arrow>{_ARROW})(?![^\s\ufeff])|(?P<number>^\d{{1,9}}(?=\.))|(?P<sign>[\\`*_{{}}\[\]()#+!|<>~$:&=-])",
    re.IGNORECASE,
)
_SIMPLE = re.compile(
    rf"(?P<code>(?<!`)`(?!`)(?:(?!:material/)[^`])+`(?!`))|{_PARTED}|(?<![<>=~-])(?P<arrow>{_ARROW})(?![<>=~-])"
    r"|(?P<number>^\d{3,9}(?=[.)](?:\s|$)))|(?P<sign>[\\`{}\[\]<>~$:|#!&])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# What begins a line of a summary: the spaces before it, and the sign of an item of a list.
_START = re.compile(r"([ \t]*)((?:[-+*]|\d{1,2}[.)])(?=[ \t]+\S))?[ \t]*")
# A line of nothing else makes the one above it a heading, or is drawn across the page.
_RULE = re.compile(r"=+[ \t]*|(?:[-*_][ \t]*)+")
_DEEPEST = 3  # spaces before a line: from four on Markdown reads it as code
# What a destination may hold that Markdown would read as one sign: `&copy;`.
_ENTITY = re.compile(r"&(?=#?\w+;)")


def plain(text: str) -> str:
    """Text that a page shows to the letter, on one line: "$5B to $8B" is no formula, ":tada:" no picture, "www.a.example" no link."""
    return _PLAIN.sub(_escaped, _SPACES.sub(" ", direction.drop_marks(text)))


def simple(text: str) -> str:
    """A summary or note: emphasis, code in a line and lists work. All else is plain text: links, headings, HTML, formulas, pictures."""
    lines = direction.drop_marks(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_line(line) for line in lines)


def link(label: str, address: str, *, shows_host: bool = False, as_code: bool = False) -> str:
    """A link as Markdown; the label alone, as plain text, where the address is none of http or https that all programs read alike.

    With `shows_host`, for an address out of a file, its host stands beside the link, so that no label hides where it leads:
    "[Results](<https://www.a.example/x>) · a.example". With `as_code` the label, which has to be one of ours, is written as code.
    """
    shown = f"`{label}`" if as_code else plain(label)
    target = _ENTITY.sub(r"\\&", web_address.encode(address)).replace(":material/", r":material\/")
    if not target:
        return shown
    host = f" · {plain(web_address.host_of(address))}" if shows_host else ""
    return f"[{shown}](<{target}>){host}"


def _line(line: str) -> str:
    start = _START.match(line)
    assert start is not None, "it matches no sign too"
    spaces, item, rest = start[1].expandtabs(4), start[2], line[start.end() :]
    if _RULE.fullmatch(line.lstrip()):
        return _PLAIN.sub(_escaped, line.lstrip())
    rest = (_PLAIN if _RULE.fullmatch(rest) else _SIMPLE).sub(_escaped, rest)
    return f"{spaces[:_DEEPEST]}{f'{item} ' if item else ''}{rest}"


def _escaped(found: re.Match[str]) -> str:
    """What stands for one find of `_PLAIN` or `_SIMPLE`."""
    text = found[0]
    match found.lastgroup:
        case "code":
            return text
        case "before":
            return f"{text}{_PART}"
        case "behind":
            return f"{_PART}{text}"
        case "name":
            return f"\\:{_PART}"
        case "icon":
            return f"\\{text}\\"  # the slash that comes next
        case "arrow":
            return _PART.join(f"\\{sign}" for sign in text)
        case "number":
            return f"{text}\\"  # the full stop that comes next
        case _:
            return f"\\{text}"
