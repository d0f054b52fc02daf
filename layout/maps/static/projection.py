"""From degrees to pixels: a frame of ground in Web Mercator, and shapes cut to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layout.drawing.picture import Point
from layout.view.extent import MAX_LATITUDE, TILE_PX, Bounds, mercator_latitude, mercator_y

_RADIUS = 6378137.0
_LEAST_AREA = 0.05  # pixels; points closer than this say nothing
Rings = tuple[tuple[Point, ...], ...]
Sides = tuple[float, float, float, float]  # left, top, right, bottom


def fit_frame(extent: Bounds, size: tuple[float, float], padding: Sides) -> Frame:
    """Return the frame of a size that shows an extent as large as its paddings allow, in their middle."""
    west, south, east, north = extent
    left, top, right, bottom = padding
    wide, high = max(1.0, size[0] - left - right), max(1.0, size[1] - top - bottom)
    x0, x1, y0, y1 = _across(west), _across(east), _down(north), _down(south)
    scale = min(wide / max(x1 - x0, 1e-9), high / max(y1 - y0, 1e-9))
    x = (x0 + x1) / 2 * scale - left - wide / 2
    y = (y0 + y1) / 2 * scale - top - high / 2
    return Frame(size[0], size[1], scale, x, y)


def _across(lon: float) -> float:
    return (lon + 180) / 360


def _down(lat: float) -> float:
    return (1 - mercator_y(lat) / math.pi) / 2


@dataclass(frozen=True)
class Frame:
    """A window of `wide` × `high` pixels whose corner is at `x`, `y` of a world `scale` pixels wide."""

    wide: float
    high: float
    scale: float
    x: float
    y: float

    @property
    def zoom(self) -> float:
        """Return the zoom of a web map that shows the same."""
        return math.log2(self.scale / TILE_PX)

    @property
    def centre(self) -> tuple[float, float]:
        """Return the latitude and longitude of the middle."""
        lon = (self.x + self.wide / 2) / self.scale * 360 - 180
        return mercator_latitude(math.pi * (1 - 2 * (self.y + self.high / 2) / self.scale)), lon

    @cached_property
    def outline(self) -> BaseGeometry:
        """Return the frame as a polygon of pixels."""
        return shapely.box(0, 0, self.wide, self.high)

    def metres_per_pixel(self, lat: float) -> float:
        """Return how many metres of ground one pixel takes at a latitude."""
        return 2 * math.pi * _RADIUS * math.cos(math.radians(lat)) / self.scale

    def pixel(self, at: tuple[float, float]) -> Point:
        """Return the pixel of a (lat, lon)."""
        return _across(at[1]) * self.scale - self.x, _down(at[0]) * self.scale - self.y

    def contains_point(self, at: Point, around: float = 0.0) -> bool:
        """Tell whether a pixel lies within the frame with as much around it."""
        return around <= at[0] <= self.wide - around and around <= at[1] <= self.high - around

    def to_pixels(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a shape of degrees in pixels, not cut."""
        shape = shapely.transform(geometry, self._pixels)
        return shape if shape.is_valid else shapely.make_valid(shape)

    def _pixels(self, degrees: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        lat = numpy.radians(numpy.clip(degrees[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        x = (degrees[:, 0] + 180) / 360 * self.scale - self.x
        y = (1 - numpy.arcsinh(numpy.tan(lat)) / math.pi) / 2 * self.scale - self.y
        return numpy.column_stack([x, y])

    def clipped_rings(self, shape: BaseGeometry) -> Rings:
        """Return the rings of a polygon of pixels, cut to the frame; holes are rings too."""
        cut = shape if self.outline.contains(shape) else shape.intersection(self.outline)
        parts = [p for p in shapely.get_parts(cut) if p.geom_type == "Polygon" and p.area > _LEAST_AREA]
        return tuple(_points(ring) for part in parts for ring in (part.exterior, *part.interiors))

    def clipped_lines(self, shape: BaseGeometry) -> Rings:
        """Return the lines of a shape of pixels, a polygon's own being its edge, cut to the frame."""
        edge = shape.boundary if shape.geom_type.endswith("Polygon") else shape
        cut = edge.intersection(self.outline)
        if cut.geom_type == "GeometryCollection":
            cut = shapely.MultiLineString([p for p in shapely.get_parts(cut) if p.geom_type == "LineString"])
        joined = shapely.line_merge(cut) if cut.geom_type == "MultiLineString" else cut
        return tuple(
            _points(p)
            for p in shapely.get_parts(joined)
            if p.geom_type in ("LineString", "LinearRing") and not p.is_empty
        )

    def contains_shape(self, shape: BaseGeometry) -> bool:
        """Tell whether a shape of pixels lies within the frame."""
        return bool(self.outline.contains(shape))


def _points(line: BaseGeometry) -> tuple[Point, ...]:
    return tuple((round(x, 2), round(y, 2)) for x, y in line.coords)
