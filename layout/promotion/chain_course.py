"""The chains that a site has a part in: their links in order, each with what the site is to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.model import Chain, ChainLink, Plan, Site


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One link. `part` is `place` where the site fits this very link, `field` where an industry that the site
    carries names it, else empty.
    """

    id: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class ChainCourse:
    """A chain in stages. `whole` tells whether the site fits the chain as a whole."""

    id: str
    name: str
    whole: bool
    stages: tuple[tuple[ChainStep, ...], ...]
    refs: tuple[Ref, ...]

    @property
    def parts(self) -> int:
        """Return how many links the site has a part in."""
        return sum(bool(step.part) for stage in self.stages for step in stage)


def chain_courses(site: Site, plan: Plan, lang: str) -> tuple[ChainCourse, ...]:
    """Return the chains that a site has a part in, those that it fits as a whole first; no lists."""
    courses = (chain_course(chain, (site,), lang) for chain in plan.chains if not chain.is_list)
    return tuple(sorted((c for c in courses if c.whole or c.parts), key=lambda c: (not c.whole, -c.parts)))


def chain_course(chain: Chain, sites: Iterable[Site], lang: str) -> ChainCourse:
    """Return a chain with what sites are to it."""
    chosen = tuple(sites)
    ids = {s.id for s in chosen}
    # A site that carries a cluster alone is of no segment of it.
    fields = {k.segment or k.cluster for s in chosen for k in s.carries}
    stages = tuple(
        tuple(ChainStep(k.id, k.name(lang), _part(k, ids, fields)) for k in stage) for stage in chain.stages
    )
    return ChainCourse(chain.id, chain.name(lang), not ids.isdisjoint(chain.sites), stages, chain.refs)


def _part(link: ChainLink, ids: set[str], fields: set[str]) -> str:
    if not ids.isdisjoint(link.sites):
        return "place"
    return "" if fields.isdisjoint(link.industries) else "field"
