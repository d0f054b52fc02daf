"""Monitoring: a user's figures held against the targets."""

import streamlit as st

from layout.pages import actuals, site

layout, view = site.current()
with st.container(key="beside"):
    actuals.draw(layout, view)
