"""Statements and claims of tests' own, audited on the bundled edition's vocabulary."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from layout.audit.findings import Finding, audit_claims
from layout.plan.model import Cause, Claim, Figure, Plan, Ref, Statement, Term, Text

NONE = Text("", "")
FORMS = {"output": "level", "scale": "level", "rate": "rate", "share": "share", "change": "change",
         "count": "count", "multiple": "ratio", "added": "total", "use": "ratio"}  # fmt: skip


def statement(name: str, value: str, year: int = 2025, measure: str = "output", **rest: Any) -> Statement:
    """State a figure."""
    words = rest.pop("words", "")
    cluster = rest.pop("cluster", "")
    figure = Figure(
        Decimal(value) if value else None,
        rest.pop("bound", "="),
        rest.pop("unit", "亿元"),
        year,
        measure,
        rest.pop("scope", "local"),
        Text(words, words) if words else NONE,
        rest.pop("start", None),
        rest.pop("role", "actual"),
    )
    refs = (Ref("plan", f"row {name}"),)
    named = Text(name, name)
    return Statement(name, "figure", "t", None, named, (), figure, cluster, "", "", "", "", NONE, NONE, refs)


def claim(kind: str, of: str, stated: str = "", **rest: Any) -> Claim:
    """Make a claim; `of` names operands parted by blanks."""
    plain = {"by": "", "year": None, "counted": "", "among": (), "decimals": None, "why": NONE} | rest
    title = plain.pop("title", NONE)
    return Claim(id=plain.pop("id", "c"), kind=kind, title=title, of=tuple(of.split()), stated=stated, **plain)


def plan_of(
    bundled: Any, claims: list[Claim], *statements: Statement, causes: tuple[Cause, ...] = ()
) -> Plan:
    """Return the bundled plan with claims on statements of the test's own."""
    measures = tuple(Term(i, Text(i, i), n, 1.0, form) for n, (i, form) in enumerate(FORMS.items()))
    edition = replace(bundled.plan.edition, measures=measures)
    plan = replace(
        bundled.plan, edition=edition, statements=statements, claims=tuple(claims), chains=(), causes=causes
    )
    # What the plan has cached is of the bundled one.
    return Plan(**{k: getattr(plan, k) for k in plan.__dataclass_fields__})


def findings_of(bundled: Any, claims: list[Claim], *statements: Statement) -> list[Finding]:
    """Audit claims on statements of the test's own."""
    return list(audit_claims(plan_of(bundled, claims, *statements)))


def finding_of(bundled: Any, audited: Claim, *statements: Statement) -> Finding:
    """Audit one claim."""
    return findings_of(bundled, [audited], *statements)[0]
