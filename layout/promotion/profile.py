"""A site in the order of an investor's questions: lines in sections, each with basis, date and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.plan.model import Plan, Site
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts, OfficerPhoto
from layout.promotion.profile_figures import size_lines, target_lines
from layout.promotion.profile_fits import fits_lines
from layout.promotion.profile_line import ProfileLine, ProfileSection
from layout.promotion.profile_offer import firm_lines, offer_lines
from layout.promotion.profile_sources import source_lines
from layout.promotion.profile_unknown import unknown_lines
from layout.promotion.profile_what import site_kind_words, what_lines
from layout.promotion.profile_where import precision_lines, where_lines
from layout.words.cluster_links import cluster_link_words
from layout.words.glossary import say
from layout.words.site_facts import area_text, location_name
from layout.words.site_figures import site_figure_lines
from layout.words.symbols import site_colours

__all__ = ["SECTIONS", "ProfileLine", "ProfileSection", "SiteProfile", "site_profile"]

# In the order of an investor's questions.
SECTIONS = ("what", "fits", "where", "size", "targets", "offer", "firms", "unknown", "sources", "precision")


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """A site as page, sheet, slide and workbook show it, in the words of one language.

    `other_name` is its name in the other language, `kind` what it is (level and noun), `summary` one line for
    a card, `colour` the accent (`#rrggbb`) of its first cluster. `located` tells whether it has a point. A
    section without lines is left out.
    """

    site: str
    lang: str
    name: str
    other_name: str
    kind: str
    summary: str
    colour: str
    located: bool
    sections: tuple[ProfileSection, ...]
    photos: tuple[OfficerPhoto, ...] = ()

    def section(self, name: str) -> ProfileSection | None:
        """Return a section by its id, None where it has no lines."""
        return next((s for s in self.sections if s.id == name), None)

    def lines_of(self, key: str) -> tuple[ProfileLine, ...]:
        """Return the lines of one key, in whatever section they stand."""
        return tuple(line for section in self.sections for line in section.lines if line.key == key)


def site_profile(site: Site, plan: Plan, lang: str, facts: OfficerFacts = NO_FACTS) -> SiteProfile:
    """Return the profile of a site in a language, with the officer's facts of it."""
    lines: dict[str, tuple[ProfileLine, ...]] = {
        "what": tuple(what_lines(site, plan, lang)),
        "fits": tuple(fits_lines(site, plan, lang)),
        "where": tuple(where_lines(site, plan, lang)),
        "size": tuple(size_lines(site, plan, lang)),
        "targets": tuple(target_lines(site, plan, lang)),
        "offer": tuple(offer_lines(site, facts, lang)),
        "firms": tuple(firm_lines(site, facts, lang)),
        "unknown": tuple(unknown_lines(site, plan, facts, lang)),
        "precision": tuple(precision_lines(site, plan, lang)),
    }
    refs = [ref for name in SECTIONS for line in lines.get(name, ()) for ref in line.refs]
    lines["sources"] = tuple(source_lines((*site.refs, *refs), plan, lang))
    others = [text for text in site.name.texts if text and text != site.name(lang)]
    return SiteProfile(
        site=site.id,
        lang=lang,
        name=site.name(lang),
        other_name=others[0] if others else "",
        kind=site_kind_words(site, plan, lang),
        summary=say("text.dot", lang).join(_summary(site, plan, lang)),
        colour=site_colours(site, plan)[0],
        located=site.located,
        sections=tuple(
            ProfileSection(name, say(f"profile.{name}", lang), lines[name])
            for name in SECTIONS
            if lines[name]
        ),
        photos=facts.photos_of(site.id),
    )


def _summary(site: Site, plan: Plan, lang: str) -> Iterable[str]:
    """Yield what fits a site, its size and figures, and what it lies in, where the data say so."""
    yield from (cluster_link_words(link, plan, lang) for link in site.links[:1])
    if site.area_km2 is not None and not site.is_town:
        yield area_text(site, lang)
    yield from site_figure_lines(site, plan, lang)[:1]
    if not site.is_town:
        yield location_name(site, plan, lang)
