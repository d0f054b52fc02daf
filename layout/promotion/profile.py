"""A site in the order of an investor's questions: lines in sections, each with basis, date and sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.references import Ref
from layout.plan.model import Plan, Site
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts, OfficerPhoto
from layout.words import roles
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.site_ground import level_words, where_words
from layout.words.symbols import site_colours


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One line: its label (may be empty) and its value, both in words of one language.

    `basis` is `stated` or `inferred` of what follows from the plan, `public` of another source, `own` of the
    officer's facts, empty where nothing is claimed. `note` is what to know of it, such as the ground of an
    inference. An own fact has `owner` and `day`, and is `stale` when it is older than the setting allows.
    """

    label: str
    value: str
    basis: str = ""
    note: str = ""
    refs: tuple[Ref, ...] = ()
    owner: str = ""
    day: date | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """Lines under a heading; `id` is one of SECTIONS."""

    id: str
    title: str
    lines: tuple[ProfileLine, ...]


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


def site_profile(site: Site, plan: Plan, lang: str, facts: OfficerFacts = NO_FACTS) -> SiteProfile:
    """Return the profile of a site in a language, with the officer's facts of it."""
    kind = level_words(site, plan, lang)
    what = ProfileLine("", kind, "stated" if site.is_park else "", refs=site.refs)
    fits = [
        ProfileLine(
            "",
            roles.mark_inferred(plan.cluster[k.cluster].name(lang), k.basis, lang),
            k.basis,
            k.ground(lang),
            k.refs,
        )
        for k in site.links
    ]
    where = ProfileLine(say_of(plan, "card.where", lang), where_words(site, plan, lang))
    lines = {"what": (what,), "fits": tuple(fits), "where": (where,)}
    sections = tuple(
        ProfileSection(name, say(f"profile.{name}", lang), lines[name])
        for name in SECTIONS
        if lines.get(name)
    )
    others = [text for text in site.name.texts if text and text != site.name(lang)]
    return SiteProfile(
        site=site.id,
        lang=lang,
        name=site.name(lang),
        other_name=others[0] if others else "",
        kind=kind,
        summary="",
        colour=site_colours(site, plan)[0],
        located=site.located,
        sections=sections,
        photos=facts.photos_of(site.id),
    )
