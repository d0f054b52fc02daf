"""The facets that filter sites: their query keys, their values, and the values of each site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from layout.audit.findings import FINDING_STATES
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan, Site, Text
from layout.plan.site_types import SITE_TYPES
from layout.words.glossary import glossary

STATED, INFERRED = "stated", "inferred"
# The values of these are stated or inferred of a site; a filter by basis chooses among them.
GROUNDED = ("cluster", "segment", "link", "theme")
# What ground shows, which fades where it has not what these ask for.
INDUSTRIAL = (*GROUNDED, "basis")


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter: its query key, what values exist, and which site types it applies to.

    `values` returns (id, name) of all values of a plan, `values_of` the ids that a site of it has, each with
    its basis, stated or inferred; empty where the facet knows none.
    """

    key: str
    values: Callable[[Plan], tuple[tuple[str, Text], ...]]
    values_of: Callable[[Site, Plan], Mapping[str, str]]
    site_types: frozenset[str]


def _types_with(facet: str) -> frozenset[str]:
    return frozenset(name for name, kind in SITE_TYPES.items() if facet in kind.facets)


def _strongest(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each id once, with the stated basis where it has any."""
    bases: dict[str, str] = {}
    for name, basis in pairs:
        if name and (name not in bases or basis == STATED):
            bases[name] = basis
    return bases


@once_per_plan
def _links_by_site(plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """Return the links of chains and items of lists that each site stands for, with their basis."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for link in (link for chain in plan.chains for link in chain.links):
        for tie in link.ties:
            for site, basis in _tied_sites(tie.site, tie.industry, plan):
                both = STATED if STATED == tie.basis == basis else INFERRED
                pairs.setdefault(site, []).append((link.id, both))
    return {site: _strongest(values) for site, values in pairs.items()}


def _tied_sites(site: str, industry: str, plan: Plan) -> Iterable[tuple[str, str]]:
    """Return the sites of a tie, each with the basis on which it carries the industry."""
    if site:
        return ((site, STATED),)
    return ((s.id, k.basis) for s in plan.sites for k in s.carries if industry in (k.segment or k.cluster,))


def _bases_of(site: Site, plan: Plan) -> dict[str, str]:
    grounded = [f for f in FACETS if f.key in GROUNDED]
    bases = {basis for f in grounded for basis in f.values_of(site, plan).values()}
    return {basis: basis for basis in (STATED, INFERRED) if basis in bases}


def _unbased(ids: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(ids, "")


FACETS: tuple[Facet, ...] = (
    Facet(
        "element",
        lambda x: tuple((e.id, e.name) for e in x.elements),
        lambda s, _: _unbased(s.elements),
        _types_with("element"),
    ),
    Facet(
        "cluster",
        lambda x: tuple((c.id, c.name) for c in x.clusters),
        lambda s, _: _strongest((k.cluster, k.basis) for k in s.carries),
        _types_with("cluster"),
    ),
    Facet(
        "segment",
        lambda x: tuple((g.id, g.name) for c in x.clusters for g in c.parts),
        lambda s, _: _strongest((k.segment, k.basis) for k in s.carries),
        _types_with("segment"),
    ),
    Facet(
        "link",
        lambda x: tuple((k.id, k.name) for c in x.chains for k in c.links),
        lambda s, x: _links_by_site(x).get(s.id, {}),
        _types_with("link"),
    ),
    Facet(
        "theme",
        lambda x: tuple((t.id, t.name) for t in x.edition.themes),
        lambda s, _: _strongest((r.theme, r.basis) for r in s.roles),
        _types_with("theme"),
    ),
    Facet(
        "level",
        lambda x: tuple((t.id, t.name) for t in x.district.levels),
        lambda s, _: _unbased(s.levels),
        _types_with("level"),
    ),
    Facet(
        "town",
        lambda x: tuple((t.id, t.name) for t in x.towns),
        lambda s, _: _unbased((s.id,) if s.is_town else s.lies_in),
        _types_with("town"),
    ),
    # On what ground a site has its industries, links and themes.
    Facet(
        "basis",
        lambda _: tuple((b, glossary()[f"card.{b}"]) for b in (STATED, INFERRED)),
        _bases_of,
        _types_with("basis"),
    ),
    # What filters findings of the audit, not sites.
    Facet(
        "state",
        lambda _: tuple((s, glossary()[f"state.{s}"]) for s in FINDING_STATES),
        lambda _, __: {},
        frozenset(),
    ),
)


def facets_of(site: Site, plan: Plan) -> dict[str, dict[str, str]]:
    """Return, for each facet that applies to the site's type, the site's values, each with its basis."""
    return {f.key: dict(f.values_of(site, plan)) for f in FACETS if site.type in f.site_types}
