"""Shapes of the static map: what was recorded, in pixels, cut to the frame, in the view's state."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layout.drawing.picture import Part, Path
from layout.maps.canvas import Canvas, Circle, Paths
from layout.maps.static.projection import Frame
from layout.maps.static.styles import DIM, OWN, PLAIN, SCHEMATIC, SELECTED, STYLES, VANISHING, Style
from layout.plan.model import Site
from layout.view.view import View, facets_of, matches
from layout.words.glossary import say
from layout.words.symbols import NEUTRAL

_CORNERS = 72


@dataclass(frozen=True)
class StaticMap:
    """What is drawn, in which state, on which frame."""

    canvas: Canvas
    view: View
    frame: Frame

    @cached_property
    def lang(self) -> str:
        """Return the language of its words."""
        return self.canvas.lang

    def site(self, fact: dict[str, Any]) -> Site | None:
        """Return the site that facts are about, if any."""
        return self.canvas.plan.site.get(fact.get("site", ""))

    def on(self, layer: str) -> bool:
        """Tell whether a layer is shown."""
        return layer not in self.view.off


Placed = tuple[str, str, Part]  # pane, layer, part


def ground(sheet: StaticMap) -> Iterator[Placed]:
    """Yield every shape of the shown layers that lies within the frame, in the order recorded."""
    counted: Counter[str] = Counter()
    for item in sheet.canvas.items:
        if not isinstance(item, Paths | Circle):
            continue
        for number, shape in _shapes(item, sheet.frame):
            fact = sheet.canvas.features[number]
            part = Part(_key(fact, counted), _name(fact, sheet), _paths(fact, shape, sheet))
            if part.shapes and sheet.on(item.layer):
                yield item.pane, item.layer, part


def _shapes(item: Paths | Circle, frame: Frame) -> Iterator[tuple[int, BaseGeometry]]:
    if isinstance(item, Paths):
        yield from ((number, frame.shape(geometry)) for number, geometry in item.items)
    else:
        yield item.number, ring(frame.point(item.at), item.radius_m / frame.metres(item.at[0]))


def ring(at: tuple[float, float], radius: float) -> BaseGeometry:
    """Return a circle of pixels as a polygon."""
    turns = [2 * math.pi * n / _CORNERS for n in range(_CORNERS)]
    return shapely.Polygon([(at[0] + radius * math.cos(t), at[1] + radius * math.sin(t)) for t in turns])


def _key(fact: dict[str, Any], counted: Counter[str]) -> str:
    ids = [str(fact[name]) for name in ("element", "site") if fact.get(name)]
    made = ":".join([fact["style"], *ids, *fact.get("ends", ())])
    counted[made] += 1
    return made if (ids or fact.get("ends")) and counted[made] == 1 else f"{made}:{counted[made]}"


def _name(fact: dict[str, Any], sheet: StaticMap) -> str:
    """Return what a person calls the shape."""
    plan, lang = sheet.canvas.plan, sheet.lang
    site, element = sheet.site(fact), plan.element.get(fact.get("element", ""))
    if "ends" in fact:
        ends = " – ".join(plan.site[end].name(lang) for end in fact["ends"])
        return say("text.colon", lang).join(filter(None, (fact.get("name", ""), ends)))
    if site:
        return site.name(lang)
    if element:
        return element.name(lang)
    if fact["style"] == "district":
        return plan.district.name(lang)
    layers = {one["id"]: one["name"] for one in sheet.canvas.layers}
    return str(fact.get("name") or layers[fact["layer"]])


def faded(fact: dict[str, Any], sheet: StaticMap) -> bool:
    """Tell whether the view's filters leave a shape out; the same rule as in bridge/map.js."""
    view, style, site = sheet.view, fact["style"], sheet.site(fact)
    if style in ("halo", "zone") and site:
        return not matches(view, site)
    out = bool(fact.get("element") and view.element and fact["element"] not in view.element)
    if style in ("member", "hatch") and site:
        return out or not _carries(view, site)
    if style == "ray":
        return out or bool(view.cluster or view.segment or view.level)
    if style == "coupling":
        return out or not all(matches(view, sheet.canvas.plan.site[end]) for end in fact["ends"])
    return out


def _carries(view: View, site: Site) -> bool:
    own = facets_of(site)
    asked = (("cluster", view.cluster), ("segment", view.segment))
    return all(not wanted or not set(own.get(key, ())).isdisjoint(wanted) for key, wanted in asked)


def _paths(fact: dict[str, Any], shape: BaseGeometry, sheet: StaticMap) -> tuple[Path, ...]:
    kind, dim = fact["style"], faded(fact, sheet)
    if dim and kind in VANISHING:
        return ()
    style = STYLES.get(kind, PLAIN)
    if fact.get("site") and fact["site"] == sheet.view.sel:
        style = replace(style, **SELECTED.get(kind, {}))  # type: ignore[arg-type]
    element = sheet.canvas.plan.element.get(fact.get("element", ""))
    colour = fact.get("colour") or (element.colour if element else NEUTRAL)
    made = _drawn(style, colour, fact, DIM if dim else 1.0)
    return _cut(replace(made, hatch=made.fill, fill="") if kind == "hatch" else made, shape, sheet.frame)


def _drawn(style: Style, colour: str, fact: dict[str, Any], shown: float) -> Path:
    """Return the look of a shape that has no points yet."""
    strength = fact.get("strength")
    grown = style.grown * (1.0 if strength is None else float(strength))
    return Path(
        (),
        closed=True,
        fill=(colour if style.fill == OWN else style.fill).lower(),
        strength=round((style.opacity + grown) * shown, 4),
        edge=(colour if style.stroke == OWN else style.stroke).lower(),
        edge_strength=round(style.stroke_opacity * shown, 4),
        thick=style.width,
        dash=SCHEMATIC if fact.get("schematic") else style.dash,
    )


def _cut(look: Path, shape: BaseGeometry, frame: Frame) -> tuple[Path, ...]:
    """Give a look its points; where the frame cuts a polygon, its edge is drawn apart from its ground."""
    area = shape.geom_type.endswith("Polygon")
    made: list[Path] = []
    if area and frame.whole(shape):
        made.append(replace(look, rings=frame.ground(shape)))
    elif area and (look.fill or look.hatch):
        made.append(replace(look, rings=frame.ground(shape), edge=""))
    if look.edge and not (area and frame.whole(shape)):
        made.append(replace(look, rings=frame.lines(shape), closed=False, fill=""))
    return tuple(path for path in made if path.rings)
