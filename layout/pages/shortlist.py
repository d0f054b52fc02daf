"""The shortlist: what the reader has picked, side by side, and what of it leaves the room."""

from __future__ import annotations

from layout.build.store import Build
from layout.pages import mounts
from layout.panels.shortlist import shortlist_panel
from layout.plan.model import Plan
from layout.promotion.profile import site_profile
from layout.promotion.side_by_side import side_by_side
from layout.view.view import View


def show_shortlist(plan: Plan, view: View) -> None:
    """Show the sites of the view's shortlist side by side."""
    profiles = [site_profile(plan.site[site], plan, view.lang) for site in view.list]
    mounts.show_tree(shortlist_panel(side_by_side(profiles), plan, view.lang), view.lang, view.page)


def has_shortlist(_build: Build, view: View) -> bool:
    """Tell whether a view has a shortlist."""
    return bool(view.list)
