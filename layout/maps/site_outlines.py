"""The outlines of sites on the map: ground that can be pressed, borders, and edges that are none."""

from __future__ import annotations

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.outlines import OutlineKind
from layout.maps.canvas import Canvas, Outline
from layout.maps.label_ranks import BLOCK
from layout.plan.model import Site
from layout.plan.outlines import split_edges
from layout.words.symbols import site_colours
from layout.words.validity import name_on_map

_BELOW = 0.002  # degrees of latitude; about 200 m


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


def add_names(canvas: Canvas, group: str, site: Site, kind: str, rank: str = "") -> None:
    """Name a located site at its symbol, and each further block of it in small letters.

    A map shows the name of a block only where that lies apart from the symbol (LabelRules.block_apart).
    """
    if site.lat is None or site.lon is None:
        return
    ranked = {"rank": rank} if rank else {}
    at, name = (site.lat, site.lon), name_on_map(site, canvas.plan, canvas.lang)
    canvas.add_label(name, kind, [at], layer=group, site=site.id, **ranked)
    outline = canvas.shapes.outlines.get(site.id)
    # The parts of a union are sites themselves.
    blocks = shapely.get_parts(outline.geometry) if outline and outline.kind is OutlineKind.PUBLISHED else ()
    point = shapely.Point(site.lon, site.lat)
    for block in sorted(blocks, key=lambda b: -b.area):
        if not block.intersects(point):
            canvas.add_label(name, BLOCK, [at, *_block_spots(block)], layer=group, site=site.id)


def _block_spots(block: BaseGeometry) -> Iterable[tuple[float, float]]:
    """Return where the name of a block may stand: in its roomiest place, then below and above it."""
    # The result is the radius, as a line from the centre.
    x, y = shapely.maximum_inscribed_circle(block).coords[0]
    _, south, _, north = block.bounds
    return (y, x), (south - _BELOW, x), (north + _BELOW, x)
