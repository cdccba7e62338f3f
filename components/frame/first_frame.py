"""Holds the place of what every page shows, from the first frame on: Streamlit's own page draws an empty one in the middle of the
window, and moves it once a script has said that there are filters beside it and that it is wide."""

from urllib.parse import parse_qsl

SIDEBAR = 300  # pixels, as wide as Streamlit makes the sidebar
PHONE = 768  # pixels: in a window of at most this width the sidebar is folded away
# Both rules stop matching by themselves once the script has spoken. A browser that does not know `:has` leaves the first one out.
_WIDE = "[data-layout=narrow] [data-testid=stMainBlockContainer] {max-width: none}"
_BESIDE = f"[data-testid=stAppViewContainer]:not(:has(> [data-testid=stSidebar])) {{padding-left: {SIDEBAR}px}}"


def style(query: bytes) -> bytes:
    """The rules as they stand in the head of a page with this query string; in a page of somebody else no filters stand beside it."""
    embedded = dict(parse_qsl(query.decode("latin-1"))).get("embed", "").lower() == "true"
    beside = "" if embedded else f"@media screen and (min-width: {PHONE + 1}px) {{{_BESIDE}}}\n"
    return f"<style>\n{_WIDE}\n{beside}</style>\n".encode()
