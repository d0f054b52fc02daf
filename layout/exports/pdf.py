"""The map of a view as PDF: one page of its true size, vectors, text that can be read."""

from __future__ import annotations

from layout.drawing.document import Document, Page, Placed, document
from layout.drawing.picture import Picture
from layout.exports.size import Size
from layout.maps.still import picture
from layout.model import Layout
from layout.shapes import Shapes
from layout.text import say
from layout.view import View

_POINT = 0.75  # points to a pixel of a screen


def page(layout: Layout, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view. Two calls return equal bytes."""
    drawn = picture(layout, shapes, view, (size or Size()).screen)
    own = Picture(drawn.wide * _POINT, drawn.high * _POINT, drawn.ground, ())
    title = say("map.label", view.lang, district=layout.district.name(view.lang))
    about = Document(title, "", say("text.tag", view.lang))
    return document([Page(own, (Placed(drawn, 0, 0, _POINT),))], about)
