"""Towns, and the boundary of the district."""

from __future__ import annotations

from layout.maps.canvas import Canvas


def add(canvas: Canvas) -> None:
    """Draw the towns, each named, and the district's boundary around them."""
    group = canvas.add_layer("towns")
    towns = [(g, {"site": i}) for i, g in canvas.shapes.towns.items()]
    canvas.add_paths(group, "town", towns, "lt-ground")
    # In a pane above the elements, whose ground would cover it.
    canvas.add_paths(group, "district", [(canvas.shapes.district, {})], "lt-line")
    for site in canvas.plan.towns:
        if site.lat is not None and site.lon is not None:
            # 0.012 degrees of latitude are about 1.3 km.
            spots = [(site.lat, site.lon), (site.lat + 0.012, site.lon), (site.lat - 0.012, site.lon)]
            canvas.add_label(site.name(canvas.lang), "town", spots, layer="towns", site=site.id)
