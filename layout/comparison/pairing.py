"""Which entities of two editions are the same: by id, by name, by alias; never by likeness."""

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
    """An entity of one edition to be paired: `record` is what the pairs are made of.

    `short_ids` are ids with less and less in them, such as one without its year. Entities of one
    `category` may be the same under another id; of several with one name those at a like `distance` go first.
    """

    id: str
    name: str
    record: T
    aliases: tuple[str, ...] = ()
    category: Hashable = ""
    short_ids: tuple[str, ...] = ()
    distance: int = 0

    @property
    def names(self) -> frozenset[str]:
        """Return the folded forms of all its names."""
        return frozenset(name_key(n) for n in (self.name, *self.aliases) if n)


def pair_candidates(
    old: Iterable[Candidate[T]], new: Iterable[Candidate[T]]
) -> list[tuple[T | None, T | None]]:
    """Pair the entities of two editions: those of the new one in its order, then what was dropped.

    The same id goes first, then a shorter id, the name, and an alias. An entity that two others could
    be is paired with neither.
    """
    pairing = _Pairing(list(old), list(new))
    # Each pass sees only what those before it have left: an id outweighs a name, a name an alias.
    pairing.pair_by_key(lambda t: t.id)
    for n in range(max((len(t.short_ids) for t in pairing.new), default=0)):
        pairing.pair_by_key(lambda t, n=n: t.short_ids[n] if n < len(t.short_ids) else None)  # type: ignore[misc]
    pairing.pair_by_key(lambda t: (name_key(t.name), t.category, t.distance) if t.name else None)
    pairing.pair_by_key(lambda t: (name_key(t.name), t.category) if t.name else None)
    pairing.pair_by_alias()
    # By identity: records need not be hashable, and equal ones are two entities.
    partner = {id(n): o for o, n in pairing.pairs}
    pairs = [(partner[id(t)].record if id(t) in partner else None, t.record) for t in pairing.all_new]
    return [*pairs, *((t.record, None) for t in pairing.old)]


@dataclass
class _Pairing(Generic[T]):
    """The pairs so far, and the entities of either edition that have none."""

    old: list[Candidate[T]]
    new: list[Candidate[T]]
    pairs: list[tuple[Candidate[T], Candidate[T]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all_new = tuple(self.new)

    def pair_by_key(self, key: Callable[[Candidate[T]], Hashable]) -> None:
        """Pair the entities that alone have a key on either side."""
        olds, news = _grouped(self.old, key), _grouped(self.new, key)
        self._accept([(olds[k][0], n[0]) for k, n in news.items() if len(n) == len(olds.get(k, ())) == 1])

    def pair_by_alias(self) -> None:
        """Pair two entities that share a name with each other and with no third."""
        sharing = [
            (o, n) for o in self.old for n in self.new if o.category == n.category and o.names & n.names
        ]
        olds, news = [id(o) for o, _ in sharing], [id(n) for _, n in sharing]
        self._accept([(o, n) for o, n in sharing if olds.count(id(o)) == news.count(id(n)) == 1])

    def _accept(self, pairs: list[tuple[Candidate[T], Candidate[T]]]) -> None:
        ids = {id(t) for pair in pairs for t in pair}
        self.pairs += pairs
        self.old = [t for t in self.old if id(t) not in ids]
        self.new = [t for t in self.new if id(t) not in ids]


def _grouped(
    candidates: Iterable[Candidate[T]], key: Callable[[Candidate[T]], Hashable]
) -> dict[Hashable, list[Candidate[T]]]:
    groups: dict[Hashable, list[Candidate[T]]] = defaultdict(list)
    for candidate in candidates:
        if (group := key(candidate)) is not None:
            groups[group].append(candidate)
    return dict(groups)


def primary_name(name: Text) -> str:
    """Return the name that entities are paired by: that in the language of the plan, else another."""
    return name.original


@dataclass(frozen=True)
class SharedKeys:
    """Keys that both editions share: by the ids of the old one, and by those of the new one."""

    old: dict[str, str]
    new: dict[str, str]


def shared_keys(old: Iterable[Candidate[str]], new: Iterable[Candidate[str]]) -> SharedKeys:
    """Pair ids and give each pair a key; the key of the empty id is empty."""
    keys = SharedKeys({"": ""}, {"": ""})
    for a, b in pair_candidates(old, new):
        # No id holds an equals sign, so that two pairs never share a key.
        key = f"{a or ''}={b or ''}"
        if a is not None:
            keys.old[a] = key
        if b is not None:
            keys.new[b] = key
    return keys
