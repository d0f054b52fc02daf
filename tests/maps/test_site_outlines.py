"""Sites with outlines on the map and in every file: borders, blocks, parks in parks, levels, towns."""

from __future__ import annotations

import csv as csv_reader
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import Point, shape

from geodata.languages import LANGS
from layout.exports import csv, geojson
from layout.lists.listings import LISTINGS
from layout.maps.canvas import Canvas, Circle, Paths, record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.maps.map_payload import map_payload
from layout.maps.static.map_picture import map_picture
from layout.panels.site_card import full_card, summary_lines
from layout.plan.sites import inherit_towns
from layout.view.filters import matching_sites
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nodes import text_of
from layout.words.symbols import symbol
from tests.conftest import Case
from tests.plan.other_sites import FOUR_SIDES, INNER, NORTHERN_YARD, OUTER, other_sites


@pytest.fixture
def case() -> Case:
    """Give the changed district."""
    return other_sites()


def canvas_of(case: Case, lang: str = "en") -> Canvas:
    """Return the recorded map."""
    return record_map(case.plan, case.shapes, lang, LAYERS)


def view_of(case: Case, **filters: Any) -> View:
    """Return a view of the district."""
    return View(case.plan.district.id, case.plan.edition.id, lang="en", **filters)


def drawn_paths(canvas: Canvas, style: str) -> dict[tuple[str, bool], Any]:
    """Return the geometry of each site of a style, by site and whether it is schematic."""
    return {
        (canvas.features[n]["site"], bool(canvas.features[n].get("schematic"))): g
        for o in canvas.overlays if isinstance(o, Paths) and o.style == style for n, g in o.features
    }  # fmt: skip


def test_a_published_border_is_solid_and_a_made_one_dashed_where_it_follows_none(case: Case) -> None:
    edges = drawn_paths(canvas_of(case), "zone-edge")

    for site, outline in case.shapes.outlines.items():
        assert ((site, True) in edges) == outline.schematic, site
        if not outline.schematic:
            assert edges[site, False].length == pytest.approx(outline.geometry.boundary.length)


def test_a_park_within_a_park_is_not_drawn_over(case: Case) -> None:
    grounds = drawn_paths(canvas_of(case), "park-ground")
    outer, inner = grounds[OUTER, False], grounds[INNER, False]

    assert outer.intersection(inner).area == 0
    assert outer.union(inner).equals(case.shapes.outlines[OUTER].geometry)
    order = [site for site, _ in grounds]
    assert order.index(OUTER) < order.index(INNER)


def test_a_site_with_an_outline_has_no_circle_of_precision(case: Case) -> None:
    canvas = canvas_of(case)
    circles = {canvas.features[o.number]["site"] for o in canvas.overlays if isinstance(o, Circle)}

    assert not circles & set(case.shapes.outlines)


def test_names_stand_within_published_borders(case: Case) -> None:
    for label in (x for x in canvas_of(case).labels if x.get("site") in case.shapes.outlines):
        outline = case.shapes.outlines[label["site"]]
        assert outline.geometry.covers(Point(label["at"][0][::-1]))
        # Of a further block in it, then below and above it.
        for y, x in label["at"][1:]:
            assert outline.geometry.buffer(0.0025).covers(Point(x, y))


def test_the_legend_has_a_row_for_published_borders_where_there_are_any(case: Case, mini: Case) -> None:
    assert "border" in [row["form"] for row in legend_entries(canvas_of(case))]
    assert "border" not in [row["form"] for row in legend_entries(canvas_of(mini))]


def test_of_several_levels_the_symbol_shows_the_highest_and_the_filter_takes_all(case: Case) -> None:
    plan = case.plan
    park = plan.site[NORTHERN_YARD]

    assert park.levels == ("lower", "upper")
    assert symbol(park, plan)["ring"] == 3
    for level in park.levels:
        assert park in matching_sites(view_of(case, level=(level,)), plan, "park")
    assert {p.id for p in matching_sites(view_of(case, level=("lower",)), plan, "park")} == {INNER, OUTER, NORTHERN_YARD}


def test_geodata_hold_borders_as_they_are_and_say_how_they_are_known(case: Case) -> None:
    features = {f["properties"]["id"]: f for f in json.loads(geojson.page(case.plan, case.shapes, view_of(case)))["features"]}

    for site, kind in ((NORTHERN_YARD, "published"), (FOUR_SIDES, "sides"), ("twin", "union")):
        feature = features[site]
        assert shape(feature["geometry"]).equals_exact(case.shapes.outlines[site].geometry, 1e-5)
        assert feature["properties"]["outline"] == kind
        assert feature["properties"]["outline_schematic"] == (kind != "published")
    # A disc is made from point and area: it says no more than they do.
    assert features["round"]["geometry"]["type"] == "Point"
    assert features[NORTHERN_YARD]["properties"]["towns"] == ["yi", "ding"]
    assert features[INNER]["properties"]["parent"] == OUTER
    assert features[FOUR_SIDES]["properties"]["area_difference"] == pytest.approx(85.3)


@pytest.mark.parametrize("lang", LANGS)
def test_cards_lists_and_tables_tell_parents_towns_titles_and_differences(case: Case, lang: str) -> None:
    plan = case.plan
    name = {s.id: s.name(lang) for s in plan.sites}
    dot, comma = say("text.dot", lang), say("text.comma", lang)
    card = {s: text_of(full_card(plan.site[s], plan, lang)) for s in (INNER, OUTER, NORTHERN_YARD, FOUR_SIDES)}

    assert dot.join((name[OUTER], name["works"], name["bing"])) in card[INNER]
    assert comma.join((name["yi"], name["ding"])) in card[NORTHERN_YARD]
    assert comma.join((name["yi"], name["ding"])) in " ".join(summary_lines(plan.site[NORTHERN_YARD], plan, lang))
    title = plan.site[OUTER].titles[0]
    assert title.name(lang) in card[OUTER]
    assert "2018-05" in card[OUTER]
    assert say("card.until", lang, name=plan.term["level:upper"].name(lang), until="2024") in card[NORTHERN_YARD]
    assert say("outline.larger", lang, area="18.5", percent="85.3") in card[FOUR_SIDES]
    assert say("outline.published", lang) in card[OUTER]
    rows = {r["id"]: r for r in LISTINGS["parks"].rows(plan)}
    cells = {c.heading: c.cell(rows[OUTER], plan, lang) for c in LISTINGS["parks"].columns}
    assert title.name(lang) in cells["level"]
    assert cells["where"] == dot.join((name["works"], name["bing"]))
    view = View(plan.district.id, plan.edition.id, lang=lang)
    table = {r["id"]: r for r in csv_reader.DictReader(io.StringIO(csv.page(plan, case.shapes, view).lstrip("\ufeff")))}
    assert table[NORTHERN_YARD]["towns"] == comma.join((name["yi"], name["ding"]))
    assert table[INNER]["parent"] == name[OUTER]
    assert title.name(lang) in table[OUTER]["titles"]
    assert table[FOUR_SIDES]["area_difference"] == "85.3"


def test_the_page_and_the_picture_hold_every_outline(case: Case) -> None:
    payload = map_payload(canvas_of(case))
    picture = map_picture(case.plan, case.shapes, view_of(case), (900, 700))
    keys = {part.key for layer in picture.layers for part in layer.parts}

    assert payload["sites"][NORTHERN_YARD]["facets"]["level"] == ["lower", "upper"]
    for site in case.shapes.outlines:
        assert any(key.startswith(f"zone-edge:{site}") for key in keys), site
    assert f"park-ground:{INNER}" in keys


def test_the_filter_by_town_takes_every_town_of_a_site_and_the_town_itself(case: Case) -> None:
    for town in case.plan.site[NORTHERN_YARD].towns:
        chosen = {s.id for s in matching_sites(view_of(case, town=(town,)), case.plan)}
        assert {town, NORTHERN_YARD} <= chosen
        assert INNER not in chosen


def test_a_site_without_a_town_lies_in_those_of_its_nearest_parent_that_has_any(case: Case) -> None:
    inner = case.plan.site[INNER]
    town = case.plan.site[OUTER].town
    payload = map_payload(canvas_of(case))
    rows = {row["id"]: row for row in LISTINGS["parks"].rows(case.plan)}

    assert not inner.towns
    assert INNER in {site.id for site in matching_sites(view_of(case, town=(town,)), case.plan)}
    assert payload["sites"][INNER]["facets"]["town"] == [town]
    assert rows[INNER]["towns"] == [town]
    assert case.plan.site[town].name("en") in text_of(full_card(inner, case.plan, "en"))
    # Through a parent that has none itself into the town of the next; of several it is not known which.
    chain = (inner, replace(case.plan.site[OUTER], towns=(), parent=FOUR_SIDES), case.plan.site[FOUR_SIDES])
    several = case.plan.site[FOUR_SIDES].towns
    assert len(several) == 2 and [site.lies_in for site in inherit_towns(chain)] == [(), (), several]
    single = (*chain[:2], replace(chain[2], towns=several[:1]))
    assert [site.lies_in for site in inherit_towns(single)] == [several[:1]] * 3
