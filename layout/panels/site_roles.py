"""What a site is within the layout, as parts of its card: its roles, shared industries, who reaches it."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import cite_places
from layout.plan.model import Plan, Ref, Role, Site
from layout.words import glossary, roles
from layout.words.glossary import say
from layout.words.nodes import Node, h


def reached_notes(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return by which elements a named site is reached, from what that is inferred, and where."""
    reaching = [e for e in plan.elements if site.id in e.reaches_sites]
    refs = dict.fromkeys(r for e in reaching for r in e.refs)
    notes = with_notes((e.reach_ground(lang) for e in reaching), refs, plan, lang)
    return [h("p", words, notes) for words in roles.reached_lines(site, plan, lang)]


def shared_industry_nodes(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return the industries that a site carries as a part of elements, with their sources."""
    lines = roles.shared_industry_lines(site, plan, lang)
    elements = [plan.element[e] for e in roles.shared_industries(site, plan)]
    return [
        h("p", line, with_notes([e.ground(lang)], e.refs, plan, lang))
        for line, e in zip(lines, elements, strict=True)
    ]


def role_node(role: Role, plan: Plan, lang: str) -> Node:
    """Return one role with its industries, its aim, its basis and its sources."""
    industries = roles.role_industries(role, lang)
    notes = [
        glossary.basis_name(role.basis, lang),
        role.ground(lang),
    ]
    return h(
        "p",
        h("b", roles.card_role_line(role, plan, lang)),
        h("span", industries) if industries else None,
        h("span", roles.aim_line(role.aim, lang), h("small", say("roles.aim-note", lang)))
        if role.aim
        else None,
        with_notes(notes, role.refs, plan, lang),
    )


def with_notes(notes: Iterable[str], refs: Iterable[Ref], plan: Plan, lang: str) -> Node:
    """Return notes in small letters, with their sources below."""
    return h("small", say("text.dot", lang).join(filter(None, notes)), cite_places(refs, plan, lang))
