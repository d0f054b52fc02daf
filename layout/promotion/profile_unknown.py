"""What is not known of a site, as it follows from what the data and the officer's facts lack."""

from __future__ import annotations

from collections.abc import Iterator

from layout.plan.distances import hub_kinds
from layout.plan.model import Plan, Site
from layout.promotion.officer_facts import OfficerFacts
from layout.promotion.profile_line import ProfileLine
from layout.words.distances import hub_kind_name
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.site_facts import precision_text
from layout.words.site_figures import shown_figures

# Positions that are the site's own ground; of any other it is not known where that lies.
_PLACED = ("site", "address", "within", "road")
# The hubs that investors ask for first.
_ASKED_HUBS = ("port", "airport", "rail", "motorway-junction")


def unknown_lines(site: Site, plan: Plan, facts: OfficerFacts, lang: str) -> Iterator[ProfileLine]:
    """Yield what was not published, what the plan does not state, and what these data do not hold."""
    if not site.located:
        why = precision_text(site, plan, lang)
        yield ProfileLine(say("profile.no-place", lang), why, refs=site.refs, key="no-place")
    for key, words in (
        ("unpublished", _unpublished(site, plan, lang)),
        ("unstated", _unstated(site, plan, lang)),
        ("absent", _absent(site, plan, facts, lang)),
    ):
        names = join_words(words, lang)
        if names:
            yield ProfileLine(say_of(plan, f"profile.{key}", lang), names, key=key)


def _unpublished(site: Site, plan: Plan, lang: str) -> Iterator[str]:
    if site.area_km2 is None:
        yield say("profile.no-area", lang)
    if site.located and not site.is_town and (site.outline is None or site.outline.schematic):
        yield say("profile.no-border", lang)
    if site.located and not site.is_town and site.position not in _PLACED:
        yield say("profile.no-position", lang)
    if not shown_figures(site, plan):
        yield say("profile.no-figures", lang)


def _unstated(site: Site, plan: Plan, lang: str) -> Iterator[str]:
    if site.is_park and not any(k.basis == "stated" for k in site.links):
        yield say_of(plan, "profile.no-cluster", lang)
    if not any(r.basis == "stated" for r in site.roles):
        yield say("profile.no-role", lang)


def _absent(site: Site, plan: Plan, facts: OfficerFacts, lang: str) -> Iterator[str]:
    firms = {f.field for f in facts.of_site(site.id)} & {"firms"}
    if site.is_park and not firms and not plan.sites_within(site):
        yield say("profile.no-firms", lang)
    missing = [kind for kind in _ASKED_HUBS if kind not in hub_kinds(plan)]
    if missing:
        names = join_words((hub_kind_name(kind, lang) for kind in missing), lang)
        yield say("profile.no-hubs", lang, names=names)
