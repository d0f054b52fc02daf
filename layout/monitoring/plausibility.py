"""The rules by which a figure is doubted before it counts: each is a threshold with a name.

A figure is compared with the base and the target, with what its measure can be, and with the years beside it.
A doubt is no fault: what is unusual may be true, and whoever loads the figures says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

# So many times the larger of base and target, or the smaller of them by so many, is doubted.
FAR = Decimal(10)
# Without a base a small beginning is possible: only a figure this many times below the target is doubted.
FAR_BELOW_TARGET = Decimal(1000)
# A level that becomes so many times what it was within a year, or the part of it, is doubted.
JUMP = Decimal(3)
# Growth of more than so many per cent a year, up or down, is doubted; a share beyond the whole too.
MOST_GROWTH = Decimal(100)
WHOLE = Decimal(100)
# A reading in another unit is likely if it is within so many times base and target.
NEAR = Decimal(3)
_ZERO = Decimal(0)
_SIGNED = ("rate", "change")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a figure is compared with: the form of its measure, its base and its target.

    `percent` tells that the unit is per cent.
    """

    form: str
    base: Decimal | None
    target: Decimal | None
    percent: bool = False

    @property
    def references(self) -> tuple[Decimal, ...]:
        """Return base and target as far as there are any, without signs."""
        return tuple(abs(v) for v in (self.base, self.target) if v)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure is doubted: the rule, its threshold, what it is compared with and its year, how often."""

    rule: str
    limit: Decimal
    against: Decimal | None = None
    against_year: int | None = None
    times: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearValue:
    """A figure of a year in the target's unit; one that is sure is never doubted itself.

    `readings` are other units with what the number as typed would be in them, in the target's unit.
    """

    year: int
    value: Decimal
    sure: bool = False
    readings: tuple[tuple[str, Decimal], ...] = ()


def doubt_alone(figure: YearValue, expected: Expectation) -> Doubt | None:
    """Return the first doubt about a figure by itself: sign, whole, growth, order of magnitude."""
    value = figure.value
    if value < 0 and expected.form not in _SIGNED:
        return Doubt("negative", _ZERO)
    if expected.form == "share" and expected.percent and value > WHOLE:
        return Doubt("share", WHOLE)
    if expected.form == "rate" and expected.percent and abs(value) > MOST_GROWTH:
        return Doubt("growth", MOST_GROWTH)
    return _far(figure, expected)


def _far(figure: YearValue, expected: Expectation) -> Doubt | None:
    size, references = abs(figure.value), expected.references
    if not references:
        return None
    high, low = max(references), min(references)
    # A rate of a year may well be many times the average that a plan sets.
    if expected.form != "rate" and size > high * FAR:
        return Doubt("far-above", FAR, high, times=size / high)
    based = expected.form == "level" and expected.base is not None
    if size == 0:
        return Doubt("vanished", _ZERO, low) if based else None
    # A total begins at nothing, and so may what has no base: only a likely other unit speaks against it.
    if size * FAR < low and (based or likely_readings(figure, expected)):
        return Doubt("far-below", FAR, low, times=low / size)
    if size * FAR_BELOW_TARGET < low and expected.form in ("level", "total", "stock"):
        return Doubt("far-below", FAR_BELOW_TARGET, low, times=low / size)
    return None


def likely_readings(figure: YearValue, expected: Expectation) -> tuple[tuple[str, Decimal], ...]:
    """Return the other units in which a number would be near base and target, with what it would be there."""
    references = expected.references
    if not references:
        return ()
    low, high = min(references) / NEAR, max(references) * NEAR
    return tuple(
        (unit, reading)
        for unit, reading in figure.readings
        if low <= abs(reading) <= high and reading != figure.value
    )


def doubts_by_year(values: Iterable[YearValue], expected: Expectation) -> dict[int, Doubt]:
    """Return the doubts about the figures of one target, at most one a year; the values in any order.

    Each is tested alone, then against the years beside it. A published base may be among them, as sure.
    """
    in_order = sorted(values, key=lambda v: v.year)
    doubts = {
        v.year: doubt for v in in_order if not v.sure and (doubt := doubt_alone(v, expected)) is not None
    }
    rest = [v for v in in_order if v.year not in doubts]
    if expected.form == "total":
        return doubts | _falls(rest)
    return doubts | (_jumps(rest) if expected.form == "level" else {})


def _falls(values: Sequence[YearValue]) -> dict[int, Doubt]:
    """Doubt a cumulated total that is less than that of an earlier year."""
    doubts: dict[int, Doubt] = {}
    highest: YearValue | None = None
    for value in values:
        if highest and value.value < highest.value:
            doubt = Doubt("falls", _ZERO, highest.value, highest.year)
            if not value.sure:
                doubts[value.year] = doubt
            elif not highest.sure:
                doubts[highest.year] = Doubt("falls-later", _ZERO, value.value, value.year)
        if highest is None or value.value >= highest.value:
            highest = value
    return doubts


def _jumps(values: Sequence[YearValue]) -> dict[int, Doubt]:
    """Doubt a level that is far from the last one that is not doubted.

    Where that one has nothing to rest on, either may be wrong, and both are doubted.
    """
    doubts: dict[int, Doubt] = {}
    last: YearValue | None = None
    backed = False
    for value in values:
        doubt = _jump(last, value) if last else None
        if doubt is None or last is None:
            backed = value.sure or last is not None
            last = value
        elif value.sure:
            if not backed:
                doubts[last.year] = _jump(value, last) or doubt
            last, backed = value, True
        else:
            doubts[value.year] = doubt
            if not backed:
                doubts[last.year] = _jump(value, last) or doubt
                last = None
    return doubts


def _jump(before: YearValue, value: YearValue) -> Doubt | None:
    """Return the doubt about a level by that of another year, later or earlier."""
    years = abs(value.year - before.year)
    if years == 0 or before.value <= 0 or value.value <= 0:
        return None
    times = value.value / before.value
    allowed = JUMP**years
    if times > allowed:
        return Doubt("jump-up", JUMP, before.value, before.year, times)
    if times * allowed < 1:
        return Doubt("jump-down", JUMP, before.value, before.year, 1 / times)
    return None
