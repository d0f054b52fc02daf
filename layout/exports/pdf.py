"""The map of a view as PDF: one page of its true size, vectors, text that can be read."""

from __future__ import annotations

from layout.drawing import files
from layout.exports.size import Size
from layout.maps.still import picture
from layout.model import Layout
from layout.shapes import Shapes
from layout.text import say
from layout.view import View


def page(layout: Layout, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view. Two calls return equal bytes."""
    drawn = picture(layout, shapes, view, (size or Size()).screen)
    return files.pdf(
        [files.figure(drawn)], say("map.label", view.lang, district=layout.district.name(view.lang))
    )
