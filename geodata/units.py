"""Units that convert into one another, as declared in units.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

# The units that results are given in: a rate or share, the difference of two, a multiple.
PERCENT, POINTS, TIMES = "%", "个百分点", "倍"


# Fractions are exact: one 亩 is 2000/3 平方米, which no decimal number holds.
@cache
def _units() -> Mapping[str, tuple[str, Fraction]]:
    raw = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
    first_units: dict[str, str] = {}
    for name, part in raw.items():
        first_units.setdefault(part["dimension"], name)
    return {name: (first_units[part["dimension"]], Fraction(part["factor"])) for name, part in raw.items()}


def dimension(unit: str) -> str:
    """Return what a unit measures, by the first unit of it; an undeclared unit is a dimension of its own."""
    # Not by the dimension's name, which an undeclared unit may bear.
    return _units()[unit][0] if unit in _units() else unit


def factor(unit: str, to: str) -> Fraction:
    """Return the exact factor that converts a number in `unit` to `to`.

    Raises ValueError where the two measure different things. The factors are those of units.toml.
    """
    if unit == to:
        return Fraction(1)
    if dimension(unit) != dimension(to):
        raise ValueError(f"{unit} does not convert to {to}")
    return _units()[unit][1] / _units()[to][1]


def multiply(unit: str, other: str) -> tuple[str, Fraction]:
    """Return the unit of a product, and the factor that its number is still to be multiplied by.

    A share or multiple of an amount stays in the unit of the amount; a use per unit of value
    (`吨标准煤/万元`) times a value is a use. Raises ValueError where the two do not multiply.
    """
    for left, right in ((unit, other), (other, unit)):
        over, slash, under = left.partition("/")
        if dimension(left) == dimension(TIMES):
            return right, factor(left, TIMES)
        if slash and dimension(under) == dimension(right):
            return over, factor(right, under)
    raise ValueError(f"{unit} and {other} do not multiply")


def readable_unit(unit: str, value: Fraction) -> str:
    """Return the largest unit of the same dimension in which a number is one or more, else itself."""
    alike = [name for name in _units() if dimension(name) == dimension(unit)]
    fitting = [name for name in alike if abs(value) * factor(unit, name) >= 1]
    return max(fitting, key=lambda name: factor(name, unit), default=unit)
