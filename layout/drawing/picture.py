"""A picture in named layers, before any library draws it: PNG, SVG, PDF and decks are made of it.

All measures are pixels; x runs to the right, y downwards, from the upper left corner. A file may scale
them, and letters with them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines or a polygon with holes (even-odd). Colours are `#rrggbb`; `opacity` is 0 to 1.

    `rings` are (x, y) points. `hatch` is the colour of stripes in place of a fill, `lay` their angle in
    degrees, from level lines upwards to the right, and the gap between them in pixels; `dash` is in
    pixels: on, off, …
    """

    rings: tuple[tuple[Point, ...], ...]
    closed: bool
    fill: str = ""
    opacity: float = 1.0
    edge: str = ""
    edge_opacity: float = 1.0
    line_width: float = 1.0
    dash: tuple[float, ...] = ()
    hatch: str = ""
    lay: tuple[int, float] = (45, 8.0)


def hatch_lines(path: Path) -> list[tuple[Point, Point]]:
    """Return the stripes of a path as lines across its extent, in pixels.

    Counted from the corner of the picture, so that the stripes of neighbours meet.
    """
    turn, gap = math.radians(path.lay[0]), path.lay[1]
    cos, sin = math.cos(turn), math.sin(turn)
    xs, ys = ([p[n] for ring in path.rings for p in ring] for n in (0, 1))
    corners = [(x, y) for x in (min(xs), max(xs)) for y in (min(ys), max(ys))]
    # Along a stripe, which rises as it goes right, and from stripe to stripe.
    along, across = [x * cos - y * sin for x, y in corners], [x * sin + y * cos for x, y in corners]
    places = [n * gap for n in range(math.floor(min(across) / gap), math.ceil(max(across) / gap) + 1)]
    return [
        ((a * cos + d * sin, d * cos - a * sin), (b * cos + d * sin, d * cos - b * sin))
        for a, b, d in ((min(along), max(along), place) for place in places)
    ]


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text with a halo; `x`, `y` are the middle of its box of `width` × `height`.

    `spacing` is put after each letter, in parts of the font size. `shield` is the fill of a shield behind
    it (a road's number), `shield_edge` the shield's line. `anchor` (`start`, `middle`, `end`) is the end that
    stays in place where another font is used: a deck may have one, other files embed their font.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    size: float
    bold: bool = False
    colour: str = "#26231c"
    halo: str = ""
    spacing: float = 0.0
    shield: str = ""
    shield_edge: str = ""
    anchor: str = "middle"


PictureShape = Path | Label | FilledRectangle | Dot | StraightLine | TextLine


def scale_and_move(shape: PictureShape, x: float, y: float, scale: float = 1.0) -> PictureShape:
    """Return a shape scaled about the origin, then moved by (`x`, `y`).

    Widths of lines, dashes and font sizes of text scale too; the edges of rectangles and dots keep theirs.
    """
    if isinstance(shape, Path):
        rings = tuple(tuple((x + a * scale, y + b * scale) for a, b in ring) for ring in shape.rings)
        dash = tuple(d * scale for d in shape.dash)
        return replace(shape, rings=rings, line_width=shape.line_width * scale, dash=dash)
    x, y = x + shape.x * scale, y + shape.y * scale
    if isinstance(shape, StraightLine):
        end = x + (shape.to_x - shape.x) * scale, y + (shape.to_y - shape.y) * scale
        return replace(shape, x=x, y=y, to_x=end[0], to_y=end[1], line_width=shape.line_width * scale)
    if isinstance(shape, Dot):
        return replace(shape, x=x, y=y, radius=shape.radius * scale)
    if isinstance(shape, TextLine):
        return replace(shape, x=x, y=y, size=shape.size * scale)
    width, height = shape.width * scale, shape.height * scale
    if isinstance(shape, Label):
        return replace(shape, x=x, y=y, width=width, height=height, size=shape.size * scale)
    return replace(shape, x=x, y=y, width=width, height=height)


@dataclass(frozen=True, slots=True)
class Part:
    """The shapes of one object of the map: `key` is stable (`town:<id>`), `name` is for people."""

    key: str
    name: str
    shapes: tuple[PictureShape, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Parts under one name, the lowest first."""

    id: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of `width` × `height` pixels on a background of one colour, clipped to it."""

    width: float
    height: float
    background: str
    layers: tuple[Layer, ...]
