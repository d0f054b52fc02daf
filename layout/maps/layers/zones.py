"""Zones, enterprises and landmarks: schematic outlines and symbols."""

from __future__ import annotations

from layout.maps.canvas import Canvas, Outline
from layout.maps.label_ranks import ROLE_PLACE
from layout.plan.outlines import split_edges
from layout.words.symbols import site_colours


def add(canvas: Canvas) -> None:
    """Draw zones that publish no outline, their borders apart from the edges cut, and each place's symbol."""
    group = canvas.add_layer("zones")
    outlines: list[Outline] = []
    edges: list[Outline] = []
    for site_id, shape in canvas.shapes.zones.items():
        facts = {"site": site_id, "colour": site_colours(canvas.plan.site[site_id], canvas.plan)[0]}
        borders, cut = split_edges(shape, canvas.shapes.cuts)
        outlines.append((shape, facts))
        edges += [(g, f) for g, f in ((borders, facts), (cut, facts | {"schematic": True})) if not g.is_empty]
    if outlines:
        # The ground is what can be pressed, and has no line of its own.
        canvas.add_paths(group, "zone", outlines, "lt-line")
        canvas.add_paths(group, "zone-edge", edges, "lt-line")
    for site in canvas.plan.places:
        if site.lat is not None and site.lon is not None:
            canvas.add_marker(group, (site.lat, site.lon), {"site": site.id})
            # Also of one that is a point of the layout without a role.
            part = site.roles or any(not m.via for m in site.memberships)
            rank = {"rank": ROLE_PLACE} if part else {}
            canvas.add_label(
                site.name(canvas.lang), "place", [(site.lat, site.lon)], layer="zones", site=site.id, **rank
            )
