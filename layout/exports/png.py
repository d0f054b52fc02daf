"""The map of a view as PNG."""

from __future__ import annotations

from layout.drawing import files
from layout.exports.size import Size
from layout.maps.still import picture
from layout.model import Layout
from layout.shapes import Shapes
from layout.view import View


def page(layout: Layout, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view, in as many pixels as `size` says. Two calls return equal bytes."""
    size = size or Size()
    return files.png(picture(layout, shapes, view, size.screen), (size.wide, size.high), size.resolution)
