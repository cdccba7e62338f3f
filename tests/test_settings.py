"""What an operator sets from outside, right and wrong."""

import re
from collections.abc import Callable

import pytest

from components import settings


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, "*"),
        ("  ", "*"),
        ("*", "*"),
        ("none", "'none'"),
        ("'none'", "'none'"),
        ("self, https://intranet.example:8443", "'self' https://intranet.example:8443"),
        ("https://a.example *.b.example", "https://a.example *.b.example"),
        ("localhost:8080", "localhost:8080"),
    ],
)
def test_frame_ancestors(monkeypatch: pytest.MonkeyPatch, given: str | None, read: str) -> None:
    monkeypatch.delenv("AI_MOVES_FRAME_ANCESTORS", raising=False)
    if given is not None:
        monkeypatch.setenv("AI_MOVES_FRAME_ANCESTORS", given)
    assert settings.frame_ancestors() == read


@pytest.mark.parametrize(
    "given",
    ["none self", "* https://a.example", "a.example; script-src *", "javascript:x", "https://", "ünï.example", "https://a.example/x"],
)
def test_frame_ancestors_that_could_be_misread_are_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("AI_MOVES_FRAME_ANCESTORS", given)
    with pytest.raises(ValueError, match=r"AI_MOVES_FRAME_ANCESTORS is .*: give \*, none, self or addresses"):
        settings.frame_ancestors()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("", ()),
        (" , ", ()),
        ("moves.example.org", ("moves.example.org",)),
        ("Moves.Example.org:443, *.intranet.example.", ("moves.example.org", "*.intranet.example")),
        ("localhost 127.0.0.1:8501 [::1]:8501 2001:db8:0::7", ("localhost", "127.0.0.1", "::1", "2001:db8::7")),
        ("my_app xn--bcher-kva.example", ("my_app", "xn--bcher-kva.example")),
    ],
)
def test_allowed_hosts(monkeypatch: pytest.MonkeyPatch, given: str, names: tuple[str, ...]) -> None:
    monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", given)
    assert settings.allowed_hosts() == names


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "https://a.example",
        "a.example/x",
        "*a.example",
        "a.*.example",
        "*.*.example",
        "*.127.0.0.1",
        "u@a.example",
        "bücher.example",
        "a.example:70000",
        "a..example",
        "[::g]",
        "a.example;b.example",
    ],
)
def test_what_is_no_host_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", f"moves.example {given}")
    with pytest.raises(ValueError, match=rf"AI_MOVES_ALLOWED_HOSTS names {re.escape(repr(given))}: give host names"):
        settings.allowed_hosts()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (None, ""),
        (" ", ""),
        ("https://moves.example.org", "https://moves.example.org"),
        (" HTTPS://Moves.Example.org.:443/ai/moves/ ", "https://moves.example.org/ai/moves"),
        ("http://[2001:db8:0::7]:8501/", "http://[2001:db8::7]:8501"),
        ("http://moves.example:443", "http://moves.example:443"),
    ],
)
def test_public_url(monkeypatch: pytest.MonkeyPatch, given: str | None, address: str) -> None:
    monkeypatch.delenv("AI_MOVES_PUBLIC_URL", raising=False)
    if given is not None:
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", given)
    assert settings.public_url() == address


@pytest.mark.parametrize(
    "given",
    [
        "moves.example",
        "//moves.example",
        "ftp://moves.example",
        "https://",
        "https://u:p@moves.example",
        "javascript:x",
        "https://moves.example?x=1",
        "https://moves.example?",
        "https://moves.example#x",
        "https://moves.example//x",
        "https://moves.example:x",
        "https://moves.example:70000",
        "https://[::1",
        "https://*.example",
        'https://moves.example/"><b>',
        "https://a.example https://b.example",
    ],
)
def test_what_is_no_address_of_the_dashboard_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("AI_MOVES_PUBLIC_URL", given)
    with pytest.raises(ValueError, match=r"AI_MOVES_PUBLIC_URL is .*: give the dashboard's address"):
        settings.public_url()


@pytest.mark.parametrize(
    ("variable", "read", "given", "value"),
    [
        ("AI_MOVES_HSTS_SECONDS", settings.hsts_seconds, "", 0),
        ("AI_MOVES_HSTS_SECONDS", settings.hsts_seconds, " 31536000 ", 31_536_000),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "", 1.0),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "0", 0.0),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "0.25", 0.25),
        ("AI_MOVES_MOST_VIEWERS", settings.most_viewers, "", 1000),
        ("AI_MOVES_MOST_VIEWERS", settings.most_viewers, "250", 250),
    ],
)
def test_seconds(monkeypatch: pytest.MonkeyPatch, variable: str, read: Callable[[], float], given: str, value: float) -> None:
    monkeypatch.setenv(variable, given)
    assert read() == value


@pytest.mark.parametrize("given", ["-1", "nan", "inf", "1e3", "one", "٣", "1,5"])
@pytest.mark.parametrize(
    ("variable", "read"), [("AI_MOVES_HSTS_SECONDS", settings.hsts_seconds), ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds)]
)
def test_what_is_no_number_of_seconds_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, read: Callable[[], float], given: str
) -> None:
    monkeypatch.setenv(variable, given)
    with pytest.raises(ValueError, match=f"{variable} is .*: give a number of seconds"):
        read()
