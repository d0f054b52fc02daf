"""The map of a site as sheet, slide and handout share it: where it lies, and where that is in the district.

A site without a position has the map of what it is known to lie in, with that edged, and words that say so:
it never has an empty frame, nor a symbol where none can stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely

from layout.drawing.picture import Layer, Part, Path, Picture
from layout.drawing.scene import Dot, TextLine
from layout.maps.canvas import Canvas, record_map
from layout.maps.layers import LAYERS
from layout.maps.map_payload import attribution, review_note
from layout.maps.static.map_picture import DrawnMap, draw_map
from layout.maps.static.projection import Frame, fit_frame
from layout.maps.static.styles import BACKGROUND, HAIR, MUTED, PAPER, STYLES, TOWN
from layout.plan.model import Plan, Site
from layout.plan.shapes import Shapes, bounds_by_id, outlined_sites
from layout.view.extent import Bounds, extent, union_bounds
from layout.view.view import View
from layout.words.glossary import say
from layout.words.site_ground import chain_words
from layout.words.symbols import site_colours

_INSET = (150.0, 112.0)  # pixels: width and height of the district beside the map
_INSET_PADDING = 6.0
_WIDE = 0.55  # of the district's width: a map that shows more of it needs no inset
_BADGE, _BADGE_TEXT = 10.0, 12.0  # pixels: radius and letters of the number of a site
_AROUND, _DASH = 2.6, (7.0, 4.0)


@dataclass(frozen=True)
class MapBase:
    """What the maps of a plan share in one language: recorded once, drawn as often as is needed."""

    canvas: Canvas
    boxes: Mapping[str, Bounds]

    @property
    def credit(self) -> str:
        """Return whom the map is owed to, for the foot of a page: the maps here bear no line of their own."""
        return attribution(self.canvas)

    @property
    def review(self) -> str:
        """Return that the map is schematic, or its review number."""
        return review_note(self.canvas.plan, self.canvas.lang)


@dataclass(frozen=True)
class ParkMap:
    """A map of a site, or of several: `note` is what to know of it, empty where there is nothing to know.

    `inset` shows the district with the frame of the map, None where the map shows much of it. `alt` are words
    for a reader who does not see the map.
    """

    picture: Picture
    inset: Picture | None
    alt: str
    note: str


def map_base(plan: Plan, shapes: Shapes, lang: str) -> MapBase:
    """Record the map of a plan in a language."""
    return MapBase(record_map(plan, shapes, lang, LAYERS), bounds_by_id(plan, shapes))


def park_map(site: Site, base: MapBase, size: tuple[float, float]) -> ParkMap:
    """Return the map of a site of any type, `size` (width, height) in pixels of a screen."""
    plan, lang = base.canvas.plan, base.canvas.lang
    within = () if site.located else _hints(site, base)
    # What a site without a position belongs to is all that is known of it, where nothing else is.
    coloured = () if site.located or within else _grounds(site, base)
    view = View(plan.district.id, plan.edition.id, lang, off=_quiet(base, coloured), sel=site.id)
    box = _box(site, within, base)
    drawing = draw_map(base.canvas, view, size, box, "scale")
    picture = drawing.picture
    if within:
        picture = _with_layer(picture, Layer("within", site.name(lang), _edges(within, drawing, base, site)))
    alt = say("park_map.alt", lang, name=site.name(lang), district=plan.district.name(lang))
    return ParkMap(picture, _inset(drawing.frame, base, site), alt, _note(site, within, base))


def chosen_map(sites: Sequence[Site], base: MapBase, size: tuple[float, float]) -> ParkMap:
    """Return one map of several sites, numbered in their order; its note names those without a position."""
    plan, lang = base.canvas.plan, base.canvas.lang
    boxes = [base.boxes[s.id] for s in sites if s.id in base.boxes]
    box = union_bounds(boxes) if boxes else base.boxes[plan.district.id]
    view = View(plan.district.id, plan.edition.id, lang, off=_quiet(base))
    # The view of a site widens a box to the least ground that shows where it lies.
    around = extent(replace(view, sel=plan.district.id), plan, {plan.district.id: box})
    drawing = draw_map(base.canvas, view, size, around, "scale")
    badges = _badges(sites, drawing, base)
    names = say("text.comma", lang).join(s.name(lang) for s in sites)
    alt = say("park_map.alt", lang, name=names, district=plan.district.name(lang))
    lost = say("text.comma", lang).join(s.name(lang) for s in sites if not s.located)
    note = say("park_map.off", lang, names=lost) if lost else ""
    picture = _with_layer(drawing.picture, Layer("chosen", names, badges))
    return ParkMap(picture, _inset(drawing.frame, base, *sites), alt, note)


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


def _grounds(site: Site, base: MapBase) -> tuple[str, ...]:
    """Return the elements that a site is named in and that have ground of their own: points have none."""
    return tuple(e for e in site.named_in if e in base.canvas.shapes.elements)


def _box(site: Site, within: Iterable[Site], base: MapBase) -> Bounds:
    """Return what a map shows: a site, else what it lies in, else its element, else the district."""
    plan, boxes = base.canvas.plan, base.boxes
    view = View(plan.district.id, plan.edition.id, base.canvas.lang, sel=site.id)
    if site.id in boxes:
        return extent(view, plan, boxes)
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
    return say("park_map.nowhere", lang, district=base.canvas.plan.district.name(lang))


def _badges(sites: Sequence[Site], drawing: DrawnMap, base: MapBase) -> tuple[Part, ...]:
    """Return the number of each site, upon its symbol."""
    places = {s.site.id: s.shown_at for s in drawing.symbols}
    places |= {s.id: drawing.frame.pixel((s.lat, s.lon)) for s in sites
               if s.id not in places and s.lat is not None and s.lon is not None}  # fmt: skip
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


def _inset(frame: Frame, base: MapBase, *sites: Site) -> Picture | None:
    """Return the district with the frame of a map in it; None where the map shows much of it."""
    shapes = base.canvas.shapes
    plan = base.canvas.plan
    around = fit_frame(base.boxes[plan.district.id], _INSET, (_INSET_PADDING,) * 4)
    box = _window(frame, around)
    if shapes.district.is_empty or box[2] - box[0] > _WIDE * _INSET[0]:
        return None
    sea = [_area(around, c.geometry, STYLES["sea"].fill, "") for c in shapes.context if c.kind == "sea"]
    towns = [_area(around, t, TOWN, HAIR) for t in shapes.towns.values()]
    edge = Path(around.clipped_lines(around.to_pixels(shapes.district)), False, edge=MUTED, line_width=1.1)
    colour = site_colours(sites[0], plan)[0].lower() if sites else MUTED
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    frame_edge = Path((corners,), True, fill=colour, opacity=0.16, edge=colour, line_width=1.6)
    ground = tuple(p for p in (*sea, *towns, edge) if p.rings)
    name = plan.district.name(base.canvas.lang)
    layers = (
        Layer("district", name, (Part("district", name, ground),)),
        Layer("window", name, (Part("window", name, (frame_edge,)),)),
    )
    return Picture(*_INSET, BACKGROUND, layers)


def _area(frame: Frame, geometry: shapely.Geometry, fill: str, edge: str) -> Path:
    rings = frame.clipped_rings(frame.to_pixels(geometry)) if geometry.geom_type.endswith("Polygon") else ()
    return Path(rings, True, fill=fill or PAPER, edge=edge, line_width=0.6)


def _window(frame: Frame, around: Frame) -> tuple[float, float, float, float]:
    """Return the box of a frame within another one, in pixels of that."""
    ratio = around.scale / frame.scale
    left, top = frame.x * ratio - around.x, frame.y * ratio - around.y
    return (
        round(left, 2),
        round(top, 2),
        round(left + frame.width * ratio, 2),
        round(top + frame.height * ratio, 2),
    )
