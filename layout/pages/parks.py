"""The featured parks: a gallery, and one page for each."""

from __future__ import annotations

import streamlit as st

from layout.pages import mounts
from layout.pages.park_files import show_park_files
from layout.plan.model import Plan
from layout.view.view import View


def show_parks(plan: Plan, view: View) -> None:
    """Show the park that is selected; where none is, all of them."""
    park = plan.site.get(view.sel)
    shown = park.id if park is not None and park.is_park else ""
    with st.container(key="panel"):
        mounts.show_panel(f"park:{shown}" if shown else "parks")
        if shown:
            show_park_files(view, (shown,))
