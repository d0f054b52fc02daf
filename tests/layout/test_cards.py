"""Cards and panels say what is known, on what ground, and never more."""

from __future__ import annotations

from typing import Any

import pytest

from layout import cards, text
from layout.panels import gallery, overview, park_page
from layout.text import say
from layout.tree import text_of, walk
from layout.view import LANGS


def parks(layout: Any) -> list[Any]:
    """List the parks with a segment."""
    return [(p, k) for p in layout.of_type("park") for k in p.links if k.segment]


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_is_worded_as_the_segments_and_never_the_parks(case: Any, lang: str) -> None:
    layout = case.layout
    for park, link in parks(layout):
        segment = layout.segment[link.segment]
        whole = say("card.target-line", lang, segment=segment.name(lang), year=segment.target.year,
                    value=text.figure(segment.target, lang))  # fmt: skip
        card = text_of(cards.card(park, layout, lang))
        assert whole in card
        assert say("card.not-own", lang) in card
        assert whole in cards.brief(park, layout, lang)
        assert text.figure(segment.target, lang) not in card.replace(whole, "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_tells_basis_source_and_precision(case: Any, lang: str) -> None:
    layout = case.layout
    for site in layout.sites:
        card = text_of(cards.card(site, layout, lang))
        assert site.name(lang) in card
        assert cards.precision(site, lang) in card
        assert all(text.citation((r,), layout, lang) in card for r in site.refs)
        for held in (*site.roles, *site.links):
            assert text.basis(held.basis, lang) in card
            assert held.ground(lang) in card


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_located_says_why(case: Any, lang: str) -> None:
    for site in case.layout.of_type("park"):
        if not site.located:
            assert site.unlocated(lang) in text_of(cards.card(site, case.layout, lang))


def test_towns_without_a_role_say_so(bundled: Any) -> None:
    layout = bundled.layout
    bare = [t for t in layout.of_type("town") if not t.roles]

    assert bare
    assert all(say("card.no-role", "zh") in text_of(cards.card(t, layout, "zh")) for t in bare)
    panel = text_of(overview(layout, "zh"))
    assert text.names((t.name for t in bare), "zh") in panel


def test_two_areas_are_counted_once_and_the_card_says_so(bundled: Any) -> None:
    layout = bundled.layout
    areas = {e.id for e in layout.elements if e.kind == "area"}
    double = [s for s in layout.sites if len({r.element for r in s.roles} & areas) > 1]

    assert double
    assert all(say("card.counted-once", "en") in text_of(cards.card(s, layout, "en")) for s in double)


@pytest.mark.parametrize("lang", LANGS)
def test_the_panel_names_elements_targets_and_each_park_once(case: Any, lang: str) -> None:
    layout = case.layout
    tree = overview(layout, lang)
    words = text_of(tree)
    rows = [n[1]["data-site"] for n in walk(tree) if n[0] == "button" and "data-site" in n[1]]

    assert sorted(rows) == sorted(p.id for p in layout.of_type("park"))
    assert all(e.short(lang) in words for e in layout.elements)
    assert all(text.number(c.target.value) in words for c in layout.clusters if c.target.value)
    assert all(n.text(lang) in words for n in layout.district.notes)


def test_the_gallery_shows_all_parks_and_a_page_one(case: Any) -> None:
    layout = case.layout
    held = layout.of_type("park")
    shown = gallery(layout, "zh")
    tiles = [n[1]["data-site"] for n in walk(shown) if "data-site" in n[1]]
    one = park_page(held[0], layout, "zh")

    assert all(p.name("zh") in text_of(shown) for p in held)
    assert sorted(tiles) == sorted(p.id for p in held)
    assert [n[1]["of"] for n in walk(one) if n[0] == "card"] == [held[0].id]
