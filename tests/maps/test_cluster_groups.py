"""The groups that a plan puts its clusters in, in the filter of the map and in the legend of the picture."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.map_payload import map_payload
from layout.maps.static.map_picture import map_picture
from layout.words.cluster_words import group_heading
from tests.maps.static_maps import parts, view_of, words


@pytest.mark.parametrize("lang", LANGS)
def test_the_filter_offers_clusters_under_the_groups_of_the_plan_each_once(case: Any, lang: str) -> None:
    plan = case.plan
    facets = {f["key"]: f for f in map_payload(record_map(plan, case.shapes, lang, LAYERS), ())["facets"]}
    groups = facets["cluster"].get("groups", [])
    offered = [value for group in groups for value in group["values"]]

    assert bool(groups) is bool(plan.cluster_groups)
    assert not groups or offered == sorted(offered, key=offered.index)
    assert not groups or sorted(offered) == sorted(c.id for c in plan.clusters)
    for group in plan.cluster_groups:
        (shown,) = (g for g in groups if g["label"] == group_heading(group, lang))
        # What is listed under another group is told here.
        for cluster in (c for c in plan.clusters if group.id in c.groups):
            assert cluster.id in shown["values"] or cluster.name(lang) in shown["note"]
    # Links of chains stand under their chains.
    assert all("groups" not in facet for key, facet in facets.items() if key not in ("cluster", "link"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_of_a_picture_heads_the_colours_by_the_groups_that_it_shows(case: Any, lang: str) -> None:
    plan = case.plan
    picture = map_picture(plan, case.shapes, view_of(case, lang), (1600, 900))
    legend = words(parts(picture)["legend"])
    used = {k.cluster for s in plan.sites if s.located and (s.is_park or not s.roles) for k in s.links}

    for group in plan.cluster_groups:
        listed = [c for c in plan.industrial_clusters if c.id in used and c.groups[:1] == (group.id,)]
        heading = group_heading(group, lang).replace(" ", "")
        assert (heading in legend) is bool(listed), group.id


def test_a_value_has_the_colour_of_its_own_facet_though_another_bears_its_id(case: Any) -> None:
    facets = {f["key"]: f for f in map_payload(record_map(case.plan, case.shapes, "zh", LAYERS), ())["facets"]}

    for key in ("level", "town"):
        assert not any(option["colour"] for option in facets[key]["options"]), key
    for key in ("element", "cluster", "segment"):
        assert all(option["colour"] for option in facets[key]["options"]), key
