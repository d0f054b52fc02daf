"""Pictures and scenes drawn on matplotlib's axes, each at a place and a scale.

The unit of the axes is a point of 1/72 inch; x runs to the right, y downwards, from the upper left
corner (see :func:`blank_figure`). Text stays text in a PDF: its bold outline and its halo are drawn
apart, below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Normal
from matplotlib.patheffects import Stroke as Halo

from layout.drawing.letter_forms import BOLD, DROP, HALO, HATCH_THICK, SHIELD
from layout.drawing.palette import LIGHT_THEME
from layout.drawing.picture import Label, Path, Picture, hatch_lines
from layout.drawing.scene import Dot, FilledRectangle, Scene, StraightLine, TextLine
from layout.drawing.scene_figure import line_dashes
from layout.drawing.text_metrics import advance_width, font_families, legible


@dataclass
class Pen:
    """Where and how large to draw: the axes, `x`, `y` of the origin in points, `scale` points to a pixel.

    `outlined` draws letters as outlines, as their halos are.
    """

    axes: Any
    x: float
    y: float
    scale: float
    clip: Any
    order: int = 0
    outlined: bool = False

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the position of a pixel on the axes, in points."""
        return self.x + x * self.scale, self.y + y * self.scale

    def put(self, artist: Any) -> None:
        """Add an artist above all others, clipped to the picture."""
        self.order += 1
        # One order for all: by default lines lie above areas and text above lines. Snapping would move edges.
        artist.set(zorder=self.order, snap=False)
        artist.set_clip_path(self.clip)


def blank_figure(width: float, height: float) -> tuple[Figure, Any]:
    """Return an empty figure of `width` × `height` points, and the axes that cover it."""
    # Not by pyplot, whose backend a shell may have set.
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return figure, axes


def draw_picture(
    drawing: Picture | Scene,
    axes: Any,
    at: tuple[float, float] = (0.0, 0.0),
    scale: float = 1.0,
    order: int = 0,
    outlined: bool = False,
) -> int:
    """Draw with the upper left corner `at` (x, y) points, `scale` points to a pixel.

    Shapes are stacked above the z-order `order`; the z-order of the topmost is returned. `outlined`
    draws letters as outlines: in a raster file they then lie exactly on their halos.
    """
    size = drawing.width * scale, drawing.height * scale
    clip = axes.add_patch(Rectangle(at, *size, facecolor="none", edgecolor="none"))
    pen = Pen(axes, *at, scale, clip, order, outlined)
    if isinstance(drawing, Picture):
        _put(FilledRectangle(0, 0, drawing.width, drawing.height, drawing.background), pen)
    for shape in _all(drawing):
        _put(shape, pen)
    return pen.order


def _all(drawing: Picture | Scene) -> Iterator[Any]:
    if isinstance(drawing, Scene):
        yield from (shape for _, shape in drawing.shapes)
    else:
        yield from (s for layer in drawing.layers for part in layer.parts for s in part.shapes)


def _paint(name: str, strength: float = 1.0) -> Any:
    return (LIGHT_THEME.get(name, name), strength) if name else "none"


@singledispatch
def _put(shape: Any, pen: Pen) -> None:
    raise TypeError(type(shape))


@_put.register
def _(box: FilledRectangle, pen: Pen) -> None:
    fill, edge = _paint(box.fill, box.opacity), _paint(box.edge)
    size = box.width * pen.scale, box.height * pen.scale
    artist = Rectangle(pen.at(box.x, box.y), *size, facecolor=fill, edgecolor=edge, linewidth=2 * pen.scale)
    pen.put(pen.axes.add_artist(artist))


@_put.register
def _(dot: Dot, pen: Pen) -> None:
    fill, edge = _paint(dot.fill), _paint(dot.edge)
    artist = Circle(
        pen.at(dot.x, dot.y), dot.radius * pen.scale, facecolor=fill, edgecolor=edge, linewidth=2 * pen.scale
    )
    pen.put(pen.axes.add_artist(artist))


@_put.register
def _(stroke: StraightLine, pen: Pen) -> None:
    (x, y), (to_x, to_y) = pen.at(stroke.x, stroke.y), pen.at(stroke.to_x, stroke.to_y)
    line_width = stroke.line_width * pen.scale
    line_style = Line2D(
        [x, to_x], [y, to_y], color=_paint(stroke.colour), linewidth=line_width,
        linestyle=line_dashes(stroke),
        solid_capstyle="butt", dash_capstyle="butt",
    )  # fmt: skip
    pen.put(pen.axes.add_artist(line_style))


@_put.register
def _(words: TextLine, pen: Pen) -> None:
    anchor = {"start": "left", "middle": "center", "end": "right"}[words.anchor]
    style = _LetterStyle(words.size, words.bold, _paint(words.colour), anchor=anchor)
    _letters(pen, words.text, (words.x, words.y), style)


@_put.register
def _(path: Path, pen: Pen) -> None:
    outline = _outline(path, pen)
    dotted = bool(path.dash) and path.dash[0] <= path.line_width
    line_style = {
        "linewidth": path.line_width * pen.scale,
        # Dashes of matplotlib are in line widths, ours in pixels.
        "linestyle": (0, tuple(d / path.line_width for d in path.dash)) if path.dash else "-",
        "capstyle": "round" if dotted else "butt",
        "joinstyle": "round",
    }
    fill = _paint(path.fill, path.opacity) if path.closed else "none"
    edge = _paint(path.edge, path.edge_opacity)
    pen.put(pen.axes.add_artist(PathPatch(outline, facecolor=fill, edgecolor=edge, **line_style)))
    if path.hatch:
        _stripes(path, outline, pen)


def _outline(path: Path, pen: Pen) -> Outline:
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for ring in path.rings:
        points += [pen.at(*p) for p in ring]
        codes += [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 1)]
        if path.closed:
            points.append(pen.at(*ring[0]))
            codes.append(Outline.CLOSEPOLY)
    return Outline(points, codes)


def _stripes(path: Path, outline: Outline, pen: Pen) -> None:
    """Draw a hatch as lines: the patterns of PDF and PNG would differ."""
    lines = [[pen.at(*end) for end in line] for line in hatch_lines(path)]
    stripes = LineCollection(
        lines, colors=[_paint(path.hatch, path.opacity)], linewidths=HATCH_THICK * pen.scale
    )
    pen.axes.add_collection(stripes, autolim=False)
    pen.put(stripes)
    inner = PathPatch(outline, facecolor="none", edgecolor="none")
    inner.set_transform(pen.axes.transData)
    # In place of the clip that put() has set: stripes end at the outline.
    stripes.set_clip_path(inner)


@_put.register
def _(label: Label, pen: Pen) -> None:
    if label.shield:
        _shield(label, pen)
    base = label.y + label.size * DROP
    halo = _paint(label.halo) if label.halo else None
    style = _LetterStyle(label.size, label.bold, _paint(label.colour), halo)
    if not label.spacing:
        _letters(pen, label.text, (label.x, base), style)
        return
    gap = label.spacing * label.size
    # Widths as drawn, without the reserve for other fonts: that would set the letters apart.
    text_extent = advance_width(label.text, label.size) + gap * (len(label.text) - 1)
    x = label.x - text_extent / 2
    for letter in legible(label.text):
        letter_width = advance_width(letter, label.size)
        _letters(pen, letter, (x + letter_width / 2, base), style)
        x += letter_width + gap


def _shield(label: Label, pen: Pen) -> None:
    x, y = pen.at(label.x - label.width / 2, label.y - label.height / 2)
    size = label.width * pen.scale, label.height * pen.scale
    artist = FancyBboxPatch(
        (x, y), *size, boxstyle=f"round,pad=0,rounding_size={SHIELD * pen.scale}",
        facecolor=_paint(label.shield), edgecolor=_paint(label.shield_edge), linewidth=pen.scale,
    )  # fmt: skip
    pen.put(pen.axes.add_artist(artist))


@dataclass(frozen=True)
class _LetterStyle:
    size: float
    bold: bool
    paint: Any
    halo: Any = None
    anchor: str = "center"


def _letters(pen: Pen, words: str, at: tuple[float, float], style: _LetterStyle) -> None:
    x, y = pen.at(*at)
    properties = {
        "fontsize": style.size * pen.scale, "fontfamily": list(font_families()), "ha": style.anchor,
        "va": "baseline", "parse_math": False,
    }  # fmt: skip
    text, edge = legible(words), BOLD * style.size if style.bold else 0.0
    effects: list[Any] = [Halo(**_line(pen, HALO + edge, style.halo))] if style.halo else []
    effects += [Halo(**_line(pen, edge, style.paint))] if style.bold else []
    if pen.outlined or style.bold:
        effects.append(Normal())
    if effects:
        below = pen.axes.text(x, y, text, color=style.paint, **properties)
        below.set_path_effects(effects)
        pen.put(below)
    if not pen.outlined:
        # The bold letters are drawn above; this text would not lie exactly on them, and is there for search.
        invisible = {"alpha": 0.0} if style.bold else {}
        pen.put(pen.axes.text(x, y, text, color=style.paint, **properties, **invisible))


def _line(pen: Pen, line_width: float, paint: Any) -> dict[str, Any]:
    return {"linewidth": line_width * pen.scale, "foreground": paint[0], "joinstyle": "round"}
