"""The plan's arithmetic checked: recompute what an edition claims, correct nothing.

Claims are data (`[[claims]]` of plan.toml). Each is worked out from printed figures with the
range that their last digit leaves open; a claim that only leads on to others is a working.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from geodata import units
from layout.audit import formulas
from layout.audit.formulas import Quantity
from layout.plan.measure import Span, UnlikeError, growth_rate, span
from layout.plan.model import Claim, Plan, Ref, Statement

# Forms whose measures must be alike; kinds whose operands must be of the same years; forms that have a
# first year as well as a last.
_AMOUNTS = frozenset({"level", "total", "count"})
_SAME_YEARS = frozenset({"sum", "share", "rest", "repeat"})
_SPANNING = frozenset({"rate", "total", "change"})
Reason = tuple[str, tuple[str, ...]]
CLOSES, DIFFERS, QUESTION = "closes", "does-not-close", "open-question"
FINDING_STATES = (CLOSES, DIFFERS, QUESTION)


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim worked out.

    `stated` and `computed` stand in `unit`; `low` and `high` bound what the printed digits allow
    the computed value to be. `needed_growth` is the growth in per cent a year that would reach the stated
    value. `reasons` are word ids of the glossary's `reason` section, with their values. Where the claim
    cannot be computed, `computed`, `low`, `high` and `result` are None; an open end is an infinite decimal.
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

    @property
    def computed_quantities(self) -> tuple[Quantity, ...]:
        """Return all that was computed: the workings, then the result."""
        return (*self.workings, *([self.result] if self.result else []))

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Return the sources of the stated value and of every figure it was computed from."""
        parts = [*([self.stated_quantity] if self.stated_quantity else []), *self.operands]
        return tuple(dict.fromkeys(r for q in parts for r in q.refs))


def audit_claims(plan: Plan) -> tuple[Finding, ...]:
    """Return a finding for each claim that states a figure or leaves a rest, in their order."""
    auditor = _Auditor(plan)
    # A claim that states nothing is a working: it is told within the claims that use it.
    claims = [c for c in plan.claims if c.stated or c.by == "rest"]
    return tuple(auditor.finding(c) for c in claims)


class _Auditor:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.claim = {c.id: c for c in plan.claims}
        self.done: dict[str, Quantity] = {}

    def quantity(self, name: str) -> Quantity:
        """Return a statement, or the result of a claim, as an operand."""
        if name in self.claim:
            if name not in self.done:
                self.done[name] = self.work(self.claim[name])
            return self.done[name]
        return quantity_of(self.plan.statement[name], self.plan)

    def operands(self, claim: Claim) -> tuple[Quantity, ...]:
        """Return the operands of a claim, or the count that it is about."""
        if claim.counted:
            return (formulas.counted_quantity(claim, self.plan),)
        return tuple(self.quantity(n) for n in claim.of)

    def work(self, claim: Claim) -> Quantity:
        """Compute a claim. Raises UnlikeError where that cannot be done."""
        stated = self.quantity(claim.stated) if claim.stated else None
        return formulas.compute(claim, self.operands(claim), stated)

    def finding(self, claim: Claim) -> Finding:
        """Compute a claim and compare the result with the stated figure."""
        try:
            operands, result = self.operands(claim), self.work(claim)
            against = self.quantity(claim.stated) if claim.stated else None
            result = formulas.convert_quantity(result, against.unit) if against else result
        except UnlikeError:
            # What does not go together is told as an open question; the plan is never corrected.
            return _impossible(claim, self)
        reasons = tuple(_reasons(claim, operands, result, against, self.plan))
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


def _impossible(claim: Claim, auditor: _Auditor) -> Finding:
    """Return what is known of a claim that cannot be computed: what is stated, and the sources."""
    statements = auditor.plan.statement
    # Printed figures only: the result of another claim may be just what cannot be computed.
    against = auditor.quantity(claim.stated) if claim.stated in statements else None
    operands = tuple(auditor.quantity(n) for n in claim.of if n in statements)
    stated = against.span.value if against and not against.span.value.is_nan() else None
    return Finding(
        claim=claim, state=QUESTION, stated=stated, computed=None, unit=against.unit if against else "",
        low=None, high=None, result=None, stated_quantity=against, operands=operands, workings=(),
        needed_growth=None, reasons=(("uncomputable", ()),),
    )  # fmt: skip


def quantity_of(statement: Statement, plan: Plan) -> Quantity:
    """Return a stated figure as an operand. A target and a count are exact, a measurement is not."""
    figure = statement.figure
    value = figure.value if figure.value is not None else Decimal("NaN")
    form = measure_form(statement, plan)
    exact = figure.role == "target" or form == "count"
    return Quantity(
        id=statement.id,
        name=statement.name,
        span=span(value, figure.bound, exact),
        unit=figure.unit,
        form=form,
        measures=frozenset({figure.measure}),
        scopes=frozenset({figure.scope}),
        from_year=figure.from_year,
        year=figure.year,
        refs=statement.refs,
        bound=figure.bound,
    )


def measure_form(statement: Statement, plan: Plan) -> str:
    """Return the form of a statement's measure: level, total, rate, share, change, count or ratio."""
    term = plan.term.get(f"measure:{statement.figure.measure}")
    return term.value if term else "level"


def _workings(claim: Claim, auditor: _Auditor) -> Iterable[Quantity]:
    """Return the claims whose results a claim uses, each once, the deepest first."""
    results: dict[str, Quantity] = {}

    def gather(above: Claim) -> None:
        for name in (*above.of, above.stated):
            # What is there already has brought along all that it uses.
            if name in auditor.claim and name not in results:
                gather(auditor.claim[name])
                results[name] = auditor.quantity(name)

    gather(claim)
    return results.values()


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
    # What is left for the rest is told and not judged: the plan states no figure that it contradicts.
    if against is None or claim.by == "rest":
        return QUESTION
    names = {name for name, _ in reasons}
    if result.span.meets(against.span):
        # Where the scope is merely not stated, figures that agree are taken to be alike.
        return QUESTION if names - {"scope"} else CLOSES
    # With a reason the two may not be comparable: then a difference is no error of the plan.
    return QUESTION if reasons else DIFFERS


def _reasons(
    claim: Claim,
    operands: tuple[Quantity, ...],
    result: Quantity,
    against: Quantity | None,
    plan: Plan,
) -> Iterable[Reason]:
    """Yield why the two sides may not be comparable, or not be as exact as they are printed."""
    yield from _unlike([*operands, *([against] if against else [])], plan)
    if not _one_period(claim, operands, result, against):
        yield "period", ()
    if claim.why and claim.decimals is None:
        yield "subject", ()
    if claim.by == "reach" and (operands[1].from_year, operands[1].year) != (operands[0].year, result.year):
        yield "past-rate", ()
    if against is not None:
        yield from _loose(claim, operands, result, against)


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


def _loose(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity
) -> Iterable[Reason]:
    """Yield why two sides that meet may still not agree."""
    if claim.kind == "repeat" and len({q.bound for q in (*operands, against)}) > 1:
        yield "bounds", ()
    if claim.decimals is not None and _finer(claim, result.span, against):
        yield "finer", (str(claim.decimals),)
    meets = result.span.meets(against.span)
    # They meet through the open side of a bound alone: the printed numbers themselves do not.
    if meets and not against.plain.meets(result.plain) and claim.kind not in ("repeat", "count"):
        yield "one-sided", ()


def _one_period(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity | None
) -> bool:
    """Tell whether what is added, shared or held against the statement is of the same years."""
    kind = claim.by or claim.kind
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
