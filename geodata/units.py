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
