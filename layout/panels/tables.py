"""The facts of the map as tables, for keyboard, screen reader and print."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import cite_places
from layout.panels.target_nodes import grouped_rows, target_cells
from layout.plan.clusters import sets_target
from layout.plan.model import Cluster, Element, Plan, Segment, Site
from layout.words import glossary, site_facts
from layout.words.cluster_words import measure_name, other_groups, service_lines
from layout.words.elements import extent_lines
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_number
from layout.words.revisions import revision_lines
from layout.words.roles import (
    aim_line,
    element_aim,
    element_industries,
    mark_inferred,
    role_industries,
    shared_basis,
    site_elements,
    themed_role,
    timed_position,
)
from layout.words.site_ground import level_words
from layout.words.target_years import common_year, industry_targets, not_of_year, say_of_year


def tables_panel(plan: Plan, lang: str) -> Node:
    """Return all rows of parks, roles, targets and other sites; the browser hides by filter."""
    return h(
        "section",
        h("h2", say("table.heading", lang), id="tables"),
        h("p", say("table.lead", lang), cls="quiet"),
        _parks(plan, lang),
        _roles(plan, lang),
        _targets(plan, lang),
        _sites(plan, lang),
        cls="tables",
    )


def _heads(plan: Plan, lang: str, *keys: str) -> list[str]:
    return [say_of(plan, f"table.{k}", lang) for k in keys]


def _cells(*values: str) -> list[Node]:
    return [h("td", v) for v in values]


def _number(value: float | None) -> Node:
    return h("td", format_number(value), cls="num")


def _name(site: Site, lang: str) -> Node:
    button = h("button", site.name(lang), go={"sel": site.id}, cls="link")
    return h("th", button, scope="row")


def _parks(plan: Plan, lang: str) -> Node:
    head = [
        *_heads(plan, lang, "name", "level", "where", "cluster", "segment", "basis", "position"),
        (say("table.precision", lang), "num"),
        (say("table.area", lang), "num"),
        say("table.source", lang),
    ]
    rows = [_park(p, plan, lang) for p in plan.parks]
    return table_node(say_of(plan, "table.parks", lang), head, rows, say("table.empty", lang))


def _park(park: Site, plan: Plan, lang: str) -> Node:
    clusters = glossary.join_words(
        (mark_inferred(plan.cluster[k.cluster].name(lang), k.basis, lang) for k in park.links), lang
    )
    segments = glossary.join_words(
        (mark_inferred(plan.part[k.segment].name(lang), k.basis, lang) for k in park.links if k.segment), lang
    )
    shared = shared_basis(k.basis for k in park.links)
    basis = glossary.basis_name(shared, lang) if shared else ""
    where = site_facts.location_name(park, plan, lang)
    position = timed_position(park, plan, lang)
    cells = _cells(level_words(park, plan, lang), where, clusters, segments, basis, position)
    source = h("td", cite_places(park.refs, plan, lang), cls="quiet")
    return h(
        "tr",
        _name(park, lang),
        *cells,
        _number(park.precision_m),
        _number(park.area_km2),
        source,
        data_site=park.id,
    )


def _roles(plan: Plan, lang: str) -> Node:
    rows = []
    for element in plan.elements:
        rows += _whole(element, plan, lang)
        for role in plan.roles(element.id):
            site = plan.site[role.member]
            role_words = themed_role(role.theme, role.name(lang), plan, lang)
            words = mark_inferred(role_words, role.basis, lang)
            industries = role_industries(role, lang)
            rank = plan.term[f"rank:{role.rank}"].name(lang)
            aim = role.aim(lang)
            cells = _cells(rank, words, industries, aim, glossary.basis_name(role.basis, lang))
            source = h("td", cite_places(role.refs, plan, lang), cls="quiet")
            rows.append(
                h(
                    "tr",
                    h("td", element.name(lang)),
                    _name(site, lang),
                    *cells,
                    source,
                    data_site=site.id,
                    data_element=element.id,
                )
            )
    head = _heads(plan, lang, "element", "site", "rank", "role", "industries", "aim", "basis", "source")
    return table_node(say("table.roles", lang), head, rows, say("table.empty", lang))


def _whole(element: Element, plan: Plan, lang: str) -> list[Node]:
    """Return the row of what the plan says of an element as a whole, of none of its members."""
    extent = say("text.stop", lang).join(extent_lines(element, plan, lang))
    if not any((element.industries, element.aim, element.inferred_aim, extent)):
        return []
    note = say("text.stop", lang).join(w for w in (extent, element.note(lang)) if w)
    fields = ("", note, element_industries(element, lang), element_aim(element, lang))
    bases = (element.basis, *["inferred" for _ in element.inferred_aim])
    basis = h("td", glossary.basis_name(shared_basis(bases), lang))
    if element.ground:
        basis.append(h("small", element.ground(lang)))
    cells = [*_cells(*fields), basis]
    source = h("td", cite_places(element.refs, plan, lang), cls="quiet")
    whole = h("th", say("roles.as-whole", lang), scope="row")
    return [h("tr", h("td", element.name(lang)), whole, *cells, source, data_element=element.id)]


def _targets(plan: Plan, lang: str) -> Node:
    year = common_year(industry_targets(plan))
    head = [
        *_heads(plan, lang, "cluster", "segment"),
        (say_of_year(plan, "table.target", year, lang), "num"),
        *_heads(plan, lang, "unit", "source"),
    ]
    rows = []
    for group_row, clusters in grouped_rows(plan, len(head), lang):
        rows += [group_row] if group_row else []
        rows += [r for c in clusters for r in _cluster(c, plan, lang, year)]
    rows += [_target(c, c, plan, lang, year) for c in plan.clusters if c.services]
    return table_node(say_of(plan, "table.clusters", lang), head, rows, say("table.empty", lang))


def _cluster(cluster: Cluster, plan: Plan, lang: str, year: int | None) -> Iterable[Node]:
    items: tuple[Cluster | Segment, ...] = (cluster, *cluster.segments)
    return (_target(item, cluster, plan, lang, year) for item in items)


def _target(item: Cluster | Segment, cluster: Cluster, plan: Plan, lang: str, year: int | None) -> Node:
    part = item.name(lang) if isinstance(item, Segment) else ""
    amount, unit = target_cells(item, plan, year, lang)
    if item.target and not sets_target(item.target):
        amount.append(h("small", not_of_year(year, lang)))
    # The aim stands where the plan speaks of the industry, the target in a sentence of its own.
    refs = dict.fromkeys((*item.target_refs, *(item.refs if item.aim or not item.target else ())))
    source = h("td", cite_places(tuple(refs), plan, lang), cls="quiet")
    aim = aim_line(item.aim, lang)
    also = other_groups(cluster, plan, lang) if item is cluster else ""
    fields = (
        [measure_name(cluster, plan, lang), *service_lines(cluster, plan, lang)] if cluster.services else []
    )
    statement = plan.statement.get(item.target_statement)
    revised = revision_lines(statement, plan, lang) if statement else []
    return h(
        "tr",
        h("th", cluster.name(lang), scope="row"),
        h("td", part, *[h("small", line) for line in (aim, also, *fields, *revised) if line]),
        amount,
        unit,
        source,
        # By these ids the browser hides the rows that a filter leaves out.
        data_cluster=cluster.id,
        data_segment=item.id if isinstance(item, Segment) else None,
    )


def _sites(plan: Plan, lang: str) -> Node:
    head = [
        *_heads(plan, lang, "name", "kind", "where", "element", "position"),
        (say("table.precision", lang), "num"),
        (say("table.area", lang), "num"),
        say("table.source", lang),
    ]
    rows = [_site(s, plan, lang) for s in plan.sites if not s.is_park]
    return table_node(say_of(plan, "table.sites", lang), head, rows, say("table.empty", lang))


def _site(site: Site, plan: Plan, lang: str) -> Node:
    elements = site_elements(site, plan, lang)
    where = "" if site.is_town else site_facts.location_name(site, plan, lang)
    source = h("td", cite_places(site.refs, plan, lang), cls="quiet")
    return h(
        "tr",
        _name(site, lang),
        *_cells(site_facts.kind_name(site, plan, lang), where, elements, timed_position(site, plan, lang)),
        _number(site.precision_m),
        _number(site.area_km2),
        source,
        data_site=site.id,
    )
