"""The static map: all that the record holds, in the view's state, true to scale, nothing upon another."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import crs
from geodata.languages import LANGS
from layout.drawing.picture import Label, Path
from layout.drawing.scene import Dot, StraightLine, TextLine
from layout.drawing.text_metrics import legible
from layout.maps.canvas import Marker, Paths, record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.maps.map_credit import attribution
from layout.maps.static import styles
from layout.maps.static.label_placement import is_label_shown, is_spare
from layout.maps.static.map_picture import map_picture
from layout.maps.static.projection import TILE_PX, fit_frame
from layout.maps.static.static_map import StaticMap
from layout.maps.static.symbol_placement import fan_out
from layout.maps.symbol_sizes import SYMBOLS
from layout.plan.shapes import bounds_by_id
from layout.plan.site_types import SITE_TYPES
from layout.view.extent import extent
from layout.view.filters import matches
from layout.words import site_facts
from layout.words.glossary import say
from layout.words.validity import name_on_map
from tests.maps.static_maps import box, hull, meet, parts, view_of, views, words

SIZES = [(1200, 1080), (800, 720)]
GAP = SYMBOLS.gap[0]
FURNITURE = ("legend", "unlocated", "scale", "north", "credit")


def test_it_needs_no_folium() -> None:
    code = (
        "import sys, layout.maps.static.map_picture, layout.drawing.png_writer, layout.exports.png\n"
        "assert not {'folium', 'branca', 'zhplot', 'matplotlib.pyplot'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_feature_of_the_record_is_drawn_once(case: Any) -> None:
    canvas = record_map(case.plan, case.shapes, "zh", LAYERS)
    picture = map_picture(case.plan, case.shapes, view_of(case))
    keys = [
        p.key.partition(":")[0]
        for layer in picture.layers
        for p in layer.parts
        if layer.id not in ("labels", "furniture")
    ]
    kinds = Counter(k for k in keys if k not in ("park", "place", "leader"))

    # A link between two sites of which one and the same point is known has no length.
    dots = {n for item in canvas.overlays if isinstance(item, Paths) for n, g in item.features if not g.length}
    drawn = [f for n, f in enumerate(canvas.features) if n not in dots]
    # The ground of a zone is there to be pressed; what is drawn of it are its edges.
    assert kinds == Counter(f["style"] for f in drawn if f["style"] not in ("symbol", "zone"))
    symbols = {
        f"{case.plan.site[f['site']].type}:{f['site']}" for f in canvas.features if f["style"] == "symbol"
    }
    assert symbols <= set(parts(picture))
    for town in (t for t in case.plan.of_type("town") if t.id in case.shapes.towns):
        assert parts(picture)[f"town:{town.id}"].name == town.name("zh")
    unlocated = [s.id for s in case.plan.sites if not s.located]
    assert not [k for k in parts(picture) if k.rpartition(":")[2] in unlocated]


@pytest.mark.parametrize("lang", LANGS)
def test_layers_and_parts_have_names_of_their_own(case: Any, lang: str) -> None:
    picture = map_picture(case.plan, case.shapes, view_of(case, lang))
    ids, names = [layer.id for layer in picture.layers], [layer.name for layer in picture.layers]

    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert all(p.name.strip() for p in parts(picture).values())
    known = {layer["id"] for layer in record_map(case.plan, case.shapes, lang, LAYERS).layers}
    assert {i.partition("/")[0] for i in ids} <= known | {"labels", "furniture"}
    areas = [f"element-{e.id}" for e in case.plan.elements if e.kind == "area"]
    assert set(areas) <= set(ids)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_collides_and_nothing_reaches_outside(case: Any, lang: str, size: tuple[int, int]) -> None:
    for view in views(case, lang):
        for furniture in ("full", "brief"):
            picture = map_picture(case.plan, case.shapes, view, size, furniture=furniture)
            shown_parts = parts(picture)
            labels = [hull(p) for k, p in shown_parts.items() if k.startswith("label:")]
            symbols = [hull(p) for k, p in shown_parts.items() if k.split(":")[0] in ("park", "place")]
            furniture_boxes = [hull(shown_parts[k]) for k in FURNITURE if k in shown_parts]

            assert labels and len(furniture_boxes) >= 3
            assert [(a, b) for a, b in combinations(labels + furniture_boxes, 2) if meet(a, b)] == []
            # The box of a symbol's own square may touch the name beside it, its ink may not.
            assert [(a, b) for a in labels for b in symbols if meet(a, b, 2.2)] == []
            for part in shown_parts.values():
                left, top, right, bottom = hull(part)
                assert left >= -0.01 and top >= -0.01, part.key
                assert right <= size[0] + 0.01 and bottom <= size[1] + 0.01, part.key


def test_the_end_of_a_name_that_is_at_its_symbol_stays_there(case: Any) -> None:
    anchors = set()
    for view in views(case, "en"):
        shown_parts = parts(map_picture(case.plan, case.shapes, view, SIZES[0]))
        for key in (
            k for k in shown_parts if f"label:{k.partition(':')[2]}" in shown_parts and k.startswith(("park:", "place:"))
        ):
            (name,) = shown_parts[f"label:{key.partition(':')[2]}"].shapes
            left, _, right, _ = hull(shown_parts[key])
            middle = (left + right) / 2
            assert isinstance(name, Label)
            if name.anchor == "start":
                assert name.x - name.width / 2 > middle
            elif name.anchor == "end":
                assert name.x + name.width / 2 < middle
            else:
                assert abs(name.x - middle) < 2
            anchors.add(name.anchor)
    assert "start" in anchors


def test_symbols_stand_apart_and_lead_to_their_places(case: Any) -> None:
    picture = map_picture(case.plan, case.shapes, view_of(case))
    middles = {
        k: ((b[0] + b[2]) / 2, (b[1] + b[3]) / 2)
        for k, p in parts(picture).items()
        if k.split(":")[0] in ("park", "place")
        for b in [hull(p)]
    }

    assert all(math.dist(a, b) >= GAP - 2 * SYMBOLS.least_shift for a, b in combinations(middles.values(), 2))
    for key, part in parts(picture).items():
        if key.startswith("leader:"):
            line = next(s for s in part.shapes if isinstance(s, Path))
            site = case.plan.site[key.partition(":")[2]]
            assert math.dist(line.rings[0][-1], middles[f"{site.type}:{site.id}"]) < 0.1


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 400)), max_size=6))
def test_fanning_out_leaves_no_two_points_close(points: list[tuple[float, float]]) -> None:
    moved = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(points, fan_out(points, GAP), strict=True)]

    assert all(math.dist(a, b) > GAP - 1 for a, b in combinations(moved, 2))
    assert fan_out(points, GAP) == fan_out(points, GAP)


def test_filters_dim_what_the_interactive_map_dims(case: Any) -> None:
    plan = case.plan
    whole = parts(map_picture(plan, case.shapes, view_of(case), furniture="none"))
    for view in views(case):
        if view.sel or view.off:
            continue
        parts_by_key = parts(
            map_picture(
                plan,
                case.shapes,
                view,
                extent=bounds_by_id(plan, case.shapes)[plan.district.id],
                furniture="none",
            )
        )
        for site in (s for s in plan.sites if f"{s.type}:{s.id}" in whole and s.type != "town"):
            same = parts_by_key[f"{site.type}:{site.id}"] == whole[f"{site.type}:{site.id}"]
            assert same == matches(view, site, plan), site.id
            leader = f"leader:{site.id}"
            assert leader not in parts_by_key or (parts_by_key[leader] == whole[leader]) == matches(view, site, plan), site.id
            assert (f"halo:{site.id}" in parts_by_key) == (f"halo:{site.id}" in whole and matches(view, site, plan))
        for key, part in parts_by_key.items():
            if key.split(":")[0] in ("member", "outline", "hatch"):
                element = key.split(":")[1]
                was, now = whole[key].shapes[0], part.shapes[0]
                assert isinstance(was, Path) and isinstance(now, Path)
                if view.element and element not in view.element:
                    assert now.opacity == pytest.approx(was.opacity * styles.DIMMED, abs=1e-3)
                elif not (view.cluster or view.segment):
                    assert now == was
        if view.cluster:
            assert not [k for k in parts_by_key if k.startswith("ray:")]


def test_a_selection_stands_out(case: Any) -> None:
    park = next(p for p in case.plan.of_type("park") if p.located)
    town = case.plan.of_type("town")[0]
    district = bounds_by_id(case.plan, case.shapes)[case.plan.district.id]
    plain = parts(map_picture(case.plan, case.shapes, view_of(case), extent=district))
    chosen = parts(map_picture(case.plan, case.shapes, view_of(case, sel=park.id), extent=district))
    on_town = parts(map_picture(case.plan, case.shapes, view_of(case, sel=town.id), extent=district))

    def width(part: Any) -> float:
        return hull(part)[2] - hull(part)[0]

    assert width(chosen[f"park:{park.id}"]) > 1.2 * width(plain[f"park:{park.id}"])
    assert f"label:{park.id}" in chosen
    assert on_town[f"town:{town.id}"].shapes[0].fill == styles.SELECTED["town"]["fill"]  # type: ignore[union-attr]
    assert plain[f"town:{town.id}"].shapes[0].fill == styles.TOWN  # type: ignore[union-attr]


def test_a_layer_that_is_off_is_left_out_with_its_names(case: Any) -> None:
    picture = map_picture(case.plan, case.shapes, view_of(case, off=("parks", "towns")))

    assert not [layer.id for layer in picture.layers if layer.id.partition("/")[0] in ("parks", "towns")]
    ids = {s.id for s in (*case.plan.of_type("park"), *case.plan.of_type("town"))}
    assert not [k for k in parts(picture, "labels") if k.partition(":")[2] in ids]


def test_the_scale_bar_and_the_halos_are_true(case: Any) -> None:
    picture = map_picture(case.plan, case.shapes, view_of(case), (1200, 1080))
    pads = fit_frame(bounds_by_id(case.plan, case.shapes)[case.plan.district.id], (1200, 1080), (0, 0, 0, 0))
    bar = next(s for s in parts(picture)["scale"].shapes if isinstance(s, StraightLine) and s.y == s.to_y)
    scale_text = parts(picture)["scale"].shapes[-1]
    assert isinstance(scale_text, TextLine)
    number, unit = scale_text.text.split()
    metres = float(number.replace(",", "")) * {"km": 1000, "m": 1}[unit]
    halos = {k: p for k, p in parts(picture).items() if k.startswith("halo:") and p.shapes[0].closed}  # type: ignore[union-attr]
    assert halos and pads.zoom > 0

    for key, part in halos.items():
        site = case.plan.site[key.partition(":")[2]]
        left, _, right, _ = hull(part)
        # One pixel by the halo's own radius, at its latitude; the bar's holds at the middle of the frame.
        pixel = 2 * site.precision_m / (right - left)
        assert pixel * (bar.to_x - bar.x) == pytest.approx(metres, rel=0.004)
        leader = f"leader:{site.id}"
        if leader not in parts(picture):
            edge = crs.disc(site.lon, site.lat, site.precision_m).bounds
            assert (edge[2] - edge[0]) / 360 * TILE_PX * 2 ** _zoom(picture, case) == pytest.approx(
                right - left, rel=0.004
            )


def _zoom(picture: Any, case: Any) -> float:
    """Find the zoom of a picture from where two towns' edges are drawn."""
    west, _, east, _ = case.shapes.district.bounds
    left, _, right, _ = hull(next(p for k, p in parts(picture).items() if k.startswith("district")))
    return math.log2((right - left) / ((east - west) / 360) / TILE_PX)


@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_says_all_that_the_interactive_one_says(case: Any, lang: str) -> None:
    plan = case.plan
    canvas = record_map(plan, case.shapes, lang, LAYERS)
    parts_by_key = parts(map_picture(plan, case.shapes, view_of(case, lang), (1600, 900)))
    legend_words = words(parts_by_key["legend"])

    assert [r["text"] for r in legend_entries(canvas) if legible(r["text"]).replace(" ", "") not in legend_words] == []
    located = {k.cluster for s in plan.sites if s.located and (s.is_park or not s.roles) for k in s.links}
    assert [
        c.id for c in plan.clusters if c.id in located and c.kind != "services" and c.name(lang).replace(" ", "") not in legend_words
    ] == []
    for site in (p for p in plan.parks if not p.located):
        assert site.name(lang).replace(" ", "") in legend_words
    assert legible(attribution(canvas)).replace(" ", "") in words(parts_by_key["credit"])
    assert words(parts_by_key["credit"]).startswith(say("map.schematic", lang))


def test_no_card_hides_a_symbol_while_there_is_room(case: Any) -> None:
    for view in views(case):
        shown_parts = parts(map_picture(case.plan, case.shapes, view, SIZES[0], furniture="brief"))
        symbols = {k: hull(p) for k, p in shown_parts.items() if k.split(":")[0] in ("park", "place")}
        blocks = [hull(shown_parts[k]) for k in ("legend", "unlocated") if k in shown_parts]
        assert [k for k, b in symbols.items() for c in blocks if meet(b, c)] == [], view.query()


def test_a_review_number_takes_the_place_of_the_stamp(mini: Any) -> None:
    district = replace(mini.plan.district, review_number="GS(2026)1234")
    parts_by_key = parts(map_picture(replace(mini.plan, district=district), mini.shapes, view_of(mini, "en")))

    assert words(parts_by_key["credit"]).startswith("Mapreviewno.GS(2026)1234")
    assert say("map.schematic", "en") not in words(parts_by_key["credit"])


def test_slides_get_no_legend_but_the_gaps(bundled: Any) -> None:
    plan = bundled.plan
    lost = next(s for s in plan.of_type("park") if not s.located)
    parts_by_key = parts(map_picture(plan, bundled.shapes, view_of(bundled), (1200, 1080), furniture="brief"))
    other = next(
        c for c in plan.clusters if c.kind == "cluster" and c.id not in {k.cluster for k in lost.links}
    )
    apart = parts(map_picture(plan, bundled.shapes, view_of(bundled, cluster=(other.id,)), furniture="brief"))
    none = map_picture(plan, bundled.shapes, view_of(bundled), furniture="none")

    assert "legend" not in parts_by_key and lost.name("zh") in words(parts_by_key["unlocated"])
    assert "unlocated" not in apart
    assert "furniture" not in [layer.id for layer in none.layers]


def test_a_view_of_its_own_place_keeps_it(bundled: Any) -> None:
    at = view_of(bundled, lat=30.8, lon=121.2, zoom=12.0)
    picture = map_picture(bundled.plan, bundled.shapes, at, (900, 700), furniture="none")

    assert _zoom_of_halo(picture, bundled) == pytest.approx(12.0, abs=0.01)


def _zoom_of_halo(picture: Any, case: Any) -> float:
    halos = ((k, p, hull(p)) for k, p in parts(picture).items() if k.startswith("halo:"))
    key, part = next((k, p) for k, p, (x, y, r, b) in halos if abs((r - x) - (b - y)) < 1)
    site = case.plan.site[key.partition(":")[2]]
    left, _, right, _ = hull(part)
    edge = crs.disc(site.lon, site.lat, site.precision_m).bounds
    return math.log2((right - left) / ((edge[2] - edge[0]) / 360) / TILE_PX)


SPAN = st.floats(0.01, 2.0)


@given(
    st.floats(-170, 170),
    st.floats(-70, 70),
    SPAN,
    SPAN,
    st.tuples(st.integers(200, 4000), st.integers(200, 4000)),
)
def test_an_extent_is_shown_whole(
    lon: float, lat: float, width: float, height: float, size: tuple[int, int]
) -> None:
    frame = fit_frame((lon, lat, lon + width, lat + height), size, (20, 30, 10, 40))
    for corner in ((lat, lon), (lat + height, lon + width)):
        x, y = frame.pixel(corner)
        assert 20 - 1e-3 <= x <= size[0] - 10 + 1e-3
        assert 30 - 1e-3 <= y <= size[1] - 40 + 1e-3
    back = frame.pixel(frame.centre)
    assert back == pytest.approx((size[0] / 2, size[1] / 2), abs=1e-3)


def test_ground_that_is_a_point_is_shown_with_what_lies_around_it(case: Any) -> None:
    plan = case.plan
    point = {e.id: (10.0, 50.0, 10.0, 50.0) for e in plan.elements}
    for element in plan.elements:
        west, south, east, north = extent(view_of(case, element=(element.id,)), plan, point)
        assert crs.distance_m((west, south), (west, north)) == pytest.approx(9000, rel=0.01)
        assert crs.distance_m((west, 50.0), (east, 50.0)) == pytest.approx(9000, rel=0.01)


def test_holes_stay_open_and_stripes_are_marked(mini: Any, bundled: Any) -> None:
    hatched = [
        k
        for c in (mini, bundled)
        for k, p in parts(map_picture(c.plan, c.shapes, view_of(c))).items()
        for s in p.shapes
        if isinstance(s, Path) and s.hatch and k.startswith("hatch")
    ]
    symbols = [m for m in record_map(bundled.plan, bundled.shapes, "zh", LAYERS).overlays if isinstance(m, Marker)]

    assert hatched and symbols
    for key, part in parts(map_picture(bundled.plan, bundled.shapes, view_of(bundled))).items():
        if key.startswith("town:"):
            shape = bundled.shapes.towns[key.partition(":")[2]]
            rings = sum(1 + len(p.interiors) for p in getattr(shape, "geoms", [shape]))
            assert len(part.shapes[0].rings) == rings  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", LANGS)
def test_names_are_spelt_as_the_data_have_them(case: Any, lang: str) -> None:
    parts_by_key = parts(map_picture(case.plan, case.shapes, view_of(case, lang), (1920, 1080)), "labels")
    for park in (p for p in case.plan.of_type("park") if p.located):
        (label,) = parts_by_key[f"label:{park.id}"].shapes
        assert isinstance(label, Label)
        assert label.text == name_on_map(park, case.plan, lang)
        assert box(label)[2] - box(label)[0] >= 10
    assert not [d for p in parts_by_key.values() for d in p.shapes if isinstance(d, Dot)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("size", [(1600, 900), (960, 540)])
def test_the_legend_leaves_open_what_the_map_is_about(bundled: Any, lang: str, size: tuple[int, int]) -> None:
    for element in (e for e in bundled.plan.elements if e.kind == "area"):
        shown_parts = parts(
            map_picture(bundled.plan, bundled.shapes, view_of(bundled, lang, element=(element.id,)), size)
        )
        about = [p for s in shown_parts[f"outline:{element.id}"].shapes for ring in s.rings for p in ring]  # type: ignore[union-attr]
        left, top, right, bottom = hull(shown_parts["legend"])

        under = [p for p in about if left < p[0] < right and top < p[1] < bottom]
        assert len(under) <= 0.05 * len(about), element.id


def test_the_box_of_an_element_holds_all_of_its_members(case: Any) -> None:
    bounds = bounds_by_id(case.plan, case.shapes)
    members = [
        (e.id, case.plan.site[r.member]) for e in case.plan.elements for r in case.plan.roles(e.id)
    ]
    positions = [(bounds[e], s) for e, s in members if e in bounds and s.lon is not None and s.lat is not None]

    assert positions
    for (west, south, east, north), site in positions:
        assert west <= site.lon <= east and south <= site.lat <= north, site.id


@pytest.mark.parametrize(("flags", "shown_out", "spare_far"), [
    ({"name_stays": False, "name_by_zoom": False}, False, False),
    ({"name_stays": True, "name_by_zoom": False}, True, False),
    ({"name_stays": False, "name_by_zoom": True}, False, True),
])  # fmt: skip
def test_names_stay_and_wait_as_the_table_of_types_says(
    mini: Any, monkeypatch: pytest.MonkeyPatch, flags: dict[str, bool], shown_out: bool, spare_far: bool
) -> None:
    """As in the browser: no type has a rule of its own in the code."""
    monkeypatch.setitem(SITE_TYPES, "park", replace(SITE_TYPES["park"], **flags))
    fact = next(f for f in record_map(mini.plan, mini.shapes, "zh", LAYERS).labels if f["kind"] == "park")
    site = mini.plan.site[fact["site"]]
    other = next(t.id for t in mini.plan.district.levels if t.id != site.level)
    canvas = record_map(mini.plan, mini.shapes, "zh", LAYERS)

    def is_shown(**rest: Any) -> bool:
        view = view_of(mini, **rest)
        frame = fit_frame(extent(view, mini.plan, bounds_by_id(mini.plan, mini.shapes)), (800, 600), (0, 0, 0, 0))
        return is_label_shown(fact, StaticMap(canvas, view, frame))

    assert is_shown(level=(other,)) is shown_out and is_shown()
    assert is_spare(fact, -9) is spare_far and not is_spare(fact, 9)


@pytest.mark.parametrize("lang", LANGS)
def test_many_unlocated_parks_take_a_small_part_of_a_slide(bundled: Any, lang: str) -> None:
    """They are named in one row, or counted; the reason of each stands in the tables."""
    lost = next(s for s in bundled.plan.parks if not s.located)
    sites = tuple(replace(s, lat=None, lon=None) if s.is_park else s for s in bundled.plan.sites)
    size = (1200, 1080)
    view = view_of(bundled, lang)
    picture = map_picture(replace(bundled.plan, sites=sites), bundled.shapes, view, size, furniture="brief")

    block = parts(picture)["unlocated"]
    left, top, right, bottom = hull(block)
    named = [p for p in bundled.plan.parks if p.name(lang).replace(" ", "") in words(block)]
    others = len(bundled.plan.parks) - len(named)
    assert len(named) >= 5
    assert not others or say("static_map.and-more", lang, names="", n=others).replace(" ", "") in words(block)
    assert site_facts.precision_text(lost, bundled.plan, lang).replace(" ", "") not in words(block)
    assert (right - left) * (bottom - top) < 0.05 * size[0] * size[1]
