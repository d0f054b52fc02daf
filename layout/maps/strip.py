"""The legend by itself, to stand below the maps of a printed page."""

from __future__ import annotations

from layout.drawing.picture import Layer, Picture
from layout.maps.canvas import record
from layout.maps.ink import Sheet
from layout.maps.keys import strip
from layout.maps.layers import LAYERS
from layout.maps.project import fit
from layout.model import Layout
from layout.shapes import Shapes, boxes
from layout.view import View


def legend(layout: Layout, shapes: Shapes, lang: str, wide: float) -> Picture:
    """Return the keys of all that maps of a layout show, in lines across `wide` pixels."""
    view = View(layout.district.id, layout.edition.id, lang)
    frame = fit(boxes(layout, shapes)[layout.district.id], (wide, wide), (0, 0, 0, 0))
    block = strip(Sheet(record(layout, shapes, lang, LAYERS), view, frame), wide)
    return Picture(wide, block.high, "", (Layer("legend", block.name, (block.at(0, 0),)),))
