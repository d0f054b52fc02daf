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
_TOLERANCE = 0.7  # pixels that a line may move
# A path of so many points is an outline, whose points may go to whole pixels; a symbol keeps tenths.
_OUTLINE = 12


def still_map(plan: Plan, shapes: Shapes, view: View) -> str:
    """Return the map of a view as markup for a page; all text is escaped."""
    title = say("map.label", view.lang, district=plan.district.name(view.lang))
    picture = map_picture(plan, shapes, view, _SIZE)
    layers = tuple(replace(layer, parts=tuple(map(_coarse_part, layer.parts))) for layer in picture.layers)
    return svg_writer.inline_svg(replace(picture, layers=layers), title)


def _coarse_part(part: Part) -> Part:
    # The grain would double the ground's points, and is for paper.
    ground = part.key.startswith("member:")
    shapes = (s for s in part.shapes if not (ground and isinstance(s, Path) and s.hatch))
    return replace(part, shapes=tuple(map(_coarse, shapes)))


def _coarse(shape: PictureShape) -> PictureShape:
    """Return a path with fewer points and digits; other shapes as they are."""
    if not isinstance(shape, Path):
        return shape
    digits = 0 if max(map(len, shape.rings), default=0) >= _OUTLINE else 1
    lines = (shapely.LineString(ring).simplify(_TOLERANCE).coords for ring in shape.rings)
    rings = (tuple((round(x, digits), round(y, digits)) for x, y in line) for line in lines)
    return replace(shape, rings=tuple(rings))
