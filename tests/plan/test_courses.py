"""Elements that are no areas: corridors along roads, coasts and places, cores, rings, and what they reach."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Point

from geodata import crs
from geodata.check import list_faults
from geodata.languages import LANGS
from layout.plan.courses import smooth_line
from layout.plan.shapes import bounds_by_id
from layout.words.elements import extent_lines
from tests.conftest import Case
from tests.plan.other_plans import ELEMENTS, ROLES, other_case, write_other_plan

HUBS = ELEMENTS[-1]
HOST = ROLES[-1]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give the small district with an element of each kind."""
    return other_case(tmp_path_factory.mktemp("other"))


def course(case: Case, element: str) -> Any:
    return next(c for c in case.shapes.courses if c.element == element)


def rays(case: Case) -> list[tuple[str, str]]:
    return [(x.element, x.end) for x in case.shapes.lines if not x.theme]


def test_every_kind_is_good_data(tmp_path: Path) -> None:
    faults = list_faults(write_other_plan(tmp_path))

    assert [fault.text("en") for fault in faults if fault.severity == "fault"] == []


def test_a_corridor_follows_its_road_within_the_district(other: Case) -> None:
    corridor = course(other, "corridor")
    road = next(c.geometry for c in other.shapes.context if c.id == "e1")

    assert corridor.form == "band"
    assert corridor.axis.within(road.buffer(1e-9))
    assert corridor.axis.length < road.length
    assert other.shapes.district.buffer(1e-7).contains(corridor.geometry)
    # 3 km wide over 20.9 km from border to border.
    (west, south), (east, north) = (road.intersection(other.shapes.district).coords[n] for n in (0, -1))
    along = crs.distance_m((west, south), (east, north)) / 1000
    assert crs.area_km2(corridor.geometry) == pytest.approx(3 * along, rel=0.02)


@pytest.mark.parametrize("width", [200, 3000])
def test_a_band_is_as_wide_as_the_plan_says(tmp_path: Path, width: int) -> None:
    line = {**ELEMENTS[0], "width_m": width, "along": "jia;yi"}
    case = other_case(tmp_path, [line, HUBS], [HOST])
    band = course(case, "corridor").geometry
    middle, edge = Point(150.1, 20.15), band.boundary

    near = edge.interpolate(edge.project(middle))
    assert crs.distance_m((near.x, near.y), (middle.x, middle.y)) == pytest.approx(width / 2, rel=0.02)


def test_a_line_through_places_is_smooth_and_in_order(other: Case) -> None:
    spine = course(other, "spine")

    assert spine.form == "axis"
    places = [Point(150.05, 20.15), Point(150.04, 20.16), Point(150.05, 20.05)]
    middle_of_first = other.shapes.towns["jia"].representative_point()
    assert all(spine.geometry.distance(p) < 1e-9 for p in places[1:2])
    assert spine.geometry.coords[0] == (middle_of_first.x, middle_of_first.y)
    assert len(spine.geometry.coords) > len(places)
    measures = [spine.geometry.project(p) for p in places[1:]]
    assert measures == sorted(measures)


def test_a_belt_along_the_coast_lies_on_land(other: Case) -> None:
    coast = course(other, "coast")
    sea = next(c.geometry for c in other.shapes.context if c.kind == "sea")

    assert coast.axis.length == pytest.approx(0.2, rel=1e-3)
    assert shapely.intersection(coast.geometry, sea).area < 1e-9
    assert crs.area_km2(coast.geometry) == pytest.approx(1.5 * 20.9, rel=0.02)


def test_a_ring_lies_between_its_radii_and_a_loop_is_closed(other: Case) -> None:
    ring, hall = course(other, "ring").geometry, other.plan.site["hall"]
    assert not ring.contains(Point(hall.lon, hall.lat))
    distances = [crs.distance_m((hall.lon or 0, hall.lat or 0), at) for at in shapely.get_coordinates(ring)]
    assert max(distances) == pytest.approx(5000, abs=1)
    loop = course(other, "loop").geometry
    assert len(loop.interiors) == 1


def test_a_core_is_a_disc_at_its_anchor(other: Case) -> None:
    for element in (e for e in other.plan.elements if e.kind == "point"):
        disc = course(other, element.id)
        assert disc.form == "hub"
        assert disc.geometry.contains(shapely.Point(disc.geometry.centroid))
        assert element.id in other.plan.site[element.anchor].elements


def test_a_published_area_sets_the_size_of_a_core(tmp_path: Path) -> None:
    core = {**ELEMENTS[4], "area_km2": 12, "source": "plan21:第二章"}
    case = other_case(tmp_path, [core, HUBS], [HOST])

    assert crs.area_km2(course(case, "core").geometry) == pytest.approx(12, rel=0.01)


def test_points_stand_at_the_members_and_share_a_published_area(tmp_path: Path) -> None:
    poles = {"id": "poles", "kind": "point", "name_zh": "多极", "name_en": "Poles", "area_km2": 4, "source": "plan21"}
    members = [{"element": "poles", "member": m, "rank": "lead"} for m in ("hall", "gear-hall", "works")]
    case = other_case(tmp_path, [poles, HUBS], [*members, HOST])
    discs = course(case, "poles").geometry

    assert len(shapely.get_parts(discs)) == sum(case.plan.site[m["member"]].located for m in members)
    assert crs.area_km2(discs) == pytest.approx(4, rel=0.01)


def test_an_area_of_points_has_a_schematic_outline_around_all(other: Case) -> None:
    belt = course(other, "belt")

    assert belt.form == "band"
    for member in ("hall", "gear-hall", "harbour"):
        site = other.plan.site[member]
        assert belt.geometry.contains(Point(site.lon or 0, site.lat or 0))
    assert not [m for m in other.shapes.members if m.element == "belt"]


@pytest.mark.parametrize("kind", ["line", "ring"])
def test_a_line_or_ring_without_a_course_is_the_ground_of_its_members(tmp_path: Path, kind: str) -> None:
    axis = {"id": "axis", "kind": kind, "name_zh": "轴", "name_en": "Axis"}
    case = other_case(tmp_path, [axis, HUBS], [{"element": "axis", "member": "yi", "rank": "lead"}, HOST])

    assert [(m.element, m.site) for m in case.shapes.members] == [("axis", "yi")]


def test_what_is_only_named_is_a_part_of_the_plan_and_not_drawn(other: Case) -> None:
    assert "wish" in other.plan.element
    assert "wish" not in other.shapes.elements
    assert all(extent_lines(other.plan.element["wish"], other.plan, lang) for lang in LANGS)


def test_the_published_area_is_held_against_what_is_drawn(other: Case) -> None:
    extent = other.plan.element["corridor"].extent

    assert extent.drawn_km2 == pytest.approx(crs.area_km2(other.shapes.elements["corridor"]))
    assert extent.area_difference == pytest.approx(100 * ((extent.drawn_km2 or 0) / 70 - 1))
    assert "70 km²" in "".join(extent_lines(other.plan.element["corridor"], other.plan, "zh"))
    assert "10 % less" in "".join(extent_lines(other.plan.element["corridor"], other.plan, "en"))
    assert other.plan.element["ring"].extent.drawn_km2 is None


def test_named_reach_goes_to_what_is_named_alone(other: Case) -> None:
    assert [end for element, end in rays(other) if element == "core"] == ["yi", "gear-hall"]


def test_towns_that_several_cores_reach_have_one_line_from_the_nearest(other: Case) -> None:
    towns = Counter(end for _, end in rays(other) if other.plan.site[end].is_town)

    assert towns == {"jia": 1, "yi": 1, "bing": 1, "ding": 1}
    spots = {e: other.plan.site[other.plan.element[e].anchor] for e in ("second", "third")}
    for element, end in rays(other):
        if element in spots:
            town = other.plan.site[end]
            far = {e: crs.distance_m((s.lon or 0, s.lat or 0), (town.lon or 0, town.lat or 0)) for e, s in spots.items()}
            assert far[element] == min(far.values())


def test_two_cores_that_reach_one_kind_draw_no_double_lines(tmp_path: Path) -> None:
    cores = [
        {**ELEMENTS[n], "reach_zh": "各镇", "reach_en": "the towns", "reaches": "rural", "reaches_sites": ""}
        for n in (4, 5)
    ]
    case = other_case(tmp_path, [*cores, HUBS], [HOST])

    rural = [t.id for t in case.plan.towns if t.kind == "rural"]
    assert sorted(end for _, end in rays(case)) == sorted(rural)


def test_the_only_node_of_a_theme_is_ringed(other: Case) -> None:
    (node,) = (x for x in other.shapes.lines if x.theme)

    assert node.start == node.end == "loom-yard"
    assert node.geometry.is_closed


def test_bounds_hold_every_element_that_lies_anywhere(other: Case) -> None:
    bounds = bounds_by_id(other.plan, other.shapes)

    assert {e.id for e in other.plan.elements} - set(bounds) == {"wish"}
    for element, shape in other.shapes.elements.items():
        west, south, east, north = bounds[element]
        assert shapely.box(west, south, east, north).buffer(1e-4).contains(shape)


def _towns_along(names: str) -> dict[str, Any]:
    return {"id": "x", "kind": "line", "name_zh": "线", "name_en": "Line", "along": names}


@pytest.mark.parametrize("names", ["jia;e1;ding", "e1;ding", "hall;e1"])
def test_a_course_may_go_along_a_road_from_one_place_to_another(tmp_path: Path, names: str) -> None:
    case = other_case(tmp_path, [_towns_along(names), HUBS], [HOST])
    line = course(case, "x").geometry
    road = next(c.geometry for c in case.shapes.context if c.id == "e1")

    assert shapely.intersection(line, road.buffer(1e-6)).length > 0.01
    assert line.is_simple


@pytest.mark.parametrize("names", ["e1;ding;bing", "ding;bing;e1"])
def test_a_ring_goes_along_a_road_only_between_its_other_places(tmp_path: Path, names: str) -> None:
    case = other_case(tmp_path, [{**_towns_along(names), "kind": "ring"}, HUBS], [HOST])
    line = course(case, "x").geometry

    assert line.is_ring
    assert shapely.box(150.04, 20.02, 150.16, 20.2).contains(line)


@pytest.mark.parametrize("corners", [[(0, 0), (1, 0), (1, 3)], [(0, 0), (5, 1), (5.1, 1.1), (9, 0)]])
def test_a_smooth_line_goes_through_its_corners_without_a_loop(corners: list[tuple[float, float]]) -> None:
    line = smooth_line(corners)

    assert set(corners) <= set(line)
    assert shapely.LineString(line).is_simple
    assert smooth_line(corners[:2]) == corners[:2]


def test_a_smooth_ring_closes(tmp_path: Path) -> None:
    ring = {"id": "x", "kind": "ring", "name_zh": "环", "name_en": "Ring", "along": "jia;yi;ding;bing"}
    case = other_case(tmp_path, [ring, HUBS], [HOST])

    assert course(case, "x").geometry.is_closed


def test_a_sea_that_shares_no_edge_has_a_coast(tmp_path: Path, other: Case) -> None:
    root = write_other_plan(tmp_path, [ELEMENTS[2], HUBS], [HOST])
    path = root / "mini/context.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[150.2, 20.0], [150.1, 20.0], [150.0, 20.0]", "[150.2, 19.999], [150.0, 19.999]"), encoding="utf-8")
    from tests.conftest import case_of

    moved = course(case_of(root, "mini", "2021-2025"), "coast")
    assert moved.axis.length == pytest.approx(course(other, "coast").axis.length, rel=0.05)


def test_a_role_in_a_corridor_says_where_a_site_belongs(tmp_path: Path) -> None:
    wing = {"id": "wing", "kind": "area", "name_zh": "翼", "name_en": "Wing"}
    roles = [{"element": "wing", "member": "bing", "rank": "lead"}, ROLES[0], HOST]
    case = other_case(tmp_path, [ELEMENTS[0], wing, HUBS], roles)

    # Its town is in the wing, and the plan names the park in the corridor.
    assert "wing" not in case.plan.site["loom-yard"].elements
    assert "corridor" in case.plan.site["loom-yard"].member_of


