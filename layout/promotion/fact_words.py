"""An officer's facts in words of a language: what they are of, their value, whose they are, how old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geodata.languages import mark_foreign
from geodata.officer_fields import CHOICE, officer_fields
from layout.promotion.fact_age import facts_months, is_stale
from layout.promotion.officer_facts import OfficerFact, OfficerPhoto
from layout.words.amounts import format_ends, format_number, format_span, put_bound
from layout.words.glossary import join_words, say

_ABOUT = "~"


def fact_name(fact: OfficerFact, lang: str) -> str:
    """Return what a fact is of, in a language."""
    return officer_fields()[fact.field].name(lang)


def fact_value(fact: OfficerFact, lang: str) -> str:
    """Return the value of a fact: a number or range as written with its unit, choices, or the text itself.

    A text that stands in another script than the language's is marked so.
    """
    field = officer_fields()[fact.field]
    if fact.amounts:
        if fact.unit:
            number = format_ends(fact.amounts, fact.unit, lang)
        else:
            number = format_span(*map(format_number, fact.amounts), lang=lang)
        return put_bound(number, _ABOUT, lang) if fact.about else number
    if field.kind == CHOICE:
        return join_words((c.name(lang) for c in field.choices if c.id in fact.choices), lang)
    return mark_foreign(fact.text, lang)


def owner_words(owner: str, day: date | None, lang: str) -> str:
    """Return who a fact is from and of which day, or that no day was given."""
    date_words = day.isoformat() if day else say("own.undated", lang)
    return say("own.from", lang, owner=mark_foreign(owner, lang), day=date_words)


def age_words(day: date | None, lang: str, today: date | None = None) -> str:
    """Return that a fact is older than the setting allows, or has no day; empty where it is fresh."""
    months = facts_months()
    if day is None:
        return say("own.undated-note", lang)
    if is_stale(day, today or date.today(), months):
        return say("own.stale", lang, n=months)
    return ""


def facts_of_group(facts: Iterable[OfficerFact], *groups: str) -> list[OfficerFact]:
    """Return the facts of groups of fields, in the order of the fields."""
    order = list(officer_fields())
    chosen = [f for f in facts if officer_fields()[f.field].group in groups]
    return sorted(chosen, key=lambda f: order.index(f.field))


def photo_words(photo: OfficerPhoto, lang: str) -> str:
    """Return the line below a photograph: its caption, who it is from, and its day where one was given."""
    key = "own.photo" if photo.day else "own.photo-undated"
    day = photo.day.isoformat() if photo.day else ""
    source = say(key, lang, owner=mark_foreign(photo.owner, lang), day=day)
    return say("text.dot", lang).join(filter(None, (mark_foreign(photo.caption, lang), source)))
