"""What lies around a district that distances are told to, and these distances, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.terms import Text

ROAD, NEIGHBOUR = "expressway", "site"


@dataclass(frozen=True, slots=True)
class Hub:
    """An expressway, port, airport, station or the like that distances are measured to.

    `kind` is `expressway` or one of the kinds of hubs of geodata/schema.toml, `ref` the number of a road or
    the code of a hub, or empty; `precision_m` the radius in metres within which it truly lies.
    """

    id: str
    kind: str
    name: Text
    ref: str
    precision_m: float | None
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class HubDistance:
    """How far a site is from a hub or another site in a straight line on the ellipsoid, in metres.

    `kind` is that of the hub, or `site`; `to` its id. `metres` is measured from the point of the site, to the
    nearest point of a road. `least` and `most` are the bounds that the precision of both ends leaves, of a
    town those of its ground; None where a precision is not known.
    """

    kind: str
    to: str
    metres: float
    least: float | None
    most: float | None
