"""The plan's arithmetic checked: recompute what an edition claims, correct nothing.

Claims are data (`[[claims]]` of plan.toml). Each is worked out from printed figures with the
range that their last digit leaves open; a claim that only leads on to others is a working.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from geodata import units
from geodata.size_classes import CLASS_UNIT, class_amount
from layout.audit import formulas, records
from layout.audit.formulas import RECORD_KINDS, Quantity
from layout.audit.reasons import REMARKS, Reason, reasons_of, scope_may_explain
from layout.plan.derivation import once_per_plan
from layout.plan.measure import Span, UnlikeError, growth_rate, span
from layout.plan.model import Claim, Plan, Ref, Statement

CLOSES, DIFFERS, QUESTION = "closes", "does-not-close", "open-question"
FINDING_STATES = (DIFFERS, QUESTION, CLOSES)
_NO_NUMBER = Span(*[Decimal("NaN")] * 3)
# Kinds that are findings although no figure of the plan states their result.
_WITHOUT_STATED = frozenset({"rest", "product", "whole", "at-least", "naming", "ladder"})
# Kinds that only ask, and the reasons on which they do.
_ASKING = {
    "naming": frozenset({"names"}),
    "ladder": frozenset({"ladder"}),
    "below-past": frozenset({"no-higher"}),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim worked out.

    `stated` and `computed` stand in `unit`; `low` and `high` bound what the printed digits allow
    the computed value to be. `needed_growth` is the growth in per cent a year that would reach the stated
    value. `reasons` are word ids of the glossary's `reason` section, with their values. Where the claim
    cannot be computed, `computed`, `low`, `high` and `result` are None, and `impossible` is the word of the
    section of that name which says why; an open end is an infinite decimal.
    """

    claim: Claim
    state: str
    stated: Decimal | None
    computed: Decimal | None
    unit: str
    low: Decimal | None
    high: Decimal | None
    result: Quantity | None
    stated_quantity: Quantity | None
    operands: tuple[Quantity, ...]
    workings: tuple[Quantity, ...]
    needed_growth: Decimal | None
    reasons: tuple[Reason, ...]
    impossible: str = ""

    @property
    def computed_quantities(self) -> tuple[Quantity, ...]:
        """Return all that was computed: the workings, then the result."""
        return (*self.workings, *([self.result] if self.result else []))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Return the sources of the stated value and of every figure it was computed from."""
        parts = [*([self.stated_quantity] if self.stated_quantity else []), *self.operands]
        return tuple(dict.fromkeys((*(r for q in parts for r in q.refs), *self.claim.refs)))

    @property
    def of_unlike_subjects(self) -> bool:
        """Tell whether the two sides are not of the same subject: then no number stands without saying so."""
        return any(name == "subject" for name, _ in self.reasons)

    @property
    def has_caveat(self) -> bool:
        """Tell whether the claim says what is to be borne in mind wherever its numbers stand."""
        return any(name in ("subject", "remark") for name, _ in self.reasons)


@once_per_plan
def audit_claims(plan: Plan) -> tuple[Finding, ...]:
    """Return a finding for each claim that states a figure or holds something against the plan, in order."""
    auditor = _Auditor(plan)
    # A claim that states nothing is a working: it is told within the claims that use it.
    return tuple(auditor.finding(c) for c in plan.claims if c.stated or _is_told(c))


def _is_told(claim: Claim) -> bool:
    kind = claim.by or claim.kind
    # A plain product or whole is a working as a sum is; as a consequence it is what is asked about.
    return kind in _WITHOUT_STATED and claim.kind not in ("product", "whole")


class _Auditor:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.claim = {c.id: c for c in plan.claims}
        self.done: dict[str, Quantity | UnlikeError] = {}
        # In this order every operand is there already, so that a chain of any length needs no recursion.
        for name in claims_in_order(self.claim):
            self.done[name] = self._work(self.claim[name])

    def _work(self, claim: Claim) -> Quantity | UnlikeError:
        try:
            stated = self.quantity(claim.stated) if claim.stated else None
            return formulas.compute(claim, self.operands(claim), stated)
        except UnlikeError as error:
            return error

    def quantity(self, name: str) -> Quantity:
        """Return a statement, or the result of a claim, as an operand. Raises UnlikeError without one."""
        if name not in self.claim:
            return quantity_of(self.plan.statement[name], self.plan)
        result = self.done[name]
        if isinstance(result, UnlikeError):
            raise UnlikeError(str(result), result.reason)
        return result

    def operands(self, claim: Claim) -> tuple[Quantity, ...]:
        """Return the operands of a claim, or the records that it is about."""
        if claim.kind in RECORD_KINDS:
            return records.record_quantities(claim, self.plan)
        return tuple(self.quantity(n) for n in claim.of)

    def against(self, claim: Claim, operands: tuple[Quantity, ...]) -> Quantity | None:
        """Return what the result of a claim is held against: what is stated, or its other operand."""
        if claim.kind == "at-least":
            return operands[1]
        if claim.kind == "ladder":
            return formulas.tally(claim, len(operands))
        if claim.stated in self.plan.statement:
            return formulas.as_printed(self.quantity(claim.stated), claim.kind)
        return self.quantity(claim.stated) if claim.stated else None

    def finding(self, claim: Claim) -> Finding:
        """Compute a claim and compare the result with the stated figure."""
        try:
            operands = self.operands(claim)
            if isinstance(outcome := self.done[claim.id], UnlikeError):
                raise outcome
            against = self.against(claim, operands)
            result = formulas.convert_quantity(outcome, against.unit) if against else outcome
        except UnlikeError as error:
            return _impossible(claim, self, error)  # an open question: the plan is never corrected
        reasons = tuple(reasons_of(claim, operands, result, against, self.plan))
        return Finding(
            claim=claim,
            state=_state(claim, result, against, reasons),
            stated=against.span.value if against else None,
            computed=result.span.value,
            unit=result.unit,
            low=result.span.low,
            high=result.span.high,
            result=result,
            stated_quantity=against,
            operands=operands,
            workings=tuple(_workings(claim, self)),
            needed_growth=_needed(claim, operands, result, against),
            reasons=reasons,
        )


def claims_in_order(claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """Return the ids of claims, each after all claims that it uses."""
    order: dict[str, None] = {}
    for first in claims:
        waiting = [first]
        while waiting:
            name = waiting[-1]
            unmet = [n for n in _used(claims[name]) if n in claims and n not in order]
            if unmet and name not in order:
                # The first operand is worked out first, and so stands on top.
                waiting += reversed(unmet)
            else:
                order.setdefault(waiting.pop())
    return tuple(order)


def _used(claim: Claim) -> tuple[str, ...]:
    return (*claim.of, *([claim.stated] if claim.stated else []))


def _impossible(claim: Claim, auditor: _Auditor, error: UnlikeError) -> Finding:
    """Return what is known of a claim that cannot be computed: what is stated, and the sources."""
    statements = auditor.plan.statement
    # Printed figures only: the result of another claim may be just what cannot be computed.
    against = auditor.quantity(claim.stated) if claim.stated in statements else None
    operands = tuple(auditor.quantity(n) for n in claim.of if n in statements)
    stated = against.span.value if against and not against.span.value.is_nan() else None
    return Finding(
        claim=claim, state=QUESTION, stated=stated, computed=None, unit=against.unit if against else "",
        low=None, high=None, result=None, stated_quantity=against, operands=operands, workings=(),
        needed_growth=None, reasons=(("uncomputable", ()),), impossible=error.reason,
    )  # fmt: skip


def quantity_of(statement: Statement, plan: Plan) -> Quantity:
    """Return a stated figure as an operand. A target and a count of things are exact, a measurement is not.

    A class of size stands for the least amount of that class, or more.
    """
    figure = statement.figure
    form = measure_form(statement, plan)
    named = (
        class_amount(figure.words.original) if figure.value is None and figure.unit == CLASS_UNIT else None
    )
    value = named if figure.value is None else figure.value
    bound = figure.bound if named is None else ">="
    counted = form == "count" or units.is_counting(figure.unit)
    exact = figure.role == "target" or counted or named is not None
    scopes = frozenset({figure.scope})
    return Quantity(
        id=statement.id,
        name=statement.name,
        span=_NO_NUMBER if value is None else _span_of(value, figure.high, bound, exact),
        unit=figure.unit,
        form=form,
        measures=frozenset({figure.measure}),
        scopes=scopes,
        from_year=figure.from_year,
        year=figure.year,
        refs=statement.refs,
        bound=bound,
        words=figure.words if figure.value is None else None,
        amount_scopes=scopes if formulas.is_amount(form, figure.unit) else frozenset(),
        classes=frozenset() if named is None else frozenset({statement.id}),
        # By the measure of the edition, which decides how its years are labelled.
        printed=replace(figure, form=form),
        high=figure.high,
        months=figure.months,
    )


def _span_of(value: Decimal, high: Decimal | None, bound: str, exact: bool) -> Span:
    low = span(value, bound, exact)
    # What is aimed at beyond is no part of what the figure may be.
    return low if high is None else Span(low.low, value, span(high, bound, exact).high)


def measure_form(statement: Statement, plan: Plan) -> str:
    """Return the form of a statement's measure: level, total, rate, share, change, count or ratio."""
    term = plan.term.get(f"measure:{statement.figure.measure}")
    return term.value if term else "level"


def _workings(claim: Claim, auditor: _Auditor) -> Iterable[Quantity]:
    """Return the claims whose results a claim uses, each once, the deepest first."""
    used: set[str] = set()
    waiting = [claim]
    while waiting:
        fresh = [n for n in _used(waiting.pop()) if n in auditor.claim and n not in used]
        used.update(fresh)
        waiting += (auditor.claim[n] for n in fresh)
    # All were worked out, or this claim could not have been.
    return (auditor.quantity(name) for name in auditor.done if name in used)


def _needed(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity | None
) -> Decimal | None:
    """Return the yearly growth that would reach what is stated, where a level is to be reached."""
    if against is None or result.year is None:
        return None
    base = operands[0]
    years = result.year - base.year if base.year is not None else 0
    if years <= 0:
        return None
    if claim.by == "reach":
        return growth_rate(
            formulas.convert_quantity(base, against.unit).span.value, against.span.value, years
        )
    # A multiple is a level that started from one.
    if claim.kind == "doubling" and base.form == "level" and operands[1].form == "level":
        return growth_rate(Decimal(1), formulas.convert_quantity(against, units.TIMES).span.value, years)
    return None


def _state(
    claim: Claim,
    result: Quantity,
    against: Quantity | None,
    reasons: tuple[Reason, ...],
) -> str:
    names = {name for name, _ in reasons} - REMARKS
    if claim.kind in _ASKING:
        # What the plan may well mean so is asked about, and never said not to close.
        return QUESTION if names & _ASKING[claim.kind] else CLOSES
    # What is left for the rest is told and not judged: the plan states no figure that it contradicts.
    if against is None or claim.by == "rest":
        return QUESTION
    if claim.kind == "at-least" and result.span.high >= against.span.low:
        return CLOSES
    if result.span.meets(against.span) and claim.kind != "at-least":
        # Where the scope is merely not stated, figures that agree are taken to be alike.
        return QUESTION if names else CLOSES
    # With a reason the two may not be comparable: then a difference is no error of the plan.
    return QUESTION if names or scope_may_explain(claim, result, against) else DIFFERS
