"""Facts of one site as a card, and in the short lines of tooltips and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.languages import LANGS, foreign_language
from layout.panels.site_figures import site_figures
from layout.panels.site_roles import reached_notes, role_node, shared_industry_nodes, with_notes
from layout.panels.source_card import cite_places
from layout.panels.source_links import source_links
from layout.panels.target_nodes import target_node
from layout.plan.model import ClusterLink, Plan, Site
from layout.words import glossary, roles
from layout.words.citations import citation
from layout.words.cluster_links import (
    cluster_link_words,
    not_of_site,
    target_carrier,
    whole_target_key,
    whole_target_line,
)
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import say_of
from layout.words.site_facts import area_text, kind_name, location_name, precision_text
from layout.words.site_figures import site_figure_lines
from layout.words.site_ground import (
    level_words,
    outline_words,
    title_words,
    where_words,
)
from layout.words.symbols import symbol_node
from layout.words.validity import validity_words


def summary_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return a site in a few lines: what it is, its field and figures, its roles, and last its position."""
    head = [kind_name(site, plan, lang), level_words(site, plan, lang), location_name(site, plan, lang)]
    lines = [say("text.dot", lang).join(h for h in head if h), validity_words(site, plan, lang)]
    for link in site.links:
        lines += [cluster_link_words(link, plan, lang), whole_target_line(link, plan, lang)]
    lines += site_figure_lines(site, plan, lang)
    for role in site.roles:
        lines += [roles.card_role_line(role, plan, lang), roles.aim_line(role.aim, lang)]
    lines += _belonging_lines(site, plan, lang)
    position = [roles.position_words(site, plan, lang), precision_text(site, plan, lang)]
    colon, stop = say("text.colon", lang), say("text.stop", lang)
    place = say("card.position", lang) + colon + stop.join(p for p in position if p)
    return [line for line in (*lines, place) if line]


def _belonging_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return what holds of a site beside its roles: where it belongs, or that it is not named."""
    if site.is_town and not site.roles:
        return [roles.unnamed_words(site, plan, lang)]
    named = {r.element for r in site.roles}
    others = (m for m in site.memberships if m.via or m.element not in named)
    around = [roles.membership_words(m, plan, lang) for m in others]
    return [*roles.shared_industry_lines(site, plan, lang), *around, *roles.reached_lines(site, plan, lang)]


def tooltip_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return the lines of a tooltip: the summary, then industries and source."""
    industries = roles.site_industries(site, lang)
    colon = say("text.colon", lang)
    lines = [*summary_lines(site, plan, lang)]
    lines += [f"{say('card.industries', lang)}{colon}{industries}"] if industries else []
    # The targets that are told have a source of their own.
    refs = (*site.refs, *(ref for k in site.links for ref in target_carrier(k, plan).target_refs))
    return [*lines, f"{say('card.source', lang)}{colon}{citation(refs, plan, lang)}"]


def full_card(site: Site, plan: Plan, lang: str) -> Node:
    """Return the whole card of a site: every fact with its basis and source.

    What it is comes first, then its field, targets and figures, then its place in the layout; where it
    stands, and how well that is known, come last.
    """
    rows = [*_identity(site, plan, lang), *_cluster_rows(site, plan, lang)]
    rows.append(_row("card.figures", site_figures(site, plan, lang), plan, lang))
    rows += [*_layout_rows(site, plan, lang), *_ground_rows(site, plan, lang)]
    rows.append(_row("card.source", source_links(site.refs, plan, lang), plan, lang))
    title = h("h2", symbol_node(site, plan), h("span", site.name(lang)), cls="card-title")
    # Each with its language, so that a screen reader pronounces it right.
    others = [
        h("p", site.name(k), cls="quiet", lang=k)
        for k in LANGS
        if k != lang and site.name.unmarked(k) != site.name.unmarked(lang)
    ]
    return h("article", title, *others, h("dl", *[r for r in rows if r]), cls="card", data_card=site.id)


def _row(key: str, value: Any, plan: Plan, lang: str) -> Node | None:
    # A node is a list too: several nodes are a list whose first item is one.
    parts = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    return h("div", h("dt", say_of(plan, key, lang)), h("dd", *parts)) if value else None


def _identity(site: Site, plan: Plan, lang: str) -> Iterable[Node | None]:
    kinds = [kind_name(site, plan, lang), level_words(site, plan, lang)]
    yield _row("table.kind", say("text.dot", lang).join(k for k in kinds if k), plan, lang)
    yield _row("validity.row", validity_words(site, plan, lang), plan, lang)
    titles = [h("p", title_words(t, plan, lang), with_notes([], t.refs, plan, lang)) for t in site.titles]
    yield _row("card.titles", titles, plan, lang)
    if not site.is_town:
        yield _row("card.where", where_words(site, plan, lang), plan, lang)
    if not site.in_scope:
        yield _row("card.note", say("card.out-of-scope", lang), plan, lang)


def _aliases(site: Site, lang: str) -> list[Node]:
    """Return the other names, each on a line of its own and marked with its language."""
    return [
        h("p", glossary.format_alias(alias, lang), lang=foreign_language(alias.text(lang), lang))
        for alias in site.aliases
    ]


def _layout_rows(site: Site, plan: Plan, lang: str) -> Iterable[Node | None]:
    if not site.roles and site.is_town:
        cited = [e for e in plan.elements if e.radiates]
        refs = (*plan.edition.layout_refs, *(r for e in cited for r in e.refs))
        notes = h("small", cite_places(refs, plan, lang))
        yield _row("card.roles", [h("p", roles.unnamed_words(site, plan, lang), notes)], plan, lang)
    reached = reached_notes(site, plan, lang) if site.roles or not site.is_town else []
    yield _row("card.roles", [*(role_node(r, plan, lang) for r in site.roles), *reached], plan, lang)
    yield _row("card.industries", shared_industry_nodes(site, plan, lang), plan, lang)
    around = [m for m in site.memberships if m.via]
    lines = [
        h("p", roles.lies_in_words(m, plan, lang), h("small", glossary.basis_name(m.basis, lang)))
        for m in around
    ]
    points = [m for m in site.memberships if not m.via and m.element not in {r.element for r in site.roles}]
    parts = [h("p", roles.membership_words(m, plan, lang)) for m in points]
    outside = not site.memberships and not site.is_town and not reached
    yield _row("card.element", say("roles.no-element", lang) if outside else parts, plan, lang)
    yield _row("card.lies-in", lines, plan, lang)
    areas = {r.element for r in site.roles if not plan.element[r.element].is_network}
    if len(areas) > 1:
        yield _row("card.note", say("card.counted-once", lang), plan, lang)


def _cluster_rows(site: Site, plan: Plan, lang: str) -> Iterable[Node | None]:
    if site.is_park and not site.links:
        yield _row("card.cluster", say_of(plan, "card.no-cluster", lang), plan, lang)
    for link in site.links:
        yield _row("card.cluster", [_link(link, plan, lang)], plan, lang)
        carrier = target_carrier(link, plan)
        target_link = target_node(carrier, plan, lang, whole_target_line(link, plan, lang))
        # The plan sets this for the segment or cluster, never for the park.
        of_whole = h("small", not_of_site(site, plan, lang)) if carrier.target else None
        target = h("p", target_link, of_whole)
        yield _row(whole_target_key(link, plan), [target], plan, lang)


def _link(link: ClusterLink, plan: Plan, lang: str) -> Node:
    names = [plan.cluster[link.cluster].name(lang)]
    names.append(
        plan.part[link.segment].name(lang) if link.segment else say_of(plan, "card.no-segment", lang)
    )
    notes = [
        glossary.basis_name(link.basis, lang),
        link.ground(lang),
    ]
    return h(
        "p",
        h("b", roles.mark_inferred(say("text.dot", lang).join(names), link.basis, lang)),
        with_notes(notes, link.refs, plan, lang),
    )


def _ground_rows(site: Site, plan: Plan, lang: str) -> Iterable[Node | None]:
    yield _row("card.aliases", _aliases(site, lang), plan, lang)
    if not site.is_town or site.area_km2 is not None:
        yield _row("card.area", [h("p", area_text(site, lang), h("small", site.area_note(lang)))], plan, lang)
    yield _row("card.outline", outline_words(site, lang), plan, lang)
    yield _row("card.note", site.note(lang), plan, lang)
    yield _row("card.position", roles.position_words(site, plan, lang), plan, lang)
    yield _row("card.precision", precision_text(site, plan, lang), plan, lang)
    if site.lon is not None and site.lat is not None:
        yield _row("card.coordinates", f"{site.lat:.4f}, {site.lon:.4f}", plan, lang)
