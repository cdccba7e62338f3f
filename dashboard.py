"""The door: `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware

from components.frame import headers, log
from components.frame.link_preview import LinkPreview
from components.frame.routes import routes

log.start()
app = st.App(
    "components/frame/app.py",
    routes=routes(),
    middleware=[headers.middleware(), Middleware(LinkPreview)],
    on_script_error=log.failed,
)
