"""Areas, lines and precision circles of the static map, in pixels, clipped to the frame."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layout.drawing.picture import Part, Path
from layout.maps.canvas import Circle, Paths
from layout.maps.grain import GRAIN_OPACITY, grain
from layout.maps.static.projection import Frame
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import (
    DEFAULT_STYLE,
    DIMMED,
    FEATURE_COLOUR,
    HIDDEN_WHEN_DIMMED,
    INFERRED,
    SCHEMATIC,
    SCHEMATIC_EDGES,
    SELECTED,
    STYLES,
    Style,
)
from layout.view.facets import INDUSTRIAL
from layout.view.filters import matches, passes
from layout.words.glossary import say
from layout.words.roles import mark_inferred
from layout.words.symbols import NEUTRAL

_CORNERS = 72
_GRAINED = ("member", "band", "hub")
_COURSES = ("band", "axis", "hub")


PlacedPart = tuple[str, str, Part]  # pane, layer id, part


def path_parts(static_map: StaticMap) -> Iterator[PlacedPart]:
    """Yield areas, lines and circles of the shown layers within the frame, in pixels, as recorded.

    Each is a pane, the id of a layer, and the part.
    """
    counts: Counter[str] = Counter()
    for overlay in static_map.canvas.overlays:
        if not isinstance(overlay, Paths | Circle):
            continue
        for number, shape in _shapes(overlay, static_map.frame):
            fact = static_map.canvas.features[number]
            part = Part(_key(fact, counts), _name(fact, static_map), _paths(fact, shape, static_map))
            if part.shapes and static_map.is_layer_shown(overlay.layer):
                yield overlay.pane, overlay.layer, part


def _shapes(overlay: Paths | Circle, frame: Frame) -> Iterator[tuple[int, BaseGeometry]]:
    if isinstance(overlay, Paths):
        yield from ((number, frame.to_pixels(geometry)) for number, geometry in overlay.features)
    else:
        yield (
            # Mercator's scale at the circle's own latitude, not at the middle of the frame.
            overlay.number,
            circle_polygon(frame.pixel(overlay.at), overlay.radius_m / frame.metres_per_pixel(overlay.at[0])),
        )


def circle_polygon(at: tuple[float, float], radius: float) -> BaseGeometry:
    """Return a circle as a polygon; centre (x, y) and radius in pixels."""
    turns = [2 * math.pi * n / _CORNERS for n in range(_CORNERS)]
    return shapely.Polygon([(at[0] + radius * math.cos(t), at[1] + radius * math.sin(t)) for t in turns])


def _key(fact: dict[str, Any], counts: Counter[str]) -> str:
    ids = [str(fact[name]) for name in ("element", "site") if fact.get(name)]
    # Keys become ids in the files: only a feature of a site or element may go without a number.
    key = ":".join([fact["style"], *ids, *fact.get("ends", ())])
    counts[key] += 1
    return key if (ids or fact.get("ends")) and counts[key] == 1 else f"{key}:{counts[key]}"


def _name(fact: dict[str, Any], static_map: StaticMap) -> str:
    """Return the name of a feature for readers."""
    plan, lang = static_map.canvas.plan, static_map.lang
    site, element = static_map.site(fact), plan.element.get(fact.get("element", ""))
    if "ends" in fact:
        ends = " – ".join(plan.site[end].name(lang) for end in fact["ends"])
        return say("text.colon", lang).join(filter(None, (fact.get("name", ""), ends)))
    owner = site or element
    if owner:
        basis = "inferred" if fact.get("inferred") else ""
        return mark_inferred(owner.name(lang), basis, lang)
    if fact["style"] == "district":
        return plan.district.name(lang)
    layers = {layer["id"]: layer["name"] for layer in static_map.canvas.layers}
    return str(fact.get("name") or layers[fact["layer"]])


def is_dimmed(fact: Mapping[str, Any], static_map: StaticMap) -> bool:
    """Tell whether the view's filters exclude a feature; the same rule as in the browser's map script."""
    view, style, site = static_map.view, fact["style"], static_map.site(fact)
    plan = static_map.canvas.plan
    if style in ("halo", "zone", "park-ground", "zone-edge") and site:
        return not matches(view, site, plan)
    excluded = bool(fact.get("element") and view.element and fact["element"] not in view.element)
    if style in ("member", "hatch") and site:
        return excluded or not passes(view, site, plan, INDUSTRIAL)
    if style in _COURSES:
        return excluded or not _members_carry(fact["element"], static_map)
    if style == "ray":
        return excluded or any(key in (*INDUSTRIAL, "level") for key in view.filters())
    if style == "coupling":
        return excluded or not all(matches(view, plan.site[end], plan) for end in fact["ends"])
    return excluded


def is_left_out(fact: Mapping[str, Any], static_map: StaticMap) -> bool:
    """Tell whether a feature is not drawn at all: its layer is off, or it is dimmed and of no use so."""
    if not static_map.is_layer_shown(fact["layer"]):
        return True
    return fact["style"] in HIDDEN_WHEN_DIMMED and is_dimmed(fact, static_map)


def _members_carry(element: str, static_map: StaticMap) -> bool:
    """Tell whether any member of an element carries the industries asked for; without a filter it does."""
    view, plan = static_map.view, static_map.canvas.plan
    members = (s for s in plan.sites if element in s.elements)
    # As `carriesIndustries` in the browser: ground shows industries, so a filter by level leaves it alone.
    filtered = any(key in INDUSTRIAL for key in view.filters())
    return not filtered or any(passes(view, s, plan, INDUSTRIAL) for s in members)


def _paths(fact: dict[str, Any], shape: BaseGeometry, static_map: StaticMap) -> tuple[Path, ...]:
    kind, dimmed = fact["style"], is_dimmed(fact, static_map)
    if dimmed and kind in HIDDEN_WHEN_DIMMED:
        return ()
    style = STYLES.get(kind, DEFAULT_STYLE)
    if not style.fill and not style.stroke:
        # What is there to be pressed only.
        return ()
    if fact.get("schematic"):
        style = replace(style, **SCHEMATIC_EDGES.get(kind, {}))  # type: ignore[arg-type]
    if fact.get("inferred"):
        style = replace(style, **INFERRED.get(kind, {}))  # type: ignore[arg-type]
    if fact.get("site") and fact["site"] == static_map.view.sel:
        style = replace(style, **SELECTED.get(kind, {}))  # type: ignore[arg-type]
    element = static_map.canvas.plan.element.get(fact.get("element", ""))
    colour = fact.get("colour") or (element.colour if element else NEUTRAL)
    path = _style_path(style, colour, fact, DIMMED if dimmed else 1.0)
    if kind == "hatch":
        path = replace(path, hatch=path.fill, fill="")
    clipped = _clip(path, shape, static_map.frame)
    if kind not in _GRAINED or not element or not static_map.grained:
        return clipped
    lay = grain(static_map.canvas.plan.elements.index(element))
    opacity = round(GRAIN_OPACITY * (DIMMED if dimmed else 1.0), 4)
    lines = Path((), closed=True, hatch=element.colour.lower(), opacity=opacity, lay=lay)
    return (*clipped, *_clip(lines, shape, static_map.frame))


def _style_path(style: Style, colour: str, fact: dict[str, Any], opacity: float) -> Path:
    """Return a path in a style, without points."""
    strength = fact.get("strength")
    # 0 is a strength too; a feature without one counts as 1.
    gain = style.opacity_by_strength * (1.0 if strength is None else float(strength))
    return Path(
        (),
        closed=True,
        fill=(colour if style.fill == FEATURE_COLOUR else style.fill).lower(),
        opacity=round((style.opacity + gain) * opacity, 4),
        edge=(colour if style.stroke == FEATURE_COLOUR else style.stroke).lower(),
        edge_opacity=round(style.stroke_opacity * opacity, 4),
        line_width=style.width,
        # What is inferred has a dash of its own.
        dash=SCHEMATIC if fact.get("schematic") and not style.dash else style.dash,
    )


def _clip(path: Path, shape: BaseGeometry, frame: Frame) -> tuple[Path, ...]:
    """Give a path its points. Where the frame cuts a polygon, its boundary is drawn apart from its fill."""
    area = shape.geom_type.endswith("Polygon")
    clipped: list[Path] = []
    if area and frame.contains_shape(shape):
        clipped.append(replace(path, rings=frame.clipped_rings(shape)))
    elif area and (path.fill or path.hatch):
        clipped.append(replace(path, rings=frame.clipped_rings(shape), edge=""))
    if path.edge and not (area and frame.contains_shape(shape)):
        clipped.append(replace(path, rings=frame.clipped_lines(shape), closed=False, fill="", hatch=""))
    return tuple(path for path in clipped if path.rings)
