"""An officer's facts as conditions are held against: by site and field, in the field's unit, in words."""

from __future__ import annotations

from geodata.languages import Text
from layout.matching.need_records import PlaceFact, PlaceFacts
from layout.promotion.fact_words import fact_text
from layout.promotion.officer_facts import OfficerFact, OfficerFacts


def known_facts(facts: OfficerFacts) -> PlaceFacts:
    """Return the facts by site and field."""
    by_site: dict[str, dict[str, tuple[PlaceFact, ...]]] = {}
    for fact in facts.facts:
        fields = by_site.setdefault(fact.site, {})
        fields[fact.field] = (*fields.get(fact.field, ()), _known(fact, facts))
    return by_site


def _known(fact: OfficerFact, facts: OfficerFacts) -> PlaceFact:
    high = fact.value if fact.until is None else fact.until
    text = Text.in_each(lambda lang: fact_text(fact, lang))
    stale = facts.is_stale(fact)
    return PlaceFact(text, fact.owner, fact.day, fact.value, high, fact.choices, stale)
