"""Two editions of one district's plan side by side: what was added, dropped, renamed or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from geodata.refs import name_key
from layout.comparison.editions import WHATS, Editions, Side
from layout.comparison.pairing import plain
from layout.comparison.shift import Shift
from layout.plan.model import Membership, Plan, Text

__all__ = ["KINDS", "WHATS", "Change", "Comparison", "Member", "Side", "compare", "counterpart"]

KINDS = ("added", "dropped", "renamed", "moved")
# A role that moves to another element is put in other words there, and a tie bears no name of its own.
_UNNAMED = ("tie", "industry")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` is None where a thing was added, `new` where it was dropped.

    `what` is one of WHATS, `kind` one of KINDS. What moved has a `shift` where it is the value that
    moved, and none where it is the place.
    """

    what: str
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
class Member:
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
    members: tuple[Member, ...]
    unchanged: tuple[tuple[str, int], ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(c for c in self.changes if c.kind == kind)


def counterpart(editions: Sequence[str], edition: str) -> str:
    """Return the edition to compare with: the one before, or the one after where none is before."""
    order = sorted(editions)
    at = order.index(edition) if edition in order else 0
    return (order[at - 1 : at] or order[at + 1 : at + 2] or [""])[0]


def compare(old: Plan, new: Plan) -> Comparison:
    """Compare two editions of one district."""
    editions = Editions(old, new)
    found = _Found(editions)
    for what in WHATS:
        for before, after in editions.pairs(what):
            found.weigh(what, before, after)
    # A site that comes or goes takes its industries along; they are no news of their own.
    whole = {c.site for c in found.changes if c.what == "site" and c.kind in ("added", "dropped")}
    changes = tuple(c for c in found.changes if c.what != "industry" or c.site not in whole)
    unchanged = tuple((w, n) for w in WHATS if (n := found.unchanged[w]))
    return Comparison(old, new, changes, tuple(_members(editions)), unchanged)


@dataclass
class _Found:
    editions: Editions
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
        if old.at != new.at:
            found.append(Change(what, "moved", old, new))
        if moved := self.editions.shift(old, new):
            found.append(Change(what, "moved", old, new, moved))
        self.changes += found
        self.unchanged[what] += not found


def _renamed(what: str, old: Side, new: Side) -> bool:
    if what in _UNNAMED or (what == "role" and old.at != new.at):
        return False
    return name_key(plain(old.name)) != name_key(plain(new.name))


def _members(editions: Editions) -> Iterator[Member]:
    for old, new in editions.sites():
        before = {editions.old.elements[m.element]: m for m in old.memberships}
        after = {editions.new.elements[m.element]: m for m in new.memberships}
        joined = tuple(m for e, m in after.items() if e not in before)
        left = tuple(m for e, m in before.items() if e not in after)
        if joined or left:
            yield Member(new.id, joined, left)
