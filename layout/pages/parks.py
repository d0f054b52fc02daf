"""The featured parks: a gallery, and one page for each."""

from __future__ import annotations

from layout.pages import facts_field, mounts
from layout.plan.model import Plan
from layout.view.view import View


def show_parks(plan: Plan, view: View) -> None:
    """Show the park that is selected; where none is, all of them."""
    park = plan.site.get(view.sel)
    mounts.show_panel(f"park:{park.id}" if park is not None and park.is_park else "parks")
    facts_field.show_facts_field(plan, view)
