"""Straight-line distances: on the ellipsoid, no more exact than both ends are known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from geodata.catalog import catalog
from geodata.crs import distance_m
from layout.plan.distances import distances, hub_distances, hub_kinds, hub_of
from layout.plan.hubs import NEIGHBOUR
from layout.plan.straight_lines import straight_line_m
from tests.conftest import CORRIDOR, case_of

LONS, LATS = st.floats(110, 122), st.floats(20, 45)


@given(LONS, LATS, st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_between_points_it_is_the_geodesic(lon: float, lat: float, east: float, north: float) -> None:
    first, other = Point(lon, lat), Point(lon + east, lat + north)

    assert straight_line_m(first, other) == distance_m((first.x, first.y), (other.x, other.y))


@given(LONS, LATS, st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)), min_size=2, max_size=5))
def test_to_a_road_it_is_the_least_of_all_its_points(lon: float, lat: float, steps: list[tuple[float, float]]) -> None:
    road = LineString([(lon + east, lat + north) for east, north in steps])
    here = Point(lon, lat)
    along = [road.interpolate(n / 400, normalized=True) for n in range(401)]
    least = min(distance_m((lon, lat), (p.x, p.y)) for p in along)

    # A point of the road lies within some step of the nearest one.
    measured = straight_line_m(here, road)
    assert measured <= least * 1.001 + 1
    assert measured >= least * 0.999 - road.length * 111_000 / 400


def test_a_road_through_an_area_is_in_no_distance_of_it() -> None:
    assert straight_line_m(box(121, 30, 121.2, 30.2), LineString([(120.9, 30.1), (121.3, 30.1)])) == 0


def test_each_located_site_has_the_distances_of_all_hubs_nearest_first(case: Any) -> None:
    plan = case.plan
    known = distances(plan)
    for site in plan.sites:
        assert (site.id in known) == (site.located and bool(plan.hubs or len(plan.sites) > 1))
        for kind in hub_kinds(plan) if site.located else ():
            metres = [d.metres for d in hub_distances(site, kind)]
            assert len(metres) == sum(h.kind == kind for h in plan.hubs) and metres == sorted(metres)
        for line in site.distances:
            assert hub_of(plan, line).name
            if line.least is not None and line.most is not None:
                assert 0 <= line.least <= line.most
                assert line.least <= line.metres <= line.most or site.is_town


def test_the_bounds_hold_the_precision_of_both_ends() -> None:
    (entry,) = catalog(CORRIDOR)
    plan = case_of(CORRIDOR, entry.id, entry.default_edition).plan
    site = next(s for s in plan.parks if s.located and s.precision_m)
    (port,) = hub_distances(site, "port")
    spread = site.precision_m + plan.hub["east-port"].precision_m

    assert port.most == pytest.approx(port.metres + spread, abs=1.5)
    assert port.least == pytest.approx(max(0, port.metres - spread), abs=1.5)
    assert set(hub_kinds(plan)) >= {"expressway", "port", "rail", "motorway-junction"}


def test_neighbours_are_the_nearest_places_and_never_the_site_itself(case: Any) -> None:
    plan = case.plan
    for site in (s for s in plan.sites if s.located and not s.is_town):
        near = hub_distances(site, NEIGHBOUR)
        others = [s for s in plan.sites if s.located and not s.is_town and s.id != site.id]
        every = sorted(round(distance_m((site.lon, site.lat), (o.lon, o.lat))) for o in others)
        assert [d.metres for d in near] == every[: len(near)]
        assert site.id not in {d.to for d in near}
