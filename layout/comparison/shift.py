"""How a figure changed between two editions, computed only where both measure the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geodata.names import name_key
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Figure

# Of what is already a share of a hundred, a change in per cent would be read as a difference.
PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class Shift:
    """How a figure moved.

    `differs` names what is not the same: value, bound, words, unit, measure, scope, months, attribute,
    high, stretch; target where one edition sets none. `unlike` names what of it forbids to compute: words,
    unit, measure, scope, months, target. `difference` is new less old in the new figure's unit, `percent` the
    same in per cent of the old value; None where the two are unlike or words.
    """

    differs: tuple[str, ...]
    unlike: tuple[str, ...]
    difference: Decimal | None
    percent: Decimal | None


def figure_shift(old: Figure, new: Figure) -> Shift | None:
    """Return how a figure moved, or None where both say the same; years are not compared."""
    unlike = tuple(k for k in ("measure", "scope", "months") if getattr(old, k) != getattr(new, k))
    if old.value is None or new.value is None:
        return _shift(old, new, unlike if _same_words(old, new) else ("words", *unlike))
    try:
        start = convert(old.value, old.unit, new.unit)
    except UnlikeError:
        return _shift(old, new, ("unit", *unlike))
    return _shift(old, new, unlike, (start, new.value))


def _same_words(old: Figure, new: Figure) -> bool:
    words = [name_key(f.words.original) for f in (old, new) if f.value is None]
    return len(words) == 2 and words[0] == words[1]


def _shift(
    old: Figure, new: Figure, unlike: tuple[str, ...], values: tuple[Decimal, Decimal] | None = None
) -> Shift | None:
    # Words bear no bound.
    also = ("attribute",) if None in (old.value, new.value) else ("bound", "attribute")
    differs = (*unlike, *(k for k in also if getattr(old, k) != getattr(new, k)), *_further(old, new))
    if values and values[0] != values[1]:
        differs = ("value", *differs)
    if not differs:
        return None
    if values is None or unlike:
        return Shift(differs, unlike, None, None)
    return Shift(differs, (), values[1] - values[0], _percent(*values, new.unit))


def _further(old: Figure, new: Figure) -> tuple[str, ...]:
    """Return what else is not the same: the other end of a range, what is aimed at beyond."""
    return tuple(
        k for k in ("high", "stretch") if not _equal(getattr(old, k), getattr(new, k), old.unit, new.unit)
    )


def _equal(start: Decimal | None, end: Decimal | None, unit: str, to: str) -> bool:
    if start is None or end is None:
        return start is end
    try:
        return convert(start, unit, to) == end
    except UnlikeError:
        return False


def _percent(start: Decimal, end: Decimal, unit: str) -> Decimal | None:
    if unit == PER_CENT or start == 0:
        return None
    # By the size of the old value, so that the sign tells the direction from a negative one too.
    return (end - start) / abs(start) * 100
