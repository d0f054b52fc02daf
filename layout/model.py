"""Frozen records of a district's plan, free of frames and of geometry.

Geometry lives beside the facts in :class:`layout.join.Shapes`, so that serving a page
needs neither numpy nor shapely in memory. Coordinates here are WGS-84 degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Text:
    """A name or note in Chinese and English."""

    zh: str
    en: str

    def __call__(self, lang: str) -> str:
        """Return the text in `lang`, or in the other language where that one is empty."""
        return (self.en or self.zh) if lang == "en" else (self.zh or self.en)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer into a source: its id and the place in it (section, sentence, row)."""

    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that facts were taken from."""

    id: str
    title: Text
    publisher: str
    url: str
    date: str
    licence: str
    held: str
    note: Text


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of the same thing, with the dates between which it held."""

    name: str
    kind: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the district's or the edition's vocabulary (level, kind, rank, theme)."""

    id: str
    name: Text
    order: int
    weight: float = 1.0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the map must not hide."""

    id: str
    text: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A planned or published number with all that makes it comparable, or words instead."""

    value: float | None
    bound: str
    unit: str
    year: int | None
    measure: str
    scope: str
    words: Text


@dataclass(frozen=True, slots=True)
class Role:
    """What the plan makes of a site within one element of the layout."""

    order: int
    element: str
    theme: str
    member: str
    rank: str
    name: Text
    industries: tuple[Text, ...]
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """An element that a site belongs to, by a role of its own or by where it lies."""

    element: str
    basis: str
    via: str


@dataclass(frozen=True, slots=True)
class ClusterLink:
    """A park's tie to a cluster, and to a segment where one is known."""

    park: str
    cluster: str
    segment: str
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A town, zone, enterprise, landmark or park. `lon`/`lat` are None where not located."""

    id: str
    type: str
    kind: str
    name: Text
    aliases: tuple[Alias, ...]
    level: str
    town: str
    zone: str
    lon: float | None
    lat: float | None
    precision_m: float | None
    area_km2: float | None
    area_year: str
    area_note: Text
    note: Text
    unlocated: Text
    in_scope: bool
    valid_from: str
    valid_to: str
    refs: tuple[Ref, ...]
    roles: tuple[Role, ...]
    memberships: tuple[Membership, ...]
    links: tuple[ClusterLink, ...]

    @property
    def located(self) -> bool:
        """Tell whether a position is known."""
        return self.lon is not None

    @property
    def elements(self) -> tuple[str, ...]:
        """Return the ids of the elements the site belongs to, each once."""
        return tuple(dict.fromkeys(m.element for m in self.memberships))


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the layout: an area made of its members, or a network of themes."""

    id: str
    kind: str
    name: Text
    short: Text
    phrase: Text
    motto: Text
    colour: str
    order: int
    radiates: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a cluster with its target."""

    id: str
    cluster: str
    name: Text
    target: Figure
    makes: tuple[Text, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """An industrial cluster (or the base industry) with its target and segments."""

    id: str
    kind: str
    name: Text
    colour: str
    target: Figure
    makes: tuple[Text, ...]
    refs: tuple[Ref, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class District:
    """The district and its vocabulary."""

    id: str
    name: Text
    code: str
    review_number: str
    notes: tuple[Note, ...]
    levels: tuple[Term, ...]
    kinds: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the plan and its vocabulary."""

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


@dataclass(frozen=True)
class Layout:
    """A district's plan, joined: every site with its roles, clusters and sources."""

    district: District
    edition: Edition
    sources: tuple[Source, ...]
    elements: tuple[Element, ...]
    clusters: tuple[Cluster, ...]
    sites: tuple[Site, ...]

    @cached_property
    def site(self) -> Mapping[str, Site]:
        """Return the sites by id."""
        return {s.id: s for s in self.sites}

    @cached_property
    def element(self) -> Mapping[str, Element]:
        """Return the elements by id."""
        return {e.id: e for e in self.elements}

    @cached_property
    def cluster(self) -> Mapping[str, Cluster]:
        """Return the clusters by id."""
        return {c.id: c for c in self.clusters}

    @cached_property
    def segment(self) -> Mapping[str, Segment]:
        """Return the segments by id."""
        return {s.id: s for c in self.clusters for s in c.segments}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        """Return the sources by id."""
        return {s.id: s for s in self.sources}

    @cached_property
    def term(self) -> Mapping[str, Term]:
        """Return levels, kinds, ranks and themes by `family:id`."""
        families = {
            "level": self.district.levels,
            "kind": self.district.kinds,
            "rank": self.edition.ranks,
            "theme": self.edition.themes,
        }
        return {f"{name}:{t.id}": t for name, terms in families.items() for t in terms}

    def of_type(self, kind: str) -> tuple[Site, ...]:
        """Return the sites of one type: `town`, `place` or `park`."""
        return tuple(s for s in self.sites if s.type == kind)

    def roles(self, element: str) -> tuple[Role, ...]:
        """Return the roles of one element in the order of the plan's own list."""
        held = (r for s in self.sites for r in s.roles if r.element == element)
        return tuple(sorted(held, key=lambda r: r.order))
