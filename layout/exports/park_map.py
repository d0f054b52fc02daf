"""The map of a site as sheet, slide and handout share it: where it lies, and where that is in the district.

A site without a position has the map of what it is known to lie in, with that edged, and words that say so:
it never has an empty frame, nor a symbol where none can stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from layout.drawing.picture import Layer, Part, Path, Picture
from layout.drawing.scene import Dot, TextLine
from layout.exports.map_extras import MapBase, MapExtras, ParkMap
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.static.map_picture import DrawnMap, draw_map
from layout.plan.model import Plan, Site
from layout.plan.shapes import Shapes, bounds_by_id, outlined_sites
from layout.view.extent import Bounds, union_bounds
from layout.view.view import View
from layout.words.glossary import say
from layout.words.site_ground import chain_words
from layout.words.symbols import site_colours

__all__ = ["MapBase", "ParkMap", "chosen_map", "map_base", "park_map"]

_BADGE, _BADGE_TEXT = 10.0, 12.0  # pixels: radius and letters of the number of a site
# The least ground around a site, less than a screen shows; metres of a degree of latitude.
_LEAST_M, _METRES = 6_500.0, 111_320.0
_AROUND, _DASH = 2.6, (7.0, 4.0)


def map_base(plan: Plan, shapes: Shapes, lang: str) -> MapBase:
    """Record the map of a plan in a language."""
    return MapBase(record_map(plan, shapes, lang, LAYERS), bounds_by_id(plan, shapes))


def park_map(site: Site, base: MapBase, size: tuple[float, float], whole: bool = False) -> ParkMap:
    """Return the map of a site of any type, `size` (width, height) in pixels of a screen.

    A `whole` map bears its inset and its note itself, and its labels keep off both.
    """
    plan, lang = base.canvas.plan, base.canvas.lang
    within = () if site.located else _hints(site, base)
    # What a site without a position belongs to is all that is known of it, where nothing else is.
    coloured = () if site.located or within else _grounds(site, base)
    view = View(plan.district.id, plan.edition.id, lang, off=_quiet(base, coloured), sel=site.id)
    box = _box(site, within, base)
    extras = MapExtras(base, (site,), _note(site, within, base), size)
    drawing = draw_map(base.canvas, view, size, box, "scale", extras.reserve if whole else None)
    picture = _with_layer(
        drawing.picture, Layer("within", site.name(lang), _edges(within, drawing, base, site))
    )
    alt = say("park_map.alt", lang, name=site.name(lang), district=plan.district.name(lang))
    return extras.finish(picture, drawing.frame, alt, whole)


def chosen_map(
    sites: Sequence[Site], base: MapBase, size: tuple[float, float], whole: bool = False
) -> ParkMap:
    """Return one map of several sites, numbered in their order; its note names those without a position."""
    plan, lang = base.canvas.plan, base.canvas.lang
    boxes = [base.boxes[s.id] for s in sites if s.id in base.boxes]
    box = union_bounds(boxes) if boxes else base.boxes[plan.district.id]
    view = View(plan.district.id, plan.edition.id, lang, off=_quiet(base))
    names = say("text.comma", lang).join(s.name(lang) for s in sites)
    alt = say("park_map.alt", lang, name=names, district=plan.district.name(lang))
    lost = say("text.comma", lang).join(s.name(lang) for s in sites if not s.located)
    extras = MapExtras(base, tuple(sites), say("park_map.off", lang, names=lost) if lost else "", size)
    drawing = draw_map(base.canvas, view, size, _wider(box), "scale", extras.reserve if whole else None)
    picture = _with_layer(drawing.picture, Layer("chosen", names, _badges(sites, drawing, base)))
    return extras.finish(picture, drawing.frame, alt, whole)


def _quiet(base: MapBase, coloured: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the layers that are left out: the colours of elements, but some, and lines between sites.

    The accent of a page is that of its site.
    """
    shown = {f"element-{e}" for e in coloured}
    return tuple(
        layer["id"]
        for layer in base.canvas.layers
        if (layer["id"].startswith("element-") or layer["id"] == "links") and layer["id"] not in shown
    )


def _with_layer(picture: Picture, layer: Layer) -> Picture:
    return replace(picture, layers=(*picture.layers, layer)) if layer.parts else picture


def _hints(site: Site, base: MapBase) -> tuple[Site, ...]:
    """Return the sites that one without a position is known to lie in and that are drawn, the innermost."""
    plan = base.canvas.plan
    outlined = outlined_sites(base.canvas.shapes)
    parents = next(((p,) for p in plan.parents_of(site) if p.id in outlined), ())
    towns = tuple(plan.site[t] for t in site.lies_in if t in outlined)
    return parents or towns


def _wider(box: Bounds) -> Bounds:
    """Return bounds widened to the least ground that shows where they lie."""
    west, south, east, north = box
    lat, lon = (south + north) / 2, (west + east) / 2
    height = max(north - south, _LEAST_M / _METRES)
    width = max(east - west, _LEAST_M / _METRES / math.cos(math.radians(lat)))
    return lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2


def _grounds(site: Site, base: MapBase) -> tuple[str, ...]:
    """Return the elements that a site is named in and that have ground of their own: points have none."""
    return tuple(e for e in site.named_in if e in base.canvas.shapes.elements)


def _box(site: Site, within: Iterable[Site], base: MapBase) -> Bounds:
    """Return what a map shows: a site, else what it lies in, else its element, else the district."""
    plan, boxes = base.canvas.plan, base.boxes
    if site.id in boxes:
        return _wider(boxes[site.id])
    hinted = [boxes[s.id] for s in within if s.id in boxes]
    hinted = hinted or [boxes[e] for e in _grounds(site, base)]
    return union_bounds(hinted) if hinted else boxes[plan.district.id]


def _edges(within: Iterable[Site], drawing: DrawnMap, base: MapBase, site: Site) -> tuple[Part, ...]:
    """Return the edge of what a site is known to lie in, dashed: the site is somewhere inside."""
    outlined = outlined_sites(base.canvas.shapes)
    colour = site_colours(site, base.canvas.plan)[0].lower()
    return tuple(
        Part(
            f"within:{s.id}",
            s.name(base.canvas.lang),
            (
                Path(
                    drawing.frame.clipped_lines(drawing.frame.to_pixels(outlined[s.id])),
                    False,
                    edge=colour,
                    line_width=_AROUND,
                    dash=_DASH,
                ),
            ),
        )
        for s in within
    )


def _note(site: Site, within: Iterable[Site], base: MapBase) -> str:
    lang = base.canvas.lang
    if site.located:
        return ""
    around = chain_words(site, base.canvas.plan, lang)
    if any(within) and around:
        return say("park_map.within", lang, around=around)
    elements = (base.canvas.plan.element[e].name(lang) for e in _grounds(site, base))
    names = say("text.comma", lang).join(elements)
    if names:
        return say("park_map.element", lang, names=names)
    return say("park_map.nowhere", lang)


def _badges(sites: Sequence[Site], drawing: DrawnMap, base: MapBase) -> tuple[Part, ...]:
    """Return the number of each site, upon its symbol."""
    places = {s.site.id: s.shown_at for s in drawing.symbols}
    for site in sites:
        if site.id not in places and site.lat is not None and site.lon is not None:
            # Without a symbol the name stands there, of a town that of its ground: the number goes above.
            x, y = drawing.frame.pixel((site.lat, site.lon))
            places[site.id] = (x, y - 2 * _BADGE)
    parts = []
    for number, site in enumerate(sites, start=1):
        if site.id in places:
            x, y = places[site.id]
            colour = site_colours(site, base.canvas.plan)[0].lower()
            rim = Dot(round(x, 2), round(y, 2), _BADGE + 1.5, "#ffffff")
            disc = Dot(round(x, 2), round(y, 2), _BADGE, colour)
            text = TextLine(x, y + _BADGE_TEXT * 0.36, str(number), _BADGE_TEXT, True, "#ffffff", "middle")
            parts.append(Part(f"number:{site.id}", site.name(base.canvas.lang), (rim, disc, text)))
    return tuple(parts)
