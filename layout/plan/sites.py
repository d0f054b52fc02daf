"""Towns, places and parks with what the plan says of each, as frozen records.

Coordinates are WGS-84 degrees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geodata.dates import holds_on, spans_overlap
from geodata.references import Ref
from layout.plan.elements import LOCATED, Membership, Role
from layout.plan.figures import CarriedIndustry
from layout.plan.hubs import HubDistance
from layout.plan.site_types import PARK, TOWN
from layout.plan.terms import Alias, Text


@dataclass(frozen=True, slots=True)
class ClusterLink:
    """A link of a site to a cluster, and to a segment where one is known; `basis` stated or inferred."""

    site: str
    cluster: str
    segment: str
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A level beside the main one of a site, with the name of the title, if any; dates as of an alias."""

    level: str
    name: Text
    since: str
    until: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """How the outline of a site is known, an OutlineKind, and the area in km² as it is drawn.

    It is `schematic` where some of its edge is no published border. `difference` is by how many per cent it
    is larger than the published area, None where none is published.
    """

    kind: str
    schematic: bool
    area_km2: float
    difference: float | None


@dataclass(frozen=True, slots=True)
class Site:
    """A town, zone, enterprise, landmark or park.

    `lon`/`lat` are WGS-84 degrees, None where not located, of a town those of its label. `position` is what
    the point stands for (see geodata/schema.toml), `position_note` what else to know. `precision_m` is the
    radius in metres within which the true position or border lies. `area_km2` is the published area,
    `area_year` its year or span of years. `towns` are the ids of those that it lies in, that of its point
    first; `lies_in` are the same, or where it has none the one town that all of its nearest parent lies in.
    `parent` is the id of the site that it is a part of, or empty. `outline` is None of a town, and of
    a site without one. `in_scope` tells whether the plan covers the site. `valid_from` is a date included,
    `valid_to` one not included; empty for no limit. `distances` are those in a straight line, the nearest
    of a kind first.
    """

    id: str
    type: str
    kind: str
    name: Text
    aliases: tuple[Alias, ...]
    level: str
    titles: tuple[Title, ...]
    outline: DrawnOutline | None
    towns: tuple[str, ...]
    parent: str
    lon: float | None
    lat: float | None
    position: str
    position_note: Text
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
    carries: tuple[CarriedIndustry, ...]
    lies_in: tuple[str, ...] = ()
    distances: tuple[HubDistance, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the ids of its levels, the main one first, each once."""
        levels = (self.level, *(title.level for title in self.titles))
        return tuple(dict.fromkeys(level for level in levels if level))

    def levels_on(self, day: str) -> tuple[str, ...]:
        """Return the ids of its levels on a day, or when it began, the main one first, each once."""
        at = day if self.exists_on(day) else self.valid_from
        further = (t.level for t in self.titles if not at or holds_on(at, t.since, t.until))
        return tuple(dict.fromkeys(level for level in (self.level, *further) if level))

    @property
    def town(self) -> str:
        """Return the id of the town of its point; empty where none is known."""
        return self.towns[0] if self.towns else ""

    @property
    def is_town(self) -> bool:
        """Tell whether the site is a town."""
        return self.type == TOWN

    @property
    def is_cut_out(self) -> bool:
        """Tell whether it is a zone cut out of its town, and so administered apart from it."""
        return self.outline is not None and self.outline.kind == "cut"

    @property
    def is_park(self) -> bool:
        """Tell whether the site is a featured park."""
        return self.type == PARK

    def exists_on(self, day: str) -> bool:
        """Tell whether the site exists on a day; on no day in particular it does."""
        return not day or holds_on(day, self.valid_from, self.valid_to)

    def exists_in(self, year: int) -> bool:
        """Tell whether the site exists on any day of a year."""
        return spans_overlap((self.valid_from, self.valid_to), (str(year), str(year + 1)))

    @property
    def located(self) -> bool:
        """Tell whether a position is known."""
        return self.lon is not None

    @property
    def elements(self) -> tuple[str, ...]:
        """Return the ids of the elements the site belongs to, is linked to or lies in, each once."""
        return tuple(dict.fromkeys(m.element for m in self.memberships))

    @property
    def named_in(self) -> tuple[str, ...]:
        """Return the ids of the elements in which the site has a role, without those it only lies in."""
        return tuple(dict.fromkeys(m.element for m in self.memberships if m.basis != LOCATED))

    @property
    def member_of(self) -> tuple[str, ...]:
        """Return the ids of the elements that it is a part of, not those it is only linked to or lies in."""
        return tuple(m.element for m in self.memberships if not m.rank and m.basis != LOCATED)


def inherit_towns(sites: Iterable[Site]) -> tuple[Site, ...]:
    """Return sites with the towns that they lie in: their own, else that of the nearest parent with any.

    Of a parent in several towns it is not known in which of them its part lies.
    """
    by_id = {site.id: site for site in sites}

    def lies_in(site: Site | None) -> tuple[str, ...]:
        if site is None or site.towns:
            return site.towns if site else ()
        around = lies_in(by_id.get(site.parent))
        return around if len(around) == 1 else ()

    return tuple(replace(site, lies_in=lies_in(site)) for site in by_id.values())
