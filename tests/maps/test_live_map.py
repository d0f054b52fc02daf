"""The folium map: equal on every build, no outside host, the same in every export."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.exports import html
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import COURSE_FORMS
from layout.maps.live import folium_map
from layout.maps.live.shared_nodes import REFERENCE, share_nodes
from layout.maps.map_credit import attribution
from layout.maps.map_payload import map_payload
from layout.view.facets import FACETS
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nodes import walk

HOST = re.compile(r"https?:\\?/\\?/([\w.-]+)")
SVG = {"www.w3.org"}


def view_of(case: Any, **rest: Any) -> View:
    """Make a view of a case."""
    return View(case.plan.district.id, case.plan.edition.id, **rest)


def hosts_in_data(case: Any) -> set[str]:
    """Find the hosts that the data's sources name: links to follow, never loaded."""
    return {h for s in case.plan.sources for h in HOST.findall(s.url)}


@pytest.mark.parametrize("lang", LANGS)
def test_two_builds_are_byte_equal(case: Any, lang: str) -> None:
    first, second = (folium_map.build_map(case.plan, case.shapes, lang) for _ in range(2))

    assert first.get_root().render() == second.get_root().render()
    assert folium_map.map_script(first) == folium_map.map_script(second)


def test_every_element_has_a_fixed_id(mini: Any) -> None:
    plan_map = folium_map.build_map(mini.plan, mini.shapes, "zh")

    assert not re.search(r"_[0-9a-f]{32}", plan_map.get_root().render())


def test_folium_page_names_no_outside_host(mini: Any) -> None:
    page = folium_map.build_map(mini.plan, mini.shapes, "zh").get_root().render()

    assert set(HOST.findall(page)) <= SVG | hosts_in_data(mini)
    addresses = re.findall(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"([^\"]*)", page)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_for_a_file_is_small_closed_and_equal_every_time(case: Any, lang: str) -> None:
    view = view_of(case, lang=lang)
    page = html.page(case.plan, case.shapes, view)
    library = re.findall(r"<script>(.*?)</script>", page, re.S)[0]

    assert page == html.page(case.plan, case.shapes, view)
    assert len(page.encode("utf-8")) <= 600_000
    our_script = page.replace(library, "")
    assert set(HOST.findall(our_script)) <= SVG | hosts_in_data(case)
    assert not re.search(r"<(?:script|link|img|iframe|object|embed)\b[^>]*(?:src|href)=", page)
    assert not re.search(r"url\((?![#'\"]?(?:#|data:))", page)
    assert "default-src 'none'" in page


def test_the_library_loads_nothing_by_itself(mini: Any) -> None:
    page = html.page(mini.plan, mini.shapes, view_of(mini))
    library = re.findall(r"<script>(.*?)</script>", page, re.S)[0]

    # Leaflet's own link stands in the attribution control, which the map does without.
    assert set(HOST.findall(library)) <= SVG | {"leafletjs.com"}
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|importScripts|sendBeacon|WebSocket|EventSource)\(", library
    )


def test_the_layers_are_those_of_the_list(case: Any) -> None:
    plan_map = folium_map.build_map(case.plan, case.shapes, "zh")
    ids = [layer["id"] for layer in plan_map.canvas.layers]
    drawn = {m.element for m in case.shapes.members} | {f["element"] for f in plan_map.canvas.features if f["style"] in COURSE_FORMS}
    grounds = [f"element-{e.id}" for e in case.plan.elements if e.id in drawn]

    assert len(ids) == len(set(ids)) == len(LAYERS) - 1 + len(grounds)
    assert set(grounds) <= set(ids)
    assert all(layer["name"] for layer in plan_map.canvas.layers)


def facts(case: Any, lang: str) -> Any:
    """Read back the facts that a map's script hands to the bridge."""
    bridge = next(
        c for c in folium_map.build_map(case.plan, case.shapes, lang)._children.values()
        if isinstance(c, folium_map.Bridge)
    )  # fmt: skip
    return json.loads(bridge.facts)


@pytest.mark.parametrize("lang", LANGS)
def test_facts_tell_every_site_once_and_located_ones_have_a_symbol(case: Any, lang: str) -> None:
    payload = facts(case, lang)
    parks = case.plan.of_type("park")
    symbols = [f["site"] for f in payload["features"] if f["style"] == "symbol"]

    assert list(payload["sites"]) == [s.id for s in case.plan.sites]
    assert len(symbols) == len(set(symbols))
    assert {p.id for p in parks if p.located} <= set(symbols)
    assert not {p.id for p in parks if not p.located} & set(symbols)
    assert {p.id for p in parks if not p.located} <= set(payload["unlocated"])
    assert {s.id for s in case.plan.sites if s.roles and not s.located} <= set(payload["unlocated"])
    assert [f["key"] for f in payload["facets"]] == [f.key for f in FACETS]


def test_a_core_without_a_position_is_named_beside_the_map_with_what_is_known(mini: Any) -> None:
    plan = mini.plan
    core = next(e.anchor for e in plan.elements if e.anchor)
    sites = tuple(replace(s, lat=None, lon=None) if s.id == core else s for s in plan.sites)
    payload = map_payload(record_map(replace(plan, sites=sites), mini.shapes, "en", LAYERS))

    assert core in payload["unlocated"]
    town = plan.site[plan.site[core].town].name("en")
    assert payload["sites"][core]["unlocated_note"] == say("card.within-only", "en", around=town)


def test_aliases_can_be_searched(case: Any) -> None:
    payload = facts(case, "en")
    for site in case.plan.sites:
        expected = {site.name("zh"), site.name("en"), *(a.name for a in site.aliases)} - {""}
        assert expected <= set(payload["sites"][site.id]["names"])


def test_coordinates_carry_five_decimals(mini: Any) -> None:
    script = folium_map.map_script(folium_map.build_map(mini.plan, mini.shapes, "zh"))

    shapes = re.findall(r'"coordinates":\s*(\[.*?\])\s*,\s*"type"', script)
    assert shapes
    assert not [n for s in shapes for n in re.findall(r"\d+\.(\d{6,})", s)]


def test_what_is_shared_reads_as_before(case: Any) -> None:
    """Panels and cards whose common parts stand once are the same when the references are followed."""
    facts = map_payload(record_map(case.plan, case.shapes, "en", LAYERS), None)
    sharing = share_nodes(facts)

    def follow(tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        if tree[0] == REFERENCE:
            return follow(sharing["shared"][tree[1]])
        return [*tree[:2], *map(follow, tree[2:])]

    assert {k: follow(v) for k, v in sharing["panels"].items()} == facts["panels"]
    drawings = [n for tree in sharing["panels"].values() for n in walk(tree) if n[0] == "svg"]
    assert drawings and not any(n[0] == REFERENCE for drawing in drawings for n in walk(drawing))
    assert [follow(s["card"]) for s in sharing["sites"].values()] == [
        s["card"] for s in facts["sites"].values()
    ]
    assert len(json.dumps(sharing)) < 0.9 * len(json.dumps(facts))


@pytest.mark.parametrize("lang", LANGS)
def test_the_attribution_names_one_place_of_the_layout_and_counts_the_others(mini: Any, lang: str) -> None:
    """A plan that speaks of its layout in many places does not fill the map with them."""
    (ref,) = mini.plan.edition.layout_refs
    refs = tuple(replace(ref, locator=f"第{n}章") for n in range(1, 6))
    plan = replace(mini.plan, edition=replace(mini.plan.edition, layout_refs=refs))

    single, several = (attribution(record_map(p, mini.shapes, lang, LAYERS)) for p in (mini.plan, plan))

    assert "4" in several[len(single) - 20 :]
    assert len(several) < len(single) + 20


@pytest.mark.parametrize("lang", LANGS)
def test_a_map_that_the_project_drew_itself_names_the_title_of_its_source(mini: Any, lang: str) -> None:
    sources = tuple(replace(s, kind="project", url="") for s in mini.plan.sources)
    plan = replace(mini.plan, sources=sources)
    base = plan.source[plan.towns[0].refs[0].source]

    credited, named = (attribution(record_map(p, mini.shapes, lang, LAYERS)) for p in (mini.plan, plan))

    assert f"© {base.publisher(lang)}" in credited
    assert base.title(lang) in named
    assert "©" not in named and base.publisher(lang) not in named
