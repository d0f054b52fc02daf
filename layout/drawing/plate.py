"""A picture on matplotlib's canvas, in points, with the packaged font."""

from __future__ import annotations

from typing import Any

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath

from layout.drawing.picture import Label, Path, Picture
from layout.drawing.scene import Box, Dot, Stroke, Words
from layout.drawing.lettering import families


def figure(page: Picture) -> Figure:
    """Return a figure of a page."""
    drawn = Figure(figsize=(page.wide / 72, page.high / 72), dpi=72)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, page.wide)
    axes.set_ylim(page.high, 0)
    n = 0
    for layer in page.layers:
        for part in layer.parts:
            for s in part.shapes:
                n += 1
                put(axes, s, n)
    return drawn


def put(axes: Any, s: Any, z: int) -> None:
    if isinstance(s, Box):
        axes.add_patch(
            Rectangle(
                (s.x, s.y),
                s.wide,
                s.high,
                facecolor=(s.fill, s.strength) if s.fill else "none",
                edgecolor=s.edge or "none",
                lw=0.8,
                zorder=z,
            )
        )
    elif isinstance(s, Dot):
        axes.add_patch(
            Circle((s.x, s.y), s.radius, facecolor=s.fill or "none", edgecolor=s.edge or "none", zorder=z)
        )
    elif isinstance(s, Stroke):
        axes.add_line(
            Line2D([s.x, s.to_x], [s.y, s.to_y], color=s.colour, lw=s.thick, zorder=z, solid_capstyle="butt")
        )
    elif isinstance(s, Words):
        ha = {"start": "left", "middle": "center", "end": "right"}[s.anchor]
        if s.bold:
            pass
        axes.text(
            s.x,
            s.y,
            s.text,
            fontfamily=list(families()),
            fontsize=s.size,
            color=s.colour,
            ha=ha,
            va="baseline",
            parse_math=False,
            zorder=z,
            fontweight=400,
        )
    elif isinstance(s, Label):
        axes.text(
            s.x,
            s.y,
            s.text,
            fontfamily=list(families()),
            fontsize=s.size,
            color=s.colour,
            ha="center",
            va="center",
            parse_math=False,
            zorder=z,
        )
    elif isinstance(s, Path):
        for ring in s.rings:
            axes.add_patch(
                PathPatch(
                    Outline(ring, closed=False),
                    facecolor=s.fill or "none",
                    edgecolor=s.edge or "none",
                    lw=s.thick,
                    zorder=z,
                )
            )
