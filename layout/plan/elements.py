"""The elements of the layout, the roles that it gives sites, and what sites belong to, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.terms import Text, TextList

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
class Element:
    """A part of the layout: an area made of its members, or a network of themes.

    `kind` is `area` or `network`, `colour` is `#rrggbb`. One that `radiates` has lines from `anchor` to the
    towns of the kinds `reaches`, to all where none is named; `reach` is how the plan calls them. `industries`
    and `aim` are those of the element as a whole, `refs` say where; `basis` tells whether the plan states
    that it means the whole, or we infer it, and `ground` from what. `themes_unfinished` and the ids of
    `unfinished_ranks` tell that the plan's list of themes, or of the sites of those ranks, goes on.
    """

    id: str
    kind: str
    name: Text
    short: Text
    phrase: Text
    motto: Text
    industries: TextList
    aim: Text
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

    def reaches_kind(self, kind: str) -> bool:
        """Tell whether it radiates and the plan's words for what it reaches take in towns of a kind."""
        return self.radiates and (not self.reaches or kind in self.reaches)
