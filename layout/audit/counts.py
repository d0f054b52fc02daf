"""What a claim of the kind count comes to: rows of the edition, limited to what the claim names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal

from geodata.count_limits import LIMITS, SITES, tables_of
from layout.audit.formulas import Quantity
from layout.plan.belonging import leading_roles
from layout.plan.measure import Span
from layout.plan.model import Claim, Plan, Role, Site, Text
from layout.plan.site_types import PARK, PLACE, SITE_TYPES, TOWN
from layout.words import glossary

Limits = Mapping[str, Collection[str]]


def counted_quantity(claim: Claim, plan: Plan) -> Quantity:
    """Return the count that a claim is about as an exact quantity; of members it bears their names."""
    names = counted_names(claim, plan)
    n = Decimal(len(names))
    name = claim.title
    if claim.counted == "members" and names:
        name = Text.in_each(lambda lang: glossary.join_words((each(lang) for each in names), lang))
    return Quantity(claim.counted, name, Span(n, n, n), "", "count", frozenset(), frozenset(), None, None, ())


def counted_names(claim: Claim, plan: Plan) -> list[Text]:
    """Return the names of what a count counts, in the order of the data."""
    limits = _limits(claim, plan)
    counted = claim.counted
    if counted == "members":
        owner = next((table for table in limits if table in _MEMBERS), "")
        counted = _MEMBERS[owner] if owner else counted
    return list(_COUNTED[counted](plan, limits))


def _limits(claim: Claim, plan: Plan) -> Limits:
    """Return the ids that a claim is limited to, by the table that they stand in."""
    known = {table: _ids(table, plan) for table in LIMITS[claim.counted]}
    limits: dict[str, set[str]] = {}
    for name in claim.among:
        for table in tables_of(name, known)[:1]:
            limits.setdefault(table, set()).add(name)
    return limits


def _ids(table: str, plan: Plan) -> set[str]:
    terms = {"themes": plan.edition.themes, "ranks": plan.edition.ranks, "classes": plan.edition.classes}
    terms |= {"levels": plan.district.levels, "kinds": plan.district.kinds}
    records: Mapping[str, Iterable[str]] = {
        **{name: [t.id for t in each] for name, each in terms.items()},
        SITES: plan.site,
        "elements": plan.element,
        "clusters": plan.industry,
        "chains": [c.id for c in plan.chains],
        "provision_groups": [g.id for g in plan.provisions],
        "cluster_groups": [g.id for g in plan.cluster_groups],
    }
    return set(records.get(table, ()))


def _allowed(limits: Limits, table: str, *names: str) -> bool:
    return table not in limits or any(name in limits[table] for name in names)


def _sites(plan: Plan, limits: Limits, types: Collection[str] = ()) -> list[Text]:
    roles = _member_roles(plan, limits)
    # A role of its own counts for a site that the plan does not cover, too.
    there = [s for s in plan.sites if s.exists_on(plan.edition.day)]
    sites = [s for s in there if (s.in_scope if roles is None else s.id in roles)]
    return [s.name for s in sites if (not types or s.type in types) and _fits(s, plan, limits)]


def _member_roles(plan: Plan, limits: Limits) -> set[str] | None:
    """Return the sites that are members of the elements and themes named; None where none is."""
    if not {"elements", "themes", "ranks"} & limits.keys():
        return None
    roles: list[Role] = [r for s in plan.sites for r in s.roles]
    # Without a rank it is the members that count, not what is only linked to them.
    ranked = roles if "ranks" in limits else leading_roles(roles, plan.edition.ranks)
    return {
        r.member
        for r in ranked
        if _allowed(limits, "elements", r.element)
        and _allowed(limits, "themes", r.theme)
        and _allowed(limits, "ranks", r.rank)
    }


def _fits(site: Site, plan: Plan, limits: Limits) -> bool:
    parents = plan.parents_of(site)
    # What lies in a zone that is administered apart from its town does not count for the town.
    whole = not any(p.is_cut_out for p in parents)
    towns = site.lies_in if whole else site.towns
    industries = [name for link in site.links for name in (link.cluster, link.segment)]
    return (
        _allowed(limits, "levels", *site.levels_on(plan.edition.day))
        and _allowed(limits, "kinds", site.kind)
        and _allowed(limits, SITES, *towns, *(p.id for p in parents))
        and _allowed(limits, "clusters", *industries)
    )


def _clusters(plan: Plan, limits: Limits, kind: str) -> list[Text]:
    clusters = [c for c in plan.clusters if c.kind == kind]
    return [c.name for c in clusters if _allowed(limits, "cluster_groups", *c.groups)]


def _services(plan: Plan, limits: Limits, kind: str) -> list[Text]:
    fields = (s for c in plan.clusters if _allowed(limits, "clusters", c.id) for s in c.services)
    return [s.name for s in fields if s.kind == kind]


# By the table of an owner, what its members are.
_MEMBERS = {
    "chains": "links",
    "cluster_groups": "clusters",
    "classes": "indicators",
    "provision_groups": "provisions",
}
_COUNTED: Mapping[str, Callable[[Plan, Limits], list[Text]]] = {
    "members": lambda plan, limits: _sites(plan, limits),
    "sites": lambda plan, limits: _sites(plan, limits, [t for t in SITE_TYPES if t != TOWN]),
    "parks": lambda plan, limits: _sites(plan, limits, [PARK]),
    "places": lambda plan, limits: _sites(plan, limits, [PLACE]),
    "towns": lambda plan, limits: _sites(plan, limits, [TOWN]),
    "elements": lambda plan, limits: [e.name for e in plan.elements],
    "themes": lambda plan, limits: [
        t.name for t in plan.edition.themes if _allowed(limits, "elements", t.within)
    ],
    "chains": lambda plan, limits: [
        c.name for c in plan.chains if c.kind == "chain" and _allowed(limits, "themes", c.theme)
    ],
    "links": lambda plan, limits: [
        k.name for c in plan.chains if _allowed(limits, "chains", c.id) for k in c.links
    ],
    "bases": lambda plan, limits: _clusters(plan, limits, "base"),
    "clusters": lambda plan, limits: _clusters(plan, limits, "cluster"),
    "segments": lambda plan, limits: [
        s.name for s in plan.segment.values() if _allowed(limits, "clusters", s.cluster)
    ],
    "services": lambda plan, limits: _services(plan, limits, "service"),
    "embedded-services": lambda plan, limits: _services(plan, limits, "embedded-service"),
    "indicators": lambda plan, limits: [
        s.name for s in plan.indicators if _allowed(limits, "classes", s.group)
    ],
    "classes": lambda plan, limits: [t.name for t in plan.edition.classes],
    "provisions": lambda plan, limits: [
        p.name for g in plan.provisions if _allowed(limits, "provision_groups", g.id) for p in g.provisions
    ],
}
