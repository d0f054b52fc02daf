"""Which links of the plan's chains a site stands for, and who stands before and behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.derivation import once_per_plan
from layout.plan.model import Chain, ChainLink, ChainTie, Plan, Service, Site
from layout.plan.terms import Text


@dataclass(frozen=True, slots=True)
class ServedLink:
    """A link of a chain that a site stands for; `link` is empty where it fits the chain as a whole.

    `via` is the id of the industry that the site carries and that names the link, empty where the site itself
    is tied to it; by an industry it is always inferred, for the plan names the link for all of the industry.
    `ground` says on what ground the link is named.
    """

    chain: str
    link: str
    via: str
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@once_per_plan
def served_links(plan: Plan, site: str) -> tuple[ServedLink, ...]:
    """Return the links that a site stands for, chain by chain; each link once, and whole chains first."""
    # What is given to an element as a whole says too little of any member.
    carried = {c.segment or c.cluster for c in plan.site[site].carries if not c.via} - {""}
    links: list[ServedLink] = []
    for chain in plan.chains:
        links += [_served(chain, None, t, t.basis) for t in chain.ties if t.site == site]
        for link in chain.links:
            links += list(_of_link(chain, link, site, carried))[:1]
    return tuple(links)


def _of_link(chain: Chain, link: ChainLink, site: str, carried: Collection[str]) -> Iterator[ServedLink]:
    """Yield how a site stands for a link: by itself, then by the industries that it carries."""
    for tie in (t for t in link.ties if t.site == site):
        yield _served(chain, link, tie, tie.basis)
    for tie in sorted((t for t in link.ties if t.industry in carried), key=lambda t: t.basis != "stated"):
        yield _served(chain, link, tie, "inferred")


def _served(chain: Chain, link: ChainLink | None, tie: ChainTie, basis: str) -> ServedLink:
    refs = tie.refs or chain.refs
    return ServedLink(chain.id, link.id if link else "", tie.industry, basis, tie.ground, refs)


@once_per_plan
def link_carriers(plan: Plan, link: str) -> tuple[str, ...]:
    """Return the ids of the sites that stand for a link, in the order of the plan's sites."""
    return tuple(s.id for s in plan.sites if any(k.link == link for k in served_links(plan, s.id)))


def adjacent_links(chain: Chain, links: Iterable[str]) -> tuple[tuple[ChainLink, ...], tuple[ChainLink, ...]]:
    """Return the links just before and just behind some of a chain; nothing of a list, which has no order."""
    stages = [k.stage for k in chain.links if k.id in set(links)]
    if chain.is_list or not stages:
        return (), ()
    before = tuple(k for k in chain.links if k.stage == min(stages) - 1)
    behind = tuple(k for k in chain.links if k.stage == max(stages) + 1)
    return before, behind


def tied_services(site: Site, plan: Plan) -> tuple[Service, ...]:
    """Return the fields of services that are tied to the clusters of a site, in the order of the plan."""
    clusters = {k.cluster for k in site.links}
    return tuple(s for c in plan.clusters for s in c.services if s.serves in clusters)
