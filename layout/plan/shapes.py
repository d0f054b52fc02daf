"""Geometry of a plan: outlines and elements computed from what the plan names.

All geometry is in WGS-84 degrees, x longitude and y latitude. Nothing here is drawn by hand: an
element's shape is the union of its members' ground, and a zone without a published outline gets
a schematic one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from geodata import crs
from geodata.load import Dataset
from geodata.references import parse_refs
from layout.plan.cells import read_text
from layout.plan.courses import ElementLine, element_lines
from layout.plan.model import Plan, Ref, Text
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

    It is `schematic` where some of its edge is no border but a line that was drawn for want of one.
    """

    element: str
    site: str
    rank: str
    solid: bool
    schematic: bool
    geometry: BaseGeometry


@dataclass(frozen=True)
class Shapes:
    """All geometry of a plan, by id of town, zone or element; WGS-84 degrees, x longitude, y latitude.

    `zones` are schematic outlines of places that publish none, `cuts` those of their edges that are no
    border of a town. `members` are the ground of each site in each element, `lines` the links between
    sites, `context` the surroundings. `frame` are the bounds of the whole map: those of the district, or
    where it has no borders yet of all that is drawn.
    """

    district: BaseGeometry
    towns: Mapping[str, BaseGeometry]
    zones: Mapping[str, BaseGeometry]
    cuts: BaseGeometry
    members: tuple[MemberArea, ...]
    elements: Mapping[str, BaseGeometry]
    lines: tuple[ElementLine, ...]
    context: tuple[ContextFeature, ...]
    frame: Bounds


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
    members = tuple(_members(plan, ground, edges))
    return Shapes(
        district=district,
        towns=towns,
        zones=zones,
        cuts=edges,
        members=members,
        elements=_elements(members),
        lines=tuple(element_lines(plan, ground)),
        context=tuple(_backdrop(data)),
        frame=_frame(district, data),
    )


def _frame(district: BaseGeometry, data: Dataset) -> Bounds:
    geometries = [
        g for frame in (*data.sites.values(), data.context) for g in frame.geometry if g is not None
    ]
    around = union_all(geometries) if district.is_empty else district
    west, south, east, north = crs.CHINA if around.is_empty else around.bounds
    return west, south, east, north


def _members(plan: Plan, ground: Mapping[str, BaseGeometry], cuts: BaseGeometry) -> Iterable[MemberArea]:
    areas = [e.id for e in plan.elements if e.kind == "area"]
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
            yield MemberArea(element, site.id, role.rank, element == topmost, schematic, ground[site.id])


def _elements(members: Iterable[MemberArea]) -> dict[str, BaseGeometry]:
    parts: dict[str, list[BaseGeometry]] = {}
    for member in members:
        parts.setdefault(member.element, []).append(member.geometry)
    return {element: union_all(geometries) for element, geometries in parts.items()}


def bounds_by_id(plan: Plan, shapes: Shapes) -> dict[str, Bounds]:
    """Return the bounds of district, elements and sites by id: west, south, east, north.

    They are WGS-84 degrees with five decimals (about a metre). Those of a point
    reach as far as it is uncertain.
    """
    geometries = {**shapes.zones, **shapes.towns, **shapes.elements}
    boxes = {plan.district.id: shapes.frame} | {i: g.bounds for i, g in geometries.items()}
    bounds = {i: tuple(round(v, 5) for v in box) for i, box in boxes.items()}
    for site in plan.sites:
        if site.id not in bounds and site.lon is not None and site.lat is not None:
            # A metre where no precision is published, so that the bounds have an extent.
            around = crs.disc(site.lon, site.lat, site.precision_m or 1.0)
            bounds[site.id] = tuple(round(v, 5) for v in around.bounds)
    outlined = {**shapes.zones, **shapes.towns}
    for element in (e.id for e in plan.elements if e.id in shapes.elements):
        # A member without an outline lies on no ground of the element, and belongs to it all the same.
        names = (r.member for r in plan.roles(element) if r.member not in outlined)
        around_members = [_wider(bounds[name], _MARGIN_DEG) for name in names if name in bounds]
        west, south, east, north = zip(bounds[element], *around_members, strict=True)
        bounds[element] = (min(west), min(south), max(east), max(north))
    return bounds


def _wider(box: Bounds, by: float) -> Bounds:
    west, south, east, north = box
    return west - by, south - by, east + by, north + by


def _backdrop(data: Dataset) -> Iterable[ContextFeature]:
    for i, row in data.context.iterrows():
        name = read_text(row, "name")
        ref = str(row["ref"] or "")
        yield ContextFeature(str(i), row["kind"], name, ref, parse_refs(row["source"]), row["geometry"])
