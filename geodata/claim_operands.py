"""What each kind of claim may be computed from: the sort of number of each operand, and of what is stated.

A sort is what a unit and the form of a measure come to: an amount, a rate of growth, a share, a change in
percentage points, a multiple, a count of things. A result of a claim has a sort as well, so that claims on
claims are held to the same rules. What is not known (an undeclared measure has a fault of its own) fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .units import PERCENT, POINTS, TIMES, dimension, is_counting

AMOUNT, COUNT, RATE, SHARE, CHANGE, MULTIPLE = SORTS = (
    "amount", "count", "rate", "share", "change", "multiple",
)  # fmt: skip
_AMOUNTS = frozenset({AMOUNT, COUNT})
_PARTS = frozenset({AMOUNT, COUNT, SHARE, CHANGE})
_ALL = frozenset(SORTS)
# Sorts that go together though they are not the same.
_TOGETHER = (frozenset({AMOUNT, COUNT}), frozenset({SHARE, CHANGE}), frozenset({RATE, CHANGE}))


@dataclass(frozen=True)
class Operand:
    """A number that a claim is computed from: its id, its unit and its sort; empty what is not known."""

    id: str
    unit: str = ""
    sort: str = ""

    def goes_with(self, other: Operand) -> bool:
        """Tell whether two can be added, or held against each other."""
        if not self.sort or not other.sort:
            return True
        alike = self.sort == other.sort or any({self.sort, other.sort} <= pair for pair in _TOGETHER)
        return alike and dimension(self.unit) == dimension(other.unit)


@dataclass(frozen=True)
class OperandRule:
    """What a kind of claim takes: the sorts of its operands in their order, the last for all that follow.

    `alike` tells whether all must go together with the first. `stated` are the sorts of what is stated, which
    must go with the first operand as well where it is `like_first`. `result` is the sort of the result,
    empty where it is that of the first operand, or of the product.
    """

    of: tuple[frozenset[str], ...]
    stated: frozenset[str]
    alike: bool = True
    like_first: bool = False
    result: str = ""


# By the kind, and of a consequence by what it is `by`. Kinds that look at records have no operands to check.
OPERAND_RULES: Mapping[str, OperandRule] = {
    "sum": OperandRule((_PARTS,), _PARTS, like_first=True),
    "difference": OperandRule((_ALL - {MULTIPLE},), _ALL - {MULTIPLE}, like_first=True),
    "rest": OperandRule((_AMOUNTS | {SHARE},), _PARTS, like_first=True),
    "growth": OperandRule((_AMOUNTS,), frozenset({RATE}), result=RATE),
    "share": OperandRule((_AMOUNTS,), frozenset({SHARE}), result=SHARE),
    "share-change": OperandRule((_AMOUNTS,), frozenset({CHANGE}), result=CHANGE),
    "doubling": OperandRule((_AMOUNTS,), frozenset({MULTIPLE}), result=MULTIPLE),
    "reach": OperandRule((_AMOUNTS, frozenset({RATE})), _AMOUNTS, alike=False, like_first=True),
    "whole": OperandRule((_AMOUNTS, frozenset({SHARE})), _AMOUNTS, alike=False, like_first=True),
    "product": OperandRule((_AMOUNTS | {SHARE, MULTIPLE},), _AMOUNTS | {SHARE}, alike=False),
    "repeat": OperandRule((_ALL,), _ALL, like_first=True),
    "at-least": OperandRule((_ALL,), frozenset()),
    "below-past": OperandRule((_ALL,), _ALL, like_first=True),
    "pace": OperandRule((frozenset({RATE}),), frozenset({RATE}), like_first=True),
    "ladder": OperandRule((_AMOUNTS,), frozenset(), alike=False, result=COUNT),
    "count": OperandRule((), frozenset({COUNT}), result=COUNT),
    "naming": OperandRule((), frozenset(), result=COUNT),
}


def sort_of(unit: str, form: str) -> str:
    """Return the sort of a number in a unit, of a measure of a form; empty where either is not known."""
    if not unit or not form:
        return ""
    if unit == TIMES or form == "ratio":
        return MULTIPLE
    if unit in (PERCENT, POINTS):
        # A level in per cent is a share of something; in points only a change can be.
        return RATE if form == "rate" else CHANGE if form == "change" or unit == POINTS else SHARE
    if form == "rate" or form == "share":
        return ""
    return COUNT if form == "count" or is_counting(unit) else AMOUNT


def result_operand(claim_id: str, kind: str, operands: tuple[Operand, ...]) -> Operand:
    """Return the result of a claim as an operand of another."""
    rule = OPERAND_RULES.get(kind)
    first = operands[0] if operands else Operand("")
    if rule is None or kind == "product":
        return Operand(claim_id)
    if rule.result:
        units = {RATE: PERCENT, SHARE: PERCENT, CHANGE: POINTS, MULTIPLE: TIMES}
        # What is counted has no unit of its own: it goes with any number of things.
        return Operand(claim_id, units.get(rule.result, ""), rule.result if rule.result in units else "")
    if kind == "difference" and first.sort in (RATE, SHARE):
        return Operand(claim_id, POINTS, CHANGE)
    return Operand(claim_id, first.unit, first.sort)
