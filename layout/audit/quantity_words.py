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
    return format_like(quantity.span.value, quantity, lang, digits)


def format_like(number: Decimal, like: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number in the unit of a quantity, with the decimals that such a quantity is given."""
    plain = _plain(number, like, lang, digits)
    return numbers.format_amount(plain, like.unit, lang, _bound(like))


def format_exactly(quantity: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number as :func:`format_quantity`, but one in another unit with all its digits.

    What a reader adds up or divides must come out as it is written.
    """
    if quantity.words is not None:
        return quantity.words(lang)
    plain = plain_number(quantity, digits)
    return numbers.format_amount(plain, quantity.unit, lang, _bound(quantity), exact=True)


def format_quantity_value(quantity: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number without its unit, converted to what `shown_unit_name` names for the quantity's unit."""
    if quantity.words is not None:
        return quantity.words(lang)
    plain = _plain(quantity.span.value, quantity, lang, digits)
    return numbers.format_bounded(plain, _bound(quantity), lang, quantity.unit)


def quantity_and_unit(quantity: Quantity, lang: str, digits: int = 1) -> tuple[str, str]:
    """Return a number and the unit that is set after it in another size."""
    if quantity.words is not None:
        return quantity.words(lang), ""
    plain = _plain(quantity.span.value, quantity, lang, digits)
    return numbers.number_and_unit(plain, quantity.unit, lang, _bound(quantity))


def _plain(number: Decimal, like: Quantity, lang: str, digits: int) -> Decimal:
    # A number that is shown in another unit is rounded there, from all its digits.
    if like.exact or numbers.is_converted(like.unit, lang):
        return _printed(number, like)
    return round_like(number, like, digits)


def _bound(quantity: Quantity) -> str:
    # A result bears no bound of its own.
    return "=" if quantity.kind else quantity.bound


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
    number = quantity.span.value
    return _printed(number, quantity) if quantity.exact else round_like(number, quantity, digits)
