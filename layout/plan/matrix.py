"""Which site carries which industry, and what the plan leaves open between the two."""

from __future__ import annotations

from dataclasses import dataclass

from layout.plan.model import CarriedIndustry, Cluster, ClusterLink, Plan, Segment, Site, Text


@dataclass(frozen=True, slots=True)
class Carrier:
    """A site with its industries by cluster id, stated before inferred, and those outside all clusters."""

    site: Site
    by_cluster: tuple[tuple[str, tuple[CarriedIndustry, ...]], ...]
    outside: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class UntiedIndustry:
    """An industry that roles name and no cluster, segment or service covers: why, and for which sites."""

    industry: CarriedIndustry
    sites: tuple[Site, ...]


def carriers(plan: Plan) -> tuple[Carrier, ...]:
    """Return every site that carries an industry, each once, however many roles it has."""
    site_carriers = (_carrier(site, plan) for site in plan.sites)
    return tuple(c for c in site_carriers if any(industries for _, industries in c.by_cluster) or c.outside)


def _carrier(site: Site, plan: Plan) -> Carrier:
    by_cluster = []
    for cluster in plan.clusters:
        by_segment: dict[str, CarriedIndustry] = {}
        # The first entry of a segment stays: the site's own before that of a whole, stated before inferred.
        for carry in sorted((c for c in site.carries if c.cluster == cluster.id), key=_weakness):
            by_segment.setdefault(carry.segment, carry)
        by_cluster.append((cluster.id, tuple(by_segment.values())))
    outside = dict.fromkeys(c.industry for c in site.carries if not c.cluster)
    return Carrier(site, tuple(by_cluster), tuple(outside))


def _weakness(carry: CarriedIndustry) -> tuple[bool, bool]:
    return bool(carry.via), carry.basis != "stated"


def targets_without_site(plan: Plan) -> tuple[Cluster | Segment, ...]:
    """Return the clusters and segments that have a target and that no site is tied to.

    A tie counts that the plan states, that its layout makes, or that the name of a park makes.
    """
    # Both ids of a link count: who carries a segment carries its cluster too.
    carried_ids = {i for s in plan.sites for c in s.carries if _places(c, s) for i in (c.cluster, c.segment)}
    items: list[Cluster | Segment] = []
    for cluster in plan.clusters:
        items += [cluster, *cluster.segments]
    return tuple(i for i in items if i.target is not None and i.id not in carried_ids)


def _places(carry: CarriedIndustry, site: Site) -> bool:
    # Only parks are named after industries. A project that an inferred tie has beside them is one that the
    # plan names with the industry, without a word that it carries it.
    return bool(carry.industry) or carry.basis == "stated" or site.is_park


def near_ties(industry: str, plan: Plan) -> tuple[ClusterLink, ...]:
    """Return the ties of sites that are named with an industry and do not say where it has its place."""
    ties = (k for s in plan.sites if not s.is_park for k in s.links if k.basis != "stated")
    return tuple(k for k in ties if industry in (k.cluster, k.segment))


def untied_industries(plan: Plan) -> tuple[UntiedIndustry, ...]:
    """Return the industries of roles that no cluster covers, in the order of the sites."""
    first: dict[Text, CarriedIndustry] = {}
    for carry in (c for s in plan.sites for c in s.carries if not c.cluster):
        first.setdefault(carry.industry, carry)
    return tuple(
        UntiedIndustry(
            carry,
            tuple(s for s in plan.sites if any(c.industry == name and not c.cluster for c in s.carries)),
        )
        for name, carry in first.items()
    )


def parks_without_cluster(plan: Plan) -> tuple[Site, ...]:
    """Return the parks that carry no industry of any cluster."""
    # By all that the park carries: an industry of its role counts like a link of its own.
    return tuple(p for p in plan.parks if not any(c.cluster for c in p.carries))
