"""The shortlist: what the reader has picked, side by side, and what of it leaves the room."""

from __future__ import annotations

import streamlit as st

from layout.build.store import Build
from layout.pages import mounts
from layout.pages.park_files import show_park_files
from layout.pages.session_facts import officer_facts
from layout.panels.shortlist import shortlist_panel
from layout.plan.model import Plan
from layout.promotion.profile import site_profile
from layout.promotion.side_by_side import side_by_side
from layout.view.view import View


def show_shortlist(plan: Plan, view: View) -> None:
    """Show the sites of the view's shortlist side by side, and what can be sent of them."""
    facts = officer_facts(view)
    profiles = [site_profile(plan.site[site], plan, view.lang, facts) for site in view.list]
    with st.container(key="panel"):
        mounts.show_tree(shortlist_panel(side_by_side(profiles), plan, view.lang), view.lang, view.page)
        if profiles:
            show_park_files(view)


def has_shortlist(_build: Build, view: View) -> bool:
    """Tell whether a view has a shortlist."""
    return bool(view.list)
