"""Numbers in words: figures with bound and unit, years. The one place that writes a bound or an amount.

A language may count in other units than the data (geodata/units.toml): 1062.3 of a hundred million yuan is
`CNY 106.2 bn`. The number is converted exactly, and rounded only where it is shown: half up from the
unrounded value, to three significant digits and at least the decimals of the unit it is shown in.
"""

from __future__ import annotations

from decimal import Decimal

from geodata.languages import mark_foreign
from geodata.units import column_unit, least_decimals, text_units
from layout.plan.measure import convert, round_half_up
from layout.plan.model import Figure
from layout.words.glossary import glossary, say

# How a bound is written where there is no room for its words.
_BOUND_SIGNS = {"~": "≈ ", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}
_SIGNIFICANT = 3


def format_number(value: Decimal | float | None) -> str:
    """Return a number with thousands separators; unknown as `–`.

    A decimal keeps the digits it is printed with (`1,062.3`, `50.0`), any other number has at
    most two decimals.
    """
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    # Adding nought turns a negative zero into a plain one.
    return f"{round(value, 2) + 0.0:,.2f}".rstrip("0").rstrip(".")


def unit_name(name: str, lang: str) -> str:
    """Return what `lang` calls a unit of the data; an unlisted one stands as the data give it, marked.

    Of a number that is shown converted it is `shown_unit_name`.
    """
    word = glossary().get(f"unit.{name}")
    return word.unmarked(lang) if word else mark_foreign(name, lang)


def shown_unit_name(unit: str, lang: str) -> str:
    """Return the name of the unit that `lang` shows in place of `unit`: for heads, captions and axes."""
    return unit_name(column_unit(unit, lang), lang)


def converted_value(value: Decimal, unit: str, lang: str) -> Decimal:
    """Return a value in the unit that `lang` shows, exactly: for lengths of bars and cells of workbooks."""
    return _converted(value, unit, column_unit(unit, lang))


def shown_value(value: Decimal, unit: str, lang: str) -> Decimal:
    """Return a value in the unit that `lang` shows, with the digits it is shown with: for cells of tables."""
    return _rounded(value, unit, column_unit(unit, lang))


def is_converted(unit: str, lang: str) -> bool:
    """Tell whether `lang` shows another unit in place of this one."""
    return bool(text_units(unit, lang))


def is_rounded(unit: str, lang: str) -> bool:
    """Tell whether `lang` shows a number of this unit in another one and rounds it there."""
    return any(least_decimals(shown) is not None for shown in text_units(unit, lang))


def _converted(value: Decimal, unit: str, to: str) -> Decimal:
    """Convert exactly; decimals that are printed stay printed: a tenth of 50.0 is 5.00."""
    if unit == to:
        return value
    exact = convert(value, unit, to)
    printed = _decimals(value)
    if not printed:
        return exact
    # A factor of a hundredth moves the point by two places.
    places = max(0, printed - convert(Decimal(1), unit, to).adjusted())
    return exact if _decimals(exact) >= places else round_half_up(exact, places)


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _rounded(value: Decimal, unit: str, to: str) -> Decimal:
    exact = _converted(value, unit, to)
    least = least_decimals(to)
    if unit == to or least is None:
        return exact
    # Twice, for 9.996 becomes 10.00, of which two decimals are one too many.
    for _ in range(2):
        places = max(least, _SIGNIFICANT - 1 - exact.adjusted()) if exact else 0
        exact = round_half_up(exact, places) if _decimals(exact) > places else exact
    return exact


def bound_words(bound: str, lang: str) -> str:
    """Return the words before a number that has a bound (`at least `), with their blank.

    `bound` is one of `=`, `~`, `>=`, `>`, `<=`, `<`; of `=` the words are empty.
    """
    return say(f"bound.{bound}", lang)


def format_bounded(value: Decimal | None, bound: str, lang: str, unit: str = "") -> str:
    """Return a number with the words of its bound (`at least 500`), without its unit.

    With `unit` the number is converted to what `shown_unit_name` names.
    """
    if value is None:
        return format_number(None)
    return bound_words(bound, lang) + format_value(value, unit, lang)


def format_value(value: Decimal, unit: str, lang: str) -> str:
    """Return a number without its unit, converted to what `shown_unit_name` names."""
    return format_number(shown_value(value, unit, lang))


def format_amount(value: Decimal, unit: str, lang: str, bound: str = "=", *, exact: bool = False) -> str:
    """Return a number with bound and unit: `at least CNY 50 bn`, in the unit that suits its size.

    With `exact` it is converted and not rounded: for formulas, which a reader computes anew.
    """
    amount, shown = _in_text(value, unit, lang, exact)
    return bound_words(bound, lang) + _with_unit(amount, shown, lang)


def format_amount_with_sign(value: Decimal, unit: str, lang: str, bound: str = "=") -> str:
    """Return a number with its unit, and its bound as a sign: `≥ CNY 50 bn`."""
    return _BOUND_SIGNS.get(bound, "") + format_amount(value, unit, lang)


def number_and_unit(value: Decimal, unit: str, lang: str, bound: str = "=") -> tuple[str, str]:
    """Return a number with its bound as a sign, and the unit that is set after it in another size.

    Where the language writes a unit around the number (`≥ CNY 50 bn`) it stands with it, and none is left.
    """
    amount, shown = _in_text(value, unit, lang, exact=False)
    if f"amount.{shown}" in glossary():
        return _BOUND_SIGNS.get(bound, "") + _with_unit(amount, shown, lang), ""
    return format_with_sign(amount, bound), unit_name(shown, lang)


def _in_text(value: Decimal, unit: str, lang: str, exact: bool) -> tuple[Decimal, str]:
    convert_to = _converted if exact else _rounded
    amount, shown = value, unit
    for shown in text_units(unit, lang):
        amount = convert_to(value, unit, shown)
        if abs(amount) >= 1:
            break
    return amount, shown


def _with_unit(number: Decimal, unit: str, lang: str) -> str:
    """Return a number with its unit, in the order of the language; one thing may have a word of its own."""
    keys = ("amount-one", "amount") if abs(number) == 1 else ("amount",)
    for key in keys:
        word = glossary().get(f"{key}.{unit}")
        if word:
            return say(f"{key}.{unit}", lang, n=format_number(number))
    return f"{format_number(number)} {unit_name(unit, lang)}".strip()


def words_instead(figure: Figure, lang: str) -> str:
    """Return the words that stand in place of a number; of a level to hold they say that it is one."""
    words = figure.words(lang)
    return say("figure.hold", lang, words=words) if figure.role == "hold" else words


def format_figure(figure: Figure, lang: str, *, exact: bool = False) -> str:
    """Return a figure with bound and unit (`at least CNY 50 bn`), or the words instead of a number.

    With `exact` it has as many digits as are printed, in whatever unit.
    """
    if figure.value is None:
        return words_instead(figure, lang)
    return format_amount(figure.value, figure.unit, lang, figure.bound, exact=exact)


def format_figure_value(figure: Figure, lang: str) -> str:
    """Return a figure with its bound, without its unit (`at least 50`), or the words instead of a number.

    Its unit is that of `shown_unit_name`.
    """
    if figure.value is None:
        return words_instead(figure, lang)
    return format_bounded(figure.value, figure.bound, lang, figure.unit)


def format_with_sign(value: Decimal, bound: str = "=") -> str:
    """Return a number with its bound as a sign, the same in every language: `≥ 10`."""
    return _BOUND_SIGNS.get(bound, "") + format_number(value)


def format_value_with_sign(value: Decimal, unit: str, lang: str, bound: str = "=") -> str:
    """Return a number without its unit, converted to what `shown_unit_name` names, its bound as a sign."""
    return format_with_sign(shown_value(value, unit, lang), bound)


def format_years(start: int | None, end: int | None, lang: str) -> str:
    """Return a year, or a span of years from `start` to `end`; without `end` an empty text."""
    return say("text.span", lang, start=start, end=end) if start and end else str(end or "")
