"""Cards and panels: every fact with its basis and source, and no fact that the data lack."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.tables.roles import park_table
from layout.lists.listings import LISTINGS
from layout.panels import site_card
from layout.panels.overview import overview_panel, parks_panel
from layout.panels.site_page import site_panel
from layout.panels.source_card import source_cards
from layout.plan.measure import total
from layout.view.view import View
from layout.words import glossary, site_facts
from layout.words.citations import citation
from layout.words.cluster_words import due_words
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.nouns import say_of
from layout.words.numbers import (
    format_figure,
    format_figure_value,
    format_figure_value_with_sign,
    format_reached,
)
from layout.words.roles import mark_inferred, unnamed_words


def parks(plan: Any) -> list[Any]:
    """List the parks with a segment."""
    return [(p, k) for p in plan.of_type("park") for k in p.links if k.segment in plan.segment]


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_is_worded_as_the_segments_and_never_the_parks(case: Any, lang: str) -> None:
    plan = case.plan
    for park, link in ((p, k) for p, k in parks(plan) if plan.segment[k.segment].target):
        segment = plan.segment[link.segment]
        whole = say_of(plan, "card.target-line", lang, segment=segment.name(lang), when=due_words(segment.target, lang),
                    value=format_reached(segment.target, lang))  # fmt: skip
        card = text_of(site_card.full_card(park, plan, lang))
        assert whole in card
        assert say_of(plan, "card.not-own", lang) in card
        assert whole in site_card.summary_lines(park, plan, lang)
        assert format_figure(segment.target, lang) not in card.replace(whole, "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_tied_to_services_has_one_answer_everywhere(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    ties = [(p, k) for p in plan.parks for k in p.links if plan.cluster[k.cluster].kind == "services"]
    parks_table = park_table(plan, View(plan.district.id, plan.edition.id, lang), lang)

    assert ties
    assert parks_table
    for park, link in ties:
        service, field = plan.cluster[link.cluster].name(lang), plan.part[link.segment].name(lang)
        tie = mark_inferred(say("text.dot", lang).join((service, field)), link.basis, lang)
        assert tie in text_of(site_card.full_card(park, plan, lang))
        assert tie in site_card.summary_lines(park, plan, lang)
        # Services are no cluster, and their target is not one of a cluster.
        heads = [text_of(n) for n in walk(site_card.full_card(park, plan, lang)) if n[0] == "dt"]
        assert say("card.services-target", lang) in heads
        assert say_of(plan, "card.cluster-target", lang) not in heads
        (row,) = (r for r in LISTINGS["parks"].rows(plan) if r["id"] == park.id)
        cells = {c.heading: str(c.cell(row, plan, lang)) for c in LISTINGS["parks"].columns}
        marked = tuple(mark_inferred(name, link.basis, lang) for name in (service, field))
        assert (cells["cluster"], cells["segment"]) == marked
        assert cells["basis"] == glossary.basis_name(link.basis, lang)
        (slide_row,) = (r for r in parks_table.grid.rows if r[0] == park.name(lang))
        assert mark_inferred(service, link.basis, lang) in slide_row
        carried = [c for c in park.carries if c.segment == link.segment]
        assert {c.basis for c in carried} == {link.basis}


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_tells_basis_source_and_precision(case: Any, lang: str) -> None:
    plan = case.plan
    for site in plan.sites:
        card = text_of(site_card.full_card(site, plan, lang))
        assert site.name(lang) in card
        assert site_facts.precision_text(site, plan, lang) in card
        assert all(citation((r,), plan, lang) in card for r in site.refs)
        for link in (*site.roles, *site.links):
            assert glossary.basis_name(link.basis, lang) in card
            assert link.ground(lang) in card


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_located_says_why(case: Any, lang: str) -> None:
    for site in case.plan.of_type("park"):
        if not site.located:
            assert site.unlocated(lang) in text_of(site_card.full_card(site, case.plan, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_located_tells_what_it_is_known_to_lie_in(mini: Any, lang: str) -> None:
    lost = replace(mini.plan.site["bake-street"], parent="loom-yard", lies_in=("bing",))
    plan = replace(mini.plan, sites=tuple(lost if s.id == lost.id else s for s in mini.plan.sites))
    around = [plan.site[s].name(lang) for s in ("loom-yard", "works", "bing")]
    words = say("card.within-only", lang, around=say("text.dot", lang).join(around))

    assert not lost.located
    assert words in text_of(site_card.full_card(lost, plan, lang))
    cells = {c.heading: c for c in LISTINGS["parks"].columns}
    (row,) = (r for r in LISTINGS["parks"].rows(plan) if r["id"] == lost.id)
    assert cells["where"].cell(row, plan, lang) == words
    assert site_facts.location_name(lost, plan, lang) == say("card.within-only", lang, around=around[0])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "/etc", "", "https://example.org"]
)
def test_only_an_address_of_the_web_becomes_a_link(url: str, mini: Any) -> None:
    sources = tuple(replace(s, url=url) for s in mini.plan.sources)
    plan = replace(mini.plan, sources=sources)
    trees = [overview_panel(plan, "zh"), *(site_card.full_card(s, plan, "zh") for s in plan.sites)]
    links = {n[1]["href"] for tree in trees for n in walk(tree) if n[0] == "a"}
    addresses = {card[4] for card in source_cards(plan, "zh").values()} - {""}

    assert links == addresses == ({url} if url.startswith("https:") else set())


@pytest.mark.parametrize("lang", LANGS)
def test_towns_that_are_not_named_singly_say_so_and_who_reaches_them(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    bare = [t for t in plan.of_type("town") if not t.roles]
    panel = text_of(overview_panel(plan, lang))

    assert bare
    for town in bare:
        words = unnamed_words(town, plan, lang)
        assert citation(plan.edition.layout_refs, plan, lang) in words
        assert all(e.name(lang) in words for e in plan.elements if e.radiates)
        assert words in text_of(site_card.full_card(town, plan, lang))
        assert words in site_card.summary_lines(town, plan, lang)
        alike = [t.name for t in bare if unnamed_words(t, plan, lang) == words]
        assert say("roles.towns", lang, about=words, names=glossary.join_names(alike, lang)) in panel


def test_two_areas_are_counted_once_and_the_card_says_so(bundled: Any) -> None:
    plan = bundled.plan
    areas = {e.id for e in plan.elements if e.kind == "area"}
    double = [s for s in plan.sites if len({r.element for r in s.roles} & areas) > 1]

    assert double
    assert all(say("card.counted-once", "en") in text_of(site_card.full_card(s, plan, "en")) for s in double)


@pytest.mark.parametrize("lang", LANGS)
def test_the_panel_names_elements_targets_and_each_park_once(case: Any, lang: str) -> None:
    plan = case.plan
    tree = overview_panel(plan, lang)
    words = text_of(tree)
    rows = [n[1]["data-site"] for n in walk(tree) if n[0] == "button" and "data-site" in n[1]]

    assert sorted(rows) == sorted(p.id for p in plan.of_type("park"))
    assert all(e.short(lang) in words for e in plan.elements)
    numbers = [text_of(n) for n in walk(tree) if n[0] == "b"]
    targets = [c.target for c in plan.clusters if c.kind == "cluster"]
    targets += [s.target for c in plan.clusters if c.kind == "cluster" for s in c.segments]
    shown = {format_figure_value_with_sign(t, lang) for t in targets if t}
    # A target of a year of its own says the year behind the number.
    assert [value for value in shown if not any(n.startswith(value) for n in numbers)] == []
    assert all(n.text(lang) in words for n in plan.district.notes)


def test_the_gallery_shows_all_parks_and_a_page_one(case: Any) -> None:
    plan = case.plan
    all_parks = plan.of_type("park")
    shown = parks_panel(plan, "zh")
    tiles = [n[1]["data-site"] for n in walk(shown) if "data-site" in n[1]]
    park_node = site_panel(all_parks[0], plan, "zh")

    assert all(p.name("zh") in text_of(shown) for p in all_parks)
    assert sorted(tiles) == sorted(p.id for p in all_parks)
    assert [n[1]["data-card"] for n in walk(park_node) if "data-card" in n[1]] == [all_parks[0].id]


def test_a_total_of_targets_that_are_at_least_so_much_is_at_least_that(mini: Any) -> None:
    whole = total(c.target for c in mini.plan.clusters if c.kind == "cluster")

    assert whole.bound == ">="
    assert format_figure_value(whole, "en") in text_of(overview_panel(mini.plan, "en"))
