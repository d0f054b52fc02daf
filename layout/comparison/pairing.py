"""Which thing of one edition is which of another: by id, by name, by alias; never by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from geodata.names import name_key
from layout.plan.model import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A thing as the pairing sees it.

    `shorts` are ids with less and less in them, such as one without its year. Things of one `sort`
    may be the same under another id.
    """

    id: str
    name: str
    record: T
    aliases: tuple[str, ...] = ()
    category: Hashable = ""
    short_ids: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Return the folded forms of all its names."""
        return frozenset(name_key(n) for n in (self.name, *self.aliases) if n)


def pair_candidates(
    old: Iterable[Candidate[T]], new: Iterable[Candidate[T]]
) -> list[tuple[T | None, T | None]]:
    """Pair the things of two editions: those of the new one in its order, then what was dropped.

    Same id first, then a shorter id, the name, and an alias. What could be either of two things
    is neither.
    """
    open_ = _Open(list(old), list(new))
    open_.by(lambda t: t.id)
    for n in range(max((len(t.short_ids) for t in open_.new), default=0)):
        open_.by(lambda t, n=n: t.short_ids[n] if n < len(t.short_ids) else None)  # type: ignore[misc]
    open_.by(lambda t: (name_key(t.name), t.category) if t.name else None)
    open_.by_alias()
    partner = {id(n): o for o, n in open_.found}
    pairs = [(partner[id(t)].record if id(t) in partner else None, t.record) for t in open_.all_new]
    return [*pairs, *((t.record, None) for t in open_.old)]


@dataclass
class _Open(Generic[T]):
    old: list[Candidate[T]]
    new: list[Candidate[T]]
    found: list[tuple[Candidate[T], Candidate[T]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all_new = tuple(self.new)

    def by(self, key: Callable[[Candidate[T]], Hashable]) -> None:
        """Pair what alone has a key on either side."""
        olds, news = _grouped(self.old, key), _grouped(self.new, key)
        self._take([(olds[k][0], n[0]) for k, n in news.items() if len(n) == len(olds.get(k, ())) == 1])

    def by_alias(self) -> None:
        """Pair what shares a name with one thing only, which shares one with no other."""
        near = [(o, n) for o in self.old for n in self.new if o.category == n.category and o.names & n.names]
        olds, news = [id(o) for o, _ in near], [id(n) for _, n in near]
        self._take([(o, n) for o, n in near if olds.count(id(o)) == news.count(id(n)) == 1])

    def _take(self, pairs: list[tuple[Candidate[T], Candidate[T]]]) -> None:
        taken = {id(t) for both in pairs for t in both}
        self.found += pairs
        self.old = [t for t in self.old if id(t) not in taken]
        self.new = [t for t in self.new if id(t) not in taken]


def _grouped(
    things: Iterable[Candidate[T]], key: Callable[[Candidate[T]], Hashable]
) -> dict[Hashable, list[Candidate[T]]]:
    groups: dict[Hashable, list[Candidate[T]]] = defaultdict(list)
    for thing in things:
        if (named := key(thing)) is not None:
            groups[named].append(thing)
    return dict(groups)


def primary_name(name: Text) -> str:
    """Return the name that counts: the plan's own, which is Chinese; else the English one."""
    return name.original


@dataclass(frozen=True)
class SharedKeys:
    """One word for the same thing in both editions: of an id of the old one, and of the new one."""

    old: dict[str, str]
    new: dict[str, str]


def shared_keys(old: Iterable[Candidate[str]], new: Iterable[Candidate[str]]) -> SharedKeys:
    """Pair ids and give each pair a word of its own; the empty id stays empty."""
    found = SharedKeys({"": ""}, {"": ""})
    for a, b in pair_candidates(old, new):
        word = f"{a or ''}={b or ''}"
        if a is not None:
            found.old[a] = word
        if b is not None:
            found.new[b] = word
    return found
