"""The map of a view as PDF: one page of its true size, vectors, text that can be read."""

from __future__ import annotations

from layout.drawing.pdf_writer import DocumentProperties, PdfPage, PicturePlacement, write_pdf
from layout.drawing.picture import Picture
from layout.exports.size import Size
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.words.glossary import say

_POINT = 0.75  # points to a pixel of a screen


def page(plan: Plan, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view as PDF, a page of `size.screen` at 0.75 points to the pixel.

    Two calls return equal bytes.
    """
    map_drawing = map_picture(plan, shapes, view, (size or Size()).screen)
    # The page has the map's background and no shapes: the map is placed on it, scaled to points.
    paper = Picture(map_drawing.width * _POINT, map_drawing.height * _POINT, map_drawing.background, ())
    title = say("map.label", view.lang, district=plan.district.name(view.lang))
    metadata = DocumentProperties(title, "", say("text.tag", view.lang))
    return write_pdf([PdfPage(paper, (PicturePlacement(map_drawing, 0, 0, _POINT),))], metadata)
