"""An officer's facts in words: the name of the field, and what was handed in, in the units of a language."""

from __future__ import annotations

from geodata.officer_fields import officer_fields
from layout.promotion.officer_facts import OfficerFact
from layout.words.glossary import join_words
from layout.words.numbers import format_ends, put_bound

_ABOUT = "~"


def fact_label(field: str, lang: str) -> str:
    """Return the name of a field; of one that is no longer declared its id."""
    known = officer_fields().get(field)
    return known.name(lang) if known else field


def fact_text(fact: OfficerFact, lang: str) -> str:
    """Return what a fact says: its number or range with the unit, the choices by name, or its text."""
    field = officer_fields().get(fact.field)
    if field and fact.choices:
        return join_words((c.name(lang) for c in field.choices if c.id in fact.choices), lang)
    if fact.amounts:
        words = format_ends(fact.amounts, fact.unit, lang)
        return put_bound(words, _ABOUT, lang) if fact.about else words
    return fact.text
