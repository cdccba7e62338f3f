"""Addresses of the web: what is wrong with one, and how a good one is written so that nothing in it can end a link.

Python, Markdown and browsers read an odd address each in their own way: "https://a.example\\@b.example" leads to either of two
hosts. So only what all of them read alike is taken.
"""

import re
import unicodedata
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

SCHEMES = ("http", "https")
# What no address may hold as it stands (RFC 3986); each has to be percent-encoded.
FORBIDDEN = '\\<>"`'
# Signs of a path, a query or a fragment that stay: what is left of RFC 3986 when the signs that mean something to Markdown, to HTML or
# to TeX are taken out.
_KEPT = "/?:@!&+,;=~%-._"
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)


def problem_of(address: str) -> str:
    """What is wrong with an address and what would be right, to stand behind "`address` "; "" where all is well."""
    parts = _split(address)
    if parts is None or parts.scheme not in SCHEMES or not parts.hostname or re.search(r"\s", address):
        return "is not a web address: it starts with http:// or https:// and has no spaces"
    for sign in address:
        if sign in FORBIDDEN:
            return f"has a `{sign}`, which no web address may hold: write `{quote(sign)}` for it"
        if not sign.isprintable():
            return f"has a sign that nobody sees (U+{ord(sign):04X}): take it out"
    if "@" in parts.netloc:
        return "has something before `@`, and a web address has no user name: write what stands behind the `@`"
    if not _ascii_host(parts):
        return "has no host that there can be: write it as the browser shows it, such as https://example.com or https://xn--fiq228c.com"
    return ""


def with_ascii_host(address: str) -> str:
    """A good address with its host as it is looked up: "https://bücher.example/ä" -> "https://xn--bcher-kva.example/ä"."""
    parts = _split(address)
    if parts is None or parts.netloc.isascii() or not _ascii_host(parts):
        return address
    port = f":{parts.port}" if parts.port is not None else ""
    return urlunsplit(parts._replace(netloc=f"{_ascii_host(parts)}{port}"))


def encode(address: str) -> str:
    """An address in signs that mean nothing to Markdown, HTML or a spreadsheet, leading where it led; "" for what is no good one.

    "https://a.example/x(1)?q=[y]" -> "https://a.example/x%281%29?q=%5By%5D"
    """
    if problem_of(address):
        return ""
    parts = urlsplit(with_ascii_host(address))
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def host_of(address: str) -> str:
    """The host that an address leads to, for people: "https://www.example.com/a" -> "example.com"; "" for what is no good one."""
    return "" if problem_of(address) else urlsplit(with_ascii_host(address)).netloc.removeprefix("www.")


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.hostname, parts.port  # what is wrong with these two is told when they are asked for
    except ValueError:
        return None
    return parts


def _ascii_host(parts: SplitResult) -> str:
    """The host in ASCII, as a browser looks it up; "" where there is none such.

    Python knows the rules of 2003, browsers those of 2008: a host that the two write differently ("straße.example") is none here.
    """
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return f"[{host}]"
    if host.isascii():
        return host if _HOST.fullmatch(host) else ""
    try:
        found = host.encode("idna").decode("ascii")
        is_same = found.encode("ascii").decode("idna") == unicodedata.normalize("NFKC", host).lower()
    except UnicodeError:
        return ""
    return found if is_same and _HOST.fullmatch(found) else ""
