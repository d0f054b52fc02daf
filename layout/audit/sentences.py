"""Findings of the audit in words: formula, sentence, reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from geodata.units import POINTS
from layout.audit.findings import CLOSES, QUESTION, Finding
from layout.audit.formula_words import quantity_years, space_evenly
from layout.audit.formulas import COMPARING, RECORD_KINDS, Quantity
from layout.audit.quantity_words import format_exactly, format_quantity, plain_ends
from layout.plan.measure import round_half_up
from layout.plan.model import Plan
from layout.words import glossary, numbers
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import format_number
from layout.words.years import years_or_undated

# Words of a finding that closes, where they differ from those of one that asks.
_OF_RECORDS = {"naming": "naming-closes", "ladder": "ladder-closes"}
# Words of a finding whose sides meet only at one end of what the printed digits allow.
_AT_EDGE = {CLOSES: "closes-edge", QUESTION: "open-question-edge"}
# The words for the bound of a rate that leads to a bound only.
_AT_LOWER, _AT_UPPER = "finding.at-lower", "finding.at-upper"
_ENDS = {">=": _AT_LOWER, ">": _AT_LOWER, "<=": _AT_UPPER, "<": _AT_UPPER}


def decimals_of(finding: Finding) -> int:
    """Return how many decimals show the computed value: of a percentage one more than is stated."""
    if finding.stated_quantity is None:
        return 1
    if finding.claim.decimals is not None:  # as exact as the plan itself uses the figure, and one more
        return finding.claim.decimals + 1
    printed = max(0, -int(finding.stated_quantity.span.value.as_tuple().exponent))
    return printed + 1 if printed and finding.stated_quantity.form in ("rate", "share", "change") else 1


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
    computed = plain_ends(finding.result, decimals_of(finding))
    # The difference of two percentages is one of percentage points.
    unit = POINTS if finding.result.form in ("rate", "share") else finding.result.unit
    stated = finding.stated_quantity.ends if finding.stated_quantity else (finding.stated,)
    return _apart(stated, computed), unit


def _apart(stated: tuple[Decimal, ...], computed: tuple[Decimal, ...]) -> Decimal:
    """Return how far two numbers are apart, of ranges their ends that are nearest to each other."""
    return max(stated[0] - computed[-1], computed[0] - stated[-1], Decimal(0))


def _closes_rounded(finding: Finding, lang: str) -> bool:
    """Tell whether stated less computed is the gap also as the language rounds them."""
    gap, stated, result = _gap(finding), finding.stated, finding.result
    if gap is None or stated is None or result is None:
        return True
    unit = gap[1]
    sides = [numbers.shown_value(number, unit, lang) for number in (stated, result.span.value, gap[0])]
    return abs(sides[0] - sides[1]) == sides[2]


def finding_sentence(finding: Finding, lang: str) -> str:
    """Return a finding in one neutral sentence, and what must go with its numbers."""
    if finding.result is None:
        return say("finding.impossible", lang, why=say(f"impossible.{finding.impossible}", lang))
    sentence = space_evenly(_sentence(finding, lang), lang)
    if not finding.has_caveat:
        return sentence
    return say("finding.with-caveat", lang, sentence=sentence, why=finding.claim.why(lang))


def caveat_text(finding: Finding, lang: str) -> str:
    """Return what goes with the numbers of a finding wherever they stand; empty where nothing must."""
    return say("finding.caveat", lang, why=finding.claim.why(lang)) if finding.has_caveat else ""


def _sentence(finding: Finding, lang: str) -> str:
    result, against = finding.result, finding.stated_quantity
    kind = finding.claim.by or finding.claim.kind
    # Numbers that a reader subtracts have all digits where the rounded ones would leave another gap.
    write = format_quantity if _closes_rounded(finding, lang) else format_exactly
    if result and _end_of_rate(finding):
        # What the bound of a rate leads to is just that: the sentence says that it is the bound.
        result = replace(result, bound="=")
    values = {"computed": write(result, lang, decimals_of(finding))} if result else {}
    values |= {"stated": write(against, lang)} if against else {}
    if kind in ("reach", "rest", "doubling"):
        return _consequence(finding, kind, values, lang)
    if kind in COMPARING:
        return _both_sides(finding, kind, values, lang)
    if kind in ("product", "whole") and not against:
        first, second = (q.name(lang) for q in finding.operands)
        share = format_quantity(finding.operands[1], lang)
        return say(f"finding.{kind}", lang, first=first, second=second, share=share, **values)
    if kind in RECORD_KINDS:
        names = glossary.join_words((q.name(lang) for q in finding.operands), lang)
        key = _OF_RECORDS.get(kind, kind) if finding.state == CLOSES else kind
        return say(f"finding.{key}", lang, names=names, **values)
    edge = [_rounded_text(finding, values[0], lang) for name, values in finding.reasons if name == "edge"]
    key = _AT_EDGE[finding.state] if edge else finding.state
    return say(f"finding.{key}", lang, gap=gap_text(finding, lang), rounded="".join(edge), **values)


def _rounded_text(finding: Finding, rounded: str, lang: str) -> str:
    """Return a result with the digits of what is stated, in the unit that the sentence has it in."""
    unit = finding.unit
    if not numbers.is_converted(unit, lang):
        return rounded
    return numbers.format_amount(Decimal(rounded), unit, lang, exact=True)


def _both_sides(finding: Finding, kind: str, values: dict[str, str], lang: str) -> str:
    """Return a sentence that names the two figures that are held against each other."""
    first, second = finding.operands[0], finding.stated_quantity
    stated, computed = finding.stated or Decimal(0), finding.computed or Decimal(0)
    order = "below" if stated < computed else "above" if stated > computed else "same"
    words = {
        "first": dated_name(first, lang),
        "second": dated_name(second, lang) if second else "",
        "order": say(f"finding.{order}", lang),
        "gap": gap_text(finding, lang),
    }
    key = "at-least-short" if kind == "at-least" and order == "above" else kind
    key = "repeat-same" if kind == "repeat" and words["first"] == words["second"] else key
    return say(f"finding.{key}", lang, **words, **values)


def dated_name(quantity: Quantity, lang: str) -> str:
    """Return the name of a quantity with its years; of what is computed, or has none, the name alone."""
    when = quantity_years(quantity, lang)
    # What is computed bears its year in its title.
    if quantity.kind or not when:
        return quantity.name(lang)
    return say("finding.dated", lang, name=quantity.name(lang), when=when)


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
    end = _end_of_rate(finding)
    if end:
        return say(end, lang, rate=format_quantity(replace(rate, bound="="), lang))
    words = format_quantity(rate, lang)
    if "past-rate" not in {name for name, _ in finding.reasons}:
        return words
    # Never without its years: a reader would take it for one that the plan sets.
    years = years_or_undated(quantity_years(rate, lang), lang)
    return say("finding.past-rate", lang, rate=words, years=years)


def _end_of_rate(finding: Finding) -> str:
    """Return the word for the bound that a rate leads to a level at, empty where it is the rate itself."""
    by_rate = finding.claim.by == "reach" and len(finding.operands) > 1
    return _ENDS.get(finding.operands[1].bound, "") if by_rate else ""


def _reach_key(finding: Finding) -> str:
    if finding.needed_growth is None or finding.stated is None or finding.computed is None:
        return "reach-plain"
    return "reach-short" if finding.computed < finding.stated else "reach-over"


def reason_sentences(finding: Finding, plan: Plan, lang: str) -> list[str]:
    """Return why a finding is open, or what to bear in mind of one that closes."""
    sentences = []
    for name, values in finding.reasons:
        words = {
            "values": glossary.join_words(_reason_names(name, values, plan, lang), lang),
            "first": values[0] if values else "",
            "why": finding.claim.why(lang),
        }
        key = f"impossible.{finding.impossible}" if name == "uncomputable" else f"reason.{name}"
        sentences.append(say_of(plan, key, lang, **words))
    return sentences


def _reason_names(name: str, values: tuple[str, ...], plan: Plan, lang: str) -> list[str]:
    if name == "measure":
        return [plan.term[f"measure:{v}"].name(lang) for v in values]
    if name == "class":
        figures = [plan.statement[v] for v in values]
        return [say("reason.class-of", lang, name=s.name(lang), words=s.figure.words(lang)) for s in figures]
    return []


def is_open_question(finding: Finding) -> bool:
    """Tell whether a finding is a question."""
    return finding.state == QUESTION
