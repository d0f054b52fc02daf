"""Tables small enough for a slide, by name, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.briefing.tables.audit import findings, reach
from layout.briefing.tables.gaps import gaps, sources
from layout.briefing.tables.industries import chains, clusters, lists, segments
from layout.briefing.tables.made import Made
from layout.briefing.tables.numbers import indicators
from layout.briefing.tables.roles import nodes, parks, roles
from layout.plan.model import Plan
from layout.view.view import View

__all__ = ["GRIDS", "Made"]

# In the order in which they are offered; a maker gives None where there is nothing to show.
GRIDS: Mapping[str, Callable[[Plan, View, str], Made | None]] = {
    "roles": roles,
    "nodes": nodes,
    "parks": parks,
    "clusters": clusters,
    "segments": segments,
    "chains": chains,
    "lists": lists,
    "indicator-table": indicators,
    "reach": reach,
    "audit": findings,
    "gaps": gaps,
    "sources": sources,
}
