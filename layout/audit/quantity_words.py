"""Numbers of the audit in words: printed ones as printed, results rounded, in the units of a language."""

from __future__ import annotations

from decimal import Decimal

from layout.audit.formulas import Quantity
from layout.plan.measure import round_half_up
from layout.words import numbers

_RATIO_DIGITS = 2


def format_quantity(quantity: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number with its unit; a printed one as printed, a result rounded to `digits`."""
    if quantity.words is not None:
        return quantity.words(lang)
    plain = _plain_ends(quantity, lang, digits)
    return numbers.put_bound(numbers.format_ends(plain, quantity.unit, lang), quantity.bound, lang)


def format_like(number: Decimal, like: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number in the unit of a quantity, with its decimals and without its bound."""
    return numbers.format_amount(_plain(number, like, lang, digits), like.unit, lang)


def format_exactly(quantity: Quantity, lang: str, digits: int = 1, *, bounded: bool = True) -> str:
    """Return a number as :func:`format_quantity`, but one in another unit with all its digits.

    What a reader adds up, divides or compares must come out as it is written. Its bound is left out where
    it is not to be `bounded`.
    """
    if quantity.words is not None:
        return quantity.words(lang)
    ends = numbers.format_ends(plain_ends(quantity, digits), quantity.unit, lang, exact=True)
    return numbers.put_bound(ends, quantity.bound, lang) if bounded else ends


def format_quantity_value(quantity: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number without its unit, converted to what `shown_unit_name` names for the quantity's unit."""
    if quantity.words is not None:
        return quantity.words(lang)
    ends = numbers.format_ends_value(_plain_ends(quantity, lang, digits), quantity.unit, lang)
    return numbers.put_bound(ends, quantity.bound, lang)


def quantity_and_unit(quantity: Quantity, lang: str, digits: int = 1) -> tuple[str, str]:
    """Return a number and the unit that is set after it in another size."""
    if quantity.words is not None:
        return quantity.words(lang), ""
    plain = _plain_ends(quantity, lang, digits)
    return numbers.ends_and_unit(plain, quantity.unit, lang, quantity.bound)


def _plain_ends(quantity: Quantity, lang: str, digits: int) -> tuple[Decimal, ...]:
    return tuple(_plain(end, quantity, lang, digits) for end in quantity.ends)


def _plain(number: Decimal, like: Quantity, lang: str, digits: int) -> Decimal:
    # A number that is shown in another unit is rounded there, from all its digits.
    if like.exact or numbers.is_rounded(like.unit, lang):
        return _printed(number, like)
    return round_like(number, like, digits)


def _printed(number: Decimal, like: Quantity) -> Decimal:
    if not like.kind:
        return number
    plain = number.normalize()
    return plain.quantize(Decimal(1)) if int(plain.as_tuple().exponent) > 0 else plain


def round_like(number: Decimal, like: Quantity, digits: int = 1) -> Decimal:
    """Round half away from zero to `digits` decimals; a multiple takes two."""
    places = _RATIO_DIGITS if like.form == "ratio" else digits
    return round_half_up(number, places)


def plain_number(quantity: Quantity, digits: int = 1) -> Decimal:
    """Return a printed number as printed, a result rounded, in the unit of the data."""
    return plain_ends(quantity, digits)[0]


def plain_ends(quantity: Quantity, digits: int = 1) -> tuple[Decimal, ...]:
    """Return a number as :func:`plain_number` does, of a range both ends."""
    if quantity.exact:
        return tuple(_printed(end, quantity) for end in quantity.ends)
    return tuple(round_like(end, quantity, digits) for end in quantity.ends)
