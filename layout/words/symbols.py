"""The symbol of a site, out of the data, and the signs that states and changes bear everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layout.plan.model import Plan, Site, Term
from layout.plan.site_types import PLACE, SITE_TYPES
from layout.words.nodes import Node, h

NEUTRAL = "#6F6A5E"
# No state is told by colour alone, on the map as little as in tables: each has a character of its own.
STATE_SIGNS: Mapping[str, str] = {
    "achieved": "✓", "ahead": "▲", "on-track": "●", "behind": "▼", "missed": "✕",
    "open": "○", "unmeasured": "?", "words": "–",
}  # fmt: skip
CHANGE_SIGNS: Mapping[str, str] = {"added": "+", "dropped": "−", "renamed": "≈", "moved": "↕"}
# The marks of the map show either table, so no state may have the name of a change.
MARK_SIGNS: Mapping[str, str] = {**STATE_SIGNS, **CHANGE_SIGNS}
# What a position stands for, where it is not the site: its symbol must not look like a pin.
_MISPLACED = {"zone": "inside", "town": "inside", "middle": "inside", "former": "former"}


def site_colours(site: Site, plan: Plan) -> list[str]:
    """Return a list of one colour: of the first cluster, else of the first own element, else a neutral.

    Of a site that is no park the element goes first: its part in the layout is what it is drawn for. Services
    are no cluster and go last.
    """
    tied = [plan.cluster[k.cluster] for k in site.links]
    clusters = [c.colour for c in tied if c.kind != "services"]
    elements = [plan.element[r.element].colour for r in site.roles]
    services = [c.colour for c in tied if c.kind == "services"]
    first = (clusters, elements) if site.is_park else (elements, clusters)
    return next((colours for colours in (*first, services) if colours), [NEUTRAL])[:1]


def shown_level(site: Site, plan: Plan) -> Term | None:
    """Return the level that the symbol of a site shows, of several the one with the heaviest ring."""
    there = site.levels_on(plan.edition.day)
    levels = [plan.term[key] for level in there if (key := f"level:{level}") in plan.term]
    return max(levels, key=lambda level: level.weight, default=None)


def symbol(site: Site, plan: Plan) -> dict[str, Any]:
    """Return what the browser draws: `form`, `ring` (1 to 3, heavier for higher levels), `colour`, and more.

    A symbol is `hollow` where the site is not located. `place` is `inside` where it stands on any point of
    a zone or town for want of a place, `former` where the site has moved or its ground has another use.
    """
    level = shown_level(site, plan)
    return {
        "form": _form(site, plan),
        "ring": int(level.weight) if level else 1,
        "colour": site_colours(site, plan)[0],
        "hollow": not site.located,
        "place": _MISPLACED.get(site.position, ""),
    }


def _form(site: Site, plan: Plan) -> str:
    """Return the form of a site's symbol: that of its kind, else by what the place is within the layout."""
    kind = plan.term.get(f"kind:{site.kind}")
    if kind and kind.symbol:
        return kind.symbol
    if site.type != PLACE:
        return SITE_TYPES[site.type].symbol
    if any(e.radiates and e.anchor == site.id for e in plan.elements):
        return "core"
    return "zone" if site.level or site.area_km2 is not None else SITE_TYPES[PLACE].symbol


def symbol_node(site: Site, plan: Plan) -> Node:
    """Return the site's symbol as a node."""
    return h("sym", **symbol(site, plan))


def dot_node(colour: str) -> Node:
    """Return a dot of one colour."""
    return h("sym", form="dot", colour=colour)
