"""Frozen records of a district's plan, free of frames and of geometry.

Geometry stands apart in :class:`layout.plan.shapes.Shapes`, so that serving a page needs neither
numpy nor shapely in memory. Coordinates here are WGS-84 degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from geodata.references import Ref
from layout.plan.chains import Chain, ChainLink, ChainTie, Provision, ProvisionGroup
from layout.plan.clusters import Cluster, ClusterGroup, Segment, Service
from layout.plan.elements import Element, Membership, Role
from layout.plan.figures import CarriedIndustry, Cause, Claim, Figure, Statement
from layout.plan.hubs import Hub, HubDistance
from layout.plan.revisions import repeated_targets
from layout.plan.site_types import PARK, PLACE, TOWN
from layout.plan.sites import ClusterLink, DrawnOutline, Site, Title
from layout.plan.terms import (
    Alias,
    Note,
    Noun,
    PlannedEvaluation,
    Section,
    Source,
    Term,
    Text,
    TextList,
)

__all__ = [
    "Alias", "CarriedIndustry", "Cause", "Chain", "ChainLink", "ChainTie", "Claim", "Cluster",
    "ClusterGroup", "ClusterLink", "District", "DrawnOutline", "Edition", "Element", "Figure", "Hub",
    "HubDistance", "Membership", "Note", "Noun", "Plan", "PlannedEvaluation", "Provision", "ProvisionGroup",
    "Ref", "Role", "Section", "Segment", "Service", "Site", "Source", "Statement", "Term", "Text", "TextList",
    "Title",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class District:
    """The district and its vocabulary."""

    id: str
    name: Text
    code: str
    review_number: str
    editions: tuple[str, ...]
    notes: tuple[Note, ...]
    levels: tuple[Term, ...]
    kinds: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the plan and its vocabulary.

    Targets start from `base_year` and are set for `target_year`. `layout_refs` cite the place that sets the
    spatial layout. `day` is the one whose towns, parks and names the edition describes, as YYYY-MM-DD.
    `nouns` are what it calls parks, towns and the like, `evaluations` those that it asks for.
    """

    id: str
    name: Text
    short: Text
    title: Text
    phrase: Text
    from_year: int
    to_year: int
    base_year: int
    target_year: int
    refs: tuple[Ref, ...]
    layout_refs: tuple[Ref, ...]
    ranks: tuple[Term, ...]
    themes: tuple[Term, ...]
    topics: tuple[Term, ...]
    classes: tuple[Term, ...]
    measures: tuple[Term, ...]
    nouns: tuple[Noun, ...] = ()
    evaluations: tuple[PlannedEvaluation, ...] = ()
    day: str = ""

    @property
    def order_key(self) -> tuple[int, int, str, str]:
        """Return what editions are ordered by, the older first: their years, then their day."""
        return self.from_year, self.to_year, self.day, self.id


# Without slots: cached_property keeps its results in the dictionary of the instance.
@dataclass(frozen=True)
class Plan:
    """A district's plan, joined: every site with its roles, clusters and sources."""

    district: District
    edition: Edition
    sources: tuple[Source, ...]
    elements: tuple[Element, ...]
    clusters: tuple[Cluster, ...]
    sites: tuple[Site, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    chains: tuple[Chain, ...]
    provisions: tuple[ProvisionGroup, ...]
    sections: tuple[Section, ...] = ()
    causes: tuple[Cause, ...] = ()
    cluster_groups: tuple[ClusterGroup, ...] = ()
    other_sections: tuple[Section, ...] = ()
    hubs: tuple[Hub, ...] = ()

    @cached_property
    def site(self) -> Mapping[str, Site]:
        """Return the sites by id."""
        return {s.id: s for s in self.sites}

    @cached_property
    def hub(self) -> Mapping[str, Hub]:
        """Return the expressways and hubs by id."""
        return {h.id: h for h in self.hubs}

    @cached_property
    def section(self) -> Mapping[tuple[str, str], Section]:
        """Return the headings of the documents of all editions, by document and place without blanks."""
        here = [(ref.source, section) for ref in self.edition.refs for section in self.sections]
        every = (*((section.source, section) for section in self.other_sections), *here)
        return {(source, "".join(s.locator.split())): s for source, s in every}

    def heading(self, place: str, source: str = "") -> Section | None:
        """Return the heading at a place of a document; without a document, of the edition's own."""
        return self.section.get((source or self.edition.refs[0].source, "".join(place.split())))

    @cached_property
    def element(self) -> Mapping[str, Element]:
        """Return the elements by id."""
        return {e.id: e for e in self.elements}

    @cached_property
    def cluster(self) -> Mapping[str, Cluster]:
        """Return the clusters by id."""
        return {c.id: c for c in self.clusters}

    @cached_property
    def industrial_clusters(self) -> tuple[Cluster, ...]:
        """Return the clusters and base industries: the target of services measures something else."""
        return tuple(c for c in self.clusters if c.kind != "services")

    @cached_property
    def segment(self) -> Mapping[str, Segment]:
        """Return the segments by id."""
        return {s.id: s for c in self.clusters for s in c.segments}

    @cached_property
    def part(self) -> Mapping[str, Segment | Service]:
        """Return the segments and fields of services by id: what the filter by segment chooses among."""
        return {p.id: p for c in self.clusters for p in c.parts}

    @cached_property
    def industry(self) -> Mapping[str, Cluster | Segment | Service]:
        """Return the clusters, segments and fields of services by id, of which none share one."""
        return {i.id: i for c in self.clusters for i in (c, *c.parts)}

    @cached_property
    def statement(self) -> Mapping[str, Statement]:
        """Return the statements by id."""
        return {s.id: s for s in self.statements}

    @cached_property
    def successor(self) -> Mapping[str, Statement]:
        """Return which statement has replaced another, by the id of the replaced one."""
        named = {s.replaces: s for s in self.statements if s.replaces}
        return named | {key: named[former] for key, former in self._repeated.items()}

    @cached_property
    def _repeated(self) -> Mapping[str, str]:
        return repeated_targets(self.statements)

    def is_current(self, statement: Statement) -> bool:
        """Tell whether no later statement has replaced it."""
        return statement.id not in self.successor

    def revisions(self, statement: Statement) -> tuple[Statement, ...]:
        """Return all that a target has been set to, the latest first; of one never revised itself alone."""
        latest = statement
        while latest.id in self.successor:
            latest = self.successor[latest.id]
        chain = [latest]
        while chain[-1].replaces:
            chain.append(self.statement[chain[-1].replaces])
        former = self._repeated.get(statement.id)
        return tuple(statement if s.id == former else s for s in chain)

    @cached_property
    def indicators(self) -> tuple[Statement, ...]:
        """Return the indicators, each with its revisions once: without those that another has replaced."""
        rows = [s for s in self.statements if s.kind == "indicator"]
        older = {name for s in rows for name in self._replaced(s)}
        return tuple(s for s in rows if s.id not in older)

    def _replaced(self, statement: Statement) -> tuple[str, ...]:
        """Return the ids of what a statement has replaced, the latest first."""
        chain = self.revisions(statement)
        return tuple(s.id for s in chain[chain.index(statement) + 1 :])

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Return the sources by id."""
        return {s.id: s for s in self.sources}

    @cached_property
    def term(self) -> Mapping[str, Term]:
        """Return the terms of every vocabulary by `family:id`, such as `level:` or `measure:`."""
        families = {
            "level": self.district.levels,
            "kind": self.district.kinds,
            "rank": self.edition.ranks,
            "theme": self.edition.themes,
            "topic": self.edition.topics,
            "class": self.edition.classes,
            "measure": self.edition.measures,
        }
        return {f"{name}:{t.id}": t for name, terms in families.items() for t in terms}

    def of_type(self, kind: str) -> tuple[Site, ...]:
        """Return the sites of one type of SITE_TYPES."""
        return tuple(s for s in self.sites if s.type == kind)

    @cached_property
    def towns(self) -> tuple[Site, ...]:
        """Return the towns of the edition's day, which together are the district."""
        return tuple(t for t in self.of_type(TOWN) if t.exists_on(self.edition.day))

    @cached_property
    def places(self) -> tuple[Site, ...]:
        """Return the zones, enterprises and landmarks."""
        return self.of_type(PLACE)

    @cached_property
    def parks(self) -> tuple[Site, ...]:
        """Return the featured parks, those that begin or end within the edition's years too."""
        return self.of_type(PARK)

    @cached_property
    def parks_on_day(self) -> tuple[Site, ...]:
        """Return the featured parks that there are on the edition's day."""
        return tuple(p for p in self.parks if p.exists_on(self.edition.day))

    def parents_of(self, site: Site) -> tuple[Site, ...]:
        """Return the sites that a site is a part of, the innermost first."""
        parents: list[Site] = []
        parent = self.site.get(site.parent)
        while parent is not None:
            parents.append(parent)
            parent = self.site.get(parent.parent)
        return tuple(parents)

    def sites_within(self, site: Site) -> tuple[Site, ...]:
        """Return the parks and places that lie in a site: its parts, and of a town all that does."""
        others = (s for s in self.sites if s.type != TOWN and s.id != site.id)
        if site.is_town:
            return tuple(s for s in others if site.id in s.lies_in)
        return tuple(s for s in others if site in self.parents_of(s))

    def roles(self, element: str) -> tuple[Role, ...]:
        """Return the roles of one element in the order of the plan's own list."""
        unordered = (r for s in self.sites for r in s.roles if r.element == element)
        return tuple(sorted(unordered, key=lambda r: r.order))
