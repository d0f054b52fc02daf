"""What stands on a map beside the map: legend, scale bar, north arrow, stamp and credit.

Every part gives the boxes of pixels that names keep off. The legend has the rows of the living map,
and the colours of the clusters, which there stand on the filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from layout.drawing.lettering import legible, length, width, wrap
from layout.drawing.picture import Drawn, Part, Path
from layout.drawing.scene import Stroke, Words
from layout.maps.canvas import Canvas
from layout.maps.map_payload import attribution, review_note
from layout.maps.static.label_placement import overlap
from layout.maps.static.legend import FurnitureBlock, legend_block, rectangle_corners, unlocated_block
from layout.maps.static.paths import StaticMap
from layout.maps.static.projection import Frame, Sides
from layout.maps.static.styles import MUTED, NORTH, PAPER, TEXT
from layout.maps.static.symbol_placement import PlacedSymbol
from layout.words.glossary import say

MARGIN = 14.0
_SIZE = 11.0
_LINE = 15.0
_WIDEST = 110.0  # of the scale bar
_STEPS = (5, 3, 2, 1)
_APART = 8.0
_PART = 0.25  # of a picture that a block may take
_WEIGHT, _DIMMED = 60_000.0, 2_000.0  # of a symbol that a card would hide, in pixels of ground
_BAR = 30.0  # the height of the scale bar below it
_SIDE = 0.3  # of a picture's width that the legend may take from the map
_SHARE = 0.62  # of the picture's width that the credit may take


def furnish(
    static_map: StaticMap, furniture: str, held: tuple[PlacedSymbol, ...] = ()
) -> tuple[tuple[Part, ...], tuple[Sides, ...]]:
    """Return the furniture of a map and the boxes it takes; cards stand clear of the symbols `held`."""
    if furniture == "none":
        return (), ()
    fixed = [_scale_bar(static_map), _north_arrow(static_map), _attribution(static_map)]
    taken = [box for _, box in fixed]
    blocks = [legend_block(static_map, columns) for columns in (1, 2)] if furniture == "full" else []
    rest = [unlocated_block(static_map)] if furniture != "plain" else []
    found = _best_place(blocks, static_map, taken, held) or _best_place(rest, static_map, taken, held)
    made = [part for part, _ in fixed]
    if found:
        block, box = found
        taken.append(box)
        made.insert(0, block.at(box[0], box[1]))
    return tuple(made), tuple(taken)


def _scale_bar(static_map: StaticMap) -> tuple[Part, Sides]:
    """Return a bar that is true at the middle of the frame."""
    frame, lang = static_map.frame, static_map.lang
    pixel = frame.metres_per_pixel(frame.centre[0])
    metres = _round_length(pixel * _WIDEST)
    long = round(metres / pixel, 2)
    words = (
        say("static_map.km", lang, n=round(metres / 1000))
        if metres >= 1000
        else say("static_map.m", lang, n=round(metres))
    )
    x, y = MARGIN + 4, frame.high - MARGIN
    strokes = [Stroke(x, y, x + long, y, TEXT, 1.6)]
    strokes += [Stroke(at, y - 5, at, y, TEXT, 1.2) for at in (x, x + long)]
    text = [
        Words(at, y - 8, w, _SIZE, colour=TEXT, anchor="middle") for at, w in ((x, "0"), (x + long, words))
    ]
    beyond = width(words, _SIZE) / 2
    part = Part("scale", say("static_map.scale", lang), (*strokes, *text))
    return part, (x - 6, y - 22, x + long + beyond + 4, y + 4)


def _round_length(most: float) -> float:
    """Return the longest round length of at most `most` metres."""
    power = 1.0
    while power * 10 <= most:
        power *= 10
    return next((s * power for s in _STEPS if s * power <= most), power)


def _north_arrow(static_map: StaticMap) -> tuple[Part, Sides]:
    x, y = static_map.frame.wide - MARGIN - 10, MARGIN
    letter = Words(x, y + _SIZE, say("map.north", static_map.lang), _SIZE, colour=MUTED, anchor="middle")
    corners = ((0, 0), (7.2, 23.2), (0, 17.6), (-7.2, 23.2))
    arrow = Path((tuple((x + dx, y + 15 + dy) for dx, dy in corners),), True, fill=NORTH)
    part = Part("north", say("static_map.north", static_map.lang), (letter, arrow))
    return part, (x - 12, y - 2, x + 12, y + 42)


def attribution_height(canvas: Canvas, wide: float) -> float:
    """Return how high the credit stands at the foot of a picture of a width."""
    return MARGIN + _LINE * len(_attribution_lines(canvas, wide)[2])


def _attribution_lines(canvas: Canvas, wide: float) -> tuple[str, float, list[str]]:
    """Return the stamp, the width of its frame, and the credit in lines."""
    mark, words = legible(review_note(canvas.plan, canvas.lang)), legible(attribution(canvas))
    first = width(mark, _SIZE, True) + 10
    room = max(_SHARE * wide, first + 80) - first - 8
    return mark, first, wrap(words, _SIZE, room) or [words]


def _attribution(static_map: StaticMap) -> tuple[Part, Sides]:
    """Return the stamp in its frame, and the credit beside it."""
    frame = static_map.frame
    mark, first, lines = _attribution_lines(static_map.canvas, frame.wide)
    wide = first + 8 + max(length(line, _SIZE) for line in lines)
    left, top = frame.wide - MARGIN - wide, frame.high - MARGIN + 6 - _LINE * len(lines)
    edge = rectangle_corners(left, top - 1, first, _LINE + 1)
    shapes: list[Drawn] = [Path((edge,), True, fill=PAPER, strength=0.75, edge=MUTED)]
    shapes.append(Words(left + first / 2, top + 11, mark, _SIZE, True, MUTED, "middle"))
    ground = rectangle_corners(left + first + 3, top - 1, wide - first + 2, _LINE * len(lines) + 1)
    shapes.append(Path((ground,), True, fill=PAPER, strength=0.62))
    shapes += [
        Words(left + first + 8, top + 11 + n * _LINE, line, _SIZE, colour=MUTED)
        for n, line in enumerate(lines)
    ]
    box = (left - 4, top - 4, frame.wide, frame.high)
    return Part("credit", say("static_map.credit", static_map.lang), tuple(shapes)), box


def _best_place(
    blocks: Iterable[FurnitureBlock | None],
    static_map: StaticMap,
    taken: list[Sides],
    held: tuple[PlacedSymbol, ...],
) -> tuple[FurnitureBlock, Sides] | None:
    """Return the block, and its place, that hide least and meet nothing that stands.

    None where no block leaves the map most of the picture.
    """
    frame = static_map.frame
    found = [(block, box) for block in blocks if block for box in _places(block, frame, taken)]
    everything = frame.to_pixels(static_map.canvas.shapes.district)

    def hidden(one: tuple[FurnitureBlock, Sides]) -> float:
        dim = sum(_DIMMED for s in held if s.dimmed and overlap(one[1], _symbol_box(s)))
        ground = float(everything.intersection(shapely.box(*one[1])).area)
        return dim + 0.1 * ground + 3 * hidden_area(static_map, one[1:], held)

    return min(found, key=lambda one: round(hidden(one)), default=None)


def hidden_area(static_map: StaticMap, boxes: Iterable[Sides], held: tuple[PlacedSymbol, ...]) -> float:
    """Return how many pixels of what the view is about boxes hide; a symbol counts for many."""
    shown = [static_map.frame.to_pixels(s) for s in _focus(static_map)]
    found = 0.0
    for box in boxes:
        found += sum(float(s.intersection(shapely.box(*box)).area) for s in shown)
        found += sum(_WEIGHT for s in held if not s.dimmed and overlap(box, _symbol_box(s)))
    return found


def legend_width(static_map: StaticMap) -> float:
    """Return the width that the legend takes at the side of a picture; 0 where it has no room there."""
    frame = static_map.frame
    room = frame.high - 2 * MARGIN - _BAR
    held = [b for b in (legend_block(static_map, 1), legend_block(static_map, 2)) if b.high <= room]
    return held[0].wide + MARGIN if held and held[0].wide <= _SIDE * frame.wide else 0.0


def _symbol_box(symbol: PlacedSymbol) -> Sides:
    (x, y), half = symbol.shown_at, symbol.reach
    return x - half, y - half, x + half, y + half


def _focus(static_map: StaticMap) -> list[BaseGeometry]:
    """Return the ground that the view is about: its elements, its site, else the whole district."""
    shapes, view = static_map.canvas.shapes, static_map.view
    held = {**shapes.towns, **shapes.zones}
    found = [shapes.elements[e] for e in view.element if e in shapes.elements]
    found += [held[view.sel]] if view.sel in held else []
    return found if view.element or view.sel else [shapes.district]


def _places(block: FurnitureBlock, frame: Frame, taken: list[Sides]) -> Iterator[Sides]:
    if block.wide * block.high > _PART * frame.wide * frame.high:
        return
    right, lower = frame.wide - MARGIN - block.wide, frame.high - MARGIN - block.high
    for x, y in ((MARGIN, lower), (MARGIN, MARGIN), (right, lower), (right, MARGIN)):
        box = _move_clear((x, y, x + block.wide, y + block.high), taken, frame.high)
        if box[0] >= 0 and box[1] >= 0 and box[3] <= frame.high and not any(overlap(box, t) for t in taken):
            yield box


def _move_clear(box: Sides, taken: list[Sides], high: float) -> Sides:
    """Move a box up or down, away from what it meets."""
    left, top, right, bottom = box
    for other in (t for t in taken if overlap(box, t)):
        tall = bottom - top
        top = other[1] - tall - _APART if other[1] > high / 2 else max(top, other[3] + _APART)
        box = (left, top, right, top + tall)
        bottom = top + tall
    return box
