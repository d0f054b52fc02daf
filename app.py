"""Start with `streamlit run app.py`: the server on the first reading, a page on each run."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from layout.pages import errors, start
from layout.server import assets, copies, endpoints, health, http, lifespan, state


def load_pages() -> None:
    """Load the modules of the pages, which the server does not import, before the first visitor comes."""
    from layout.pages import frame  # noqa: F401

    start.tell_address()


# Streamlit reads this file without a context to find the app of its server, then on each run of a page.
if get_script_run_ctx(suppress_warning=True) is None:
    start.ask_no_outside_host()
    start.look_up_theme_once()
    state.serve_under(st.get_option("server.baseUrlPath"))
    app = st.App(
        __file__,
        lifespan=lifespan.lifespan(load_pages),
        routes=[
            *assets.asset_routes(),
            *endpoints.file_routes(),
            *copies.copy_routes(),
            *health.health_routes(),
        ],
        middleware=http.middleware(),
        # Streamlit would show the reader the error itself.
        on_script_error=errors.report_error,
    )
else:
    from layout.pages import frame

    st.set_page_config(layout="wide")
    frame.show_page()
