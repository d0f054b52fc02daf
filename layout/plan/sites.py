"""Towns, places and parks with what the plan says of each, as frozen records.

Coordinates are WGS-84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.dates import holds_on, spans_overlap
from geodata.references import Ref
from layout.plan.elements import Membership, Role
from layout.plan.figures import CarriedIndustry
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
class Site:
    """A town, zone, enterprise, landmark or park.

    `lon`/`lat` are WGS-84 degrees, None where not located, of a town those of its label. `position` is what
    the point stands for (see geodata/schema.toml), `position_note` what else to know. `precision_m` is the
    radius in metres within which the true position or border lies. `area_km2` is the published area,
    `area_year` its year or span of years. `towns` are the ids of those that it lies in, that of its point
    first, `parent` is the id of the site that it is a part of, or empty. `in_scope` tells whether the plan
    covers the site. `valid_from` is a date included, `valid_to` one not included; empty for no limit.
    """

    id: str
    type: str
    kind: str
    name: Text
    aliases: tuple[Alias, ...]
    level: str
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

    @property
    def town(self) -> str:
        """Return the id of the town of its point; empty where none is known."""
        return self.towns[0] if self.towns else ""

    @property
    def is_town(self) -> bool:
        """Tell whether the site is a town."""
        return self.type == TOWN

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
        """Return the ids of the elements the site belongs to or is linked to, each once."""
        return tuple(dict.fromkeys(m.element for m in self.memberships))

    @property
    def member_of(self) -> tuple[str, ...]:
        """Return the ids of the elements that the site is a part of, without those it is only linked to."""
        return tuple(dict.fromkeys(m.element for m in self.memberships if not m.rank))
