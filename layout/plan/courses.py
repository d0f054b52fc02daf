"""Shapes that elements have beside their members' ground: bands, lines, rings and points, all schematic.

Geometry is in WGS-84 degrees, x longitude and y latitude; widths and radii are metres.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shapely import MultiPoint, get_parts, line_merge, union_all
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, substring

from geodata import crs
from layout.plan.elements import AREA, LINE, POINT, RING, Element
from layout.plan.model import Plan, Site

BAND, AXIS, HUB = "band", "axis", "hub"
_NEAR_M = 1000.0  # a road or coast so far outside the district still belongs to its course
_COAST_DEG = 1e-5  # degrees (about a metre) within which the edges of sea and district are one
_COAST_M = 300.0  # where no edge is shared, the sea is looked for so far off
_HUB_SHARE = 0.018  # radius of a point without an area, in parts of the district's diagonal
_HULL_M = 600.0  # what is left around the members of an area that are all points
_STEPS = 10  # points on a smooth line between two places
_DETAIL_M = 5.0  # by which a band's edge may be simplified
_LEAST_WITHIN = 0.2  # of a shape that lies in the district, for the rest to be cut off

Pair = tuple[float, float]


@dataclass(frozen=True)
class ElementCourse:
    """The schematic shape of an element; `geometry` and `axis` are in WGS-84 degrees.

    `form` says how it is drawn: `band` (polygons), `axis` (lines, where no width is known) or `hub` (discs at
    points). `axis` is the line within a band, None of one that was drawn around points. `inferred` is what of
    it rests on inferred members alone, None where nothing does.
    """

    element: str
    form: str
    geometry: BaseGeometry
    axis: BaseGeometry | None = None
    inferred: BaseGeometry | None = None

    @property
    def stated(self) -> BaseGeometry:
        """Return what of its shape rests on what the plan states."""
        return self.geometry if self.inferred is None else self.geometry.difference(self.inferred)


@dataclass(frozen=True)
class CourseGround:
    """What a course may run along: shapes of the district, of the ground of sites by id, of context features.

    `roads` and `seas` are by id; all in WGS-84 degrees.
    """

    district: BaseGeometry
    ground: Mapping[str, BaseGeometry]
    roads: Mapping[str, BaseGeometry]
    seas: Mapping[str, BaseGeometry]

    def buffered(self, shape: BaseGeometry, metres: float) -> BaseGeometry:
        """Return a shape with so many metres around it."""
        centre = self.district.centroid.coords[0]
        wide = crs.to_metric(shape, *centre).buffer(metres)
        return crs.to_degrees(wide.simplify(_DETAIL_M), *centre)

    def clipped(self, shape: BaseGeometry) -> BaseGeometry:
        """Return the part of a shape within the district; the whole where hardly any of it is there."""
        within = shape.intersection(self.district)
        return within if within.area > _LEAST_WITHIN * shape.area else shape


def element_courses(plan: Plan, around: CourseGround) -> Iterable[ElementCourse]:
    """Yield the shape of each element that has one of its own, in the order of the elements."""
    for element in plan.elements:
        course = _SHAPES[element.kind](element, plan, around) if element.kind in _SHAPES else None
        if course is not None and not course.geometry.is_empty:
            yield course


def follows_members(element: Element) -> bool:
    """Tell whether an element is drawn as its members' ground: an area, or a line without a course."""
    return element.kind == AREA or (element.kind in (LINE, RING) and not element.has_course)


def centre_of(site: Site, ground: Mapping[str, BaseGeometry]) -> Point | None:
    """Return a point that stands for a site: of one with ground a point within it; None if not located."""
    if site.id in ground:
        # Unlike a centroid it lies within the ground even of a concave shape.
        return ground[site.id].representative_point()
    return Point(site.lon, site.lat) if site.located else None


def _line(element: Element, plan: Plan, around: CourseGround) -> ElementCourse | None:
    if not element.has_course:
        return _hull(element, plan, around)
    axis = _axis(element, plan, around)
    width = element.extent.width_m
    if axis is None or axis.is_empty or not width:
        return ElementCourse(element.id, AXIS, axis, axis) if axis is not None else None
    # A belt along the coast lies on land alone.
    coastal = bool(element.extent.along) and all(name in around.seas for name in element.extent.along)
    band = around.clipped(around.buffered(axis, width if coastal else width / 2))
    return ElementCourse(element.id, BAND, band, axis)


def _ring(element: Element, plan: Plan, around: CourseGround) -> ElementCourse | None:
    extent = element.extent
    if not extent.outer_m:
        return _line(element, plan, around)
    centre = centre_of(plan.site[element.anchor], around.ground)
    if centre is None:
        return None
    discs = [crs.disc(centre.x, centre.y, radius) for radius in (extent.inner_m, extent.outer_m) if radius]
    ring = discs[-1].difference(discs[0]) if len(discs) > 1 else discs[0]
    middle = crs.disc(centre.x, centre.y, (extent.inner_m + extent.outer_m) / 2).boundary
    return ElementCourse(element.id, BAND, around.clipped(ring), middle)


def _point(element: Element, plan: Plan, around: CourseGround) -> ElementCourse | None:
    names = [element.anchor] if element.anchor else dict.fromkeys(r.member for r in plan.roles(element.id))
    centres = ((name, centre_of(plan.site[name], around.ground)) for name in names)
    spots = {name: centre for name, centre in centres if centre is not None}
    if not spots:
        return None
    # A published area is that of all its points together.
    area = element.extent.area_km2
    radius = math.sqrt(area * 1e6 / math.pi / len(spots)) if area else _HUB_SHARE * _diagonal_m(around)
    discs = {name: crs.disc(spot.x, spot.y, radius) for name, spot in spots.items()}
    guessed = _inferred_members(element, plan)
    stated = union_all([disc for name, disc in discs.items() if name not in guessed])
    inferred = union_all([disc for name, disc in discs.items() if name in guessed]).difference(stated)
    return ElementCourse(
        element.id, HUB, union_all(list(discs.values())), inferred=None if inferred.is_empty else inferred
    )


def _hull(element: Element, plan: Plan, around: CourseGround) -> ElementCourse | None:
    """Return an outline around members that are no towns and some of them points; else None."""
    members = [plan.site[name] for name in dict.fromkeys(r.member for r in plan.roles(element.id))]
    points = [Point(s.lon, s.lat) for s in members if s.located and s.id not in around.ground]
    if not points or any(s.is_town for s in members):
        return None
    ground = [around.ground[s.id] for s in members if s.id in around.ground]
    hull = union_all([MultiPoint(points), *ground]).convex_hull
    outline = around.clipped(around.buffered(hull, _HULL_M))
    all_inferred = {site.id for site in members} <= _inferred_members(element, plan)
    return ElementCourse(element.id, BAND, outline, inferred=outline if all_inferred else None)


def _inferred_members(element: Element, plan: Plan) -> set[str]:
    """Return the members of an element of which no role is stated."""
    roles = plan.roles(element.id)
    return {r.member for r in roles} - {r.member for r in roles if r.basis == "stated"}


_SHAPES: Mapping[str, Callable[[Element, Plan, CourseGround], ElementCourse | None]] = {
    AREA: _hull,
    LINE: _line,
    RING: _ring,
    POINT: _point,
}


def _diagonal_m(around: CourseGround) -> float:
    west, south, east, north = around.district.bounds
    return crs.distance_m((west, south), (east, north))


def _axis(element: Element, plan: Plan, around: CourseGround) -> BaseGeometry | None:
    """Return the line that an element runs along; None where nothing of it is located."""
    closed = element.kind == RING
    if element.extent.course:
        return LineString(element.extent.course)
    pieces = [p for p in (_piece(name, plan, around) for name in element.extent.along) if p is not None]
    lines = [p for p in pieces if not isinstance(p, Point)]
    if len(lines) == len(pieces):
        # Roads that meet are one line, those that do not are several.
        return line_merge(union_all(lines)) if lines else None
    corners = _through(pieces, closed)
    corners = [*corners, corners[0]] if closed else corners
    if len(corners) < 2:
        return None
    return LineString(corners if lines else smooth_line(corners))


def _piece(name: str, plan: Plan, around: CourseGround) -> BaseGeometry | None:
    if name in plan.site:
        return centre_of(plan.site[name], around.ground)
    line = _coast(around.seas[name], around) if name in around.seas else around.roads[name]
    near = line.intersection(around.buffered(around.district, _NEAR_M))
    return None if near.is_empty else near


def _coast(sea: BaseGeometry, around: CourseGround) -> BaseGeometry:
    """Return the shared border of the district and a sea."""
    shared = around.district.boundary.intersection(sea.buffer(_COAST_DEG))
    # A sea drawn by another hand shares no edge with the district.
    if not any(isinstance(part, LineString) and part.length > 10 * _COAST_DEG for part in get_parts(shared)):
        shared = around.district.boundary.intersection(around.buffered(sea, _COAST_M))
    parts = [part for part in get_parts(shared) if isinstance(part, LineString)]
    return line_merge(union_all(parts))


def _through(pieces: Sequence[BaseGeometry], closed: bool) -> list[Pair]:
    """Return the corners of a line through points and along lines, in their order.

    Of one that is closed the first piece comes after the last again.
    """
    corners: list[Pair] = []
    ends = [None, *pieces, None] if not closed else [pieces[-1], *pieces, pieces[0]]
    for number, piece in enumerate(pieces):
        if isinstance(piece, Point):
            corners.append(_pair(piece))
            continue
        line = max(get_parts(line_merge(piece)), key=lambda part: part.length)
        before, after = (_nearest_on(line, ends[at]) for at in (number, number + 2))
        before = Point(corners[-1]) if corners else before
        start, end = (None if p is None else line.project(p) for p in (before, after))
        far = line.length
        # An open end runs to that end of the road which is farther off.
        start = start if start is not None else (0.0 if (end or 0.0) > far / 2 else far)
        end = end if end is not None else (0.0 if start > far / 2 else far)
        corners += [_pair(Point(p)) for p in substring(line, start, end).coords]
    # Two sites at one place, or a road that begins where it was left, are one corner.
    return [c for n, c in enumerate(corners) if n == 0 or c != corners[n - 1]]


def _nearest_on(line: LineString, piece: BaseGeometry | None) -> Point | None:
    return None if piece is None else nearest_points(line, piece)[0]


def _pair(point: Point) -> Pair:
    return float(point.x), float(point.y)


def smooth_line(corners: Sequence[Pair]) -> list[Pair]:
    """Return a smooth line through corners (x, y); one of two corners stays straight.

    It is closed where the last corner is the first. Between corners it is a cubic whose slope at a corner is
    that of its neighbours, no longer than the nearer of them: so it makes no loop.
    """
    if len(corners) < 3:
        return list(corners)
    closed = corners[0] == corners[-1]
    ring = corners[:-1] if closed else corners
    line: list[Pair] = []
    for n in range(len(corners) - 1):
        first, last = corners[n], corners[n + 1]
        before = ring[(n - 1) % len(ring)] if n or closed else first
        after = ring[(n + 2) % len(ring)] if n + 2 < len(corners) or closed else last
        reach = math.dist(first, last)
        out, into = (
            _slope(before, last, min(reach, math.dist(before, first) or reach)),
            _slope(first, after, min(reach, math.dist(last, after) or reach)),
        )
        line += [_cubic(first, last, (out, into), step / _STEPS) for step in range(_STEPS)]
    return [*line, corners[-1]]


def _slope(first: Pair, last: Pair, length: float) -> Pair:
    far = math.dist(first, last) or 1.0
    return (last[0] - first[0]) / far * length, (last[1] - first[1]) / far * length


def _cubic(first: Pair, last: Pair, slopes: tuple[Pair, Pair], t: float) -> Pair:
    """Return the point at `t` (0 to 1) of the Hermite cubic between two points with the slopes there."""
    a, b = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    c, d = 3 * t**2 - 2 * t**3, t**3 - t**2
    (x0, y0), (x1, y1) = slopes
    return (
        a * first[0] + b * x0 + c * last[0] + d * x1,
        a * first[1] + b * y0 + c * last[1] + d * y1,
    )
