"""The map of a file where no scripts run: markup that is small, for it comes on top of all else."""

from __future__ import annotations

from dataclasses import replace

import shapely

from layout.drawing import svg_writer
from layout.drawing.picture import Part, Path, PictureShape
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.words.glossary import say

_SIZE = (1200.0, 760.0)  # pixels
_TOLERANCE = 0.3  # pixels that a line may move


def still_map(plan: Plan, shapes: Shapes, view: View) -> str:
    """Return the map of a view as markup for a page; all text is escaped."""
    title = say("map.label", view.lang, district=plan.district.name(view.lang))
    picture = map_picture(plan, shapes, view, _SIZE)
    layers = tuple(replace(layer, parts=tuple(map(_coarse_part, layer.parts))) for layer in picture.layers)
    return svg_writer.inline_svg(replace(picture, layers=layers), title)


def _coarse_part(part: Part) -> Part:
    return replace(part, shapes=tuple(map(_coarse, part.shapes)))


def _coarse(shape: PictureShape) -> PictureShape:
    """Return a path with fewer points, to a tenth of a pixel; other shapes as they are."""
    if not isinstance(shape, Path):
        return shape
    lines = (shapely.LineString(ring).simplify(_TOLERANCE).coords for ring in shape.rings)
    return replace(shape, rings=tuple(tuple((round(x, 1), round(y, 1)) for x, y in line) for line in lines))
