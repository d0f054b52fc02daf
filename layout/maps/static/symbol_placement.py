"""Symbols of the static map, fanned out where they coincide, as in the browser."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layout.drawing.picture import Part, Path, PictureShape, Point
from layout.drawing.scene import Dot
from layout.maps.canvas import Marker
from layout.maps.static.paths import circle_polygon
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import (
    CARD,
    DIMMED_SYMBOL,
    SELECTED_OPACITY,
    SELECTED_RING,
    SELECTED_SCALE,
    TEXT,
    TOWN,
    blend,
)
from layout.maps.symbol_sizes import SYMBOLS, Corners, core_forms
from layout.plan.model import Site
from layout.view.filters import matches
from layout.words.symbols import symbol

_GAP, _HALF = SYMBOLS.gap[0], SYMBOLS.half
_SHADE = 0.7
_LEADER, _LEADER_OPACITY = 1.1, 0.8


@dataclass(frozen=True)
class PlacedSymbol:
    """A site's symbol: `position` is its true place, `shown_at` where it is drawn, both in pixels."""

    site: Site
    layer: str
    position: Point
    shown_at: Point
    dimmed: bool
    selected: bool

    @property
    def moved(self) -> bool:
        """Tell whether the symbol was moved away from its true position."""
        return self.position != self.shown_at

    @property
    def reach(self) -> float:
        """Return half of the side of the square that it is drawn within, in pixels."""
        return (_HALF + SELECTED_RING) * SELECTED_SCALE if self.selected else _HALF


def place_symbols(static_map: StaticMap) -> tuple[PlacedSymbol, ...]:
    """Return the symbols of the shown layers that lie wholly in the frame, in drawing order.

    Those outside take part in the fanning out as well, so that a symbol is where the interactive map has it.
    """
    markers = [
        m for m in static_map.canvas.overlays if isinstance(m, Marker) and static_map.is_layer_shown(m.layer)
    ]
    points = [static_map.frame.pixel(m.at) for m in markers]
    symbols = [
        _place(marker, at, offset, static_map)
        for marker, at, offset in zip(markers, points, fan_out(points, _GAP), strict=True)
    ]
    inside = (
        s
        for s in symbols
        if static_map.frame.contains_point(s.shown_at, s.reach)
        and static_map.frame.contains_point(s.position)
    )
    # The selected symbol is drawn last, the others from north to south.
    return tuple(sorted(inside, key=lambda s: (s.selected, s.position[1])))


def _place(marker: Marker, position: Point, offset: Point, static_map: StaticMap) -> PlacedSymbol:
    site = static_map.canvas.plan.site[static_map.canvas.features[marker.number]["site"]]
    is_moved = math.hypot(*offset) > SYMBOLS.least_shift
    shown_at = (position[0] + offset[0], position[1] + offset[1]) if is_moved else position
    return PlacedSymbol(
        site,
        marker.layer,
        position,
        shown_at,
        not matches(static_map.view, site, static_map.canvas.plan),
        site.id == static_map.view.sel,
    )


def fan_out(points: Sequence[Point], gap: float) -> list[Point]:
    """Return (dx, dy) for each point in pixels so that no two stand closer than `gap`.

    The steps are those of `fan` in the browser's script: both maps must show a symbol at one place.
    """
    # Points that coincide have no direction to part in: each is nudged first, in steps of the golden angle.
    shifted = [[x + math.cos(i * 2.4) * 0.5, y + math.sin(i * 2.4) * 0.5] for i, (x, y) in enumerate(points)]
    for _ in range(SYMBOLS.rounds):
        # A list, for every pair must be pushed: any() of a generator would stop at the first.
        pushed = [
            _push_apart(shifted[i], shifted[j], gap)
            for i in range(len(shifted))
            for j in range(i + 1, len(shifted))
        ]
        if not any(pushed):
            break
    return [(x - px, y - py) for (x, y), (px, py) in zip(shifted, points, strict=True)]


def _push_apart(first: list[float], second: list[float], gap: float) -> bool:
    """Push two points away from each other; tell whether they had to move."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    distance = math.hypot(dx, dy) or 0.01
    if distance >= gap - 0.01:
        return False
    push = (gap - distance) / 2 / distance
    first[0] -= dx * push
    first[1] -= dy * push
    second[0] += dx * push
    second[1] += dy * push
    return True


def symbol_parts(symbols: Iterable[PlacedSymbol], static_map: StaticMap) -> Iterator[tuple[str, Part]]:
    """Yield (layer id, part) of each symbol."""
    for placed in symbols:
        yield (
            placed.layer,
            Part(
                f"{placed.site.type}:{placed.site.id}",
                placed.site.name(static_map.lang),
                _body(placed, static_map),
            ),
        )


def leader_parts(symbols: Iterable[PlacedSymbol], static_map: StaticMap) -> Iterator[tuple[str, Part]]:
    """Yield (layer id, part) of the leader line from each moved symbol to its true position."""
    for placed in (s for s in symbols if s.moved):
        colour = symbol(placed.site, static_map.canvas.plan)["colour"].lower()
        opacity = DIMMED_SYMBOL if placed.dimmed else 1.0
        line = Path(
            (_rounded((placed.position, placed.shown_at)),), False, edge=colour,
            edge_opacity=round(_LEADER_OPACITY * opacity, 4), line_width=_LEADER,
        )  # fmt: skip
        # A dot has no opacity, so its colour is mixed with the ground.
        foot = Dot(*_rounded((placed.position,))[0], SYMBOLS.leader, blend(colour, TOWN, opacity))
        yield placed.layer, Part(f"leader:{placed.site.id}", placed.site.name(static_map.lang), (line, foot))


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((round(x, 2), round(y, 2)) for x, y in points)


def _body(placed: PlacedSymbol, static_map: StaticMap) -> tuple[PictureShape, ...]:
    record = symbol(placed.site, static_map.canvas.plan)
    scale = SELECTED_SCALE if placed.selected else 1.0
    opacity = DIMMED_SYMBOL if placed.dimmed else 1.0
    shown_at = _rounded((placed.shown_at,))[0]
    shapes = symbol_shapes(record, shown_at, scale, opacity)
    forms = core_forms(c.colour for c in static_map.canvas.plan.clusters)
    shapes = give_form(shapes, forms.get(record["colour"].lower(), ()))
    if placed.selected:
        edge = circle_polygon(shown_at, (_HALF + SELECTED_RING / 2) * scale)
        corners = _rounded(edge.exterior.coords)
        shapes = (
            Path((corners,), True, edge=record["colour"].lower(), edge_opacity=SELECTED_OPACITY,
                 line_width=SELECTED_RING * scale),
            *shapes,
        )  # fmt: skip
    return shapes


def give_form(shapes: tuple[PictureShape, ...], corners: Corners) -> tuple[PictureShape, ...]:
    """Return a symbol whose last disc has the form of a cluster: corners in its radii, none for the disc."""
    disc = shapes[-1]
    if not corners or not isinstance(disc, Dot):
        return shapes
    ring = tuple((disc.x + x * disc.radius, disc.y + y * disc.radius) for x, y in corners)
    return (*shapes[:-1], Path((_rounded(ring),), True, fill=disc.fill))


def symbol_shapes(
    record: Mapping[str, Any], at: Point, scale: float = 1.0, opacity: float = 1.0
) -> tuple[PictureShape, ...]:
    """Return the shapes of a symbol centred at `at`, in pixels; `opacity` blends it with the ground.

    `record` is as layout.words.symbols.symbol returns it: `form`, `colour`, and `ring`, `place` if any.
    """
    form, colour, place = record["form"], record["colour"].lower(), record.get("place", "")
    # Mixed, not transparent: the discs of a symbol lie on each other and would show through.
    fill = blend(colour, TOWN, opacity)
    if form == "park":
        return _park_shapes(int(record.get("ring", 1)), at, scale, (fill, place, opacity))
    if form in SYMBOLS.outlines:
        outline, thick = SYMBOLS.outlines[form]
        corners = tuple((at[0] + x * scale, at[1] + y * scale) for x, y in outline)
        shade, white = blend(blend(colour, TEXT, _SHADE), TOWN, opacity), blend(CARD, TOWN, opacity)
        edge = Path((_rounded(corners),), True, fill=white, edge=shade, line_width=thick * scale)
        return (_misplaced_edge(edge, place), *_misplaced_core(at, fill, place, scale))
    return (Dot(*at, round(SYMBOLS.dot * scale, 2), fill),)


def _park_shapes(
    ring: int, at: Point, scale: float, paint: tuple[str, str, float]
) -> tuple[PictureShape, ...]:
    fill, place, opacity = paint
    park, heavy, white = SYMBOLS.park, int(ring > 1), blend(CARD, TOWN, opacity)
    radius, edge = park.radius + park.step * min(ring, park.rings), park.edge[heavy]
    if place == "inside":
        corners = _rounded(circle_polygon(at, radius * scale).exterior.coords)
        # A heavy line would fill the gaps of its dashes.
        circle = Path((corners,), True, fill=white, edge=fill, line_width=park.edge[0] * scale)
        return (_misplaced_edge(circle, place), *_misplaced_core(at, fill, place, scale))
    discs = ((radius + edge / 2, fill), (radius - edge / 2, white), (park.core[heavy], fill))
    shown = discs[:2] if place else discs
    dots = tuple(Dot(*at, round(r * scale, 2), colour) for r, colour in shown)
    return (*dots, *_misplaced_core(at, fill, place, scale))


def _misplaced_edge(edge: Path, place: str) -> Path:
    return replace(edge, dash=SYMBOLS.misplaced.dash) if place == "inside" else edge


def _misplaced_core(at: Point, fill: str, place: str, scale: float) -> tuple[PictureShape, ...]:
    """Return the dot on a point within a zone or town, or the cross on a former site."""
    sizes = SYMBOLS.misplaced
    if place == "inside":
        return (Dot(*at, round(sizes.core * scale, 2), fill),)
    if not place:
        return ()
    arm = sizes.cross * scale
    ends = (((-arm, -arm), (arm, arm)), ((-arm, arm), (arm, -arm)))
    lines = tuple(_rounded((at[0] + x, at[1] + y) for x, y in pair) for pair in ends)
    return (Path(lines, False, edge=fill, line_width=sizes.width * scale),)
