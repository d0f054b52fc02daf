"""The map of a view as SVG: text that stays text, layers and parts by name."""

from __future__ import annotations

from layout.drawing import svg_writer
from layout.exports.size import Size
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.words.glossary import say


def page(plan: Plan, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return the map of a view as SVG in UTF-8. Two calls return equal bytes."""
    size = size or Size()
    title = say("map.label", view.lang, district=plan.district.name(view.lang))
    return svg_writer.write_svg(
        map_picture(plan, shapes, view, size.screen), (size.width, size.height), title
    )
