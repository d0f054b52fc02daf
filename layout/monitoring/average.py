"""Which figures of years only repeat the plan's average: an estimate by the plan is no actual."""

from __future__ import annotations

from decimal import Decimal

from layout.monitoring.attainment import Attainment
from layout.monitoring.progress import Goal, path_value
from layout.plan.measure import level_after, round_half_up

# A figure of fewer digits than these meets the path too easily by chance.
_DIGITS = 3


def average_years(goal: Goal, attained: Attainment) -> tuple[int, ...]:
    """Return the years whose figures are just what the plan's average gives for them.

    A rate that is the target's own, a level or total that is the path's value to the digits that it has, a
    level that a rate is computed from and that is the base grown at the target's rate.
    """
    derivation, year = attained.derivation, attained.measurement.year
    if derivation and derivation.kind == "growth":
        base, level = derivation.operands
        return (year,) if _is(level, level_after(base, goal.value, derivation.years)) else ()
    if derivation and derivation.kind != "mean":
        return ()
    if goal.form == "rate":
        rates = derivation.operands if derivation else (attained.measurement.value,)
        return tuple(a.year for a, r in zip(attained.actuals, rates, strict=True) if r == goal.value)
    path = path_value(goal, year)
    # At the end the path is the target, which may well be met exactly; at the start it is the base.
    repeats = path is not None and goal.start < year < goal.end and _is(attained.measurement.value, path)
    return (year,) if repeats else ()


def _is(value: Decimal, path: Decimal) -> bool:
    digits = len(value.normalize().as_tuple().digits)
    decimals = max(0, -int(value.as_tuple().exponent))
    exact = value == path
    return exact or (digits >= _DIGITS and round_half_up(path, decimals) == value)
