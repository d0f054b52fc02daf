"""Numbers in words: figures with all that the plan says of one. The one place that writes a figure.

A figure never goes without its bound, the other end of a range, what is aimed at beyond it, and the other
ways in which its target is set. Numbers that are no figures of the plan are written by amounts.py, whose
names stand here as well.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from geodata.units import TIMES
from layout.plan.model import Figure
from layout.words.amounts import (
    bound_words,
    converted_value,
    ends_and_unit,
    format_amount,
    format_bounded,
    format_ends,
    format_ends_value,
    format_number,
    format_span,
    format_value,
    format_with_sign,
    format_years,
    is_converted,
    is_rounded,
    number_and_unit,
    put_bound,
    put_sign,
    shown_unit_name,
    shown_value,
    unit_name,
)
from layout.words.glossary import say

__all__ = [
    "bound_words",
    "converted_value",
    "ends_and_unit",
    "figure_and_unit",
    "format_amount",
    "format_bounded",
    "format_ends",
    "format_ends_value",
    "format_figure",
    "format_figure_as_held",
    "format_figure_value",
    "format_figure_value_with_sign",
    "format_figure_with_sign",
    "format_number",
    "format_reached",
    "format_span",
    "format_value",
    "format_with_sign",
    "format_years",
    "has_more_than_number",
    "has_plain_number",
    "is_converted",
    "is_rounded",
    "number_and_unit",
    "put_bound",
    "put_sign",
    "shown_unit_name",
    "shown_value",
    "unit_name",
    "words_instead",
]


def words_instead(figure: Figure, lang: str) -> str:
    """Return the words that stand in place of a number; of a level to hold they say that it is one."""
    words = figure.words(lang)
    return say("figure.hold", lang, words=words) if figure.role == "hold" else words


def format_figure(figure: Figure, lang: str, *, exact: bool = False) -> str:
    """Return a figure with bound and unit (`at least CNY 50 bn`), or the words instead of a number.

    With `exact` it has as many digits as are printed, in whatever unit.
    """

    def amount(*ends: Decimal) -> str:
        return format_ends(ends, figure.unit, lang, exact=exact)

    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, amount)
    number = amount(*figure.ends)
    if _of_unprinted_base(figure):
        number = say("figure.multiple", lang, year=figure.from_year, amount=number)
    return _with_asides(put_bound(number, figure.bound, lang), figure, lang, amount)


def format_reached(figure: Figure, lang: str) -> str:
    """Return a figure as that which is reached: with a verb, which a bound takes the place of."""
    kind = "words" if figure.value is None else figure.bound
    return say(f"reached.{kind}", lang, amount=format_figure(figure, lang))


def format_figure_value(figure: Figure, lang: str, unit: str = "") -> str:
    """Return a figure with its bound, without its unit (`at least 50`), or the words instead of a number.

    Its unit is that of `shown_unit_name`, for the figure's own or for `unit`, in which its numbers stand.
    """
    value = _value_writer(figure, lang, unit)
    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, value)
    shown = put_bound(value(*figure.ends), figure.bound, lang)
    return _with_asides(shown, figure, lang, value, *_base_asides(figure, lang))


def format_figure_with_sign(figure: Figure, lang: str) -> str:
    """Return a figure with its unit, its bound as a sign: `≥ CNY 50 bn`; or the words instead of a number."""

    def amount(*ends: Decimal) -> str:
        return format_ends(ends, figure.unit, lang)

    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, amount)
    shown = put_sign(amount(*figure.ends), figure.bound)
    return _with_asides(shown, figure, lang, amount, *_base_asides(figure, lang))


def format_figure_value_with_sign(figure: Figure, lang: str) -> str:
    """Return a figure as :func:`format_figure_value`, with its bound as a sign: `≥ 50`."""
    value = _value_writer(figure, lang, "")
    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, value)
    shown = put_sign(value(*figure.ends), figure.bound)
    return _with_asides(shown, figure, lang, value, *_base_asides(figure, lang))


def figure_and_unit(figure: Figure, lang: str) -> tuple[str, str, str]:
    """Return a figure with its bound as a sign, the unit set after it, and what else the plan says of it.

    The third part is empty of most; it stands in words after the unit. Of words instead of a number both
    number and unit are these words alone.
    """

    def amount(*ends: Decimal) -> str:
        return format_ends(ends, figure.unit, lang)

    asides = _join_asides((*_base_asides(figure, lang), *_asides(figure, lang, amount)), lang)
    if figure.value is None:
        return words_instead(figure, lang), "", asides
    number, unit = ends_and_unit(figure.ends, figure.unit, lang, figure.bound)
    return number, unit, asides


def format_figure_as_held(figure: Figure, lang: str) -> str:
    """Return a figure as :func:`format_figure_value`, its numbers in the unit of the data, not converted."""

    def value(*ends: Decimal) -> str:
        return format_span(*map(format_number, ends), lang=lang)

    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, value)
    shown = put_bound(value(*figure.ends), figure.bound, lang)
    return _with_asides(shown, figure, lang, value, *_base_asides(figure, lang))


def has_plain_number(figure: Figure) -> bool:
    """Tell whether a figure is one exact number and nothing more, so that a cell may hold it as a number."""
    return figure.value is not None and figure.bound == "=" and not has_more_than_number(figure)


def has_more_than_number(figure: Figure) -> bool:
    """Tell whether there is more to a figure than a number and its bound: a range, an aim, another way."""
    return (
        len(figure.ends) > 1 or figure.stretch is not None or bool(figure.also) or _of_unprinted_base(figure)
    )


def _value_writer(figure: Figure, lang: str, unit: str) -> Callable[..., str]:
    def value(*ends: Decimal) -> str:
        return format_ends_value(ends, unit or figure.unit, lang)

    return value


def _of_unprinted_base(figure: Figure) -> bool:
    return (
        figure.form == "ratio" and figure.unit == TIMES and figure.from_year is not None and not figure.based
    )


def _base_asides(figure: Figure, lang: str) -> tuple[str, ...]:
    # In a cell or beside a sign there is no room to say of what it is a multiple, but behind it.
    return (say("figure.base-year", lang, year=figure.from_year),) if _of_unprinted_base(figure) else ()


def _asides(figure: Figure, lang: str, write: Callable[..., str]) -> tuple[str, ...]:
    aims = () if figure.stretch is None else (say("figure.stretch", lang, amount=write(figure.stretch)),)
    return (*aims, *(say("figure.also", lang, amount=_other_way(f, lang)) for f in figure.also))


def _other_way(figure: Figure, lang: str) -> str:
    amount = format_figure(figure, lang)
    return say("figure.per-year", lang, amount=amount) if figure.form == "rate" else amount


def _with_asides(text: str, figure: Figure, lang: str, write: Callable[..., str], *first: str) -> str:
    asides = _join_asides((*first, *_asides(figure, lang, write)), lang)
    return say("text.bracketed", lang, text=text, aside=asides) if asides else text


def _join_asides(asides: tuple[str, ...], lang: str) -> str:
    return say("text.stop", lang).join(asides)
