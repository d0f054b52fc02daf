"""A scene as a figure of matplotlib, one point to a pixel, from which svg_nodes makes SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from layout.drawing.scene import Dot, FilledRectangle, Scene, Shape, StraightLine, TextLine
from layout.drawing.text_metrics import font_families

_DPI = 72  # at which a point is a pixel


def figure_of_scene(scene: Scene, palette: Mapping[str, str]) -> Figure:
    """Return a figure of the scene; the shapes of group n have the id `gn`, those of no group `g-1`.

    `palette` gives roles of the theme their colours.
    """
    figure = Figure(figsize=(scene.width / _DPI, scene.height / _DPI), dpi=_DPI)
    figure.patch.set_visible(False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    for order, (group, shape) in enumerate(scene.shapes):
        artist = _PUT[type(shape)](axes, shape, palette)
        # In the order of the scene: by default lines would lie above areas and text above lines.
        artist.set(gid=f"g{group}", zorder=order, clip_on=False, snap=False)
    return figure


def _paint(name: str, palette: Mapping[str, str]) -> str:
    return palette.get(name, name) if name else "none"


def _box(axes: Any, box: FilledRectangle, palette: Mapping[str, str]) -> Any:
    fill = (_paint(box.fill, palette), box.opacity)
    edge = _paint(box.edge, palette)
    return axes.add_patch(
        Rectangle((box.x, box.y), box.width, box.height, facecolor=fill, edgecolor=edge, linewidth=2)
    )


def _dot(axes: Any, dot: Dot, palette: Mapping[str, str]) -> Any:
    fill, edge = _paint(dot.fill, palette), _paint(dot.edge, palette)
    return axes.add_patch(Circle((dot.x, dot.y), dot.radius, facecolor=fill, edgecolor=edge, linewidth=2))


def _stroke(axes: Any, stroke: StraightLine, palette: Mapping[str, str]) -> Any:
    ends = [stroke.x, stroke.to_x], [stroke.y, stroke.to_y]
    colour = _paint(stroke.colour, palette)
    return axes.add_line(
        Line2D(
            *ends, color=colour, linewidth=stroke.line_width, linestyle=line_dashes(stroke),
            solid_capstyle="butt", dash_capstyle="butt",
        )
    )  # fmt: skip


def line_dashes(stroke: StraightLine) -> Any:
    """Return the line style of matplotlib, whose dashes are in line widths, ours in pixels."""
    return (0, tuple(d / stroke.line_width for d in stroke.dash)) if stroke.dash else "-"


def _words(axes: Any, words: TextLine, palette: Mapping[str, str]) -> Any:
    return axes.text(
        words.x,
        words.y,
        words.text,
        fontsize=words.size,
        # The packaged font has one weight; this one is for the font of the browser.
        fontweight=700 if words.bold else 400,
        fontfamily=list(font_families()),
        color=_paint(words.colour, palette),
        ha={"start": "left", "middle": "center", "end": "right"}[words.anchor],
        va="baseline",
        parse_math=False,
    )


_PUT: Mapping[type[Shape], Any] = {FilledRectangle: _box, Dot: _dot, StraightLine: _stroke, TextLine: _words}
