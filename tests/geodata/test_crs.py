"""Metres and datums."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from geodata import crs

LONS = st.floats(75, 134)
LATS = st.floats(5, 52)


@given(LONS, LATS)
def test_gcj02_comes_back(lon: float, lat: float) -> None:
    back = crs.gcj02_to_wgs84(*crs.wgs84_to_gcj02(lon, lat))

    assert crs.distance_m((lon, lat), back) < 0.01


@given(LONS, LATS)
def test_bd09_comes_back(lon: float, lat: float) -> None:
    back = crs.bd09_to_wgs84(*crs.wgs84_to_bd09(lon, lat))

    assert crs.distance_m((lon, lat), back) < 0.01


@given(st.floats(-180, 73), st.floats(-90, 90))
def test_points_outside_china_stay(lon: float, lat: float) -> None:
    shifts = (crs.wgs84_to_gcj02, crs.gcj02_to_wgs84, crs.gcj02_to_bd09, crs.bd09_to_gcj02)

    assert all(shift(lon, lat) == (lon, lat) for shift in shifts)


def test_known_points_of_the_shifted_datums() -> None:
    assert crs.wgs84_to_gcj02(116.404, 39.915) == pytest.approx((116.410244499, 39.916404281))
    assert crs.gcj02_to_bd09(116.404, 39.915) == pytest.approx((116.410369494, 39.921336994))


def test_the_shift_is_as_large_as_known() -> None:
    here = (121.3, 30.8)

    assert crs.distance_m(here, crs.wgs84_to_gcj02(*here)) == pytest.approx(496, abs=10)


@given(LONS, LATS, st.floats(10, 20_000))
def test_a_disc_has_its_radius_and_area(lon: float, lat: float, radius: float) -> None:
    disc = crs.disc(lon, lat, radius, 128)

    assert crs.distance_m((lon, lat), disc.exterior.coords[0]) == pytest.approx(radius, rel=1e-6)
    assert crs.area_km2(disc) == pytest.approx(math.pi * radius**2 / 1e6, rel=0.002)
    assert disc.exterior.is_ccw


@given(LONS, LATS)
def test_metres_come_back_and_keep_the_area(lon: float, lat: float) -> None:
    square = box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1)
    metric = crs.to_metric(square, lon, lat)
    back = crs.to_degrees(metric, lon, lat)

    assert metric.area / 1e6 == pytest.approx(crs.area_km2(square), rel=1e-3)
    assert back.hausdorff_distance(square) < 1e-7


def test_the_centre_is_the_origin() -> None:
    centre = crs.to_metric(Point(121.3, 30.8), 121.3, 30.8)

    assert (centre.x, centre.y) == pytest.approx((0, 0), abs=1e-6)


def test_a_hole_takes_area_away() -> None:
    ring = [(0, 0), (0, 1), (1, 1), (1, 0)]
    hole = [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)]

    assert crs.area_km2(Polygon(ring, [hole])) == pytest.approx(
        crs.area_km2(Polygon(ring)) - crs.area_km2(Polygon(hole))
    )
