"""The profile of a site: an investor's questions in their order, each line from somewhere, nothing invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from geodata.languages import LANGS
from geodata.officer_fields import field_groups, officer_fields
from layout.plan.hubs import NEIGHBOUR
from layout.plan.served_links import link_carriers, served_links
from layout.promotion.officer_facts import OfficerFact, OfficerFacts
from layout.promotion.profile import SECTIONS, ProfileLine, SiteProfile, site_profile
from layout.promotion.profile_sources import KINDS_IN_ORDER
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.roles import mark_inferred
from layout.words.site_facts import precision_text

# Lines that say what is not known, and those that only name other sites or point out what to hand in.
WITHOUT_REFS = {"unpublished", "unstated", "absent", "offer-missing", "within"}
NUMBERS = re.compile(r"\d")


def profiles(plan: Any, lang: str) -> list[SiteProfile]:
    """Return the profiles of all sites."""
    return [site_profile(site, plan, lang) for site in plan.sites]


def lines(profile: SiteProfile) -> list[ProfileLine]:
    """Return all lines of a profile."""
    return [line for section in profile.sections for line in section.lines]


@pytest.mark.parametrize("lang", LANGS)
def test_sections_stand_in_the_order_of_the_questions_and_precision_is_last(case: Any, lang: str) -> None:
    for profile in profiles(case.plan, lang):
        names = [s.id for s in profile.sections]
        assert names == [n for n in SECTIONS if n in names]
        assert names[-1] == "precision" and names.index("unknown") > names.index("what")
        assert all(section.lines for section in profile.sections)
        site = case.plan.site[profile.site]
        metres = precision_text(site, case.plan, lang)
        assert metres in profile.section("precision").lines[-1].value
        if site.located:
            assert not any(metres in line.value for line in lines(profile) if line.key != "precision")


@pytest.mark.parametrize("lang", LANGS)
def test_every_line_is_from_somewhere_or_says_that_it_is_not_known(case: Any, lang: str) -> None:
    plan = case.plan
    for profile in profiles(plan, lang):
        for line in lines(profile):
            assert line.value and line.key
            assert line.label or line.key == "kind"
            assert bool(line.refs) != (line.key in WITHOUT_REFS), (profile.site, line)
            assert all(ref.source in plan.source for ref in line.refs)
            assert line.basis in ("", "stated", "inferred", "public")


@pytest.mark.parametrize("lang", LANGS)
def test_no_number_without_a_source(case: Any, lang: str) -> None:
    for profile in profiles(case.plan, lang):
        for line in lines(profile):
            if line.key in WITHOUT_REFS and line.key != "within":
                assert not NUMBERS.search(line.value), (profile.site, line)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_inferred_is_marked_in_the_value(case: Any, lang: str) -> None:
    mark = mark_inferred("|", "inferred", lang).split("|")[1]
    for profile in profiles(case.plan, lang):
        for line in lines(profile):
            # A list of who else is there names places, and its basis stands beside it.
            if line.basis == "inferred" and line.key not in ("others", "services"):
                assert mark in line.value, (profile.site, line)


@pytest.mark.parametrize("lang", LANGS)
def test_all_sources_of_a_profile_are_listed_once_official_ones_first(case: Any, lang: str) -> None:
    plan = case.plan
    for profile in profiles(plan, lang):
        listed = [line.refs[0].source for line in profile.section("sources").lines]
        cited = {ref.source for line in lines(profile) for ref in line.refs}
        assert len(listed) == len(set(listed)) and set(listed) == cited
        order = [KINDS_IN_ORDER.index(plan.source[s].kind) for s in listed]
        assert order == sorted(order)
        for line in profile.section("sources").lines:
            source = plan.source[line.refs[0].source]
            assert line.label == say(f"profile_source.{source.kind}", lang)
            if source.id == plan.edition.refs[0].source:
                assert line.note == citation(line.refs, plan, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_park_without_a_place_is_honest_and_has_all_else(case: Any, lang: str) -> None:
    for park in (p for p in case.plan.parks if not p.located):
        profile = site_profile(park, case.plan, lang)
        keys = {line.key for line in lines(profile)}
        assert "no-place" in keys and not profile.located
        assert not keys & {"expressway", NEIGHBOUR}
        assert {"kind", "where", "precision"} <= keys
        assert "cluster" in keys or not park.links


def test_the_distances_of_a_site_known_by_its_zone_are_bounds(bundled: Any) -> None:
    plan = bundled.plan
    vague = [s for s in plan.sites if s.position in ("zone", "town", "middle")]
    assert vague
    for site in vague:
        for lang in LANGS:
            about = say("distance.about", lang, km="|").split("|")[0]
            (roads,) = site_profile(site, plan, lang).lines_of("expressway")
            assert about not in roads.value and say("distance.bounds", lang) in roads.note


def test_a_moved_site_says_so_and_whence_its_distances_are(bundled: Any) -> None:
    plan = bundled.plan
    moved = [s for s in plan.sites if s.position == "former"]
    assert moved
    for site in moved:
        for lang in LANGS:
            profile = site_profile(site, plan, lang)
            (line,) = profile.lines_of("moved")
            assert line.value == site.position_note(lang)
            assert all(say("distance.former", lang) in d.note for d in profile.lines_of("expressway"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_figure_says_who_published_it_and_when(case: Any, lang: str) -> None:
    plan = case.plan
    for profile in profiles(plan, lang):
        for line in profile.lines_of("figure"):
            statement = plan.statement[line.statement]
            assert line.basis == ("public" if statement.published_elsewhere else "stated")
            assert not statement.as_of or statement.as_of in line.note


def test_a_link_by_an_industry_is_always_inferred_and_each_link_comes_once(case: Any) -> None:
    plan = case.plan
    for site in plan.sites:
        served = served_links(plan, site.id)
        links = [(s.chain, s.link) for s in served if s.link]
        assert len(links) == len(set(links))
        assert all(s.basis == "inferred" for s in served if s.via)
        assert all(site.id in link_carriers(plan, s.link) for s in served if s.link)


def _fact(site: str, field: str, **parts: Any) -> OfficerFact:
    plain = {"value": None, "text": "", "owner": "office", "day": date(2026, 9, 1)}
    return OfficerFact(site, field, **{**plain, **parts})


@pytest.mark.parametrize("lang", LANGS)
def test_the_officers_facts_bear_owner_and_date_and_old_ones_say_so(mini: Any, lang: str) -> None:
    park = mini.plan.parks[0]
    number = next(f for f in officer_fields().values() if f.kind == "number" and f.unit and f.group != "firms")
    text = next(f for f in officer_fields().values() if f.kind == "text" and f.group != "firms")
    firm = next(f for f in officer_fields().values() if f.group == "firms")
    amounts = (Decimal(20), Decimal(30))
    facts = OfficerFacts(
        "facts.xlsx",
        (
            _fact(park.id, text.id, text="<b>{{ 1 }}</b>", day=date(2020, 1, 1)),
            _fact(park.id, number.id, value=amounts[0], until=amounts[1], amounts=amounts, unit=number.unit),
            _fact(park.id, firm.id, text="Firm A", day=None),
            _fact("another", text.id, text="of another site"),
        ),
        stale_before=date(2025, 1, 1),
    )
    profile = site_profile(park, mini.plan, lang, facts)
    (old,), (range_line,), (there,) = (profile.lines_of(f.id) for f in (text, number, firm))

    assert old.value == "<b>{{ 1 }}</b>" and old.stale and say("profile.stale", lang) in old.note
    assert (old.owner, old.day, old.basis) == ("office", date(2020, 1, 1), "own")
    assert "20–30" in range_line.value and not range_line.stale
    assert there in profile.section("firms").lines and say("profile.undated", lang) in there.note
    assert "of another site" not in str(profile)
    (missing,) = profile.lines_of("offer-missing")
    groups = {g.id: g.name(lang) for g in field_groups()}
    assert groups[number.group] not in missing.value.split(say("text.comma", lang))
    assert missing is profile.section("offer").lines[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_without_facts_the_offer_says_what_to_hand_in_and_nothing_else(case: Any, lang: str) -> None:
    for profile in profiles(case.plan, lang):
        (line,) = profile.section("offer").lines
        assert line.key == "offer-missing" and line.note == say("profile.offer-how", lang)
        # Within a line names of groups are small.
        assert all(g.name(lang).lower() in line.value for g in field_groups() if g.id != "firms")
        assert profile.section("firms") is None


def test_two_published_areas_are_both_told(bundled: Any) -> None:
    plan = bundled.plan
    for site in (s for s in plan.sites if s.area_note):
        (line,) = site_profile(site, plan, "en").lines_of("area")
        assert line.note == site.area_note("en")
        assert (line.basis == "") == (site.area_km2 is None)


def test_a_target_of_the_whole_is_not_said_to_be_the_sites(case: Any) -> None:
    for profile in profiles(case.plan, "en"):
        for line in profile.lines_of("whole"):
            park = case.plan.site[profile.site].is_park
            word = say("card.not-own-place", "en")
            assert (line.note == word) != park


def test_english_levels_are_hyphenated_before_their_noun(bundled: Any) -> None:
    kinds = {site_profile(p, bundled.plan, "en").kind for p in bundled.plan.parks}

    assert kinds and all("-level " in kind for kind in kinds)


def test_names_of_one_language_are_left_out_of_the_other(bundled: Any) -> None:
    chinese = re.compile(r"[一-鿿]")
    for profile in profiles(bundled.plan, "en"):
        assert not [line for line in lines(profile) if chinese.search(line.label + line.value + line.note)]
        assert not chinese.search(profile.summary + profile.kind + profile.name)


def test_a_site_of_unknown_accuracy_has_no_bounds(bundled: Any) -> None:
    plan = bundled.plan
    site = next(s for s in plan.sites if s.distances)
    bare = replace(site, distances=tuple(replace(d, least=None, most=None) for d in site.distances))
    (roads,) = site_profile(bare, plan, "en").lines_of("expressway")

    assert "about" in roads.value and say("distance.bounds", "en") not in roads.note
