"""Links that the layout draws between sites: an element's reach, and couplings along a theme.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from layout.plan.model import Element, Plan, Site


@dataclass(frozen=True)
class ElementLine:
    """A computed link between two sites: an element's reach or a coupling along a theme.

    `start` and `end` are ids of sites; `geometry` has two points in WGS-84 degrees, x longitude, y latitude.
    """

    element: str
    theme: str
    start: str
    end: str
    geometry: LineString


def element_lines(plan: Plan, ground: Mapping[str, BaseGeometry]) -> Iterable[ElementLine]:
    """Yield the links of every element, in the order of the elements; `ground` are shapes of sites by id."""
    for element in plan.elements:
        if element.radiates and element.anchor:
            yield from _rays(plan, element, ground)
        if element.kind == "network":
            yield from _couplings(plan, element)


def _rays(plan: Plan, element: Element, ground: Mapping[str, BaseGeometry]) -> Iterable[ElementLine]:
    start = _centre(plan.site[element.anchor], ground)
    for town in (t for t in plan.towns if element.reaches_kind(t.kind)):
        end = Point(town.lon, town.lat)
        if start is not None:
            yield ElementLine(element.id, "", element.anchor, town.id, LineString([start, end]))


def _centre(site: Site, ground: Mapping[str, BaseGeometry]) -> Point | None:
    if site.id in ground:
        # Unlike a centroid it lies within the ground even of a concave shape.
        return ground[site.id].representative_point()
    return Point(site.lon, site.lat) if site.located else None


def _couplings(plan: Plan, element: Element) -> Iterable[ElementLine]:
    """Link the first located site of each theme, by rank, to the theme's other sites."""
    weight = {t.id: t.weight for t in plan.edition.ranks}
    for theme in plan.edition.themes:
        roles = [r for r in plan.roles(element.id) if r.theme == theme.id]
        # The sort is stable: sites of one rank stay in the order of the plan.
        ordered = [plan.site[r.member] for r in sorted(roles, key=lambda r: -weight[r.rank])]
        located = [s for s in ordered if s.located]
        for other in located[1:]:
            ends = [Point(s.lon, s.lat) for s in (located[0], other)]
            yield ElementLine(element.id, theme.id, located[0].id, other.id, LineString(ends))
