"""Outlines of sites that publish none, schematic, and the edges of them that are no border.

Geometry is in WGS-84 degrees, x longitude and y latitude.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from shapely import box, line_merge, union_all
from shapely.geometry.base import BaseGeometry

from geodata import crs
from layout.plan.model import Plan

ALIKE_DEG = 2e-7  # degrees (about 2 cm) within which two edges are one: a cut computes its own end points


def zone_outlines(
    plan: Plan,
    towns: Mapping[str, BaseGeometry],
    cuts: Mapping[str, Mapping[str, Any]],
    district: BaseGeometry,
) -> dict[str, BaseGeometry]:
    """Return the schematic outline of each place that has one, by its id; `cuts` are what the data hold."""
    outlines: dict[str, BaseGeometry] = {}
    for site in plan.places:
        if site.id in cuts:
            cut = cuts[site.id]
            half = _half_plane(cut["side"], cut["at"])
            outlines[site.id] = towns[cut["cut"]].intersection(half)
        elif site.roles and site.area_km2 and site.lon is not None and site.lat is not None:
            # The radius at which a disc has the published area; the cut by the border takes some of it away.
            disc = crs.disc(site.lon, site.lat, math.sqrt(site.area_km2 * 1e6 / math.pi))
            outlines[site.id] = disc.intersection(towns.get(site.town, district))
    return outlines


def _half_plane(side: str, at: float) -> BaseGeometry:
    low, high = (at, 180.0) if side in ("north", "east") else (-180.0, at)
    return box(-180, low, 180, high) if side in ("north", "south") else box(low, -90, high, 90)


def town_ground(
    towns: Mapping[str, BaseGeometry],
    cuts: Mapping[str, Mapping[str, Any]],
    zones: Mapping[str, BaseGeometry],
) -> dict[str, BaseGeometry]:
    """Return each town without the zones that are administered apart from it."""
    ground = dict(towns)
    for zone, cut in cuts.items():
        ground[cut["cut"]] = ground[cut["cut"]].difference(zones[zone])
    return ground


def cut_edges(zones: Mapping[str, BaseGeometry], towns: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """Return the edges of outlines that follow no border of a town."""
    borders = union_all([town.boundary for town in towns.values()]).buffer(ALIKE_DEG)
    return union_all([zone.boundary.difference(borders) for zone in zones.values()])


def split_edges(shape: BaseGeometry, cuts: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the edge of a shape as lines: what follows real borders, and what follows the `cuts`.

    Either may be empty. WGS-84 degrees, x longitude, y latitude.
    """
    near_cuts = cuts.buffer(ALIKE_DEG)
    edge = shape.boundary
    parts = (edge.difference(near_cuts), edge.intersection(near_cuts))
    return line_merge(parts[0]), line_merge(parts[1])
