"""The featured parks: a gallery, and a page for each site."""

from __future__ import annotations

from layout.pages import mounts
from layout.plan.model import Plan
from layout.view.view import View


def show_parks(plan: Plan, view: View) -> None:
    """Show the site that is selected; where none is, all parks."""
    site = plan.site.get(view.sel)
    mounts.show_panel(f"park:{site.id}" if site is not None else "parks")
