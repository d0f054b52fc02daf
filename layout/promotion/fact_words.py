"""An officer's facts in words: the name of the field, and what was handed in, in the units of a language."""

from __future__ import annotations

from datetime import date

from geodata.languages import mark_foreign
from geodata.officer_fields import officer_fields
from layout.promotion.officer_facts import OfficerFact, OfficerPhoto
from layout.words.amounts import format_ends, put_bound
from layout.words.glossary import join_words, say

_ABOUT = "~"


def fact_label(field: str, lang: str) -> str:
    """Return the name of a field; of one that is no longer declared its id."""
    known = officer_fields().get(field)
    return known.name(lang) if known else field


def fact_text(fact: OfficerFact, lang: str) -> str:
    """Return what a fact says: its number or range with the unit, the choices by name, or its text.

    A text that stands in another script than the language's is marked so.
    """
    field = officer_fields().get(fact.field)
    if field and fact.choices:
        return join_words((c.name(lang) for c in field.choices if c.id in fact.choices), lang)
    if fact.amounts:
        words = format_ends(fact.amounts, fact.unit, lang)
        return put_bound(words, _ABOUT, lang) if fact.about else words
    return mark_foreign(fact.text, lang)


def owner_words(owner: str, day: date | None, lang: str) -> str:
    """Return who a fact is from and of which day, or that no day was given."""
    date_words = day.isoformat() if day else say("own.undated", lang)
    return say("own.from", lang, owner=mark_foreign(owner, lang), day=date_words)


def photo_words(photo: OfficerPhoto, lang: str) -> str:
    """Return the line below a photograph: its caption, who it is from, and its day where one was given."""
    key = "own.photo" if photo.day else "own.photo-undated"
    day = photo.day.isoformat() if photo.day else ""
    source = say(key, lang, owner=mark_foreign(photo.owner, lang), day=day)
    return say("text.dot", lang).join(filter(None, (mark_foreign(photo.caption, lang), source)))
