"""The map of a view as PNG."""

from __future__ import annotations

from layout.drawing import png_writer
from layout.exports.size import Size
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View


def page(plan: Plan, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view as PNG, in as many pixels as `size` says. Two calls return equal bytes."""
    size = size or Size()
    picture = map_picture(plan, shapes, view, size.screen)
    return png_writer.write_png(picture, (size.width, size.height), size.resolution)
