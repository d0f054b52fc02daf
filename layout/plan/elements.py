"""The elements of the layout, who plays what role in them and who belongs to them, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref
from layout.plan.terms import Text

NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Role:
    """The role that the plan gives a site within one element, with the industries it names for it.

    `order` is the place in the plan's list of roles; `element`, `theme`, `member` and `rank` are ids, `theme`
    empty outside networks. `basis` is stated or inferred. `aim` is what the site is to become.
    `open_industries` tells that the plan's list of them ends in "and others".
    """

    order: int
    element: str
    theme: str
    member: str
    rank: str
    name: Text
    industries: tuple[Text, ...]
    aim: Text
    basis: str
    ground: Text
    refs: tuple[Ref, ...]
    open_industries: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """An element that a site belongs to: by a role of its own or, without one in any area, by where it lies.

    `basis` is stated, inferred or located (inferred from the place). `via` is the id of the town or zone
    whose role reaches the site, empty for a role of its own. `rank` is the id of the rank of a site that is
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
    towns. `industries` and `aim` are those of the element as a whole, `refs` say where; `basis` tells whether
    the plan states that it means the whole, or we infer it, and `ground` from what. `open_industries` and the
    ids of `open_ranks` tell that the plan's list of the industries, or of those sites, ends in "and others".
    """

    id: str
    kind: str
    name: Text
    short: Text
    phrase: Text
    motto: Text
    industries: tuple[Text, ...]
    aim: Text
    colour: str
    order: int
    radiates: bool
    anchor: str
    refs: tuple[Ref, ...]
    basis: str = "stated"
    ground: Text = NO_TEXT
    open_industries: bool = False
    open_ranks: tuple[str, ...] = ()
