"""Conditions, what is known of them and what to ask, in words of every language."""

from __future__ import annotations

from geodata.languages import Text, mark_foreign
from geodata.officer_fields import officer_fields
from layout.matching.condition_words import FIELD, SUPPLIER
from layout.matching.need_records import PlaceFact
from layout.matching.needs import Need
from layout.plan.model import Site
from layout.words.amounts import format_amount, format_number
from layout.words.glossary import join_words, say

_SIGN_KEYS = {">=": "at-least", "<=": "at-most", ">": "more", "<": "less", "=": "is"}


def need_text(need: Need) -> Text:
    """Return a condition in words: `Floor load: at least 1.5 t/m²`."""
    return Text.in_each(lambda lang: _need_words(need, lang))


def _need_words(need: Need, lang: str) -> str:
    name, key = need.condition.name(lang), _SIGN_KEYS[need.sign]
    return say("needs.need", lang, name=name, value=say(f"needs.{key}", lang, value=_value(need, lang)))


def _value(need: Need, lang: str) -> str:
    if need.condition.kind == SUPPLIER:
        return mark_foreign(need.words, lang)
    if need.condition.kind == FIELD and need.choices:
        field = officer_fields()[need.condition.id]
        return join_words((c.name(lang) for c in field.choices if c.id in need.choices), lang)
    if need.amount is None:
        return ""
    return format_amount(need.amount, need.unit, lang) if need.unit else format_number(need.amount)


def with_owner(fact: PlaceFact) -> Text:
    """Return a fact with who it is from and of which day, and that it is old where it is."""

    def worded(lang: str) -> str:
        day = fact.day.isoformat() if fact.day else say("own.undated", lang)
        owner = say("own.from", lang, owner=mark_foreign(fact.owner, lang), day=day)
        return say("needs.stale" if fact.stale else "needs.fact", lang, value=fact.text(lang), owner=owner)

    return Text.in_each(worded)


def ask_text(need: Need, site: Site, known: Text | None = None) -> Text:
    """Return the question to ask at a place, with what is known of it, if anything."""

    def worded(lang: str) -> str:
        values = {"place": site.name(lang), "need": _need_words(need, lang)}
        if known:
            return say("needs.ask-more", lang, known=known(lang), **values)
        return say("needs.ask", lang, **values)

    return Text.in_each(worded)
