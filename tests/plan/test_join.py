"""Joining: every row arrives once, and a place with several roles stays one place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layout.panels.tables import tables_panel
from layout.view.filters import matching_sites
from layout.view.view import View
from layout.words.nodes import walk
from layout.words.site_ground import chain_words


def twice(plan: Any) -> list[Any]:
    """Find the sites that hold roles in more than one element."""
    return [s for s in plan.sites if len({r.element for r in s.roles}) > 1]


def test_every_row_of_the_data_arrives_once(case: Any) -> None:
    data, plan = case.data, case.plan
    ids = [*data.towns.index, *data.places.index, *data.parks.index]

    assert [s.id for s in plan.sites] == ids
    assert sum(len(s.roles) for s in plan.sites) == len(data.roles)
    assert sum(len(s.links) for s in plan.sites) == len(data.site_clusters)
    assert len(plan.industry) == len(plan.clusters) + len(plan.part) == len(data.clusters)
    assert len(plan.sources) == len(data.sources)


def test_roles_keep_the_order_of_the_plan(case: Any) -> None:
    for element in case.plan.elements:
        rows = case.data.roles[case.data.roles["element"] == element.id]
        assert [r.member for r in case.plan.roles(element.id)] == list(rows["member"])


def test_some_sites_hold_two_roles(bundled: Any, mini: Any) -> None:
    areas = {e.id for e in bundled.plan.elements if e.kind == "area"}

    assert [s for s in twice(bundled.plan) if len({r.element for r in s.roles} & areas) > 1]
    assert any(s.type == "park" for s in twice(bundled.plan))
    assert twice(mini.plan)


def test_a_site_with_two_roles_is_one_site_in_every_view(case: Any) -> None:
    plan = case.plan
    view = View(plan.district.id, plan.edition.id, element=tuple(plan.element))

    for site in twice(plan):
        assert matching_sites(view, plan).count(site) == 1
        assert len(site.elements) == len(set(site.elements)) > 1
        for element in {r.element for r in site.roles}:
            filtered = View(plan.district.id, plan.edition.id, element=(element,))
            assert matching_sites(filtered, plan).count(site) == 1


def test_tables_count_each_park_and_site_once(case: Any) -> None:
    plan = case.plan
    tree = tables_panel(plan, "zh")
    rows = [n[1]["data-site"] for n in walk(tree) if n[0] == "tr" and "data-site" in n[1]
            and "data-element" not in n[1]]  # fmt: skip

    assert sorted(rows) == sorted(plan.site)


def test_a_site_belongs_where_it_lies(mini: Any) -> None:
    (park,) = [p for p in mini.plan.of_type("park") if p.parent]
    located = [m for m in park.memberships if m.basis == "located"]

    assert [(m.element, m.via) for m in located] == [
        (r.element, park.parent) for r in mini.plan.site[park.parent].roles
    ]


def test_a_zone_cut_out_of_a_town_takes_no_part_in_the_towns_roles(case: Any) -> None:
    outlines = case.data.places["outline"]
    for key in outlines.index[outlines.map(lambda cut: isinstance(cut, dict))]:
        site = case.plan.site[key]
        assert {m.via for m in site.memberships} == {""}


def test_a_site_lies_in_its_parents_and_in_their_town_where_it_names_none(mini: Any) -> None:
    plan = mini.plan
    yard = replace(plan.site["loom-yard"], towns=())

    assert [s.id for s in plan.parents_of(yard)] == ["works"]
    assert yard.lies_in == ("bing",)
    assert chain_words(yard, plan, "zh") == "丙工业片 · 丙镇"
    assert plan.site["bake-street"].lies_in == ()
