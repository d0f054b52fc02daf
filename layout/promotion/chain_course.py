"""The chains that a site has a part in: their links in order, each with what the site is to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.model import Chain, Plan, Site
from layout.plan.served_links import served_links


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
    courses = (chain_course(chain, (site,), plan, lang) for chain in plan.chains if not chain.is_list)
    return tuple(sorted((c for c in courses if c.whole or c.parts), key=lambda c: (not c.whole, -c.parts)))


def chain_course(chain: Chain, sites: Iterable[Site], plan: Plan, lang: str) -> ChainCourse:
    """Return a chain with what sites are to it, the strongest of what any of them is."""
    served = [k for s in sites for k in served_links(plan, s.id) if k.chain == chain.id]
    fields = {k.link for k in served if k.link and k.via}
    places = {k.link for k in served if k.link and not k.via}
    parts = dict.fromkeys(fields, "field") | dict.fromkeys(places, "place")
    stages = tuple(
        tuple(ChainStep(k.id, k.name(lang), parts.get(k.id, "")) for k in stage) for stage in chain.stages
    )
    whole = any(not k.link for k in served)
    return ChainCourse(chain.id, chain.name(lang), whole, stages, chain.refs)
