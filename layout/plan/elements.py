"""The elements of the layout, the roles that it gives sites, and what sites belong to, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.terms import Text, TextList

_NONE = Text("", "")
_NO_TEXTS = TextList()
# Kinds of elements; geodata/schema.toml says what each is.
AREA, LINE, POINT, RING, NETWORK = "area", "line", "point", "ring", "network"
LOCATED = "located"  # the basis of a site that the plan does not name: its ground lies within the element


@dataclass(frozen=True, slots=True)
class Role:
    """The role that the plan gives a site within one element, with the industries it names for it.

    `order` is the place in the plan's list of roles; `element`, `theme`, `member` and `rank` are ids, `theme`
    empty outside networks. `leading` are the industries or functions that it names as leading, `others` those
    beside them. `basis` is stated or inferred. `aim` is what the site is to become.
    """

    order: int
    element: str
    theme: str
    member: str
    rank: str
    name: Text
    leading: TextList
    others: TextList
    aim: Text
    basis: str
    ground: Text
    refs: tuple[Ref, ...]

    @property
    def industries(self) -> TextList:
        """Return all industries that the plan names for it here, the leading ones first."""
        unfinished = self.leading.unfinished or self.others.unfinished
        return TextList((*self.leading, *self.others), unfinished)


@dataclass(frozen=True, slots=True)
class Membership:
    """An element that a site belongs to by a role of its own or, without one in any area, only lies in.

    `basis` is stated, inferred or LOCATED. `via` is the id of the member whose ground holds the site, empty
    for a role of its own. `rank` is the id of the rank of a site that is
    only linked to the element, empty for its members.
    """

    element: str
    basis: str
    via: str
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Extent:
    """What the plan says of where an element lies beside its members, and how large it is.

    `along` are ids of sites and context features that it runs along in order, `along_names` their names,
    `course` (longitude, latitude) pairs in WGS-84 degrees that we draw instead; `width_m` is the whole width
    of its band in metres.
    `inner_m` and `outer_m` are the radii of a ring around the element's anchor. `area_km2` is the published
    area, `drawn_km2` that of what is drawn, None where the one or the other is not known.
    """

    along: tuple[str, ...] = ()
    along_names: tuple[Text, ...] = ()
    course: tuple[tuple[float, float], ...] = ()
    width_m: float | None = None
    inner_m: float = 0.0
    outer_m: float | None = None
    area_km2: float | None = None
    area_note: Text = _NONE
    drawn_km2: float | None = None

    @property
    def area_difference(self) -> float | None:
        """Return by how many per cent what is drawn is larger than the published area; negative: smaller."""
        if not self.area_km2 or self.drawn_km2 is None:
            return None
        return (self.drawn_km2 / self.area_km2 - 1) * 100


@dataclass(frozen=True, slots=True)
class Element:
    """A part of the layout: an area, a line (corridor, axis, belt), a point (core, hub), a ring, a network.

    `colour` is `#rrggbb`. One that `radiates` has lines from `anchor` to the sites of `reaches_sites` and the
    towns of the kinds `reaches`; where neither names any, to all towns. `reach` is how the plan calls them,
    `reach_basis` whether it names the sites or we infer them, `reach_ground` from what.
    `industries` and `aim` are those of the element as a whole, `refs` say where; `basis` tells whether the
    plan states that it means the whole, or we infer it, and `ground` from what; `inferred_aim` are further
    aims that are inferred whatever `basis` is. `noun` is what the plan calls one of its members,
    `noun_plural` many where that differs; empty where it has no word of its own for them.
    `themes_unfinished` and the ids of `unfinished_ranks` tell that the plan's list of themes, or of the sites
    of those ranks, goes on.
    """

    id: str
    kind: str
    name: Text
    short: Text
    phrase: Text
    motto: Text
    industries: TextList
    aim: TextList
    note: Text
    basis: str
    ground: Text
    colour: str
    order: int
    radiates: bool
    anchor: str
    reach: Text
    reaches: tuple[str, ...]
    themes_unfinished: bool
    unfinished_ranks: tuple[str, ...]
    refs: tuple[Ref, ...]
    extent: Extent = Extent()
    reaches_sites: tuple[str, ...] = ()
    inferred_aim: TextList = _NO_TEXTS
    reach_basis: str = "stated"
    reach_ground: Text = _NONE
    noun: Text = _NONE
    noun_plural: Text = _NONE

    @property
    def is_network(self) -> bool:
        """Tell whether it is a network of themes, which has no ground or course of its own."""
        return self.kind == NETWORK

    @property
    def has_course(self) -> bool:
        """Tell whether it has a shape of its own, whoever its members are."""
        runs = bool(self.extent.along or self.extent.course or self.extent.outer_m)
        return runs or (self.kind == POINT and bool(self.anchor))

    def reaches_kind(self, kind: str) -> bool:
        """Tell whether it radiates and the plan's words for what it reaches take in towns of a kind."""
        if not self.radiates or (self.reaches_sites and not self.reaches):
            return False
        return not self.reaches or kind in self.reaches

    def basis_of_reach(self, site: str, town_kind: str = "") -> str:
        """Return on what basis it radiates to a site, empty where it does not; `town_kind` is for a town."""
        if town_kind and self.reaches_kind(town_kind):
            return "stated"
        return self.reach_basis if self.radiates and site in self.reaches_sites else ""
