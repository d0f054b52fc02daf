"""How a result was computed, in words: operands with their years, the formula, a sentence set evenly."""

from __future__ import annotations

import re
from decimal import Decimal

from geodata.languages import language
from layout.audit.formulas import COMPARING, RECORD_KINDS, Quantity
from layout.audit.quantity_words import format_exactly, plain_ends, plain_number
from layout.words import glossary, numbers
from layout.words.glossary import say
from layout.words.numbers import format_years
from layout.words.years import figure_years, write_months

_WITHIN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff）。，；：]) (?=[\u4e00-\u9fff（“])|(?<=[）。，；：]) ")
_BEFORE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)")
# The sign before the result of a formula, by its bound.
_RESULT_SIGNS = {"=": "=", "~": "≈", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}


def quantity_years(quantity: Quantity, lang: str) -> str:
    """Return the year of a quantity, or its span of years; of a printed one as its figure has them."""
    if quantity.printed is not None:
        return figure_years(quantity.printed, lang)
    return write_months(format_years(quantity.from_year, quantity.year, lang), quantity.months, lang)


def format_operand(quantity: Quantity, lang: str) -> str:
    """Return an operand by name, year and value."""
    year, value_text = (
        quantity_years(quantity, lang),
        format_exactly(quantity, lang, _part_digits(quantity)),
    )
    named = {"name": quantity.name(lang), "value": value_text}
    if not year or quantity.kind:
        return space_evenly(say("formula.undated", lang, **named), lang)
    return space_evenly(say("formula.operand", lang, when=year, **named), lang)


def _part_digits(quantity: Quantity) -> int:
    return 2 if quantity.form in ("rate", "share", "change") and quantity.unit == "%" else 1


def formula_text(result: Quantity, lang: str, digits: int = 1) -> str:
    """Return how a result was computed, each operand by name."""
    # A level that rates lead to is rounded from all its digits elsewhere: one digit more shows how.
    more = numbers.is_converted(result.unit, lang) and result.kind == "reach"
    result_text = format_exactly(result, lang, digits + more, bounded=False)
    if result.kind == "count":
        members = [q for q in result.of if q.id == "members" and q.span.value]
        key = "formula.counted-members" if members else "formula.counted"
        return say(key, lang, result=result_text, names="".join(q.name(lang) for q in members))
    if result.kind in RECORD_KINDS:
        names = glossary.join_words((q.name(lang) for q in result.of), lang)
        return say(f"formula.{result.kind}", lang, names=names or say("formula.none", lang))
    brackets = say("formula.brackets", lang)
    expression = _expression(result, [format_operand(q, lang) for q in result.of], brackets)
    return (
        expression
        if result.kind in COMPARING
        else f"{expression} {_RESULT_SIGNS[result.bound]} {result_text}"
    )


def formula_in_numbers(result: Quantity, digits: int = 1) -> str:
    """Return the formula in numbers alone, in the unit of the data, the same in every language."""
    parts = [_in_numbers(q.ends if not q.kind else plain_ends(q, _part_digits(q))) for q in result.of]
    whole = _expression(result, parts).replace("÷", "/").replace("×", "*").replace("−", "-")
    if result.kind in COMPARING:
        return whole.replace("≥", ">=")
    return f"{whole} = {_in_numbers(plain_ends(result, digits))}"


def _in_numbers(ends: tuple[Decimal, ...]) -> str:
    # A range by two dots, which no reader takes for a subtraction.
    return "..".join(f"{end:f}" for end in ends)


def _expression(result: Quantity, parts: list[str], brackets: str = "()") -> str:
    if result.kind in RECORD_KINDS and result.kind != "count":
        return " + ".join(parts) or "0"
    years = abs((result.year or 0) - (result.of[0].year or 0))
    span = (result.of[-1].year or 0) - (result.of[0].year or 0)
    rate = f"{plain_number(result.of[1], 2):f}" if result.kind == "reach" else ""
    back = (result.year or 0) < (result.of[0].year or 0)
    # Not evaluated until chosen: each reads operands that other kinds do not have.
    shapes = {
        "sum": lambda: " + ".join(parts),
        "difference": lambda: " − ".join(parts),
        "rest": lambda: " − ".join(parts),
        "growth": lambda: f"{brackets[0]}{parts[1]} ÷ {parts[0]}{brackets[1]}^(1/{span}) − 1",
        "share": lambda: f"{parts[0]} ÷ {parts[1]}",
        "whole": lambda: " ÷ ".join(parts),
        "share-change": lambda: f"{parts[2]} ÷ {parts[3]} − {parts[0]} ÷ {parts[1]}",
        "doubling": lambda: f"{parts[1]} ÷ {parts[0]}",
        "reach": lambda: f"{parts[0]} {'÷' if back else '×'} (1 + {rate} %)^{years}",
        "product": lambda: " × ".join(parts),
        "at-least": lambda: _sign(result).join(parts),
        "repeat": lambda: parts[0],
        "pace": lambda: parts[0],
        "below-past": lambda: parts[0],
        "count": lambda: parts[0],
    }
    return shapes[result.kind]()


def _sign(result: Quantity) -> str:
    larger, smaller = result.of
    return " ≥ " if larger.span.value >= smaller.span.value else " < "


def space_evenly(sentence: str, lang: str) -> str:
    """Return a filled Chinese sentence with a blank before each number and none within the words."""
    if language(lang).script != "Hani":
        return sentence
    # What is filled in may begin with a number or with words, which the sentence cannot know.
    return _BEFORE_NUMBER.sub(" ", _WITHIN_WORDS.sub("", sentence))
