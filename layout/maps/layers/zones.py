"""Zones, enterprises and landmarks: outlines and symbols."""

from __future__ import annotations

from layout.maps.canvas import Canvas
from layout.maps.label_ranks import ROLE_PLACE
from layout.maps.site_outlines import add_names, add_outlines


def add(canvas: Canvas) -> None:
    """Draw the outlines of places, and the symbol and name of each place."""
    group = canvas.add_layer("zones")
    add_outlines(canvas, group, canvas.plan.places, "zone")
    for site in canvas.plan.places:
        if site.lat is not None and site.lon is not None:
            canvas.add_marker(group, (site.lat, site.lon), {"site": site.id})
            # Also of one that is a point of the layout without a role.
            part = site.roles or any(not m.via for m in site.memberships)
            add_names(canvas, group, site, "place", ROLE_PLACE if part else "")
