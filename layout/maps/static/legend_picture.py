"""The legend as a picture of its own, to be set below the map of a printed page."""

from __future__ import annotations

from layout.drawing.picture import Layer, Picture
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.static.legend import legend_lines
from layout.maps.static.projection import fit_frame
from layout.maps.static.static_map import StaticMap
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, bounds_by_id
from layout.view.view import View


def legend_picture(plan: Plan, shapes: Shapes, lang: str, width: float) -> Picture:
    """Return the legend of a plan's maps in lines across `wide` pixels, as high as it needs."""
    view = View(plan.district.id, plan.edition.id, lang)
    # Any frame: the rows of the legend come from the record alone.
    frame = fit_frame(bounds_by_id(plan, shapes)[plan.district.id], (width, width), (0, 0, 0, 0))
    block = legend_lines(StaticMap(record_map(plan, shapes, lang, LAYERS), view, frame), width)
    return Picture(width, block.height, "", (Layer("legend", block.name, (block.at(0, 0),)),))
