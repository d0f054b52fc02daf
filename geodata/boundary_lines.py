"""Lines that bound a schematic outline, and the ground on one side of them.

Geometry is in WGS-84 degrees, x longitude and y latitude. A side is north, south, east or west.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

Position = tuple[float, ...]

SIDES = ("north", "south", "east", "west")
OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
# A line that bounds a ground to the north or south runs along x, one to the east or west along y.
_ALONG = {"north": 0, "south": 0, "east": 1, "west": 1}
_TAIL = 0.2  # part of a line whose direction goes on beyond its end
_SLOPE = 0.3  # of a unit: a tail that turns farther aside goes on straight along the axis
_ACROSS = 0.5  # a line whose extent along its axis is less than this part of its other extent runs across


def straight_line(side: str, at: float, frame: Polygon) -> LineString:
    """Return the parallel (for north and south) or the meridian at `at` degrees, across a frame."""
    west, south, east, north = frame.bounds
    if _ALONG[side] == 0:
        return LineString([(west - 1, at), (east + 1, at)])
    return LineString([(at, south - 1), (at, north + 1)])


def facing_line(shape: BaseGeometry, side: str) -> LineString:
    """Return the part of a polygon's border that faces a side, from its one corner on that side to the other.

    A corner is nearest to one of the bounding box: a border that rises from there on is another side's.
    """
    axis = _ALONG[side]
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    ring = list(largest.exterior.coords)[:-1]
    sign = 1 if side in ("north", "east") else -1
    first, last = (_corner(ring, axis, end, sign) for end in (-1, 1))
    if first == last:
        # One peak faces the side: its slopes do, as far as the shape extends.
        first, last = (_extreme(ring, axis, end, sign) for end in (-1, 1))
    ring = ring[first:] + ring[:first]
    last = (last - first) % len(ring)
    chains = (ring[: last + 1], [ring[0], *reversed(ring[last:])])
    return LineString(max(chains, key=lambda chain: sign * _middle(chain, 1 - axis)))


def _corner(ring: Sequence[Position], axis: int, end: int, sign: int) -> int:
    """Return the place in a ring of its corner at an end of an axis (-1, 1) and on a side across it."""
    low = [min(at[n] for at in ring) for n in (0, 1)]
    size = [(max(at[n] for at in ring) - low[n]) or 1.0 for n in (0, 1)]
    return max(
        range(len(ring)),
        key=lambda n: sum(
            way * (ring[n][k] - low[k]) / size[k] for k, way in ((axis, end), (1 - axis, sign))
        ),
    )


def _extreme(ring: Sequence[Position], axis: int, end: int, sign: int) -> int:
    # Of corners at the same extreme the one towards the side is where its border begins or ends.
    return max(range(len(ring)), key=lambda n: (end * ring[n][axis], sign * ring[n][1 - axis]))


def road_line(road: BaseGeometry, side: str, frame: Polygon) -> LineString | None:
    """Return a road within a frame as one line along the axis of a side; None where it runs across it."""
    axis = _ALONG[side]
    # A road that ends before the frame is taken whole: it is its extension that crosses the ground.
    near = road.intersection(frame)
    lines = shapely.get_parts(shapely.line_merge(near if near.length else road))
    chains = sorted((_rising(line, axis) for line in lines if line.length), key=lambda chain: chain[0][axis])
    joined: list[Position] = []
    for chain in chains:
        # Of carriageways side by side the first is the road; parts that go on from it are added.
        reached = joined[-1][axis] if joined else -math.inf
        if chain[-1][axis] > reached:
            joined += [at for at in chain if at[axis] > reached]
    if len(joined) < 2:
        return None
    line = LineString(joined)
    west, south, east, north = line.bounds
    extents = (east - west, north - south)
    return line if extents[axis] >= _ACROSS * extents[1 - axis] else None


def _rising(line: BaseGeometry, axis: int) -> list[Position]:
    places = list(line.coords)
    return places if places[0][axis] <= places[-1][axis] else places[::-1]


def _middle(chain: Sequence[Position], axis: int) -> float:
    line = LineString(chain)
    return float(line.interpolate(0.5, normalized=True).coords[0][axis]) if line.length else chain[0][axis]


def ground_beside(line: LineString, side: str, frame: Polygon, straight: bool = False) -> BaseGeometry:
    """Return the part of a frame on one side of a line, which goes on beyond its ends.

    It goes on as its ends run, or where `straight` along the parallel or meridian.
    """
    longer = _extended(line, _ALONG[side], frame, straight)
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all([frame.boundary, longer])]))
    edges = list(zip(longer.coords, longer.coords[1:], strict=False))
    # What is to the north of a line has no part of it farther north; where it winds, an even number.
    beside = [p for p in pieces if _crossings(p.representative_point(), side, edges) % 2 == 0]
    return shapely.union_all(beside) if beside else Polygon()


def _crossings(point: Point, side: str, edges: Iterable[tuple[Position, Position]]) -> int:
    axis = _ALONG[side]
    sign = 1 if side in ("north", "east") else -1
    at, height = point.coords[0][axis], point.coords[0][1 - axis]
    count = 0
    for start, end in edges:
        if (start[axis] <= at) != (end[axis] <= at):
            share = (at - start[axis]) / (end[axis] - start[axis])
            crossing = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            count += sign * crossing > sign * height
    return count


def _extended(line: LineString, axis: int, frame: Polygon, straight: bool) -> LineString:
    low, high = frame.bounds[axis] - 1, frame.bounds[axis + 2] + 1
    places = _rising(line, axis)
    tail = LineString(places).length * _TAIL
    start = _far_end(places[::-1], tail, axis, low, straight)
    end = _far_end(places, tail, axis, high, straight)
    return LineString([*([start] if start else []), *places, *([end] if end else [])])


def _far_end(places: list[Position], tail: float, axis: int, limit: float, straight: bool) -> Position | None:
    """Return where a line goes on to, beyond its last place; None where it has reached the limit."""
    line = LineString(places)
    last = places[-1]
    reach = limit - last[axis]
    before = line.interpolate(line.length - tail).coords[0]
    if (places[0][axis] <= last[axis]) == (reach < 0):
        return None
    step = (last[0] - before[0], last[1] - before[1])
    length = math.hypot(*step) or 1.0
    bent = step[axis] * reach <= 0 or abs(step[axis]) < _SLOPE * length
    aside = 0.0 if straight or bent else reach * step[1 - axis] / step[axis]
    moved = (reach, aside) if axis == 0 else (aside, reach)
    return last[0] + moved[0], last[1] + moved[1]


def frame_around(shapes: Iterable[BaseGeometry], margin: float) -> Polygon:
    """Return the bounding box of shapes, wider by `margin` degrees on each side."""
    west, south, east, north = shapely.total_bounds(list(shapes))
    return box(west - margin, south - margin, east + margin, north + margin)
