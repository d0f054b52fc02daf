"""Amounts in words: a number, its unit and its bound. What is said of a figure as a whole: numbers.py.

A language may count in other units than the data (geodata/units.toml): 1062.3 of a hundred million yuan is
`CNY 106.2 bn`. The number is converted exactly, and rounded only where it is shown: half up from the
unrounded value, to three significant digits and at least the decimals of the unit it is shown in.
"""

from __future__ import annotations

from decimal import Decimal

from geodata.languages import mark_foreign
from geodata.units import column_unit, least_decimals, text_units
from layout.plan.measure import convert, round_half_up
from layout.words.glossary import glossary, say

# How a bound is written where there is no room for its words. A blank that does not break: a sign at the end
# of a line says nothing, and the number on the next is read without it.
_BOUND_SIGNS = {
    sign: f"{mark}\N{NO-BREAK SPACE}"
    for sign, mark in {
        "~": "≈",
        ">=": "≥",
        ">": ">",
        "<=": "≤",
        "<": "<",
        "~>=": "≥\N{NO-BREAK SPACE}≈",
        "~<=": "≤\N{NO-BREAK SPACE}≈",
    }.items()
}
_SIGNIFICANT = 3
MINUS = "\N{MINUS SIGN}"


def format_number(value: Decimal | float | None) -> str:
    """Return a number with thousands separators; unknown as `–`.

    A decimal keeps the digits it is printed with (`1,062.3`, `50.0`), any other number has at
    most two decimals. A negative one has a minus sign, which is no hyphen.
    """
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value:,f}".replace("-", MINUS)
    # Adding nought turns a negative zero into a plain one.
    return f"{round(value, 2) + 0.0:,.2f}".rstrip("0").rstrip(".").replace("-", MINUS)


def unit_name(name: str, lang: str) -> str:
    """Return what `lang` calls a unit of the data; an unlisted one stands as the data give it, marked.

    Of a number that is shown converted it is `shown_unit_name`.
    """
    word = glossary().get(f"unit.{name}")
    return word.unmarked(lang) if word else mark_foreign(name, lang)


def unit_word_lacks(name: str, lang: str) -> bool:
    """Tell whether `lang` has no word for a unit of the data, which is written in another script."""
    return f"unit.{name}" not in glossary() and mark_foreign(name, lang) != name


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


def put_bound(text: str, bound: str, lang: str) -> str:
    """Return a number in text with the words of its bound, which may stand around it (`500 or more`)."""
    around = f"around.{bound}"
    if around not in glossary():
        return bound_words(bound, lang) + text
    # Behind a number a blank, behind Chinese words of a unit none.
    return say(around, lang, n=text, blank=" " if text[-1:].isascii() else "")


def format_bounded(value: Decimal | None, bound: str, lang: str, unit: str = "") -> str:
    """Return a number with the words of its bound (`at least 500`), without its unit.

    With `unit` the number is converted to what `shown_unit_name` names.
    """
    if value is None:
        return format_number(None)
    return put_bound(format_value(value, unit, lang), bound, lang)


def format_value(value: Decimal, unit: str, lang: str) -> str:
    """Return a number without its unit, converted to what `shown_unit_name` names."""
    return format_number(shown_value(value, unit, lang))


def format_amount(value: Decimal, unit: str, lang: str, bound: str = "=", *, exact: bool = False) -> str:
    """Return a number with bound and unit: `at least CNY 50 bn`, in the unit that suits its size.

    With `exact` it is converted and not rounded: for formulas, which a reader computes anew.
    """
    return put_bound(format_ends((value,), unit, lang, exact=exact), bound, lang)


def format_ends(ends: tuple[Decimal, ...], unit: str, lang: str, *, exact: bool = False) -> str:
    """Return a number, or the two ends of a range, with their unit: `CNY 60–70 bn`."""
    numbers, shown = _in_text(ends, unit, lang, exact=exact)
    return _with_unit(numbers, shown, lang)


def format_ends_value(ends: tuple[Decimal, ...], unit: str, lang: str) -> str:
    """Return a number, or the two ends of a range, without the unit, which `shown_unit_name` names."""
    return _spanned([shown_value(v, unit, lang) for v in ends], lang)


def number_and_unit(value: Decimal, unit: str, lang: str, bound: str = "=") -> tuple[str, str]:
    """Return a number with its bound as a sign, and the unit that is set after it in another size.

    Where the language writes a unit around the number (`≥ CNY 50 bn`) it stands with it, and none is left.
    """
    return ends_and_unit((value,), unit, lang, bound)


def ends_and_unit(ends: tuple[Decimal, ...], unit: str, lang: str, bound: str) -> tuple[str, str]:
    """Return a number, or the two ends of a range, and its unit, as :func:`number_and_unit` does."""
    numbers, shown = _in_text(ends, unit, lang, exact=False)
    if f"amount.{shown}" in glossary():
        return put_sign(_with_unit(numbers, shown, lang), bound), ""
    return put_sign(_spanned(numbers, lang), bound), unit_name(shown, lang)


def _in_text(ends: tuple[Decimal, ...], unit: str, lang: str, *, exact: bool) -> tuple[list[Decimal], str]:
    convert_to = _converted if exact else _rounded
    amounts, shown = list(ends), unit
    for shown in text_units(unit, lang):
        amounts = [convert_to(value, unit, shown) for value in ends]
        if abs(amounts[0]) >= 1:
            break
    return amounts, shown


def _with_unit(ends: list[Decimal], unit: str, lang: str) -> str:
    """Return a number with its unit, in the order of the language; one thing may have a word of its own."""
    number = _spanned(ends, lang)
    keys = ("amount-one", "amount") if len(ends) == 1 and abs(ends[0]) == 1 else ("amount",)
    for key in keys:
        word = glossary().get(f"{key}.{unit}")
        if word:
            return say(f"{key}.{unit}", lang, n=number)
    return f"{number} {unit_name(unit, lang)}".strip()


def _spanned(ends: list[Decimal], lang: str) -> str:
    return format_span(*map(format_number, ends), lang=lang)


def format_span(start: str, end: str = "", *, lang: str) -> str:
    """Return what lies between two ends in the signs of the language; of one end that alone."""
    return say("text.span", lang, start=start, end=end) if end else start


def put_sign(number: str, bound: str) -> str:
    """Return a number in text with its bound as a sign, the same in every language: `≥ 10`."""
    return _BOUND_SIGNS.get(bound, "") + number


def format_with_sign(value: Decimal, bound: str = "=") -> str:
    """Return a number with its bound as a sign: `≥ 10`."""
    return put_sign(format_number(value), bound)


def format_years(start: int | None, end: int | None, lang: str) -> str:
    """Return a year, or a span of years from `start` to `end`; without `end` an empty text."""
    return say("text.span", lang, start=start, end=end) if start and end else str(end or "")
