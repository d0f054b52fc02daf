"""Metres around a place, and the datums of Chinese tiles.

Every point is (longitude, latitude) in degrees, in this order. Nothing here raises on numbers that
are finite; a point outside China is returned as it is by the shifts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import shapely
from pyproj import Geod, Transformer
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]

# PROJ knows no GCJ-02. Its formula is not published; these are the constants and the terms of the
# one in common use (semi-major axis in metres and squared eccentricity of Krasovsky 1940).
_AXIS = 6378245.0
_FLATNESS = 0.00669342162296594323
_BD_TURN = math.pi * 3000.0 / 180.0
# West, south, east, north in degrees: where the shifted datums hold.
CHINA = (73.66, 3.86, 135.05, 53.55)
_GEOD = Geod(ellps="WGS84")


def to_metric(geom: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """Project a shape from WGS-84 degrees to metres.

    The projection is Lambert azimuthal equal-area, centred on `lon`, `lat`; x points east, y north.
    """
    return shapely.transform(geom, _local(lon, lat, False).transform, interleaved=False)


def to_degrees(geom: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """Return a shape in metres around `lon`, `lat` in WGS-84 degrees: the inverse of :func:`to_metric`."""
    return shapely.transform(geom, _local(lon, lat, True).transform, interleaved=False)


def change_datum(geom: BaseGeometry, convert: Callable[[float, float], Point]) -> BaseGeometry:
    """Return a shape in degrees whose points are converted one by one by a function of this module."""
    # By columns: of rows shapely 2.1.0 takes nothing but an array.
    return shapely.transform(
        geom, lambda xs, ys: tuple(zip(*map(convert, xs, ys), strict=True)), interleaved=False
    )


def area_km2(geom: BaseGeometry) -> float:
    """Return the area in km² of a polygon or multipolygon in WGS-84 degrees, on the ellipsoid.

    Holes are left out, whichever way the rings run; a point or a line has no area.
    """
    # The sign of a ring's area follows its direction: of rings that run one way a hole would be added.
    area, _ = _GEOD.geometry_area_perimeter(shapely.orient_polygons(geom))
    return abs(float(area)) / 1e6


def distance_m(first: Point, second: Point) -> float:
    """Return the geodesic distance in metres of two (lon, lat) points in WGS-84 degrees."""
    return float(_GEOD.inv(*first, *second)[2])


def disc(lon: float, lat: float, radius_m: float, corners: int = 64) -> Polygon:
    """Return a disc around a point as a polygon, both in WGS-84 degrees.

    Its `corners` vertices lie `radius_m` metres from the centre along geodesics; the ring runs
    counter-clockwise.
    """
    turns = [360.0 * corner / corners for corner in range(corners)]
    lons, lats, _ = _GEOD.fwd([lon] * corners, [lat] * corners, turns, [radius_m] * corners)
    # Azimuths run clockwise, the shell of a GeoJSON polygon counter-clockwise.
    return shapely.orient_polygons(Polygon(zip(lons, lats, strict=True)))


def wgs84_to_gcj02(lon: float, lat: float) -> Point:
    """Return a WGS-84 point as (lon, lat) of GCJ-02, the datum that map services in China must use.

    A point outside China stays. The shift is some hundred metres.
    """
    if not in_china(lon, lat):
        return lon, lat
    east, north = _bend(lon - 105.0, lat - 35.0)
    turn = math.radians(lat)
    squash = 1.0 - _FLATNESS * math.sin(turn) ** 2
    meridian = _AXIS * (1.0 - _FLATNESS) / (squash * math.sqrt(squash))
    parallel = _AXIS / math.sqrt(squash) * math.cos(turn)
    return lon + math.degrees(east / parallel), lat + math.degrees(north / meridian)


def gcj02_to_wgs84(lon: float, lat: float) -> Point:
    """Return a GCJ-02 point as (lon, lat) of WGS-84, by iteration, to better than a centimetre."""
    return _undo(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: float, lat: float) -> Point:
    """Return a GCJ-02 point as (lon, lat) of BD-09, the datum of Baidu's maps; outside China it stays."""
    if not in_china(lon, lat):
        return lon, lat
    length = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_TURN)
    return length * math.cos(angle) + 0.0065, length * math.sin(angle) + 0.006


def bd09_to_gcj02(lon: float, lat: float) -> Point:
    """Return a BD-09 point as (lon, lat) of GCJ-02, by iteration."""
    return _undo(gcj02_to_bd09, lon, lat)


def wgs84_to_bd09(lon: float, lat: float) -> Point:
    """Return a WGS-84 point as (lon, lat) of BD-09, by way of GCJ-02."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: float, lat: float) -> Point:
    """Return a BD-09 point as (lon, lat) of WGS-84, by way of GCJ-02."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def in_china(lon: float, lat: float) -> bool:
    """Tell if a point lies in the rectangle in which the shifted datums hold."""
    west, south, east, north = CHINA
    return west <= lon <= east and south <= lat <= north


# Building a transformer takes milliseconds, much longer than most shapes take to project.
@lru_cache(maxsize=64)
def _local(lon: float, lat: float, back: bool) -> Transformer:
    metric = f"+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    ends = (metric, "EPSG:4326") if back else ("EPSG:4326", metric)
    # EPSG:4326 takes latitude first unless it is told otherwise.
    return Transformer.from_crs(*ends, always_xy=True)


def _undo(shift: Callable[[float, float], Point], lon: float, lat: float) -> Point:
    # The shifts have no inverse in closed form; each step corrects the guess by what it misses.
    guess = (lon, lat)
    for _ in range(12):
        there = shift(*guess)
        step = (lon - there[0], lat - there[1])
        guess = (guess[0] + step[0], guess[1] + step[1])
        if max(abs(step[0]), abs(step[1])) < 1e-10:  # degrees, about 0.01 mm
            break
    return guess


def _bend(x: float, y: float) -> Point:
    """Return the shift to east and north in metres; x and y are degrees from 105° E, 35° N."""
    waves = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    root = math.sqrt(abs(x))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + _wave(x, 20.0, 40.0) + _far(x, 150.0, 300.0, 12.0, 30.0)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + _wave(y, 20.0, 40.0) + _far(y, 160.0, 320.0, 12.0, 30.0)) * 2.0 / 3.0
    return east, north


def _wave(value: float, amplitude: float, far: float) -> float:
    return amplitude * math.sin(value * math.pi) + far * math.sin(value / 3.0 * math.pi)


def _far(value: float, first: float, second: float, short: float, long: float) -> float:
    return first * math.sin(value / short * math.pi) + second * math.sin(value / long * math.pi)
