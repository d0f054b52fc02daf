"""The symbol of a site: its form, ring and colours, all taken from the data."""

from __future__ import annotations

from typing import Any

from layout.plan.model import Plan, Site
from layout.words.nodes import Node, h

NEUTRAL = "#6F6A5E"
_FORMS = {"park": "park", "town": "dot", "zone": "zone", "enterprise": "zone"}


def colours(site: Site, plan: Plan) -> list[str]:
    """Return the colours of the site's clusters, else of its own elements, else a neutral."""
    own = [plan.cluster[k.cluster].colour for k in site.links]
    own = own or [plan.element[r.element].colour for r in site.roles]
    return list(dict.fromkeys(own))[:1] or [NEUTRAL]


def symbol(site: Site, plan: Plan) -> dict[str, Any]:
    """Return what the browser draws: `form`, `ring` (heavier for higher levels), `colour`."""
    level = plan.term.get(f"level:{site.level}")
    return {
        "form": _FORMS.get(site.kind, _FORMS.get(site.type, "landmark")),
        "ring": int(level.weight) if level else 1,
        "colour": colours(site, plan)[0],
        "hollow": not site.located,
    }


def mark(site: Site, plan: Plan) -> Node:
    """Return the site's symbol as a node."""
    return h("sym", **symbol(site, plan))


def dot(colour: str) -> Node:
    """Return a dot of one colour."""
    return h("sym", form="dot", colour=colour)
