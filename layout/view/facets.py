"""The facets that filter sites: their query keys, their values, and the values of each site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from layout.audit.findings import FINDING_STATES
from layout.plan.model import Plan, Site, Text
from layout.plan.site_types import SITE_TYPES
from layout.words.glossary import glossary


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter: its query key, what values exist, and which site types it applies to.

    `values` returns (id, name) of all values of a plan, `values_of` the ids that a site has.
    """

    key: str
    values: Callable[[Plan], tuple[tuple[str, Text], ...]]
    values_of: Callable[[Site], tuple[str, ...]]
    site_types: frozenset[str]


def _types_with(facet: str) -> frozenset[str]:
    return frozenset(name for name, kind in SITE_TYPES.items() if facet in kind.facets)


FACETS: tuple[Facet, ...] = (
    Facet(
        "element",
        lambda x: tuple((e.id, e.name) for e in x.elements),
        lambda s: s.elements,
        _types_with("element"),
    ),
    Facet(
        "cluster",
        lambda x: tuple((c.id, c.name) for c in x.clusters),
        lambda s: tuple(dict.fromkeys(k.cluster for k in s.carries if k.cluster)),
        _types_with("cluster"),
    ),
    Facet(
        "segment",
        lambda x: tuple((g.id, g.name) for c in x.clusters for g in c.parts),
        lambda s: tuple(dict.fromkeys(k.segment for k in s.carries if k.segment)),
        _types_with("segment"),
    ),
    Facet(
        "level",
        lambda x: tuple((t.id, t.name) for t in x.district.levels),
        lambda s: s.levels,
        _types_with("level"),
    ),
    Facet(
        "town",
        lambda x: tuple((t.id, t.name) for t in x.towns),
        lambda s: (s.id,) if s.is_town else s.lies_in,
        _types_with("town"),
    ),
    # What filters findings of the audit, not sites.
    Facet(
        "state",
        lambda _: tuple((s, glossary()[f"state.{s}"]) for s in FINDING_STATES),
        lambda _: (),
        frozenset(),
    ),
)


def facets_of(site: Site) -> dict[str, list[str]]:
    """Return, for each facet that applies to the site's type, the site's values."""
    return {f.key: list(f.values_of(site)) for f in FACETS if site.type in f.site_types}
