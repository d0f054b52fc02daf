"""Symbols of the static map, fanned out where they coincide, as in the browser."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from layout.drawing.picture import Drawn, Part, Path, Point
from layout.drawing.scene import Dot
from layout.maps.canvas import Marker
from layout.maps.static.paths import StaticMap, circle_polygon
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
from layout.maps.symbol_sizes import SYMBOLS
from layout.plan.model import Site
from layout.view.view import matches
from layout.words.symbols import symbol

_GAP, _HALF = SYMBOLS.gap[0], SYMBOLS.half
_SHADE = 0.7
_LEADER, _LEADER_OPACITY = 1.1, 0.8


@dataclass(frozen=True)
class PlacedSymbol:
    """A symbol: its site and layer, its true place, where it is drawn, and its state."""

    site: Site
    layer: str
    position: Point
    shown_at: Point
    dimmed: bool
    selected: bool

    @property
    def moved(self) -> bool:
        """Tell whether the symbol stands away from its place."""
        return self.position != self.shown_at

    @property
    def reach(self) -> float:
        """Return how far from its middle it may be drawn."""
        return (_HALF + SELECTED_RING) * SELECTED_SCALE if self.selected else _HALF


def place_symbols(static_map: StaticMap) -> tuple[PlacedSymbol, ...]:
    """Return the symbols of the shown layers that lie wholly in the frame, from the back to the front.

    All of them take part in the fanning out, so that a symbol stands where the living map has it.
    """
    markers = [
        m for m in static_map.canvas.overlays if isinstance(m, Marker) and static_map.is_layer_shown(m.layer)
    ]
    points = [static_map.frame.pixel(m.at) for m in markers]
    made = [
        _place(marker, at, offset, static_map)
        for marker, at, offset in zip(markers, points, fan_out(points, _GAP), strict=True)
    ]
    held = (
        s
        for s in made
        if static_map.frame.contains_point(s.shown_at, s.reach)
        and static_map.frame.contains_point(s.position)
    )
    return tuple(sorted(held, key=lambda s: (s.selected, s.position[1])))


def _place(marker: Marker, at: Point, offset: Point, static_map: StaticMap) -> PlacedSymbol:
    site = static_map.canvas.plan.site[static_map.canvas.features[marker.number]["site"]]
    far = math.hypot(*offset) > SYMBOLS.least_shift
    spot = (at[0] + offset[0], at[1] + offset[1]) if far else at
    return PlacedSymbol(
        site, marker.layer, at, spot, not matches(static_map.view, site), site.id == static_map.view.sel
    )


def fan_out(points: Sequence[Point], gap: float) -> list[Point]:
    """Return offsets that keep points `gap` apart; the same steps as in the browser."""
    at = [[x + math.cos(i * 2.4) * 0.5, y + math.sin(i * 2.4) * 0.5] for i, (x, y) in enumerate(points)]
    for _ in range(SYMBOLS.rounds):
        moved = [_push_apart(at[i], at[j], gap) for i in range(len(at)) for j in range(i + 1, len(at))]
        if not any(moved):
            break
    return [(x - px, y - py) for (x, y), (px, py) in zip(at, points, strict=True)]


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


def symbol_parts(held: Iterable[PlacedSymbol], static_map: StaticMap) -> Iterator[tuple[str, Part]]:
    """Yield (layer, part) of each symbol."""
    for sign in held:
        yield (
            sign.layer,
            Part(
                f"{sign.site.type}:{sign.site.id}", sign.site.name(static_map.lang), _body(sign, static_map)
            ),
        )


def leader_parts(held: Iterable[PlacedSymbol], static_map: StaticMap) -> Iterator[tuple[str, Part]]:
    """Yield (layer, part) of the line from each moved symbol to its place."""
    for sign in (s for s in held if s.moved):
        colour = symbol(sign.site, static_map.canvas.plan)["colour"].lower()
        shown = DIMMED_SYMBOL if sign.dimmed else 1.0
        line = Path(
            (_rounded((sign.position, sign.shown_at)),), False, edge=colour,
            edge_strength=round(_LEADER_OPACITY * shown, 4), thick=_LEADER,
        )  # fmt: skip
        foot = Dot(*_rounded((sign.position,))[0], SYMBOLS.leader, blend(colour, TOWN, shown))
        yield sign.layer, Part(f"leader:{sign.site.id}", sign.site.name(static_map.lang), (line, foot))


def _rounded(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((round(x, 2), round(y, 2)) for x, y in points)


def _body(sign: PlacedSymbol, static_map: StaticMap) -> tuple[Drawn, ...]:
    about = symbol(sign.site, static_map.canvas.plan)
    scale = SELECTED_SCALE if sign.selected else 1.0
    shown = DIMMED_SYMBOL if sign.dimmed else 1.0
    spot = _rounded((sign.shown_at,))[0]
    made = symbol_shapes(about["form"], spot, about["colour"], about["ring"], scale, shown)
    if sign.selected:
        edge = circle_polygon(spot, (_HALF + SELECTED_RING / 2) * scale)
        corners = _rounded(edge.exterior.coords)
        made = (
            Path((corners,), True, edge=about["colour"].lower(), edge_strength=SELECTED_OPACITY,
                 thick=SELECTED_RING * scale),
            *made,
        )  # fmt: skip
    return made


def symbol_shapes(
    form: str, at: Point, colour: str, ring: int = 1, scale: float = 1.0, shown: float = 1.0
) -> tuple[Drawn, ...]:
    """Return a symbol's shapes in the middle of `at`; `shown` below 1 pales it."""
    own = blend(colour, TOWN, shown)
    shade, white = blend(blend(colour, TEXT, _SHADE), TOWN, shown), blend(CARD, TOWN, shown)
    if form == "park":
        park, heavy = SYMBOLS.park, int(ring > 1)
        radius, edge = park.radius + park.step * min(ring, park.rings), park.edge[heavy]
        rounds = ((radius + edge / 2, own), (radius - edge / 2, white), (park.core[heavy], own))
        return tuple(Dot(*at, round(r * scale, 2), paint) for r, paint in rounds)
    if form in ("zone", "landmark"):
        size, thick = SYMBOLS.zone if form == "zone" else SYMBOLS.landmark
        unit = ((0, -1), (1, 0), (0, 1), (-1, 0)) if form == "zone" else ((-1, -1), (1, -1), (1, 1), (-1, 1))
        corners = tuple((at[0] + x * size * scale, at[1] + y * size * scale) for x, y in unit)
        return (Path((_rounded(corners),), True, fill=white, edge=shade, thick=thick * scale),)
    return (Dot(*at, round(SYMBOLS.dot * scale, 2), own),)
