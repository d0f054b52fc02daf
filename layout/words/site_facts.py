"""What a site is, where it lies and how well that is known, in short words."""

from __future__ import annotations

from layout.plan.model import Plan, Site
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import format_number
from layout.words.site_ground import add_unlocated, where_words
from layout.words.symbols import symbol
from layout.words.validity import validity_words


def location_name(site: Site, plan: Plan, lang: str) -> str:
    """Return the name of the site or town that a site lies in, and where it has no position that."""
    # The site first, as the narrower of the two.
    around = (site.parent,) if site.parent in plan.site else site.towns
    name = glossary.join_words((plan.site[s].name(lang) for s in around if s in plan.site), lang)
    return name if site.is_town or site.located else add_unlocated(name, lang)


def location_line(site: Site, plan: Plan, lang: str) -> str:
    """Return where a site lies, and in a word where its symbol stands on no place of its own."""
    place = symbol(site, plan)["place"]
    words = [
        location_name(site, plan, lang),
        say_of(plan, f"position.short-{site.position}", lang) if place else "",
    ]
    words.append(validity_words(site, plan, lang))
    return say("text.dot", lang).join(w for w in words if w)


def precision_text(site: Site, plan: Plan, lang: str) -> str:
    """Return the precision of the position in words."""
    if not site.located:
        return site.unlocated(lang) or where_words(site, plan, lang)
    if site.precision_m is None:
        return say("card.precision-none", lang)
    border = site.outline is not None and not site.outline.schematic
    key = "card.label-point" if site.is_town else "card.precision-border" if border else "card.precision-m"
    return say(key, lang, m=format_number(site.precision_m))


def kind_name(site: Site, plan: Plan, lang: str) -> str:
    """Return the site's kind: town, featured park, or the district's own word."""
    term = plan.term.get(f"kind:{site.kind}")
    return term.name(lang) if term else say_of(plan, f"kind.{site.type}", lang)


def area_text(site: Site, lang: str) -> str:
    """Return the published area in km² with its year, or that none is published."""
    if site.area_km2 is None:
        return say("card.area-none", lang)
    area = f"{format_number(site.area_km2)} km²"
    return area + (say("card.in-year", lang, year=site.area_year) if site.area_year else "")
