"""Elements of every kind are told with kind, course, width and area, on panel, tables, lists, slides and files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.catalog import catalog
from geodata.languages import LANGS
from layout.briefing.tables.roles import role_table
from layout.exports import geojson
from layout.lists.listings import LISTINGS
from layout.panels import site_card
from layout.panels.overview import overview_panel
from layout.panels.tables import tables_panel
from layout.words.elements import extent_lines
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.roles import mark_inferred, unnamed_words
from tests.conftest import BELTS, CORRIDOR, Case, case_of
from tests.maps.static_maps import view_of
from tests.plan.other_plans import ELEMENTS, ROLES, other_case


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give the small district with an element of each kind."""
    return other_case(tmp_path_factory.mktemp("other"))


@pytest.mark.parametrize("lang", LANGS)
def test_kind_course_width_and_area_stand_everywhere(other: Case, lang: str) -> None:
    plan = other.plan
    blocks = {n[1]["data-element"]: text_of(n) for n in walk(overview_panel(plan, lang)) if "data-element" in n[1]}
    tables = [text_of(n) for n in walk(tables_panel(plan, lang)) if n[0] == "tr"]
    listing = LISTINGS["elements"]
    rows = {r["id"]: " ".join(str(c.cell(r, plan, lang)) for c in listing.columns) for r in listing.rows(plan)}
    for element in plan.elements:
        lines = extent_lines(element, plan, lang)
        assert bool(lines) is (element.kind not in ("area", "network"))
        for line in lines:
            assert line in blocks[element.id]
            assert any(element.name(lang) in row and line in row for row in tables)
            assert line in rows[element.id]
        grid = role_table(plan, view_of(other, lang, element=(element.id,)), lang)
        cells = "" if grid is None else " ".join(str(c) for row in grid.grid.rows for c in row)
        assert all(line in cells for line in lines)


@pytest.mark.parametrize("lang", LANGS)
def test_a_member_without_a_role_bears_the_mark_itself(other: Case, lang: str) -> None:
    (block,) = (n for n in walk(overview_panel(other.plan, lang)) if n[1].get("data-element") == "wing")
    inferred = mark_inferred(other.plan.site["ding"].name(lang), "inferred", lang)

    assert inferred in text_of(block)
    assert mark_inferred(other.plan.site["jia"].name(lang), "inferred", lang) not in text_of(block)
    grid = role_table(other.plan, view_of(other, lang, element=("wing",)), lang)
    assert grid is not None and inferred in [row[0] for row in grid.grid.rows]


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_tells_by_which_core_a_site_is_reached(other: Case, lang: str) -> None:
    plan, core = other.plan, other.plan.element["core"].name(lang)
    reached = say("roles.radiated", lang, elements=core)

    assert reached in text_of(site_card.full_card(plan.site["gear-hall"], plan, lang))
    assert reached in site_card.tooltip_lines(plan.site["gear-hall"], plan, lang)
    # Two cores name no town: both reach every town.
    assert plan.element["second"].name(lang) in unnamed_words(plan.site["yi"], plan, lang)
    assert core not in unnamed_words(plan.site["bing"], plan, lang)
    assert core in text_of(site_card.full_card(plan.site["works"], plan, lang))


def test_a_list_holds_the_numbers_of_an_extent(other: Case) -> None:
    rows = {r["id"]: r for r in LISTINGS["elements"].rows(other.plan)}

    assert (rows["corridor"]["along"], rows["corridor"]["width_m"], rows["corridor"]["area_km2"]) == (["e1"], 3000, 70)
    assert rows["corridor"]["drawn_km2"] == pytest.approx(63, abs=1)
    assert (rows["ring"]["inner_m"], rows["ring"]["outer_m"], rows["ring"]["anchor"]) == (3000, 5000, "hall")
    assert rows["core"]["reaches"] == ["yi", "gear-hall"]
    assert rows["wish"]["members"] == [] and rows["belt"]["inner_m"] is None


def test_geodata_carry_the_shapes_of_elements(other: Case) -> None:
    features = json.loads(geojson.page(other.plan, other.shapes, view_of(other)))["features"]
    by_id = {f["properties"]["id"]: f["geometry"] for f in features if f["properties"].get("along") is not None}

    assert set(by_id) == {c.element for c in other.shapes.courses}
    assert by_id["corridor"]["type"] == "Polygon" and by_id["spine"]["type"] == "LineString"
    coast = json.loads(geojson.page(other.plan, other.shapes, view_of(other, element=("coast",))))["features"]
    assert [f["properties"]["id"] for f in coast] == ["coast"]
    rows = LISTINGS["elements"].rows(other.plan)
    keys = [geojson.element_key(r["id"]) for r in rows]
    listed = json.loads(geojson.feature_collection(rows, keys, other.plan, other.shapes))["features"]
    assert {f["properties"]["id"] for f in listed if f["geometry"] is None} == {"wish", "hubs"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_town_that_no_core_names_is_said_to_be_outside(tmp_path_factory: pytest.TempPathFactory, lang: str) -> None:
    core = {**ELEMENTS[4], "reach_zh": "", "reach_en": ""}
    case = other_case(tmp_path_factory.mktemp(lang), [core, ELEMENTS[-1]], [ROLES[-1]])
    words = unnamed_words(case.plan.site["ding"], case.plan, lang)

    assert case.plan.site["yi"].name(lang) in words
    assert say("roles.radiated", lang, elements=case.plan.element["core"].name(lang)) not in words


# What the words of two districts' plans come to: those written by the code alone would agree with themselves.
EXTENTS = {
    (CORRIDOR, "corridor"): ("沿廊心高速，宽 5,000 米", "along Corridor Expressway, 5,000 m wide"),
    (CORRIDOR, "axis"): ("规划只点名、未写范围", "named, no extent given"),
    (CORRIDOR, "west-core"): ("位于西核示心", "at West Heart"),
    (BELTS, "coast"): ("沿示带湾，宽 1,500 米", "along Shidai Bay, 1,500 m wide"),
    (BELTS, "inner-ring"): ("距示带中心 1,500–3,400 米", "1,500–3,400 m from Shidai Centre"),
    (BELTS, "middle-ring"): ("走向由我们示意画出，宽 1,200 米", "course drawn by us, 1,200 m wide"),
    (BELTS, "outer-ring"): ("规划只点名、未写范围", "named, no extent given"),
}
KINDS = {"line": ("轴带、走廊", "Corridor, axis or belt"), "point": ("核心、枢纽", "Core or hub"), "ring": ("圈层", "Ring")}


@pytest.mark.parametrize(("root", "element"), EXTENTS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_extent_is_told_as_the_plan_gives_it(root: Path, element: str) -> None:
    (entry,) = catalog(root)
    plan = case_of(root, entry.id, entry.default_edition).plan
    for number, lang in enumerate(("zh", "en")):
        kind, extent, *area = extent_lines(plan.element[element], plan, lang)
        assert (kind, extent) == (KINDS[plan.element[element].kind][number], EXTENTS[root, element][number])
        if element == "corridor":
            assert area == [("公布面积 158 km²（规划范围）；图上示意 171 km²，多 8 %",
                            "published area 158 km² (as planned); 171 km² as drawn, 8 % more")[number]]  # fmt: skip
