"""The sites that the map names though it has no place for them."""

from __future__ import annotations

from layout.plan.model import Plan, Site
from layout.plan.site_types import SITE_TYPES


def unpinned_sites(plan: Plan) -> list[Site]:
    """Return the sites without a position that the map names all the same.

    They are of the types that it counts, or the layout gives them a part.
    """
    parts = {member for e in plan.elements for member in (e.anchor, *(r.member for r in plan.roles(e.id)))}
    lost = (s for s in plan.sites if not s.located)
    return [s for s in lost if SITE_TYPES[s.type].counted or s.id in parts]
