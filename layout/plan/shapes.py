"""Geometry of a plan: outlines and elements computed from what the plan names.

All geometry is in WGS-84 degrees, x longitude and y latitude. An element's shape is the union of its
members' ground, or schematic: a band along its course, a ring, a disc at a point, an outline around points.
A site without a published outline gets a schematic one where enough is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.elements import ROADS, SEAS
from geodata.load import Dataset
from geodata.outlines import Outline, OutlineKind
from geodata.references import parse_refs
from layout.plan.cells import read_text
from layout.plan.courses import CourseGround, ElementCourse, element_courses, follows_members
from layout.plan.element_lines import ElementLine, element_lines
from layout.plan.model import Element, Plan, Ref, Text
from layout.plan.outlines import ALIKE_DEG, cut_edges, split_edges

Bounds = tuple[float, float, float, float]
_SHARED_DEG2 = 1e-7  # square degrees, about 1,000 m²: less is where borders of unlike precision overlap
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
    """All geometry of a plan, by id of site or element; WGS-84 degrees, x longitude, y latitude.

    `outlines` are those of places and parks, published or schematic, `cuts` the edges of the latter that are
    no border of a town or of a published one. `members` are the ground of each site in each element,
    `courses` the schematic shapes of elements that have one, `elements` all that is drawn of an element but
    its lines: `lines` are the links between sites, `context` the surroundings. `frame` are the bounds of the
    whole map: those of the district, or where it has no borders yet of all that is drawn.
    """

    district: BaseGeometry
    towns: Mapping[str, BaseGeometry]
    outlines: Mapping[str, Outline]
    cuts: BaseGeometry
    members: tuple[MemberArea, ...]
    courses: tuple[ElementCourse, ...]
    elements: Mapping[str, BaseGeometry]
    lines: tuple[ElementLine, ...]
    context: tuple[ContextFeature, ...]
    frame: Bounds


def compute_shapes(data: Dataset, plan: Plan) -> Shapes:
    """Compute every shape of a plan from the data set that it was joined from.

    The district is the union of its towns, those of the edition's day; how a place or park gets its outline:
    geodata/outlines.py.
    """
    towns = data.borders
    district = union_all(list(towns.values()))
    outlines = {i: outline for i, outline in data.outlines.items() if i in plan.site}
    ground = data.ground
    edges = cut_edges(outlines.values(), towns.values())
    context = tuple(_backdrop(data))
    courses = tuple(element_courses(plan, _course_ground(district, ground, context)))
    schematic = {c.element for c in courses}
    members = tuple(m for m in _members(plan, ground, edges) if m.element not in schematic)
    return Shapes(
        district=district,
        towns=towns,
        outlines=outlines,
        cuts=edges,
        members=members,
        courses=courses,
        elements=_elements(members, courses),
        lines=tuple(element_lines(plan, ground, district)),
        context=context,
        frame=_frame(district, data),
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


def _course_ground(
    district: BaseGeometry, ground: Mapping[str, BaseGeometry], context: Iterable[ContextFeature]
) -> CourseGround:
    roads, seas = ({c.id: c.geometry for c in context if c.kind in kinds} for kinds in (ROADS, SEAS))
    return CourseGround(district, ground, roads, seas)


def _frame(district: BaseGeometry, data: Dataset) -> Bounds:
    # Hubs may lie far off the map.
    around_it = data.context[data.context["kind"] != "hub"]
    geometries = [g for frame in (*data.sites.values(), around_it) for g in frame.geometry if g is not None]
    around = union_all(geometries) if district.is_empty else district
    west, south, east, north = crs.CHINA if around.is_empty else around.bounds
    return west, south, east, north


def _members(plan: Plan, ground: Mapping[str, BaseGeometry], cuts: BaseGeometry) -> Iterable[MemberArea]:
    areas = [e.id for e in plan.elements if follows_members(e)]
    weight = {t.id: t.weight for t in plan.edition.ranks}
    members: list[MemberArea] = []
    for site in (s for s in plan.sites if s.id in ground):
        # Of several roles in one element the strongest is drawn: it stands last, and stays.
        by_strength = sorted(site.roles, key=lambda r: weight[r.rank])
        roles = {r.element: r for r in by_strength if r.element in areas}
        # Of areas that share a site the last in the order of elements is solid, the others are hatched.
        topmost = max(roles, key=areas.index, default="")
        # A neighbour that only meets the end of a cut has no edge in common with it.
        schematic = split_edges(ground[site.id], cuts)[1].length > 100 * ALIKE_DEG
        for element, role in roles.items():
            solid, shape = element == topmost, ground[site.id]
            members.append(MemberArea(element, site.id, role.rank, solid, schematic, role.basis, shape))
    by_chance = {(a.site, b.site) for a in members for b in members if _meet_by_chance(a.site, b.site, plan)}
    apart = ([o for o in members if (m.site, o.site) not in by_chance] for m in members)
    return (part for m, others in zip(members, apart, strict=True) for part in _parted(m, others, areas))


def _meet_by_chance(first: str, other: str, plan: Plan) -> bool:
    """Tell whether ground in common says nothing: a disc from an area alone beside what it is no part of."""
    sites = (plan.site[first], plan.site[other])
    is_disc = any(s.outline is not None and s.outline.kind == OutlineKind.DISC for s in sites)
    within = any(a in plan.parents_of(b) for a, b in (sites, sites[::-1]))
    return is_disc and not within and not any(s.is_town for s in sites)


def _parted(member: MemberArea, members: Iterable[MemberArea], areas: Sequence[str]) -> Iterable[MemberArea]:
    """Part a member where another site in a later area lies on its solid ground: there it is hatched."""
    later = [
        other.geometry
        for other in members
        if other.solid
        and other.site != member.site
        and areas.index(other.element) > areas.index(member.element)
        and member.geometry.intersection(other.geometry).area > _SHARED_DEG2
    ]
    if not later or not member.solid:
        return [member]
    shared = member.geometry.intersection(union_all(later))
    rest = member.geometry.difference(shared)
    parts = [replace(member, geometry=rest)] if rest.area > _SHARED_DEG2 else []
    return [*parts, replace(member, geometry=shared, solid=False)]


def _elements(members: Iterable[MemberArea], courses: Iterable[ElementCourse]) -> dict[str, BaseGeometry]:
    parts: dict[str, list[BaseGeometry]] = {c.element: [c.geometry] for c in courses}
    for member in members:
        parts.setdefault(member.element, []).append(member.geometry)
    return {element: union_all(geometries) for element, geometries in parts.items()}


def outlined_sites(shapes: Shapes) -> dict[str, BaseGeometry]:
    """Return the outlines of all sites that have one, by id; WGS-84 degrees, x longitude, y latitude."""
    return {**{i: outline.geometry for i, outline in shapes.outlines.items()}, **shapes.towns}


def bounds_by_id(plan: Plan, shapes: Shapes) -> dict[str, Bounds]:
    """Return the bounds of district, elements and sites by id: west, south, east, north.

    They are WGS-84 degrees with five decimals (about a metre). Those of a point
    reach as far as it is uncertain.
    """
    geometries = {**outlined_sites(shapes), **shapes.elements}
    boxes = {plan.district.id: shapes.frame} | {i: g.bounds for i, g in geometries.items()}
    bounds = {i: tuple(round(v, 5) for v in box) for i, box in boxes.items()}
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
    outlined = outlined_sites(shapes)
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
