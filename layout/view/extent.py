"""What part of the ground a view is about, so that every map of it shows the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from layout.plan.model import Plan
from layout.view.view import MAX_ZOOM, View

Bounds = tuple[float, float, float, float]  # west, south, east, north; WGS-84 degrees

# A view that names its own centre and zoom shows what a map of this width and height would.
WINDOW_PX = (900, 700)
TILE_PX = 256
# The flight to a site keeps the same distance (web/maps/position.js).
_SITE_M = 9000.0  # the least width of ground around a site
_METRES = 111_320.0  # of a degree of latitude
# Web Mercator ends at 85.05 degrees; a link names no centre beyond 85 either (query.py).
MAX_LATITUDE = 85.0


def extent(view: View, plan: Plan, boxes: Mapping[str, Bounds]) -> Bounds:
    """Return the bounds that a view shows: west, south, east, north; WGS-84 degrees.

    They are those of its own centre and zoom, else of its selected site, else of the elements it
    filters by, else of the district. `boxes` are the bounds of elements, sites and the district by
    id, see :func:`layout.plan.shapes.bounds_by_id`.
    """
    if view.lat is not None and view.lon is not None and view.zoom is not None:
        return _window(view.lat, view.lon, view.zoom)
    if view.sel in boxes:
        return _around(boxes[view.sel])
    element_bounds = [boxes[e] for e in view.element if e in boxes]
    return _around(union_bounds(element_bounds)) if element_bounds else boxes[plan.district.id]


def view_for_size(view: View, window: tuple[float, float], size: tuple[float, float]) -> View:
    """Return a view with the zoom at which a map of `size` covers all that `window` shows.

    `size` and `window` are width and height in pixels. A view without centre and zoom stays as it is.
    """
    if view.zoom is None:
        return view
    # The tighter of width and height decides, so that nothing of the window is cut off.
    scale, reference = (min(size[0] / w, size[1] / h) for w, h in (window, WINDOW_PX))
    # A link's zoom has two decimals: rather a little more ground than a little less.
    zoom = math.floor((view.zoom + math.log2(scale / reference)) * 100) / 100
    return replace(view, zoom=max(0.0, min(MAX_ZOOM, zoom)))


def union_bounds(boxes: Iterable[Bounds]) -> Bounds:
    """Return the smallest bounds that contain all given ones, of which there is at least one."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _around(box: Bounds) -> Bounds:
    """Return bounds widened to the least ground that shows where they lie."""
    west, south, east, north = box
    lat, lon = (south + north) / 2, (west + east) / 2
    # A degree of longitude shrinks with the cosine of the latitude.
    least = _SITE_M / _METRES, _SITE_M / _METRES / math.cos(math.radians(lat))
    if north - south >= least[0] and east - west >= least[1]:
        return box
    height, width = max(north - south, least[0]), max(east - west, least[1])
    return lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2


def _window(lat: float, lon: float, zoom: float) -> Bounds:
    world = TILE_PX * 2.0**zoom
    across = 360 * WINDOW_PX[0] / world
    middle = mercator_y(lat)
    # In projected units: degrees of latitude are unevenly spaced in Mercator.
    half = math.pi * WINDOW_PX[1] / world
    return (
        lon - across / 2,
        mercator_latitude(middle - half),
        lon + across / 2,
        mercator_latitude(middle + half),
    )


def mercator_y(lat: float) -> float:
    """Return the northing of a latitude (degrees) in Web Mercator (EPSG:3857) on a unit sphere, -π to π."""
    return math.asinh(math.tan(math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, lat)))))


def mercator_latitude(y: float) -> float:
    """Return the latitude in degrees at a northing as :func:`mercator_y` gives it."""
    return math.degrees(math.atan(math.sinh(y)))
