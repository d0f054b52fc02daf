"""Services, projects that the plan names, and what else it provides for, as sections of a page."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import cite_places
from layout.panels.target_nodes import target_node
from layout.plan.model import Cluster, Plan, Provision, ProvisionGroup, Ref, Service, Site
from layout.words import glossary
from layout.words.citations import split_counted_place
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import say_of
from layout.words.symbols import dot_node, symbol_node
from layout.words.target_years import say_of_year
from layout.words.years import year_mark


def services_section(plan: Plan, lang: str) -> Node | None:
    """Return the services with their target and fields; None where the plan has none."""
    services = [c for c in plan.clusters if c.services]
    if not services:
        return None
    return h(
        "section",
        h("h2", say_of(plan, "provisions.services", lang), id="services"),
        *[part for c in services for part in _services(c, plan, lang)],
    )


def _services(cluster: Cluster, plan: Plan, lang: str) -> Iterable[Node]:
    name = h(
        "button", dot_node(cluster.colour), h("span", cluster.name(lang)), cls="serves is-industry",
        go={"cluster": cluster.id, "sel": ""}, aria_pressed="false",
    )  # fmt: skip
    words = ""
    if cluster.target:
        year = None if cluster.target.months else cluster.target.year
        target = say_of_year(plan, "table.target", year, lang)
        measure = plan.term[f"measure:{cluster.target.measure}"].name(lang)
        words = say("text.dot", lang).join((measure, target))
    link = target_node(cluster, plan, lang)
    part = year_mark(cluster.target, lang) if cluster.target and cluster.target.months else ""
    when = h("span", part, cls="quiet") if part else None
    yield h("p", name, h("span", words, cls="quiet") if words else None, link, when, cls="services-head")
    for kind in dict.fromkeys(s.kind for s in cluster.services):
        group = [s for s in cluster.services if s.kind == kind]
        shared = _shared_refs(s.refs for s in group)
        yield h("h3", say_of(plan, f"service-kind.{kind}", lang), h("small", cite_places(shared, plan, lang)))
        yield h("ul", *[_service(s, shared, plan, lang) for s in group], cls="provision-list")


def _service(service: Service, shared: tuple[Ref, ...], plan: Plan, lang: str) -> Node:
    name = h("button", service.name(lang), go={"segment": service.id, "sel": ""}, cls="link",
             aria_pressed="false")  # fmt: skip
    return h(
        "li",
        name,
        _serves(service, plan, lang) if service.serves else None,
        h("small", glossary.join_names(service.makes, lang)),
        _places_beside(service, shared, plan, lang),
    )


def _serves(service: Service, plan: Plan, lang: str) -> Node:
    sign = say(f"matrix.{service.basis}", lang)
    words = say("provisions.serves", lang, name=plan.cluster[service.serves].name(lang))
    about = [glossary.basis_name(service.basis, lang), service.ground(lang)]
    return h("small", f"{sign} {words}", title=say("text.dot", lang).join(w for w in about if w))


def _shared_refs(groups: Iterable[tuple[Ref, ...]]) -> tuple[Ref, ...]:
    """Return the places that all of several records are found at."""
    first, *others = groups
    return tuple(r for r in first if all(r in refs for refs in others))


def _places_beside(service: Service, shared: tuple[Ref, ...], plan: Plan, lang: str) -> Node:
    """Return where a field is found beside the shared places: the sentence alone within one of them."""
    sections = {split[0] for r in shared if (split := split_counted_place(r.locator))}
    parts = []
    for ref in (r for r in service.refs if r not in shared):
        split = split_counted_place(ref.locator)
        if split is None or split[0] not in sections:
            parts.append(cite_places((ref,), plan, lang))
        else:
            words = say(split[2], lang, n=split[1]).strip(" ,")
            parts.append(h("button", words, go={"place": ref.locator}, cls="cite-place"))
    return h("small", *parts, cls="stands-in")


def projects_section(plan: Plan, lang: str) -> Node | None:
    """Return the places that the plan names without saying where they are; None where there are none."""
    plan_sources = {r.source for r in plan.edition.refs}
    sites = [s for s in plan.places if not s.located and any(r.source in plan_sources for r in s.refs)]
    if not sites:
        return None
    rows = [_project(s, plan, lang) for s in sites]
    return h(
        "section",
        h("h2", say_of(plan, "provisions.projects", lang), id="projects"),
        h("p", say("provisions.projects-lead", lang), cls="quiet"),
        h("ul", *rows, cls="provision-list"),
    )


def _project(site: Site, plan: Plan, lang: str) -> Node:
    name = h(
        "button", symbol_node(site, plan), h("span", site.name(lang)), go={"sel": site.id}, cls="serves",
        data_site=site.id,
    )  # fmt: skip
    ties = [
        h(
            "small",
            say(f"matrix.{k.basis}", lang) + " " + plan.industry[k.segment or k.cluster].name(lang),
            title=k.ground(lang),
        )
        for k in site.links
    ]
    return h("li", name, *ties, h("small", cite_places(site.refs, plan, lang), cls="stands-in"))


def provisions_section(plan: Plan, lang: str) -> Node | None:
    """Return what else the plan provides for, group by group; None where it has no such group."""
    groups = [g for g in plan.provisions if g.provisions]
    if not groups:
        return None
    return h(
        "section",
        h("h2", say("provisions.heading", lang), id="provisions"),
        h("p", say("provisions.lead", lang), cls="quiet"),
        *[part for g in groups for part in _group(g, plan, lang)],
    )


def aims_section(plan: Plan, lang: str) -> Node | None:
    """Return the aims of the plan as a whole, folded; None where it has none."""
    groups = [g for g in plan.provisions if g.aims and g.provisions]
    if not groups:
        return None
    lines = [
        h("li", h("span", p.name(lang)), h("small", glossary.join_names(p.about, lang)))
        for g in groups
        for p in g.provisions
    ]
    names = glossary.join_names((g.name for g in groups), lang)
    return h("details", h("summary", names), h("ul", *lines, cls="provision-list"), key="aims")


def _group(group: ProvisionGroup, plan: Plan, lang: str) -> Iterable[Node]:
    cited = cite_places(group.refs, plan, lang)
    yield h("h3", f"{group.name(lang)} {len(group.provisions)}", h("small", cited))
    yield h("ol", *[_provision(p, group, plan, lang) for p in group.provisions], cls="provision-list")


def _provision(provision: Provision, group: ProvisionGroup, plan: Plan, lang: str) -> Node:
    further = tuple(r for r in provision.refs if r not in group.refs)
    return h(
        "li",
        h("span", provision.name(lang)),
        h("small", glossary.join_names(provision.about, lang)) if provision.about else None,
        h("small", cite_places(further, plan, lang), cls="stands-in") if further else None,
    )
