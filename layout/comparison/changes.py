"""Two editions of one district's plan side by side: what was added, dropped, renamed or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geodata.names import name_key
from layout.comparison.editions import ENTITY_TYPES, EditionPair
from layout.comparison.pairing import primary_name
from layout.comparison.shift import Shift
from layout.comparison.sides import Side
from layout.plan.model import Edition, Membership, Plan, Site, Text

__all__ = [
    "CHANGE_KINDS",
    "ENTITY_TYPES",
    "Change",
    "Comparison",
    "MembershipChange",
    "Side",
    "compare_editions",
    "counterpart",
    "in_order",
]

CHANGE_KINDS = ("added", "dropped", "renamed", "moved")
# Neither a cluster link nor an industry has a name that could change while it stays the same.
_UNNAMED = ("tie", "industry")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` is None where an entity was added, `new` where it was dropped.

    `entity_type` is one of ENTITY_TYPES, `kind` one of CHANGE_KINDS. An entity that moved has a `shift` where
    its figure changed, and none where its place in the layout did.
    """

    entity_type: str
    kind: str
    old: Side | None
    new: Side | None
    shift: Shift | None = None

    @property
    def side(self) -> Side:
        """Return the entity as the new edition has it, or as the old one where it was dropped."""
        return self.new or self.old or Side("", Text("", ""), ())

    @property
    def id(self) -> str:
        """Return the id in the new edition, or in the old one where it was dropped."""
        return self.side.id

    @property
    def site(self) -> str:
        """Return the id of the town, place or park that the change is of, or an empty text."""
        return self.side.site


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """The elements that a site joined and left, by a role or by its location."""

    site: str
    joined: tuple[Membership, ...]
    left: tuple[Membership, ...]


@dataclass(frozen=True)
class Comparison:
    """Two editions and all that differs between them; `unchanged` counts the rest by type."""

    old: Plan
    new: Plan
    changes: tuple[Change, ...]
    members: tuple[MembershipChange, ...]
    unchanged: tuple[tuple[str, int], ...]

    def site_of(self, member: MembershipChange) -> Site:
        """Return the site of a change of membership, as the newer edition has it, else as the older."""
        return self.new.site.get(member.site) or self.old.site[member.site]

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(c for c in self.changes if c.kind == kind)


def counterpart(editions: Iterable[Edition], edition: str) -> str:
    """Return the edition to compare with: the one before by its years, or the one after without one."""
    order = [e.id for e in sorted(editions, key=lambda e: e.order_key)]
    at = order.index(edition) if edition in order else 0
    # A slice before the first edition is empty, where an index of -1 would give the last one.
    return (order[at - 1 : at] or order[at + 1 : at + 2] or [""])[0]


def in_order(first: Plan, second: Plan) -> tuple[Plan, Plan]:
    """Return two editions by their years, the older first."""
    older, newer = sorted((first, second), key=lambda p: p.edition.order_key)
    return older, newer


def compare_editions(old: Plan, new: Plan) -> Comparison:
    """Compare two editions of one district."""
    editions = EditionPair(old, new)
    differences = _Differences(editions)
    for entity_type in ENTITY_TYPES:
        for before, after in editions.pairs(entity_type):
            differences.add(entity_type, before, after)
    # A site that only one of the two gives a role takes its industries along: they are not listed again.
    whole_sites = editions.planned_by_one()
    changes = tuple(
        c for c in differences.changes if c.entity_type != "industry" or c.site not in whole_sites
    )
    unchanged = tuple((t, n) for t in ENTITY_TYPES if (n := differences.unchanged[t]))
    return Comparison(old, new, changes, tuple(_members(editions)), unchanged)


@dataclass
class _Differences:
    editions: EditionPair
    changes: list[Change] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)

    def add(self, entity_type: str, old: Side | None, new: Side | None) -> None:
        """Record how an entity differs, or count it as unchanged."""
        if old is None or new is None:
            self.changes.append(Change(entity_type, "dropped" if new is None else "added", old, new))
            return
        changes = []
        # An entity may be renamed and moved at once: each is a change of its own.
        if _renamed(entity_type, old, new):
            changes.append(Change(entity_type, "renamed", old, new))
        if old.place_key != new.place_key:
            changes.append(Change(entity_type, "moved", old, new))
        if shift := self.editions.shift(old, new):
            changes.append(Change(entity_type, "moved", old, new, shift))
        self.changes += changes
        self.unchanged[entity_type] += not changes


def _renamed(entity_type: str, old: Side, new: Side) -> bool:
    # A role that moves to another element is worded anew there, which is no renaming.
    if entity_type in _UNNAMED or (entity_type == "role" and old.place_key != new.place_key):
        return False
    return name_key(primary_name(old.name)) != name_key(primary_name(new.name))


def _members(editions: EditionPair) -> Iterator[MembershipChange]:
    for old, new in editions.sites():
        before = {editions.old.elements[m.element]: m for m in (old.memberships if old else ())}
        after = {editions.new.elements[m.element]: m for m in (new.memberships if new else ())}
        joined = tuple(m for e, m in after.items() if e not in before)
        left = tuple(m for e, m in before.items() if e not in after)
        site = new or old
        if site and (joined or left):
            yield MembershipChange(site.id, joined, left)
