"""Shapes are computed from what the plan names, and add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely
from shapely import union_all

from geodata.crs import area_km2
from layout.plan.shapes import compute_shapes, split_edges


def test_the_district_is_the_sum_of_its_towns(case: Any) -> None:
    towns = sum(area_km2(g) for g in case.shapes.towns.values())

    assert area_km2(case.shapes.district) == pytest.approx(towns, rel=1e-6)


def test_the_bundled_district_measures_what_its_source_says(bundled: Any) -> None:
    official = bundled.data.district["official_area_km2"]

    assert official["low"] <= area_km2(bundled.shapes.district) <= official["high"]
    assert area_km2(bundled.shapes.district) == pytest.approx(610.7, abs=0.2)


def test_an_element_is_the_union_of_its_members_ground(case: Any) -> None:
    assert set(case.shapes.elements) <= {e.id for e in case.plan.elements if not e.is_network}
    courses = {c.element for c in case.shapes.courses}
    for element, shape in ((e, g) for e, g in case.shapes.elements.items() if e not in courses):
        parts = [m.geometry for m in case.shapes.members if m.element == element]
        assert union_all(parts).symmetric_difference(shape).area < 1e-9
        assert area_km2(shape) <= sum(map(area_km2, parts)) * (1 + 1e-7)
        assert shape.is_valid
        assert case.shapes.district.buffer(1e-6).contains(shape)


def test_each_member_stands_in_the_plan(case: Any) -> None:
    roles = {(r.element, r.member) for s in case.plan.sites for r in s.roles}

    assert {(m.element, m.site) for m in case.shapes.members} <= roles


def test_ground_held_twice_is_solid_once(case: Any) -> None:
    for site in {m.site for m in case.shapes.members}:
        assert sum(m.solid for m in case.shapes.members if m.site == site) == 1


def test_wings_and_core_are_of_plausible_size(bundled: Any) -> None:
    whole = area_km2(bundled.shapes.district)
    sizes = {e: area_km2(g) for e, g in bundled.shapes.elements.items()}

    assert len(sizes) == 3
    assert all(0.1 * whole < size < 0.45 * whole for size in sizes.values()), sizes
    shared = [m for m in bundled.shapes.members if not m.solid]
    together = area_km2(union_all(list(bundled.shapes.elements.values())))
    assert together == pytest.approx(
        sum(sizes.values()) - sum(area_km2(m.geometry) for m in shared), rel=0.02
    )


def test_zones_without_outline_are_schematic_and_within_the_district(case: Any) -> None:
    for site, outline in case.shapes.outlines.items():
        assert case.plan.site[site].type in ("place", "park")
        assert area_km2(outline.geometry) > 0
        if outline.schematic:
            assert case.shapes.district.buffer(1e-4).contains(outline.geometry)


def test_zones_cut_out_leave_the_town(case: Any) -> None:
    outlines = case.data.places["outline"]
    cuts = {k: c["cut"] for k, c in outlines.items() if isinstance(c, dict)}
    for zone, town in cuts.items():
        town_ground = [m.geometry for m in case.shapes.members if m.site == town]
        assert all(shapely.intersection(g, case.shapes.outlines[zone].geometry).area < 1e-9 for g in town_ground)


@pytest.mark.parametrize(("side", "at"), [("north", 20.05), ("south", 20.05), ("east", 150.05), ("west", 150.05)])
def test_a_zone_is_the_part_of_its_town_on_its_side(side: str, at: float, mini: Any) -> None:
    places = mini.data.places.copy()
    (zone,) = (str(i) for i, c in places["outline"].items() if isinstance(c, dict))
    town = places["outline"][zone]["cut"]
    places["outline"] = [{"cut": town, "side": side, "at": at} if i == zone else None for i in places.index]
    ground = mini.shapes.towns[town]

    cut = compute_shapes(replace(mini.data, places=places), mini.plan).outlines[zone].geometry

    west, south, east, north = cut.bounds
    assert {"north": south, "south": north, "east": west, "west": east}[side] == at
    assert area_km2(cut) < area_km2(ground)
    assert cut.intersection(ground).equals(cut)


def test_rays_reach_every_town_of_the_kinds_that_the_plan_names(case: Any) -> None:
    for element in (e for e in case.plan.elements if e.radiates):
        rays = [x for x in case.shapes.lines if x.element == element.id and not x.theme]
        assert {r.start for r in rays} == {element.anchor}
        towns = {t.id for t in case.plan.towns if not element.reaches or t.kind in element.reaches}
        # What the plan names as reached goes before kinds; the ground that a ray starts on needs none.
        named = set(element.reaches_sites)
        ends = named | (towns if element.reaches or not named else set())
        assert {r.end for r in rays} <= ends
        assert named <= {r.end for r in rays} | {case.plan.site[element.anchor].town}
        # A ray to a site within a town is the town's as well: none is doubled.
        reached = [t for r in rays for t in (r.towns or (r.end,))]
        assert len(reached) == len(set(reached))


def test_couplings_tie_located_sites_of_one_theme(case: Any) -> None:
    couplings = [x for x in case.shapes.lines if x.theme]
    for line in couplings:
        members = {r.member for r in case.plan.roles(line.element) if r.theme == line.theme}
        assert {line.start, line.end} <= members
        assert case.plan.site[line.start].located
        assert case.plan.site[line.end].located
        # A node alone is ringed.
        assert line.start != line.end or line.geometry.is_closed


def test_the_bundled_plan_has_couplings(bundled: Any) -> None:
    themes = {x.theme for x in bundled.shapes.lines if x.theme}

    assert len(themes) >= 3


def test_a_cut_is_told_apart_from_the_borders_that_a_shape_shares(case: Any) -> None:
    shapes = case.shapes
    published = [o.geometry for o in shapes.outlines.values() if not o.schematic]
    borders = shapely.union_all([g.boundary for g in (*shapes.towns.values(), *published)]).buffer(1e-5)
    for zone in (outline.geometry for outline in shapes.outlines.values() if outline.schematic):
        real, cut = split_edges(zone, shapes.cuts)
        assert real.length + cut.length == pytest.approx(zone.boundary.length, rel=1e-4)
        assert real.difference(borders).length < 1e-4 * zone.boundary.length
        assert cut.length > 0
        assert cut.intersection(borders).length < 0.01 * cut.length
    cut_zones = {str(i): c for i, c in case.data.places["outline"].items() if isinstance(c, dict) and c["cut"]}
    for zone_id, outline in cut_zones.items():
        _, cut = split_edges(shapes.outlines[zone_id].geometry, shapes.cuts)
        west, south, east, north = cut.bounds
        along = (south, north) if outline["side"] in ("south", "north") else (west, east)
        assert along == pytest.approx((outline["at"],) * 2)
        # Whatever borders on the cut is drawn as schematic there, the rest of the town beyond it too.
        touching = [m for m in shapes.members if split_edges(m.geometry, cut)[1].length > 1e-4]
        assert all(m.schematic for m in touching)
