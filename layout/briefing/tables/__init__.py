"""Tables small enough for a slide, by name, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.briefing.tables.findings import finding_table, reach_table
from layout.briefing.tables.gaps import gap_table, source_table
from layout.briefing.tables.grids import CitedGrid
from layout.briefing.tables.industries import chain_table, cluster_table, list_table, segment_table
from layout.briefing.tables.numbers import indicator_table
from layout.briefing.tables.places import place_table, site_table
from layout.briefing.tables.roles import node_table, park_table, role_table
from layout.plan.model import Plan
from layout.view.view import View

__all__ = ["GRIDS", "CitedGrid"]

# In the order in which they are offered; a maker gives None where there is nothing to show.
GRIDS: Mapping[str, Callable[[Plan, View, str], CitedGrid | None]] = {
    "site": site_table,
    "places": place_table,
    "roles": role_table,
    "nodes": node_table,
    "parks": park_table,
    "clusters": cluster_table,
    "segments": segment_table,
    "chains": chain_table,
    "lists": list_table,
    "indicator-table": indicator_table,
    "reach": reach_table,
    "audit": finding_table,
    "gaps": gap_table,
    "sources": source_table,
}
