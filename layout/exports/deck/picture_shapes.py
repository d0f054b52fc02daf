"""A picture as native PowerPoint shapes: a group for each layer, a shape or a group for each part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Any

from shapely.geometry import LineString, MultiLineString, Polygon

from layout.drawing.letter_forms import HATCH_THICK
from layout.drawing.palette import LIGHT_THEME
from layout.drawing.picture import Label, Layer, Part, Path, Picture, PictureShape, Point, hatch_lines
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.drawing.text_metrics import text_width
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import (
    Para,
    Run,
    body_properties,
    parse_fragment,
    shape_name,
    text_body,
    xfrm,
)
from layout.exports.deck.slide_size import EMU
from layout.exports.rectangle import Rect
from layout.words.glossary import join_words

_UNIT = 20  # path units to a point
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_MOST_DESCRIPTION = 400
_VEIL = 0.4
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A shape's XML and its rectangle in points."""

    xml: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """A picture's rectangle on the slide; `scale` is points per pixel, `number` returns the next shape id."""

    at: Rect
    scale: float
    theme: DeckTheme
    number: Callable[[], int]

    def place(self, x: float, y: float, width: float, height: float) -> Rect:
        """Return a rectangle of pixels in points of the slide."""
        s = self.scale
        return Rect(self.at.x + x * s, self.at.y + y * s, width * s, height * s)

    def paint(self, colour: str, strength: float = 1.0) -> str:
        """Return the XML of a fill; roles have light-theme colours, as the map has its own background."""
        return self.theme.fill(LIGHT_THEME.get(colour, colour), strength)


def picture_group(picture: Picture, name: str, description: str, frame: PictureFrame) -> Any:
    """Return the group shape (`p:grpSp`) of a picture: its background, then a group for each layer."""
    ground = _shape(frame, frame.place(0, 0, picture.width, picture.height), picture.background, name=name)
    layers = [_layer(layer, frame) for layer in picture.layers]
    return parse_fragment(_group([ground, *(p for p in layers if p)], name, description, frame).xml)


def _layer(layer: Layer, frame: PictureFrame) -> _Piece | None:
    parts = [p for p in (_part(part, frame) for part in layer.parts) if p]
    if not parts:
        return None
    description = join_words(dict.fromkeys(p.name for p in layer.parts if p.name), frame.theme.lang)
    return _group(parts, layer.name, description[:_MOST_DESCRIPTION], frame)


def _part(part: Part, frame: PictureFrame) -> _Piece | None:
    pieces = [p for shape in part.shapes for p in _pieces_of(shape, part.name, frame)]
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    return _group(pieces, part.name, "", frame)


def _pieces_of(shape: PictureShape, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    return _DRAW[type(shape)](shape, name, frame)


def _group(pieces: Sequence[_Piece], name: str, description: str, frame: PictureFrame) -> _Piece:
    left, top = min(p.rect.x for p in pieces), min(p.rect.y for p in pieces)
    right, bottom = max(p.rect.right for p in pieces), max(p.rect.bottom for p in pieces)
    rect = Rect(left, top, right - left, bottom - top)
    x, y, width, height = (round(v * EMU) for v in (left, top, rect.width, rect.height))
    # Child coordinates are those of the slide, so that nothing in a group is scaled.
    places = "".join(
        f'<a:{o} x="{x}" y="{y}"/><a:{e} cx="{width}" cy="{height}"/>'
        for o, e in (("off", "ext"), ("chOff", "chExt"))
    )
    xml = (
        f"<p:grpSp><p:nvGrpSpPr>{shape_name(frame.number(), name, description)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{places}</a:xfrm></p:grpSpPr>"
        f"{''.join(p.xml for p in pieces)}</p:grpSp>"
    )
    return _Piece(xml, rect)


def _shape(frame: PictureFrame, rect: Rect, fill: str, strength: float = 1.0, **how: str) -> _Piece:
    """Return a shape. `how`: name, form (a preset), geometry (in place of a form), line, text."""
    form = how.get("form", "rect")
    geometry = how.get("geometry") or f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
    return _Piece(
        f"<p:sp><p:nvSpPr>{shape_name(frame.number(), how.get('name', ''))}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{xfrm(rect)}{geometry}{frame.paint(fill, strength)}{how.get('line', _NO_LINE)}</p:spPr>"
        f"{how.get('text', '')}</p:sp>",
        rect,
    )


def _line(
    frame: PictureFrame, colour: str, thick: float, strength: float = 1.0, dash: Sequence[float] = ()
) -> str:
    if not colour or thick <= 0:
        return _NO_LINE
    pairs = [(dash[i], dash[(i + 1) % len(dash)]) for i in range(0, len(dash), 2)]
    # A dash counts in thousandths of a per cent of the line's width.
    stops = "".join(
        f'<a:ds d="{round(on / thick * 100_000)}" sp="{round(off / thick * 100_000)}"/>' for on, off in pairs
    )
    width = max(round(thick * frame.scale * EMU), 1)
    # Round ends would make dashes longer and close their gaps.
    cap = "flat" if stops else "rnd"
    return (
        f'<a:ln w="{width}" cap="{cap}">{frame.paint(colour, strength)}'
        f"{f'<a:custDash>{stops}</a:custDash>' if stops else ''}<a:round/></a:ln>"
    )


def _path(path: Path, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    line = _line(frame, path.edge, path.line_width, path.edge_opacity, path.dash)
    fill = "" if path.hatch or not path.closed else path.fill
    if path.hatch:
        stripes = _stripes(path)
        stroke = _line(frame, path.hatch, HATCH_THICK, path.opacity)
        yield from _freeform(stripes, False, "", 1.0, frame, name=name, line=stroke)
    if fill or path.edge:
        yield from _freeform(path.rings, path.closed, fill, path.opacity, frame, name=name, line=line)


def _freeform(
    rings: Sequence[Sequence[Point]],
    closed: bool,
    fill: str,
    strength: float,
    frame: PictureFrame,
    **how: str,
) -> Iterable[_Piece]:
    """Yield one freeform of all rings (even-odd fill); nothing where none has two points."""
    s = frame.scale
    lines = [[(frame.at.x + x * s, frame.at.y + y * s) for x, y in ring] for ring in rings]
    flat = [p for line in lines for p in line]
    if not flat:
        return
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    rect = Rect(left, top, max(x for x, _ in flat) - left, max(y for _, y in flat) - top)
    steps = [
        _steps([(round((x - left) * _UNIT), round((y - top) * _UNIT)) for x, y in line], closed)
        for line in lines
    ]
    if any(steps):
        # A straight line has no width or no height, and a path needs both.
        size = f'w="{max(round(rect.width * _UNIT), 1)}" h="{max(round(rect.height * _UNIT), 1)}"'
        bare = "" if closed else ' fill="none"'
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst><a:path {size}{bare}>{''.join(steps)}</a:path></a:pathLst></a:custGeom>"
        )
        yield _shape(frame, rect, fill, strength, geometry=geometry, **how)


def _steps(points: Sequence[tuple[int, int]], closed: bool) -> str:
    distinct = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if closed and len(distinct) > 1 and distinct[0] == distinct[-1]:
        # `a:close` draws the last edge.
        distinct.pop()
    if len(distinct) < 2:
        return ""
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in distinct)
    lines = "".join(f"<a:lnTo>{p}</a:lnTo>" for p in others)
    return f"<a:moveTo>{first}</a:moveTo>{lines}{'<a:close/>' if closed else ''}"


def _stripes(path: Path) -> list[list[Point]]:
    """Return the lines of a hatch as pixels: a pattern fill looks different in every program."""
    # Even-odd, as the polygon's fill.
    ground = reduce(xor, [Polygon(r).buffer(0) for r in path.rings if len(r) > 2], Polygon())
    if ground.is_empty:
        return []
    grid = MultiLineString(hatch_lines(path))
    # Stripes can touch a corner in a point, which is no line.
    clipped = ground.intersection(grid)
    lines = [g for g in getattr(clipped, "geoms", [clipped]) if isinstance(g, LineString)]
    return [[(x, y) for x, y in line.coords] for line in lines]


def _label(label: Label, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    rect = frame.place(label.x - label.width / 2, label.y - label.height / 2, label.width, label.height)
    run = Run(
        label.text,
        label.size * frame.scale,
        label.bold,
        LIGHT_THEME.get(label.colour, label.colour),
        spacing=label.spacing * label.size * frame.scale,
        halo=LIGHT_THEME.get(label.halo, label.halo),
    )
    line = _line(frame, label.shield_edge, 1.0)
    form = "roundRect" if label.shield else "rect"
    # LibreOffice draws no glow: a translucent box keeps lines out of the text in every program.
    # The large labels of elements have none, as the box would be visible there.
    veil = run.halo if not label.spacing else ""
    ground, strength = (label.shield, 1.0) if label.shield else (veil, _VEIL)
    # Aligned at the end that is at the symbol: in a wider font the text grows away from it.
    text = _text(run, _ALIGN[label.anchor], "ctr", frame)
    yield _shape(frame, rect, ground, strength, name=name, form=form, line=line, text=text)


def _text(run: Run, align: str, anchor: str, frame: PictureFrame) -> str:
    return text_body((Para((run,), run.size * 1.2, align),), frame.theme, body_properties(anchor, wrap=False))


def _box(box: FilledRectangle, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    line = _line(frame, box.edge, 2.0)
    yield _shape(
        frame, frame.place(box.x, box.y, box.width, box.height), box.fill, box.opacity, name=name, line=line
    )


def _dot(dot: Dot, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    r = dot.radius
    rect = frame.place(dot.x - r, dot.y - r, 2 * r, 2 * r)
    yield _shape(frame, rect, dot.fill, name=name, form="ellipse", line=_line(frame, dot.edge, 2.0))


def _stroke(stroke: StraightLine, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    ends = [[(stroke.x, stroke.y), (stroke.to_x, stroke.to_y)]]
    line = _line(frame, stroke.colour, stroke.line_width)
    yield from _freeform(ends, False, "", 1.0, frame, name=name, line=line)


def _words(words: TextLine, name: str, frame: PictureFrame) -> Iterable[_Piece]:
    width, size = text_width(words.text, words.size, words.bold), words.size
    left = {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    rect = frame.place(words.x - left, words.y - size * 0.98, width, size * 1.25)
    run = Run(words.text, size * frame.scale, words.bold, LIGHT_THEME.get(words.colour, words.colour))
    yield _shape(frame, rect, "", name=name, text=_text(run, _ALIGN[words.anchor], "ctr", frame))


_DRAW: Mapping[type, Callable[[Any, str, PictureFrame], Iterable[_Piece]]] = {
    Path: _path, Label: _label, FilledRectangle: _box, Dot: _dot, StraightLine: _stroke, TextLine: _words,
}  # fmt: skip
