"""What an operator sets from outside, right and wrong."""

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
    ("variable", "read", "given", "value"),
    [
        ("AI_MOVES_HSTS_SECONDS", settings.hsts_seconds, "", 0),
        ("AI_MOVES_HSTS_SECONDS", settings.hsts_seconds, " 31536000 ", 31_536_000),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "", 1.0),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "0", 0.0),
        ("AI_MOVES_SLOW_SECONDS", settings.slow_seconds, "0.25", 0.25),
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
