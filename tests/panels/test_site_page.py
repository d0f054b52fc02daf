"""The page of a site: its profile as a tree, each number to its source, each site that it names a button."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.languages import LANGS
from geodata.officer_fields import officer_fields
from layout.panels.overview import parks_panel
from layout.panels.registry import panels
from layout.panels.site_page import site_panel
from layout.promotion.officer_facts import OfficerFact, OfficerFacts
from layout.promotion.profile import SECTIONS, site_profile
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.site_facts import precision_text


@pytest.mark.parametrize("lang", LANGS)
def test_every_site_has_a_page_with_its_sections_in_order(case: Any, lang: str) -> None:
    plan = case.plan
    every = panels(plan, lang)
    for site in plan.sites:
        tree = every[f"park:{site.id}"]
        named = [n[1]["class"].removeprefix("of-") for n in walk(tree) if n[0] == "section"]
        assert named == [n for n in SECTIONS if n in named] and named[-1] == "precision"
        assert [text_of(n).strip() for n in walk(tree) if n[0] == "h1"] == [site.name(lang)]
        (article,) = [n for n in walk(tree) if "data-card" in n[1]]
        assert article[1]["colour"] == site_profile(site, plan, lang).colour
        assert [n[1]["data-key"] if "data-key" in n[1] else n[1]["key"] for n in walk(tree) if n[1].get("class") == "site-orders"] == [
            f"orders-{site.id}"
        ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_says_all_of_its_words_and_a_mark_leads_to_its_source(case: Any, lang: str) -> None:
    plan = case.plan
    for site in plan.sites:
        tree, profile = site_panel(site, plan, lang), site_profile(site, plan, lang)
        words = "".join(text_of(tree).split())
        for section in profile.sections:
            for line in section.lines:
                assert "".join(line.value.split()) in words, (site.id, line)
        ids = {n[1]["id"] for n in walk(tree) if "id" in n[1]}
        marks = {n[1]["href"] for n in walk(tree) if n[1].get("class") == "source-mark"}
        assert {m.removeprefix("#") for m in marks} <= ids
        leads = {n[1]["go"]["sel"] for n in walk(tree) if "sel" in n[1].get("go", {})} - {""}
        assert leads <= {s.id for s in plan.sites}


@pytest.mark.parametrize("lang", LANGS)
def test_a_tile_says_what_fits_and_nothing_of_precision(case: Any, lang: str) -> None:
    plan = case.plan
    tiles = {n[1]["data-site"]: text_of(n) for n in walk(parks_panel(plan, lang)) if n[1].get("class") == "tile"}
    for park in plan.parks:
        assert site_profile(park, plan, lang).kind in tiles[park.id]
        assert all(plan.cluster[k.cluster].name(lang) in tiles[park.id] for k in park.links)
        assert not park.located or precision_text(park, plan, lang) not in tiles[park.id]


@pytest.mark.parametrize("lang", LANGS)
def test_an_officers_fact_stands_in_the_page_as_text_with_owner_and_age(mini: Any, lang: str) -> None:
    park = mini.plan.parks[0]
    field = next(f for f in officer_fields().values() if f.kind == "text" and f.group != "firms")
    fact = OfficerFact(park.id, field.id, None, "<img onerror=1>", "office", date(2020, 1, 1))
    facts = OfficerFacts("facts.xlsx", (fact,), stale_before=date(2025, 1, 1))
    tree = site_panel(park, mini.plan, lang, facts)
    (line,) = [n for n in walk(tree) if n[1].get("class") == "is-stale"]

    assert "<img onerror=1>" in text_of(line) and "office" in text_of(line) and "2020-01-01" in text_of(line)
    assert say("profile.stale", lang) in text_of(line)
    assert not [n for n in walk(tree) if n[0] == "img"]
