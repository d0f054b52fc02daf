"""Geometry of a plan: outlines and elements computed from what the plan names.

All geometry is in WGS-84 degrees, x longitude and y latitude. An element's shape is the union of its
members' ground, or schematic: a band along its course, a ring, a disc at a point, an outline around points.
A zone without a published outline gets a schematic one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.elements import ROADS, SEAS
from geodata.load import Dataset
from geodata.references import parse_refs
from layout.plan.cells import read_text
from layout.plan.courses import ElementCourse, Surroundings, element_courses, follows_members
from layout.plan.element_lines import ElementLine, element_lines
from layout.plan.model import Element, Plan, Ref, Text
from layout.plan.outlines import ALIKE_DEG, cut_edges, split_edges, town_ground, zone_outlines

Bounds = tuple[float, float, float, float]
_MARGIN_DEG = 0.015  # degrees of ground around a place that has no outline


@dataclass(frozen=True)
class ContextFeature:
    """A feature of the surroundings: expressway, neighbour, sea; `ref` is the number of a road, or empty."""

    id: str
    kind: str
    name: Text
    ref: str
    refs: tuple[Ref, ...]
    geometry: BaseGeometry


@dataclass(frozen=True)
class MemberArea:
    """The ground of one site within one element; `solid` is False where it is hatched.

    It is `schematic` where some of its edge is no border but a line that was drawn for want of one. `basis`
    is that of the role that makes the site a member.
    """

    element: str
    site: str
    rank: str
    solid: bool
    schematic: bool
    basis: str
    geometry: BaseGeometry


@dataclass(frozen=True)
class Shapes:
    """All geometry of a plan, by id of town, zone or element; WGS-84 degrees, x longitude, y latitude.

    `zones` are schematic outlines of places that publish none, `cuts` those of their edges that are no
    border of a town. `members` are the ground of each site in each element, `courses` the schematic shapes
    of elements that have one, `elements` all that is drawn of an element but its lines: `lines` are the links
    between sites, `context` the surroundings.
    """

    district: BaseGeometry
    towns: Mapping[str, BaseGeometry]
    zones: Mapping[str, BaseGeometry]
    cuts: BaseGeometry
    members: tuple[MemberArea, ...]
    courses: tuple[ElementCourse, ...]
    elements: Mapping[str, BaseGeometry]
    lines: tuple[ElementLine, ...]
    context: tuple[ContextFeature, ...]


def compute_shapes(data: Dataset, plan: Plan) -> Shapes:
    """Compute every shape of a plan from the data set that it was joined from.

    The district is the union of its towns. A place with an `outline` is the part of a town on one
    side of a parallel or meridian; one with a role and an area is a disc of that area, cut to its town.
    """
    towns = {str(i): g for i, g in data.towns.geometry.items()}
    district = union_all(list(towns.values()))
    cuts = {str(i): c for i, c in data.places["outline"].items() if isinstance(c, dict)}
    zones = zone_outlines(plan, towns, cuts, district)
    ground = {**town_ground(towns, cuts, zones), **zones}
    edges = cut_edges(zones, towns)
    context = tuple(_backdrop(data))
    courses = tuple(element_courses(plan, _surroundings(district, ground, context)))
    schematic = {c.element for c in courses}
    members = tuple(m for m in _members(plan, ground, edges) if m.element not in schematic)
    return Shapes(
        district=district,
        towns=towns,
        zones=zones,
        cuts=edges,
        members=members,
        courses=courses,
        elements=_elements(members, courses),
        lines=tuple(element_lines(plan, ground, district)),
        context=context,
    )


def measure_elements(data: Dataset, plan: Plan) -> tuple[Element, ...]:
    """Return the elements of a plan, those with a published area with that of what is drawn of them."""
    shapes = compute_shapes(data, plan).elements
    return tuple(
        replace(e, extent=replace(e.extent, drawn_km2=crs.area_km2(shapes[e.id]) or None))
        if e.extent.area_km2 and e.id in shapes
        else e
        for e in plan.elements
    )


def _surroundings(
    district: BaseGeometry, ground: Mapping[str, BaseGeometry], context: Iterable[ContextFeature]
) -> Surroundings:
    roads, seas = ({c.id: c.geometry for c in context if c.kind in kinds} for kinds in (ROADS, SEAS))
    return Surroundings(district, ground, roads, seas)


def _members(plan: Plan, ground: Mapping[str, BaseGeometry], cuts: BaseGeometry) -> Iterable[MemberArea]:
    areas = [e.id for e in plan.elements if follows_members(e)]
    weight = {t.id: t.weight for t in plan.edition.ranks}
    for site in (s for s in plan.sites if s.id in ground):
        # Of several roles in one element the strongest is drawn: it stands last, and stays.
        by_strength = sorted(site.roles, key=lambda r: weight[r.rank])
        roles = {r.element: r for r in by_strength if r.element in areas}
        # Of areas that share a site the last in the order of elements is solid, the others are hatched.
        topmost = max(roles, key=areas.index, default="")
        # A neighbour that only meets the end of a cut has no edge in common with it.
        schematic = split_edges(ground[site.id], cuts)[1].length > 100 * ALIKE_DEG
        for element, role in roles.items():
            solid = element == topmost
            yield MemberArea(element, site.id, role.rank, solid, schematic, role.basis, ground[site.id])


def _elements(members: Iterable[MemberArea], courses: Iterable[ElementCourse]) -> dict[str, BaseGeometry]:
    parts: dict[str, list[BaseGeometry]] = {c.element: [c.geometry] for c in courses}
    for member in members:
        parts.setdefault(member.element, []).append(member.geometry)
    return {element: union_all(geometries) for element, geometries in parts.items()}


def bounds_by_id(plan: Plan, shapes: Shapes) -> dict[str, Bounds]:
    """Return the bounds of district, elements and sites by id: west, south, east, north.

    They are WGS-84 degrees with five decimals (about a metre). Those of a point
    reach as far as it is uncertain.
    """
    geometries = {plan.district.id: shapes.district} | {**shapes.zones, **shapes.towns, **shapes.elements}
    bounds = {i: tuple(round(v, 5) for v in g.bounds) for i, g in geometries.items()}
    for site in plan.sites:
        if site.id not in bounds and site.lon is not None and site.lat is not None:
            # A metre where no precision is published, so that the bounds have an extent.
            around = crs.disc(site.lon, site.lat, site.precision_m or 1.0)
            bounds[site.id] = tuple(round(v, 5) for v in around.bounds)
    for element in plan.elements:
        parts = _member_bounds(element, plan, shapes, bounds)
        if parts:
            west, south, east, north = zip(*parts, strict=True)
            bounds[element.id] = (min(west), min(south), max(east), max(north))
    return bounds


def _member_bounds(
    element: Element, plan: Plan, shapes: Shapes, bounds: Mapping[str, Bounds]
) -> list[Bounds]:
    """Return the bounds of what is drawn of an element, and of its members that lie beyond it."""
    outlined = {**shapes.zones, **shapes.towns}
    whole = [bounds[element.id]] if element.id in bounds else []
    # A member without an outline lies on no ground of the element, and belongs to it all the same.
    names = [r.member for r in plan.roles(element.id) if r.member in bounds]
    has_shape = whole and not element.has_course
    around = [
        bounds[name] if name in outlined else _wider(bounds[name], _MARGIN_DEG)
        for name in names
        if not (has_shape and name in outlined)
    ]
    return whole + around


def _wider(box: Bounds, by: float) -> Bounds:
    west, south, east, north = box
    return west - by, south - by, east + by, north + by


def _backdrop(data: Dataset) -> Iterable[ContextFeature]:
    for i, row in data.context.iterrows():
        name = read_text(row, "name")
        ref = str(row["ref"] or "")
        yield ContextFeature(str(i), row["kind"], name, ref, parse_refs(row["source"]), row["geometry"])
