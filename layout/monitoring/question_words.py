"""The words of a question about a figure: what is unusual, by which threshold, and what can be decided."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from geodata.faults import printable
from geodata.intake.cell_values import AS_GIVEN, LEFT_OUT
from geodata.languages import LANGS, Text
from geodata.units import PERCENT, TIMES
from layout.monitoring import actual_words, words
from layout.monitoring.actuals import Actual
from layout.monitoring.review import CHOICE, IN_UNIT, Question
from layout.monitoring.targets import DISTRICT, subject_name, subject_of
from layout.plan.model import Plan
from layout.words.glossary import say
from layout.words.numbers import format_amount, format_number, unit_name

_DECIMALS = 4
# How many of several values a question lists.
_MOST_VALUES = 6


def confirmation_text(question: Question, plan: Plan, lang: str) -> str:
    """Return what is asked and why, with the place in the file."""
    subject = subject_of(question.target)
    place = "" if subject == DISTRICT else subject_name(subject, plan)(lang)
    name = say("text.dot", lang).join(n for n in (place, question.target.name(lang)) if n)
    where = actual_words.actual_location(question.actuals[0], lang)
    return say("question.line", lang, name=name, year=question.year, why=_why(question, lang), where=where)


def _why(question: Question, lang: str) -> str:
    doubt, unit = question.doubt, question.target.figure.unit
    if doubt is None:
        values = say("text.comma", lang).join(_amount(a, lang) for a in question.actuals[:_MOST_VALUES])
        return say("doubt.several", lang, values=values)
    return say(
        f"doubt.{doubt.rule}",
        lang,
        value=_amount(question.actuals[0], lang),
        limit=format_number(doubt.limit),
        against="" if doubt.against is None else amount_text(doubt.against, unit, lang),
        year=doubt.against_year or "",
        times="" if doubt.times is None else format_number(words.round_to(doubt.times, 1)),
    )


def _amount(actual: Actual, lang: str) -> str:
    return amount_text(actual.value, actual.unit, lang)


def amount_text(value: Decimal, unit: str, lang: str) -> str:
    """Return a number with its unit."""
    # With all digits: a reader looks for it in the file, and tells it from others like it.
    return format_amount(words.round_to(value, _DECIMALS), unit, lang, exact=True)


def choice_text(question: Question, choice: str, lang: str) -> str:
    """Return what a decision means."""
    first, unit = question.actuals[0], question.target.figure.unit
    if choice.startswith(CHOICE):
        chosen = question.actuals[int(choice.removeprefix(CHOICE)) - 1]
        where = actual_words.actual_location(chosen, lang)
        return say("decision.choice", lang, value=_amount(chosen, lang), where=where)
    if choice.startswith(IN_UNIT):
        meant = choice.removeprefix(IN_UNIT)
        reading = dict(question.readings)[meant]
        # A number that is multiples of the whole, in a row of per cent, is a fraction.
        key = "fraction" if (meant, unit) == (TIMES, PERCENT) else "unit"
        value = amount_text(reading, unit, lang)
        return say(f"decision.{key}", lang, unit=unit_name(meant, lang), value=value)
    key = {AS_GIVEN: "as-given", LEFT_OUT: "left-out"}[choice]
    return say(f"decision.{key}", lang, value=_amount(first, lang))


def question_row(question: Question, plan: Plan) -> dict[str, Any]:
    """Return a question as JSON-ready values: id, rule, threshold, words, choices and what was decided."""
    doubt = question.doubt
    line = Text.in_each(lambda lang: confirmation_text(question, plan, lang))
    return {
        "id": question.id,
        "target": question.target.id,
        "year": question.year,
        "rule": doubt.rule if doubt else "several",
        "limit": str(doubt.limit) if doubt else None,
        "values": [{"value": f"{a.value:f}", "unit": a.unit, "where": a.where} for a in question.actuals],
        "choices": [
            {"decision": choice, **{f"text_{lang}": choice_text(question, choice, lang) for lang in LANGS}}
            for choice in question.choices
        ],
        "decision": question.decision or None,
        **{f"text_{lang}": text for lang, text in line.by_language()},
    }


def accept_text(question: Question, lang: str) -> str:
    """Return a question's choices as the command line takes them."""
    options = (f"{printable(question.id)}={choice}" for choice in question.choices)
    return say("status.decide", lang, options="  ".join(options))
