"""Keeps Streamlit from asking the internet for the address of this server, and prints where the dashboard is.

Streamlit 1.67 asks checkip.amazonaws.com when it starts, for a line that it prints, and again at each handshake of a page from
another origin, in the event loop: where outgoing traffic is dropped, each such handshake holds up every viewer for two seconds.
What it prints comes before it loads any code of ours, so `.streamlit/config.toml` has it print nothing (`hideWelcomeMessage`).
"""

from streamlit import config, net_util
from streamlit.web.server import server_util

# What Streamlit calls its way of serving `st.App` when `streamlit run` has started it.
BY_COMMAND = "starlette-app"


def keep_unknown() -> None:
    """Have Streamlit take the address for unknown, as where its question is not answered."""
    net_util.get_external_ip = _unknown


def _unknown() -> None:
    """Stands in the place of `net_util.get_external_ip`, which all who ask call by its module."""


def tell() -> None:
    """Print where a browser finds the dashboard, where `streamlit run` serves it; another server says so itself."""
    if getattr(config, "_server_mode", None) == BY_COMMAND:
        print("", *(f"  AI Moves: {server_util.get_url(address)}" for address in addresses()), "", sep="\n", flush=True)


def addresses() -> list[str]:
    """The server's own names: the one that is set, else that of this machine for itself and its number in the network."""
    for option in ("browser.serverAddress", "server.address"):
        given = config.get_option(option) if config.is_manually_set(option) else ""
        if given and given not in ("0.0.0.0", "::"):
            return [given]
    return list(dict.fromkeys(filter(None, ["localhost", net_util.get_internal_ip()])))
