"""Featured parks: a soft circle for the precision, a symbol that may fan out."""

from __future__ import annotations

from layout.maps.canvas import Canvas
from layout.words.symbols import site_colours


def add(canvas: Canvas) -> None:
    """Draw every park whose position is known, with a circle as large as the position is uncertain."""
    group = canvas.add_layer("parks")
    for site in canvas.plan.parks:
        if site.lat is None or site.lon is None:
            continue
        at = (site.lat, site.lon)
        colour = site_colours(site, canvas.plan)[0]
        if site.precision_m:
            canvas.add_circle(group, "halo", at, site.precision_m, {"site": site.id, "colour": colour})
        canvas.add_marker(group, at, {"site": site.id})
        canvas.add_label(site.name(canvas.lang), "park", [at], layer="parks", site=site.id)
