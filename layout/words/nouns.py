"""The nouns of an edition: what its plan calls parks, towns, chains and the like, in its own words.

Words of the glossary name them as `{park:one}` and `{park:many}`, with a capital as `{Park:many}`. What an
edition does not name bears the neutral noun of nouns.toml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from geodata.languages import LANGS, Text, by_count, language
from layout.plan.model import Element, Plan, Term
from layout.words.glossary import glossary, say, words

_PLACE = re.compile(r"\{([\w-]+)(?::(one|many))?\}")


def noun(plan: Plan, name: str, lang: str, many: bool = False) -> str:
    """Return what a plan calls a kind of things, of one or of many. Raises KeyError for an unknown kind."""
    named = next((n for n in plan.edition.nouns if n.id == name), None)
    word = _in_language(named.name, named.plural, lang, many) if named else ""
    networks = [e for e in plan.elements if e.is_network and e.noun] if name == "network" else []
    # Of a plan with one network its word for the members is the noun of networks.
    if not word and len(networks) == 1:
        word = _in_language(networks[0].noun, networks[0].noun_plural, lang, many)
    # Rather the neutral noun than the plan's own in another language.
    return word or say(f"noun-many.{name}" if many else f"noun.{name}", lang)


def _in_language(single: Text, plural: Text, lang: str, many: bool) -> str:
    place = LANGS.index(lang)
    return ((plural.texts[place] if many else "") or single.texts[place]) if single.texts[place] else ""


def member_noun(element: Element, plan: Plan, lang: str, many: bool = False) -> str:
    """Return what a plan calls a member of an element, or many: by its own noun, else a neutral one."""
    word = _in_language(element.noun, element.noun_plural, lang, many)
    if word or not element.is_network:
        return word or say("members.many" if many else "members.one", lang)
    return noun(plan, "network", lang, many)


def counted_members(element: Element, plan: Plan, number: int, lang: str) -> str:
    """Return a number with what the plan calls the members of an element."""
    words = member_noun(element, plan, lang, _takes_plural(number, lang))
    return say("members.counted", lang, n=number, noun=words)


def _takes_plural(number: int, lang: str) -> bool:
    return number != 1 and language(lang).script == "Latn"


def counted_noun(plan: Plan, name: str, number: int, lang: str) -> str:
    """Return a number with the noun of what is counted: in a Latin script in the plural unless it is one."""
    words = noun(plan, name, lang, _takes_plural(number, lang))
    return say(f"noun-counted.{name}", lang, n=number, noun=words)


def levelled_noun(level: Term, plan: Plan, name: str, lang: str) -> str:
    """Return what a site of a level is called: by the level's own noun, else by level and noun joined."""
    if level.noun:
        return level.noun(lang)
    words, ending = level.name(lang), say("noun-counted.level-ending", lang)
    if ending and words.endswith(ending):
        words = words[: -len(ending)] + say("noun-counted.level-before", lang)
    return join_once(words, noun(plan, name, lang), say("noun-counted.level", lang))


def join_once(level: str, name: str, joined: str) -> str:
    """Join two phrases so that what ends the one and begins the other stands once."""
    blank = " " if " " in joined else ""
    left, right = (_parts(text, blank) for text in (level, name))
    folded = [[part.casefold() for part in side] for side in (left, right)]
    shared = max(n for n in range(min(map(len, folded)) + 1) if not n or folded[0][-n:] == folded[1][:n])
    if shared:
        return blank.join((*left, *right[shared:]))
    return level if folded[1] == folded[0][-len(folded[1]) :] else joined.format(level=level, noun=name)


def _parts(text: str, blank: str) -> list[str]:
    return text.split(blank) if blank else list(text)


def say_of(plan: Plan, key: str, lang: str, /, **values: Any) -> str:
    """Return a word of the glossary with the plan's nouns and with `values` put in as plain text.

    Raises KeyError for an unknown key; a name in braces without a value stays as it is.
    """
    return _fill(glossary()[key].unmarked(lang), plan, lang, values)


def words_of(plan: Plan, section: str, lang: str) -> dict[str, str]:
    """Return all words of one section with the plan's nouns, keyed without the section."""
    return {key: _fill(text, plan, lang, {}) for key, text in words(section, lang).items()}


def text_of_words(plan: Plan, key: str) -> Text:
    """Return a word of the glossary with the plan's nouns in every language."""
    return Text.in_each(lambda lang: say_of(plan, key, lang))


def _fill(text: str, plan: Plan, lang: str, values: Mapping[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        name, number = match[1], match[2]
        if not number:
            return str(values.get(name, match[0]))
        word = noun(plan, name[:1].lower() + name[1:], lang, number == "many")
        return word[:1].upper() + word[1:] if name[:1].isupper() else word

    # In one pass: braces within a noun or a value stay text.
    return _PLACE.sub(value, by_count(text, values))
