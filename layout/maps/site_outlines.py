"""The outlines of sites on the map: ground that can be pressed, borders, and edges that are none."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from layout.maps.canvas import Canvas, Outline
from layout.plan.model import Site
from layout.plan.outlines import split_edges
from layout.words.symbols import site_colours


def add_outlines(canvas: Canvas, group: str, sites: Iterable[Site], style: str) -> None:
    """Draw the outlines of sites, larger ones below smaller ones; `style` is that of their ground.

    A published border is drawn solid, of any other only what follows one; the rest of its edge is schematic.
    """
    known = canvas.shapes.outlines
    shown = sorted((s for s in sites if s.id in known), key=lambda s: -known[s.id].geometry.area)
    grounds: list[Outline] = []
    edges: list[Outline] = []
    for site in shown:
        facts = {"site": site.id, "colour": site_colours(site, canvas.plan)[0]}
        outline = known[site.id]
        borders, cut = outline.geometry.boundary, shapely.LineString()
        if outline.schematic:
            borders, cut = split_edges(outline.geometry, canvas.shapes.cuts)
        ground = _open_ground(canvas, site.id)
        grounds += [(ground, facts)] if not ground.is_empty else []
        edges += [(g, f) for g, f in ((borders, facts), (cut, facts | {"schematic": True})) if not g.is_empty]
    if shown:
        # The ground is what can be pressed, and has no line of its own.
        canvas.add_paths(group, style, grounds, "lt-line")
        canvas.add_paths(group, "zone-edge", edges, "lt-line")


def _open_ground(canvas: Canvas, site: str) -> BaseGeometry:
    """Return the ground of a site without that of smaller ones on it, which would lie below it unreached."""
    whole = canvas.shapes.outlines[site].geometry
    smaller = [
        outline.geometry
        for other, outline in canvas.shapes.outlines.items()
        if other != site and outline.geometry.area < whole.area and outline.geometry.intersects(whole)
    ]
    return whole.difference(shapely.union_all(smaller)) if smaller else whole


def label_spots(canvas: Canvas, site: Site) -> list[tuple[float, float]]:
    """Return where the name of a located site may stand, as (lat, lon): within a published border."""
    spots = [(site.lat, site.lon)] if site.lat is not None and site.lon is not None else []
    outline = canvas.shapes.outlines.get(site.id)
    if outline is None or outline.schematic:
        return spots
    # Each block may bear the name, the largest first; the result is the radius, as a line from the centre.
    blocks = sorted(shapely.get_parts(outline.geometry), key=lambda block: -block.area)
    centres = [shapely.maximum_inscribed_circle(block).coords[0] for block in blocks]
    return spots + [(y, x) for x, y in centres]
