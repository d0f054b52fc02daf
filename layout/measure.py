"""Arithmetic on figures. Sums refuse what cannot be added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from layout.model import Figure, Text


class UnlikeError(ValueError):
    """Figures of unlike unit, measure, scope or year were to be added."""


def total(figures: Iterable[Figure]) -> Figure:
    """Add figures of one unit, measure, scope and year.

    Raises UnlikeError where they differ, where one has no number, or where there is none.
    """
    items = tuple(figures)
    kinds = {(f.unit, f.measure, f.scope, f.year) for f in items}
    if len(kinds) != 1:
        raise UnlikeError(f"cannot add figures of {len(kinds)} kinds: {sorted(kinds, key=str)}")
    values = [f.value for f in items if f.value is not None]
    if len(values) != len(items):
        raise UnlikeError("cannot add a figure that is words, not a number")
    bound = "=" if all(f.bound == "=" for f in items) else "~"
    return replace(items[0], value=sum(values), bound=bound, words=Text("", ""))
