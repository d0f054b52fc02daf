"""Names on the map: of further blocks, of lines and bands, of places without a role; never a wrong one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import pytest
import shapely

from geodata.languages import LANGS
from layout.drawing.picture import Label, Path, Picture
from layout.maps import label_ranks
from layout.maps.canvas import record_map
from layout.maps.label_ranks import LABELS
from layout.maps.layers import LAYERS
from layout.maps.static import label_placement, label_sides
from layout.maps.static.map_picture import map_picture
from tests.conftest import BELTS, CORRIDOR, case_of
from tests.maps.static_maps import box, hull, meet, parts, view_of
from tests.plan.other_plans import other_case
from tests.plan.other_sites import NORTHERN_YARD, other_sites

SIZE = (1200, 900)


def names(picture: Picture) -> dict[str, Label]:
    """Return the labels of a picture by key."""
    every = parts(picture, "labels")
    return {key: shape for key, part in every.items() for shape in part.shapes if isinstance(shape, Label)}


def grounds(picture: Picture, key: str) -> list[Any]:
    """Return the drawn polygons of a part, in pixels."""
    every = {k: p for layer in picture.layers for k, p in ((p.key, p) for p in layer.parts)}
    return [shapely.Polygon(r) for s in every[key].shapes if isinstance(s, Path) and s.fill for r in s.rings]


def test_each_further_block_of_a_site_bears_its_name_where_it_lies_apart() -> None:
    case = other_sites()
    picture = map_picture(case.plan, case.shapes, view_of(case), SIZE)
    site = case.plan.site[NORTHERN_YARD]
    blocks = grounds(picture, f"park-ground:{NORTHERN_YARD}")
    named = {k: v for k, v in names(picture).items() if v.text == site.name("zh")}

    assert len(blocks) == 2 and len(named) == 2
    # Every block has a name within it, or touching it, and that of the block is the smaller.
    for block in blocks:
        assert any(shapely.box(*box(label)).distance(block) < 2 * label.height for label in named.values())
    assert named[f"label:{NORTHERN_YARD}"].size > named[f"label:{NORTHERN_YARD}:2"].size


def test_a_block_near_the_symbol_is_not_named_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    case = other_sites()
    far = replace(LABELS, block_apart=1e6)
    monkeypatch.setattr(label_placement, "LABELS", far)

    shown = names(map_picture(case.plan, case.shapes, view_of(case), SIZE))
    assert f"label:{NORTHERN_YARD}" in shown and f"label:{NORTHERN_YARD}:2" not in shown


def test_a_block_is_named_where_the_symbol_of_its_site_is_out_of_sight() -> None:
    case = other_sites()
    outline = case.shapes.outlines[NORTHERN_YARD].geometry
    site = case.plan.site[NORTHERN_YARD]
    other = next(b for b in shapely.get_parts(outline) if not b.intersects(shapely.Point(site.lon, site.lat)))
    picture = map_picture(case.plan, case.shapes, view_of(case), SIZE, extent=other.bounds)

    assert f"park:{NORTHERN_YARD}" not in parts(picture)
    assert site.name("zh") in {label.text for label in names(picture).values()}


def test_the_parts_of_a_union_are_no_blocks() -> None:
    case = case_of(CORRIDOR, "shilang", "2026-2030")
    blocks = [f["site"] for f in record_map(case.plan, case.shapes, "zh", LAYERS).labels if f["kind"] == "block"]

    assert blocks == ["blocks-park", "blocks-park"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_name_of_a_line_stands_beside_it(tmp_path: FilePath, lang: str) -> None:
    case = other_case(tmp_path)
    picture = map_picture(case.plan, case.shapes, view_of(case, lang), SIZE)
    shown, every = names(picture), parts(picture)
    lines = [c.element for c in case.shapes.courses if c.form == "axis"]

    assert len(lines) > 1
    for element in lines:
        label = shown[f"label:{element}"]
        drawn = [shapely.LineString(r) for s in every[f"axis:{element}"].shapes for r in s.rings]
        apart = shapely.box(*box(label)).distance(shapely.union_all(drawn))
        assert LABELS.beside - 1.5 <= apart < LABELS.beside + label.height, element
        assert label.halo


@pytest.mark.parametrize(("root", "district"), [(CORRIDOR, "shilang"), (BELTS, "shidai")])
@pytest.mark.parametrize("lang", LANGS)
def test_the_name_of_a_band_stands_in_it_and_on_no_road(root: FilePath, district: str, lang: str) -> None:
    case = case_of(root, district, "2026-2030")
    picture = map_picture(case.plan, case.shapes, view_of(case, lang), (1600, 900))
    roads = [p for k, p in parts(picture).items() if k.startswith("road:")]
    roads_drawn = [shapely.LineString(r) for p in roads for s in p.shapes if isinstance(s, Path) for r in s.rings]
    bands = [c.element for c in case.shapes.courses if c.form == "band" and c.axis is not None]

    assert bands
    for element in bands:
        label = shapely.box(*box(names(picture)[f"label:{element}"]))
        # A bend of the band may cut a corner of a long name.
        assert any(g.intersection(label).area > 0.85 * label.area for g in _filled(picture, f"band:{element}")), element
        along = set(case.plan.element[element].extent.along) & {c.id for c in case.shapes.context}
        assert not along or all(label.distance(road) > 0 for road in roads_drawn), element


def _filled(picture: Picture, key: str) -> list[Any]:
    rings = [r for s in parts(picture)[key].shapes if isinstance(s, Path) and s.fill for r in s.rings]
    outer = sorted((shapely.Polygon(r) for r in rings), key=lambda p: -p.area)
    return [outer[0].difference(shapely.union_all(outer[1:]))] if outer else []


def test_the_name_of_a_core_stands_outside_its_disc() -> None:
    case = case_of(CORRIDOR, "shilang", "2026-2030")
    picture = map_picture(case.plan, case.shapes, view_of(case), (1600, 900))

    for core in (c.element for c in case.shapes.courses if c.form == "hub"):
        disc = hull(parts(picture)[f"hub:{core}"])
        assert not meet(disc, box(names(picture)[f"label:{core}"])), core


def test_a_place_without_a_role_is_named_by_its_symbol_where_there_is_room(case: Any) -> None:
    picture = map_picture(case.plan, case.shapes, view_of(case), (1600, 900))
    shown = names(picture)
    leading = [key for key in parts(picture, "labels") if key.startswith("name-line:")]
    placed = {k.partition(":")[2] for k in parts(picture) if k.startswith("place:")}
    spare = [s for s in case.plan.places if s.id in placed and not s.roles and all(m.via for m in s.memberships)]

    for site in spare:
        assert f"name-line:{site.id}" not in leading
    if case.root in (CORRIDOR, BELTS):
        assert spare and all(f"label:{site.id}" in shown for site in spare)


def test_both_maps_read_one_table_of_label_rules() -> None:
    assert label_sides.LABELS is label_ranks.LABELS


def test_the_name_of_an_area_stands_on_its_own_ground_before_it_crosses_its_border(case: Any) -> None:
    for label in (f for f in record_map(case.plan, case.shapes, "zh", LAYERS).labels if f["kind"] == "element"):
        ground = case.shapes.elements[label["element"]]
        on_ground = [ground.distance(shapely.Point(x, y)) < 1e-4 for y, x in label["at"]]
        # Beside lines and points a name stands off, by threes of spots.
        assert label.get("sides") or (all(on_ground[:10]) and len(on_ground) > 10)


@pytest.mark.parametrize("lang", LANGS)
def test_every_area_is_named_in_the_small_map_of_a_page(bundled: Any, lang: str) -> None:
    """A hatched strip, symbols and their names fill the ground of the core: it is named all the same."""
    picture = map_picture(bundled.plan, bundled.shapes, view_of(bundled, lang), (620, 470))
    drawn = {e.name(lang) for e in bundled.plan.elements if e.id in bundled.shapes.elements}

    assert len(drawn) == 3 and drawn <= {label.text for label in names(picture).values()}
