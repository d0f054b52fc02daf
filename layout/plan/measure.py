"""Arithmetic on figures: sums that refuse what cannot be added, and interval arithmetic.

A result keeps how exact it is: each number is computed together with the range that the printed
digits of its operands leave open (:class:`Span`). Rates are compounded, in per cent a year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from geodata import units
from layout.plan.model import Figure, Text

# Wider than the 28 digits of the default, so that a change of unit cuts no digits of a long number.
_EXACT = Context(prec=60)
_ZERO, _UNIT, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_FOREVER = Decimal("Infinity")


class UnlikeError(ValueError):
    """Figures of unlike unit, measure, scope or year were to be added, or units converted.

    `reason` is the word of the glossary's section `impossible` that says why.
    """

    def __init__(self, message: str, reason: str = "units") -> None:
        super().__init__(message)
        self.reason = reason


def total(figures: Iterable[Figure]) -> Figure:
    """Add figures of one unit, measure, scope and time.

    The sum has the bound that those of its parts allow: parts that are at least so much add up to at least
    the sum, one that is about so much makes it about (`~`, or `~>=` with a lower bound among them). Of ranges
    the lower ends are added, and the upper ones. What is aimed at beyond, and other ways of a target, are of
    the parts alone. Raises UnlikeError where the figures differ, one has no number, their bounds go both
    ways, or there is none.
    """
    items = tuple(figures)
    kinds = {(f.unit, f.measure, f.scope, f.from_year, f.year, f.months) for f in items}
    if len(kinds) != 1:
        raise UnlikeError(
            f"cannot add figures of {len(kinds)} kinds: {sorted(kinds, key=str)}", _difference(items)
        )
    values = [f.value for f in items if f.value is not None]
    if len(values) != len(items):
        raise UnlikeError("cannot add a figure that is words, not a number", "words")
    bound = _bound_of_sum(items)
    # A range and a bound have an end in common: the sum keeps that alone.
    upper_ends = [f.value if f.high is None else f.high for f in items if f.value is not None]
    ranged = any(f.high is not None for f in items)
    low, high = sum(values, _ZERO), sum(upper_ends, _ZERO)
    if bound in _UPPER:
        low, ranged = high, False
    return replace(
        items[0],
        value=low,
        high=high if ranged and bound not in _LOWER else None,
        bound=bound,
        words=Text("", ""),
        stretch=None,
        also=(),
    )


_LOWER, _UPPER = frozenset({">=", ">", "~>="}), frozenset({"<=", "<", "~<="})


def _difference(items: tuple[Figure, ...]) -> str:
    """Return why figures do not add: parts of a year beside whole ones are told from unlike units."""
    return "part-year" if len({f.months for f in items}) > 1 else "units"


def _bound_of_sum(items: tuple[Figure, ...]) -> str:
    bounds = {f.bound for f in items}
    if bounds & _LOWER and bounds & _UPPER:
        raise UnlikeError("cannot add a lower and an upper bound", "bounds")
    about = bool(bounds & {"~", "~>=", "~<="})
    for strict, one_sided in ((">", _LOWER), ("<", _UPPER)):
        if bounds & one_sided:
            if about:
                return f"~{strict}="
            # One part that is more than its number makes the whole so.
            return strict if strict in bounds else f"{strict}="
    return "~" if about else "="


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """Return a value of `unit` in the unit `to`, exactly wherever a decimal can hold it.

    Raises UnlikeError where the two do not measure the same.
    """
    try:
        times = units.factor(unit, to)
    except ValueError as error:
        raise UnlikeError(str(error)) from error
    # By fractions, since a factor need not be a finite decimal: a mu is 1/15 of a hectare.
    exact = Fraction(value) * times
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Return a number with so many decimals, a half rounded away from zero."""
    # Decimal would round half to even by default.
    return value.quantize(_UNIT.scaleb(-decimals), ROUND_HALF_UP, _EXACT)


def growth_rate(start: Decimal, end: Decimal, years: int) -> Decimal:
    """Return the compounded growth from `start` to `end` over `years`, in per cent a year.

    Raises UnlikeError where there is none: no years between, or a level that is not positive.
    """
    # Back in time (negative years) a level of nought is one that growth would start from.
    if years == 0 or start <= 0 or end < 0 or (end == 0 and years < 0):
        reason = "nought" if years else "years"
        raise UnlikeError("growth needs two positive levels of different years", reason)
    if end == 0:
        return -_HUNDRED
    return ((end / start) ** (_UNIT / years) - 1) * _HUNDRED


def level_after(start: Decimal, rate: Decimal, years: int) -> Decimal:
    """Return the level that `start` reaches at `rate` per cent a year, compounded; negative years go back."""
    return start * (1 + rate / _HUNDRED) ** years


@dataclass(frozen=True, slots=True)
class Span:
    """A number and the closed range that it may lie in, as printed or as computed from printed ones.

    An open side is an infinite decimal. Sums and differences are those of interval arithmetic.
    """

    low: Decimal
    value: Decimal
    high: Decimal

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.value + other.value, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        # The difference is least where the most is subtracted.
        return Span(self.low - other.high, self.value - other.value, self.high - other.low)

    def over(self, other: Span) -> Span:
        """Return the quotient by a positive range. Raises UnlikeError where that may hold nought."""
        if other.low <= 0:
            raise UnlikeError("cannot divide by a number that may be nought", "nought")
        # The dividend may be negative, so that either end of the divisor may give the extreme.
        corners = [_part(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(corners), self.value / other.value, max(corners))

    def times(self, other: Span) -> Span:
        """Return the product of two ranges."""
        corners = [_multiplied(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(corners), self.value * other.value, max(corners))

    def meets(self, other: Span) -> bool:
        """Tell whether both can be the same number."""
        return self.low <= other.high and other.low <= self.high


def _part(over: Decimal, under: Decimal) -> Decimal:
    # Also where the dividend is open: infinity by infinity is no number.
    if under == _FOREVER:
        return _ZERO
    return over / under


def _multiplied(left: Decimal, right: Decimal) -> Decimal:
    # However far a range is open, nought of it is nought.
    return _ZERO if not left or not right else left * right


def span(value: Decimal, bound: str = "=", exact: bool = False, decimals: int | None = None) -> Span:
    """Return the range of a printed number: half a unit of its last digit to either side.

    `exact` numbers (a target, a count) have no such range unless `bound` is `~`; `<=` and `<` leave the
    lower side open, `>=` and `>` the upper; `decimals` stands in for the digits that are printed.
    """
    exponent = value.as_tuple().exponent
    last = -decimals if decimals is not None else int(exponent)
    # "About" is a rounding even of a target, so that it keeps half a unit of its last digit.
    half = _ZERO if exact and bound != "~" else Decimal(5).scaleb(last - 1)
    low = -_FOREVER if bound in ("<=", "<") else value - half
    high = _FOREVER if bound in (">=", ">") else value + half
    return Span(low, value, high)


def growth_rate_span(start: Span, end: Span, years: int) -> Span:
    """Return the range of the compounded growth between two ranges, in per cent a year.

    Raises UnlikeError as :func:`growth_rate` does, for any end of the ranges.
    """
    high = _growth_end(start.low, end.high, years)
    low = _growth_end(start.high, max(end.low, _ZERO), years)
    # Back in time (negative years) the higher level means the lower growth.
    ends = sorted((low, high))
    return Span(ends[0], growth_rate(start.value, end.value, years), ends[1])


def _growth_end(start: Decimal, end: Decimal, years: int) -> Decimal:
    """Return :func:`growth_rate` at one end of a range, which may be nought or infinite."""
    if end == _FOREVER:
        return _FOREVER if years > 0 else -_HUNDRED
    return _FOREVER if start > 0 and end == 0 and years < 0 else growth_rate(start, end, years)


def _grown_end(start: Decimal, rate: Decimal, years: int) -> Decimal:
    """Return :func:`level_after` at one end of a range, which may be infinite."""
    # Nothing falls by more than 100 per cent: a rate open below ends at a level of nought.
    factor = 1 + max(rate, -_HUNDRED) / _HUNDRED
    # Back in time a fall to nought came from infinity, and endless growth from nought.
    endless = factor == _FOREVER if years > 0 else factor == 0
    if start == 0 or (not endless and factor in (_ZERO, _FOREVER)):
        return _ZERO
    return _FOREVER if endless or start == _FOREVER else start * factor**years


def level_span_after(start: Span, rate: Span, years: int) -> Span:
    """Return the range of the level that `start` reaches at `rate` per cent a year, compounded."""
    starts = (max(start.low, _ZERO), start.high)  # a level is never below nought
    corners = [_grown_end(s, r, years) for s in starts for r in (rate.low, rate.high)]
    return Span(min(corners), level_after(start.value, rate.value, years), max(corners))
