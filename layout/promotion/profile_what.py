"""What a site is, what the plan says of it, and what the data hold in it."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.languages import LANGS
from layout.plan.model import Plan, Site
from layout.promotion.profile_line import STATED, ProfileLine, basis_of
from layout.words import roles
from layout.words.glossary import format_alias, join_names, join_words, say
from layout.words.nouns import levelled_noun, say_of
from layout.words.site_facts import kind_name
from layout.words.site_ground import level_words, title_words
from layout.words.symbols import shown_level
from layout.words.validity import validity_words


def what_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield what a site is: kind and level, names, roles, and what the data hold in it."""
    documents = {ref.source for ref in plan.edition.refs}
    named = any(ref.source in documents for ref in site.refs)
    basis = STATED if named else basis_of(site.refs, plan)
    label = say_of(plan, "table.kind", lang)
    yield ProfileLine(label, site_kind_words(site, plan, lang), basis, refs=site.refs, key="kind")
    dated = validity_words(site, plan, lang)
    if dated:
        yield ProfileLine(say("validity.row", lang), dated, key="exists", refs=site.refs)
    for title in site.titles:
        words = title_words(title, plan, lang)
        basis = basis_of(title.refs, plan)
        yield ProfileLine(say("card.titles", lang), words, basis, refs=title.refs, key="title")
    # A short form says no more than the name, and a name without one in this language stands in the title.
    known = (a for a in site.aliases if a.kind != "short" and a.text.texts[LANGS.index(lang)])
    names = join_words((format_alias(alias, lang) for alias in known), lang)
    if names:
        yield ProfileLine(say("card.aliases", lang), names, key="names", refs=site.refs)
    yield from _role_lines(site, plan, lang)
    if not site.in_scope:
        yield ProfileLine(say("card.note", lang), say("card.out-of-scope", lang), key="scope", refs=site.refs)
    within = plan.sites_within(site)
    if within:
        value = join_names((s.name for s in within), lang)
        yield ProfileLine(say("profile.within", lang), value, key="within", sites=tuple(s.id for s in within))


def site_kind_words(site: Site, plan: Plan, lang: str) -> str:
    """Return what a site is in one phrase: level and noun, such as a park of city level."""
    level = shown_level(site, plan)
    if site.is_park and level:
        return levelled_noun(level, plan, "park", lang)
    return say("text.dot", lang).join(
        w for w in (kind_name(site, plan, lang), level_words(site, plan, lang)) if w
    )


def _role_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    for role in site.roles:
        parts = (
            roles.card_role_line(role, plan, lang),
            roles.role_industries(role, lang),
            roles.aim_line(role.aim, lang),
        )
        value = say("text.stop", lang).join(p for p in parts if p)
        yield ProfileLine(
            say("card.roles", lang), value, role.basis, role.ground(lang), role.refs, key="role"
        )
    named = {r.element for r in site.roles}
    for membership in site.memberships:
        if membership.element in named:
            continue
        words, element = roles.membership_words(membership, plan, lang), plan.element[membership.element]
        # Of one that only lies there the plan says nothing.
        basis = "" if membership.via else membership.basis
        refs = element.refs or plan.edition.layout_refs
        yield ProfileLine(say("card.element", lang), words, basis, refs=refs, key="element")
    if site.is_town and not site.roles:
        words = roles.unnamed_words(site, plan, lang)
        yield ProfileLine(say("card.roles", lang), words, refs=plan.edition.layout_refs, key="role")
        return
    for words in roles.reached_lines(site, plan, lang):
        refs = tuple(r for e in plan.elements if site.id in e.reaches_sites for r in e.refs)
        yield ProfileLine(say("card.roles", lang), words, refs=refs, key="reached")
