"""How each kind of claim is computed, with the range that printed digits leave open.

Operands are brought to one unit first (geodata/units.toml); growth is compounded, in per cent a
year; a difference of percentages is in percentage points. The kinds are those of `claims` in
geodata/schema.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from geodata import units
from layout.audit.quantities import Quantity
from layout.plan.measure import Span, UnlikeError, convert, growth_rate_span, level_span_after, span
from layout.plan.model import Claim, Text
from layout.words.glossary import say

__all__ = [
    "COMPARING", "RECORD_KINDS", "Quantity", "as_printed",
    "compute", "convert_quantity", "is_amount", "tally",
]  # fmt: skip

_HUNDRED = Decimal(100)
_ADDS = frozenset({"sum", "difference", "rest", "count", "repeat", "at-least", "below-past", "pace"})
# What one level is of another, which no plan prints with all its digits.
_QUOTIENTS = frozenset({"growth", "share"})
# Kinds that hold one figure against another: their result is the first itself, nothing is computed besides.
COMPARING = frozenset({"repeat", "pace", "at-least", "below-past"})
# Kinds that look at records of the plan, not at figures: their operands are taken as they are.
RECORD_KINDS = frozenset({"count", "naming", "ladder"})
_AMOUNT_FORMS = frozenset({"level", "total", "count"})


def compute(claim: Claim, operands: tuple[Quantity, ...], stated: Quantity | None) -> Quantity:
    """Return a claim's result, in the unit of what is stated where it converts to that.

    `operands` are in the order of the claim's `of`. Raises UnlikeError where they do not go together.
    """
    if any(q.span.value.is_nan() for q in operands):
        raise UnlikeError("a figure in words has no number", "words")
    kind = claim.by or claim.kind
    _of_one_part_of_year((*operands, *([stated] if stated else ())), kind)
    operands = _alike(operands, stated, kind)
    result = _KINDS[kind](operands, claim, stated)
    if kind not in COMPARING and any(q.high is not None for q in operands):
        # What the last digits leave open decides whether a claim closes; it is no part of what is shown.
        result = _as_range(result, _KINDS[kind](tuple(map(_without_rounding, operands)), claim, stated).span)
    return replace(
        result,
        id=claim.id,
        name=_result_name(claim),
        words=None,
        printed=None,
        bound=operands[0].bound if kind in COMPARING else _bound_of(operands, result.span),
        exact=_is_exact(kind, operands, result.span.value),
        scopes=frozenset[str]().union(*(q.scopes for q in operands)),
        amount_scopes=frozenset[str]().union(*(q.amount_scopes for q in operands)),
        classes=frozenset[str]().union(*(q.classes for q in operands)),
        refs=tuple(dict.fromkeys(r for q in operands for r in q.refs)),
        year=claim.year or result.year,
        kind=kind,
        of=operands,
    )


def _result_name(claim: Claim) -> Text:
    """Return the title of a claim; of a sum that no figure of the plan states it says whose sum it is."""
    if claim.kind != "sum" or claim.stated:
        return claim.title
    return Text.in_each(lambda lang: say("formula.own-sum", lang, title=claim.title(lang)))


def _bound_of(operands: tuple[Quantity, ...], span: Span) -> str:
    """Return the bound of a result: that of an open range, or "about" where an operand is about so much."""
    one_sided = any(q.bound in (">=", ">", "<=", "<") for q in operands)
    # A quotient by what has no upper end, or a level falling without one, is closed by nought alone.
    if one_sided and span.low == 0 < span.value and span.high.is_finite():
        return "<="
    if not (span.low.is_finite() or span.high.is_finite()):
        raise UnlikeError("bounds that leave both sides open say nothing of the result", "bounds")
    if span.low.is_finite() != span.high.is_finite():
        return ">=" if span.low.is_finite() else "<="
    return "~" if any(q.bound == "~" for q in operands) else "="


def _of_one_part_of_year(sides: tuple[Quantity, ...], kind: str) -> None:
    """Raise UnlikeError where what is of a part of a year would be computed with what is of another time."""
    # How many there are of a thing is of no part of a year, whatever each of them comes to.
    months = {q.months for q in sides if q.form != "count"}
    if len(months) > 1 and kind not in RECORD_KINDS:
        raise UnlikeError("a part of a year does not go with a whole one", "part-year")


def _as_range(result: Quantity, shown: Span) -> Quantity:
    """Return the result of ranges as a range, from the least that they allow to the most."""
    span = result.span
    if not (span.low.is_finite() and span.high.is_finite()):
        end = next((v for v in (shown.low, shown.high) if v.is_finite()), span.value)
        return replace(result, span=Span(span.low, end, span.high), high=None)
    return replace(result, span=Span(span.low, shown.low, span.high), high=shown.high)


def _without_rounding(quantity: Quantity) -> Quantity:
    """Return an operand with the ends that are printed, and open where its bound leaves it open."""
    span = quantity.span
    low, high = (span.value if span.low.is_finite() else span.low), quantity.ends[-1]
    return replace(quantity, span=Span(low, span.value, high if span.high.is_finite() else span.high))


def _is_exact(kind: str, operands: tuple[Quantity, ...], value: Decimal) -> bool:
    if kind == "product":
        # Of whole numbers, say firms times the amount of each; digits that a share brings in are not printed.
        return value == value.to_integral_value() and all(q.exact for q in operands)
    return kind in RECORD_KINDS or (kind in _ADDS and all(q.exact for q in operands))


def is_amount(form: str, unit: str) -> bool:
    """Tell whether a figure is an amount, which depends on the firms that are counted, and not a ratio."""
    return form in _AMOUNT_FORMS or (form == "change" and unit not in (units.PERCENT, units.POINTS))


def _alike(operands: tuple[Quantity, ...], stated: Quantity | None, kind: str) -> tuple[Quantity, ...]:
    """Return operands in one unit, that of what is stated where they become its like.

    Raises UnlikeError where one does not convert.
    """
    # The second operand is a rate or a share: it has no unit in common with the amount.
    alike = operands[:1] if kind in ("reach", "whole") else operands
    if kind in RECORD_KINDS or kind == "product":
        return operands
    first = alike[0]
    unit = first.unit
    # Rates and shares keep their unit: it is the kind that decides whether the result is in points.
    if stated is not None and kind in _KEEPING and first.form not in ("rate", "share"):
        unit = stated.unit if units.dimension(stated.unit) == units.dimension(unit) else unit
    return (*(convert_quantity(q, unit) for q in alike), *operands[len(alike) :])


def as_printed(stated: Quantity, kind: str) -> Quantity:
    """Return a stated figure in the range of its printed digits, if its claim works out a quotient.

    Even a target is printed rounded where two levels lead to it: 7.4 % a year for 7.394.
    """
    if kind not in _QUOTIENTS or stated.bound != "=":
        return stated
    return replace(stated, span=span(stated.span.value))


def convert_quantity(quantity: Quantity, unit: str) -> Quantity:
    """Return a quantity and its range in another unit. Raises UnlikeError where it does not convert."""
    high = quantity.high if quantity.high is None else convert(quantity.high, quantity.unit, unit)
    return replace(quantity, span=_convert(quantity.span, quantity.unit, unit), unit=unit, high=high)


def _convert(span: Span, unit: str, to: str) -> Span:
    if unit == to:
        return span
    # An open end stays open in any unit, and no fraction can hold it.
    return Span(*(convert(v, unit, to) if v.is_finite() else v for v in (span.low, span.value, span.high)))


def _like(first: Quantity, span: Span, **rest: object) -> Quantity:
    return replace(first, span=span, **rest)  # type: ignore[arg-type]


def _sum(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    whole = reduce(lambda a, b: a + b, (q.span for q in operands))
    # A level that changes are added to is still one of its own measure.
    parts = [q for q in operands if q.form != "change" or operands[0].form == "change"]
    measures = frozenset[str]().union(*(q.measures for q in parts))
    return _like(operands[0], whole, measures=measures)


def _difference(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    whole, *parts = operands
    if whole.form in ("rate", "share"):  # the difference of percentages is one of points
        whole = replace(whole, unit=units.POINTS, form="change")
    left = reduce(lambda a, b: a - b, (q.span for q in parts), whole.span)
    earlier = {q.year for q in parts} - {whole.year, None}
    # Less a level of an earlier year leaves the change since then, unless the claim names a year.
    span_of_years = len(earlier) == 1 and claim.year is None
    form = "change" if span_of_years else whole.form
    from_year = earlier.pop() if span_of_years else whole.from_year
    return _like(whole, left, form=form, from_year=from_year)


def _growth(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    start, end = operands
    rate = growth_rate_span(start.span, end.span, _years(start, end.year))
    return _like(end, rate, unit=units.PERCENT, form="rate", from_year=start.year)


def _share(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    part, whole = operands
    return _like(part, _percent(part.span.over(whole.span)), unit=units.PERCENT, form="share")


def _whole(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    part, share = operands
    # Per cent, so that a hundredth of the share is what the part is divided by.
    return _like(part, _percent(part.span.over(share.span)))


def _share_change(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    before, after = _share(operands[:2], claim, stated), _share(operands[2:], claim, stated)
    span = after.span - before.span
    return _like(after, span, unit=units.POINTS, form="change", from_year=before.year)


def _doubling(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    base, later = operands
    return _like(later, later.span.over(base.span), unit=units.TIMES, form="ratio", from_year=base.year)


def _reach(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    base, rate = operands
    year = claim.year or (stated.year if stated else rate.year)
    return _like(base, level_span_after(base.span, rate.span, _years(base, year)), year=year, form=base.form)


def _same(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    return operands[0]


def _product(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    first, second = operands
    span, like = first.span.times(second.span), second if first.form in ("share", "count", "ratio") else first
    if "count" in (first.form, second.form):  # so many times the amount of each
        return _like(like, span)
    try:
        unit, times = units.multiply(first.unit, second.unit)
    except ValueError as error:
        raise UnlikeError(str(error)) from error
    factor = Decimal(times.numerator) / times.denominator
    whole = Span(span.low * factor, span.value * factor, span.high * factor)
    if unit == like.unit:
        return _like(like, whole, unit=unit)
    # A use that the plan gives per unit only: the unit is chosen that makes the number short.
    readable = units.readable_unit(unit, Fraction(whole.value))
    return _like(
        like, _convert(whole, unit, readable), unit=readable, form="total", measures=frozenset[str]()
    )


def _with_names(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    return tally(claim, len(operands))


def _with_parks(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    return tally(claim, sum(int(q.span.value) for q in operands))


def tally(claim: Claim, number: int) -> Quantity:
    """Return a number of records as an exact quantity without a unit."""
    n = Decimal(number)
    return Quantity(
        claim.id, claim.title, Span(n, n, n), "", "count", frozenset(), frozenset(), None, None, ()
    )


def _count(operands: tuple[Quantity, ...], claim: Claim, stated: Quantity | None) -> Quantity:
    # What is counted has no unit; the measure word is that of the stated figure.
    return replace(operands[0], unit=stated.unit if stated else "")


def _percent(span: Span) -> Span:
    return Span(span.low * _HUNDRED, span.value * _HUNDRED, span.high * _HUNDRED)


def _years(start: Quantity, year: int | None) -> int:
    if start.year is None or year is None or start.year == year:
        raise UnlikeError("growth needs two different years", "years")
    return year - start.year


_KINDS: Mapping[str, Callable[[tuple[Quantity, ...], Claim, Quantity | None], Quantity]] = {
    "sum": _sum,
    "difference": _difference,
    "rest": _difference,
    "growth": _growth,
    "share": _share,
    "whole": _whole,
    "share-change": _share_change,
    "doubling": _doubling,
    "reach": _reach,
    "repeat": _same,
    "pace": _same,
    "at-least": _same,
    "below-past": _same,
    "product": _product,
    "naming": _with_names,
    "ladder": _with_parks,
    "count": _count,
}
# Kinds whose result is of the operands' own kind, so that it may stand in the stated unit.
_KEEPING = frozenset({"sum", "difference", "rest", "repeat", "reach", "below-past", "whole"})
