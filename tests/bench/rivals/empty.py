"""The least a Streamlit app can be: a text and a button."""

import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"runs: {st.session_state.runs}")
st.button("Again")
