"""From WGS-84 degrees to pixels: a frame in Web Mercator (EPSG:3857), and shapes clipped to it.

Pixels count from the upper left corner of the frame, x to the right, y down.
"""

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
_LEAST_AREA = 0.05  # square pixels; polygons smaller than this are not drawn
Rings = tuple[tuple[Point, ...], ...]
PixelBox = tuple[float, float, float, float]  # left, top, right, bottom, in pixels of a frame
Padding = tuple[float, float, float, float]  # pixels kept free at the left, top, right, bottom


def fit_frame(extent: Bounds, size: tuple[float, float], padding: Padding) -> Frame:
    """Return the frame that shows an extent as large as the padding allows, centred within it.

    `extent` is west, south, east, north in degrees; `size` is width, height in pixels.
    """
    west, south, east, north = extent
    left, top, right, bottom = padding
    # The padding may be larger than a small picture.
    width, height = max(1.0, size[0] - left - right), max(1.0, size[1] - top - bottom)
    x0, x1, y0, y1 = _across(west), _across(east), _down(north), _down(south)
    # An extent may be a point.
    scale = min(width / max(x1 - x0, 1e-9), height / max(y1 - y0, 1e-9))
    x = (x0 + x1) / 2 * scale - left - width / 2
    y = (y0 + y1) / 2 * scale - top - height / 2
    return Frame(size[0], size[1], scale, x, y)


def _across(lon: float) -> float:
    return (lon + 180) / 360


def _down(lat: float) -> float:
    return (1 - mercator_y(lat) / math.pi) / 2


@dataclass(frozen=True)
class Frame:
    """A window of `wide` × `high` pixels, its corner at `x`, `y` of a world that is `scale` pixels wide."""

    width: float
    height: float
    scale: float
    x: float
    y: float

    @property
    def zoom(self) -> float:
        """Return the zoom level at which a web map (256-pixel tiles) has this scale."""
        return math.log2(self.scale / TILE_PX)

    @property
    def centre(self) -> tuple[float, float]:
        """Return (lat, lon) of the centre in degrees."""
        lon = (self.x + self.width / 2) / self.scale * 360 - 180
        return mercator_latitude(math.pi * (1 - 2 * (self.y + self.height / 2) / self.scale)), lon

    @cached_property
    def outline(self) -> BaseGeometry:
        """Return the frame as a polygon of pixels."""
        return shapely.box(0, 0, self.width, self.height)

    def metres_per_pixel(self, lat: float) -> float:
        """Return the ground resolution in metres per pixel at a latitude in degrees."""
        return 2 * math.pi * _RADIUS * math.cos(math.radians(lat)) / self.scale

    def pixel(self, at: tuple[float, float]) -> Point:
        """Return x, y in pixels of `at`, a (lat, lon) in degrees."""
        return _across(at[1]) * self.scale - self.x, _down(at[0]) * self.scale - self.y

    def contains_point(self, at: Point, around: float = 0.0) -> bool:
        """Tell whether a point in pixels lies within the frame, `around` pixels or more from its edges."""
        return around <= at[0] <= self.width - around and around <= at[1] <= self.height - around

    def to_pixels(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of (lon, lat) degrees in pixels, not clipped; invalid ones are mended."""
        # A polygon may cross itself after its points were rounded one by one, and cannot be clipped then.
        shape = shapely.transform(geometry, self._pixels)
        return shape if shape.is_valid else shapely.make_valid(shape)

    def _pixels(self, degrees: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        # Mercator has no finite y at the poles.
        lat = numpy.radians(numpy.clip(degrees[:, 1], -MAX_LATITUDE, MAX_LATITUDE))
        x = (degrees[:, 0] + 180) / 360 * self.scale - self.x
        y = (1 - numpy.arcsinh(numpy.tan(lat)) / math.pi) / 2 * self.scale - self.y
        return numpy.column_stack([x, y])

    def clipped_rings(self, shape: BaseGeometry) -> Rings:
        """Return the rings of a polygon in pixels, clipped to the frame; holes are rings too."""
        cut = shape if self.outline.contains(shape) else shape.intersection(self.outline)
        # A polygon that touches the frame leaves points and lines as well.
        parts = [p for p in shapely.get_parts(cut) if p.geom_type == "Polygon" and p.area > _LEAST_AREA]
        return tuple(_points(ring) for part in parts for ring in (part.exterior, *part.interiors))

    def clipped_lines(self, shape: BaseGeometry) -> Rings:
        """Return the lines of a geometry in pixels, a polygon's being its boundary, clipped to the frame."""
        edge = shape.boundary if shape.geom_type.endswith("Polygon") else shape
        cut = edge.intersection(self.outline)
        if cut.geom_type == "GeometryCollection":
            cut = shapely.MultiLineString([p for p in shapely.get_parts(cut) if p.geom_type == "LineString"])
        # Clipping cuts a ring where its points begin, too: those two pieces are one line.
        joined = shapely.line_merge(cut) if cut.geom_type == "MultiLineString" else cut
        return tuple(
            _points(p)
            for p in shapely.get_parts(joined)
            if p.geom_type in ("LineString", "LinearRing") and not p.is_empty
        )

    def contains_shape(self, shape: BaseGeometry) -> bool:
        """Tell whether a geometry in pixels lies wholly within the frame."""
        return bool(self.outline.contains(shape))


def _points(line: BaseGeometry) -> tuple[Point, ...]:
    # All at once: one by one they take ten times as long.
    return tuple((round(x, 2), round(y, 2)) for x, y in shapely.get_coordinates(line).tolist())
