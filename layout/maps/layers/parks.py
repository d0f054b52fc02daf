"""Featured parks: an outline or a soft circle for the precision, a symbol that may fan out."""

from __future__ import annotations

from layout.maps.canvas import Canvas
from layout.maps.site_outlines import add_names, add_outlines
from layout.words.symbols import site_colours


def add(canvas: Canvas) -> None:
    """Draw the outlines of parks, and around others a circle as large as their position is uncertain."""
    group = canvas.add_layer("parks")
    add_outlines(canvas, group, canvas.plan.parks, "park-ground")
    for site in canvas.plan.parks:
        if site.lat is None or site.lon is None:
            continue
        at = (site.lat, site.lon)
        colour = site_colours(site, canvas.plan)[0]
        if site.precision_m and site.id not in canvas.shapes.outlines:
            canvas.add_circle(group, "halo", at, site.precision_m, {"site": site.id, "colour": colour})
        canvas.add_marker(group, at, {"site": site.id})
        add_names(canvas, group, site, "park")
