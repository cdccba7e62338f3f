"""The door: `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware

from components.frame import capacity, headers, host_check, log, own_address, request_heads
from components.frame.capacity import Capacity
from components.frame.client_messages import ClientMessages
from components.frame.link_preview import LinkPreview
from components.frame.packed import PackedFiles
from components.frame.routes import routes
from components.frame.uploads import Uploads
from components.widgets import handed_over

log.start()
own_address.keep_unknown()
capacity.raise_descriptor_limit()
request_heads.bound()
app = st.App(
    "components/frame/app.py",
    routes=routes(),
    lifespan=handed_over.lifespan,
    middleware=[
        headers.middleware(),
        host_check.middleware(),
        Middleware(Capacity),
        Middleware(ClientMessages),
        Middleware(Uploads),
        Middleware(PackedFiles),
        Middleware(LinkPreview),
    ],
    on_script_error=log.failed,
)
own_address.tell()
