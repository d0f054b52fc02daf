"""Findings of the audit in words: formula, sentence, reasons, and rows for files."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from layout.audit.findings import QUESTION, Finding
from layout.audit.formulas import Quantity
from layout.plan.model import Plan
from layout.words import glossary
from layout.words.glossary import say

_RATIO_DIGITS = 2


def value(quantity: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number with its unit; a printed one as printed, a result rounded to `digits`."""
    return amount(quantity.span.value, quantity, lang, digits)


def amount(number: Decimal, like: Quantity, lang: str, digits: int = 1) -> str:
    """Return a number in the unit of a quantity, with the decimals that such a quantity is given."""
    plain = _printed(number, like) if like.exact else rounded(number, like, digits)
    sign = say(f"bound.{like.bound}", lang) if not like.kind else ""
    return f"{sign}{glossary.number(plain)} {glossary.unit(like.unit, lang)}".strip()


def _printed(number: Decimal, like: Quantity) -> Decimal:
    if not like.kind:
        return number
    plain = number.normalize()
    return plain.quantize(Decimal(1)) if int(plain.as_tuple().exponent) > 0 else plain


def rounded(number: Decimal, like: Quantity, digits: int = 1) -> Decimal:
    """Round half up; a multiple takes two decimals."""
    places = _RATIO_DIGITS if like.form == "ratio" else digits
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def digits_of(finding: Finding) -> int:
    """Return how many decimals show the computed value: of a percentage one more than is stated."""
    if finding.against is None:
        return 1
    printed = max(0, -int(finding.against.span.value.as_tuple().exponent))
    return printed + 1 if printed and finding.against.form in ("rate", "share", "change") else 1


def when(quantity: Quantity, lang: str) -> str:
    """Return the year of a quantity, or its span of years."""
    return glossary.span_of_years(quantity.from_year, quantity.year, lang)


def operand(quantity: Quantity, lang: str) -> str:
    """Return an operand by name, year and value."""
    year, shown = when(quantity, lang), value(quantity, lang, _part_digits(quantity))
    named = {"name": quantity.name(lang), "value": shown}
    if not year or quantity.kind:
        return say("formula.undated", lang, **named)
    return say("formula.operand", lang, when=year, **named)


def _part_digits(quantity: Quantity) -> int:
    return 2 if quantity.form in ("rate", "share", "change") and quantity.unit == "%" else 1


def formula(result: Quantity, lang: str, digits: int = 1) -> str:
    """Return how a result was computed, each operand by name."""
    shown = value(result, lang, digits)
    if result.kind == "count":
        return say("formula.counted", lang, result=shown)
    return f"{_expression(result, [operand(q, lang) for q in result.of])} = {shown}"


def plain_formula(result: Quantity, digits: int = 1) -> str:
    """Return the formula in numbers alone, the same in every language."""
    parts = [f"{q.span.value:f}" if not q.kind else f"{_number_of(q, _part_digits(q)):f}" for q in result.of]
    whole = _expression(result, parts).replace("÷", "/").replace("×", "*").replace("−", "-")
    unit = f" {result.unit}" if result.unit else ""
    return f"{whole} = {_number_of(result, digits):f}{unit}"


def _number_of(quantity: Quantity, digits: int = 1) -> Decimal:
    number = quantity.span.value
    return _printed(number, quantity) if quantity.exact else rounded(number, quantity, digits)


def _expression(result: Quantity, parts: list[str]) -> str:
    years = abs((result.year or 0) - (result.of[0].year or 0))
    span = (result.of[-1].year or 0) - (result.of[0].year or 0)
    rate = f"{_number_of(result.of[1], 2):f}" if result.kind == "reach" else ""
    back = (result.year or 0) < (result.of[0].year or 0)
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


def gap(finding: Finding, lang: str) -> str:
    """Return the difference between stated and computed, in the unit of what is stated."""
    if finding.stated is None or finding.result is None:
        return ""
    digits = digits_of(finding)
    computed = _number_of(finding.result, digits)
    unit = glossary.unit(finding.result.unit, lang)
    if finding.result.form in ("rate", "share"):
        unit = say("text.points", lang)
    return f"{glossary.number(abs(finding.stated - computed))} {unit}"


def sentence(finding: Finding, lang: str) -> str:
    """Return what was found in one neutral sentence."""
    if finding.result is None:
        return say("finding.impossible", lang)
    values = {"computed": value(finding.result, lang, digits_of(finding))}
    values |= {"stated": value(finding.against, lang)} if finding.against else {}
    kind = finding.claim.by or finding.claim.kind
    if kind in ("reach", "rest", "doubling"):
        return _consequence(finding, kind, values, lang)
    if kind in ("count", "repeat"):
        return say(f"finding.{kind}", lang, **values)
    return say(f"finding.{finding.state}", lang, gap=gap(finding, lang), **values)


def needed(finding: Finding) -> str:
    """Return the yearly growth that would reach what is stated, in per cent; empty where there is none."""
    return "" if finding.needed is None else f"{glossary.number(round(finding.needed, 1))} %"


def _consequence(finding: Finding, kind: str, values: dict[str, str], lang: str) -> str:
    first, *others = finding.operands
    against = finding.against.name(lang) if finding.against else ""
    words = {
        "base": first.name(lang),
        "whole": first.name(lang),
        "later": others[0].name(lang),
        "parts": glossary.names((q.name for q in others), lang),
        "rate": value(others[0], lang),
        "year": str(finding.result.year or "") if finding.result else "",
        "against": against,
        "needed": needed(finding),
        "gap": gap(finding, lang),
    }
    key = _reach_key(finding) if kind == "reach" else kind
    if kind == "rest" and finding.against:
        key = "rest-against"
    if kind == "doubling" and finding.needed is not None:
        key = "doubling-needed"
    return say(f"finding.{key}", lang, **values, **words)


def _reach_key(finding: Finding) -> str:
    if finding.needed is None or finding.stated is None or finding.computed is None:
        return "reach-plain"
    return "reach-short" if finding.computed < finding.stated else "reach-over"


def reasons(finding: Finding, plan: Plan, lang: str) -> list[str]:
    """Return why a finding is open, or what to bear in mind of one that closes."""
    found = []
    for name, values in finding.reasons:
        terms = [plan.term[f"measure:{v}"].name for v in values] if name == "measure" else []
        decimals = values[0] if name == "finer" else ""
        words = {"values": glossary.names(terms, lang), "decimals": decimals, "why": finding.claim.why(lang)}
        found.append(say(f"reason.{name}", lang, **words))
    return found


def is_open(finding: Finding) -> bool:
    """Tell whether a finding is a question."""
    return finding.state == QUESTION


def row(finding: Finding, plan: Plan) -> dict[str, Any]:
    """Return a finding as JSON has it; the keys are stable."""
    digits = digits_of(finding)
    result = finding.result
    refs = [
        *((finding.claim.stated, r) for r in (finding.against.refs if finding.against else ())),
        *((q.id, r) for q in finding.operands for r in q.refs),
    ]
    return {
        "id": finding.claim.id,
        "kind": finding.claim.kind,
        "state": finding.state,
        "title_zh": finding.claim.title.zh,
        "title_en": finding.claim.title.en,
        "stated": _json(finding.stated),
        "stated_is": "" if finding.against is None else "computed" if finding.against.kind else "stated",
        "computed": _json(finding.computed),
        "low": _json(finding.low),
        "high": _json(finding.high),
        "needed_growth": _json(finding.needed),
        "unit": finding.unit,
        "formula": plain_formula(result, digits) if result else "",
        "formula_zh": formula(result, "zh", digits) if result else "",
        "formula_en": formula(result, "en", digits) if result else "",
        "reasons": [name for name, _ in finding.reasons],
        "reasons_zh": reasons(finding, plan, "zh"),
        "reasons_en": reasons(finding, plan, "en"),
        "sources": [
            {
                "of": name,
                "source": f"{r.source}:{r.locator}" if r.locator else r.source,
                "zh": glossary.citation((r,), plan, "zh"),
                "en": glossary.citation((r,), plan, "en"),
            }
            for name, r in dict.fromkeys(refs)
        ],
        "text_zh": _full(finding, plan, "zh"),
        "text_en": _full(finding, plan, "en"),
    }


def _full(finding: Finding, plan: Plan, lang: str) -> str:
    head = finding.claim.title(lang)
    colon = say("text.colon", lang)
    return f"{head}{colon}{sentence(finding, lang)}"


def _json(number: Decimal | None) -> float | int | None:
    if number is None or not number.is_finite():
        return None
    plain = round(number, 4)
    return int(plain) if plain == plain.to_integral_value() else float(plain)
