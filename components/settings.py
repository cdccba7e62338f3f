"""What an operator sets from outside."""

import ipaddress
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
# A host source of a Content-Security-Policy: https://a.example:8443, *.a.example, a.example
_ANCESTOR = re.compile(r"(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?", flags=re.ASCII)
# A host as `Host` and `Origin` write it: moves.example.org, moves.example.org:8443, 10.0.0.7, [2001:db8::7]:8443
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\.?)(?::(\d{1,5}))?", flags=re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?", flags=re.ASCII)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def data_folder() -> Path:
    """The folder of company files: the environment variable AI_MOVES_DATA, or `company_data/` beside `dashboard.py`."""
    return _data_folder(os.environ.get("AI_MOVES_DATA", "").strip())


@lru_cache(maxsize=1)  # asked for ten times in a run of a page
def _data_folder(named: str) -> Path:
    return Path(named).expanduser() if named else PROJECT / "company_data"


def repository() -> str:
    """Address of the repository on its host: the environment variable AI_MOVES_REPOSITORY, such as https://github.com/you/ai-moves.

    Empty where none is set, and where it is no http or https address or names a user: every viewer sees it.
    """
    address = os.environ.get("AI_MOVES_REPOSITORY", "").strip().rstrip("/").removesuffix(".git")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        usable = False
    # A sign that ends a link would let the rest of the address stand as text, or as markup, on the page.
    return address if usable and not set(address) & set("<>\"'()[] \t\n\\`?#") else ""


def branch() -> str:
    """The branch that links into the repository name, fit for an address: AI_MOVES_BRANCH, or `main`."""
    return quote(os.environ.get("AI_MOVES_BRANCH", "").strip() or "main")


def frame_ancestors() -> str:
    """Which pages may show the dashboard in a frame, as `frame-ancestors` of a Content-Security-Policy wants it.

    The environment variable AI_MOVES_FRAME_ANCESTORS: `*` (without it too: the share panel offers a snippet for any page), `none`,
    `self`, or addresses with spaces or commas between: "https://intranet.example, *.news.example" ->
    "https://intranet.example *.news.example". Raises ValueError for anything else: to guess would open what was meant to be shut.
    """
    given = os.environ.get("AI_MOVES_FRAME_ANCESTORS", "").replace(",", " ").split() or ["*"]
    words = [word.strip("'\"") for word in given]
    alone = len(words) > 1 and {"*", "none"} & set(words)
    if alone or not all(word in ("*", "none", "self") or _ANCESTOR.fullmatch(word) for word in words):
        raise ValueError(
            f"AI_MOVES_FRAME_ANCESTORS is {' '.join(given)!r}: give *, none, self or addresses such as https://intranet.example"
        )
    return " ".join(f"'{word}'" if word in ("none", "self") else word for word in words)


def host_name(text: str) -> str:
    """A host without its port, in one spelling of each name; empty for what is no host.

    "Moves.Example.org.:8443" -> "moves.example.org", "[0:0::1]:80" -> "::1", "a.example/x" -> "".
    """
    found = _HOST.fullmatch(text)
    if not found or int(found[3] or 0) > 65_535:
        return ""
    if not found[1]:
        return found[2].lower()
    try:
        return str(ipaddress.IPv6Address(found[1]))
    except ValueError:
        return ""


def allowed_hosts() -> tuple[str, ...]:
    """The names that viewers reach the dashboard by: AI_MOVES_ALLOWED_HOSTS; none means that no list is kept.

    "moves.example.org:443, *.intranet.example [2001:db8::7]" ->
    ("moves.example.org", "*.intranet.example", "2001:db8::7"): a port is left out, the answer is the same on each.
    Raises ValueError for what is no host.
    """
    return hosts_in("AI_MOVES_ALLOWED_HOSTS", (os.environ.get("AI_MOVES_ALLOWED_HOSTS", ""),))


@lru_cache(maxsize=8)  # asked for at each request
def hosts_in(setting: str, given: Iterable[str]) -> tuple[str, ...]:
    """The hosts that a setting names, with spaces or commas between; see `allowed_hosts`. Raises ValueError naming `setting`."""
    found = []
    for word in " ".join(given).replace(",", " ").split():
        wildcard = "*." if word.startswith("*.") else ""
        bare = word.removeprefix(wildcard)
        name = host_name(bare) or host_name(f"[{bare}]")
        if not name or (wildcard and _is_address(name)):
            raise ValueError(f"{setting} names {word!r}: give host names such as moves.example.org, *.intranet.example or [2001:db8::7]")
        found.append(wildcard + name)
    return tuple(found)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def public_url() -> str:
    """The dashboard's address for the world, without a slash at its end: AI_MOVES_PUBLIC_URL; empty without it.

    " https://Moves.Example.org:443/ai/ " -> "https://moves.example.org/ai". Raises ValueError for what is no such address.
    """
    return _public_url(os.environ.get("AI_MOVES_PUBLIC_URL", "").strip())


@lru_cache(maxsize=1)  # asked for at each request
def _public_url(given: str) -> str:
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        scheme, name, port = parts.scheme, host_name(parts.netloc), parts.port
    except ValueError:
        scheme, name, port = "", "", None
    # The whole address is these three parts: no user, no query, nothing that a link would have to escape.
    if scheme not in _DEFAULT_PORTS or not name or not _PATH.fullmatch(parts.path) or set(given) & set("?#"):
        raise ValueError(
            f"AI_MOVES_PUBLIC_URL is {given!r}: give the dashboard's address, such as https://moves.example.org or "
            "https://intranet.example/ai-moves"
        )
    host = f"[{name}]" if ":" in name else name
    return f"{scheme}://{host}{f':{port}' if port not in (None, _DEFAULT_PORTS[scheme]) else ''}{parts.path.rstrip('/')}"


def hsts_seconds() -> int:
    """For how long browsers are told to come by https only: AI_MOVES_HSTS_SECONDS, 0 without it. Raises ValueError for no number."""
    given = os.environ.get("AI_MOVES_HSTS_SECONDS", "").strip() or "0"
    if not given.isascii() or not given.isdigit():
        raise ValueError(f"AI_MOVES_HSTS_SECONDS is {given!r}: give a number of seconds, such as 31536000 for a year")
    return int(given)


def slow_seconds() -> float:
    """How long a run of a page may take before the log tells of it: AI_MOVES_SLOW_SECONDS, 1 without it; 0 tells of every run.

    Raises ValueError for what is no number of seconds.
    """
    given = os.environ.get("AI_MOVES_SLOW_SECONDS", "").strip() or "1"
    if not re.fullmatch(r"\d+(\.\d+)?", given, flags=re.ASCII):
        raise ValueError(f"AI_MOVES_SLOW_SECONDS is {given!r}: give a number of seconds, such as 0.5")
    return float(given)


def most_viewers() -> int:
    """How many viewers one process takes at once: AI_MOVES_MOST_VIEWERS, 1000 without it.

    Each takes some 3 MB of memory. Raises ValueError for what is no number of at least 1.
    """
    given = os.environ.get("AI_MOVES_MOST_VIEWERS", "").strip() or "1000"
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise ValueError(f"AI_MOVES_MOST_VIEWERS is {given!r}: give a number of viewers, such as 250")
    return int(given)
