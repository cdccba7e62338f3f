"""What the browser is told of where its server is."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from streamlit import config

from components import settings
from components.downloads import preview
from components.frame import connect, headers


@pytest.fixture(autouse=True)
def _made_anew() -> Iterator[None]:
    connect.tag.cache_clear()
    yield
    connect.tag.cache_clear()


def test_every_page_is_taken_off_the_address() -> None:
    found = re.search(r'replace\(/(.+)/, ""\)', connect.tag())
    assert found
    ending = found[1].replace("\\/", "/")
    for base in ("", "/ai", "/ai/moves"):
        for page in preview.PAGES:
            assert re.sub(ending, "", f"{base}/{page}", count=1) == base
        if base:
            assert re.sub(ending, "", base, count=1) == base


def test_the_policy_of_every_answer_lets_it_through() -> None:
    with_it, without = (headers.policy(page, "*") for page in (connect.tag(), ""))
    assert with_it.count("'sha256-") == 1
    assert "'sha256-" not in without


def test_names_what_the_operator_lets_speak_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    given = config.get_option
    monkeypatch.setattr(
        config, "get_option", lambda name: ["https://</script>.example"] if name == "client.allowedOrigins" else given(name)
    )
    assert '"allowedOrigins": ["https://\\u003c/script>.example"]' in connect.tag()
    assert connect.tag().count("</script>") == 1


def test_where_nobody_may_speak_to_it_a_name_is_told_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's browser side takes an empty list for none at all, and asks."""
    given = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: [] if name == "client.allowedOrigins" else given(name))
    assert '"allowedOrigins": ["https://nobody.invalid"]' in connect.tag()


def test_nobody_may_speak_to_it_as_it_is_shipped() -> None:
    shipped = tomllib.loads((settings.PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert shipped["client"]["allowedOrigins"] == []
