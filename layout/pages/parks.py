"""The featured parks: a gallery, and a page for each site.

The browser has the pages of all sites and turns to one by itself. What the officer has handed in, and what
comes of an investor's conditions, only the server knows: where a session has such, it draws the page too.
"""

from __future__ import annotations

import streamlit as st

from layout.pages import facts_field, mounts, needs_field, session_facts
from layout.pages.park_files import show_park_files
from layout.panels.officer_facts import own_facts_panel
from layout.plan.model import Plan
from layout.promotion.officer_facts import OfficerFacts
from layout.view.view import View
from layout.words.nodes import h


def show_parks(plan: Plan, view: View) -> None:
    """Show the site that is selected, its facts and its files; where none is, all parks; below conditions."""
    site = plan.site.get(view.sel)
    facts = session_facts.officer_facts(view)
    content = own_facts_panel(site, plan, view.lang, facts) if site and _tells(facts) else h("div")
    with st.container(key="panel"):
        mounts.show_page_of(site.id if site else "", "parks", view.lang)
        mounts.show_tree_about(view.sel, content, view.lang, "own-facts")
        show_park_files(view, (site.id,) if site else ())
        needs_field.show_needs(plan, view)
        facts_field.show_facts_field(plan, view)


def turns_by_itself(view: View) -> bool:
    """Tell whether the browser turns to a selected site alone: the session has nothing of its own on any."""
    return not _tells(session_facts.officer_facts(view)) and not needs_field.has_needs(view)


def _tells(facts: OfficerFacts) -> bool:
    return bool(facts.facts or facts.photos)
