"""The plan held against itself: recompute what an edition claims, correct nothing.

Claims are data (`[[claims]]` of plan.toml). Each is worked out from printed figures with the
range that their last digit leaves open; a claim that only leads on to others is a working.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from layout import formulas
from layout.formulas import Quantity
from layout.measure import Span, UnlikeError, growth, span
from layout.model import Claim, Layout, Ref, Statement

CLOSES, DIFFERS, QUESTION = "closes", "does-not-close", "open-question"


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim worked out.

    `stated` and `computed` stand in `unit`; `low` and `high` bound what the printed digits allow
    the computed value to be. `needed` is the growth in per cent a year that would reach the stated
    value. `reasons` are word ids of the glossary's `reason` section, with their values.
    """

    claim: Claim
    state: str
    stated: Decimal | None
    computed: Decimal | None
    unit: str
    low: Decimal | None
    high: Decimal | None
    result: Quantity | None
    against: Quantity | None
    operands: tuple[Quantity, ...]
    workings: tuple[Quantity, ...]
    needed: Decimal | None
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Return the sources of the stated value and of every figure it was computed from."""
        parts = [*([self.against] if self.against else []), *self.operands]
        return tuple(dict.fromkeys(r for q in parts for r in q.refs))


def audit(layout: Layout) -> tuple[Finding, ...]:
    """Return a finding for each claim that states something or leaves something, in their order."""
    auditor = _Auditor(layout)
    claims = [c for c in layout.claims if c.stated or c.by == "rest"]
    return tuple(auditor.finding(c) for c in claims)


class _Auditor:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.claim = {c.id: c for c in layout.claims}
        self.done: dict[str, Quantity] = {}

    def quantity(self, name: str) -> Quantity:
        """Return a statement, or the result of a claim, as an operand."""
        if name in self.claim:
            if name not in self.done:
                self.done[name] = self.work(self.claim[name])
            return self.done[name]
        return from_statement(self.layout.statement[name], self.layout)

    def operands(self, claim: Claim) -> tuple[Quantity, ...]:
        """Return the operands of a claim, or the one thing that it counts."""
        if claim.counted:
            return (formulas.counted(claim, self.layout),)
        return tuple(self.quantity(n) for n in claim.of)

    def work(self, claim: Claim) -> Quantity:
        """Compute a claim. Raises UnlikeError where that cannot be done."""
        stated = self.quantity(claim.stated) if claim.stated else None
        return formulas.compute(claim, self.operands(claim), stated)

    def finding(self, claim: Claim) -> Finding:
        """Work a claim out and hold it against what is stated."""
        try:
            operands, result = self.operands(claim), self.work(claim)
            against = self.quantity(claim.stated) if claim.stated else None
            result = formulas.in_unit(result, against.unit) if against else result
        except UnlikeError:
            return _impossible(claim)
        reasons = tuple(_reasons(claim, operands, result, against, self.layout))
        return Finding(
            claim=claim,
            state=_state(claim, result, against, reasons),
            stated=against.span.value if against else None,
            computed=result.span.value,
            unit=result.unit,
            low=result.span.low,
            high=result.span.high,
            result=result,
            against=against,
            operands=operands,
            workings=tuple(_workings(claim, self)),
            needed=_needed(claim, operands, result, against),
            reasons=reasons,
        )


def _impossible(claim: Claim) -> Finding:
    nothing = (("uncomputable", ()),)
    return Finding(
        claim=claim, state=QUESTION, stated=None, computed=None, unit="", low=None, high=None, result=None,
        against=None, operands=(), workings=(), needed=None, reasons=nothing,
    )  # fmt: skip


def from_statement(said: Statement, layout: Layout) -> Quantity:
    """Return a stated figure as an operand. A target and a count are exact, a measurement is not."""
    figure = said.figure
    value = figure.value if figure.value is not None else Decimal("NaN")
    form = form_of(said, layout)
    exact = figure.role == "target" or form == "count"
    return Quantity(
        id=said.id,
        name=said.name,
        span=span(value, figure.bound, exact),
        unit=figure.unit,
        form=form,
        measures=frozenset({figure.measure}),
        scopes=frozenset({figure.scope}),
        from_year=figure.from_year,
        year=figure.year,
        refs=said.refs,
        bound=figure.bound,
    )


def form_of(said: Statement, layout: Layout) -> str:
    """Return the form of a statement's measure: level, total, rate, share, change, count or ratio."""
    term = layout.term.get(f"measure:{said.figure.measure}")
    return term.value if term else "level"


def _workings(claim: Claim, auditor: _Auditor) -> Iterable[Quantity]:
    """Return the claims whose results a claim uses, each once, the deepest first."""
    found: dict[str, Quantity] = {}
    for name in (*claim.of, claim.stated):
        if name in auditor.claim:
            found |= {q.id: q for q in _workings(auditor.claim[name], auditor)}
            found[name] = auditor.quantity(name)
    return found.values()


def _needed(
    claim: Claim, operands: tuple[Quantity, ...], result: Quantity, against: Quantity | None
) -> Decimal | None:
    """Return the yearly growth that would reach what is stated, where a level is to be reached."""
    if against is None or result.year is None:
        return None
    base = operands[0]
    if claim.by == "reach" and base.year is not None and result.year > base.year:
        return growth(base.span.value, against.span.value, result.year - base.year)
    spans = claim.kind == "doubling" and base.form == "level" and operands[1].form == "level"
    if spans and base.year is not None and result.year > base.year:
        return growth(Decimal(1), against.span.value, result.year - base.year)
    return None


def _state(
    claim: Claim,
    result: Quantity,
    against: Quantity | None,
    reasons: tuple[tuple[str, tuple[str, ...]], ...],
) -> str:
    if against is None or claim.by == "rest":
        return QUESTION
    names = {name for name, _ in reasons}
    if result.span.meets(against.span):
        return QUESTION if names & {"conflict", "finer", "one-sided", "subject"} else CLOSES
    return QUESTION if reasons else DIFFERS


def _reasons(
    claim: Claim,
    operands: tuple[Quantity, ...],
    result: Quantity,
    against: Quantity | None,
    layout: Layout,
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield why the two sides may not be the same thing, or not be as exact as they are printed."""
    parts = [*operands, *([against] if against else [])]
    scopes = frozenset[str]().union(*(q.scopes for q in parts))
    if {"local", "all"} <= scopes:
        yield "conflict", ()
    elif len(scopes) > 1:
        yield "scope", ()
    measures = frozenset[str]().union(*(q.measures for q in parts if q.form == "level"))
    if len(measures) > 1:
        known = [t.id for t in layout.edition.measures]
        yield "measure", tuple(sorted(measures, key=known.index))
    if against is None:
        return
    if claim.why and claim.decimals is None:
        yield "subject", ()
    if claim.by == "reach" and (operands[1].from_year, operands[1].year) != (operands[0].year, result.year):
        yield "past-rate", ()
    if claim.decimals is not None and _finer(claim, result.span, against):
        yield "finer", (str(claim.decimals),)
    meets = result.span.meets(against.span)
    if meets and not against.plain.meets(result.plain) and claim.kind not in ("repeat", "count"):
        yield "one-sided", ()


def _finer(claim: Claim, result: Span, against: Quantity) -> bool:
    finer = span(against.span.value, decimals=claim.decimals)
    return result.meets(against.span) and not result.meets(finer)
