"""The sentences that say why a place is reached, in every language, on the plan's own ground."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.languages import Text, language
from layout.plan.model import CarriedIndustry, Plan, Role, Site
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.roles import mark_inferred


def place_line(key: str, plan: Plan, /, **names: Text) -> Text:
    """Return a word of the glossary with the plan's nouns and with names put in, in every language."""
    return Text.in_each(lambda lang: say_of(plan, key, lang, **{k: v(lang) for k, v in names.items()}))


def grounded_line(key: str, plan: Plan, basis: str, ground: Text, /, **names: Text) -> Text:
    """Return such a word as a sentence, marked where it is inferred, with the ground if there is any."""

    def line(lang: str) -> str:
        words = say_of(plan, key, lang, **{k: v(lang) for k, v in names.items()})
        return _sentence(mark_inferred(words, basis, lang), ground, lang)

    return Text.in_each(line)


def _sentence(words: str, ground: Text, lang: str) -> str:
    if not ground:
        return say("match.sentence", lang, words=words)
    return say("match.grounded", lang, words=words, ground=ground(lang))


def carried_line(
    carried: CarriedIndustry, role: Role | None, site: Site, plan: Plan, *, field_only: bool = False
) -> Text:
    """Return why a site carries an industry; with `field_only` only where the layout names the field."""
    industry = plan.industry.get(carried.segment or carried.cluster)
    names = {"place": site.name, "field": carried.industry}
    if industry is not None:
        names["industry"] = industry.name
    if not carried.industry:
        key = "match.carries" if carried.basis == "stated" else "match.carries-inferred"
        if key == "match.carries":
            return place_line(key, plan, **names)
        return grounded_line(key, plan, carried.basis, carried.ground, **names)
    element = plan.element[carried.via or (role.element if role else plan.elements[0].id)]
    names["element"] = element.name
    if carried.via:
        stands = grounded_line("match.via", plan, element.basis, element.ground, **names)
    else:
        stands = grounded_line("match.field", plan, role.basis if role else "stated", Text(), **names)
    if field_only or industry is None or carried.industry.original == industry.name.original:
        return stands
    tied = grounded_line("match.field-industry", plan, carried.basis, carried.ground, **names)
    return join_sentences((stands, tied))


def join_sentences(sentences: Iterable[Text]) -> Text:
    """Return sentences one after the other, in every language; empty ones are left out."""
    lines = tuple(sentences)
    return Text.in_each(lambda lang: sentence_gap(lang).join(line(lang) for line in lines if line))


def sentence_gap(lang: str) -> str:
    """Return what stands between two sentences of a language."""
    return "" if language(lang).script == "Hani" else " "
