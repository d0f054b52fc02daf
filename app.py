"""Start with `streamlit run app.py`: the server on the first reading, a page on each run."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from layout.pages import desk, server

if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(
        __file__,
        lifespan=server.lifespan,
        routes=[*server.routes(), *desk.routes()],
        middleware=server.middleware(),
        on_script_error=server.report,
    )
else:
    from layout.pages import site

    st.set_page_config(layout="wide")
    site.run()
