"""Tells Streamlit's browser side where its server is, which it would find out by asking: twice where the page is not the overview.

It asks `/timeline/_stcore/health` first, waits after the refusal, asks `/_stcore/health`, and only then opens the connection. With
`window.__streamlit`, its own setting for those who host pages, it opens the connection at once and asks meanwhile. A version that does
not know the setting asks as before.
"""

import json
from functools import cache

from streamlit import config

from components.downloads import preview

# Streamlit's browser side takes an empty list for none at all, and asks. No page has this address: the name is kept free (RFC 6761).
NOBODY = "https://nobody.invalid"


@cache
def tag() -> str:
    """The script as it stands in the head of our pages, let through by its digest."""
    origins = config.get_option("client.allowedOrigins") or [NOBODY]
    pages = "|".join(page for page in preview.PAGES if page)
    # What Streamlit's own server answers when it is asked. Whoever shows the page in a frame may answer otherwise: there it is asked first.
    host = json.dumps({"allowedOrigins": list(origins), "useExternalAuthToken": False}).replace("<", "\\u003c")
    return f"""<script>
window.__streamlit ??= {{
  BACKEND_BASE_URL: location.origin + location.pathname.replace(/\\/({pages})?$/, ""),
  HOST_CONFIG: window === window.top ? {host} : undefined,
}};
</script>
"""
