"""What a reader is shown when a page fails."""

from __future__ import annotations

import logging
import uuid

import streamlit as st

from geodata.languages import LANGS
from layout.words.glossary import say


def report_error(error: Exception) -> bool:
    """Log an error of a page under a number, and show the reader that number alone."""
    number = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).exception("page failed [%s]", number, exc_info=error)
    view = st.session_state.get("view")
    st.error(say("app.failed", view.lang if view else LANGS[0], id=number))
    return True  # the error is dealt with: Streamlit shows nothing of it
