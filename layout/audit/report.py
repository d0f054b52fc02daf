"""The findings as the questions that they come to: one for a common cause, the weightiest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from layout.audit.findings import CLOSES, FINDING_STATES, Finding, audit_claims
from layout.plan.model import Cause, Claim, Plan, Ref, Text

# Counts of the data's own rows, mere consequences, and all else; see `weight` in geodata/schema.toml.
_LIGHT, _CONSEQUENCE, _PLAIN, _CAUSE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A stated figure, what the printed figure of a cause gives for it, and what the implied one gives.

    `implied` is None of the figure that the implied one was worked out from.
    """

    printed: Finding
    implied: Finding | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """One question of the audit: a finding alone, or the findings of one cause.

    The state is the gravest of its findings; of a cause with a printed and an implied figure it is that of
    the findings with the printed one.
    """

    id: str
    title: Text
    state: str
    weight: int
    findings: tuple[Finding, ...]
    cause: Cause | None
    rows: tuple[CauseRow, ...] = ()

    @property
    def is_light(self) -> bool:
        """Tell whether it closes and only counts rows, so that it need not stand in the foreground."""
        return self.state == CLOSES and self.weight == _LIGHT

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Return the sources of all its findings and of its cause, each once."""
        parts = [r for f in self.findings for r in f.refs]
        return tuple(dict.fromkeys((*parts, *(self.cause.refs if self.cause else ()))))

    @property
    def lead(self) -> Finding:
        """Return the finding with the widest gap, which stands for all where there is room for one."""
        return max(self.findings, key=gap_share)


def audit_report(plan: Plan) -> tuple[FindingGroup, ...]:
    """Return what the audit found as questions: what does not close, open questions, then what closes.

    Within each the weightier come first, then the wider gaps, then the order of the claims.
    """
    findings = audit_claims(plan)
    causes = {c.id: c for c in plan.causes}
    members: dict[str, list[Finding]] = {}
    for finding in findings:
        members.setdefault(finding.claim.cause or f" {finding.claim.id}", []).append(finding)
    claims = {c.id: c for c in plan.claims}
    groups = [
        _of_cause(causes[key], tuple(parts), claims) if key in causes else _alone(parts[0])
        for key, parts in members.items()
    ]
    return tuple(sorted(groups, key=_place))


def _place(group: FindingGroup) -> tuple[int, int, Decimal]:
    return (FINDING_STATES.index(group.state), -group.weight, -gap_share(group.lead))


def gap_share(finding: Finding) -> Decimal:
    """Return how far apart the two sides are, as a part of what is stated."""
    if finding.stated is None or finding.computed is None or not finding.stated:
        return Decimal(0)
    return abs(finding.stated - finding.computed) / abs(finding.stated)


def _alone(finding: Finding) -> FindingGroup:
    claim = finding.claim
    return FindingGroup(claim.id, claim.title, finding.state, weight_of(claim), (finding,), None)


def weight_of(claim: Claim) -> int:
    """Return the weight that the data give a claim, or the one that follows from its kind."""
    if claim.weight is not None:
        return claim.weight
    if claim.kind == "count":
        return _LIGHT
    return _CONSEQUENCE if claim.by == "rest" else _PLAIN


def _of_cause(cause: Cause, findings: tuple[Finding, ...], claims: Mapping[str, Claim]) -> FindingGroup:
    weight = max(weight_of(f.claim) for f in findings)
    if not cause.printed:
        return FindingGroup(cause.id, cause.title, _gravest(findings), weight, findings, cause)
    implied = {f.claim.stated: f for f in findings if _rests_on(f.claim, cause.implied, claims)}
    implied_ids = {f.claim.id for f in implied.values()}
    printed = tuple(f for f in findings if f.claim.id not in implied_ids)
    rows = tuple(CauseRow(f, implied.get(f.claim.stated)) for f in printed)
    state = _gravest(printed or findings)
    return FindingGroup(cause.id, cause.title, state, max(weight, _CAUSE), findings, cause, rows)


def _gravest(findings: tuple[Finding, ...]) -> str:
    return min((f.state for f in findings), key=FINDING_STATES.index)


def _rests_on(claim: Claim, other: str, claims: Mapping[str, Claim]) -> bool:
    used: set[str] = set()
    waiting = [claim]
    while waiting:
        fresh = {*waiting.pop().of} - used
        used |= fresh
        waiting += (claims[name] for name in fresh if name in claims)
    return other in used
