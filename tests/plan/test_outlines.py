"""Outlines: published borders, parts of towns, four sides, unions and discs, and what lies in what."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box

from geodata.boundary_lines import SIDES, facing_line, ground_beside, road_line
from geodata.crs import area_km2
from geodata.outline_maker import OutlineMaker
from geodata.outlines import Outline, OutlineKind, SiteGround, area_difference
from layout.plan.outlines import split_edges
from layout.plan.surroundings import Surroundings
from tests.conftest import Case, case_of
from tests.plan.other_plans import EDITION, ELEMENTS, ROLES, write_other_plan
from tests.plan.other_sites import FOUR_SIDES, INNER, NORTH_BELT, NORTHERN_YARD, OUTER, other_sites

FRAME = box(0, 0, 10, 10)
TOWNS = {"west": box(0, 0, 5, 10), "east": box(5, 0, 10, 10)}
ROAD = LineString([(1, 4), (5, 6), (8, 5)])
RIVER = MultiLineString([[(2, 0), (2, 5)], [(2, 5.5), (2.5, 10)]])


@pytest.fixture
def case() -> Case:
    """Give the changed district."""
    return other_sites()


def outline_of(record: dict[str, Any], **fields: Any) -> tuple[Outline | None, OutlineMaker]:
    """Return the outline that a record makes in two towns with a road and a river, and what made it."""
    values = {"shape": None, "record": record, "towns": (), "area_km2": None} | fields
    grounds = {"site": SiteGround(**values), "spot": SiteGround(Point(7, 3), None, (), None)}
    maker = OutlineMaker(TOWNS, {"road": ROAD, "river": RIVER}, grounds)
    return maker.outlines().get("site"), maker


@pytest.mark.parametrize("side", SIDES)
def test_both_sides_of_a_line_make_up_the_whole(side: str) -> None:
    line = ROAD if side in ("north", "south") else RIVER.geoms[0]
    ground = ground_beside(line, side, FRAME)
    far = {"north": (5, 9.5), "south": (5, 0.5), "east": (9.5, 5), "west": (0.5, 5)}

    assert 0 < ground.area < FRAME.area
    assert ground.covers(Point(far[side]))
    assert not any(ground.covers(Point(at)) for other, at in far.items() if {side, other} in ({"north", "south"}, {"east", "west"}))


def test_a_winding_line_leaves_each_place_on_one_side() -> None:
    line = LineString([(1, 5), (6, 5), (4, 6), (9, 7)])
    north, south = (ground_beside(line, side, FRAME) for side in ("north", "south"))

    assert north.area + south.area == pytest.approx(FRAME.area)
    assert north.covers(Point(5, 5.3))
    assert south.covers(Point(5, 5.8))


def test_carriageways_are_one_road_and_a_road_across_is_none() -> None:
    pair = MultiLineString([[(0, 5), (4, 5)], [(4.5, 5), (9, 6)], [(0, 5.1), (4, 5.1)]])
    road = road_line(pair, "north", FRAME)

    assert road is not None
    assert list(road.coords) == [(0, 5), (4, 5), (4.5, 5), (9, 6)]
    assert road_line(LineString([(5, 0), (5.5, 10)]), "north", FRAME) is None


def test_a_border_faces_the_side_that_is_meant() -> None:
    assert {side: facing_line(box(3, 3, 6, 7), side).wkt for side in SIDES} == {
        "north": "LINESTRING (3 7, 6 7)", "south": "LINESTRING (3 3, 6 3)",
        "east": "LINESTRING (6 3, 6 7)", "west": "LINESTRING (3 3, 3 7)",
    }  # fmt: skip


def test_a_border_that_rises_behind_a_corner_is_another_sides() -> None:
    # Its northernmost corner is in the middle of the north: the border up to it does not face the west.
    gabled = Polygon([(3, 3), (6, 3), (6, 7), (4.5, 7.5), (3, 7)])

    assert facing_line(gabled, "west").wkt == "LINESTRING (3 3, 3 7)"
    assert facing_line(gabled, "north").wkt == "LINESTRING (3 7, 4.5 7.5, 6 7)"


def test_of_a_peak_both_slopes_face_its_side() -> None:
    peaked = Polygon([(3, 5), (5, 3), (7, 5), (5, 7)])

    for side in SIDES:
        line = facing_line(peaked, side)
        assert len(line.coords) >= 2 and peaked.exterior.covers(line)
    triangle = Polygon([(3, 3), (9, 3), (6, 9)])
    assert set(facing_line(triangle, "north").coords) == {(3, 3), (6, 9), (9, 3)}


def test_a_part_of_towns_ends_at_the_road_and_beyond_it_at_its_extension() -> None:
    outline, maker = outline_of({"part": {"of": "west;east", "side": "north", "along": "road"}})

    assert outline is not None
    assert (outline.kind, outline.schematic, maker.faults) == (OutlineKind.PART, True, [])
    assert outline.geometry.covers(Point(5, 6.1))
    # The road begins at 1 and ends at 8: it goes on as it runs there.
    assert [outline.geometry.covers(Point(0.2, y)) for y in (3.5, 3.7)] == [False, True]
    assert [outline.geometry.covers(Point(9.5, y)) for y in (4.4, 4.6)] == [False, True]


def test_four_sides_may_be_roads_borders_places_and_degrees() -> None:
    outline, maker = outline_of({"sides": {"north": "road", "south": "spot", "west": "river", "east": 4}})

    assert maker.faults == []
    assert outline is not None
    assert outline.geometry.bounds == pytest.approx((2, 3, 4, 5.5))
    assert outline.geometry.covers(Point(3, 4.9))


def test_of_its_own_town_the_far_border_bounds_a_site_of_another_the_near_one() -> None:
    limits = {"north": 8, "south": 2, "west": 1, "east": "west"}
    within, _ = outline_of({"sides": limits}, towns=("west",))
    before, _ = outline_of({"sides": limits | {"west": 6, "east": 7}}, towns=("west",))
    beyond, _ = outline_of({"sides": limits | {"west": "west", "east": 9}})

    assert within is not None
    assert within.geometry.bounds == (1, 2, 5, 8)
    assert beyond is not None
    assert beyond.geometry.bounds == (5, 2, 9, 8)
    assert before is not None  # four sides are as they are printed, whatever the town


def test_the_town_bounds_what_the_sides_leave_open() -> None:
    outline, maker = outline_of({"sides": {"north": "road"}}, towns=("west",))

    assert maker.faults == []
    assert outline is not None
    assert outline.geometry.bounds[:3] == (0, 0, 5)


def test_four_sides_end_with_the_district() -> None:
    outline, _ = outline_of({"sides": {"north": 10.2, "south": 8, "east": 6, "west": 4}})

    assert outline is not None and outline.geometry.bounds == (4, 8, 6, 10)


def test_of_ground_in_pieces_that_at_the_point_is_meant() -> None:
    sides = {"south": "road", "north": 5.0, "west": 0.5, "east": 9.5}
    whole, left, right = (outline_of({"sides": sides}, shape=at)[0] for at in (None, Point(1, 4.8), Point(9, 4.9)))

    assert whole and left and right
    assert len(shapely.get_parts(whole.geometry)) == 2
    assert left.geometry.bounds[2] < right.geometry.bounds[0]
    assert left.geometry.union(right.geometry).equals(whole.geometry)


def test_a_disc_ends_with_its_town() -> None:
    around = {"shape": Point(5, 5), "area_km2": 100.0}
    free, bounded = (outline_of({"disc": True}, **around, towns=towns)[0] for towns in ((), ("west",)))

    assert free and bounded
    assert area_km2(free.geometry) == pytest.approx(100, rel=0.01)
    assert area_km2(bounded.geometry) == pytest.approx(50, rel=0.01)
    assert TOWNS["west"].buffer(1e-9).contains(bounded.geometry)


@pytest.mark.parametrize("parent", ["", "hall"])
def test_discs_that_meet_by_chance_are_no_ground_of_two_elements(tmp_path: Path, parent: str) -> None:
    elements = [{"id": e, "kind": "area", "name_zh": e, "name_en": e} for e in ("one", "two")]
    roles = [{"element": "one", "member": "hall", "rank": "lead"}, {"element": "two", "member": "harbour", "rank": "lead"}]
    root = write_other_plan(tmp_path, [*elements, ELEMENTS[-1]], [*roles, ROLES[-1]])
    path = root / "mini/places.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    for feature in data["features"]:
        if feature["properties"]["id"] in ("hall", "harbour"):
            feature["properties"] |= {"area_km2": 20, "town": "jia"}
        if feature["properties"]["id"] == "harbour":
            feature["properties"]["parent"] = parent
            feature["geometry"]["coordinates"] = [150.06, 20.16]
    path.write_text(json.dumps(data), encoding="utf-8")
    shapes = case_of(root, "mini", EDITION).shapes

    discs = [shapes.outlines[s].geometry for s in ("hall", "harbour")]
    assert discs[0].intersection(discs[1]).area > 1e-4
    # Of a part of the other its ground is that of both.
    assert any(not m.solid for m in shapes.members) is bool(parent)


def test_a_union_is_as_schematic_as_what_it_is_made_of(case: Case) -> None:
    outlines = case.shapes.outlines

    assert not outlines["whole-towns"].schematic
    assert outlines["twin"].schematic
    assert outlines["twin"].geometry.equals(outlines[FOUR_SIDES].geometry.union(outlines[OUTER].geometry))


def test_the_difference_from_the_published_area_is_that_of_the_shape_as_drawn(case: Case) -> None:
    for site, outline in case.shapes.outlines.items():
        about = case.plan.site[site]
        assert about.outline is not None
        assert about.outline.area_km2 == pytest.approx(area_km2(outline.geometry))
        published = about.area_km2
        assert about.outline.difference == (published and pytest.approx(area_difference(outline.geometry, published)))
    assert area_difference(box(0, 0, 0.1, 0.1), area_km2(box(0, 0, 0.1, 0.1)) / 1.1) == pytest.approx(10)


def test_a_site_with_an_outline_has_a_point_within_it(case: Case) -> None:
    for site, outline in case.shapes.outlines.items():
        about = case.plan.site[site]
        assert about.located
        assert outline.geometry.covers(Point(about.lon, about.lat))
    assert (case.plan.site[INNER].lon, case.plan.site[INNER].lat) == (150.031, 20.071)


def test_several_blocks_are_one_outline(case: Case) -> None:
    outline = case.shapes.outlines[NORTHERN_YARD]

    assert (outline.kind, outline.schematic) == (OutlineKind.PUBLISHED, False)
    assert len(shapely.get_parts(outline.geometry)) == 2


def test_what_is_published_is_no_cut_and_what_is_made_follows_borders_only_where_it_does(case: Case) -> None:
    cuts = case.shapes.cuts
    for outline in case.shapes.outlines.values():
        if outline.schematic:
            assert split_edges(outline.geometry, cuts)[1].length > 0
    borders = shapely.union_all([o.geometry.boundary for o in case.shapes.outlines.values() if not o.schematic])
    assert cuts.intersection(borders.buffer(1e-7)).length < 1e-5


def test_ground_of_two_belts_is_solid_in_one_and_hatched_in_the_other(case: Case) -> None:
    belts = [m for m in case.shapes.members if m.element in ("belt-a", "belt-b")]
    for element in ("belt-a", "belt-b"):
        parts = [m.geometry for m in belts if m.element == element]
        assert shapely.union_all(parts).symmetric_difference(case.shapes.elements[element]).area < 1e-9
    solid = [m.geometry for m in case.shapes.members if m.solid]
    overlap = shapely.union_all([a.intersection(b) for n, a in enumerate(solid) for b in solid[n + 1 :]])
    # What one element holds twice is solid in it.
    one_element = case.shapes.outlines[NORTH_BELT].geometry.union(case.shapes.outlines["harbour"].geometry)
    assert overlap.difference(one_element).area < 1e-9
    (shared,) = [m for m in belts if not m.solid and m.site == "yi"]
    expected = case.shapes.towns["yi"].intersection(case.shapes.outlines[NORTH_BELT].geometry)
    assert shared.geometry.symmetric_difference(expected).area < 1e-9


def test_the_chain_leads_through_a_park_in_a_park_in_a_zone(case: Case) -> None:
    inner = case.plan.site[INNER]

    assert [part.id for part in case.plan.parents_of(inner)] == [OUTER, "works"]
    assert inner.lies_in == ("bing",)
    assert case.plan.site[NORTHERN_YARD].towns == ("yi", "ding")


def test_what_lies_in_an_area_only_lies_there_and_only_where_its_ground_does(case: Case) -> None:
    located = {s.id: [(m.element, m.via) for m in s.memberships if m.basis == "located"] for s in case.plan.sites}

    assert located[INNER] == [("axis", "works")]
    assert located["round"] == [("belt-a", "yi")]
    # Its own role in a network stays; of a town that is only linked to the belt nothing is taken over.
    assert located[NORTHERN_YARD] == []
    # Half of it lies in the town, which is a member, and half beyond.
    assert located["whole-towns"] == located["twin"] == located[FOUR_SIDES] == []
    for site in case.plan.sites:
        assert not set(site.named_in) & {element for element, _ in located[site.id]}


def test_a_site_takes_nothing_over_from_a_town_whose_ground_is_elsewhere(mini: Case) -> None:
    (role,) = (r for r in mini.plan.roles("axis") if r.member == "works")
    leading = [replace(role, element="belt-b", member="bing")]
    around = Surroundings(leading, mini.data.ground, {"inner": "bing"}).areas_around

    # A zone is cut out of the town: what lies in it does not lie on the town's own ground.
    assert around("site", ("bing",), Point(150.05, 20.07)) == {}
    assert around("site", ("bing",), Point(150.05, 20.02)) == {"belt-b": "bing"}
    assert around("site", ("bing",), box(150.01, 20.045, 150.02, 20.055)) == {}
    # Nothing is known of its ground but the town, or that it is a part of what is a member.
    assert around("site", ("bing",), None) == {"belt-b": "bing"}
    assert around("site", ("bing", "ding"), None) == {}
    assert around("inner", (), None) == {"belt-b": "bing"}
    assert around("site", (), Point(150.05, 20.02)) == {}
