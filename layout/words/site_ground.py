"""Where a site lies, what levels it has and how its outline is known, in words."""

from __future__ import annotations

from layout.plan.model import Plan, Site, Title
from layout.words.glossary import join_words, say
from layout.words.numbers import format_number

ALIKE_PERCENT = 0.5  # a difference of areas below this is not told: published ones are rounded themselves


def level_words(site: Site, plan: Plan, lang: str) -> str:
    """Return the names of the levels of a site in its edition, the main one first, or an empty text."""
    terms = (plan.term.get(f"level:{level}") for level in site.levels_on(plan.edition.day))
    return join_words((term.name(lang) for term in terms if term), lang)


def title_words(title: Title, plan: Plan, lang: str) -> str:
    """Return a further level of a site, with the name of the title and the dates for which it holds."""
    term = plan.term.get(f"level:{title.level}")
    names = [term.name(lang) if term else title.level, title.name(lang)]
    words = say("text.dot", lang).join(name for name in names if name)
    spans = {(True, False): "since", (False, True): "until", (True, True): "from-to"}
    key = spans.get((bool(title.since), bool(title.until)))
    return say(f"card.{key}", lang, name=words, date=title.since, until=title.until) if key else words


def chain_words(site: Site, plan: Plan, lang: str) -> str:
    """Return what a site lies in, from the innermost outwards: parks and places, then all its towns."""
    parents = [parent.name(lang) for parent in plan.parents_of(site)]
    towns = join_words((plan.site[town].name(lang) for town in site.lies_in if town in plan.site), lang)
    return say("text.dot", lang).join(words for words in (*parents, towns) if words)


def where_words(site: Site, plan: Plan, lang: str) -> str:
    """Return what a site lies in; of one without a position that none is published as well."""
    known = chain_words(site, plan, lang)
    return known if site.located else add_unlocated(known, lang)


def add_unlocated(where: str, lang: str) -> str:
    """Return of a site without a position what it is known to lie in, or that nothing is published."""
    return say("card.within-only", lang, around=where) if where else say("card.unlocated", lang)


def outline_words(site: Site, lang: str) -> str:
    """Return how the outline of a site is known, and by how much it differs from the published area."""
    if site.outline is None:
        return ""
    kind = site.outline.kind
    is_made = kind == "union" and site.outline.schematic
    words = say(f"outline.{kind}-schematic" if is_made else f"outline.{kind}", lang)
    return say("text.stop", lang).join(part for part in (words, _difference_words(site, lang)) if part)


def _difference_words(site: Site, lang: str) -> str:
    if site.outline is None or site.outline.difference is None:
        return ""
    # One decimal: more would claim more than a drawn shape holds.
    percent = round(site.outline.difference, 1)
    key = "alike" if abs(percent) < ALIKE_PERCENT else "larger" if percent > 0 else "smaller"
    area = format_number(round(site.outline.area_km2, 1))
    shown = ALIKE_PERCENT if key == "alike" else abs(percent)
    return say(f"outline.{key}", lang, area=area, percent=format_number(shown))
