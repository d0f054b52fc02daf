"""What the placeholders of a story refer to: sets to count and list, names, and what the audit computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from layout.audit.findings import Finding, audit_claims
from layout.audit.formulas import Quantity
from layout.audit.report import audit_report
from layout.plan.belonging import split_roles
from layout.plan.model import Chain, Cluster, Element, Plan, Ref, Role, Site, Text
from layout.words.roles import mark_text


@dataclass(frozen=True, slots=True)
class SetMember:
    """A member of a set that can be counted and listed, with the places in the sources that say so.

    It is of an `unfinished` list where the plan's list in which it stands goes on.
    """

    name: Text
    refs: tuple[Ref, ...] = ()
    unfinished: bool = False


class PlanFacts:
    """The facts of a plan by the ids that placeholders use, each computed when first used."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.plan_sources = frozenset(r.source for r in plan.edition.refs)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Return the findings of the audit by the id of their claim."""
        return {f.claim.id: f for f in audit_claims(self.plan)}

    @cached_property
    def computed(self) -> Mapping[str, Quantity]:
        """Return what the audit computes, workings included, by the id of the claim."""
        quantities: dict[str, Quantity] = {}
        for finding in self.findings.values():
            quantities |= {q.id: q for q in finding.computed_quantities}
        return quantities

    @cached_property
    def name_of(self) -> Mapping[str, Text]:
        """Return all names by id; where two records share an id, the first of this list."""
        plan = self.plan
        names: dict[str, Text] = {"district": plan.district.name, "edition": plan.edition.name}
        names["edition-short"] = plan.edition.short
        families = (plan.sites, plan.elements, plan.clusters, plan.part.values(), plan.chains)
        terms = (plan.edition.themes, plan.district.levels, plan.edition.classes)
        for family in (*families, plan.cluster_groups, *terms):
            for record in family:
                names.setdefault(record.id, record.name)
        return names

    @cached_property
    def sets(self) -> Mapping[str, tuple[SetMember, ...]]:
        """Return what can be counted and named; a part of a set has its name after a dot."""
        members: dict[str, list[SetMember]] = {}
        for name, member in self._members():
            members.setdefault(name, []).append(member)
        return {name: tuple(set_members) for name, set_members in members.items()}

    def plan_refs(self, members: Iterable[SetMember]) -> tuple[Ref, ...]:
        """Return the places in the plan that members cite, each once; other documents are left out."""
        return tuple(dict.fromkeys(r for i in members for r in i.refs if r.source in self.plan_sources))

    def _members(self) -> Iterator[tuple[str, SetMember]]:
        plan = self.plan
        for site in plan.sites:
            yield from _of_site(site, self.plan)
        for cluster in plan.clusters:
            yield from _of_cluster(cluster)
        for element in plan.elements:
            yield from _in_set_and_parts(
                "elements", (element.kind,), SetMember(element.name, plan.edition.layout_refs)
            )
            for industry in element.industries:
                name = mark_text(industry, element.basis)
                yield f"industries.{element.id}", SetMember(name, element.refs, element.industries.unfinished)
            yield from _of_roles(element, plan)
        for theme in plan.edition.themes:
            goes_on = any(e.themes_unfinished for e in plan.elements)
            yield "themes", SetMember(theme.name, plan.edition.layout_refs, goes_on)
        for chain in plan.chains:
            yield from _of_chain(chain, plan)
        yield from self._countable_records()

    def _countable_records(self) -> Iterator[tuple[str, SetMember]]:
        for term in self.plan.edition.classes:
            yield "classes", SetMember(term.name)
        indicators = {s.id for s in self.plan.indicators}
        for statement in self.plan.statements:
            member = SetMember(statement.name, statement.refs)
            if statement.id in indicators:
                yield from _in_set_and_parts(
                    "indicators", (statement.group, statement.figure.attribute), member
                )
            # What others published is no figure of the plan.
            if statement.published_elsewhere:
                yield "figures-elsewhere", member
                continue
            # A target is one with its revisions, each of which is a figure of the plan.
            roles = (statement.figure.role,) if self.plan.is_current(statement) else ()
            yield from _in_set_and_parts("figures", roles, member)
        for group in audit_report(self.plan):
            yield from _in_set_and_parts("findings", (group.state,), SetMember(group.title))
        for source in self.plan.sources:
            yield "sources", SetMember(source.title)


def _in_set_and_parts(name: str, parts: Iterable[str], member: SetMember) -> Iterator[tuple[str, SetMember]]:
    yield name, member
    # A member that has a part twice, say two links to one cluster, counts once.
    for part in dict.fromkeys(p for p in parts if p):
        yield f"{name}.{part}", member


def _of_site(site: Site, plan: Plan) -> Iterator[tuple[str, SetMember]]:
    member = SetMember(site.name, site.refs)
    traits = [
        site.kind,
        *site.levels,
        *(p.id for p in plan.parents_of(site)),
        *site.lies_in,
        "located" if site.located else "unlocated",
    ]
    traits += [part for k in site.links for part in (k.cluster, k.segment, k.basis)]
    # Where in another a site stands is known by kinds: a former site is none of the places of today.
    traits += [f"{site.parent}.{site.position}"] if site.parent and site.position else []
    if site.is_park:
        traits += [*site.member_of, "tied" if site.links else "untied"]
    # One that begins only later, or is gone, is none of those that there are.
    there = site.exists_on(plan.edition.day)
    yield from _in_set_and_parts(f"{site.type}s" if there else f"{site.type}s-besides", traits, member)


def _of_roles(element: Element, plan: Plan) -> Iterator[tuple[str, SetMember]]:
    members: dict[str, list[Role]] = {}
    leading, _ = split_roles(element, plan)
    for role in plan.roles(element.id):
        members.setdefault(role.member, []).append(role)
        for name in role.industries:
            industry = SetMember(name, role.refs, role.industries.unfinished)
            yield from _in_set_and_parts(f"industries.{role.element}", (role.member,), industry)
    for member, site_roles in members.items():
        # With several roles in one element a site counts once, and is inferred only where all of them are.
        certain = min(site_roles, key=lambda r: r.basis != "stated")
        name = mark_text(plan.site[member].name, certain.basis)
        refs = tuple(dict.fromkeys(ref for role in site_roles for ref in role.refs))
        set_name, site = f"members.{element.id}", SetMember(name, refs)
        going_on = {r.rank for r in site_roles} & {*element.unfinished_ranks}
        # Who is only linked to an element stands under its rank, and is no member.
        ranks = {r.rank for r in site_roles if r in leading}
        if ranks:
            yield set_name, replace(site, unfinished=bool(ranks & going_on))
        for part in dict.fromkeys(p for r in site_roles for p in (r.rank, r.theme) if p):
            yield f"{set_name}.{part}", replace(site, unfinished=part in going_on)


def _of_cluster(cluster: Cluster) -> Iterator[tuple[str, SetMember]]:
    family = {"cluster": "clusters", "base": "bases"}.get(cluster.kind)
    if family:
        yield from _in_set_and_parts(family, cluster.groups, SetMember(cluster.name, cluster.refs))
    for segment in cluster.segments:
        yield from _in_set_and_parts("segments", (cluster.id,), SetMember(segment.name, segment.refs))
    for service in cluster.services:
        name = "services" if service.kind == "service" else "embedded-services"
        yield from _in_set_and_parts(name, (cluster.id,), SetMember(service.name, service.refs))


def _of_chain(chain: Chain, plan: Plan) -> Iterator[tuple[str, SetMember]]:
    """Yield a chain with its links, or a list with its items, which are no links."""
    family, parts = ("lists", "items") if chain.is_list else ("chains", "links")
    yield from _in_set_and_parts(family, (chain.kind,), SetMember(chain.name, chain.refs))
    for tie in chain.ties:
        yield "chain-sites", SetMember(mark_text(plan.site[tie.site].name, tie.basis), tie.refs)
    for link in chain.links:
        member = SetMember(link.name, tuple(dict.fromkeys((*chain.refs, *link.refs))))
        # By what names it: a segment as the plan states, one that we matched, or none.
        named = {"stated": "named", "inferred": "matched"}.get(link.basis, "unnamed")
        yield from _in_set_and_parts(parts, (chain.id, chain.kind, named), member)
