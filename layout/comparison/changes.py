"""Two editions of one district's plan side by side: what was added, dropped, renamed or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geodata.names import name_key
from layout.comparison.editions import ENTITY_TYPES, EditionPair, Side
from layout.comparison.pairing import primary_name
from layout.comparison.shift import Shift
from layout.plan.model import Membership, Plan, Text

__all__ = [
    "CHANGE_KINDS",
    "ENTITY_TYPES",
    "Change",
    "Comparison",
    "MembershipChange",
    "Side",
    "compare_editions",
    "counterpart",
]

CHANGE_KINDS = ("added", "dropped", "renamed", "moved")
# A role that moves to another element is put in other words there, and a tie bears no name of its own.
_UNNAMED = ("tie", "industry")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` is None where a thing was added, `new` where it was dropped.

    `entity_type` is one of ENTITY_TYPES, `kind` one of CHANGE_KINDS. What moved has a `shift` where
    it is the value that moved, and none where it is the place.
    """

    entity_type: str
    kind: str
    old: Side | None
    new: Side | None
    shift: Shift | None = None

    @property
    def side(self) -> Side:
        """Return the thing as the newer edition that holds it has it."""
        return self.new or self.old or Side("", Text("", ""), ())

    @property
    def id(self) -> str:
        """Return the id in the new edition, or in the old one where it was dropped."""
        return self.side.id

    @property
    def site(self) -> str:
        """Return the id of the town, place or park that the change is of, or nothing."""
        return self.side.site


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """The elements that a site joined and left, by a role of its own or by where it lies."""

    site: str
    joined: tuple[Membership, ...]
    left: tuple[Membership, ...]


@dataclass(frozen=True)
class Comparison:
    """Two editions and all that differs between them; `unchanged` counts the rest by what it is."""

    old: Plan
    new: Plan
    changes: tuple[Change, ...]
    members: tuple[MembershipChange, ...]
    unchanged: tuple[tuple[str, int], ...]

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(c for c in self.changes if c.kind == kind)


def counterpart(editions: Sequence[str], edition: str) -> str:
    """Return the edition to compare with: the one before, or the one after where none is before."""
    order = sorted(editions)
    at = order.index(edition) if edition in order else 0
    return (order[at - 1 : at] or order[at + 1 : at + 2] or [""])[0]


def compare_editions(old: Plan, new: Plan) -> Comparison:
    """Compare two editions of one district."""
    editions = EditionPair(old, new)
    found = _Found(editions)
    for what in ENTITY_TYPES:
        for before, after in editions.pairs(what):
            found.weigh(what, before, after)
    # A site that comes or goes takes its industries along; they are no news of their own.
    whole = {c.site for c in found.changes if c.entity_type == "site" and c.kind in ("added", "dropped")}
    changes = tuple(c for c in found.changes if c.entity_type != "industry" or c.site not in whole)
    unchanged = tuple((w, n) for w in ENTITY_TYPES if (n := found.unchanged[w]))
    return Comparison(old, new, changes, tuple(_members(editions)), unchanged)


@dataclass
class _Found:
    editions: EditionPair
    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)

    def weigh(self, what: str, old: Side | None, new: Side | None) -> None:
        """Record how a thing differs, or count it."""
        if old is None or new is None:
            self.changes.append(Change(what, "dropped" if new is None else "added", old, new))
            return
        found = []
        if _renamed(what, old, new):
            found.append(Change(what, "renamed", old, new))
        if old.place_key != new.place_key:
            found.append(Change(what, "moved", old, new))
        if moved := self.editions.shift(old, new):
            found.append(Change(what, "moved", old, new, moved))
        self.changes += found
        self.unchanged[what] += not found


def _renamed(what: str, old: Side, new: Side) -> bool:
    if what in _UNNAMED or (what == "role" and old.place_key != new.place_key):
        return False
    return name_key(primary_name(old.name)) != name_key(primary_name(new.name))


def _members(editions: EditionPair) -> Iterator[MembershipChange]:
    for old, new in editions.sites():
        before = {editions.old.elements[m.element]: m for m in old.memberships}
        after = {editions.new.elements[m.element]: m for m in new.memberships}
        joined = tuple(m for e, m in after.items() if e not in before)
        left = tuple(m for e, m in before.items() if e not in after)
        if joined or left:
            yield MembershipChange(new.id, joined, left)
