"""Labels on the static map that do not collide, placed greedily by rank as in the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from layout.drawing.lettering import legible, length
from layout.drawing.picture import Label, Part
from layout.maps.label_ranks import LABELS
from layout.maps.static.paths import StaticMap
from layout.maps.static.projection import Sides
from layout.maps.static.styles import (
    DEFAULT_LETTERING,
    FEATURE_COLOUR,
    LATIN,
    LETTERING,
    LINE_HEIGHT,
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
from layout.view.view import matches
from layout.words.symbols import NEUTRAL

_GAP, _CLEAR = LABELS.gap[0], SYMBOLS.clear[0]
_PAD_X, _PAD_Y = LABELS.padding
_BLACK = "#000000"

# The upper left corner of a name, and which end of it (`start`, `middle`, `end`) stays at its symbol.
LabelPosition = tuple[float, float, str]


@dataclass(frozen=True)
class MeasuredLabel:
    """A name and the size of its box in pixels."""

    key: str
    fact: Mapping[str, Any]
    text: str
    lettering: Lettering
    wide: float
    high: float


def measure_labels(static_map: StaticMap) -> tuple[MeasuredLabel, ...]:
    """Return all names of the map, measured."""
    counted: Counter[str] = Counter()
    made = []
    for fact in static_map.canvas.labels:
        key = f"label:{fact.get('site') or fact.get('element') or fact['kind']}"
        counted[key] += 1
        plainly = counted[key] == 1 and (fact.get("site") or fact.get("element"))
        made.append(_measure(key if plainly else f"{key}:{counted[key]}", fact, static_map.lang))
    return tuple(made)


def _measure(key: str, fact: Mapping[str, Any], lang: str) -> MeasuredLabel:
    look = LETTERING.get(fact["kind"], DEFAULT_LETTERING)
    if lang != "zh":
        look = replace(look, **LATIN.get(fact["kind"], {}))  # type: ignore[arg-type]
    words = legible(fact["text"])
    around = (len(words) * look.spacing + look.lead) * look.size
    wide = length(words, look.size, look.bold) + around
    high = look.size * LINE_HEIGHT
    if look.box:
        wide, high = wide + 2 * (SHIELD_PAD + SHIELD_EDGE), high + 2 * SHIELD_EDGE
    return MeasuredLabel(key, fact, words, look, wide, high)


def is_label_shown(fact: Mapping[str, Any], static_map: StaticMap, above: float) -> bool:
    """Tell whether a name is to be shown at `above` zooms over that of the whole district."""
    view = static_map.view
    if not static_map.is_layer_shown(fact.get("layer", "")):
        return False
    site = static_map.canvas.plan.site.get(fact.get("site", ""))
    if site and site.id == view.sel:
        return True
    if site and site.type != "town" and not matches(view, site):
        return False
    if fact.get("element") and view.element and fact["element"] not in view.element:
        return False
    if fact["kind"] == "place" and site:
        return above >= LABELS.place_zoom[0 if site.elements else 1]
    return True


def place_labels(
    static_map: StaticMap, held: Iterable[PlacedSymbol], blocks: Iterable[Sides], above: float
) -> Iterator[tuple[MeasuredLabel, LabelPosition]]:
    """Yield the names that find room, with the corner of its box and the end that is at its symbol.

    `blocks` are boxes of pixels to keep free.
    """
    signs = {s.site.id: s for s in held}
    taken = [*blocks, *map(_clear_box, signs.values())]
    lost = {f["site"] for f in static_map.canvas.features if f["style"] == "symbol"} - set(signs)
    chosen = static_map.view.sel
    asked = [
        n
        for n in measure_labels(static_map)
        if is_label_shown(n.fact, static_map, above) and n.fact.get("site") not in lost
    ]
    for name in sorted(asked, key=lambda n: -_rank(n.fact, chosen)):
        spot = _free_position(name, static_map, signs.get(name.fact.get("site", "")), taken)
        if spot:
            taken.append((spot[0], spot[1], spot[0] + name.wide + _PAD_X, spot[1] + name.high + _PAD_Y))
            yield name, spot


def _rank(fact: Mapping[str, Any], chosen: str) -> int:
    if chosen and fact.get("site") == chosen:
        return LABELS.selected_rank
    return LABELS.rank.get(fact["kind"], 0)


def _clear_box(symbol: PlacedSymbol) -> Sides:
    x, y = symbol.shown_at
    half = symbol.reach if symbol.selected else _CLEAR
    return x - half, y - half, x + half, y + half


def _free_position(
    name: MeasuredLabel, static_map: StaticMap, symbol: PlacedSymbol | None, taken: list[Sides]
) -> LabelPosition | None:
    frame = static_map.frame
    for x, y, anchor in _candidates(name, static_map, symbol):
        box = (x - _PAD_X, y - _PAD_Y, x + name.wide + _PAD_X, y + name.high + _PAD_Y)
        inside = (
            box[0] >= LABELS.edge
            and box[1] >= LABELS.edge
            and box[2] <= frame.wide - LABELS.edge
            and box[3] <= frame.high - LABELS.edge
        )
        if inside and not any(overlap(box, t) for t in taken):
            return float(round(x)), float(round(y)), anchor
    return None


def overlap(a: Sides, b: Sides) -> bool:
    """Tell whether two boxes lie upon each other."""
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _candidates(
    name: MeasuredLabel, static_map: StaticMap, symbol: PlacedSymbol | None
) -> Iterator[LabelPosition]:
    """Yield candidates of the upper left corner, best first, and which end of the name is at its symbol."""
    w, h = name.wide, name.high
    if symbol is None:
        for at in name.fact["at"]:
            x, y = static_map.frame.pixel((at[0], at[1]))
            yield x - w / 2, y - h / 2, "middle"
        return
    x, y = symbol.shown_at
    gap = symbol.reach + _GAP - _CLEAR if symbol.selected else _GAP
    for far in (gap + step for step in LABELS.steps):
        east, south = (far * share for share in LABELS.diagonal)
        yield x + far, y - h / 2, "start"
        yield x - far - w, y - h / 2, "end"
        yield x - w / 2, y + far, "middle"
        yield x - w / 2, y - far - h, "middle"
        yield x + east, y + south, "start"
        yield x + east, y - south - h, "start"
        yield x - east - w, y + south, "end"
        yield x - east - w, y - south - h, "end"


def label_parts(placed: Iterable[tuple[MeasuredLabel, LabelPosition]]) -> tuple[Part, ...]:
    """Return each placed name as a part of its own."""
    return tuple(Part(name.key, name.text, (_label(name, spot),)) for name, spot in placed)


def _label(name: MeasuredLabel, spot: LabelPosition) -> Label:
    look = name.lettering
    own = str(name.fact.get("colour") or NEUTRAL) if look.colour == FEATURE_COLOUR else look.colour
    return Label(
        round(spot[0] + name.wide / 2, 2),
        round(spot[1] + name.high / 2, 2),
        round(name.wide, 2),
        round(name.high, 2),
        name.text,
        look.size,
        look.bold,
        blend(own, _BLACK, 1 - look.darken) if own != TEXT else TEXT,
        PAPER if look.halo else "",
        look.spacing,
        PAPER if look.box else "",
        ROAD if look.box else "",
        spot[2],
    )
