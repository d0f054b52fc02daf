"""Map furniture: legend, scale bar, north arrow, review note and attribution.

Every part also gives the box in pixels that labels keep off. The legend has the rows of the interactive
map, and the colours of the clusters, which the interactive map shows on its filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from shapely.geometry.base import BaseGeometry

from layout.drawing.picture import Part, Path, PictureShape
from layout.drawing.scene import StraightLine, TextLine
from layout.drawing.text_metrics import advance_width, legible, text_width, wrap_words
from layout.maps.canvas import Canvas
from layout.maps.map_credit import attribution, review_note
from layout.maps.static.label_leaders import boxes_overlap
from layout.maps.static.legend import FurnitureBlock, legend_block, rectangle_corners, unlocated_block
from layout.maps.static.projection import Frame, PixelBox
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import MUTED, NORTH, PAPER, TEXT
from layout.maps.static.symbol_placement import PlacedSymbol
from layout.plan.shapes import outlined_sites
from layout.words.glossary import say

MARGIN = 14.0
_SIZE = 11.0
_LINE = 15.0
_WIDEST = 110.0  # of the scale bar
_STEPS = (5, 3, 2, 1)  # of a power of ten, the longest first
_CLEARANCE = 8.0
_BLOCK_SHARE = 0.27  # of a picture that a block may take
_WEIGHT, _DIMMED = 60_000.0, 2_000.0  # of a symbol that a card would hide, in pixels of ground
_BAR = 30.0  # the height of the scale bar below it
_BAR_STEP, _BAR_SHARE = 40.0, 0.5  # pixels; of the width of a picture, for places of the scale bar
_LEGEND_SHARE = 0.3  # of a picture's width that the legend may take from the map
_ATTRIBUTION_SHARE = 0.62  # of the picture's width that the credit may take


def furnish(
    static_map: StaticMap, furniture: str, symbols: tuple[PlacedSymbol, ...] = ()
) -> tuple[tuple[Part, ...], tuple[PixelBox, ...]]:
    """Return the furniture of a map and its boxes in pixels; blocks keep clear of the symbols."""
    if furniture == "none":
        return (), ()
    alone = furniture == "scale"
    fixed = [
        _clear_scale_bar(static_map, symbols) if alone else _scale_bar(static_map),
        _north_arrow(static_map),
    ]
    fixed += [] if alone else [_attribution(static_map)]
    occupied = [box for _, box in fixed]
    # The legend ends with the list of unlocated sites, which stands alone where there is no legend.
    blocks = [legend_block(static_map, columns) for columns in (1, 2)] if furniture == "full" else []
    unlocated = [unlocated_block(static_map)] if furniture not in ("plain", "scale") else []
    placed = _best_place(blocks, static_map, occupied, symbols) or _best_place(
        unlocated, static_map, occupied, symbols
    )
    parts = [part for part, _ in fixed]
    if placed:
        block, box = placed
        occupied.append(box)
        parts.insert(0, block.at(box[0], box[1]))
    return tuple(parts), tuple(occupied)


def _clear_scale_bar(static_map: StaticMap, symbols: tuple[PlacedSymbol, ...]) -> tuple[Part, PixelBox]:
    """Return the scale bar in the first place along the foot of the picture where it lies on no symbol."""
    # The right third is left to what stands in the corner.
    steps = int(static_map.frame.width * _BAR_SHARE / _BAR_STEP)
    bars = [_scale_bar(static_map, n * _BAR_STEP) for n in range(max(1, steps))]
    free = (b for b in bars if not any(boxes_overlap(b[1], _symbol_box(s)) for s in symbols))
    return next(free, bars[0])


def _scale_bar(static_map: StaticMap, right: float = 0.0) -> tuple[Part, PixelBox]:
    """Return a scale bar that is true at the latitude of the frame's centre: Mercator's scale varies.

    It stands in the left corner, or by so many pixels to the right of it.
    """
    frame, lang = static_map.frame, static_map.lang
    pixel = frame.metres_per_pixel(frame.centre[0])
    metres = _round_length(pixel * _WIDEST)
    long = round(metres / pixel, 2)
    words = (
        say("static_map.km", lang, n=round(metres / 1000))
        if metres >= 1000
        else say("static_map.m", lang, n=round(metres))
    )
    x, y = MARGIN + 4 + right, frame.height - MARGIN
    strokes = [StraightLine(x, y, x + long, y, TEXT, 1.6)]
    strokes += [StraightLine(at, y - 5, at, y, TEXT, 1.2) for at in (x, x + long)]
    text = [
        TextLine(at, y - 8, w, _SIZE, colour=TEXT, anchor="middle") for at, w in ((x, "0"), (x + long, words))
    ]
    beyond = text_width(words, _SIZE) / 2
    part = Part("scale", say("static_map.scale", lang), (*strokes, *text))
    return part, (x - 6, y - 22, x + long + beyond + 4, y + 4)


def _round_length(most: float) -> float:
    """Return the longest round length of at most `most` metres."""
    power = 1.0
    while power * 10 <= most:
        power *= 10
    return next((s * power for s in _STEPS if s * power <= most), power)


def _north_arrow(static_map: StaticMap) -> tuple[Part, PixelBox]:
    x, y = static_map.frame.width - MARGIN - 10, MARGIN
    letter = TextLine(x, y + _SIZE, say("map.north", static_map.lang), _SIZE, colour=MUTED, anchor="middle")
    corners = ((0, 0), (7.2, 23.2), (0, 17.6), (-7.2, 23.2))
    arrow = Path((tuple((x + dx, y + 15 + dy) for dx, dy in corners),), True, fill=NORTH)
    part = Part("north", say("static_map.north", static_map.lang), (letter, arrow))
    return part, (x - 12, y - 2, x + 12, y + 42)


def attribution_height(canvas: Canvas, width: float) -> float:
    """Return the height in pixels that the attribution takes at the foot of a picture of a width."""
    return MARGIN + _LINE * len(_attribution_lines(canvas, width)[2])


def _attribution_lines(canvas: Canvas, width: float) -> tuple[str, float, list[str]]:
    """Return the review note, the width of its frame in pixels, and the attribution in lines."""
    note, text = legible(review_note(canvas.plan, canvas.lang)), legible(attribution(canvas))
    note_width = text_width(note, _SIZE, True) + 10
    room = max(_ATTRIBUTION_SHARE * width, note_width + 80) - note_width - 8
    # `wrap_words` gives None where one word is wider than the room: then the line is left whole.
    return note, note_width, wrap_words(text, _SIZE, room) or [text]


def _attribution(static_map: StaticMap) -> tuple[Part, PixelBox]:
    """Return the review note in its frame, with the attribution to its right."""
    frame = static_map.frame
    note, note_width, lines = _attribution_lines(static_map.canvas, frame.width)
    width = note_width + 8 + max(advance_width(line, _SIZE) for line in lines)
    left, top = frame.width - MARGIN - width, frame.height - MARGIN + 6 - _LINE * len(lines)
    edge = rectangle_corners(left, top - 1, note_width, _LINE + 1)
    shapes: list[PictureShape] = [Path((edge,), True, fill=PAPER, opacity=0.75, edge=MUTED)]
    shapes.append(TextLine(left + note_width / 2, top + 11, note, _SIZE, True, MUTED, "middle"))
    ground = rectangle_corners(left + note_width + 3, top - 1, width - note_width + 2, _LINE * len(lines) + 1)
    shapes.append(Path((ground,), True, fill=PAPER, opacity=0.62))
    shapes += [
        TextLine(left + note_width + 8, top + 11 + n * _LINE, line, _SIZE, colour=MUTED)
        for n, line in enumerate(lines)
    ]
    box = (left - 4, top - 4, frame.width, frame.height)
    return Part("credit", say("static_map.credit", static_map.lang), tuple(shapes)), box


def _best_place(
    blocks: Iterable[FurnitureBlock | None],
    static_map: StaticMap,
    occupied: list[PixelBox],
    symbols: tuple[PlacedSymbol, ...],
) -> tuple[FurnitureBlock, PixelBox] | None:
    """Return the block and its box that hide least of the map and overlap no other furniture.

    None where each block would take too much of the picture.
    """
    frame = static_map.frame
    places = [(block, box) for block in blocks if block for box in _places(block, frame, occupied)]
    district = frame.to_pixels(static_map.canvas.shapes.district)

    def hidden(place: tuple[FurnitureBlock, PixelBox]) -> float:
        dim = sum(_DIMMED for s in symbols if s.dimmed and boxes_overlap(place[1], _symbol_box(s)))
        ground = float(district.intersection(shapely.box(*place[1])).area)
        return dim + 0.1 * ground + 3 * hidden_area(static_map, place[1:], symbols)

    # Rounded: of places that hide as much, the first in the order of `_places` is taken.
    return min(places, key=lambda place: round(hidden(place)), default=None)


def hidden_area(static_map: StaticMap, boxes: Iterable[PixelBox], symbols: tuple[PlacedSymbol, ...]) -> float:
    """Return how many square pixels of the view's subject the boxes hide; a symbol counts as `_WEIGHT`."""
    focus = [static_map.frame.to_pixels(s) for s in _focus(static_map)]
    area = 0.0
    for box in boxes:
        area += sum(float(s.intersection(shapely.box(*box)).area) for s in focus)
        area += sum(_WEIGHT for s in symbols if not s.dimmed and boxes_overlap(box, _symbol_box(s)))
    return area


def legend_width(static_map: StaticMap) -> float:
    """Return the width in pixels that a legend at the side takes; 0 if it has no room there."""
    frame = static_map.frame
    # The scale bar stands below a legend at the left side.
    room = frame.height - 2 * MARGIN - _BAR
    blocks = [b for b in (legend_block(static_map, 1), legend_block(static_map, 2)) if b.height <= room]
    return blocks[0].width + MARGIN if blocks and blocks[0].width <= _LEGEND_SHARE * frame.width else 0.0


def _symbol_box(symbol: PlacedSymbol) -> PixelBox:
    (x, y), half = symbol.shown_at, symbol.reach
    return x - half, y - half, x + half, y + half


def _focus(static_map: StaticMap) -> list[BaseGeometry]:
    """Return the areas of the view's subject in pixels: its elements, its site, else the whole district."""
    shapes, view = static_map.canvas.shapes, static_map.view
    areas = outlined_sites(shapes)
    focus = [shapes.elements[e] for e in view.element if e in shapes.elements]
    focus += [areas[view.sel]] if view.sel in areas else []
    # A selected point has no area: then only symbols count.
    return focus if view.element or view.sel else [shapes.district]


def _places(block: FurnitureBlock, frame: Frame, occupied: list[PixelBox]) -> Iterator[PixelBox]:
    if block.width * block.height > _BLOCK_SHARE * frame.width * frame.height:
        return
    right, lower = frame.width - MARGIN - block.width, frame.height - MARGIN - block.height
    for x, y in ((MARGIN, lower), (MARGIN, MARGIN), (right, lower), (right, MARGIN)):
        box = _move_clear((x, y, x + block.width, y + block.height), occupied, frame.height)
        if (
            box[0] >= 0
            and box[1] >= 0
            and box[3] <= frame.height
            and not any(boxes_overlap(box, t) for t in occupied)
        ):
            yield box


def _move_clear(box: PixelBox, occupied: list[PixelBox], height: float) -> PixelBox:
    """Move a box up or down, away from the boxes that it overlaps."""
    left, top, right, bottom = box
    for other in (t for t in occupied if boxes_overlap(box, t)):
        tall = bottom - top
        top = other[1] - tall - _CLEARANCE if other[1] > height / 2 else max(top, other[3] + _CLEARANCE)
        box = (left, top, right, top + tall)
        bottom = top + tall
    return box
