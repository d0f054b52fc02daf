"""Tables small enough for a slide, by name, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.briefing.grids.audit import findings, reach
from layout.briefing.grids.gaps import gaps, sources
from layout.briefing.grids.industries import chains, clusters, lists, segments
from layout.briefing.grids.made import Made
from layout.briefing.grids.numbers import indicators
from layout.briefing.grids.roles import nodes, parks, roles
from layout.model import Layout
from layout.view import View

__all__ = ["GRIDS", "Made"]

# In the order in which they are offered; a maker gives None where there is nothing to show.
GRIDS: Mapping[str, Callable[[Layout, View, str], Made | None]] = {
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
