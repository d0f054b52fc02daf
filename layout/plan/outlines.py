"""The edges of outlines: which of them are borders, and which were drawn for want of one.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

from collections.abc import Iterable

from shapely import line_merge, union_all
from shapely.geometry.base import BaseGeometry

from geodata.outlines import Outline

ALIKE_DEG = 2e-7  # degrees (about 2 cm) within which two edges are one: a cut computes its own end points


def cut_edges(outlines: Iterable[Outline], towns: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the edges of schematic outlines that follow no border of a town or published outline."""
    every = list(outlines)
    published = [outline.geometry for outline in every if not outline.schematic]
    borders = union_all([shape.boundary for shape in (*towns, *published)]).buffer(ALIKE_DEG)
    return union_all([o.geometry.boundary.difference(borders) for o in every if o.schematic])


def split_edges(shape: BaseGeometry, cuts: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the edge of a shape as lines: what follows real borders, and what follows the `cuts`.

    Either may be empty. WGS-84 degrees, x longitude, y latitude.
    """
    near_cuts = cuts.buffer(ALIKE_DEG)
    edge = shape.boundary
    parts = (edge.difference(near_cuts), edge.intersection(near_cuts))
    return line_merge(parts[0]), line_merge(parts[1])
