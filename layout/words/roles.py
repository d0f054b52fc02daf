"""What a site is within the layout, and what its position stands for, in words.

The mark of what is inferred is written here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from layout.plan.belonging import split_roles
from layout.plan.elements import LOCATED
from layout.plan.model import Element, Membership, Plan, Role, Site, Text, TextList
from layout.words.citations import citation
from layout.words.glossary import end_list, join_names, join_words, labelled, say
from layout.words.nouns import say_of
from layout.words.validity import validity_words


def mark_inferred(words: str, basis: str, lang: str) -> str:
    """Return words, marked where their basis is not the plan's own word but inferred."""
    return say("roles.inferred", lang, words=words) if words and basis == "inferred" else words


def shared_basis(bases: Iterable[str]) -> str:
    """Return the basis of several things as one: partly inferred where some are stated, empty for none."""
    each = set(bases)
    if len(each) > 1:
        return "partly-inferred" if "stated" in each else "inferred"
    return next(iter(each), "")


def mark_text(text: Text, basis: str) -> Text:
    """Return a text that is marked in every language where its basis is inferred."""
    return Text.in_each(lambda lang: mark_inferred(text(lang), basis, lang))


def role_line(place: tuple[str, str], name: str, basis: str, plan: Plan, lang: str) -> str:
    """Return element, theme and role in one line, marked if inferred; `place`: ids of element and theme."""
    element, theme = place
    words = _join(lang, plan.element[element].name(lang), themed_role(theme, name, plan, lang))
    return mark_inferred(words, basis, lang)


def card_role_line(role: Role, plan: Plan, lang: str) -> str:
    """Return element, theme and role of a site in one line."""
    return role_line((role.element, role.theme), role.name(lang), role.basis, plan, lang)


def themed_role(theme: str, name: str, plan: Plan, lang: str) -> str:
    """Return theme and role in one line; either may be empty."""
    term = plan.term.get(f"theme:{theme}")
    return _join(lang, term.name(lang) if term else "", name)


def aim_line(aim: Text, lang: str) -> str:
    """Return an aim with its label, or an empty text where there is none."""
    return say("roles.aim", lang, aim=aim(lang)) if aim else ""


def element_aim_line(element: Element, lang: str) -> str:
    """Return the aim of an element with its label, marked where it is inferred that it is its own."""
    words = element_aim(element, lang)
    return say("roles.aim", lang, aim=words) if words else ""


def role_industries(role: Role, lang: str) -> str:
    """Return the industries of a role: those that the plan calls leading so labelled, then the others."""
    leading, others = join_names(role.leading, lang), join_names(role.others, lang)
    if not leading:
        return others
    words = [say("roles.leading", lang, names=leading)]
    words += [say("roles.beside", lang, names=others)] if others else []
    return say("text.stop", lang).join(words)


def site_industries(site: Site, lang: str) -> str:
    """Return the industries of a site's own roles, each wording once."""
    words = dict.fromkeys(role_industries(r, lang) for r in site.roles)
    return say("text.stop", lang).join(w for w in words if w)


def theme_names(element: Element, plan: Plan, lang: str) -> str:
    """Return the themes of a network in one line; that the plan's list goes on is said where it does."""
    names = {r.theme: plan.term[f"theme:{r.theme}"].name for r in plan.roles(element.id)}
    ordered = (t.name for t in plan.edition.themes if t.id in names)
    return join_names(TextList(ordered, element.themes_unfinished), lang)


def member_names(roles: Iterable[Role], plan: Plan, lang: str) -> str:
    """Return the names of members, each once, marked where their role is inferred."""
    marked = (mark_inferred(plan.site[r.member].name(lang), r.basis, lang) for r in roles)
    return say("text.comma", lang).join(dict.fromkeys(marked))


def linked_names(element: Element, plan: Plan, lang: str) -> str:
    """Return who is only linked to an element, rank by rank, each with the word for its rank."""
    _, linked = split_roles(element, plan)
    lines = []
    for rank in plan.edition.ranks:
        names = member_names((r for r in linked if r.rank == rank.id), plan, lang)
        if names:
            listed = end_list(names, rank.id in element.unfinished_ranks, lang)
            lines.append(labelled(rank.name(lang), listed, lang))
    return say("text.stop", lang).join(lines)


def element_industries(element: Element, lang: str) -> str:
    """Return the industries of an element as a whole, marked where it is inferred that they are its own."""
    return mark_inferred(join_names(element.industries, lang), element.basis, lang)


def element_aim(element: Element, lang: str) -> str:
    """Return the aims of an element as a whole, marked where it is inferred that they are its own."""
    aims = ((element.aim, element.basis), (element.inferred_aim, "inferred"))
    words = (mark_inferred(join_names(names, lang), basis, lang) for names, basis in aims)
    return say("text.stop", lang).join(w for w in words if w)


def shared_industries(site: Site, plan: Plan) -> dict[str, TextList]:
    """Return the industries that a site carries as a part of an element, by the id of the element."""
    by_element: dict[str, list[Text]] = {}
    for carry in (c for c in site.carries if c.via):
        by_element.setdefault(carry.via, []).append(carry.industry)
    return {e: TextList(names, plan.element[e].industries.unfinished) for e, names in by_element.items()}


def shared_industry_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return one line for each element whose industries a site carries as a part of it."""
    lines = []
    for key, names in shared_industries(site, plan).items():
        element = plan.element[key]
        line = say("roles.part-of", lang, element=element.name(lang), names=join_names(names, lang))
        lines.append(mark_inferred(line, element.basis, lang))
    return lines


def membership_words(membership: Membership, plan: Plan, lang: str) -> str:
    """Return the element, of one that a site is only linked to how, and of one that it only lies in that."""
    if membership.basis == LOCATED:
        # Within a sentence the article of a name is small.
        name = re.sub("^The ", "the ", plan.element[membership.element].name(lang))
        return _lying_words("roles.located", name, membership, plan, lang)
    name = plan.element[membership.element].name(lang)
    if membership.rank:
        rank = plan.term[f"rank:{membership.rank}"].name(lang)
        name = say("roles.as-rank", lang, element=name, rank=rank)
    return mark_inferred(name, membership.basis, lang)


def lies_in_words(membership: Membership, plan: Plan, lang: str) -> str:
    """Return an element that a site only lies in, and the member whose ground holds it, below a heading."""
    name = plan.element[membership.element].name(lang)
    return _lying_words("roles.lies-in", name, membership, plan, lang)


def _lying_words(key: str, name: str, membership: Membership, plan: Plan, lang: str) -> str:
    via = plan.site[membership.via]
    words = say(key, lang, element=name, via=via.name(lang))
    # That the member belongs to the element may itself be inferred.
    bases = [r.basis for r in via.roles if r.element == membership.element]
    return mark_inferred(words, "stated" if "stated" in bases else "inferred", lang)


def site_elements(site: Site, plan: Plan, lang: str) -> str:
    """Return the elements that a site belongs to; of one without any, what the layout says of it."""
    names = (membership_words(m, plan, lang) for m in site.memberships)
    words = say("text.comma", lang).join(dict.fromkeys(names))
    return words or (unnamed_words(site, plan, lang) if site.is_town else say("roles.no-element", lang))


def unnamed_towns(plan: Plan) -> tuple[Site, ...]:
    """Return the towns that the layout does not name."""
    return tuple(t for t in plan.towns if not t.roles)


def unnamed_words(town: Site, plan: Plan, lang: str) -> str:
    """Return what holds of a town that the layout does not name: by whom it is reached, or is not."""
    words = [say("roles.unnamed", lang, source=citation(plan.edition.layout_refs, plan, lang))]
    radiating = [e for e in plan.elements if e.radiates]
    reached = reached_words(town, plan, lang)
    if reached:
        words.append(reached)
    else:
        words += _not_reached(town, radiating, plan, lang)
    return say("text.dot", lang).join(words)


def _not_reached(town: Site, radiating: Iterable[Element], plan: Plan, lang: str) -> Iterator[str]:
    """Yield whose reach a town is not in: by its kind only where the plan tells the reach by kinds."""
    kind = plan.term[f"kind:{town.kind}"].name(lang) if f"kind:{town.kind}" in plan.term else ""
    by_kind = [e for e in radiating if e.reaches and kind]
    for key, group in (("not-radiated", by_kind), ("not-named", [e for e in radiating if e not in by_kind])):
        if group:
            elements = join_names((e.name for e in group), lang)
            reach = join_words((named_reach(e, plan, lang) for e in group), lang)
            yield say(f"roles.{key}", lang, kind=kind, elements=elements, reach=reach)


def named_reach(element: Element, plan: Plan, lang: str) -> str:
    """Return what an element reaches, in the plan's words or by its names; empty where that is every town."""
    return element.reach(lang) or join_names((plan.site[s].name for s in element.reaches_sites), lang)


def reach_line(element: Element, plan: Plan, lang: str) -> str:
    """Return what an element radiates to: the plan's words, then the sites, marked where we infer them."""
    if not element.radiates:
        return ""
    names = join_names((plan.site[s].name for s in element.reaches_sites), lang)
    names = mark_inferred(names, element.reach_basis, lang)
    reach = element.reach(lang)
    if reach and names:
        return say("roles.reach-sites", lang, reach=reach, names=names)
    return reach or names or say_of(plan, "roles.reach-all", lang)


def reached_words(site: Site, plan: Plan, lang: str) -> str:
    """Return which elements radiate to a site: to a town by its kind or by name, to any other by name."""
    kind = site.kind if site.is_town else ""
    bases = {e: basis for e in plan.elements if (basis := e.basis_of_reach(site.id, kind))}
    if not bases:
        return ""
    shared = shared_basis(bases.values())
    # One mark is enough where all is inferred.
    one_by_one = shared == "partly-inferred"
    names = (mark_inferred(e.name(lang), basis if one_by_one else "", lang) for e, basis in bases.items())
    return mark_inferred(say("roles.radiated", lang, elements=join_words(names, lang)), shared, lang)


def reached_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return by which elements the plan says that a site is reached, where it names the site."""
    named = any(site.id in e.reaches_sites for e in plan.elements)
    return [reached_words(site, plan, lang)] if named else []


def position_words(site: Site, plan: Plan, lang: str) -> str:
    """Return what the point of a site stands for and what is to be known of it; empty for towns."""
    if not site.position:
        return ""
    where = plan.site.get(site.parent if site.position == "zone" else site.town)
    words = say(f"position.{site.position}", lang, where=where.name(lang) if where else "")
    return say("text.stop", lang).join(w for w in (words, site.position_note(lang)) if w)


def timed_position(site: Site, plan: Plan, lang: str) -> str:
    """Return what the point of a site stands for, and since when or until when there is the site."""
    words = (position_words(site, plan, lang), validity_words(site, plan, lang))
    return say("text.stop", lang).join(w for w in words if w)


def _join(lang: str, *parts: str) -> str:
    return say("text.dot", lang).join(part for part in parts if part)
