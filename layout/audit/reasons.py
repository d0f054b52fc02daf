"""Why the two sides of a claim may not be comparable, or not be as exact as they are printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.audit.formulas import Quantity
from layout.audit.records import has_inferred_park
from layout.plan.measure import Span, round_half_up, span
from layout.plan.model import Claim, Plan

Reason = tuple[str, tuple[str, ...]]
# What is to be borne in mind, and leaves a finding as it is.
REMARKS = frozenset({"scope", "edge"})
# Forms whose measures must be alike; kinds whose operands must be of the same years; forms that have a
# first year as well as a last; kinds whose result grows with each operand.
_AMOUNTS = frozenset({"level", "total", "count"})
_SAME_YEARS = frozenset({"sum", "share", "rest", "repeat", "product", "whole", "at-least"})
_SPANNING = frozenset({"rate", "total", "change"})
_GROWING = frozenset({"sum", "repeat", "reach", "product"})
# What a consequence leads to that the plan need not state.
_UNSTATED = frozenset({"product", "whole"})
# Kinds that hold two rates or results of one measure against each other, whatever their scope.
_OF_ONE_MEASURE = frozenset({"pace", "below-past"})
# Kinds of which the number itself is read, without a range of rounding.
_WITHOUT_RANGE = frozenset({"repeat", "count", "at-least", "below-past", "naming", "ladder"})


def reasons_of(
    claim: Claim,
    operands: tuple[Quantity, ...],
    result: Quantity,
    against: Quantity | None,
    plan: Plan,
) -> Iterable[Reason]:
    """Yield the reasons of one claim as word ids of the glossary's section `reason`, with their values."""
    if claim.kind in ("naming", "ladder"):
        yield from _of_records(claim, result, against, plan)
        return
    if claim.kind not in _OF_ONE_MEASURE:
        yield from _unlike([*operands, *([against] if against else [])], plan)
    if not _one_period(claim, operands, result, against):
        yield "period", ()
    if claim.why and claim.decimals is None:
        # A product alone has no second side, and what is counted is what the number is of.
        one_subject = claim.alike or claim.by in _UNSTATED or claim.kind == "count"
        yield ("remark" if one_subject else "subject"), ()
    if claim.by == "reach" and (operands[1].from_year, operands[1].year) != (operands[0].year, result.year):
        yield "past-rate", ()
    classes = result.classes | (against.classes if against else frozenset())
    if classes:
        yield "class", tuple(s.id for s in plan.statements if s.id in classes)
    if claim.kind == "below-past" and against is not None and not _is_better(result, against, plan):
        yield "no-higher", ()
    if claim.by in _UNSTATED and against is None:
        yield "unstated", ()
    if against is not None:
        yield from _loose(claim, operands, result, against)


def _of_records(claim: Claim, result: Quantity, against: Quantity | None, plan: Plan) -> Iterable[Reason]:
    if against is None:
        if result.span.value:
            yield "names", ()
    elif result.span.value != against.span.value:
        yield "ladder", ()
        if has_inferred_park(claim, plan):
            yield "ladder-inferred", ()


def _unlike(parts: Iterable[Quantity], plan: Plan) -> Iterable[Reason]:
    quantities = tuple(parts)
    scopes = frozenset[str]().union(*(q.scopes for q in quantities))
    # An unstated scope (empty) may be either, and so is no conflict with a stated one.
    if {"local", "all"} <= scopes:
        yield "conflict", ()
    elif len(scopes) > 1:
        yield "scope", ()
    measures = frozenset[str]().union(*(q.measures for q in quantities if q.form in _AMOUNTS))
    if len(measures) > 1:
        # A set has no order of its own: equal plans must give equal words.
        measure_order = [t.id for t in plan.edition.measures]
        yield "measure", tuple(sorted(measures, key=measure_order.index))


def scope_may_explain(claim: Claim, result: Quantity, against: Quantity) -> bool:
    """Tell whether a scope that is not stated may be why two sides differ.

    Only amounts depend on which firms are counted, and all firms never come to less than the district's own:
    a side whose scope is not stated may be more than the other for that, but not less.
    """
    result_open, against_open = "" in result.amount_scopes, "" in against.amount_scopes
    stated_scopes = (result.amount_scopes | against.amount_scopes) - {""}
    if not stated_scopes or not (result_open or against_open):
        return False
    if (claim.by or claim.kind) in _GROWING and result_open != against_open:
        above = result.span.low > against.span.high
        return above if result_open else not above
    return True


def _loose(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity
) -> Iterable[Reason]:
    """Yield why two sides that meet may still not agree."""
    if claim.kind == "repeat" and len({q.bound for q in (*operands, against)}) > 1:
        yield "bounds", ()
    if claim.decimals is not None and _finer(claim, result.span, against):
        yield "finer", (str(claim.decimals),)
    if claim.kind in _WITHOUT_RANGE or not result.span.meets(against.span):
        return
    # They meet through the open side of a bound alone: the printed numbers themselves do not.
    if not against.plain.meets(result.plain):
        yield "one-sided", ()
    # What is left for the rest is held against a number of ours, which is not printed.
    elif claim.by != "rest" and not _rounds_alike(result, against):
        yield "edge", (str(_as_printed(result.span.value, against)),)


def _rounds_alike(result: Quantity, against: Quantity) -> bool:
    ranged = against.high is not None or result.high is not None
    return ranged or against.bound != "=" or _as_printed(result.span.value, against) == against.span.value


def _as_printed(value: Decimal, like: Quantity) -> Decimal:
    return round_half_up(value, max(0, -int(like.span.value.as_tuple().exponent)))


def _is_better(past: Quantity, target: Quantity, plan: Plan) -> bool:
    terms = [plan.term.get(f"measure:{name}") for name in target.measures]
    if any(term is not None and term.better == "lower" for term in terms):
        return target.span.value < past.span.value
    return target.span.value > past.span.value


def _one_period(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity | None
) -> bool:
    """Tell whether what is added, shared or held against the statement is of the same years."""
    kind = claim.by or claim.kind
    if kind == "below-past":
        return True
    years = {(q.from_year if q.form in _SPANNING else None, q.year) for q in operands}
    # A year that the claim names stands for those of its operands.
    if kind in _SAME_YEARS and claim.year is None and len(years) > 1:
        return False
    if against is None or kind in ("rest", "count"):
        return True
    spans = result.form in _SPANNING and against.form in _SPANNING and kind != "doubling"
    return result.year == against.year and (not spans or result.from_year == against.from_year)


def _finer(claim: Claim, result: Span, against: Quantity) -> bool:
    # The stated figure as exact as the plan itself goes on to use it.
    finer = span(against.span.value, decimals=claim.decimals)
    return result.meets(against.span) and not result.meets(finer)
