"""Where the name of a line, band or point may stand: spots on it with what lies at both sides of each.

A name goes within a band that is wide enough for it, else beside the line, clear of it by LabelRules.beside;
in a band along a road that is drawn it goes between that and an edge.
How wide a band is in pixels the map knows that is drawn. Positions are (lat, lon) in WGS-84 degrees.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

Spot = tuple[float, float]
Sides = tuple[Spot, Spot, Spot]  # a spot, and one to each side of it

_SAMPLES = 25  # along a line
_STEP = 0.01  # parts of a line over which its direction is taken
_BENT = 1.6  # times as wide as elsewhere
_BESIDE = 0.001  # degrees to the sides of what has no width


def line_sides(axis: BaseGeometry, band: BaseGeometry | None) -> list[Sides]:
    """Return spots along a line, in order, with the edges of its band at both sides.

    In a band each spot is the middle between its edges; without one they lie close to the line.
    """
    longest = max(shapely.get_parts(axis), key=lambda part: part.length)
    shares = ((n + 0.5) / _SAMPLES for n in range(_SAMPLES))
    return [sides for share in shares for sides in _sides_at(longest, share, band)]


def _sides_at(line: BaseGeometry, share: float, band: BaseGeometry | None) -> Iterator[Sides]:
    at, before, after = (line.interpolate(share + step, normalized=True) for step in (0, -_STEP, _STEP))
    # A degree of longitude is shorter than one of latitude.
    narrow = math.cos(math.radians(at.y))
    way = (after.x - before.x) * narrow, after.y - before.y
    far = math.hypot(*way)
    if not far:
        return
    east, north = -way[1] / far / narrow, way[0] / far
    # A band is as wide as its area makes it; where it bends it seems wider across, and bears no name.
    wide = _BESIDE if band is None else band.area / line.length
    reach = _BESIDE if band is None else 2 * wide
    ends = [(at.x + east * reach, at.y + north * reach), (at.x - east * reach, at.y - north * reach)]
    middle = (at.x, at.y)
    if band is not None:
        cut = shapely.get_parts(LineString(ends).intersection(band))
        lines = [part for part in cut if part.geom_type == "LineString"]
        parts = [part for part in lines if 0 < part.length < _BENT * wide]
        if not parts:
            return
        ends = [*min(parts, key=at.distance).coords]
        middle = ((ends[0][0] + ends[-1][0]) / 2, (ends[0][1] + ends[-1][1]) / 2)
    (x, y), (x0, y0), (x1, y1) = middle, ends[0], ends[-1]
    yield (y, x), (y0, x0), (y1, x1)


def point_sides(disc: BaseGeometry) -> list[Sides]:
    """Return the spots north, south, east and west of each disc; both sides of a spot lie outwards."""
    sides: list[Sides] = []
    for west, south, east, north in (part.bounds for part in shapely.get_parts(disc)):
        x, y = (west + east) / 2, (south + north) / 2
        edges = (((x, north), (0, 1)), ((x, south), (0, -1)), ((east, y), (1, 0)), ((west, y), (-1, 0)))
        for (a, b), (right, up) in edges:
            out = (b + up * _BESIDE, a + right * _BESIDE)
            sides.append(((b, a), out, out))
    return sides
