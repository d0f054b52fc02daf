"""Units that convert into one another, and the units that a language shows, as declared in units.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

# The units that results are given in: a rate or share, the difference of two, a multiple.
PERCENT, POINTS, TIMES = "%", "个百分点", "倍"


@dataclass(frozen=True)
class _Unit:
    """One entry of units.toml."""

    dimension: str
    factor: str
    column: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decimals: int | None = None
    also: tuple[str, ...] = ()
    uncommon: bool = False
    counting: bool = False


@cache
def _declared() -> Mapping[str, _Unit]:
    raw = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
    return {name: _Unit(**entry) for name, entry in raw.items()}


# Fractions are exact: one 亩 is 2000/3 平方米, which no decimal number holds.
@cache
def _units() -> Mapping[str, tuple[str, Fraction]]:
    first_units: dict[str, str] = {}
    for name, unit in _declared().items():
        first_units.setdefault(unit.dimension, name)
    return {name: (first_units[unit.dimension], Fraction(unit.factor)) for name, unit in _declared().items()}


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


def column_unit(unit: str, lang: str) -> str:
    """Return the unit that a language shows in a table or chart in place of `unit`."""
    declared = _declared().get(unit)
    return declared.column.get(lang, unit) if declared else unit


def text_units(unit: str, lang: str) -> tuple[str, ...]:
    """Return the units that a language chooses from in a sentence in place of `unit`, the largest first."""
    declared = _declared().get(unit)
    return tuple(declared.text.get(lang, ())) if declared else ()


def least_decimals(unit: str) -> int | None:
    """Return how many decimals a number rounded to `unit` has at least; None where it is not rounded."""
    declared = _declared().get(unit)
    return declared.decimals if declared else None


def is_counting(unit: str) -> bool:
    """Tell whether a unit only counts things, so that a printed number of it is exact."""
    declared = _declared().get(unit)
    return declared is not None and declared.counting


def is_common(unit: str) -> bool:
    """Tell whether figures are usually given in a unit, so that one may be in it by mistake."""
    declared = _declared().get(unit)
    return declared is None or not declared.uncommon


def other_names() -> Mapping[str, tuple[str, ...]]:
    """Return every declared unit with the further names that a user's file may give it."""
    return {name: tuple(unit.also) for name, unit in _declared().items()}


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
