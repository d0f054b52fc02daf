"""The featured parks: a gallery, and a page for each site."""

from __future__ import annotations

import streamlit as st

from layout.pages import facts_field, mounts, needs_field, session_facts
from layout.pages.park_files import show_park_files
from layout.panels.officer_facts import own_facts_panel
from layout.plan.model import Plan
from layout.view.view import View


def show_parks(plan: Plan, view: View) -> None:
    """Show the site that is selected, its facts and its files; where none is, all parks; below conditions."""
    site = plan.site.get(view.sel)
    with st.container(key="panel"):
        mounts.show_panel(f"park:{site.id}" if site is not None else "parks")
        if site is not None:
            facts = session_facts.officer_facts(view)
            mounts.show_tree(own_facts_panel(site, plan, view.lang, facts), view.lang, key="own-facts")
            show_park_files(view, (site.id,))
        needs_field.show_needs(plan, view)
        facts_field.show_facts_field(plan, view)
