"""Labels on the static map that do not collide, placed greedily by rank as in the browser."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geodata.languages import language
from layout.drawing.picture import Label, Part, Path, Point
from layout.drawing.text_metrics import advance_width, legible
from layout.maps.label_ranks import BLOCK, LABELS
from layout.maps.static.label_leaders import (
    boxes_overlap,
    leader_boxes,
    leader_end,
    reads_at_own,
    start_at_edge,
)
from layout.maps.static.label_sides import side_corners
from layout.maps.static.projection import PixelBox
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import (
    DEFAULT_LETTERING,
    FEATURE_COLOUR,
    LATIN,
    LETTERING,
    LINE_HEIGHT,
    MUTED,
    PAPER,
    ROAD,
    SHIELD_EDGE,
    SHIELD_PAD,
    TEXT,
    Lettering,
    blend,
)
from layout.maps.static.symbol_placement import PlacedSymbol
from layout.maps.symbol_sizes import SYMBOLS
from layout.plan.site_types import SITE_TYPES
from layout.view.filters import matches
from layout.words.symbols import NEUTRAL

_GAP, _CLEAR = LABELS.gap[0], SYMBOLS.clear[0]
_PAD_X, _PAD_Y = LABELS.padding
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class LabelPosition:
    """Where a label stands: its upper left corner (`x`, `y`) in pixels.

    `anchor` is the end of it (`start`, `middle`, `end`) that is at its symbol: a program that sets the text
    in another font must keep that end in place. `leader` is the line to the symbol of one that stands off.
    """

    x: float
    y: float
    anchor: str
    leader: tuple[Point, Point] | None = None


@dataclass(frozen=True)
class MeasuredLabel:
    """A label with the width and height of its box in pixels, and its key in the picture."""

    key: str
    fact: Mapping[str, Any]
    text: str
    lettering: Lettering
    width: float
    height: float

    @property
    def is_block(self) -> bool:
        """Tell whether it names a further block of a site, apart from the site's symbol."""
        return bool(self.fact["kind"] == BLOCK)


@dataclass(frozen=True)
class _Occupied:
    """Boxes on which no label may stand; of those of `symbols` a leader keeps off by its own clearance."""

    symbols: tuple[PixelBox, ...]
    names: list[PixelBox]


def measure_labels(static_map: StaticMap) -> tuple[MeasuredLabel, ...]:
    """Return all labels of the map with their sizes in pixels, in the packaged font."""
    # Keys become ids in the files, so a second label of one site or kind gets a number.
    counts: Counter[str] = Counter()
    labels = []
    for fact in static_map.canvas.labels:
        key = f"label:{fact.get('site') or fact.get('element') or fact['kind']}"
        counts[key] += 1
        is_first = counts[key] == 1 and (fact.get("site") or fact.get("element"))
        labels.append(_measure(key if is_first else f"{key}:{counts[key]}", fact, static_map.lang))
    return tuple(labels)


def _measure(key: str, fact: Mapping[str, Any], lang: str) -> MeasuredLabel:
    lettering = LETTERING.get(fact["kind"], DEFAULT_LETTERING)
    if language(lang).script == "Latn":
        lettering = replace(lettering, **LATIN.get(fact["kind"], {}))  # type: ignore[arg-type]
    text = legible(fact["text"])
    spacing = (len(text) * lettering.spacing + lettering.lead) * lettering.size
    width = advance_width(text, lettering.size, lettering.bold) + spacing
    height = lettering.size * LINE_HEIGHT
    if lettering.box:
        width, height = width + 2 * (SHIELD_PAD + SHIELD_EDGE), height + 2 * SHIELD_EDGE
    return MeasuredLabel(key, fact, text, lettering, width, height)


def is_label_shown(fact: Mapping[str, Any], static_map: StaticMap) -> bool:
    """Tell whether a label may be shown: by its layer and the filters."""
    view = static_map.view
    if not static_map.is_layer_shown(fact.get("layer", "")):
        return False
    site = static_map.canvas.plan.site.get(fact.get("site", ""))
    if site and site.id == view.sel:
        return True
    if site and not SITE_TYPES[site.type].name_stays and not matches(view, site, static_map.canvas.plan):
        return False
    return not (fact.get("element") and view.element and fact["element"] not in view.element)


def is_spare(fact: Mapping[str, Any], above: float) -> bool:
    """Tell whether a name takes only what room is left, at `above` levels above the district's zoom."""
    label_type = SITE_TYPES.get(fact["kind"])
    by_zoom = bool(label_type and label_type.name_by_zoom)
    return by_zoom and not fact.get("rank") and above < LABELS.place_zoom


def place_labels(
    static_map: StaticMap, placed_symbols: Iterable[PlacedSymbol], blocks: Iterable[PixelBox], above: float
) -> Iterator[tuple[MeasuredLabel, LabelPosition]]:
    """Yield the labels that find room, greedily by rank, with their positions in pixels.

    `blocks` are boxes (left, top, right, bottom) in pixels to keep free; `above` is the zoom less that
    of the whole district.
    """
    symbols = {s.site.id: s for s in placed_symbols}
    occupied = _Occupied(tuple(map(_clear_box, symbols.values())), list(blocks))
    # Sites whose symbol the frame cuts or a layer leaves out: they have no label either.
    hidden = {f["site"] for f in static_map.canvas.features if f["style"] == "symbol"} - set(symbols)
    labels = [
        label
        for label in measure_labels(static_map)
        if is_label_shown(label.fact, static_map) and (label.is_block or label.fact.get("site") not in hidden)
    ]
    # The sort is stable: labels of one rank keep the order in which the layers give them.
    for label in sorted(labels, key=lambda label: -_rank(label.fact, static_map.view.sel, above)):
        symbol = None if label.is_block else symbols.get(label.fact.get("site", ""))
        others = [s.shown_at for s in symbols.values() if s is not symbol and not s.dimmed] if symbol else []
        off = not is_spare(label.fact, above)
        position = _free_position(label, static_map, symbol, (others, occupied), off)
        if position:
            x, y = position.x, position.y
            # Padding right and below only, as in the browser's script: the next label brings its own.
            occupied.names.append((x, y, x + label.width + _PAD_X, y + label.height + _PAD_Y))
            if symbol and position.leader:
                occupied.names.extend(leader_boxes(symbol.shown_at, position.leader[1]))
            yield label, position


def _rank(fact: Mapping[str, Any], selected: str, above: float) -> int:
    if selected and fact.get("site") == selected:
        return LABELS.selected_rank
    if is_spare(fact, above):
        return LABELS.spare_rank
    return LABELS.rank.get(fact.get("rank") or fact["kind"], 0)


def _clear_box(symbol: PlacedSymbol) -> PixelBox:
    x, y = symbol.shown_at
    half = symbol.reach if symbol.selected else _CLEAR
    return x - half, y - half, x + half, y + half


def _free_position(
    label: MeasuredLabel,
    static_map: StaticMap,
    symbol: PlacedSymbol | None,
    around: tuple[list[Point], _Occupied],
    off: bool,
) -> LabelPosition | None:
    """Return the first candidate that is free and read at its own symbol, else one `off` with a line."""
    others, occupied = around
    for position, box in _free_candidates(label, static_map, symbol, occupied, off=False):
        if symbol is None or symbol.selected or reads_at_own(box, symbol.shown_at, others):
            return position
    if symbol is None or not off:
        return None
    for position, box in _free_candidates(label, static_map, symbol, occupied, off=True):
        end = leader_end(box, symbol.shown_at, others, occupied.names)
        if end is not None:
            return replace(position, leader=(start_at_edge(symbol.shown_at, end), end))
    return None


def _free_candidates(
    label: MeasuredLabel,
    static_map: StaticMap,
    symbol: PlacedSymbol | None,
    occupied: _Occupied,
    *,
    off: bool,
) -> Iterator[tuple[LabelPosition, PixelBox]]:
    """Yield the candidates inside the frame and on nothing occupied, each with its box."""
    frame = static_map.frame
    for x, y, anchor in _candidates(label, static_map, symbol, off):
        box = (x - _PAD_X, y - _PAD_Y, x + label.width + _PAD_X, y + label.height + _PAD_Y)
        inside = (
            box[0] >= LABELS.edge
            and box[1] >= LABELS.edge
            and box[2] <= frame.width - LABELS.edge
            and box[3] <= frame.height - LABELS.edge
        )
        if inside and not any(boxes_overlap(box, t) for t in (*occupied.symbols, *occupied.names)):
            # Whole pixels, as the browser sets them.
            yield LabelPosition(float(round(x)), float(round(y)), anchor), box


def _candidates(
    label: MeasuredLabel, static_map: StaticMap, symbol: PlacedSymbol | None, off: bool
) -> Iterator[tuple[float, float, str]]:
    """Yield candidate positions, best first: around the symbol, else the positions that the layer gave."""
    w, h = label.width, label.height
    if symbol is None:
        for x, y in _corners(label, [static_map.frame.pixel((at[0], at[1])) for at in label.fact["at"]]):
            yield x, y, "middle"
        return
    x, y = symbol.shown_at
    # A selected symbol is larger, and its label keeps the same distance from its edge.
    gap = symbol.reach + _GAP - _CLEAR if symbol.selected else _GAP
    diagonals = LABELS.leader_diagonals if off else LABELS.diagonals
    reach = LABELS.leader_reach[static_map.frame.width <= LABELS.narrow_width]
    steps = [step for step in LABELS.leader_steps if step <= reach] if off else LABELS.steps
    for far in (gap + step for step in steps):
        yield x + far, y - h / 2, "start"
        yield x - far - w, y - h / 2, "end"
        yield x - w / 2, y + far, "middle"
        yield x - w / 2, y - far - h, "middle"
        for east, south in ((far * right, far * down) for right, down in diagonals):
            yield x + east, y + south, "start"
            yield x + east, y - south - h, "start"
            yield x - east - w, y + south, "end"
            yield x - east - w, y - south - h, "end"


def _corners(label: MeasuredLabel, points: list[Point]) -> Iterable[Point]:
    """Return the upper left corners of a label that stands at no symbol, best first."""
    if label.fact.get("sides"):
        return side_corners(points, label.width, label.height, label.fact["sides"])
    if label.is_block:
        # The first is that of the symbol, near which the name would be read twice.
        symbol, *points = points
        points = points if math.dist(symbol, points[0]) >= LABELS.block_apart else []
    return [(x - label.width / 2, y - label.height / 2) for x, y in points]


def label_parts(placed: Iterable[tuple[MeasuredLabel, LabelPosition]]) -> tuple[Part, ...]:
    """Return each placed label as a part of the picture, and the line of one that stands off."""
    parts = []
    for label, position in placed:
        if position.leader is not None:
            line = Path((position.leader,), False, edge=MUTED, line_width=1.0)
            parts.append(Part(label.key.replace("label:", "name-line:"), label.text, (line,)))
        parts.append(Part(label.key, label.text, (_label(label, position),)))
    return tuple(parts)


def _label(label: MeasuredLabel, position: LabelPosition) -> Label:
    lettering = label.lettering
    colour = (
        str(label.fact.get("colour") or NEUTRAL) if lettering.colour == FEATURE_COLOUR else lettering.colour
    )
    return Label(
        round(position.x + label.width / 2, 2),
        round(position.y + label.height / 2, 2),
        round(label.width, 2),
        round(label.height, 2),
        label.text,
        lettering.size,
        lettering.bold,
        blend(colour, _BLACK, 1 - lettering.darken) if colour != TEXT else TEXT,
        PAPER if lettering.halo else "",
        lettering.spacing,
        PAPER if lettering.box else "",
        ROAD if lettering.box else "",
        position.anchor,
    )
