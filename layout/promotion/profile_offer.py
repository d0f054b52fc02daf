"""What a site has on offer and which firms: the officer's own facts alone, or that none were handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from geodata.officer_fields import field_groups, officer_fields
from layout.plan.model import Site
from layout.promotion.fact_words import fact_label, fact_text
from layout.promotion.officer_facts import OfficerFact, OfficerFacts
from layout.promotion.profile_line import OFFICER, ProfileLine
from layout.words.glossary import join_words, say

FIRMS = "firms"  # the group of fields that has a section of its own


def offer_lines(site: Site, facts: OfficerFacts, lang: str) -> Iterator[ProfileLine]:
    """Yield the officer's facts of a site but those of firms, and last which groups were not handed in."""
    groups = [g.id for g in field_groups() if g.id != FIRMS]
    lines = tuple(_lines(site, facts, groups, lang))
    yield from lines
    there = {_group(fact) for fact in facts.of_site(site.id)}
    missing = join_words(
        (g.name(lang).lower() for g in field_groups() if g.id in groups and g.id not in there), lang
    )
    if missing:
        label = say("profile.offer-missing", lang)
        # How to hand them in is told once, where nothing was.
        note = "" if lines else say("profile.offer-how", lang)
        yield ProfileLine(label, missing, note=note, key="offer-missing")


def firm_lines(site: Site, facts: OfficerFacts, lang: str) -> Iterator[ProfileLine]:
    """Yield the officer's facts of firms there, gained and lost."""
    yield from _lines(site, facts, (FIRMS,), lang)


def _lines(site: Site, facts: OfficerFacts, groups: Collection[str], lang: str) -> Iterator[ProfileLine]:
    order = list(officer_fields())
    chosen = [f for f in facts.of_site(site.id) if f.field in order and _group(f) in groups]
    for fact in sorted(chosen, key=lambda f: order.index(f.field)):
        stale = facts.is_stale(fact)
        notes = (
            fact.note,
            say("profile.stale", lang) if stale else "",
            "" if fact.day else say("profile.undated", lang),
        )
        yield ProfileLine(
            fact_label(fact.field, lang),
            fact_text(fact, lang),
            OFFICER,
            say("text.stop", lang).join(n for n in notes if n),
            owner=fact.owner,
            day=fact.day,
            stale=stale,
            key=fact.field,
        )


def _group(fact: OfficerFact) -> str:
    field = officer_fields().get(fact.field)
    return field.group if field else ""
