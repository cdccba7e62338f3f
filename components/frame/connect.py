"""Tells Streamlit's browser side where its server is, which it would find out by asking: twice where the page is not the overview.

It asks `/timeline/_stcore/health` first, waits after the refusal, asks `/_stcore/health`, and only then opens the connection. With
`window.__streamlit`, its own setting for those who host pages, it opens the connection at once and asks meanwhile. A version that does
not know the setting asks as before.
"""

import json
from functools import cache

from streamlit import config

from components.downloads import preview


@cache
def tag() -> str:
    """The script as it stands in the head of our pages, let through by its digest; none where the host's word is not the operator's."""
    origins = config.get_option("client.allowedOrigins")
    if not origins:
        return ""
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
