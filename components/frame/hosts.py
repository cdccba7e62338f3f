"""Under which names the dashboard is known, which web pages may talk to it, and what links in its answers begin with.

Whoever asks chooses the `Host` header, so an answer repeats a name from there only where the operator has given it.
"""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from streamlit import config

from components import settings

# Streamlit's own list of hosts, which it holds the connections of pages to. It writes "any host" as a star.
OPTION = "server.allowedHosts"


@dataclass(frozen=True, slots=True)
class Hosts:
    """What the operator has set.

    `names` are the dashboard's own, such as "moves.example.org" and "*.intranet.example"; `is_list` says that it answers under
    no other. `public` is its address ("" where none is set), `partners` are the hosts of other pages that may talk to it, and
    `is_open` says that every page may.
    """

    names: tuple[str, ...]
    is_list: bool
    public: str = ""
    partners: tuple[str, ...] = ()
    is_open: bool = False

    def answers(self, host: str) -> bool:
        """Whether a request with this `Host` header is answered."""
        return not self.is_list or self.knows(host)

    def knows(self, host: str) -> bool:
        """Whether a `Host` header holds a name of the dashboard's own. Without a list those by which a machine calls itself are."""
        name = settings.host_name(host)
        return bool(name) and (_is_among(name, self.names) or (not self.is_list and _is_loopback(name)))

    def lets_in(self, origin: str | None, host: str) -> bool:
        """Whether a page of this origin, such as "https://moves.example.org", may open a connection with this `Host` header.

        A program sends no origin. Behind a proxy that puts a name of its own into `Host`, the origin is still the dashboard's.
        """
        if origin is None or self.is_open:
            return True
        there = _netloc(origin)
        is_own = there.lower() == host.lower() and settings.host_name(host) != ""
        return is_own or self.knows(there) or self.may_read(origin)

    def may_read(self, origin: str) -> bool:
        """Whether a page of this origin may read open data where there is a list."""
        name = settings.host_name(_netloc(origin))
        return bool(name) and (self.is_open or _is_among(name, self.names) or name in self.partners)


def current() -> Hosts:
    """What is set now. Raises ValueError where a setting is wrong."""
    address = config.get_option("browser.serverAddress") if config.is_manually_set("browser.serverAddress") else ""
    return _hosts(
        settings.allowed_hosts(),
        tuple(config.get_option(OPTION)),
        settings.public_url(),
        address or "",
        tuple(config.get_option("server.corsAllowedOrigins")),
        not config.get_option("server.enableCORS"),
    )


@lru_cache(maxsize=4)  # asked for at each request
def _hosts(ours: tuple[str, ...], streamlits: tuple[str, ...], public: str, address: str, origins: tuple[str, ...], is_open: bool) -> Hosts:
    listed = ours or (() if "*" in streamlits else settings.hosts_in(OPTION, streamlits))
    own = (_netloc(public), *(() if listed else (address,)))
    partners = (settings.host_name(_netloc(origin.strip())) for origin in origins)
    names = dict.fromkeys((*listed, *filter(None, map(settings.host_name, own))))
    return Hosts(tuple(names), bool(listed), public, tuple(filter(None, partners)), is_open)


def hand_over() -> None:
    """Give the list to Streamlit, so that there is one. Raises ValueError where a setting is wrong."""
    hosts = current()
    if hosts.is_list:
        config.set_option(OPTION, list(hosts.names))


def host_of(request: HTTPConnection) -> str:
    """The `Host` header of a request; empty where there is none, or more than one."""
    given = request.headers.getlist("host")
    return given[0] if len(given) == 1 else ""


def base_url(request: HTTPConnection) -> str:
    """What addresses in an answer begin with; it ends in a slash.

    The public address where one is set; else the one that was asked, "https://moves.example.org/", where its name is known;
    else only the path, "/" or "/ai/moves/", which leads a browser to where it already is.
    """
    hosts, host = current(), host_of(request)
    if hosts.public:
        return f"{hosts.public}/"
    path = request.scope.get("app_root_path", request.scope.get("root_path", "")).rstrip("/")
    scheme = request.scope.get("scheme", "http")
    return f"{scheme}://{host}{path}/" if hosts.knows(host) else f"{path}/"


def is_whole(base: str) -> bool:
    """Whether a `base_url` leads to the dashboard from anywhere, also out of a saved file."""
    return "://" in base


def _netloc(address: str) -> str:
    """The host, with its port, of an address: "https://a.example:8443/x" -> "a.example:8443"; empty for what is no address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _is_among(name: str, names: tuple[str, ...]) -> bool:
    return any(name == known or (known.startswith("*.") and name.endswith(known[1:])) for known in names)


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
