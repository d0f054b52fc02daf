"""Numbers in words: figures with all that the plan says of one. The one place that writes a figure.

A figure never goes without its bound, the other end of a range, what is aimed at beyond it, and the other
ways in which its target is set. Numbers that are no figures of the plan are written by amounts.py, whose
names stand here as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from geodata.languages import language
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
    "format_other_ways",
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


@dataclass(frozen=True)
class _Writer:
    """How the ends of a figure's numbers are written; `left_out` is the unit that stands elsewhere."""

    write: Callable[..., str]
    left_out: str = ""


def format_figure(figure: Figure, lang: str, *, exact: bool = False) -> str:
    """Return a figure with bound and unit (`at least CNY 50 bn`), or the words instead of a number.

    With `exact` it has as many digits as are printed, in whatever unit.
    """
    writer = _amount_writer(figure, lang, exact)
    if figure.value is None:
        return _with_asides(words_instead(figure, lang), figure, lang, writer)
    number = writer.write(*figure.ends)
    if _of_unprinted_base(figure):
        number = say("figure.multiple", lang, year=figure.from_year, amount=number)
    return _with_asides(put_bound(number, figure.bound, lang), figure, lang, writer)


def format_reached(figure: Figure, lang: str) -> str:
    """Return a figure as that which is reached: with a verb, which a bound takes the place of."""
    kind = "words" if figure.value is None else figure.bound
    return say(f"reached.{kind}", lang, amount=format_figure(figure, lang))


def format_figure_value(figure: Figure, lang: str) -> str:
    """Return a figure with its bound, without its unit (`at least 50`), or the words instead of a number.

    Its unit is that of `shown_unit_name`.
    """
    return _bounded_in_words(figure, lang, _value_writer(figure, lang))


def format_figure_with_sign(figure: Figure, lang: str) -> str:
    """Return a figure with its unit, its bound as a sign: `≥ CNY 50 bn`; or the words instead of a number."""
    return _bounded_by_sign(figure, lang, _amount_writer(figure, lang))


def format_figure_value_with_sign(figure: Figure, lang: str) -> str:
    """Return a figure as :func:`format_figure_value`, with its bound as a sign: `≥ 50`."""
    return _bounded_by_sign(figure, lang, _value_writer(figure, lang))


def figure_and_unit(figure: Figure, lang: str) -> tuple[str, str, str]:
    """Return a figure with its bound as a sign, the unit set after it, and what else the plan says of it.

    The third part is empty of most; it stands in words after the unit. Of words instead of a number both
    number and unit are these words alone.
    """
    writer = _amount_writer(figure, lang)
    asides = _join_asides((*_base_asides(figure, lang), *_asides(figure, lang, writer)), lang)
    if figure.value is None:
        return words_instead(figure, lang), "", asides
    number, unit = ends_and_unit(figure.ends, figure.unit, lang, figure.bound)
    return number, unit, asides


def format_figure_as_held(figure: Figure, lang: str) -> str:
    """Return a figure as :func:`format_figure_value`, its numbers in the unit of the data, not converted."""

    def value(*ends: Decimal) -> str:
        return format_span(*map(format_number, ends), lang=lang)

    return _bounded_in_words(figure, lang, _Writer(value, figure.unit))


def format_other_ways(figure: Figure, lang: str) -> str:
    """Return the other ways in which a target is set, with their units; empty of most."""
    return _join_asides(_other_ways(figure, lang, _amount_writer(figure, lang)), lang)


def has_plain_number(figure: Figure) -> bool:
    """Tell whether a figure is one exact number and nothing more, so that a cell may hold it as a number."""
    return figure.value is not None and figure.bound == "=" and not has_more_than_number(figure)


def has_more_than_number(figure: Figure) -> bool:
    """Tell whether there is more to a figure than a number and its bound: a range, an aim, another way."""
    return (
        len(figure.ends) > 1 or figure.stretch is not None or bool(figure.also) or _of_unprinted_base(figure)
    )


def _amount_writer(figure: Figure, lang: str, exact: bool = False) -> _Writer:
    return _Writer(lambda *ends: format_ends(ends, figure.unit, lang, exact=exact))


def _value_writer(figure: Figure, lang: str) -> _Writer:
    return _Writer(lambda *ends: format_ends_value(ends, figure.unit, lang), figure.unit)


def _bounded_in_words(figure: Figure, lang: str, writer: _Writer) -> str:
    return _bounded(figure, lang, writer, lambda number: put_bound(number, figure.bound, lang))


def _bounded_by_sign(figure: Figure, lang: str, writer: _Writer) -> str:
    return _bounded(figure, lang, writer, lambda number: put_sign(number, figure.bound))


def _bounded(figure: Figure, lang: str, writer: _Writer, put: Callable[[str], str]) -> str:
    """Return a figure with its bound and what else is said of it, or the words instead of a number."""
    if figure.value is None:
        # Beside words there stands no unit, which what else is said has then itself.
        return _with_asides(words_instead(figure, lang), figure, lang, _amount_writer(figure, lang))
    shown = put(writer.write(*figure.ends))
    return _with_asides(shown, figure, lang, writer, *_base_asides(figure, lang))


def _of_unprinted_base(figure: Figure) -> bool:
    return (
        figure.form == "ratio" and figure.unit == TIMES and figure.from_year is not None and not figure.based
    )


def _base_asides(figure: Figure, lang: str) -> tuple[str, ...]:
    # In a cell or beside a sign there is no room to say of what it is a multiple, but behind it.
    return (say("figure.base-year", lang, year=figure.from_year),) if _of_unprinted_base(figure) else ()


def _asides(figure: Figure, lang: str, writer: _Writer) -> tuple[str, ...]:
    others = _other_ways(figure, lang, writer)
    if figure.stretch is None:
        return others
    return (_say_amount("figure.stretch", lang, writer.write(figure.stretch)), *others)


def _other_ways(figure: Figure, lang: str, writer: _Writer) -> tuple[str, ...]:
    return tuple(_say_amount("figure.also", lang, _other_way(f, lang, writer)) for f in figure.also)


def _other_way(figure: Figure, lang: str, writer: _Writer) -> str:
    """Return another way of a target: without its unit, where that stands beside the target itself."""
    left_out = figure.value is not None and figure.unit == writer.left_out
    amount = _bounded_in_words(figure, lang, writer) if left_out else format_figure(figure, lang)
    return _say_amount("figure.per-year", lang, amount) if figure.form == "rate" else amount


def _say_amount(key: str, lang: str, amount: str) -> str:
    # In Chinese a number has a blank before it, the words of its bound have none.
    close = language(lang).script == "Hani" and not amount[:1].isascii()
    return say(key, lang, amount=amount, blank="" if close else " ")


def _with_asides(text: str, figure: Figure, lang: str, writer: _Writer, *first: str) -> str:
    asides = _join_asides((*first, *_asides(figure, lang, writer)), lang)
    return say("text.bracketed", lang, text=text, aside=asides) if asides else text


def _join_asides(asides: tuple[str, ...], lang: str) -> str:
    return say("text.stop", lang).join(asides)
