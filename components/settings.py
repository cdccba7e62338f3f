"""What an operator sets from outside."""

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
# A host source of a Content-Security-Policy: https://a.example:8443, *.a.example, a.example
_ANCESTOR = re.compile(r"(https?://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?", flags=re.ASCII)


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
