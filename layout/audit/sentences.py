"""Findings of the audit in words: formula, sentence, reasons, and rows for files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from geodata.languages import LANGS
from geodata.references import write_refs
from geodata.units import POINTS
from layout.audit.findings import QUESTION, Finding
from layout.audit.formulas import Quantity
from layout.audit.quantity_words import format_exactly, format_quantity, shown_number
from layout.plan.measure import round_half_up
from layout.plan.model import Plan
from layout.words import glossary, numbers
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.numbers import format_number, format_years


def decimals_of(finding: Finding) -> int:
    """Return how many decimals show the computed value: of a percentage one more than is stated."""
    if finding.stated_quantity is None:
        return 1
    printed = max(0, -int(finding.stated_quantity.span.value.as_tuple().exponent))
    return printed + 1 if printed and finding.stated_quantity.form in ("rate", "share", "change") else 1


def quantity_years(quantity: Quantity, lang: str) -> str:
    """Return the year of a quantity, or its span of years."""
    return format_years(quantity.from_year, quantity.year, lang)


def format_operand(quantity: Quantity, lang: str) -> str:
    """Return an operand by name, year and value."""
    year, value_text = (
        quantity_years(quantity, lang),
        format_exactly(quantity, lang, _part_digits(quantity)),
    )
    named = {"name": quantity.name(lang), "value": value_text}
    if not year or quantity.kind:
        return say("formula.undated", lang, **named)
    return say("formula.operand", lang, when=year, **named)


def _part_digits(quantity: Quantity) -> int:
    return 2 if quantity.form in ("rate", "share", "change") and quantity.unit == "%" else 1


def formula_text(result: Quantity, lang: str, digits: int = 1) -> str:
    """Return how a result was computed, each operand by name."""
    # A level that rates lead to is rounded from all its digits elsewhere: one digit more shows how.
    more = numbers.is_converted(result.unit, lang) and result.kind == "reach"
    result_text = format_exactly(result, lang, digits + more)
    if result.kind == "count":
        return say("formula.counted", lang, result=result_text)
    return f"{_expression(result, [format_operand(q, lang) for q in result.of])} = {result_text}"


def formula_in_numbers(result: Quantity, digits: int = 1) -> str:
    """Return the formula in numbers alone, in the unit of the data, the same in every language."""
    parts = [
        f"{q.span.value:f}" if not q.kind else f"{shown_number(q, _part_digits(q)):f}" for q in result.of
    ]
    whole = _expression(result, parts).replace("÷", "/").replace("×", "*").replace("−", "-")
    return f"{whole} = {shown_number(result, digits):f}"


def _expression(result: Quantity, parts: list[str]) -> str:
    years = abs((result.year or 0) - (result.of[0].year or 0))
    span = (result.of[-1].year or 0) - (result.of[0].year or 0)
    rate = f"{shown_number(result.of[1], 2):f}" if result.kind == "reach" else ""
    back = (result.year or 0) < (result.of[0].year or 0)
    # Not evaluated until chosen: each reads operands that other kinds do not have.
    shapes = {
        "sum": lambda: " + ".join(parts),
        "difference": lambda: " − ".join(parts),
        "rest": lambda: " − ".join(parts),
        "growth": lambda: f"({parts[1]} ÷ {parts[0]})^(1/{span}) − 1",
        "share": lambda: f"{parts[0]} ÷ {parts[1]}",
        "share-change": lambda: f"{parts[2]} ÷ {parts[3]} − {parts[0]} ÷ {parts[1]}",
        "doubling": lambda: f"{parts[1]} ÷ {parts[0]}",
        "reach": lambda: f"{parts[0]} {'÷' if back else '×'} (1 + {rate} %)^{years}",
        "repeat": lambda: parts[0],
        "count": lambda: parts[0],
    }
    return shapes[result.kind]()


def gap_text(finding: Finding, lang: str) -> str:
    """Return the difference between stated and computed, in the unit of what is stated."""
    gap = _gap(finding)
    return numbers.format_amount(*gap, lang, exact=not _closes_rounded(finding, lang)) if gap else ""


def gap_value_text(finding: Finding, lang: str) -> str:
    """Return the difference between stated and computed without its unit."""
    gap = _gap(finding)
    return numbers.format_value(*gap, lang) if gap else ""


def _gap(finding: Finding) -> tuple[Decimal, str] | None:
    if finding.stated is None or finding.result is None:
        return None
    # Of the number as it is shown, so that a reader can check the subtraction.
    computed = shown_number(finding.result, decimals_of(finding))
    # The difference of two percentages is one of percentage points.
    unit = POINTS if finding.result.form in ("rate", "share") else finding.result.unit
    return abs(finding.stated - computed), unit


def _closes_rounded(finding: Finding, lang: str) -> bool:
    """Tell whether stated less computed is the gap also as the language rounds them."""
    gap, stated, result = _gap(finding), finding.stated, finding.result
    if gap is None or stated is None or result is None:
        return True
    unit = gap[1]
    sides = [numbers.shown_value(number, unit, lang) for number in (stated, result.span.value, gap[0])]
    return abs(sides[0] - sides[1]) == sides[2]


def finding_sentence(finding: Finding, lang: str) -> str:
    """Return a finding in one neutral sentence."""
    if finding.result is None:
        return say("finding.impossible", lang)
    kind = finding.claim.by or finding.claim.kind
    # Numbers that a reader subtracts have all digits where the rounded ones would leave another gap.
    write = format_quantity if _closes_rounded(finding, lang) else format_exactly
    values = {"computed": write(finding.result, lang, decimals_of(finding))}
    values |= {"stated": write(finding.stated_quantity, lang)} if finding.stated_quantity else {}
    if kind in ("reach", "rest", "doubling"):
        return _consequence(finding, kind, values, lang)
    if kind in ("count", "repeat"):
        return say(f"finding.{kind}", lang, **values)
    return say(f"finding.{finding.state}", lang, gap=gap_text(finding, lang), **values)


def needed_growth_text(finding: Finding) -> str:
    """Return the yearly growth that would reach what is stated, in per cent; empty where there is none."""
    growth = finding.needed_growth
    return "" if growth is None else f"{format_number(round_half_up(growth, 1))} %"


def _consequence(finding: Finding, kind: str, values: dict[str, str], lang: str) -> str:
    first, *others = finding.operands
    against = finding.stated_quantity.name(lang) if finding.stated_quantity else ""
    words = {
        "base": first.name(lang),
        "whole": first.name(lang),
        "later": others[0].name(lang),
        "parts": glossary.join_names((q.name for q in others), lang),
        "rate": _rate(finding, others[0], lang) if kind == "reach" else format_quantity(others[0], lang),
        "year": str(finding.result.year or "") if finding.result else "",
        "against": against,
        "needed": needed_growth_text(finding),
        "gap": gap_text(finding, lang),
    }
    key = _reach_key(finding) if kind == "reach" else kind
    if kind == "rest" and finding.stated_quantity:
        key = "rest-against"
    if kind == "doubling" and finding.needed_growth is not None:
        key = "doubling-needed"
    return say(f"finding.{key}", lang, **values, **words)


def _rate(finding: Finding, rate: Quantity, lang: str) -> str:
    words = format_quantity(rate, lang)
    if "past-rate" not in {name for name, _ in finding.reasons}:
        return words
    # Never without its years: a reader would take it for one that the plan sets.
    return say("finding.past-rate", lang, rate=words, years=quantity_years(rate, lang))


def _reach_key(finding: Finding) -> str:
    if finding.needed_growth is None or finding.stated is None or finding.computed is None:
        return "reach-plain"
    return "reach-short" if finding.computed < finding.stated else "reach-over"


def reason_sentences(finding: Finding, plan: Plan, lang: str) -> list[str]:
    """Return why a finding is open, or what to bear in mind of one that closes."""
    sentences = []
    for name, values in finding.reasons:
        terms = [plan.term[f"measure:{v}"].name for v in values] if name == "measure" else []
        decimals = values[0] if name == "finer" else ""
        words = {
            "values": glossary.join_names(terms, lang),
            "decimals": decimals,
            "why": finding.claim.why(lang),
        }
        sentences.append(say(f"reason.{name}", lang, **words))
    return sentences


def is_open_question(finding: Finding) -> bool:
    """Tell whether a finding is a question."""
    return finding.state == QUESTION


def finding_row(finding: Finding, plan: Plan) -> dict[str, Any]:
    """Return a finding as JSON has it, under the stable keys of FINDING_KEYS (layout/lists/figure_rows.py).

    Numbers have at most four decimals; an open end and a missing number are None.
    """
    digits = decimals_of(finding)
    result, stated = finding.result, finding.stated_quantity
    return {
        "id": finding.claim.id,
        "kind": finding.claim.kind,
        "state": finding.state,
        **{f"title_{lang}": title for lang, title in finding.claim.title.by_language()},
        "stated": _json(finding.stated),
        "stated_is": "" if stated is None else "computed" if stated.kind else "stated",
        "computed": _json(finding.computed),
        "low": _json(finding.low),
        "high": _json(finding.high),
        "needed_growth": _json(finding.needed_growth),
        "unit": finding.unit,
        "formula": formula_in_numbers(result, digits) if result else "",
        **{f"formula_{lang}": formula_text(result, lang, digits) if result else "" for lang in LANGS},
        "reasons": [name for name, _ in finding.reasons],
        **{f"reasons_{lang}": reason_sentences(finding, plan, lang) for lang in LANGS},
        "sources": _source_rows(finding, plan),
        **{f"text_{lang}": _full(finding, plan, lang) for lang in LANGS},
    }


def _source_rows(finding: Finding, plan: Plan) -> list[dict[str, str]]:
    """Return the sources of the stated value and of each operand, with the id of what they are of."""
    stated = finding.stated_quantity
    refs = [
        *((finding.claim.stated, r) for r in (stated.refs if stated else ())),
        *((q.id, r) for q in finding.operands for r in q.refs),
    ]
    return [
        {
            "of": name,
            "source": write_refs((r,)),
            **{lang: citation((r,), plan, lang) for lang in LANGS},
        }
        for name, r in dict.fromkeys(refs)
    ]


def _full(finding: Finding, plan: Plan, lang: str) -> str:
    head = finding.claim.title(lang)
    colon = say("text.colon", lang)
    return f"{head}{colon}{finding_sentence(finding, lang)}"


def _json(number: Decimal | None) -> float | int | None:
    # JSON has no infinity: an open end is null.
    if number is None or not number.is_finite():
        return None
    plain = round_half_up(number, 4)
    return int(plain) if plain == plain.to_integral_value() else float(plain)
