"""Files that leave the program: what is in them, and what no program may make of it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from geodata.languages import LANGS
from layout import exports
from layout.exports import csv as table
from layout.exports import geojson
from layout.exports.size import Size
from layout.lists.structure_rows import SITE_KEYS
from layout.view.filters import matching_sites
from layout.view.view import View
from layout.words.glossary import say


def view_of(case: Any, **rest: Any) -> View:
    """Make a view of a case."""
    return View(case.plan.district.id, case.plan.edition.id, **rest)


def features(case: Any, **rest: Any) -> list[dict[str, Any]]:
    """Export GeoJSON and read the features of its sites: those of elements come after them."""
    collection = json.loads(geojson.page(case.plan, case.shapes, view_of(case, **rest)))
    return [f for f in collection["features"] if f["properties"]["id"] in case.plan.site]


def rows(case: Any, **rest: Any) -> list[dict[str, str]]:
    """Export a table and read its rows."""
    text = table.page(case.plan, case.shapes, view_of(case, **rest))
    assert text.startswith(table.BOM)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize("suffix", exports.VIEWS)
@pytest.mark.parametrize("lang", LANGS)
def test_each_format_is_equal_every_time(case: Any, suffix: str, lang: str) -> None:
    view = view_of(case, lang=lang)
    size = Size(480, 320) if suffix in exports.MAPS else None
    content = exports.render_view(suffix, case.plan, case.shapes, view, size)

    assert content == exports.render_view(suffix, case.plan, case.shapes, view, size)
    assert len(content) <= 600_000


def test_geodata_hold_every_site_where_it_is(case: Any) -> None:
    exported = features(case)
    assert [f["properties"]["id"] for f in exported] == [s.id for s in case.plan.sites]
    for feature, site in zip(exported, case.plan.sites, strict=True):
        assert list(feature["properties"]) == list(SITE_KEYS)
        assert feature["properties"]["source"]
        if site.type == "town":
            # A town that was merged later in the years of the edition has no ground on its day.
            town = case.shapes.towns.get(site.id)
            assert shape(feature["geometry"]).equals(town) if town else feature["geometry"] is None
        elif site.outline and site.outline.kind != "disc":
            assert feature["properties"]["outline"] == site.outline.kind
            assert shape(feature["geometry"]).equals_exact(case.shapes.outlines[site.id].geometry, 1e-5)
        elif site.located:
            assert feature["geometry"]["coordinates"] == [round(site.lon, 5), round(site.lat, 5)]
        else:
            assert feature["geometry"] is None


def test_geodata_carry_five_decimals_licence_and_sources(case: Any) -> None:
    text = geojson.page(case.plan, case.shapes, view_of(case))
    collection = json.loads(
        text, parse_float=lambda n: pytest.fail(n) if len(n.partition(".")[2]) > 5 else float(n)
    )
    town = case.plan.of_type("town")[0]
    source = case.plan.source[town.refs[0].source]

    assert source.publisher("zh") in collection["attribution"]
    assert source.licence in collection["attribution"]
    used = {r.source for s in case.plan.sites for r in s.refs}
    assert set(collection["sources"]) == used


def test_the_bundled_boundaries_say_odbl(bundled: Any) -> None:
    collection = json.loads(geojson.page(bundled.plan, bundled.shapes, view_of(bundled)))

    assert "© OpenStreetMap contributors" in collection["attribution"]
    assert "ODbL" in collection["attribution"]


def test_exports_hold_what_passes_the_filters(case: Any) -> None:
    for level in case.plan.district.levels:
        ids = [s.id for s in matching_sites(view_of(case, level=(level.id,)), case.plan)]
        assert [f["properties"]["id"] for f in features(case, level=(level.id,))] == ids
        assert [r["id"] for r in rows(case, level=(level.id,))] == ids
    assert len(ids) < len(case.plan.sites)


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_spells_names_in_its_language(case: Any, lang: str) -> None:
    plan = case.plan
    rows_by_id = {r["id"]: r for r in rows(case, lang=lang)}
    for site in plan.sites:
        row = rows_by_id[site.id]
        assert (row["name_zh"], row["name_en"], row["type"]) == (site.name("zh"), site.name("en"), site.type)
        # Within a sentence an article is small.
        elements = row["elements"].lower()
        assert all(plan.element[e].name(lang).lower() in elements for e in site.elements)
        assert all(plan.cluster[k.cluster].name(lang) in row["clusters"] for k in site.links)
        assert all(say(f"card.{k.basis}", lang) in row["basis"] for k in site.links)
        assert row["lon"] == (
            "" if site.lon is None else f"{site.lon:g}" if site.lon.is_integer() else str(site.lon)
        )
        assert row["unlocated"] == site.unlocated(lang)


def test_a_table_has_the_columns_that_are_promised(mini: Any) -> None:
    promised = (
        "id type kind name_zh name_en level town parent elements roles clusters segments basis "
        "lon lat precision_m unlocated area_km2 area_year source "
        "industries aims position towns titles outline drawn_km2 area_difference"
    )
    assert " ".join(rows(mini)[0]) == promised


RISKY = st.sampled_from([*"=+-@＝＋－＠\t\r\n\x00\x1b\x9b", " =", "\u3000@"])


@given(RISKY, st.text(max_size=8))
def test_no_text_becomes_a_formula(start: str, rest: str) -> None:
    lines = list(csv.reader(io.StringIO(table.csv_text(["a", "b"], [[start + rest, "end"]]), newline="")))

    assert lines[1] == ["'" + start + rest, "end"]


@given(st.text().filter(lambda t: table.formula_safe(t) == t))
def test_other_text_stays_as_it_is(text: str) -> None:
    lines = list(csv.reader(io.StringIO(table.csv_text(["a", "b"], [[text, "end"]]), newline="")))

    assert lines[1] == [text, "end"]
    assert text.strip()[:1] not in [*"=+-@"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-5, "-5"), (-5.5, "-5.5"), (2000.0, "2000"), (None, ""), (True, "true"), ("-5", "'-5"),
        (["a", "=b"], "a;=b"), ([{"id": "a", "basis": ""}, {"id": "b", "basis": "x"}], "a|;b|x"), ([], ""),
    ],
)  # fmt: skip
def test_cells_are_written_flat_and_numbers_stay_numbers(value: Any, expected: str) -> None:
    assert table.csv_text(["h", "i"], [[value, 1]]) == f"h,i\r\n{expected},1\r\n"
