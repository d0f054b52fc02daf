"""What a claim of the kind count may count, and by what it may be limited; no library of geometry."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# The namespace of towns, places and parks, as schema.toml calls it.
SITES = "sites"
# Sites are limited by what they belong to, bear or lie in; those of one table widen, of several narrow.
_OF_SITES = ("elements", "themes", "ranks", "levels", "kinds", SITES, "clusters")
# What has members that are no sites.
OWNERS = ("chains", "cluster_groups", "classes", "provision_groups")
# By what is counted, the tables whose ids `among` may name.
LIMITS: Mapping[str, tuple[str, ...]] = {
    "members": ("elements", "themes", "ranks", "levels", "kinds", SITES, *OWNERS),
    "sites": _OF_SITES,
    "parks": _OF_SITES,
    "places": _OF_SITES,
    "towns": _OF_SITES,
    "elements": (),
    "themes": ("elements",),
    "chains": ("themes",),
    "links": ("chains",),
    "bases": ("cluster_groups",),
    "clusters": ("cluster_groups",),
    "segments": ("clusters",),
    "services": ("clusters",),
    "embedded-services": ("clusters",),
    "indicators": ("classes",),
    "classes": (),
    "provisions": ("provision_groups",),
}


def tables_of(name: str, limits: Mapping[str, Collection[str]]) -> list[str]:
    """Return those of some tables that hold an id."""
    return [table for table, known in limits.items() if name in known]
