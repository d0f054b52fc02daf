#!/bin/sh
# Streamlit 1.67.0: each session stores a class of its own for every custom component (`st.components.v2`).
#
# One would guess that what a component tells is stored as the plain dictionary that it is. It is from the second
# run on an object of a class that is made anew on each run, for each component of each session, and the session
# stores the object with its class: so many classes are alive as there are components times open sessions.
# Source: streamlit/components/v2/presentation.py, make_bidi_component_presenter; seen 2026-11-30.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet streamlit==1.67.0
cat > "$folder/count.py" <<'PYTHON'
import gc
from importlib.metadata import version

from streamlit.testing.v1 import AppTest

SESSIONS, COMPONENTS = 20, 5


def page():
    import streamlit as st

    component = st.components.v2.component("part", js="export default () => {}")
    for n in range(5):
        component(key=f"part{n}", data=[n], on_view_change=lambda: None)


def visit(runs):
    """Let sessions make some runs; return how many classes of dictionaries they hold."""
    gc.collect()
    before = len(dict.__subclasses__())
    sessions = []
    for _ in range(SESSIONS):
        test = AppTest.from_function(page)
        for _ in range(runs):
            test.run()
        sessions.append(test.session_state)
    del test
    gc.collect()
    return len(dict.__subclasses__()) - before


visit(2)  # what is loaded late
seen = {runs: visit(runs) for runs in (1, 2, 6)}
print("streamlit", version("streamlit"), "-", SESSIONS, "sessions of", COMPONENTS, "components")
for runs, classes in seen.items():
    print(f"runs of each: {runs}; classes alive: {classes}")
assert list(seen.values()) == [0, SESSIONS * COMPONENTS, SESSIONS * COMPONENTS], seen
PYTHON
"$folder/env/bin/python" "$folder/count.py" 2>/dev/null
