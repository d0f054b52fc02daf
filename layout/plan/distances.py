"""The straight-line distances of a plan's sites, as they were measured when the plan was joined."""

from __future__ import annotations

from collections.abc import Mapping

from layout.plan.derivation import once_per_plan
from layout.plan.hubs import NEIGHBOUR, Hub, HubDistance
from layout.plan.model import Plan, Site


@once_per_plan
def distances(plan: Plan) -> Mapping[str, tuple[HubDistance, ...]]:
    """Return the distances of each site that has a point, by its id; the nearest of a kind first."""
    return {site.id: site.distances for site in plan.sites if site.distances}


def hub_distances(site: Site, kind: str) -> tuple[HubDistance, ...]:
    """Return the distances of a site to hubs of one kind, the nearest first."""
    return tuple(d for d in site.distances if d.kind == kind)


def hub_kinds(plan: Plan) -> tuple[str, ...]:
    """Return the kinds of hubs that the data hold, in the order of the data."""
    return tuple(dict.fromkeys(hub.kind for hub in plan.hubs))


def hub_of(plan: Plan, distance: HubDistance) -> Hub | Site:
    """Return what a distance leads to."""
    return plan.site[distance.to] if distance.kind == NEIGHBOUR else plan.hub[distance.to]
