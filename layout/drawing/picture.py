"""A picture in named layers, before any library draws it: PNG, SVG, PDF and decks are made of it.

All measures are pixels; x runs to the right, y downwards, from the upper left corner. A file may scale
them, and letters with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """Lines or a polygon with holes (even-odd). Colours are `#rrggbb`; `opacity` is 0 to 1.

    `rings` are (x, y) points. `hatch` is the colour of stripes in place of a fill; `dash` is in pixels:
    on, off, …
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
