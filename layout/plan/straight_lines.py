"""Measure straight lines on the ellipsoid from sites to hubs, roads and other sites.

Geometry is in WGS-84 degrees, x longitude and y latitude. Apart from distances.py, which a server imports:
this needs shapely.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata.crs import distance_m
from geodata.references import parse_refs
from layout.plan.cells import read_number, read_text
from layout.plan.hubs import NEIGHBOUR, ROAD, Hub, HubDistance
from layout.plan.sites import Site

_NEIGHBOURS = 6  # of the other places and parks the nearest are told


def read_hubs(context: pd.DataFrame) -> tuple[Hub, ...]:
    """Return the expressways and hubs among the features of the surroundings, in their order."""
    kinds = {str(i): _kind(row) for i, row in context.iterrows()}
    return tuple(
        Hub(
            id=str(i),
            kind=kinds[str(i)],
            name=read_text(row, "name"),
            ref=str(row["ref"] or ""),
            precision_m=read_number(row["precision_m"]),
            refs=parse_refs(row["source"]),
        )
        for i, row in context.iterrows()
        if kinds[str(i)] and row["geometry"] is not None
    )


def _kind(row: Mapping[str, object]) -> str:
    kind = str(row["kind"])
    return str(row["hub"]) if kind == "hub" else kind if kind == ROAD else ""


def add_distances(
    sites: Sequence[Site],
    hubs: Iterable[Hub],
    context: Mapping[str, BaseGeometry],
    towns: Mapping[str, BaseGeometry],
) -> tuple[Site, ...]:
    """Return sites with their distances to each hub and to the nearest other places and parks.

    `context` are the shapes of hubs, `towns` those of towns, by id.
    """
    known = tuple(hubs)
    located = [s for s in sites if s.located and not s.is_town]
    measured = []
    for site in sites:
        ground = towns.get(site.id)
        lines = [_to_hub(site, hub, context[hub.id], ground) for hub in known if site.located]
        near = [_to_site(site, other, ground) for other in located if site.located and other.id != site.id]
        near = sorted(near, key=lambda d: d.metres)[:_NEIGHBOURS]
        kinds = list(dict.fromkeys(hub.kind for hub in known))
        lines.sort(key=lambda d: (kinds.index(d.kind), d.metres))
        measured.append(replace(site, distances=(*lines, *near)))
    return tuple(measured)


def _to_hub(site: Site, hub: Hub, shape: BaseGeometry, ground: BaseGeometry | None) -> HubDistance:
    return _distance(site, (hub.kind, hub.id), (shape, hub.precision_m), ground)


def _to_site(site: Site, other: Site, ground: BaseGeometry | None) -> HubDistance:
    end = (Point(other.lon, other.lat), other.precision_m)
    return _distance(site, (NEIGHBOUR, other.id), end, ground)


def _distance(
    site: Site,
    to: tuple[str, str],
    end: tuple[BaseGeometry, float | None],
    ground: BaseGeometry | None,
) -> HubDistance:
    shape, precision = end
    metres = straight_line_m(Point(site.lon, site.lat), shape)
    bounds: tuple[float | None, float | None] = (None, None)
    if site.precision_m is not None and precision is not None:
        spread = site.precision_m + precision
        low, high = (metres, metres) if ground is None else _extent_m(ground, shape)
        bounds = (round(max(0.0, low - spread)), round(high + spread))
    return HubDistance(*to, round(metres), *bounds)


def _extent_m(ground: BaseGeometry, shape: BaseGeometry) -> tuple[float, float]:
    """Return the distances in metres of the nearest and the farthest corner of an area to a shape."""
    corners = shapely.points(shapely.get_coordinates(ground))
    scale = _scale(ground)
    # On the plane first: a geodesic for each corner would take long.
    spans = shapely.distance(_widened(corners, scale), _widened(shape, scale))
    return straight_line_m(ground, shape), straight_line_m(corners[int(spans.argmax())], shape)


def straight_line_m(first: BaseGeometry, other: BaseGeometry) -> float:
    """Return the geodesic distance in metres of the nearest points of two shapes in WGS-84 degrees.

    The nearest points are looked for on a plane that is true to scale at the first shape: what they miss of
    the nearest on the ellipsoid changes the distance by less than a thousandth within some 100 km.
    """
    if isinstance(first, Point) and isinstance(other, Point):
        return distance_m((first.x, first.y), (other.x, other.y))
    scale = _scale(first)
    line = shapely.shortest_line(_widened(first, scale), _widened(other, scale))
    start, end = _widened(line, 1 / scale).coords
    return distance_m((start[0], start[1]), (end[0], end[1]))


def _scale(shape: BaseGeometry) -> float:
    """Return how long a degree of longitude is at a shape, in degrees of latitude."""
    south, north = shape.bounds[1], shape.bounds[3]
    return math.cos(math.radians((south + north) / 2))


def _widened(shapes: Any, by: float) -> Any:
    return shapely.transform(shapes, lambda xy: xy * (by, 1.0))
