"""Numbers in words: figures with bound and unit, years, units. The one place that writes a bound."""

from __future__ import annotations

from decimal import Decimal

from layout.plan.model import Figure
from layout.words.glossary import glossary, say

# How a bound is written where there is no room for its words.
_BOUND_SIGNS = {"~": "≈ ", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}


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
    """Return a unit's name in `lang`; an unlisted unit stands as the data give it."""
    word = glossary().get(f"unit.{name}")
    return word(lang) if word else name


def bound_words(bound: str, lang: str) -> str:
    """Return the words before a number that has a bound (`at least `), with their blank.

    `bound` is one of `=`, `~`, `>=`, `>`, `<=`, `<`; of `=` the words are empty.
    """
    return say(f"bound.{bound}", lang)


def format_bounded(value: Decimal | float | None, bound: str, lang: str) -> str:
    """Return a number with the words of its bound, without a unit: `at least 500`."""
    return bound_words(bound, lang) + format_number(value)


def words_instead(figure: Figure, lang: str) -> str:
    """Return the words that stand in place of a number; of a level to hold they say that it is one."""
    words = figure.words(lang)
    return say("figure.hold", lang, words=words) if figure.role == "hold" else words


def format_figure(figure: Figure, lang: str) -> str:
    """Return a figure with bound and unit (`at least 500 %`), or the words instead of a number."""
    if figure.value is None:
        return words_instead(figure, lang)
    return f"{format_bounded(figure.value, figure.bound, lang)} {unit_name(figure.unit, lang)}"


def format_figure_value(figure: Figure, lang: str) -> str:
    """Return a figure with its bound, without its unit (`at least 500`), or the words instead of a number."""
    if figure.value is None:
        return words_instead(figure, lang)
    return format_bounded(figure.value, figure.bound, lang)


def format_with_sign(value: Decimal, bound: str = "=") -> str:
    """Return a number with its bound as a sign, the same in every language: `≥ 10`."""
    return _BOUND_SIGNS.get(bound, "") + format_number(value)


def format_years(start: int | None, end: int | None, lang: str) -> str:
    """Return a year, or a span of years from `start` to `end`; without `end` an empty text."""
    return say("text.span", lang, start=start, end=end) if start and end else str(end or "")
