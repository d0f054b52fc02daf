"""Zones, enterprises and landmarks: schematic outlines and symbols."""

from __future__ import annotations

from layout.maps.canvas import Canvas
from layout.maps.label_ranks import ROLE_PLACE
from layout.words.symbols import site_colours


def add(canvas: Canvas) -> None:
    """Draw schematic outlines of zones that publish none, and a symbol for each place."""
    group = canvas.add_layer("zones")
    outlines = [
        (shape, {"site": i, "schematic": True, "colour": site_colours(canvas.plan.site[i], canvas.plan)[0]})
        for i, shape in canvas.shapes.zones.items()
    ]
    if outlines:
        canvas.add_paths(group, "zone", outlines, "lt-line")
    for site in canvas.plan.places:
        if site.lat is not None and site.lon is not None:
            canvas.add_marker(group, (site.lat, site.lon), {"site": site.id})
            rank = {"rank": ROLE_PLACE} if site.roles else {}
            canvas.add_label(
                site.name(canvas.lang), "place", [(site.lat, site.lon)], layer="zones", site=site.id, **rank
            )
