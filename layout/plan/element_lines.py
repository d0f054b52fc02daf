"""Lines that the layout draws between sites: what a core reaches, and couplings along a theme.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from geodata import crs
from layout.plan.courses import centre_of
from layout.plan.model import Element, Plan, Site

_NODE_SHARE = 0.016  # radius of the ring around a node alone, in parts of the district's diagonal


@dataclass(frozen=True)
class ElementLine:
    """A computed link between two sites: an element's reach or a coupling along a theme.

    `start` and `end` are ids of sites; `geometry` has two points in WGS-84 degrees, x longitude, y latitude.
    Around the only located site of a theme it is a ring, and both ends are that site. A ray to a site is
    that to its `towns` as well, where the element reaches these, too.
    """

    element: str
    theme: str
    start: str
    end: str
    geometry: LineString
    towns: tuple[str, ...] = ()


def element_lines(
    plan: Plan, ground: Mapping[str, BaseGeometry], district: BaseGeometry
) -> Iterable[ElementLine]:
    """Yield the links of every element, in the order of the elements; `ground` are shapes of sites by id."""
    shared = _nearest_anchors(plan, ground)
    west, south, east, north = district.bounds
    radius = _NODE_SHARE * crs.distance_m((west, south), (east, north))
    for element in plan.elements:
        if element.radiates and element.anchor:
            yield from _rays(plan, element, shared, ground)
        if element.is_network:
            yield from _couplings(plan, element, radius)


def _nearest_anchors(plan: Plan, ground: Mapping[str, BaseGeometry]) -> dict[str, str]:
    """Return, for each town that elements reach without naming it, the one whose anchor is nearest.

    Of a town that the plan names as reached by one of them, that says all.
    """
    named = {site for e in plan.elements if e.radiates for site in e.reaches_sites}
    anchors: dict[str, Point] = {}
    for element in (e for e in plan.elements if e.radiates and e.anchor):
        at = centre_of(plan.site[element.anchor], ground)
        if at is not None:
            anchors[element.id] = at
    nearest: dict[str, str] = {}
    for town in (t for t in plan.towns if t.id not in named):
        reaching = [e.id for e in plan.elements if e.id in anchors and e.reaches_kind(town.kind)]
        spots = {e: crs.distance_m((anchors[e].x, anchors[e].y), _label(town)) for e in reaching}
        if spots:
            nearest[town.id] = min(spots, key=lambda e: spots[e])
    return nearest


def _label(town: Site) -> crs.Point:
    # The check wants a label point of every town.
    return town.lon or 0.0, town.lat or 0.0


def _rays(
    plan: Plan, element: Element, shared: Mapping[str, str], ground: Mapping[str, BaseGeometry]
) -> Iterable[ElementLine]:
    start = centre_of(plan.site[element.anchor], ground)
    if start is None:
        return
    others = (s for s in plan.sites if s.located and s.id != element.anchor)
    ends = [s for s in others if s.id in element.reaches_sites or shared.get(s.id) == element.id]
    # Of a town that is not named but holds a site that is, the ray to that site is the only one.
    within = {s.id: tuple(t for t in s.towns if shared.get(t) == element.id) for s in ends if not s.is_town}
    doubled = {town for towns in within.values() for town in towns}
    for site in (s for s in ends if s.id not in doubled):
        end = LineString([start, (site.lon, site.lat)])
        yield ElementLine(element.id, "", element.anchor, site.id, end, within.get(site.id, ()))


def _couplings(plan: Plan, element: Element, radius: float) -> Iterable[ElementLine]:
    """Link the first located site of each theme, by rank, to the theme's other sites; ring one alone."""
    weight = {t.id: t.weight for t in plan.edition.ranks}
    for theme in plan.edition.themes:
        roles = [r for r in plan.roles(element.id) if r.theme == theme.id]
        # The sort is stable: sites of one rank stay in the order of the plan.
        ordered = [plan.site[r.member] for r in sorted(roles, key=lambda r: -weight[r.rank])]
        located = list({s.id: s for s in ordered if s.lon is not None and s.lat is not None}.values())
        for other in located[1:]:
            ends = LineString([(s.lon, s.lat) for s in (located[0], other)])
            yield ElementLine(element.id, theme.id, located[0].id, other.id, ends)
        if len(located) == 1:
            (only,) = located
            ring = LineString(crs.disc(only.lon or 0.0, only.lat or 0.0, radius, 16).exterior)
            yield ElementLine(element.id, theme.id, only.id, only.id, ring)
