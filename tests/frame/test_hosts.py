"""Which names are the dashboard's, which pages may talk to it, and what links begin with."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from streamlit import config

from components.frame import hosts
from components.frame.hosts import Hosts

LIST = Hosts(("moves.example", "*.intranet.example", "2001:db8::7"), is_list=True)
NO_LIST = Hosts(("moves.example",), is_list=False)


@pytest.fixture(autouse=True)
def _set_back() -> Iterator[None]:
    """What is set in a test is Streamlit's own again after it."""
    options = [hosts.OPTION, "server.corsAllowedOrigins", "server.enableCORS", "browser.serverAddress"]
    before = {name: config.get_option(name) for name in options}
    yield
    for name, value in before.items():
        config.set_option(name, value, config.ConfigOption.DEFAULT_DEFINITION)


@pytest.mark.parametrize(
    "host",
    ["moves.example", "MOVES.example:8443", "moves.example.", "a.intranet.example", "a.b.intranet.example:1", "[2001:db8:0::7]:80"],
)
def test_names_in_the_list_are_known(host: str) -> None:
    assert LIST.knows(host)
    assert LIST.answers(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "127.0.0.1:8501",
        "intranet.example",
        "a.moves.example",
        "moves.example.other.example",
        "other.example#.intranet.example",
        "moves.example@other.example",
        "moves.example:99999",
        "moves.example:8501/x",
        "moves.example, other.example",
        "moves.example\t",
        "x.intranet.example:80:90",
        "2001:db8::7",
        '"><script>',
    ],
)
def test_other_names_are_not(host: str) -> None:
    assert not LIST.knows(host)
    assert not LIST.answers(host)
    assert NO_LIST.answers(host)


@pytest.mark.parametrize("host", ["localhost:8501", "ai.localhost", "127.0.0.1", "127.9.9.9:80", "[::1]:8501", "moves.example:8501"])
def test_without_a_list_those_of_this_machine_for_itself_and_of_the_public_address_are_known(host: str) -> None:
    assert NO_LIST.knows(host)


@pytest.mark.parametrize("host", ["192.0.2.7", "other.example", "localhost.example", "0.0.0.0", "[::]", "127.0.0.1.example", "128.0.0.1"])
def test_without_a_list_others_are_answered_but_not_known(host: str) -> None:
    assert not NO_LIST.knows(host)
    assert NO_LIST.answers(host)


@pytest.mark.parametrize(
    ("known", "origin", "host", "is_in"),
    [
        (NO_LIST, None, "", True),
        (NO_LIST, "http://192.0.2.7:8501", "192.0.2.7:8501", True),
        (NO_LIST, "http://192.0.2.7:8501", "192.0.2.7:8502", False),
        (NO_LIST, "http://192.0.2.7", "192.0.2.7:8501", False),
        (NO_LIST, "https://moves.example", "10.0.0.7:8501", True),
        (NO_LIST, "http://localhost:3000", "127.0.0.1:8501", True),
        (NO_LIST, "https://other.example", "moves.example", False),
        (NO_LIST, "null", "null", False),
        (NO_LIST, "https://[", "[", False),
        (NO_LIST, "", "", False),
        (LIST, "https://moves.example", "a.intranet.example", True),
        (LIST, "http://localhost:3000", "moves.example", False),
        (Hosts((), False, partners=("news.example",)), "https://news.example:8443", "moves.example", True),
        (Hosts((), False, is_open=True), "https://other.example", "moves.example", True),
    ],
)
def test_which_pages_may_open_a_connection(known: Hosts, origin: str | None, host: str, is_in: bool) -> None:
    assert known.lets_in(origin, host) is is_in


class TestSettings:
    def test_nothing_is_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AI_MOVES_ALLOWED_HOSTS")
        assert hosts.current() == Hosts((), is_list=False)

    def test_public_address_is_in_the_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "localhost")
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example:8443/ai")
        assert hosts.current() == Hosts(("localhost", "moves.example"), True, "https://moves.example:8443/ai")

    def test_streamlits_list_counts_where_there_is_none_of_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        config.set_option(hosts.OPTION, ["a.example", "*.B.example"])
        assert hosts.current().names == ("dashboard.example",)
        monkeypatch.delenv("AI_MOVES_ALLOWED_HOSTS")
        assert hosts.current() == Hosts(("a.example", "*.b.example"), True)
        config.set_option(hosts.OPTION, ["*"])
        assert not hosts.current().is_list
        config.set_option(hosts.OPTION, ["https://a.example"])
        with pytest.raises(ValueError, match=r"server\.allowedHosts names 'https://a\.example'"):
            hosts.current()

    def test_streamlit_is_given_the_one_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        config.set_option(hosts.OPTION, ["a.example"])
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example")
        hosts.hand_over()
        assert config.get_option(hosts.OPTION) == ["dashboard.example", "moves.example"]

    def test_streamlits_settings_of_origins_and_of_its_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AI_MOVES_ALLOWED_HOSTS")
        config.set_option("server.corsAllowedOrigins", ["https://news.example:8443 ", "https://["])
        config.set_option("server.enableCORS", False)
        config.set_option("browser.serverAddress", "desk.example")
        assert hosts.current() == Hosts(("desk.example",), False, partners=("news.example",), is_open=True)
        monkeypatch.setenv("AI_MOVES_ALLOWED_HOSTS", "moves.example")
        assert hosts.current().names == ("moves.example",)


def request(*names: str, scheme: str = "https", **more: Any) -> Request:
    """A request with these `Host` headers."""
    headers = [(b"host", name.encode()) for name in names]
    return Request({"type": "http", "scheme": scheme, "path": "/x", "server": ("10.0.0.7", 8501), "headers": headers, **more})


class TestBaseUrl:
    @pytest.mark.parametrize(
        ("asked", "base"),
        [
            (request("dashboard.example"), "https://dashboard.example/"),
            (request("dashboard.example:8443", scheme="http", root_path="/ai"), "http://dashboard.example:8443/ai/"),
            (request("dashboard.example", root_path="/outer/ai", app_root_path="/outer/"), "https://dashboard.example/outer/"),
            (request("other.example"), "/"),
            (request("other.example", root_path="/ai"), "/ai/"),
            (request(), "/"),
            (request("dashboard.example", "other.example"), "/"),
            (request("dashboard.example:99999"), "/"),
            (request("dashboard.example/@other.example"), "/"),
        ],
    )
    def test_is_the_name_asked_for_where_it_is_known(self, asked: Request, base: str) -> None:
        assert hosts.base_url(asked) == base
        assert hosts.is_whole(base) is base.startswith("http")

    @pytest.mark.parametrize("name", ["dashboard.example", "other.example", '"><b>'])
    def test_is_the_public_address_where_it_is_set(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv("AI_MOVES_PUBLIC_URL", "https://moves.example/ai/")
        assert hosts.base_url(request(name, scheme="http", root_path="/inside")) == "https://moves.example/ai/"
