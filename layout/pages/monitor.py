"""Monitoring: a user's figures held against the targets."""

import streamlit as st

from layout.pages import frame, monitoring_panel

plan, view = frame.current()
with st.container(key="beside"):
    monitoring_panel.draw_monitoring(plan, view)
